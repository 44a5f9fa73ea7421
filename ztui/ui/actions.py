"""The menu of actions: what can be done to an object, to marked rows and to a list, each entry with what it does."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.text import display
from ztui.resources.edits.impossible import impossible
from ztui.resources.edits.registry import actions
from ztui.resources.rows import KEY_JOINT, text_of
from ztui.services.offering import (
    TAKEN,
    adders,
    edit_refusal,
    is_edited,
    letter_for,
    offered,
    part_refusal,
    parts_of,
    write_refusal,
)
from ztui.ui.editing import Target, act_on, create_object, edit_object, edit_part
from ztui.ui.widgets.menu import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ztui.contract.catalogue import Operation
    from ztui.resources.model import Resource
    from ztui.services.changes.model import Pairs
    from ztui.services.listing import View
    from ztui.services.offering import Offered
    from ztui.services.session import Session
    from ztui.ui.screens.edited import EditedScreen

__all__ = ["Entry", "console_entries", "finished", "heading", "impossible_entries", "list_entries", "object_entries"]

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
    called = screen.name_of(target)
    for part, below in parts_of(known, target.row):
        edit = partial(edit_part, screen, part, below, called)
        add(f"part {part.letter}", f"{part.title}{dots}", part.letter, part_refusal(session, part), edit)
    for each in offered(session, known, target.row, target.parents, is_whole=target.is_whole):
        add(f"act {each.action.name}", _title(each, dots), each.letter, each.refused,
            partial(act_on, screen, target, each.action, each.refused))  # fmt: skip
    made += _task_entries(screen, target, dots)
    return [heading(called), *made] if made else []


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
    from ztui.services.tasks.registry import tasks_for

    why = write_refusal(screen.session)
    return [
        Entry(
            Choice(f"task {each.name}", f"{each.title}{dots}", "guided", refused=why),
            partial(_open_task, screen, target, each.name),
        )
        for each in tasks_for(target.resource.name)
    ]


def _open_task(screen: EditedScreen, target: Target, name: str) -> None:
    from ztui.ui.screens.tasks.show import show_task

    show_task(screen.house, screen.session, name, target.keys, target.parents, row=target.row)


def _bulk_entries(screen: EditedScreen, listed: Resource, dots: str) -> list[Entry]:
    """Give what is done to many rows at once: the marked ones, all that a filter shows, a pasted list."""
    pane = screen.pane
    if pane is None or pane.resource is not listed or not (is_edited(listed) or actions(listed.name)):
        return []
    why = write_refusal(screen.session)
    open_bulk = partial(_open_bulk, screen, listed.name)
    made: list[tuple[str, Callable[[], None]]] = []
    if pane.marks:
        keys = tuple(sorted(pane.marks))
        made.append((f"Change the {len(keys):,} marked at once", partial(open_bulk, keys, pane.view)))
    elif pane.view.filter or pane.view.query:
        made.append((f"Change all {pane.count:,} shown at once", partial(open_bulk, None, pane.view)))
    made.append(("Change a pasted list", partial(open_bulk, None, None)))
    return [Entry(Choice(f"bulk {at}", f"{title}{dots}", refused=why), do) for at, (title, do) in enumerate(made)]


def _open_bulk(screen: EditedScreen, name: str, keys: tuple[str, ...] | None, view: View | None) -> None:
    from ztui.ui.screens.bulk.show import show_bulk

    show_bulk(screen.house, screen.session, name, keys, view)


_BELOW = " act "
_LETTERED = ("task ", "bulk ", "link ", "console", "save ")
"""What gets the letters that the actions of the object leave."""


def finished(session: Session, entries: Sequence[Entry]) -> list[Entry]:
    """Give a menu as it is shown: every entry has a letter as far as there are any, and reasons are said once."""
    taken = {*TAKEN, *(each.choice.key for each in entries)}
    found: list[Entry] = []
    for each in entries:
        id = each.choice.id
        if not each.choice.key and (id.startswith(_LETTERED) or _BELOW in id):
            letter = letter_for(each.choice.title, taken)
            taken.add(letter)
            found.append(replace(each, choice=replace(each.choice, key=letter)))
        else:
            found.append(each)
    return _said_once(write_refusal(session), found)


_SHORT = (("may only read", "read-only"), ("offline", "offline"))


def _said_once(why: str, entries: list[Entry]) -> list[Entry]:
    """Say why a session cannot write below the first heading, and at what it cannot do only a word of that."""
    if not why or all(each.choice.refused != why for each in entries):
        return entries
    word = next((short for part, short in _SHORT if part in why), "not now")
    first = next(at for at, each in enumerate(entries) if each.choice.is_heading) + 1
    short = [
        replace(each, choice=replace(each.choice, refused=word)) if each.choice.refused == why else each
        for each in entries
    ]
    return [*short[:first], Entry(Choice("no write", "Nothing can be changed", refused=why)), *short[first:]]


def impossible_entries(*of: Resource) -> list[Entry]:
    """Give what Zoom's API has no way for, each with the reason."""
    told = dict.fromkeys(each for known in of for each in impossible(known.name))
    made = [Entry(Choice(f"no {at}", each.title, refused=each.reason)) for at, each in enumerate(told)]
    return [heading("Not possible by the API"), *made] if made else []


# The console, with the ids filled in


def console_entries(screen: EditedScreen, target: Target) -> list[Entry]:
    """Give the way to the operations of an object in the API console."""
    dots = "..." if screen.house.ascii_only else "…"
    open_console = Choice("console", f"Open in the API console{dots}", display(target.resource.singular))
    return [heading("API console"), Entry(open_console, partial(_choose_operation, screen, target))]


def _choose_operation(screen: EditedScreen, target: Target) -> None:
    from ztui.contract.catalogue import operation
    from ztui.ui.modals.choose import ChooseOne

    known = target.resource
    own = known.operations
    ids = [own.get, own.list, own.update, own.delete, own.create]
    ids += [each for does in actions(known.name) for each in does.operations]
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
    """Give the path parameters of an operation that an object, and what its list is below, tell.

    The first one that nothing above the object has is the object's own; what follows is something else.
    """
    known, row, above = target.resource, target.row or {}, dict(target.parents)
    found: dict[str, str] = {}
    own = target.keys[0] if len(target.keys) == 1 and KEY_JOINT not in known.key else ""
    for name in wanted.path_params:
        if name in above:
            found[name] = above[name]
        elif name == "extensionId":
            found[name] = text_of(row.get("extension_id"))
        elif name != "accountId" or known.get_key == name:
            found[name], own = own, ""
    return {name: value for name, value in found.items() if value}
