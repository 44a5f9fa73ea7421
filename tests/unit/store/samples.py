"""A resource with a column of every kind, and rows for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from ztui.resources.model import Column, Field, Group, Kind, Operations, Resource
from ztui.store.shape import Shape

if TYPE_CHECKING:
    from collections.abc import Mapping

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)


def first_number(row: Mapping[str, Any]) -> object:
    return row["numbers"][0]["number"]


THINGS = Resource(
    name="things",
    title="Things",
    singular="thing",
    key="id",
    operations=Operations(list="listCallQueues", get="getACallQueue"),
    get_key="callQueueId",
    help="Things to test with.",
    columns=(
        Column("name", 20),
        Column("extension", kind=Kind.EXTENSION, alias="ext"),
        Column("site.name", title="Site"),
        Column("numbers", kind=Kind.NUMBER, show=first_number, alias="number"),
        Column("status", kind=Kind.STATUS, short=(("no_answer", "noans"),)),
        Column("duration", kind=Kind.DURATION),
        Column("members", kind=Kind.COUNT),
        Column("date", kind=Kind.TIME),
        Column("locked", kind=Kind.FLAG),
        Column("action", kind=Kind.CODE, table="action"),
        Column("note", hidden=True),
        Column("pin", kind=Kind.SECRET),
        Column("id", kind=Kind.ID, hidden=True),
    ),
    groups=(Group("Access", (Field("sip.code", kind=Kind.SECRET),)),),
)
SHAPE = Shape(THINGS)


class StillClock:
    """Stands, until a test moves it."""

    def __init__(self) -> None:
        self.passed = 0.0

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.passed)

    def monotonic(self) -> float:
        return self.passed

    async def sleep(self, seconds: float) -> None:
        self.passed += seconds


def thing(number: int, **fields: Any) -> dict[str, Any]:
    return {"id": f"k{number}", "name": f"Thing {number}", "extension": 8000 + number} | fields


names = st.sampled_from(
    ["Ann Brück", "ann", "BRUCK", "Ünal", "山田 太郎", "", "a\x1bb", "=1+1", "\ue001x", "straße", "ß"]
)
texts = st.one_of(names, st.text(max_size=8))
numbers = st.one_of(
    st.integers(-(10**12), 10**12), st.floats(-1e6, 1e6).map(lambda value: round(value, 3)), st.integers(0, 30)
)
wild = st.one_of(st.none(), texts, numbers, st.booleans(), st.lists(texts, max_size=2), st.just({"name": "Main"}))
fields = st.fixed_dictionaries(
    {},
    optional={
        "name": st.one_of(texts, wild),
        "extension": st.one_of(st.integers(0, 9999), st.integers(0, 9999).map(str), wild),
        "site": st.one_of(st.fixed_dictionaries({"name": names}), wild),
        "numbers": st.one_of(
            st.lists(st.fixed_dictionaries({"number": st.sampled_from(["+14155550188", "+44 20 7946 0102", "911"])})),
            wild,
        ),
        "status": st.one_of(st.sampled_from(["active", "no_answer", "inactive"]), wild),
        "duration": st.one_of(st.integers(0, 5000), wild),
        "members": st.one_of(numbers, wild),
        "date": st.one_of(st.datetimes().map(lambda at: at.isoformat() + "Z"), wild),
        "locked": st.one_of(st.booleans(), wild),
        "action": st.one_of(st.sampled_from([1, 7, 99]), wild),
        "note": texts,
    },
)
rows = st.lists(fields, max_size=12).map(
    lambda found: [{"id": f"k{number}", **each} for number, each in enumerate(found)]
)
