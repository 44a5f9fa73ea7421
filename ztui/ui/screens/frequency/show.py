"""The door to the counts of a list: by the column that it is sorted by, else by one that is picked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.services.counting import ways

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ztui.services.counting import Way
    from ztui.ui.screens.base import HouseScreen
    from ztui.ui.screens.list import ListScreen

__all__ = ["choose_way", "show_frequency"]


def show_frequency(screen: ListScreen) -> None:
    """Count the rows of the list that a screen shows."""
    pane = screen.pane
    if pane is None:
        return
    known = ways(pane.resource)
    sorted_by = next(iter(pane.view.sort), "").removeprefix("-")
    found = next((each for each in known if sorted_by == each.column.path and not each.part), None)

    def show(way: Way) -> None:
        from ztui.ui.screens.frequency.screen import FrequencyScreen

        screen.house.go(FrequencyScreen(screen.session, pane, way), screen)

    if found is not None:
        show(found)
    else:
        choose_way(screen, known, "", show)


def choose_way(screen: HouseScreen, known: Sequence[Way], current: str, then: Callable[[Way], None]) -> None:
    """Let a column be picked, and go on with it."""
    from ztui.ui.modals.choose import Choice, ChooseOne

    def chosen(name: str | None) -> None:
        way = next((each for each in known if each.name == name), None)
        if way is not None:
            then(way)

    choices = [Choice(each.name, each.title, each.name) for each in known]
    screen.app.push_screen(ChooseOne("Count by", choices, current=current), chosen)
