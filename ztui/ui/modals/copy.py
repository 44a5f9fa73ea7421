"""What can be sent to the clipboard of an object, and the menu that asks which."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.json_text import json_text
from ztui.core.shell import joined
from ztui.core.text import Display, display
from ztui.resources.cells import cell
from ztui.resources.model import Kind
from ztui.resources.rows import value_at, value_of
from ztui.ui.modals.choose import Choice, ChooseOne

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.cells import Viewer
    from ztui.resources.model import Column, Field, Resource, Row
    from ztui.ui.screens.base import HouseScreen

__all__ = ["Copy", "ask_and_copy", "command_for", "copies", "copy_menu", "program"]


PRINTS = "m"
"""The letter of the command that prints what is shown."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Something that can be sent.

    Attributes:
        key: The letter that chooses it.
        title: What the menu calls it.
        text: What is sent.
        what: What the sentence afterwards calls it.
    """

    key: str
    title: str
    text: str
    what: str


def copies(
    resource: Resource,
    key: str,
    row: Row,
    viewer: Viewer,
    parents: Sequence[tuple[str, str]] = (),
    account: str = "",
    *,
    demo: bool = False,
) -> tuple[Copy, ...]:
    """List what can be sent of an object.

    Args:
        resource: What it is.
        key: Its key.
        row: It, as the services give it: its secrets are masked.
        viewer: For whom the row's cells are made.
        parents: Bound parameters of the list that it stands in.
        account: The sub account that is acted for, "" for the own.
        demo: It is the built-in Zoom that is shown; a command has to ask the same.

    Returns:
        Id, number (as E.164 where it is one), extension, row (cells joined by tabs), JSON, command. What is pasted
        from the row or the id holds no control character and no line break; in JSON they are escaped.
    """
    found = [Copy("i", "ID", display(key), "the ID")] if key else []
    number = _first(resource, row, Kind.NUMBER)
    if number:
        found.append(Copy("n", "Number", number, "the number"))
    extension = _first(resource, row, Kind.EXTENSION)
    if extension:
        found.append(Copy("e", "Extension", extension, "the extension"))
    cells = [cell(each, row, viewer) for each in resource.columns if not each.hidden and each.head.strip()]
    found.append(Copy("r", "Row", "\t".join(cells), "the row"))
    found.append(Copy("j", "JSON", json_text(row, indent=2), "the JSON"))
    if key:
        found.append(Copy("c", "Command", command_for(resource, key, parents, account, demo=demo), "the command"))
    return tuple(found)


def _first(resource: Resource, row: Row, kind: Kind) -> Display:
    """Give the first value of a kind, as it was sent."""
    parts: list[Column | Field] = [*resource.columns, *(field for group in resource.groups for field in group.fields)]
    for part in parts:
        if part.kind is kind and part.show is None:
            value = value_of(part, row)
            if isinstance(value, str | int | float) and value != "":
                return display(int(value) if isinstance(value, float) and value.is_integer() else value)
    value = value_at(row, "phone_numbers[0].number") if kind is Kind.NUMBER else None
    return display(value) if isinstance(value, str) else Display("")


def program(account: str = "", *, demo: bool = False) -> list[str]:
    """Give the words that a command begins with, so that it asks the same Zoom for the same account."""
    return ["ztui", *(["--demo"] if demo else []), *(["--account", account] if account else [])]


def command_for(
    resource: Resource, key: str, parents: Sequence[tuple[str, str]] = (), account: str = "", *, demo: bool = False
) -> Display:
    """Give the command that prints the same object, quoted for a shell."""
    words = [*program(account, demo=demo), "get", resource.name, key]
    for name, value in parents:
        words += ["--where", f"{name}={value}"]
    return display(joined(str(display(word)) for word in words))


Below = tuple["Resource", str, "Row", "Sequence[tuple[str, str]]"]
"""A row of the list below an object: its resource, key, row and bound parameters."""


def copy_menu(
    screen: HouseScreen,
    resource: Resource,
    key: str,
    row: Row,
    parents: Sequence[tuple[str, str]] = (),
    *,
    below: Below | None = None,
    also: Sequence[Copy] = (),
) -> None:
    """Ask what to send of an object, send it, and say what became of it.

    Args:
        screen: The screen that shows the object.
        resource: What it is.
        key: Its key.
        row: It.
        parents: Bound parameters of the list that it stands in.
        below: The row under the cursor of a list below it, offered with capital letters.
        also: What else can be sent.
    """
    session = screen.session
    viewer = session.viewer(ascii=screen.house.ascii_only)
    account, demo = session.account.id, screen.house.demo
    offered = copies(resource, key, row, viewer, parents, account, demo=demo)
    offered += tuple(also)
    if below is not None:
        kind, its_key, its_row, its_parents = below
        offered += tuple(
            replace(each, key=each.key.upper(), title=f"{each.title} of the {kind.singular}")
            for each in copies(kind, its_key, its_row, viewer, its_parents, account, demo=demo)
        )

    ask_and_copy(screen, offered)


def ask_and_copy(screen: HouseScreen, offered: Sequence[Copy]) -> None:
    """Ask what to send to the clipboard, send it, and say what became of it.

    The command that prints what the screen shows is offered with the rest.
    """
    command = screen.command_text()
    if command and all(each.text != command for each in offered):
        offered = (*offered, Copy(PRINTS, "Command that prints this", command, "the command"))

    async def send(copy: Copy) -> None:
        sent = await screen.house.send_to_clipboard(copy.text, copy.what)
        screen.say(sent.said, "good" if sent.file is None else "warn")

    def chosen(id: str | None) -> None:
        copy = next((each for each in offered if each.key == id), None)
        if copy is not None:
            screen.start(send(copy), "copy")

    choices = [Choice(each.key, each.title, _glance(each.text), key=each.key) for each in offered]
    screen.app.push_screen(ChooseOne("Send to the clipboard", choices), chosen)


def _glance(text: str) -> Display:
    """Give the beginning of a text on one line."""
    return display(" ".join(text[:400].split()), longest=48)
