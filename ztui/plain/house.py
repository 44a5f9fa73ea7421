"""The rest of the house as the commands of a conversation see it: one session that stays open, one voice, one loop."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, TextIO, TypeVar, cast

from ztui.core.amounts import counted
from ztui.core.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
    from contextlib import AbstractAsyncContextManager

    from ztui.cli.runtime import Conversation, GlobalOptions, Runtime, SimOption, TerminalAbilities
    from ztui.core.config import Profile
    from ztui.core.paths import Folders
    from ztui.plain.voice import Ear, Voice
    from ztui.services.profiles.checking import Looks
    from ztui.services.session import Session
    from ztui.zoom.device import DeviceSignIn

__all__ = ["Talk"]

_T = TypeVar("_T")
_SILENT, _LONGEST_SILENCE = 5.0, 40.0
"""Seconds of work after which it is said how far it is; each time twice as long passes until it is said again."""


class Talk:
    """Stands for the composition root (`cli.runtime.Runtime`) while a conversation goes on.

    Attributes:
        open: The session of all commands; another one while a sub account is entered.
    """

    def __init__(self, runtime: Runtime, session: Session, voice: Voice, ear: Ear, loop: asyncio.Runner) -> None:
        """Take what stays the same for all commands."""
        self._runtime = runtime
        self._loop = loop
        self.open = session
        self._knows_sites: Session | None = None
        self.environ: Mapping[str, str] = runtime.environ
        self.stdout = cast("TextIO", voice)
        self.stderr = cast("TextIO", voice)
        self.asks = True
        self.voice = voice
        self.conversation: Conversation | None = ear

    def run(self, work: Coroutine[Any, Any, _T]) -> _T:
        """Do what a command does in the loop of the conversation; what takes long is told of.

        Raises:
            KeyboardInterrupt: It was interrupted; the conversation goes on.
        """
        return self._loop.run(self._told(work))

    async def _told(self, work: Coroutine[Any, Any, _T]) -> _T:
        telling = asyncio.ensure_future(self._tell())
        try:
            return await work
        finally:
            telling.cancel()
            with suppress(asyncio.CancelledError):
                await telling

    async def _tell(self) -> None:
        requests = self.open.client.requests
        began, waited, silent = requests.over, 0.0, _SILENT
        while True:
            await asyncio.sleep(silent)
            waited, silent = waited + silent, min(2 * silent, _LONGEST_SILENCE)
            answered = requests.over - began
            many = counted(answered, "request is", "requests are")
            self.voice.say(f"Still at work after {waited:.0f} seconds; {many} answered.")

    async def learn_sites(self) -> None:
        """Learn once how the sites write extensions; where that cannot be had, they are said in full."""
        if self.open is not self._knows_sites:
            self._knows_sites = self.open
            await self.open.learn_sites(ask=not self.open.offline)

    @asynccontextmanager
    async def session(
        self, options: GlobalOptions, *, running: bool = False, keeping: bool = True
    ) -> AsyncIterator[Session]:
        """Give the session that is open."""
        yield self.open

    def signing_in(self, options: GlobalOptions, profile: Profile) -> AbstractAsyncContextManager[DeviceSignIn]:
        """Open what signs a user in to the app of a profile."""
        return self._runtime.signing_in(options, profile)

    def profile(self, options: GlobalOptions) -> Profile:
        """Give the profile of the session."""
        return self.open.profile

    def folders(self, options: GlobalOptions) -> Folders:
        """Give the folders in use."""
        return self.open.folders

    def looks(self) -> Looks:
        """Give what the terminal program knows by name."""
        return self._runtime.looks()

    def abilities(self) -> TerminalAbilities:
        """Give what the terminal can do."""
        return self._runtime.abilities()

    def show(self, options: GlobalOptions, start: str, sim: Mapping[str, str] | None = None) -> int:
        """Refuse to open the terminal program.

        Raises:
            ConfigError: Always.
        """
        raise ConfigError("This shows screens, which a conversation has not.", "'go NAME' goes to a list.")

    def sim_options(self) -> Sequence[SimOption]:
        """List the options of the simulator."""
        return self._runtime.sim_options()

    def serve_sim(self, host: str, port: int, sim: Mapping[str, str]) -> int:
        """Refuse to serve the simulator.

        Raises:
            ConfigError: Always.
        """
        raise ConfigError("The simulator is served from a shell.", "'quit' leaves.")
