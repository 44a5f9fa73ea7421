"""The composition root: builds what a run needs and hands it to the terminal program, the commands or the simulator.

Nothing below this file reaches for a clock, a folder or a connection by itself. Everything slow is imported where it is
used, so that `--version` costs no more than Python.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence

    from ztui.cli.runtime import Conversation, GlobalOptions, SimOption, TerminalAbilities
    from ztui.core.config import Config, Profile
    from ztui.core.errors import ConfigError
    from ztui.core.paths import Folders
    from ztui.services.profiles.checking import Looks
    from ztui.services.session import Session
    from ztui.zoom.device import DeviceSignIn

__all__ = ["House", "main"]

_T = TypeVar("_T")

_DEMO = "demo"
_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run ztui.

    Args:
        argv: The words after the program's name; `sys.argv[1:]` if None.

    Returns:
        The exit code, as `core.errors` has it.
    """
    from ztui.cli.streams import guarded, standard_streams

    words = list(sys.argv[1:] if argv is None else argv)
    stdout, stderr = standard_streams()
    try:
        if words == ["--version"]:
            return guarded(lambda: _version(stdout), stdout, stderr)
        _collect_less()
        from ztui.cli.start import run

        return run(words, House(os.environ, stdout, stderr))
    except KeyboardInterrupt:
        return _INTERRUPTED
    finally:
        if argv is None:
            _end_at_once()


def _version(stdout: TextIO) -> int:
    from ztui import __version__

    stdout.write(f"ztui {__version__}\n")
    return 0


