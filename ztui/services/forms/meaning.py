"""Which field an error is about, and which objects a text names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ztui.resources.edits.model import InputKind
from ztui.resources.extensions import whole

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

    from ztui.services.forms.fields import SheetField

    Find = Callable[[SheetField, str], Awaitable["Picked"]]

__all__ = ["Picked", "element_meant", "field_meant", "field_told_of", "found_of", "telling"]

_WORD = r"[^\W_]+"
_TELLING = 3
"""Characters from which on a value tells which field is meant."""
_EXTENSIONS = ("short number", "extension number")
"""What Zoom calls an extension."""
_INDEX = re.compile(r"\[(\d+)\]")

Picked = tuple[Any, str]
"""An object that was picked: what is sent of it, and what it is called."""


def field_meant(path: str, names: Iterable[str]) -> str | None:
    """Give the field that an error is about.

    Args:
        path: Where in the body the error lies, with or without indexes; or the name of an input.
        names: The fields: paths in the body.

    Returns:
        The field of that path, that which holds it, or the only one that ends like it; None for none.
    """
    bare = _INDEX.sub("", path)
    if not bare:
        return None
    known = list(names)
    tests: tuple[Callable[[str], bool], ...] = (
        lambda name: name == bare,
        lambda name: bare.startswith(f"{name}."),
        lambda name: bare.endswith(f".{name}"),
        lambda name: name.endswith(f".{bare}"),
    )
    for test in tests:
        found = [name for name in known if test(name)]
        if len(found) == 1:
            return found[0]
    return None


def field_told_of(message: str, filled: Mapping[str, Sequence[str]]) -> str | None:
    """Give the field that an error without a path is about: the only one of which its words have the value or title.

    Args:
        message: What Zoom said: `Extension number 8200 is already used.`
        filled: What is filled in: values and title by the names of the fields.
    """
    words = f" {' '.join(re.findall(_WORD, message.casefold()))} "

    def is_told(text: str) -> bool:
        known = " ".join(re.findall(_WORD, text.casefold()))
        return len(known) >= _TELLING and f" {known} " in words

    found = [name for name, each in filled.items() if any(map(is_told, each))]
    return found[0] if len(found) == 1 else None


def telling(field: SheetField, value: Any, text: str) -> tuple[str, ...]:
    """Give by what words of Zoom's a field is told: its title and its value, which of a secret is not looked for."""
    values = () if field.secret else (whole(value), text)
    return (field.title, *values, *(_EXTENSIONS if field.kind is InputKind.EXTENSION else ()))


def element_meant(path: str, name: str) -> str:
    """Say which element of a field's list an error is about: `entry 2 `; "" where it is about all of it."""
    behind = path.removeprefix(name) if path.startswith(name) else ""
    found = _INDEX.match(behind)
    return f"entry {int(found[1]) + 1} " if found is not None else ""


async def found_of(
    field: SheetField, values: Sequence[Any], known: Mapping[str, str], find: Find
) -> tuple[Picked, ...]:
    """Give the objects that a field names; those that were picked are known, others are looked for.

    Args:
        field: The field.
        values: What is sent of known ones, the typed text of others.
        known: What objects are called, by what is sent of them.
        find: Finds the object that a text names.

    Raises:
        NotFound: A text names none.
        Conflict: It names several, or one that cannot be taken.
    """
    found: list[Picked] = []
    for each in values:
        label = known.get(whole(each))
        found.append((each, label) if label is not None else await find(field, whole(each)))
    return tuple(found)
