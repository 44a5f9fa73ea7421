"""The app: it holds the session, moves between screens, keeps their history, and obeys commands."""

from __future__ import annotations

import contextlib
import logging
from collections import deque
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ScreenStackError
from textual.binding import Binding
from textual.css.query import NoMatches

from ztui.core.dataclass import dataclass
from ztui.core.errors import ZtuiError
from ztui.services.saved.last import Start, start_of
from ztui.services.saved.typed import Typed
from ztui.ui.beginning import first_screen, until_shown
from ztui.ui.driver_choice import driver_class
from ztui.ui.ending import why_stay
from ztui.ui.exports import Exports
from ztui.ui.header import header_parts
from ztui.ui.indexing import Indexing
from ztui.ui.keys import actions_of, bindings, is_text
from ztui.ui.resuming import Resuming
from ztui.ui.saves import Saves
from ztui.ui.sheets import style_sheets
from ztui.ui.sizes import SizedApp
from ztui.ui.standing import Standing
from ztui.ui.syncing import Syncs
from ztui.ui.themed import ThemedApp
from ztui.ui.travel import TravellingApp
from ztui.ui.widgets.lines import texts

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from contextlib import AbstractAsyncContextManager
    from datetime import datetime

    from textual.screen import Screen

    from ztui.core.config import Profile
    from ztui.services.quota import Quota
    from ztui.services.session import Session
    from ztui.ui.prepainting import Prepainting
    from ztui.ui.runs import Runs
    from ztui.ui.screens.base import HouseScreen
    from ztui.ui.screens.console.desk import Desk
    from ztui.ui.terminal.clipboard import Sent
    from ztui.ui.widgets.paint import Part
    from ztui.zoom.device import DeviceSignIn

__all__ = ["Said", "ZtuiApp"]