class House:
    """What the commands are given: sessions, the terminal program and the simulator (`cli.runtime.Runtime`)."""

    def __init__(self, environ: Mapping[str, str], stdout: TextIO, stderr: TextIO) -> None:
        """Take the environment and the two streams."""
        self.environ = environ
        self.stdout = stdout
        self.stderr = stderr
        self.asks = True
        self.conversation: Conversation | None = None
        self.wrong: ConfigError | None = None
        """What is wrong with the settings, where the terminal program was opened all the same."""
        self.open: ConfigError | None = None
        """That others can read a secret in the settings."""
        self._is_shown = False

    def run(self, work: Coroutine[Any, Any, _T]) -> _T:
        """Do what a command does in a loop of its own."""
        import asyncio

        return asyncio.run(work)

    def folders(self, options: GlobalOptions) -> Folders:
        """Give the folders in use; the demo's are not known before it runs, unless they are kept."""
        from ztui.core.paths import Folders

        if options.demo and options.demo_state:
            return Folders.inside(Path(options.demo_state).expanduser())
        return Folders.from_environment(self.environ)

    def profile(self, options: GlobalOptions) -> Profile:
        """Give the profile that the options choose; the demo never reads the user's."""
        from ztui.core.config import PLAIN, Profile, read_only_of, switch_of, terminal_of

        if options.demo:
            zone = self.environ.get("ZTUI_TZ", "")
            base = Profile(name=_DEMO, account_id=_DEMO, plan="business", timezone=zone, start_view="")
            base = replace(base, **terminal_of(self.environ))
            if switch_of(self.environ, PLAIN):
                base = replace(base, plain=True)
            if read_only_of(self.environ):
                base = replace(base, read_only=True, read_only_by="ZTUI_READ_ONLY")
        else:
            base = self._config(options).choose(self.environ, options.profile)
            if self.wrong is not None and not base.has_credentials:
                raise self.wrong
            if self.wrong is not None:
                base = replace(base, read_only=True, read_only_by="config.toml, which has mistakes")
        return replace(
            base,
            account=options.account or base.account,
            read_only=options.read_only or base.read_only,
            read_only_by="--read-only" if options.read_only else base.read_only_by,
            timezone=options.tz or base.timezone,
            ascii=options.ascii or base.ascii,
            plain=options.plain or base.plain,
        )

    def _config(self, options: GlobalOptions) -> Config:
        """Read the settings; a terminal program goes on with what is right in a file that has mistakes.

        It may only read then: the setting that is wrong may be one that was to keep it from writing.
        """
        from ztui.core.config_file import check_config

        checked = check_config(self.folders(options).config_file)
        error = checked.error()
        if error is not None and not self._is_shown:
            raise error
        self.wrong = error
        if checked.is_open and self.open is None:
            self._tell_open(checked.path)
        return checked.config

    def _tell_open(self, path: Path) -> None:
        """Say that others can read a secret; a terminal program says it where it says all else."""
        from ztui.core.config_file import OPEN
        from ztui.core.errors import ConfigError
        from ztui.core.shell import quoted

        self.open = ConfigError(f"{path}: {OPEN}", f"Run: chmod 600 {quoted(str(path))}")
        if not self._is_shown:
            self.stderr.write(f"ztui: {self.open}\n")

    def sim_options(self) -> Sequence[SimOption]:
        """List the options of the simulator."""
        from ztui.sim.options import OPTIONS

        return OPTIONS

    def looks(self) -> Looks:
        """Give what the terminal program knows by name."""
        from ztui.ui.looks import LOOKS

        return LOOKS

    def abilities(self) -> TerminalAbilities:
        """Give what the terminal of the environment can do."""
        from ztui.ui.terminal.abilities import Abilities

        return Abilities.of(self.environ)

    @asynccontextmanager
    async def session(
        self, options: GlobalOptions, *, running: bool = False, keeping: bool = True
    ) -> AsyncIterator[Session]:
        """Open a session for one command; in the demo the clock stands, so that the same seed prints the same.

        With `running` it runs, for a command that waits for what comes. Without `keeping` it is opened for reading even
        where nothing can be kept.
        """
        from ztui.cli.waiting import told_of_waiting
        from ztui.services.profiles.skew import SKEW_HINT, told_skew

        with ExitStack() as stack:
            session = self.open_session(options, stack, None, running=running, keeping=keeping)
            try:
                async with told_of_waiting(session.client.requests, self.stderr):
                    yield session
            finally:
                skew = told_skew(session.client.requests.ahead)
                if skew:
                    self.stderr.write(f"ztui: {skew} {SKEW_HINT}\n")
                await session.close()

    def show(self, options: GlobalOptions, start: str, sim: Mapping[str, str] | None = None) -> int:
        """Run the terminal program.

        Raises:
            ConfigError: There is no terminal that can show it, nothing to connect with, or nothing right in the
                settings.
        """
        self._is_shown = True
        profile = self.profile(options)
        if options.plain or profile.plain:
            return self._converse(options, start, sim)
        from ztui.showing import Showing

        return Showing(self, options, profile, start, sim or {}).run()

    def _converse(self, options: GlobalOptions, start: str, sim: Mapping[str, str] | None) -> int:
        """Hold a conversation in lines in the place of the terminal program."""
        from ztui.core.text import display
        from ztui.plain.conversation import converse

        if self.wrong is not None:
            self.stderr.write(f"ztui: {display(str(self.wrong))} Only reading is possible.\n")
        with ExitStack() as stack:
            session = self.open_session(replace(options, plain=True), stack, sim or {}, running=True)
            return converse(self, replace(options, plain=True), session, start)

    def serve_sim(self, host: str, port: int, sim: Mapping[str, str]) -> int:
        """Serve the simulator until it is interrupted."""
        from ztui.sim.options import Options
        from ztui.sim.server import serve

        return serve(Options.parse(sim), host, port, dated=sim.get("now", "system") != "system")

    def open_session(
        self,
        options: GlobalOptions,
        stack: ExitStack,
        sim: Mapping[str, str] | None,
        *,
        running: bool,
        profile: Profile | None = None,
        lenient: bool = False,
        keeping: bool = True,
    ) -> Session:
        """Open a session, of the profile that the options choose or one that is kept nowhere yet."""
        from ztui.opening import Opening

        profile, folders = profile or self.profile(options), self.folders(options)
        opening = Opening(self.environ, options, profile, folders, None if keeping else self._tell_unkept)
        return opening.session(stack, sim or {}, running=running, lenient=lenient)

    def _tell_unkept(self, error: ConfigError) -> None:
        from ztui.core.text import display

        self.stderr.write(f"ztui: {display(error.message)} What is read is not kept. {display(error.hint)}\n")

    @asynccontextmanager
    async def signing_in(self, options: GlobalOptions, profile: Profile) -> AsyncIterator[DeviceSignIn]:
        """Open what signs a user in to the app of a profile.

        Raises:
            ConfigError: The profile is not one of a user, or its app's secret cannot be had.
        """
        from ztui.core.ports import SystemClock
        from ztui.services.profiles.access import sign_in_of
        from ztui.zoom.transport import http

        transport = http()
        try:
            yield sign_in_of(profile, self.environ, self.folders(options), transport, SystemClock())
        finally:
            await transport.aclose()


def _collect_less() -> None:
    """Let the collector look less often: what is made in numbers here, rows and what is imported, lives long."""
    import gc

    gc.set_threshold(100_000, 20, 20)


def _end_at_once() -> None:
    """Let the interpreter end without going through all that is loaded for cycles: its memory goes with the process."""
    import gc

    gc.freeze()
