"""Differences in words: rows, one object, a sentence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from ztui.core.amounts import counted
from ztui.core.json_text import json_text
from ztui.core.times import age
from ztui.resources.model import Column, Kind, Operations, Resource
from ztui.services.snapshots.differing import ADDED, CHANGED, GONE, title_of

if TYPE_CHECKING:
    from ztui.services.snapshots.differing import Compared, Difference
    from ztui.services.snapshots.files import Snapshot

__all__ = ["DIFFERENCES", "data_of", "read_before", "row_of", "said", "summary"]

_MINUTE = 60

DIFFERENCES = Resource(
    name="differences",
    title="Differences",
    singular="difference",
    key="resource+key+field",
    help="What is different between two snapshots of the configuration.",
    operations=Operations(list=""),
    columns=(
        Column("resource", 14),
        Column("name", 20, title="What"),
        Column("kind", 8, kind=Kind.STATUS),
        Column("field", 26),
        Column("before", 20),
        Column("after", 20),
        Column("who", 24),
        Column("key", 22, hidden=True),
    ),
)
"""What differences are called as a list, and its columns."""


def said(value: Any) -> str:
    """Give a value as it stands in a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else json_text(value)


def row_of(each: Difference, *, plain: bool) -> dict[str, Any]:
    """Give a difference as a row; unless it is to be plain data, values as cells say them."""
    row = each.row()
    return row if plain else {**row, "before": said(each.before), "after": said(each.after)}


def data_of(compared: Compared) -> dict[str, Any]:
    """Give all of it as one object."""
    before, after = compared.before, compared.after
    return {
        "before": before.taken_at.isoformat(),
        "before_as_of": before.as_of.isoformat(),
        "after": after.taken_at.isoformat(),
        "after_as_of": after.as_of.isoformat(),
        "lacks": list(compared.lacks),
        "differences": [each.row() for each in compared.differences],
    }


def read_before(snapshot: Snapshot) -> str:
    """Say how long before it was taken the oldest of a snapshot was read: `3 h`; "" where that is no minute."""
    seconds = (snapshot.taken_at - snapshot.as_of).total_seconds()
    return age(seconds).removesuffix(" old") if seconds >= _MINUTE else ""


def summary(compared: Compared) -> str:
    """Say how much is different, and where."""
    differences = compared.differences
    if compared.is_empty:
        return "nothing could be compared"
    if not differences:
        found, every = compared.kinds
        few = f": {found:,} of {every:,} kinds of objects" if found < every else ""
        return f"no difference in what could be compared{few}" if compared.lacks else "no difference"
    kinds = Counter(each.kind for each in differences)
    told = ", ".join(f"{kinds[kind]:,} {kind}" for kind in (ADDED, GONE, CHANGED) if kinds[kind])
    places = Counter(title_of(each.resource) for each in differences)
    where = ", ".join(f"{title} {count:,}" for title, count in places.most_common())
    many = counted(len(differences), "difference")
    return f"{many} ({told}): {where}"
