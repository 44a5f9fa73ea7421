"""The app: it holds the session, moves between screens, keeps their history, and obeys commands."""

from __future__ import annotations

import logging
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.binding import Binding
from textual.widgets import Input

from ztui.core.errors import ZtuiError
from ztui.core.text import display
from ztui.resources.registry import AREAS, Area, area_of, resource
from ztui.services.listing import View
from ztui.ui.accounts import has_sub_accounts
from ztui.ui.header import header_parts
from ztui.ui.history import History
from ztui.ui.keys import TYPED_AFTER, bindings, checked_keymap
from ztui.ui.obedience import obey
from ztui.ui.screens.list import ListScreen
from ztui.ui.screens.trunks import TabbedScreen
from ztui.ui.sheets import style_sheets
from ztui.ui.theme import DEFAULT, THEMES
from ztui.ui.widgets.paint import ASCII, UNICODE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
    from datetime import datetime

    from textual.screen import Screen

    from ztui.resources.model import Row
    from ztui.services.session import Quota, Session
    from ztui.ui.screens.base import HouseScreen
    from ztui.ui.terminal.clipboard import Sent
    from ztui.ui.widgets.paint import Part

__all__ = ["Said", "ZtuiApp"]

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that the speaking line said: when (UTC), what, in which style, and the error behind it."""

    at: datetime
    text: str
    style: str
    error: ZtuiError | None = None


class ZtuiApp(App[None], inherit_bindings=False):
    """The program on the terminal.

    Args:
        session: The profile's session; the app closes it at the end, since it belongs to the app's event loop.
        start: A command to begin with (`numbers`, `cq /support`), "" for the profile's or call history.
        demo: On the built-in simulator; said in the header.
        ascii_only: Draw our own signs in ASCII.
        environ: The environment, in which tmux and screen show themselves to the clipboard.
        open_profile: Opens the session of another profile for `:profile NAME`; None where there is no other.
    """

    TITLE = "ztui"
    CSS_PATH = style_sheets("tokens", "layout", "tables")
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[Any]] = [
        *bindings("app"),
        Binding("ctrl+c", "hint_quit", show=False, system=True),
    ]

    def __init__(
        self,
        session: Session,
        *,
        start: str = "",
        demo: bool = False,
        ascii_only: bool = False,
        environ: Mapping[str, str] | None = None,
        open_profile: Callable[[str], Awaitable[Session]] | None = None,
    ) -> None:
        super().__init__()
        self.animation_level = "none"
        self.home = session
        self.session = session
        self.demo = demo
        self.ascii_only = ascii_only
        self.signs = ASCII if ascii_only else UNICODE
        self.environ = environ or {}
        self.open_profile = open_profile
        self.keymap_in_use: dict[str, str] = {}
        self.quota: Quota | None = None
        self.messages: deque[Said] = deque(maxlen=500)
        self.no_sub_accounts = False
        self._start = start or session.profile.start_view
        self._opened: dict[str, Session] = {}
        self._learnt: set[int] = set()
        self._roots: dict[str, HouseScreen] = {}
        self._seen: History[HouseScreen] = History()
        self._count = 0
        for theme in THEMES:
            self.register_theme(theme)
        known = session.profile.theme
        self.theme = known if known in self.available_themes else DEFAULT

    # Starting and ending

    def get_default_screen(self) -> Screen[None]:
        """Begin with the first screen of ours, so that no empty one is laid out before it."""
        screen: HouseScreen = self._root(self.areas[0].key)
        start = self._start.strip().casefold()
        area = next((each for each in self.areas if start in (each.resource, *resource(each.resource).aliases)), None)
        if area is not None:
            screen = self._root(area.key)
            self._start = ""
        self._seen.visit(screen)
        self._install(screen)
        return screen

    def on_mount(self) -> None:
        """Take the user's keys and go where the start command leads."""
        self.app_resume_signal.subscribe(self, lambda _app: self.action_redraw())
        try:
            self.keymap_in_use = checked_keymap(self.session.profile.keys)
            self.set_keymap(self.keymap_in_use)
        except ZtuiError as error:
            self.call_after_refresh(self.house_screen.fail, error)
        if self._start:
            self.call_after_refresh(self.obey, self._start)

    async def on_unmount(self) -> None:
        """Close all sessions."""
        for session in (*self._opened.values(), self.home):
            await session.close()

    # Where we are

    @property
    def house_screen(self) -> HouseScreen:
        """Give the screen of the house that is shown, also while a box lies over it."""
        screen = self._seen.current
        if screen is None:
            raise LookupError("The app has not started.")
        return screen

    @property
    def areas(self) -> list[Area]:
        """Give the areas that this account has."""
        return [each for each in AREAS if self.has_area(each)]

    def has_area(self, area: Area) -> bool:
        """Tell whether an area is there: accounts only where there are sub accounts."""
        return area.resource != "accounts" or not (self.no_sub_accounts or self.session.account.id)

    def header(self, screen: HouseScreen) -> tuple[Sequence[Part], Sequence[Part]]:
        """Give left and right of the first line: who acts, in whose account, what it costs, how old it is."""
        return header_parts(screen.session, screen.as_of(), self.quota, demo=self.demo)

    def keep_message(self, text: str, style: str, error: ZtuiError | None = None) -> None:
        """Keep what the speaking line said."""
        self.messages.append(Said(self.session.clock.now(), text, style, error))

    async def update_quota(self) -> None:
        """Ask the session what is left of the quota, for the header."""
        self.quota = await self.session.quota()
        self.house_screen.show_frame()

    async def learn(self, session: Session) -> None:
        """Learn, once and after the first rows are shown, what all screens of a session make use of.

        That is how sites write their extensions, and whether there are sub accounts: a request each, if not stored.
        """
        if id(session) in self._learnt:
            return
        self._learnt.add(id(session))
        if await session.learn_sites():
            self.house_screen.look_again()
        if not session.account.id:
            self.no_sub_accounts = not await has_sub_accounts(session)
            self.house_screen.show_frame()

    # Going somewhere

    def go(self, screen: HouseScreen, opened_from: HouseScreen | None = None) -> None:
        """Show a screen and remember it; esc leads back from it to the one it was opened from."""
        if opened_from is not None:
            screen.opened_from = opened_from
        gone = self._seen.visit(screen)
        self._show(screen)
        self._let_go(gone)

    def go_to_area(self, key: str) -> None:
        """Go to an area, as it was left."""
        if any(each.key == key for each in self.areas):
            self.go(self._root(key))
        else:
            self.house_screen.fail(ZtuiError("This account has no sub accounts.", ":account own leads back."))

    def open_view(self, view: View, opened_from: HouseScreen | None = None) -> None:
        """Show a list: in its area if it is what the area shows anyway, else on a screen of its own."""
        area = area_of(view.resource)
        if opened_from is None and area is not None and view == View(view.resource) and self.has_area(area):
            root = self._root(area.key)
            if isinstance(root, TabbedScreen):
                root.choose(view.resource)
            self.go(root)
        else:
            self.go(ListScreen(self.session, view), opened_from)

    def open_object(
        self,
        name: str,
        key: str,
        parents: tuple[tuple[str, str], ...] = (),
        opened_from: HouseScreen | None = None,
        row: Row | None = None,
    ) -> None:
        """Show the details of one object; `row` is it as a list has it, which may say what its own answer does not."""
        from ztui.ui.screens.detail import DetailScreen

        self.go(DetailScreen(self.session, name, key, parents, row), opened_from or self.house_screen)

    def leave(self, screen: HouseScreen) -> None:
        """Go back to where a screen was opened from; at the top of an area nothing happens."""
        target = screen.opened_from
        if target is None or target not in self._seen:
            if target is not None:
                self.go_to_area(screen.area or self.areas[0].key)
            return
        if self._seen.peek(-1) is target:
            self._step(-1)
        else:
            self.go(target)

    def obey(self, text: str) -> None:
        """Do what was typed at the `:` line; what cannot be done is said."""
        self.work(obey(self, text))

    async def act_in(self, account: str, name: str) -> None:
        """Act in the name of a sub account from now on, "" for the profile's own: every screen begins anew."""
        if account == self.session.account.id:
            self.house_screen.say(f"Already acting in {name or 'the own account'}.")
            return
        if account and account not in self._opened:
            self._opened[account] = await self.home.acting_for(account, name)
        await self._begin_anew(self._opened[account] if account else self.home)
        self.house_screen.say(f"Every screen now acts in {name or 'the own account'}.", "good")

    async def change_profile(self, name: str) -> None:
        """Go on with another profile.

        Raises:
            ZtuiError: There is no other, or it cannot be opened.
        """
        if self.open_profile is None:
            raise ZtuiError("There is no other profile here.", "Leave with :q and start ztui --profile NAME.")
        session = await self.open_profile(name)
        for each in self._opened.values():
            await each.close()
        self._opened = {f"profile {name}": session}
        self.home = session
        self.demo = False
        await self._begin_anew(session)

    async def _begin_anew(self, session: Session) -> None:
        area = self.house_screen.area
        self.session = session
        self._roots.clear()
        gone = self._seen.clear()
        keys = [each.key for each in self.areas]
        self.go(self._root(area if area in keys else keys[0]))
        self._let_go(gone)
        await self.update_quota()

    def _root(self, key: str) -> HouseScreen:
        screen = self._roots.get(key)
        if screen is None:
            area = next(each for each in AREAS if each.key == key)
            screen = TabbedScreen(self.session, area) if area.tabs else ListScreen(self.session, View(area.resource))
            self._roots[key] = screen
        return screen

    def _install(self, screen: HouseScreen) -> None:
        if not self.is_screen_installed(screen):
            self._count += 1
            self.install_screen(screen, f"seen-{self._count}")

    def _show(self, screen: HouseScreen) -> None:
        self._install(screen)
        if self.screen is not screen:
            self.switch_screen(screen)

    def _step(self, by: int) -> None:
        screen = self._seen.step(by)
        if screen is not None:
            self._show(screen)

    def _let_go(self, gone: Sequence[HouseScreen]) -> None:
        for screen in gone:
            self._roots = {key: root for key, root in self._roots.items() if root is not screen}
            self.work(self._remove(screen))

    async def _remove(self, screen: HouseScreen) -> None:
        self.uninstall_screen(screen)
        await screen.release()
        if screen.is_attached:
            await screen.remove()

    def work(self, work: Coroutine[Any, Any, None]) -> None:
        """Run work that outlives the screen; what it raises is said on whichever screen is shown then."""
        self.run_worker(self._guarded(work), exit_on_error=False)

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except ZtuiError as error:
            self.house_screen.fail(error)
        except Exception as error:  # a defect must not end the app; it is logged with all that is known
            _LOG.exception("Work of the app failed")
            said = f"ztui failed at this: {display(type(error).__name__)}."
            self.house_screen.fail(ZtuiError(said, "The log has the details."))

    async def send_to_clipboard(self, text: str, what: str) -> Sent:
        """Send a text the way that the terminal takes it; gives what became of it."""
        from ztui.ui.terminal.clipboard import Clipboard

        driver = self._driver
        write = driver.write if driver is not None else len
        return await Clipboard(write, self.session.folders.state, self.environ).send(text, what)

    # Keys

    async def action_back(self) -> None:
        """Go back, or do what the screen does before."""
        self.house_screen.action_back()

    async def action_quit(self) -> None:
        """Leave the screen; at the top of an area leave ztui."""
        if self.house_screen.opened_from is not None:
            self.leave(self.house_screen)
        else:
            self.exit()

    def action_hint_quit(self) -> None:
        """Say how to leave, since ctrl+c is pressed for many reasons."""
        self.house_screen.say("q leaves ztui at the top of an area, :q leaves it anywhere.")

    def action_area(self, key: str) -> None:
        """Go to an area."""
        self.go_to_area(key)

    def action_history_back(self) -> None:
        """Go to the screen seen before."""
        self._step(-1)

    def action_history_forward(self) -> None:
        """Go forward again."""
        self._step(1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave keys that open an input to what has the focus: a box, or another input."""
        if action in TYPED_AFTER:
            return self.screen is self._seen.current and not isinstance(self.focused, Input)
        return super().check_action(action, parameters)

    async def action_command(self) -> None:
        """Open the `:` line."""
        await self.house_screen.open_command_line()

    async def action_palette(self) -> None:
        """Open the palette."""
        await self.house_screen.open_command_line(palette=True)

    def action_help(self) -> None:
        """Show what keys and signs mean."""
        self.obey("help")

    def action_redraw(self) -> None:
        """Draw everything again."""
        self.screen.refresh(layout=True)
