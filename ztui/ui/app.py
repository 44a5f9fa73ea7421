"""The app: it holds the session, moves between screens, keeps their history, and obeys commands."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import deque
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ScreenStackError
from textual.binding import Binding
from textual.css.query import NoMatches
from textual.filter import Monochrome, NoColor

from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError, UnknownName, ZtuiError
from ztui.core.text import display
from ztui.resources.registry import resource
from ztui.services.saved.last import Start, start_of
from ztui.services.saved.typed import Typed
from ztui.ui.accounts import has_sub_accounts, stored_names
from ztui.ui.driver_choice import driver_class
from ztui.ui.exports import Exports
from ztui.ui.header import header_parts
from ztui.ui.indexing import Indexing
from ztui.ui.keys import actions_of, bindings, is_text, keymap_of
from ztui.ui.resuming import Resuming
from ztui.ui.saves import Saves
from ztui.ui.sheets import style_sheets
from ztui.ui.sizes import SizedApp
from ztui.ui.standing import Standing
from ztui.ui.syncing import Syncs
from ztui.ui.theme import DEFAULT, THEMES
from ztui.ui.travel import TravellingApp
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.paint import ASCII, UNICODE
from ztui.ui.widgets.table_lines import NO_BAR

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from contextlib import AbstractAsyncContextManager
    from datetime import datetime

    from textual.filter import LineFilter
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
_TITLE = 26
"""Characters of an operation's title in a sentence."""
_BRIEFLY = 0.3
"""Seconds that what the rows are written with is waited for."""
_THEMES = tuple(each.name for each in THEMES)
_KEY_ACTIONS = frozenset(each.method.partition("(")[0] for each in actions_of("app"))


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that the speaking line said: when (UTC), what, in which style, and the error behind it."""

    at: datetime
    text: str
    style: str
    error: ZtuiError | None = None


class ZtuiApp(SizedApp, TravellingApp, inherit_bindings=False):
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
        self.animation_level = "none"
        self.demo = demo
        self.ascii_only = ascii_only or ascii_text
        self.signs = ASCII if self.ascii_only else UNICODE
        self._last_filters = _in_ascii(whole=ascii_text) if self.ascii_only else ()
        self.environ = environ or {}
        self.try_profile = try_profile
        self.sign_in = sign_in
        self._notice = notice
        self.keymap_in_use: dict[str, str] = {}
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
        self.account_names: tuple[str, ...] = ()
        """Names of sub accounts, as far as they are stored."""
        start_with = opens or start_of(session.folders, session.profile, start, session.clock.now())
        self.opened, self.began = start_with, session
        self.resuming = Resuming(self, start_with)
        self._start = start_with.command
        self.has_start_command = False
        """The start obeys a command that leads on from the first screen."""
        self._learnt: set[int] = set()
        self._recalled: set[int] = set()
        self._told_damage: set[int] = set()
        self._colourless = NoColor()
        cursor = session.profile.table_cursor or ("gutter" if self.no_color else "bar")
        self.set_class(cursor == "gutter", NO_BAR)
        for theme in THEMES:
            self.register_theme(theme)
        self._begin_in(session.profile.theme if session.profile.theme in _THEMES else DEFAULT)

    # Starting and ending

    def _begin_in(self, theme: str) -> None:
        """Take a theme as if the app had been made in it: setting it would have all style sheets read twice."""
        self.set_reactive(ZtuiApp.theme, theme)
        dark = self.current_theme.dark
        for name, on in ((f"-theme-{theme}", True), ("-dark-mode", dark), ("-light-mode", not dark)):
            self.set_class(on, name, update=False)
        self._refresh_truecolor_filter(self.ansi_theme)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> Screen[None]:
        """Begin with the first screen of ours, so that no empty one is laid out before it."""
        before = self.resuming.first_screen()
        if before is not None:
            return self.begin_at(before)
        start = self._start.strip().casefold()
        areas = self.areas if start else ()
        area = next((each for each in areas if start in (each.resource, *resource(each.resource).aliases)), None)
        screen: HouseScreen | None = None
        if area is not None:
            screen = self.root(area.key)
        elif start:
            from ztui.ui.obedience import first_screen

            screen = first_screen(self, self._start)
        if screen is not None:
            self._start = ""
        return self.begin_at(screen or self.root(self.areas[0].key))

    def on_mount(self) -> None:
        """Take the user's keys and go where the start command leads."""
        self.app_resume_signal.subscribe(self, lambda _app: self.action_redraw())
        self._take_looks()
        if self._notice is not None:
            self.tell_standing(str(self._notice), "bad", self._notice)
        self.has_start_command = bool(self._start)
        if self._start:
            self.call_after_refresh(self.obey, self._start)
        self.call_after_refresh(self.resuming.go_on)

    def _take_looks(self) -> None:
        """Take keys and theme of the profile; what is none of ours is said, and left out."""
        profile = self.session.profile
        self.keymap_in_use, wrong = keymap_of(profile.keys)
        self.set_keymap(self.keymap_in_use)
        errors: list[ZtuiError] = [ConfigError(each.message, each.hint) for each in wrong]
        if profile.theme not in ("", *_THEMES):
            errors.append(UnknownName("theme", profile.theme, _THEMES))
        for error in errors:
            self.tell_standing(str(error), "bad", error)
        self.theme = profile.theme if profile.theme in _THEMES else DEFAULT

    async def on_unmount(self) -> None:
        """Close the session, and with it those of sub accounts."""
        self.resuming.cut()
        await self.home.close()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Send no colours at all where none are wanted; the framework would send greys."""
        filters = super().get_line_filters()
        if self.no_color:
            filters = [*(each for each in filters if not isinstance(each, Monochrome | NoColor)), self._colourless]
        return [*filters, *self._last_filters]

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

    async def recall_sites(self, session: Session) -> None:
        """Know from what is stored how sites write extensions before rows are painted, which would change else.

        Once for each session, and briefly: a store that is slow keeps no rows from the screen.
        """
        if id(session) not in self._recalled:
            self._recalled.add(id(session))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_BRIEFLY):
                    if await session.learn_sites(ask=False):
                        self.house_screen.look_again()

    def tell_of_cache(self, session: Session) -> None:
        """Say that what was stored was damaged, once: nothing shows it but that rows are missing."""
        if session.cache.was_damaged and id(session) not in self._told_damage:
            self._told_damage.add(id(session))
            self.tell_standing("What was stored was damaged, and is made anew: lists are read again.", "warn")

    async def recall(self, session: Session) -> None:
        """Know from what is stored what the painted screen shows, so that it changes nothing to take it over."""
        if self.prepainting.holds:
            self.quota = await session.quota()
            self.prepainting.has_recalled = True

    async def update_quota(self) -> None:
        """Ask the session what is left of the quota, for the header."""
        self.quota = await self.session.quota()
        self.house_screen.show_frame()

    async def learn(self, session: Session) -> None:
        """Learn, once and after the first rows are shown, what all screens of a session make use of.

        That is how sites write their extensions, and whether there are sub accounts: a request each, if not stored.
        """
        if not self.knows_edits:
            from ztui.ui.screens.edited import learn_edits

            await learn_edits()
            self.knows_edits = True
            self.house_screen.show_frame()
            self._load_ahead()
        if id(session) in self._learnt:
            return
        self._learnt.add(id(session))
        if await session.learn_sites():
            self.house_screen.look_again()
        if not session.account.id:
            self.no_sub_accounts = not await has_sub_accounts(session)
            self.account_names = await stored_names(session)
            self.house_screen.show_frame()
        self._tell_of_clock(session)
        await self._tell_of_unfinished(session)

    def _load_ahead(self) -> None:
        """Load what other screens need while nobody waits for it; without a terminal nobody ever does."""
        if not self.is_headless:
            from ztui.ui.preloading import load_ahead

            self.work(load_ahead(self))

    def _tell_of_clock(self, session: Session) -> None:
        """Say that this machine's clock is wrong."""
        from ztui.services.profiles.skew import SKEW_HINT, told_skew

        skew = told_skew(session.client.requests.ahead)
        if skew:
            self.house_screen.say(f"{skew} {SKEW_HINT}", "warn")

    async def _tell_of_unfinished(self, session: Session) -> None:
        """Say that changes were cut or got no answer; where nothing was ever written, nothing is imported."""
        if session.journal is None or not session.journal.path.exists():
            return
        from ztui.services.changes.questions import told_unfinished

        told = await told_unfinished(session)
        if told:
            self.house_screen.say(f"{told} See :unfinished.", "warn")

    async def send_to_clipboard(self, text: str, what: str) -> Sent:
        """Send a text the way that the terminal takes it; gives what became of it."""
        from ztui.ui.terminal.clipboard import Clipboard

        driver = self._driver
        write = driver.write if driver is not None else len
        return await Clipboard(write, self.session.folders.state, self.environ).send(text, what)

    def end(self, *, at_once: bool = False) -> None:
        """Leave ztui; not while requests are filled in that were not sent, unless that is to be done at once."""
        unsent = [title for desk in self.desks.values() for title in desk.unsent]
        unsent += [each.unsent for each in self._seen.each() if each.unsent]
        if unsent and not at_once:
            more = f" and {len(unsent) - 1} more" if len(unsent) > 1 else ""
            title = f"'{display(unsent[0], longest=_TITLE)}'"
            said = f"{title}{more} {'were' if more else 'was'} not sent."
            self.house_screen.fail(ZtuiError(f"{said} :q! quits anyway."))
        elif self._runs is not None and self._runs.running and not at_once:
            far = self._runs.told(self.house_screen)
            hint = ":q! leaves after what has been sent; the journal knows what was."
            self.house_screen.fail(ZtuiError(f"A plan is being written ({far}).", hint))
        elif self.exports.running and not at_once:
            self.house_screen.fail(ZtuiError("A list is being exported.", ":q! leaves ztui and keeps nothing of it."))
        elif self.saves.running and not at_once:
            self.house_screen.fail(ZtuiError("A file is being saved.", ":q! leaves ztui and keeps what came of it."))
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


def _in_ascii(*, whole: bool) -> Sequence[LineFilter]:
    """Give what writes all text in ASCII, or only the signs of which sentences are made here."""
    from ztui.ui.ascii_text import AsciiSigns, AsciiText

    return (AsciiText() if whole else AsciiSigns(),)
