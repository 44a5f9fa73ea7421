"""The legs of a call, read: who calls whom, from where, when, with what result."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.times import parse_instant
from ztui.resources.rows import text_of
from ztui.services.calls.parties import CALLEE, CALLER, OPERATOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.model import Row
    from ztui.services.calls.parties import Cast

__all__ = ["Leg", "between", "read_legs", "seconds_of"]

TAKEN = frozenset({"answered", "accepted", "picked_up", "connected", "succeeded"})
"""Results of a leg that somebody, or a menu, took."""
_BY_ANOTHER = frozenset({"answered_by_other", "pickup_by_other", "call_out_by_other"})
_GOES_ON = frozenset({"forward", "overflow", "ring_to_member", "direct_transfer", "warm_transfer", "timeout", "park",
                      "park_pick_up"})  # fmt: skip
"""Events of legs that go on from where the call was before."""
_LAST = 10**9
"""Stands behind every node."""


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg, read; what its row does not tell is None or "".

    Attributes:
        row: It as it was sent.
        start: When it began.
        answer: When it was answered.
        end: When it ended.
        caller: Place of the party that calls.
        callee: Place of the party that is called.
        operator: Place of the party that passed the call on.
        source: Where its arrow begins: the operator, else where the call was before, else the caller.
        event: Zoom's event.
        result: Zoom's result.
        reason: Zoom's reason of the result.
        key: The key that the caller pressed.
        wait: Seconds waited, as Zoom says.
        hold: Seconds on hold, as Zoom says.
        is_node: The call was at the callee, who did not merely ring beside others.
    """

    row: Row
    start: datetime | None
    answer: datetime | None
    end: datetime | None
    caller: int | None
    callee: int | None
    operator: int | None
    source: int | None
    event: str
    result: str
    reason: str
    key: str
    wait: int | None
    hold: int | None
    is_node: bool

    @property
    def is_taken(self) -> bool:
        """Tell whether it was taken."""
        return self.result in TAKEN

    @property
    def by_another(self) -> bool:
        """Tell whether it ended since another took the call."""
        return self.reason in _BY_ANOTHER and not self.is_taken

    @property
    def voicemail(self) -> str:
        """Give the id of the voicemail that was left, "" for none."""
        return text_of(self.row.get("voicemail_id"))

    @property
    def recording(self) -> str:
        """Give the id of the recording, "" for none."""
        return text_of(self.row.get("recording_id"))


def _in_order(rows: Sequence[Row]) -> list[Row]:
    """Order legs by their beginning, those that begin together by their node; one without a time stays behind the last.

    Zoom's own order decides what is left.
    """
    keyed: list[tuple[datetime, int, int, Row]] = []
    last = datetime.min.replace(tzinfo=UTC)
    for place, row in enumerate(rows):
        start = parse_instant(row.get("start_time"))
        last = start or last
        keyed.append((last, (seconds_of(row.get("node")) or 0) if start else _LAST, place, row))
    return [each[3] for each in sorted(keyed, key=lambda each: each[:3])]


def read_legs(rows: Sequence[Row], cast: Cast) -> tuple[Leg, ...]:
    """Read legs in the order of time; their parties are placed in the cast."""
    legs: list[Leg] = []
    for row in _in_order(rows):
        caller = cast.place(CALLER, row)
        operator = cast.place(OPERATOR, row)
        callee = cast.place(CALLEE, row)
        event = text_of(row.get("event"))
        legs.append(
            Leg(
                row=row,
                start=parse_instant(row.get("start_time")),
                answer=parse_instant(row.get("answer_time")),
                end=parse_instant(row.get("end_time")),
                caller=caller,
                callee=callee,
                operator=operator,
                source=_source(event, caller, callee, operator, legs),
                event=event,
                result=text_of(row.get("result")),
                reason=text_of(row.get("result_reason")),
                key=text_of(row.get("press_key")).strip(),
                wait=seconds_of(row.get("waiting_time")),
                hold=seconds_of(row.get("hold_time")),
                is_node=text_of(row.get("is_node")).lower() not in {"0", "false"},
            )
        )
    return tuple(legs)


def _source(
    event: str, caller: int | None, callee: int | None, operator: int | None, before: Sequence[Leg]
) -> int | None:
    """Give where a leg's arrow begins."""
    if operator is not None and operator != callee:
        return operator
    if event in _GOES_ON:
        was = next((each.callee for each in reversed(before) if each.is_node and each.callee is not None), None)
        if was is not None and was != callee:
            return was
    return caller


def seconds_of(value: object) -> int | None:
    """Read a span, or a number, of any type; None for what is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10:
        return int(value)
    return int(value) if isinstance(value, int | float) and 0 <= value < 1e9 else None


def between(start: datetime | None, end: datetime | None) -> int | None:
    """Give the seconds from one instant to another, None where one is missing or they are the wrong way round."""
    if start is None or end is None or end < start:
        return None
    return round((end - start).total_seconds())
