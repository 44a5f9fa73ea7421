"""A screen that shows a settings tree: lines that fold and are searched, and the answer as Zoom sent it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.text import display
from ztui.resources.settings.nodes import all_nodes
from ztui.resources.settings.outline import OutlineLine, first_open, outline
from ztui.ui.screens.raw import RawLines, show_raw
from ztui.ui.screens.searched import SearchedScreen
from ztui.ui.screens.settings_lines import NodeFacts, TreeTable, Widths, cells_of, columns_for, widths_of
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.reader import Reader
from ztui.ui.widgets.told import Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from ztui.resources.settings.nodes import Node
    from ztui.services.session import Session
    from ztui.services.settings.reader import SettingsState
    from ztui.ui.widgets.paint import Part

__all__ = ["TreeScreen"]


class TreeScreen(SearchedScreen):
    """Shows what `state` holds; a subclass reads it, and tells which `part` of the settings it is.

    Each part remembers what was unfolded in it.
    """

    has_rows = True

    def __init__(self, session: Session, search: str = "") -> None:
        super().__init__(session)
        self.search = search
        self.state: SettingsState | None = None
        self.missing = False
        """Whether fields are shown that only the contract has."""
        self.is_raw = False
        self.nodes: tuple[Node, ...] = ()
        self.shown: tuple[OutlineLine, ...] = ()
        self._opened: dict[str, set[str]] = {}
        self._widths = Widths(0, 0, 0)
        self._made_of: tuple[SettingsState | None, bool] = (None, False)
        """What `nodes` and the raw answer were made of: folding and searching do not make them anew."""

    @property
    def part(self) -> str:
        """Give the part of the settings that is shown."""
        return ""

    def compose_body(self) -> ComposeResult:
        """Make the lines and the raw answer."""
        table = TreeTable(signs=self.signs, id="table")
        table.when_empty = self._empty_lines
        yield table
        yield Reader(id="raw")

    def on_mount(self) -> None:
        """Begin with the lines."""
        super().on_mount()
        self.query_one("#raw").display = False

    def on_resize(self) -> None:
        """Share the width anew."""
        super().on_resize()
        self.look_again()

    def counts(self) -> Sequence[Part]:
        """Say how many settings there are, and of these how many lines a search keeps."""
        if self.state is None:
            return ()
        all_of_them = sum(not node.is_topic for node in all_nodes(self.nodes))
        if self.search:
            return texts(f"{sum(not line.node.is_topic for line in self.shown):,} of {all_of_them:,} ")
        return texts(f"{all_of_them:,} ")

    def first_focus(self) -> Widget | None:
        """Give what is shown the focus."""
        return self.query_one(Reader) if self.is_raw else self.table

    @property
    def table(self) -> TreeTable:
        """Give the table."""
        return self.query_one("#table", TreeTable)

    def look_again(self) -> None:
        """Paint with what was learnt since."""
        if self.is_mounted:
            self.show_lines(key=self.key_here())

    # Showing

    @property
    def opened(self) -> set[str]:
        """Give the keys of what is unfolded in this part."""
        return self._opened.get(self.part, set())

    def show_lines(self, *, key: str = "", first: bool = False) -> None:
        """Make the lines anew.

        Args:
            key: The line that the cursor goes to; if it is gone, the cursor stays where it is. "" for the first line.
            first: Nothing was folded by the user yet.
        """
        if not self.is_mounted:
            return
        if self.state is not self._made_of[0] or self.missing != self._made_of[1]:
            self._made_of = (self.state, self.missing)
            self.nodes = self.state.tree(missing=self.missing) if self.state is not None else ()
            plain = self.state.plain if self.state is not None else {}
            show_raw(self, self.query_one(Reader), RawLines(plain), keep=True)
            self._widths = widths_of(self.nodes, self.session.viewer(ascii=self.house.ascii_only))
        if first and self.nodes and self.part not in self._opened:
            self._opened[self.part] = set(first_open(self.nodes))
        viewer = self.session.viewer(ascii=self.house.ascii_only)
        self.shown = outline(self.nodes, self.opened, viewer, search=self.search)
        stay = min(self.table.cursor, max(len(self.shown) - 1, 0)) if key else 0
        at = next((place for place, line in enumerate(self.shown) if line.node.key == key), stay)
        top = self.table.top if key else 0
        columns = columns_for(self._widths, self.size.width)
        told = Told(self.shown, lambda line: cells_of(line, viewer, self.signs, narrow=len(columns) < 3))
        self.table.show(told, columns, cursor=at, top=top)
        self.show_frame()

    def _empty_lines(self) -> list[str]:
        if self.problem is not None:
            retry = f"{self.key_of('refresh')} tries again, {self.key_of('open')} shows the details."
            return [display(each) for each in (self.problem.message, self.problem.hint, retry) if each]
        if self.search and self.nodes:
            return [display(f"No setting holds '{self.search}'."), display(f"{self.key_of('back')} clears the search.")]
        return ["Nothing is set here."] if self.state is not None else []

    # Folding

    @property
    def line(self) -> OutlineLine | None:
        """Give the line under the cursor, None if there is none."""
        found: OutlineLine | None = self.table.item_at(self.table.cursor)
        return found

    def key_here(self) -> str:
        """Give the key of the line under the cursor, "" where there is none."""
        return self.line.node.key if self.line is not None else ""

    def on_house_table_opened(self) -> None:
        """Fold or unfold a group; of a field show all that is known."""
        line = self.line
        if line is None:
            return
        if line.is_open is None:
            self.app.push_screen(NodeFacts(line.node, self.session.viewer(ascii=self.house.ascii_only)))
        else:
            self._fold(line, unfold=not line.is_open)

    def on_house_table_opened_nothing(self) -> None:
        """Show the details of the error that stands where lines would be."""
        self.show_problem()

    def on_tree_table_folded(self) -> None:
        """Fold, or go to the line above that holds this one."""
        line = self.line
        if line is not None and line.is_open:
            self._fold(line, unfold=False)
        elif line is not None:
            above = range(self.table.cursor - 1, -1, -1)
            self.table.move_to(next((at for at in above if self.shown[at].depth < line.depth), self.table.cursor))

    def on_tree_table_unfolded(self) -> None:
        """Unfold, or go to the first line below."""
        line = self.line
        if line is not None and line.is_open is False:
            self._fold(line, unfold=True)
        elif line is not None and line.is_open:
            self.table.move_to(self.table.cursor + 1)

    def _fold(self, line: OutlineLine, *, unfold: bool) -> None:
        if unfold:
            self.opened.add(line.node.key)
        else:
            self.opened.discard(line.node.key)
        self.show_lines(key=line.node.key)

    # More keys

    def on_house_table_moved(self) -> None:
        """The header's age may have grown meanwhile."""
        self.heard()
        self.show_frame()

    def action_raw(self) -> None:
        """Show the answer as Zoom sent it; again: the lines."""
        if self.state is not None:
            self.is_raw = not self.is_raw
            self.query_one("#raw").display = self.is_raw
            self.table.display = not self.is_raw
            self.focus_first()
            self.show_frame()

    def action_only_set(self) -> None:
        """Show the fields that only the contract has, or leave them out again."""
        self.missing = not self.missing
        self.show_lines(key=self.key_here())
        self.say("Fields that are not set are shown too." if self.missing else "Only what is set is shown.")

    def key_of(self, id: str) -> str:
        """Give the key of an action as it is written on screen."""
        from ztui.ui.keys import shown_key

        return shown_key(id, self.house.keymap_in_use)
