"""Going from screen to screen: areas, history, sub accounts and profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from textual import events

from ztui.core.errors import ZtuiError
from ztui.core.text import display
from ztui.resources.areas import AREAS, Area, area_of
from ztui.resources.derived.words import in_sentence
from ztui.resources.registry import resource
from ztui.services.links import only_row
from ztui.services.listing import View
from ztui.ui.failing import start_guarded
from ztui.ui.history import History
from ztui.ui.learning import Learning
from ztui.ui.prepainting import PrepaintingApp
from ztui.ui.screens.list import ListScreen
from ztui.ui.screens.trunks import TabbedScreen
from ztui.ui.tidying import Tidying

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence

    from ztui.resources.model import Row
    from ztui.services.links import Link
    from ztui.services.session import Session
    from ztui.services.settings.reader import SettingsView
    from ztui.ui.app import ZtuiApp
    from ztui.ui.prepainting import Prepainting
    from ztui.ui.screens.base import HouseScreen
    from ztui.ui.screens.detail import DetailScreen
    from ztui.ui.screens.windows.owned import OwnedList
    from ztui.ui.written import Written

__all__ = ["TravellingApp"]

_LEGS = frozenset({"user-call-history", "user-call-changes"})
"""Lists of a user's calls, of which each row is a leg."""


def _detail_screen(
    session: Session, name: str, key: str, parents: tuple[tuple[str, str], ...], row: Row | None
) -> DetailScreen:
    """Make the screen of one object; a call has one of its own, and the rows of a user's history are legs of calls."""
    whole = str(row.get("call_history_uuid") or row.get("call_path_id") or "") if name in _LEGS and row else ""
    if name == "call-history" or whole:
        from ztui.ui.screens.ladder.screen import LadderScreen

        return LadderScreen(session, whole) if whole else LadderScreen(session, key, parents, row)
    from ztui.ui.screens.detail import DetailScreen

    return DetailScreen(session, name, key, parents, row)


