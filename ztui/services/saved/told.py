"""A saved view in words, for the screen and the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.errors import UnknownName
from ztui.resources.registry import resource
from ztui.services.saved.relative import said

if TYPE_CHECKING:
    from ztui.services.saved.views import SavedView

__all__ = ["ToldView", "told"]


@dataclass(frozen=True, slots=True)
class ToldView:
    """What a saved view is, in words; may hold foreign text.

    Attributes:
        title: Of what is listed; its name where there is no such list.
        window: The window, "" for the list's own.
        shows: Filters, the local one last, as it is typed.
        sort: Columns it is sorted by.
        columns: Columns shown, "" for the usual ones.
    """

    title: str
    window: str
    shows: str
    sort: str
    columns: str


def told(saved: SavedView) -> ToldView:
    """Tell what a view shows."""
    try:
        of = resource(saved.resource)
    except UnknownName:
        title, titles = f"{saved.resource} (unknown)", {}
    else:
        title, titles = of.title, {each.parameter: each.title for each in of.filters}
    pairs = [*saved.parents, *((titles.get(name) or name, value) for name, value in saved.query)]
    local = f"/{saved.filter}" if saved.filter else ""
    return ToldView(
        title=title,
        window=said(saved.window),
        shows=" ".join(filter(None, (", ".join(f"{name}: {value}" for name, value in pairs), local))),
        sort=", ".join(saved.sort),
        columns=", ".join(saved.columns or ()),
    )
