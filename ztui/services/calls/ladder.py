"""The way of one call as a ladder: parties as columns, what happened between them in the order of time.

Made from a call's own answer (GET /phone/call_history/{callHistoryUuid}), whose legs stand under `call_elements`, in
older answers under `call_path`. Nothing is added that legs do not tell: nobody is said to have hung up, hold is a sum
without a place in time, and an instant that is missing stays missing.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.times import parse_instant
from ztui.resources.call_elements import legs_of
from ztui.services.calls.legs import between, read_legs, seconds_of
from ztui.services.calls.parties import CALLEE, CALLER, Cast
from ztui.services.calls.steps import events_of, is_talk

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ztui.resources.model import Row
    from ztui.services.calls.legs import Leg
    from ztui.services.calls.parties import Party
    from ztui.services.calls.steps import Event

__all__ = ["Ladder", "Totals", "ladder_of"]


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the call; None is what cannot be told.

    Attributes:
        duration: From its beginning to its end.
        wait: From its beginning until somebody answered; None where nobody did.
        talk: During which somebody had answered, holds included; talks at the same time count once.
        hold: On hold, over all legs.
    """

    duration: int | None
    wait: int | None
    talk: int | None
    hold: int | None


@dataclass(frozen=True, slots=True)
class Ladder:
    """One call.

    Attributes:
        record: The call as it was sent.
        parties: The columns.
        legs: The legs in the order of time.
        events: The lines.
        totals: Sums.
        began: When the call began.
        ended: When it ended.
    """

    record: Row
    parties: tuple[Party, ...]
    legs: tuple[Leg, ...]
    events: tuple[Event, ...]
    totals: Totals
    began: datetime | None
    ended: datetime | None

    @property
    def is_emergency(self) -> bool:
        """Tell whether it was a call to an emergency number."""
        return any(each.get("call_type") == "emergency" for each in (self.record, *(leg.row for leg in self.legs)))


def ladder_of(record: Row) -> Ladder:
    """Make the ladder of a call.

    Args:
        record: The call's own answer, perhaps laid over its row of a list; foreign data of any shape.

    Returns:
        The ladder; one without legs has the record alone.
    """
    cast = Cast()
    legs = read_legs(legs_of(record), cast)
    if not legs:
        for side in (CALLER, CALLEE):
            cast.place(side, record)
    began = parse_instant(record.get("start_time")) or min((each.start for each in legs if each.start), default=None)
    last = max((each.end for each in legs if each.end), default=None)
    ended = parse_instant(record.get("end_time")) or last
    parties = tuple(cast.parties)
    totals = _totals(record, legs, parties, began, ended)
    events = events_of(legs, parties, ended) if legs else ()
    return Ladder(record, parties, legs, events, totals, began, ended)


def _totals(
    record: Row, legs: Sequence[Leg], parties: Sequence[Party], began: datetime | None, ended: datetime | None
) -> Totals:
    talks = [
        (leg.answer, leg.end)
        for place, leg in enumerate(legs)
        if leg.answer and leg.end and is_talk(place, legs, parties)
    ]
    answers = [each[0] for each in talks]
    if not legs and (answered := parse_instant(record.get("answer_time"))):
        answers.append(answered)
    holds = [each.hold for each in legs if each.hold is not None]
    duration = between(began, ended)
    return Totals(
        duration if duration is not None else seconds_of(record.get("duration")),
        between(began, min(answers)) if answers else None,
        _covered(talks) if talks else None,
        sum(holds) if holds else None,
    )


def _covered(spans: Iterable[tuple[datetime, datetime]]) -> int:
    """Give the seconds that spans cover together."""
    total, until = 0.0, datetime.min.replace(tzinfo=UTC)
    for start, end in sorted(spans):
        if end > max(start, until):
            total += (end - max(start, until)).total_seconds()
            until = end
    return round(total)
