"""Who has a number: for calls and for SMS, which may be two. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.resources.rows import text_of, value_at
from ztui.resources.shows import OWNERS, dicts, words
from ztui.services.ring.routes import Target

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Owner", "owners_of", "voice_owner"]

_SMS = "SMS"
_BY_FOLDED = {name.casefold(): resource for name, (_, resource) in OWNERS.items()} | {"zoomroom": "rooms"}


@dataclass(frozen=True, slots=True)
class Owner:
    """An owner of a number.

    Attributes:
        channel: `Voice` or `SMS`, "" where Zoom does not tell them apart.
        kind: What it is in words: `call queue`, `pickup group`.
        target: It; its resource is "" for what this API cannot follow.
    """

    channel: str
    kind: str
    target: Target


def owners_of(row: Mapping[str, Any]) -> tuple[Owner, ...]:
    """Give the owners of a number, that of its calls first; none for an unassigned one.

    Args:
        row: The number, of the number management or of the older phone API.
    """
    found = [_owner(each) for each in dicts(row.get("assigned_list"))]
    if not found and value_at(row, "assignee.type|assignee.id"):
        found = [_owner(row["assignee"])]
    return tuple(sorted(found, key=lambda each: each.channel == _SMS))


def voice_owner(row: Mapping[str, Any]) -> Target | None:
    """Give whose number it is for calls; None for nobody."""
    return next((each.target for each in owners_of(row) if each.channel != _SMS), None)


def _owner(row: Mapping[str, Any]) -> Owner:
    kind = text_of(value_at(row, "assigned_to_type|type"))
    # Zoom misspells the name, in schema and example; newer answers have it right.
    name = text_of(value_at(row, "assgined_to_name|assigned_to_name|name"))
    return Owner(
        channel=text_of(row.get("source_channel")),
        kind=words(kind),
        target=Target(
            resource=_BY_FOLDED.get(kind.casefold().replace("_", ""), ""),
            key=text_of(value_at(row, "assigned_to_id|id")),
            name=name,
            extension=text_of(row.get("extension_number")),
        ),
    )
