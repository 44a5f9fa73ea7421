"""The column chooser: which columns a list shows, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.ui.modals.choose import Choice, ChooseColumns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.model import Column

__all__ = ["ColumnChooser"]


class ColumnChooser(ChooseColumns):
    """Choose columns; gives the paths of those to show in their order, None if it was left.

    Args:
        columns: All columns of the resource.
        shown: Paths of those that are shown now, in their order.
    """

    def __init__(self, columns: Sequence[Column], shown: Sequence[str]) -> None:
        by_path = {each.path: each for each in columns}
        first = [by_path[path] for path in shown if path in by_path]
        order = [*first, *(each for each in columns if each not in first)]
        super().__init__("Columns", [Choice(each.path, _title(each), each.about) for each in order], shown)


def _title(column: Column) -> str:
    """Give the head of a column, or what it is of where the head is blank."""
    return column.head.strip() or column.path.rpartition(".")[2].replace("_", " ").capitalize()
