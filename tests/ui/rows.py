"""A table of any length whose rows are made when they are asked for, and the smallest app around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import App

from ztui.core.text import display
from ztui.ui.sheets import style_sheets
from ztui.ui.widgets.source import PaintedRow, TableColumn
from ztui.ui.widgets.table import HouseTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

COLUMNS = (
    TableColumn("name", display("Name"), 12, grows=True),
    TableColumn("ext", display("Ext"), 6, right=True),
    TableColumn("status", display("Status"), 8),
    TableColumn("mail", display("Mail"), 20, wide_only=True),
)


class ManyRows:
    """Rows named by their position; counts what is asked of it."""

    def __init__(
        self,
        count: int,
        *,
        per_day: int = 0,
        name: Callable[[int], str] = "Caller {}".format,
    ) -> None:
        self.count = count
        self.generation = 0
        self.windows: list[tuple[int, int]] = []
        self.painted = 0
        self.missing: set[int] = set()
        self._per_day = per_day
        self._name = name

    def window(self, start: int, count: int) -> Sequence[int | None]:
        self.windows.append((start, count))
        return [None if at in self.missing else at for at in range(start, min(start + count, self.count))]

    def paint(self, item: int, columns: Sequence[TableColumn]) -> PaintedRow:
        self.painted += 1
        values = {
            "name": (display(self._name(item)), ""),
            "ext": (display(item % 10_000), ""),
            "status": (display("active"), "good") if item % 3 else (display("failed"), "bad"),
            "mail": (display(f"caller{item}@example.com"), ""),
        }
        day = display(f"Day {item // self._per_day}") if self._per_day else display("")
        return PaintedRow(f"k{item}", tuple(values[each.name] for each in columns), day)


class TableApp(App[None]):
    """A table and nothing else."""

    CSS_PATH: ClassVar = style_sheets("tokens", "layout", "tables")
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, source: ManyRows) -> None:
        super().__init__()
        from ztui.ui.theme import DEFAULT, THEMES

        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DEFAULT
        self.source = source
        self.messages: list[str] = []
        self.ranges: list[tuple[int, int]] = []

    def compose(self) -> ComposeResult:
        yield HouseTable(id="table")

    def on_mount(self) -> None:
        self.table.show(self.source, COLUMNS)
        self.table.focus()

    @property
    def table(self) -> HouseTable:
        return self.query_one(HouseTable)

    def line(self, y: int) -> str:
        return self.table.render_line(y).text

    def lines(self) -> list[str]:
        return [self.line(y).rstrip() for y in range(self.table.size.height)]

    def on_house_table_opened(self) -> None:
        self.messages.append("opened")

    def on_house_table_head_clicked(self, message: HouseTable.HeadClicked) -> None:
        self.messages.append(f"head {message.name}")

    def on_house_table_range_wanted(self, message: HouseTable.RangeWanted) -> None:
        self.ranges.append((message.first, message.last))
