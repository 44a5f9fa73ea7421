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
    from ztui.ui.prepainted import FirstScreen
    from ztui.ui.terminal.abilities import Abilities
    from ztui.ui.terminal.signals import Ending
    from ztui.zoom.device import DeviceSignIn

__all__ = ["House", "main"]

_T = TypeVar("_T")

_DEMO = "demo"
_INTERRUPTED = 130
_HAND_OVER_SECONDS = 0.001
"""How long a thread that stores or answers may keep the screen waiting for its turn."""


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
        return checked.config

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
    async def session(self, options: GlobalOptions, *, running: bool = False) -> AsyncIterator[Session]:
        """Open a session for one command; in the demo the clock stands, so that the same seed prints the same.

        With `running` it runs, for a command that waits for what comes.
        """
        from ztui.cli.waiting import told_of_waiting
        from ztui.services.profiles.skew import SKEW_HINT, told_skew

        with ExitStack() as stack:
            session = self._open(options, stack, None, running=running)
            try:
                async with told_of_waiting(session.client.requests, self.stderr):
                    yield session
                skew = told_skew(session.client.requests.ahead)
                if skew:
                    self.stderr.write(f"ztui: {skew} {SKEW_HINT}\n")
            finally:
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
        abilities = self._check_terminal()
        if options.no_color or abilities.colors == "none":
            os.environ["NO_COLOR"] = "1"
        os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", abilities.colors.replace("none", "standard"))
        os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
        from ztui.ui.terminal.restore import restore_bytes
        from ztui.ui.terminal.signals import Ending

        lacks = not options.demo and not options.offline and not profile.has_credentials
        with Ending(restore_bytes(plain=not abilities.strings)) as ending, ExitStack() as stack:
            first = None if lacks or options.demo else self._first_screen(stack, options, profile, start)
            code = self._run_app(ending, options, start, sim, first, lacks=lacks)
        return code if ending.code is None else ending.code

    def _first_screen(self, stack: ExitStack, options: GlobalOptions, profile: Profile, start: str) -> FirstScreen:
        """Paint what is kept of the first screen, before anything slow is imported.

        Should that fail, or be interrupted, the stack gives the terminal back.
        """
        from ztui.ui.prepainted import first_screen

        first = first_screen(self.folders(options), profile, self.environ, start, offline=options.offline)
        if first.painted is not None:
            stack.callback(first.painted.undo)
        return first

    def _run_app(
        self,
        ending: Ending,
        options: GlobalOptions,
        start: str,
        sim: Mapping[str, str] | None,
        first: FirstScreen | None,
        *,
        lacks: bool,
    ) -> int:
        import asyncio
        import gc

        if lacks:
            options, start = replace(options, offline=True), "setup"
        gc.disable()
        with ExitStack() as stack:
            session = self._open(options, stack, sim or {}, running=True, lenient=True)
            from ztui.ui.app import ZtuiApp
            from ztui.ui.prepainting import Prepainting
            from ztui.ui.terminal.abilities import Abilities

            def opened(name: str, profile: Profile | None = None) -> Session:
                others = replace(options, profile=name, account="", offline=options.offline and not lacks)
                return self._open(others, stack, None, running=True, profile=profile)

            async def other(name: str) -> Session:
                return opened(name)

            def placed(profile: Profile) -> Profile:
                api, oauth = (self.environ.get(f"ZTUI_{name}_URL", "") for name in ("API", "OAUTH"))
                return replace(profile, api_url=api, oauth_url=oauth)

            async def tried(profile: Profile) -> Session:
                return opened(profile.name, placed(profile))

            abilities = Abilities.of(self.environ)
            app = ZtuiApp(
                session,
                start=start,
                opens=None if first is None else first.start,
                demo=options.demo,
                ascii_only=session.profile.ascii or not abilities.signs,
                ascii_text=not abilities.unicode,
                environ=self.environ,
                prepainting=None if first is None else Prepainting(first.frames, first.painted),
                notice=self.wrong,
                open_profile=None if options.demo else other,
                try_profile=None if options.demo else tried,
                sign_in=None if options.demo else lambda profile: self.signing_in(options, placed(profile)),
            )

            async def until_the_end() -> None:
                ending.hand_over(asyncio.get_running_loop(), app.cut)
                try:
                    await app.run_async(mouse=session.profile.mouse)
                finally:
                    ending.left()
                    await session.close()

            gc.freeze()
            gc.enable()
            sys.setswitchinterval(_HAND_OVER_SECONDS)
            asyncio.run(until_the_end())
            return app.return_code or 0

    def _converse(self, options: GlobalOptions, start: str, sim: Mapping[str, str] | None) -> int:
        """Hold a conversation in lines in the place of the terminal program."""
        from ztui.core.text import display
        from ztui.plain.conversation import converse

        if self.wrong is not None:
            self.stderr.write(f"ztui: {display(str(self.wrong))} Only reading is possible.\n")
        with ExitStack() as stack:
            session = self._open(replace(options, plain=True), stack, sim or {}, running=True)
            return converse(self, replace(options, plain=True), session, start)

    def serve_sim(self, host: str, port: int, sim: Mapping[str, str]) -> int:
        """Serve the simulator until it is interrupted."""
        from ztui.sim.options import Options
        from ztui.sim.server import serve

        return serve(Options.parse(sim), host, port)

    def _check_terminal(self) -> Abilities:
        from ztui.core.errors import ConfigError
        from ztui.ui.terminal.abilities import LEAST, Abilities

        instead = "'ztui --plain' talks in lines, and commands such as 'ztui list call-queues' print."
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise ConfigError("The terminal program needs a terminal.", instead)
        abilities = Abilities.of(self.environ)
        if not abilities.screens:
            said = f"TERM is '{abilities.term}', which" if abilities.term else "TERM is not set, so the terminal"
            raise ConfigError(f"{said} cannot show screens.", instead)
        size = os.get_terminal_size(sys.stdout.fileno())
        if 0 < size.columns < LEAST[0] or 0 < size.lines < LEAST[1]:
            raise ConfigError(
                f"The terminal has {size.columns}x{size.lines} cells, fewer than {LEAST[0]}x{LEAST[1]}.",
                f"Make it larger. {instead}",
            )
        return abilities

    def _open(
        self,
        options: GlobalOptions,
        stack: ExitStack,
        sim: Mapping[str, str] | None,
        *,
        running: bool,
        profile: Profile | None = None,
        lenient: bool = False,
    ) -> Session:
        """Open a session, of the profile that the options choose or one that is kept nowhere yet."""
        from ztui.opening import Opening

        profile, folders = profile or self.profile(options), self.folders(options)
        opening = Opening(self.environ, options, profile, folders)
        return opening.session(stack, sim or {}, running=running, lenient=lenient)

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
