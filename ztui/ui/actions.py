"""The menu of actions: what can be done to an object, to marked rows and to a list, each entry with what it does."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError
from ztui.core.text import display
from ztui.resources.edits.impossible import impossible
from ztui.services.offering import adders, edit_refusal, is_edited, offered, part_refusal, parts_of
from ztui.ui.editing import Target, act_on, create_object, edit_object, edit_part
from ztui.ui.widgets.menu import Choice

if TYPE_CHECKING:
    from collections.abc import Callable

    from ztui.contract.catalogue import Operation
    from ztui.resources.model import Resource
    from ztui.services.changes.model import Pairs
    from ztui.services.offering import Offered
    from ztui.ui.screens.edited import EditedScreen

__all__ = ["Entry", "console_entries", "heading", "impossible_entries", "list_entries", "object_entries"]

_ONLY_FOR_ONE = "For one row at a time; clear the marks."


def _nothing() -> None:
    """Do nothing: a heading."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu, and what choosing it does."""

    choice: Choice
    do: Callable[[], None] = _nothing


def heading(title: str) -> Entry:
    """Make the line above a group."""
    return Entry(Choice("", display(title), is_heading=True))


def object_entries(screen: EditedScreen, target: Target, *, taken: frozenset[str] = frozenset()) -> list[Entry]:
    """Give what can be done to an object, or to marked rows, with the reasons for what cannot be done now.

    Args:
        screen: The screen that shows them.
        target: What they are.
        taken: Letters that another group of the same menu has.

    Returns:
        The entries below the target's name, [] where nothing can ever be done to such objects.
    """
    dots = "..." if screen.house.ascii_only else "…"
    session, known = screen.session, target.resource
    scope = f"{known.name} " if taken else ""
    made: list[Entry] = []

    def add(id: str, title: str, letter: str, refused: str, do: Callable[[], None]) -> None:
        key = "" if letter in taken else letter
        made.append(Entry(Choice(f"{scope}{id}", title, key=key, refused=refused), do))

    if is_edited(known):
        why = _ONLY_FOR_ONE if target.is_many else edit_refusal(session, known, target.row, target.parents)
        add("edit", f"Edit{dots}", "e", why, partial(edit_object, screen, target))
    for part, below in parts_of(known, target.row):
        why = part_refusal(session, part)
        add(f"part {part.letter}", f"{part.title}{dots}", part.letter, why, partial(edit_part, screen, part, below))
    for each in offered(session, known, target.row, target.parents, is_whole=target.is_whole):
        add(f"act {each.action.name}", _title(each, dots), each.letter, each.refused,
            partial(act_on, screen, target, each.action, each.refused))  # fmt: skip
    made += _task_entries(screen, target, dots)
    return [heading(screen.name_of(target)), *made] if made else []


def _title(each: Offered, dots: str) -> str:
    return f"{each.action.title}{dots if each.action.inputs else ''}"


def list_entries(screen: EditedScreen, listed: Resource, parents: Pairs) -> list[Entry]:
    """Give what can be done to a list: make a row, and change many at once."""
    dots = "..." if screen.house.ascii_only else "…"
    made = [
        Entry(
            Choice(f"new {at}", f"{each.title}{dots}", key="" if at else "n", refused=each.refused),
            partial(create_object, screen, each),
        )
        for at, each in enumerate(adders(screen.session, listed, parents))
    ]
    made += _bulk_entries(screen, listed, dots)
    return [heading(listed.title), *made] if made else []


def _task_entries(screen: EditedScreen, target: Target, dots: str) -> list[Entry]:
    """Give the guided tasks of an object."""
    del screen, target, dots
    return []


def _bulk_entries(screen: EditedScreen, listed: Resource, dots: str) -> list[Entry]:
    """Give what is done to many rows at once: the marked ones, all that the list shows, those of a pasted list."""
    pane = screen.pane
    if pane is None or not (is_edited(listed) or offered(screen.session, listed, None, pane.view.parents)):
        return []
    from ztui.ui.screens.bulk.show import show_bulk

    show = partial(show_bulk, screen.house, screen.session, listed.name)
    marked = tuple(sorted(pane.marks))
    filtered = bool(pane.view.filter or pane.view.query)
    entries = [
        Entry(
            Choice("bulk all", f"Change all {'that match' if filtered else listed.title.lower()}{dots}"),
            partial(show, view=pane.view),
        ),
        Entry(Choice("bulk list", f"Change those of a pasted list{dots}"), show),
    ]
    if marked:
        title = f"Change the {len(marked):,} marked{dots}"
        entries.insert(0, Entry(Choice("bulk marked", title), partial(show, marked, pane.view)))
    return entries


def impossible_entries(*of: Resource) -> list[Entry]:
    """Give what Zoom's API has no way for, each with the reason."""
    told = dict.fromkeys(each for known in of for each in impossible(known.name))
    made = [Entry(Choice(f"no {at}", each.title, refused=each.reason)) for at, each in enumerate(told)]
    return [heading("Not possible by the API"), *made] if made else []


# The console, with the ids filled in


def console_entries(screen: EditedScreen, target: Target) -> list[Entry]:
    """Give the way to the operations of an object in the API console."""
    dots = "..." if screen.house.ascii_only else "…"
    return [Entry(Choice("console", f"Open in the API console{dots}", display(target.resource.singular)),
                  partial(_choose_operation, screen, target))]  # fmt: skip


def _choose_operation(screen: EditedScreen, target: Target) -> None:
    from ztui.contract.catalogue import operation
    from ztui.resources.edits.registry import actions, edits
    from ztui.ui.modals.choose import ChooseOne

    known = target.resource
    own = known.operations
    ids = [own.get, own.list, own.update, own.delete, own.create]
    ids += [each for does in actions(known.name) for each in does.operations]
    if edits(known.name).update is not None:
        ids = [each for each in ids if each]
    found = [operation(each) for each in dict.fromkeys(ids) if each]
    choices = [Choice(each.id, each.title, each.method) for each in found]

    def picked(id: str | None) -> None:
        if id:
            open_operation(screen, target, operation(id))

    screen.app.push_screen(ChooseOne("Open in the API console", choices), picked)


def open_operation(screen: EditedScreen, target: Target, wanted: Operation) -> None:
    """Open the form of an operation with the ids of an object in its path; what is half filled in there stays."""
    from ztui.services.console.request import ConsoleRequest
    from ztui.ui.screens.console.desk import desk_of

    desk = desk_of(screen)
    if not desk.is_changed(desk.draft(wanted)):
        desk.fill(ConsoleRequest(wanted.id, ids_of(target, wanted)))
    desk.open_form(wanted, screen)


def ids_of(target: Target, wanted: Operation) -> dict[str, str]:
    """Give the path parameters of an operation that an object, and what its list is below, tell."""
    from ztui.resources.edits.paths import own_path
    from ztui.services.changes.places import with_parents

    row = with_parents(target.row or {}, target.parents)
    if len(target.keys) == 1 and target.resource.key.isidentifier():
        row.setdefault(target.resource.key, target.keys[0])
    with suppress(ConfigError):
        return own_path(target.resource, wanted.id, row)
    return {name: value for name, value in target.parents if name in wanted.path_params}
