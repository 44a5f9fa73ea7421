"""Running the terminal program: what of it is painted before it is loaded, the app with its session, how it ends.

Part of the composition root. Everything slow is imported once the first screen is painted.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError
from ztui.ui.terminal.abilities import LEAST, Abilities
from ztui.ui.terminal.restore import restore_bytes
from ztui.ui.terminal.signals import Ending

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.cli.runtime import GlobalOptions
    from ztui.core.config import Profile
    from ztui.main import House
    from ztui.services.session import Session
    from ztui.ui.app import ZtuiApp
    from ztui.ui.prepainted import FirstScreen

__all__ = ["Showing"]

_HAND_OVER_SECONDS = 0.001
"""How long a thread that stores or answers may keep the screen waiting for its turn."""
_INSTEAD = "'ztui --plain' talks in lines, and commands such as 'ztui list call-queues' print."


@dataclass(frozen=True, slots=True)
class Showing:
    """One run of the terminal program.

    Attributes:
        house: The composition root.
        options: The options of the command line.
        profile: The profile that they choose.
        start: The words of the shell that name a view, "" for none.
        sim: Options of the simulator for the demo.
    """

    house: House
    options: GlobalOptions
    profile: Profile
    start: str
    sim: Mapping[str, str]

    def run(self) -> int:
        """Run it; gives the exit code.

        Raises:
            ConfigError: There is no terminal that can show it, or nothing to connect with.
        """
        abilities = self._checked_terminal()
        if self.options.no_color or abilities.colors == "none":
            os.environ["NO_COLOR"] = "1"
        os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", abilities.colors.replace("none", "standard"))
        os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
        left = restore_bytes(plain=not abilities.strings)
        with Ending(left) as ending, ExitStack() as stack:
            first = self._first_screen(stack, left)
            code = self._run_app(ending, abilities, first)
        return code if ending.code is None else ending.code

    @property
    def _lacks_credentials(self) -> bool:
        return not self.options.demo and not self.options.offline and not self.profile.has_credentials

    def _checked_terminal(self) -> Abilities:
        """Give what the terminal can do.

        Raises:
            ConfigError: There is none, or it cannot show screens.
        """
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise ConfigError("The terminal program needs a terminal.", _INSTEAD)
        abilities = Abilities.of(self.house.environ)
        if not abilities.screens:
            said = f"TERM is '{abilities.term}', which" if abilities.term else "TERM is not set, so the terminal"
            raise ConfigError(f"{said} cannot show screens.", _INSTEAD)
        size = os.get_terminal_size(sys.stdout.fileno())
        if 0 < size.columns < LEAST[0] or 0 < size.lines < LEAST[1]:
            raise ConfigError(
                f"The terminal has {size.columns}x{size.lines} cells, fewer than {LEAST[0]}x{LEAST[1]}.",
                f"Make it larger. {_INSTEAD}",
            )
        return abilities

    def _first_screen(self, stack: ExitStack, left: bytes) -> FirstScreen | None:
        """Paint what is kept of the first screen; should what follows fail, the stack gives the terminal back."""
        if self.options.demo or self._lacks_credentials:
            return None
        from ztui.ui.prepainted import first_screen

        folders = self.house.folders(self.options)
        first = first_screen(folders, self.profile, self.house.environ, self.start, offline=self.options.offline)
        if first.painted is not None:
            stack.callback(first.painted.undo, left)
        return first

    def _run_app(self, ending: Ending, abilities: Abilities, first: FirstScreen | None) -> int:
        import asyncio
        import gc

        from ztui.ui.tidying import WHILE_SHOWN

        gc.disable()
        with ExitStack() as stack:
            options = replace(self.options, offline=True) if self._lacks_credentials else self.options
            session = self.house.open_session(options, stack, self.sim, running=True, lenient=True)
            app = self._app(session, stack, abilities, first)

            async def until_the_end() -> None:
                ending.hand_over(asyncio.get_running_loop(), app.cut)
                try:
                    await app.run_async(mouse=session.profile.mouse)
                finally:
                    ending.left()
                    await session.close()

            gc.freeze()
            gc.set_threshold(*WHILE_SHOWN)
            gc.enable()
            sys.setswitchinterval(_HAND_OVER_SECONDS)
            asyncio.run(until_the_end())
            return app.return_code or 0

    def _app(self, session: Session, stack: ExitStack, abilities: Abilities, first: FirstScreen | None) -> ZtuiApp:
        from ztui.ui.app import ZtuiApp
        from ztui.ui.prepainting import Prepainting

        house, options = self.house, self.options

        def opened(name: str, profile: Profile | None = None) -> Session:
            others = replace(options, profile=name, account="")
            return house.open_session(others, stack, None, running=True, profile=profile)

        async def other(name: str) -> Session:
            from ztui.core.config import refuse_switch

            refuse_switch(house.environ, name)
            return opened(name)

        def placed(profile: Profile) -> Profile:
            api, oauth = (house.environ.get(f"ZTUI_{name}_URL", "") for name in ("API", "OAUTH"))
            return replace(profile, api_url=api, oauth_url=oauth)

        async def tried(profile: Profile) -> Session:
            return opened(profile.name, placed(profile))

        return ZtuiApp(
            session,
            start="setup" if self._lacks_credentials else self.start,
            opens=None if first is None else first.start,
            demo=options.demo,
            ascii_only=session.profile.ascii or not abilities.signs,
            ascii_text=not abilities.unicode,
            environ=house.environ,
            prepainting=None if first is None else Prepainting(first.frames, first.painted),
            notice=house.wrong or house.open,
            open_profile=None if options.demo else other,
            try_profile=None if options.demo else tried,
            sign_in=None if options.demo else lambda profile: house.signing_in(options, placed(profile)),
        )