class TravellingApp(PrepaintingApp, inherit_bindings=False):
    """An app that moves between screens of the house and keeps their history.

    Screens that are in the history stay alive, so that going back restores filter, order, marks and cursor.

    Attributes:
        home: The session that the profile began with.
        session: The session that new screens act with: the home one, or one in the name of a sub account.
    """

    def __init__(
        self,
        session: Session,
        open_profile: Callable[[str], Awaitable[Session]] | None,
        prepainting: Prepainting | None = None,
    ) -> None:
        super().__init__(prepainting)
        self.home = session
        self.session = session
        session.fetches_windows = True
        self.open_profile = open_profile
        self.learning = Learning(cast("ZtuiApp", self))
        self.first_screen: HouseScreen | None = None
        """The screen that the app began with."""
        self._roots: dict[str, HouseScreen] = {}
        self._seen: History[HouseScreen] = History()
        self._count = 0
        self._covered: list[HouseScreen] = []
        self.tidying = Tidying(self)

    async def on_event(self, event: events.Event) -> None:
        """Take note of keys: nothing is tidied while somebody types."""
        if isinstance(event, events.Key):
            self.tidying.heard()
        await super().on_event(event)

    async def update_quota(self) -> None:
        """Bring the quota in the header up to date."""

    def begin_at(self, screen: HouseScreen) -> HouseScreen:
        """Make a screen the first one."""
        self.first_screen = screen
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
        return area.resource != "accounts" or not (self.learning.no_sub_accounts or self._own is None)

    @property
    def _own(self) -> Session | None:
        """Give the session of the profile's own account, which lists the sub accounts; None if it began in one."""
        return next((each for each in (self.session, self.home) if not each.account.id), None)

    @property
    def seen_screens(self) -> Iterable[HouseScreen]:
        """Give the screens of the history, which are all alive."""
        return self._seen.each()

    def on_written(self, message: Written) -> None:
        """Tell all screens that something was written."""
        for screen in self._seen.each():
            screen.take_written(message)

    # Going somewhere

    def go(self, screen: HouseScreen, opened_from: HouseScreen | None = None) -> None:
        """Show a screen and remember it; esc leads back from it to the one it was opened from."""
        if opened_from is not None:
            screen.opened_from = opened_from
        gone = self._seen.visit(screen, lambda each: bool(each.unsent))
        self._show(screen)
        self._let_go(gone)

    def go_to_area(self, key: str) -> None:
        """Go to an area, as it was left."""
        if any(each.key == key for each in self.areas):
            self.go(self.root(key))
        elif self.session.account.id:
            name = display(self.session.account.name or self.session.account.id)
            self.house_screen.fail(ZtuiError(f"This is the sub account {name}.", ":account own leaves it."))
        else:
            self.house_screen.fail(ZtuiError("This account has no sub accounts."))

    def open_view(self, view: View, opened_from: HouseScreen | None = None, owned: OwnedList | None = None) -> None:
        """Show a list: in its area if it is what the area shows anyway, else on a screen of its own.

        Args:
            view: The list.
            opened_from: Where esc leads back to.
            owned: Whose calls they are, where the list is the calls of an object.
        """
        session = opened_from.session if opened_from is not None else self.session
        screen = ListScreen(session, view, owned) if opened_from is not None or owned else self.screen_of(view)
        self.go(screen, opened_from)

    def screen_of(self, view: View) -> HouseScreen:
        """Give the area's own screen for a list that it shows anyway, else make one."""
        area = area_of(view.resource)
        if area is None or view != View(view.resource) or not self.has_area(area):
            return ListScreen(self.session, view)
        root = self.root(area.key)
        if isinstance(root, TabbedScreen):
            root.choose(view.resource)
        return root

    def open_object(
        self,
        name: str,
        key: str,
        parents: tuple[tuple[str, str], ...] = (),
        opened_from: HouseScreen | None = None,
        row: Row | None = None,
        tab: str = "",
    ) -> None:
        """Show the details of one object.

        Args:
            name: Its resource.
            key: Its key.
            parents: Bound parameters of the list that it stands in.
            opened_from: Where esc leads back to; it acts in that screen's account.
            row: It as a list has it, which may say what its own answer does not.
            tab: The tab to begin with, "" for the first one.
        """
        opened_from = opened_from or self.house_screen
        screen = _detail_screen(opened_from.session, resource(name).name, key, parents, row)
        screen.begin_at = tab
        self.go(screen, opened_from)

    def open_settings(
        self,
        view: SettingsView,
        above: Sequence[str] = (),
        opened_from: HouseScreen | None = None,
        search: str = "",
    ) -> None:
        """Show a tree of settings.

        Args:
            view: Which settings, of which object.
            above: The words of the breadcrumb line before its title: the object that has them.
            opened_from: Where esc leads back to; it acts in that screen's account.
            search: What its lines are searched for at first.
        """
        from ztui.ui.screens.settings import SettingsScreen

        session = opened_from.session if opened_from is not None else self.session
        self.go(SettingsScreen(session, view, above, search), opened_from or self.house_screen)

    def settings_screen(self, view: SettingsView, search: str = "") -> HouseScreen:
        """Make the screen of a tree of settings to begin with; esc leads from it to the first area."""
        from ztui.ui.screens.settings import SettingsScreen

        screen = SettingsScreen(self.session, view, (), search)
        screen.opened_from = self.root(self.areas[0].key)
        return screen

    def follow(self, link: Link, opened_from: HouseScreen, name: str = "") -> None:
        """Go where a link leads: to settings, to an object, to a list, or to the one row that a list has for it.

        Args:
            link: The link.
            opened_from: Where esc leads back to.
            name: What the row is called whose link it is, where the screen shows a list of rows.
        """
        if link.settings is not None:
            self.open_settings(link.settings, [*opened_from.place_words(), *filter(None, (name,))], opened_from)
        elif link.view is None:
            self.open_object(link.resource, link.key, (), opened_from)
        elif link.is_match:
            self.work(self._seek(link.view, opened_from))
        elif link.owned is not None:
            from ztui.ui.screens.windows.owned import open_owned

            self.work(open_owned(cast("ZtuiApp", self), link, opened_from))
        else:
            self.open_view(link.view, opened_from)

    async def _seek(self, view: View, opened_from: HouseScreen) -> None:
        """Open the row that a view finds if it is the only one, else the view; a long reading is not waited for."""
        opened_from.show_progress(f"looking in {in_sentence(resource(view.resource).title)}")
        listing = opened_from.session.listings.open(view)
        try:
            row = await only_row(listing, ask=not opened_from.session.offline)
            if self.house_screen is opened_from:
                if row is not None:
                    self.open_object(view.resource, row.key, view.parents, opened_from, row.row)
                else:
                    self.open_view(view, opened_from)
        finally:
            opened_from.show_progress("")
            await listing.close()

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

    async def act_in(self, account: str, name: str, first: Callable[[], HouseScreen] | None = None) -> None:
        """Act in the name of a sub account from now on: every screen begins anew.

        Args:
            account: Its id, "" for the profile's own account.
            name: What it is called.
            first: Makes the screen to begin with, in the account's session; None for the area that is shown.
        """
        if account == self.session.account.id:
            if first is None:
                self.house_screen.say(f"Already acting in {name or 'the own account'}.")
            else:
                self.go(first())
            return
        self._refuse_loss()
        await self.begin_anew(await self.home.acting_for(account, name), first)
        self.house_screen.say(f"Every screen now acts in {name or 'the own account'}.", "good")

    async def change_profile(self, name: str) -> None:
        """Go on with another profile.

        Raises:
            ZtuiError: There is no other, or it cannot be opened.
        """
        if self.open_profile is None:
            raise ZtuiError("There is no other profile here.", "Leave with :q and start ztui --profile NAME.")
        self._refuse_loss()
        before, self.home = self.home, await self.open_profile(name)
        self.home.fetches_windows = True
        await self.begin_anew(self.home)
        await before.close()

    def _refuse_loss(self) -> None:
        """Refuse to begin anew while something is filled in that would be lost."""
        for each in filter(None, (one.unsent for one in self._seen.each())):
            raise ZtuiError(f"The form '{display(each, longest=60)}' would be lost.", "Send it or leave it before.")

    async def begin_anew(self, session: Session, first: Callable[[], HouseScreen] | None = None) -> None:
        """Forget all screens, and begin in a session with the area that is shown, or with a screen that is made."""
        area, before, roots = self.house_screen.area, self.session, self._roots
        self.session, self._roots = session, {}
        keys = [each.key for each in self.areas if each.resource != "accounts" or not session.account.id]
        try:
            screen = first() if first is not None else self.root(area if area in keys else keys[0])
        except ZtuiError:
            self.session, self._roots = before, roots
            raise
        gone = self._seen.clear()
        self.go(screen)
        for screen in gone:
            await self._remove(screen)
        await self.update_quota()

    def root(self, key: str) -> HouseScreen:
        """Give the screen of an area, as it was left."""
        screen = self._roots.get(key)
        if screen is None:
            area = next(each for each in AREAS if each.key == key)
            own = self._own if area.resource == "accounts" else None
            session = own or self.session
            screen = TabbedScreen(session, area) if area.tabs else ListScreen(session, View(area.resource))
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
        covered, self._covered = self._covered, []
        for screen in (*covered, *gone):
            self._roots = {key: root for key, root in self._roots.items() if root is not screen}
            self.work(self._remove(screen))

    async def _remove(self, screen: HouseScreen) -> None:
        if screen in self.screen_stack:
            self._covered.append(screen)  # a box lies over it still; it goes with the next one
            return
        self.uninstall_screen(screen)
        await screen.release()
        # Its place is told from its area on: what it was opened from need not live as long as what was opened from it.
        screen.opened_from = self._roots.get(screen.area)
        if screen.is_attached:
            await screen.remove()
        self.tidying.let_go()

    def work(self, work: Coroutine[Any, Any, None]) -> None:
        """Run work that outlives the screen; what it raises is said on whichever screen is shown then."""
        start_guarded(self, work, lambda error: self.house_screen.fail(error))
