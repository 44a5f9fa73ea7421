"""What actions take from a row and from what was given: ids that are surely there, in chunks that Zoom takes at once.

An empty id would make the path of one thing that of all of them, so nothing here gives one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.contract.batches import batch_limits
from ztui.contract.catalogue import operation
from ztui.core.amounts import counted
from ztui.core.errors import ConfigError
from ztui.resources.edits.model import Input, InputKind
from ztui.resources.rows import text_of, value_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ztui.resources.edits.model import Given
    from ztui.resources.model import Row

__all__ = ["becomes", "called", "chunks", "flag_in", "id_at", "id_in", "ids_in", "pick", "segment", "text_in"]

_NAMES = "|".join(
    (
        "name",
        "display_name",
        "account_name",
        "alert_setting_name",
        "consent_name",
        "number",
        "blocked_number",
        "phone_number",
        "user_email",
        "email",
        "caller_name",
        "caller_number",
        "id",
    )
)


def segment(value: object, what: str) -> str:
    """Give an id as it goes into a path, a query or a body.

    Args:
        value: What should be an id, from an answer or from the user.
        what: What it is the id of, for the error.

    Raises:
        ConfigError: It is empty, blank, dots, no text or number, or has spaces around it or control characters in it.
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ConfigError(f"There is no ID of the {what}.", "Refresh the list and try again.")
    text = str(value)
    if not text or text != text.strip() or set(text) <= {"."} or not text.isprintable():
        raise ConfigError(f"The ID of the {what} cannot be used.", "Refresh the list and try again.")
    return text


def id_at(row: Row, path: str, what: str) -> str:
    """Give the id at a path of a row; raises ConfigError without one."""
    return segment(value_at(row, path), what)


def id_in(given: Given, name: str, what: str) -> str:
    """Give the one id that was given under a name; raises ConfigError without one."""
    return segment(given.get(name), what)


def ids_in(given: Given, name: str, what: str) -> tuple[str, ...]:
    """Give the ids under a name in their order, each once, () when none was given; raises ConfigError for odd ones."""
    found = given.get(name)
    listed = () if found is None else found if isinstance(found, list | tuple) else (found,)
    return tuple(dict.fromkeys(segment(each, what) for each in listed))


def text_in(given: Given, name: str, what: str) -> str:
    """Give a text that was given; raises ConfigError when it is missing or blank."""
    found = given.get(name)
    if not isinstance(found, str) or not found.strip():
        raise ConfigError(f"The {what} is missing.")
    return found


def flag_in(given: Given, name: str, what: str) -> bool:
    """Give a yes or no that was given; raises ConfigError without one."""
    found = given.get(name)
    if not isinstance(found, bool):
        raise ConfigError(f"The {what} is missing.", "It is yes or no.")
    return found


def chunks(values: Sequence[Any], operation_id: str, field: str) -> Iterator[list[Any]]:
    """Cut values into as many as an operation takes in a field at once (`?name` for a query parameter)."""
    most = batch_limits(operation(operation_id)).get(field, 1)
    for begin in range(0, len(values), most):
        yield list(values[begin : begin + most])


def pick(name: str, title: str, *picks: str, several: bool = False, required: bool = True, path: str = "") -> Input:
    """Give an input that takes an object of other resources, or several."""
    return Input(name, title, InputKind.PICK, required, several, picks, path)


def called(row: Row) -> str:
    """Give what an object is called, for sentences; raw."""
    return text_of(value_at(row, _NAMES)) or "It"


def becomes(before: int, after: int, noun: str) -> str:
    """Give how many there are and how many there will be: `4 members become 3`, `1 number becomes none`."""
    return f"{counted(before, noun)} {'becomes' if before == 1 else 'become'} {max(after, 0) or 'none'}"