_LOG = logging.getLogger(__name__)
_KEY_ACTIONS = frozenset(each.method.partition("(")[0] for each in actions_of("app"))


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that the speaking line said: when (UTC), what, in which style, and the error behind it."""

    at: datetime
    text: str
    style: str
    error: ZtuiError | None = None


class ZtuiApp(SizedApp, ThemedApp, TravellingApp, inherit_bindings=False):
    """The program on the terminal.

    Args:
        session: The profile's session; the app closes it at the end, since it belongs to the app's event loop.
        start: A command to begin with (`numbers`, `cq /support`), "" for the profile's or call history.
        opens: What is begun with, where that was asked already (`start_of`); goes before `start`.
        demo: On the built-in simulator; said in the header.
        ascii_only: Draw our own signs in ASCII.
        ascii_text: Write all text in ASCII, for terminals that know nothing else.
        prepainting: What the start has painted, and where what is shown is kept for the next; None for neither.
        environ: The environment, in which tmux and screen show themselves to the clipboard.
        open_profile: Opens the session of another profile for `:profile NAME`; None where there is no other.
        try_profile: Opens a session for a profile that is not kept yet; None where none can be.
        sign_in: Opens what signs a user in to the app of a profile; None where nobody can.
        notice: What is wrong with the settings, said at the start.
    """

    TITLE = "ztui"
    CSS_PATH = style_sheets("tokens", "layout", "tables")
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[Any]] = [
        *bindings("app"),
        Binding("ctrl+c", "hint_quit", show=False, system=True),
        Binding("ctrl+z", "stop", show=False, system=True, priority=True),
    ]

    def __init__(
        self,
        session: Session,
        *,
        start: str = "",
        opens: Start | None = None,
        demo: bool = False,
        ascii_only: bool = False,
        ascii_text: bool = False,
        environ: Mapping[str, str] | None = None,
        prepainting: Prepainting | None = None,
        open_profile: Callable[[str], Awaitable[Session]] | None = None,
        try_profile: Callable[[Profile], Awaitable[Session]] | None = None,
        sign_in: Callable[[Profile], AbstractAsyncContextManager[DeviceSignIn]] | None = None,
        notice: ZtuiError | None = None,
    ) -> None:
        super().__init__(session, open_profile, prepainting)
        self.driver_class = driver_class(session.profile.terminal_driver) or self.driver_class
        self.begin_looks(session.profile, ascii_only=ascii_only, ascii_text=ascii_text)
        self.demo = demo
        self.environ = environ or {}
        self.try_profile = try_profile
        self.sign_in = sign_in
        self._notice = notice
        self.quota: Quota | None = None
        self.messages: deque[Said] = deque(maxlen=500)
        self.standing = Standing()
        self.desks: dict[int, Desk] = {}
        """Desks of the API console, by the identity of their session, which each of them holds."""
        self.saves = Saves(self)
        self.exports = Exports(self)
        self.syncs = Syncs(self)
        self.indexing = Indexing(self)
        self._runs: Runs | None = None
        self._typed: dict[str, Typed] = {}
        start_with = opens or start_of(session.folders, session.profile, start, session.clock.now())
        self.opened, self.began = start_with, session
        self.resuming = Resuming(self, start_with)
        self._start = start_with.command
        self.has_start_command = False
        """The start obeys a command that leads on from the first screen."""

    # Starting and ending

    def get_default_screen(self) -> Screen[None]:
        """Begin with the first screen of ours, so that no empty one is laid out before it."""
        screen, is_shown = first_screen(self, self._start)
        if is_shown:
            self._start = ""
        return self.begin_at(screen)

    def on_mount(self) -> None:
        """Take the user's keys and go where the start command leads."""
        self.app_resume_signal.subscribe(self, lambda _app: self.action_redraw())
        self._take_looks()
        if self._notice is not None:
            self.tell_standing(str(self._notice), "bad", self._notice)
        self.has_start_command = bool(self._start)
        if self._start:
            self.call_after_refresh(self._obey_start)
        self.call_after_refresh(self.resuming.go_on)

    def _take_looks(self) -> None:
        """Take keys and theme of the profile; what is none of ours is said, and left out."""
        for error in self.take_looks(self.session.profile):
            self.tell_standing(str(error), "bad", error)

    async def on_unmount(self) -> None:
        """Close the session, and with it those of sub accounts."""
        self.resuming.cut()
        await self.home.close()

    # What all screens share

    @property
    def is_set_up(self) -> bool:
        """Tell whether there is an account that could be asked: not where the start led to setting one up, as yet."""
        was_set_up = self.session is not self.began or self.opened.command != "setup"
        return was_set_up or self.session.profile.has_credentials

    @property
    def offline_words(self) -> str:
        """Say why Zoom is not asked, where the session is offline."""
        return "This session is offline." if self.is_set_up else "No account is set up yet: :setup does that."

    def header(self, screen: HouseScreen) -> tuple[Sequence[Part], Sequence[Part]]:
        """Give left and right of the first line: who acts, in whose account, what it costs, how old it is."""
        if not self.is_set_up:
            return texts((" no profile", "dim")), ()
        session = screen.session if screen.session.account.id else self.session
        return header_parts(session, screen.as_of(), self.quota, demo=self.demo, mode=screen.mode())

    def keep_message(self, text: str, style: str, error: ZtuiError | None = None) -> None:
        """Keep what the speaking line said."""
        self.messages.append(Said(self.session.clock.now(), text, style, error))

    def tell_standing(self, text: str, style: str, error: ZtuiError | None = None) -> None:
        """Say something on the speaking line of whichever screen, until the next key."""
        self.keep_message(text, style, error)
        self.standing.add(text, style)
        self.house_screen.speak_again()

    def heard(self) -> None:
        """Take what stands on the speaking line for read, since a key was pressed."""
        if self.standing.clear():
            self.house_screen.speak_again()

    @property
    def typed(self) -> Typed:
        """Give what was typed with this profile at `:` and `/`."""
        profile = self.session.profile
        if profile.name not in self._typed:
            self._typed[profile.name] = Typed(self.session.folders.state, profile.name, keeps=profile.history)
        return self._typed[profile.name]

    @property
    def runs(self) -> Runs:
        """Give the plans that are being written, or were; what writes is imported when it is first wanted."""
        if self._runs is None:
            from ztui.ui.runs import Runs

            self._runs = Runs(self)
        return self._runs

    def runs_told(self, screen: HouseScreen) -> str:
        """Give what a screen says of plans that are being written."""
        return "" if self._runs is None else self._runs.told(screen)

    @property
    def is_writing(self) -> bool:
        """Tell whether a plan is being written."""
        return self._runs is not None and bool(self._runs.running)

    async def recall(self, session: Session) -> None:
        """Know from what is stored what the painted screen shows, so that it changes nothing to take it over."""
        if self.prepainting.holds:
            self.quota = await session.quota()
            self.prepainting.has_recalled = True

    async def update_quota(self) -> None:
        """Ask the session what is left of the quota, for the header."""
        self.quota = await self.session.quota()
        self.house_screen.show_frame()

    async def send_to_clipboard(self, text: str, what: str) -> Sent:
        """Send a text the way that the terminal takes it; gives what became of it."""
        from ztui.ui.terminal.clipboard import Clipboard

        driver = self._driver
        write = driver.write if driver is not None else len
        return await Clipboard(write, self.session.folders.state, self.environ).send(text, what)

    def end(self, *, at_once: bool = False) -> None:
        """Leave ztui; not while requests are filled in that were not sent, unless that is to be done at once."""
        reason = None if at_once else why_stay(self)
        if reason is not None:
            self.house_screen.fail(reason)
        else:
            self.resuming.end()
            self.exit()

    def cut(self, code: int) -> None:
        """Leave because a signal or a lost connection ends the run; what the list shows is kept for the next one."""
        try:
            with contextlib.suppress(NoMatches, ScreenStackError):  # of a screen that is not there yet nothing is kept
                self.resuming.shown()
            self.resuming.cut()
        finally:
            self.exit(return_code=code)

    @property
    def is_leaving(self) -> bool:
        """Tell whether the app is ending, and there is no place to paint any more."""
        return self._exit

    def _handle_exception(self, error: Exception) -> None:
        """Log what fails while the app is ending: screens may be cut at any point, and nobody looks on any more."""
        if self.is_leaving:
            _LOG.warning("failed while leaving", exc_info=error)
            return
        super()._handle_exception(error)

    async def change_profile(self, name: str) -> None:
        """Go on with another profile, whose connection is another: what is being saved is stopped.

        Raises:
            ZtuiError: A plan is being written over the connection.
        """
        if self._runs is not None and self._runs.running:
            raise ZtuiError("A plan is being written with this profile.", "Wait until it has ended, or stop it.")
        if self.open_profile is not None:
            self.saves.stop()
            self.exports.stop()
            self.syncs.stop()
        await super().change_profile(name)
        self._take_looks()
        self.resuming.end()
        self.resuming = Resuming(self, Start())

    def _obey_start(self) -> None:
        from ztui.ui.obedience import obey

        self.work(until_shown(self, obey(self, self._start)))

    def obey(self, text: str) -> None:
        """Do what was typed at the `:` line; what cannot be done is said."""
        from ztui.ui.obedience import obey

        self.work(obey(self, text))

    # Keys

    async def action_back(self) -> None:
        """Go back, or do what the screen does before."""
        self.house_screen.action_back()

    async def action_quit(self) -> None:
        """Leave the screen; at the top of an area leave ztui."""
        if self.house_screen.opened_from is not None:
            self.house_screen.want_leave()
        else:
            self.end()

    def action_hint_quit(self) -> None:
        """Say how to leave, since ctrl+c is pressed for many reasons."""
        self.house_screen.say("q leaves ztui at the top of an area, :q leaves it anywhere.")

    def action_stop(self) -> None:
        """Give the terminal back to the shell until that lets us go on, as ctrl+z does in any program."""
        from ztui.ui.terminal.stopping import stop

        try:
            stop(busy=self.is_writing)
        except ZtuiError as error:
            self.house_screen.fail(error)

    def action_area(self, key: str) -> None:
        """Go to an area."""
        self.go_to_area(key)

    def action_history_back(self) -> None:
        """Go to the screen seen before, or to what stands before what the screen shows."""
        if not self.house_screen.step_beside(-1):
            self._step(-1)

    def action_history_forward(self) -> None:
        """Go forward again, or to what stands behind what the screen shows."""
        if not self.house_screen.step_beside(1):
            self._step(1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave keys to what has the focus: a box, or an input that takes them for text."""
        if action in _KEY_ACTIONS and (self.screen is not self.house_screen or is_text(action, self.focused)):
            return False
        if action == "stop" and hasattr(self.focused, "action_undo"):
            return False  # there the key takes back what was typed
        return super().check_action(action, parameters)

    async def action_command(self) -> None:
        """Open the `:` line."""
        await self.house_screen.open_command_line()

    def action_views(self) -> None:
        """Show the saved views."""
        from ztui.ui.screens.views.show import show_views

        show_views(self)

    def action_copy(self) -> None:
        """Send something of what is shown to the clipboard."""
        self.house_screen.action_copy()

    def action_jump(self) -> None:
        """Show letters beside what can be jumped to."""
        from ztui.ui.modals.jump import show_jumps

        show_jumps(self.house_screen)

    def action_journal(self) -> None:
        """Show what was changed of what is looked at, or the whole journal."""
        from ztui.ui.screens.journal.show import show_journal_here

        show_journal_here(self)

    async def action_find(self) -> None:
        """Open the box in which anything is found."""
        from ztui.ui.screens.find.show import show_find

        await show_find(self)

    async def action_palette(self) -> None:
        """Open the palette."""
        await self.house_screen.open_command_line(palette=True)

    def action_help(self) -> None:
        """Show what keys and signs mean."""
        self.obey("help")

    def action_redraw(self) -> None:
        """Draw everything again, whatever the terminal shows."""
        forget = getattr(self._driver, "invalidate", None)
        if forget is not None:
            forget()
        self.screen.refresh(layout=True)
