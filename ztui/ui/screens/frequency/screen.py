"""How often the values of a column occur in a list: a table that leads back to the list, filtered by a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.core.errors import ZtuiError
from ztui.core.text import display
from ztui.services.counters import counter_of
from ztui.services.counting import counted, ways
from ztui.services.value_terms import term_of
from ztui.ui.commands.printing import list_words
from ztui.ui.screens.counting import CountingScreen
from ztui.ui.screens.frequency.rows import ValueRows, columns_of
from ztui.ui.screens.pane import count_text
from ztui.ui.screens.reading import TabledScreen
from ztui.ui.screens.searched import SearchedScreen
from ztui.ui.screens.sorting import SortingScreen, column_choice
from ztui.ui.widgets.lines import texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.counting import Way
    from ztui.services.session import Session
    from ztui.store.figures import Counted
    from ztui.ui.modals.choose import Choice
    from ztui.ui.screens.list import ListScreen
    from ztui.ui.screens.pane import Pane
    from ztui.ui.widgets.paint import Part
    from ztui.ui.widgets.source import TableColumn

__all__ = ["MOST", "FrequencyScreen"]

MOST = 5000
"""Values that are shown; of more of them the most frequent."""


class FrequencyScreen(CountingScreen, SortingScreen, SearchedScreen, TabledScreen):
    """The values of one column of an open list.

    Args:
        session: Whose list it is.
        pane: The list; it stays the list screen's.
        way: What its rows are counted by.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("frequency",)

    def __init__(self, session: Session, pane: Pane, way: Way) -> None:
        super().__init__(session, pane)
        self.way = way
        self._rows: ValueRows | None = None

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the counts."""
        return (*list_words(self.session, self.pane.view), "--count-by", self.way.name)

    # The frame

    def crumbs(self) -> Sequence[str]:
        """Give the list with its filter, and what it is counted by."""
        above = [each for each in self.opened_from.crumbs() if each] if self.opened_from is not None else []
        return [*above, f"by {self.way.title}", f"/{self.search}" if self.search else ""]

    def place_words(self) -> list[str]:
        """Give the list, and what it is counted by."""
        above = self.opened_from.place_words() if self.opened_from is not None else []
        return [*above, f"by {self.way.title}"]

    def counts(self) -> Sequence[Part]:
        """Give how many values there are, and of how many rows."""
        rows = self._rows
        if rows is None:
            return ()
        found, many = rows.counts, f"{rows.count:,}"
        if rows.count < len(found.values) or len(found.values) < found.distinct:
            many = f"{rows.count:,} of {found.distinct:,}"
        values = "value" if many == "1" else "values"
        return texts(f"{many} {values} {self.signs.dot} {count_text(self.pane) or '0'} ")

    def key_title(self, id: str) -> str:
        """Say what enter does here; leave out what needs a value where there is none."""
        if id in {"open", "copy", "export"} and (self._rows is None or not self._rows.count):
            return ""
        return {"open": "show these", "frequency": "other column"}.get(id) or super().key_title(id)

    def hints(self) -> Sequence[str]:
        """Name the keys that lead on."""
        return ["open", "filter", "frequency", "sort-left", "sort", "export", "copy", "back"]

    def when_empty(self) -> Sequence[str]:
        """Say why there is no row."""
        if self._rows is None:
            return (f"Counting {'...' if self.house.ascii_only else '…'}",) if self.busy("count") else ()
        if self.search:
            return (display(f"No value has '{self.search}'."), "esc clears it.")
        return ("There is nothing to count: the list is empty.", "esc goes back to it.")

    # Counting

    def on_mount(self) -> None:
        """Count, and again when rows have come."""
        super().on_mount()
        self.count()
        self.count_changes()

    @property
    def counted_by(self) -> object:
        """Give the way."""
        return self.way

    async def count_rows(self) -> None:
        """Count the rows that the list shows."""
        way = self.way
        ground = self.pane.listing.ground
        try:
            found = await counted(counter_of(ground), ground.local, way, self.session.zone, MOST)
        except KeyError:
            raise ZtuiError(
                f"Stored calls are not counted by '{way.title.lower()}'.", "Count them by when they began."
            ) from None
        if way is not self.way or not self.is_mounted:
            return
        viewer = self.session.viewer(ascii=self.house.ascii_only)
        if self._rows is None or self._rows.counts.way is not way:
            self._rows = ValueRows(found, viewer, "" if way.part else "-count", self.search)
            self.table.show(self._rows, columns_of(found, self.size.width))
        else:
            self._rows.take(found)
        self._repaint()

    def _repaint(self) -> None:
        if self._rows is not None:
            self.table.sort = (self._rows.sort,) if self._rows.sort else ()
            self.table.rows_changed(None)
        self.show_frame()

    def on_resize(self) -> None:
        """Choose the columns for the new width."""
        super().on_resize()
        if self._rows is not None:
            self.table.show_columns(columns_of(self._rows.counts, self.size.width))

    # Filter and order

    def show_lines(self, *, key: str = "") -> None:
        """Show the values that have the words."""
        if self._rows is not None:
            self._rows.search = self.search
            self._rows.order()
            self.table.move_to(0)
            self._repaint()

    @property
    def sorted_now(self) -> str:
        """Give the order in force."""
        return self._rows.sort if self._rows is not None else ""

    def sort_names(self) -> Sequence[str]:
        """Give the columns that have a head."""
        return [each.name for each in self._sortable]

    def sort_choices(self) -> Sequence[Choice]:
        """Offer them."""
        return [column_choice(each.name, each.head, self.sorted_now) for each in self._sortable]

    @property
    def _sortable(self) -> list[TableColumn]:
        return [each for each in columns_of(self._rows.counts) if each.head] if self._rows is not None else []

    def first_order(self, name: str) -> str:
        """Begin with the most, and with the first of values."""
        return name if name == "value" else f"-{name}"

    def sort_by(self, order: str) -> None:
        """Order the values."""
        if order and self._rows is not None:
            self._rows.sort = order
            self._rows.order()
            self.table.move_to(0)
            self._repaint()

    # Going on

    @property
    def value(self) -> Counted | None:
        """Give the value under the cursor, None if there is none."""
        found: Counted | None = self.table.item_at(self.table.cursor)
        return found

    def on_house_table_opened(self) -> None:
        """Go back to the list, filtered by the value."""
        from ztui.ui.screens.list import ListScreen

        value, list_screen = self.value, self.opened_from
        if value is not None and isinstance(list_screen, ListScreen):
            self._back_to(list_screen, term_of(self.way, value))

    def _back_to(self, screen: ListScreen, term: str) -> None:
        screen.add_term(term)
        self.house.leave(self)

    def action_frequency(self) -> None:
        """Count by another column."""
        from ztui.ui.screens.frequency.show import choose_way

        def chosen(way: Way) -> None:
            self.way = way
            self.search = ""
            self.show_frame()
            self.count()

        choose_way(self, ways(self.pane.resource), self.way.name, chosen)

    def action_copy(self) -> None:
        """Send the value, its line, or the terms that find it to the clipboard."""
        if self._rows is not None and self.value is not None:
            from ztui.ui.screens.frequency.copying import copy_value

            copy_value(self, self._rows, self.value)
        else:
            super().action_copy()

    def action_export(self) -> None:
        """Write the values to a file."""
        if self._rows is not None and self._rows.count:
            from ztui.ui.screens.frequency.copying import export_values

            export_values(self, self._rows)
