"""Whose calls: which stored ones name a queue, user, site, number or extension, and what Zoom is asked for besides.

A row of call history names one caller and one callee, and one site. Calls of which a row names the owner are `direct`:
they are found among the stored ones. Calls that passed the owner on their way and name others are known to Zoom alone:
it finds all calls `through` an owner by a keyword. Neither stands for the other, and neither is called the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ztui.core.dataclass import dataclass
from ztui.core.errors import UnknownName
from ztui.core.text import Display, display
from ztui.resources.call_history import CALL_HISTORY
from ztui.resources.registry import resource
from ztui.resources.rows import label_of, value_at
from ztui.services.filters import parse

if TYPE_CHECKING:
    from ztui.resources.cells import Viewer
    from ztui.resources.model import Related, Row
    from ztui.store.terms import LocalFilter

__all__ = ["OwnedCalls", "calls_of"]

_CALLED: Final = frozenset({"call-queues", "auto-receptionists", "shared-line-groups"})
"""What is called and calls nobody: its direct calls are those to it."""


@dataclass(frozen=True, slots=True)
class OwnedCalls:
    """The calls of one owner, in both senses.

    Attributes:
        owner: What the owner is called, with its extension.
        direct: What stored calls have to fulfil to be direct.
        filter: The same as it is typed.
        through: The parameters by which Zoom gives the calls through the owner.
        direct_words: What `direct` means here, a few words.
        through_words: What `through` means here.
    """

    owner: Display
    direct: LocalFilter
    filter: str
    through: tuple[tuple[str, str], ...]
    direct_words: Display
    through_words: Display


def calls_of(resource_name: str, row: Row, viewer: Viewer | None = None) -> OwnedCalls | None:
    """Tell which calls are an object's.

    Args:
        resource_name: What the object is (`call-queues`, `users`, `numbers`, `sites` ...), or `call-history` for the
            calls of a call's caller.
        row: The object, as its list or its own answer has it.
        viewer: For whom extensions are read; None is somebody who knows of no site.

    Returns:
        Its calls, None where it has none or the row does not name by what they are found.
    """
    try:
        of = resource(resource_name)
    except UnknownName:
        return None
    for related in of.related:
        if related.resource == CALL_HISTORY.name and related.where and not related.around:
            return _owned(of.name, label_of(of, row), related, row, viewer)
    return None


def _owned(name: str, label: str, related: Related, row: Row, viewer: Viewer | None) -> OwnedCalls | None:
    parameter, path = related.where[0]
    value = value_at(row, path)
    text = "" if value is None else str(value)
    if parameter not in {"keyword", "site_ids"} or not text:
        return None
    if parameter == "site_ids":
        site = str(value_at(row, "name") or "")  # stored calls name it
        return _made(display(site), f"site={_quoted(site)}", (parameter, text), "of it", viewer) if site else None
    is_number = text.startswith("+") or path == "number"
    owner = label if name != CALL_HISTORY.name else ""
    called = f"{owner} ({text})" if owner and owner != text else text
    if name in _CALLED:
        return _made(display(called), f"to_ext={_quoted(text)}", (parameter, text), "to it", viewer)
    field = "number" if is_number else "ext"
    return _made(display(called), f"{field}={_quoted(text)}", (parameter, text), "from or to it", viewer)


def _made(owner: Display, filter: str, through: tuple[str, str], words: str, viewer: Viewer | None) -> OwnedCalls:
    passing = f"any call passing {through[1]}" if through[0] == "keyword" else "what Zoom counts to the site"
    return OwnedCalls(
        owner=owner,
        direct=parse(filter, CALL_HISTORY, viewer),
        filter=filter,
        through=(through,),
        direct_words=display(f"direct: calls {words}"),
        through_words=display(f"through: {passing}"),
    )


def _quoted(text: str) -> str:
    if text and not any(each.isspace() or each in '"\\' for each in text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
