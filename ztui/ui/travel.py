"""Going from screen to screen: areas, history, sub accounts and profiles."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from textual.app import App

from ztui.core.errors import ZtuiError
from ztui.core.text import display
from ztui.resources.registry import AREAS, Area, area_of
from ztui.services.listing import View
from ztui.ui.history import History
from ztui.ui.screens.list import ListScreen
from ztui.ui.screens.trunks import TabbedScreen

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Sequence

    from ztui.resources.model import Row
    from ztui.services.session import Session
    from ztui.ui.screens.base import HouseScreen

__all__ = ["TravellingApp"]

_LOG = logging.getLogger(__name__)


class TravellingApp(App[None], inherit_bindings=False):
    """An app that moves between screens of the house and keeps their history.

    Screens that are in the history stay alive, so that going back restores filter, order, marks and cursor.

    Attributes:
        home: The session that the profile began with.
        session: The session that new screens act with: the home one, or one in the name of a sub account.
    """

    def __init__(self, session: Session, open_profile: Callable[[str], Awaitable[Session]] | None) -> None:
        super().__init__()
        self.home = session
        self.session = session
        self.open_profile = open_profile
        self.no_sub_accounts = False
        self._roots: dict[str, HouseScreen] = {}
        self._seen: History[HouseScreen] = History()
        self._count = 0

    async def update_quota(self) -> None:
        """Bring the quota in the header up to date."""

    def begin_at(self, screen: HouseScreen) -> HouseScreen:
        """Make a screen the first one."""
        self._seen.visit(screen)
        self._install(screen)
        return screen

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

    async def act_in(self, account: str, name: str) -> None:
        """Act in the name of a sub account from now on, "" for the profile's own: every screen begins anew."""
        if account == self.session.account.id:
            self.house_screen.say(f"Already acting in {name or 'the own account'}.")
            return
        await self._begin_anew(await self.home.acting_for(account, name))
        self.house_screen.say(f"Every screen now acts in {name or 'the own account'}.", "good")

    async def change_profile(self, name: str) -> None:
        """Go on with another profile.

        Raises:
            ZtuiError: There is no other, or it cannot be opened.
        """
        if self.open_profile is None:
            raise ZtuiError("There is no other profile here.", "Leave with :q and start ztui --profile NAME.")
        before, self.home = self.home, await self.open_profile(name)
        await self._begin_anew(self.home)
        await before.close()

    async def _begin_anew(self, session: Session) -> None:
        area = self.house_screen.area
        self.session = session
        self._roots.clear()
        gone = self._seen.clear()
        keys = [each.key for each in self.areas]
        self.go(self._root(area if area in keys else keys[0]))
        for screen in gone:
            await self._remove(screen)
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
