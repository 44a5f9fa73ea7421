"""Sheets of fields of every kind that nothing has to be asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from ztui.resources.edits.model import InputKind
from ztui.resources.extensions import SiteForm
from ztui.services.forms.fields import SheetField
from ztui.services.forms.place import Place
from ztui.services.forms.sheet import Sheet
from ztui.services.forms.values import zones

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.services.changes.model import Plan

TEXT = {"type": "string"}
CHOICES = ((1, "voicemail"), (2, "1"), ("x", "Front, desk"), (4, "twice"), (5, "twice"))
PLACE = Place("US", SiteForm("800", 4))
LABELS = {"k1": "Support", "k2": "Twins", "k3": "Twins", "k4": "k1"}
FIELDS = (
    SheetField("name", "Name", required=True, longest=32, schema=TEXT),
    SheetField("count", "Count", kind=InputKind.NUMBER, schema={"type": "integer"}),
    SheetField("open", "Open", kind=InputKind.SWITCH, schema={"type": "boolean"}),
    SheetField("goes", "Goes to", kind=InputKind.CHOICE, choices=CHOICES),
    SheetField("ways", "Ways", kind=InputKind.CHOICES, several=True, choices=CHOICES),
    SheetField("number", "Number", kind=InputKind.PHONE, schema=TEXT),
    SheetField("numbers", "Numbers", kind=InputKind.PHONE, several=True),
    SheetField("wait", "Wait", kind=InputKind.DURATION, schema={"type": "integer"}),
    SheetField("zone", "Zone", kind=InputKind.TIMEZONE, schema=TEXT),
    SheetField("site", "Site", kind=InputKind.PICK, picks=("sites",), schema=TEXT),
    SheetField("tags", "Tags", several=True, schema={"type": "array", "items": TEXT}),
    SheetField("week.hours", "Hours", "Week", kind=InputKind.HOURS, schema={"type": "array"}),
    SheetField("week.more", "More", "Week", kind=InputKind.JSON),
    SheetField("password", "Password", kind=InputKind.SECRET, secret=True, schema=TEXT),
)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=3)
    ),
    max_leaves=8,
)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
clocks = st.integers(0, 1439).map(lambda at: f"{at // 60:02}:{at % 60:02}")


def _day(number: int) -> st.SearchStrategy[dict[str, Any]]:
    spans = st.tuples(clocks, clocks).filter(lambda pair: pair[0] < pair[1])
    custom = spans.map(lambda pair: {"weekday": number, "type": 2, "from": pair[0], "to": pair[1]})
    return st.sampled_from([0, 1]).map(lambda kind: {"weekday": number, "type": kind}) | custom


weeks = st.tuples(*map(_day, range(1, 8))).map(list)
e164 = st.from_regex(
    r"\+(1[2-9][0-9]{9}|4420[0-9]{8}|3906[0-9]{8}|49[1-9][0-9]{7,10}|[1-9][0-9]{6,14})", fullmatch=True
)
values: Mapping[str, st.SearchStrategy[Any]] = {
    "name": texts,
    "count": st.integers(-(10**9), 10**9),
    "open": st.booleans(),
    "goes": st.sampled_from([raw for raw, _ in CHOICES]),
    "ways": st.lists(st.sampled_from([raw for raw, _ in CHOICES]), unique=True),
    "number": e164,
    "numbers": st.lists(e164, max_size=4, unique=True),
    "wait": st.integers(0, 10**8),
    "zone": st.sampled_from(sorted(zones())),
    "site": st.sampled_from([*LABELS, "k9"]),
    "tags": st.lists(texts, max_size=4),
    "week.hours": weeks,
    "week.more": json_values,
}


async def _no_plan(_values: Mapping[str, Any]) -> Plan:
    raise NotImplementedError


def sheet(before: Mapping[str, Any] | None = None) -> Sheet:
    """Make a sheet of an object that has these values, or of a new one."""
    return Sheet("Change thing", "Thing", FIELDS, _no_plan, before=before, labels={"site": LABELS}, place=PLACE)
