"""What happens in a call, step by step in the order of time: the lines of its ladder."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.services.calls.legs import between

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ztui.services.calls.legs import Leg
    from ztui.services.calls.parties import Party

__all__ = ["Event", "Step", "events_of", "is_talk"]


class Step(StrEnum):
    """What happens in a line of the ladder."""

    BEGINS = "begins"
    ANSWERED = "answered"
    KEY = "key"
    VOICEMAIL = "voicemail"
    RESULT = "result"
    ENDS = "leg ends"
    CALL_ENDED = "call ended"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the ladder.

    Attributes:
        step: What happens.
        at: When, None where no leg tells it.
        leg: Place of the leg, None for the call as a whole.
        source: Place of the party where its arrow begins, None for a mark.
        target: Place of the party where it happens.
        seconds: How long it took until then: the ring before an answer, the wait before a result or an overflow, the
            talk of a leg.
    """

    step: Step
    at: datetime | None
    leg: int | None = None
    source: int | None = None
    target: int | None = None
    seconds: int | None = None


def events_of(legs: Sequence[Leg], parties: Sequence[Party], ended: datetime | None) -> tuple[Event, ...]:
    """Put what happens in all legs in the order of time; within a leg nothing changes places."""
    keyed: list[tuple[datetime, int, int, Event]] = []
    last = datetime.min.replace(tzinfo=UTC)
    for place, leg in enumerate(legs):
        last = leg.start or last
        when = last
        for step, event in enumerate(_steps(place, legs, parties, ended)):
            when = max(event.at or when, when)
            keyed.append((when, place, step, event))
    ordered = [each[3] for each in sorted(keyed, key=lambda each: each[:3])]
    return (*ordered, Event(Step.CALL_ENDED, ended))


def _steps(place: int, legs: Sequence[Leg], parties: Sequence[Party], ended: datetime | None) -> Iterable[Event]:
    """Give what happens in one leg: it begins, is answered or not, ends."""
    leg = legs[place]
    here = leg.callee if leg.callee is not None else leg.caller
    yield Event(Step.BEGINS, leg.start, place, leg.source, leg.callee, _waited_before(place, legs))
    taken = leg.is_taken and not (leg.answer is None and (leg.key or passes_on(place, legs)))
    if taken:
        yield Event(Step.ANSWERED, leg.answer, place, None, here, between(leg.start, leg.answer))
    if leg.key:
        yield Event(Step.KEY, leg.end, place, None, here, None)
    waited = leg.wait if leg.wait is not None else between(leg.start, leg.end)
    if leg.result == "voicemail" or leg.voicemail:
        yield Event(Step.VOICEMAIL, leg.end, place, None, here, waited)
    elif leg.result and not leg.is_taken and not leg.by_another:
        told = leg.key if leg.result == "invalid_key" else leg.result == "overflowed" and passes_on(place, legs)
        if not told:
            rang = between(leg.start, leg.end)
            yield Event(Step.RESULT, leg.end, place, here, leg.source, rang if rang is not None else leg.wait)
    if taken and is_talk(place, legs, parties) and leg.answer and leg.end and ended and leg.end < ended:
        yield Event(Step.ENDS, leg.end, place, None, here, between(leg.answer, leg.end))


def is_talk(place: int, legs: Sequence[Leg], parties: Sequence[Party]) -> bool:
    """Tell whether somebody spoke in a leg: a menu only listens, and a queue that rings its members only waits."""
    leg = legs[place]
    kind = parties[leg.callee].kind if leg.callee is not None else ""
    if kind == "auto_receptionist" or (kind == "call_queue" and passes_on(place, legs)):
        return False
    return leg.is_taken


def _waited_before(place: int, legs: Sequence[Leg]) -> int | None:
    """Give the seconds that the call waited in what it overflowed from to this leg."""
    leg = legs[place]
    if leg.event == "ring_to_member" or leg.source is None:
        return None
    before = next((each for each in reversed(legs[:place]) if each.is_node and each.callee == leg.source), None)
    return before.wait if before is not None and before.result == "overflowed" else None


def passes_on(place: int, legs: Sequence[Leg]) -> bool:
    """Tell whether a later leg goes on from where this one led."""
    callee = legs[place].callee
    return callee is not None and any(each.source == callee and each.callee != callee for each in legs[place + 1 :])
