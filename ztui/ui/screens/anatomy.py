"""What stands on a detail screen, made from a resource and a row: name, boxes, links, raw form. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.text import Display, display
from ztui.resources.cells import Viewer, cell, field_text, status_style
from ztui.resources.model import Column, Field, Group, Kind
from ztui.resources.rows import key_of, label_of
from ztui.services.links import Link, child_view, links_of
from ztui.ui.widgets.boxes import Boxed, Entry
from ztui.ui.widgets.menu import Choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.model import Resource, Row
    from ztui.services.listing import View

__all__ = [
    "NO_NAME",
    "RAW",
    "Heading",
    "boxes_of",
    "child_tabs",
    "heading_of",
    "link_choices",
    "related_links",
]

RAW = "Raw"
"""Title of the tab with the object as Zoom sent it."""
NO_NAME = "(no name)"
"""What an extension without a name is called."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What an object is called, and the few words beside it; all safe to show."""

    name: Display
    notes: tuple[tuple[Display, str], ...] = ()


def heading_of(resource: Resource, row: Row, viewer: Viewer) -> Heading:
    """Give an object's name and what else tells it from others: extension, status, site.

    An object without a name of its own (a call) is called by when it was and between whom.
    """
    name = _name(resource, row, viewer)
    notes: list[tuple[Display, str]] = []
    shown = {name}
    for column in resource.columns:
        if column.hidden or column.from_get or column.path == resource.label_path:
            continue
        text = cell(column, row, viewer)
        if not text or text in shown:
            continue
        if column.kind is Kind.EXTENSION:
            notes.append((display(f"ext {text}"), ""))
        elif column.kind is Kind.STATUS:
            long = _long(resource, column, row, viewer)
            notes.append((long, status_style(long)))
        elif column.path == "duration" or column.alias == "site":
            notes.append((text, ""))
        else:
            continue
        shown.add(text)
    return Heading(name, tuple(notes[:5]))


def _name(resource: Resource, row: Row, viewer: Viewer) -> Display:
    label = resource.column(resource.label_path)
    named = label is not None and label.kind is not Kind.ID and not label.hidden
    if named and label is not None:
        text = cell(label, row, viewer)
        if text.strip():
            return text
    sides = {each.alias: cell(each, row, viewer) for each in resource.columns if each.alias in {"time", "from", "to"}}
    if not named and sides.get("from") and sides.get("to"):
        arrow = ">" if viewer.ascii else "→"
        return display(" ".join(filter(None, (sides.get("time", ""), sides["from"], arrow, sides["to"]))))
    key, called = key_of(resource, row), label_of(resource, row)
    if called.strip() and called != key:
        return display(called)
    # The extension beside the name tells more than an id in its place.
    numbered = any(each.kind is Kind.EXTENSION and cell(each, row, viewer) for each in resource.columns)
    return display(NO_NAME if numbered or not key else key)


def _long(resource: Resource, column: Column, row: Row, viewer: Viewer) -> Display:
    """Give a column's value as the object's own field shows it, without the short forms of narrow columns."""
    fields = (field for group in resource.groups for field in group.fields if field.path == column.path)
    plain = Field(
        column.path, kind=column.kind, table=column.table, also=column.also, show=column.show, computed=column.computed
    )
    return field_text(next(fields, plain), row, viewer)


def boxes_of(resource: Resource, row: Row, viewer: Viewer) -> tuple[Boxed, ...]:
    """Make the boxes of an object: its groups without what is empty, and what cannot be done with it, and why."""
    groups = resource.groups or (
        Group("Overview", tuple(Field(each.path, each.head.strip(), each.kind, each.show, each.table, also=each.also,
                                      computed=each.computed)
                                for each in resource.columns)),
    )  # fmt: skip
    boxes: list[Boxed] = []
    for group in groups:
        entries = tuple(filter(None, (_entry(field, row, viewer) for field in group.fields)))
        if entries:
            boxes.append(Boxed(display(group.title), entries))
    refused: dict[str, list[str]] = {}
    for what, why in resource.unavailable.items():
        refused.setdefault(why, []).append(what.replace("_", " "))
    if refused:
        entries = tuple(
            Entry(display(", ".join(whats).capitalize()), display(why), "dim") for why, whats in refused.items()
        )
        boxes.append(Boxed(Display("Not possible"), entries))
    return tuple(boxes)


def _entry(field: Field, row: Row, viewer: Viewer) -> Entry | None:
    text = field_text(field, row, viewer)
    if not text:
        return None
    return Entry(display(field.head), text, status_style(text) if field.kind is Kind.STATUS else "")


def child_tabs(resource: Resource, row: Row) -> tuple[tuple[str, View], ...]:
    """Give title and view of each list below the object whose binding fields the row has."""
    found = ((each.name, child_view(each, row)) for each in resource.children)
    return tuple((name, view) for name, view in found if view is not None)


def related_links(resource: Resource, row: Row) -> tuple[Link, ...]:
    """Give the links to other objects, lists and settings, without the lists that are tabs of the object itself."""
    return links_of(resource, row, tabs=False)


def link_choices(links: Sequence[Link]) -> list[Choice]:
    """Give links as a list to choose from, each group under its heading; their ids are their places."""
    choices: list[Choice] = []
    above = None
    for at, link in enumerate(links):
        if link.group is not above:
            above = link.group
            choices.append(Choice("", link.group, is_heading=True))
        choices.append(Choice(f"link {at}", link.title, link.note))
    return choices
