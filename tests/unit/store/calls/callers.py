"""Calls of few callers in many forms, and what plain Python finds among them."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.unit.store.calls.history import NOW
from ztui.core.times import parse_instant
from ztui.resources.outcomes import ANSWERED, MISSED
from ztui.services.calls.windows import second_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

DAYS = 6
RESULTS = (*MISSED[:4], *["voicemail"] * 4, "answered", "overflowed", "hang_up")
NUMBERS = [f"+1415555{each:04d}" for each in range(100, 112)]


def call(number: int, dice: random.Random) -> dict[str, Any]:
    """Make a call of any sort; many begin in the same second as another."""
    start = NOW - timedelta(seconds=dice.randrange(DAYS * 6) * 14_400 + dice.randrange(2))
    row: dict[str, Any] = {
        "call_history_uuid": f"{start:%Y%m%d}-{dice.randrange(1 << 31):08x}-5555-4444-8888-{number:012x}",
        "direction": dice.choice((*["inbound"] * 8, "outbound")),
        "start_time": f"{start:%Y-%m-%dT%H:%M:%SZ}",
        "duration": dice.choice((0, 30, 90)),
        "call_result": dice.choice(RESULTS),
        "recording_status": dice.choice(("recorded", "non_recorded")),
    }
    ours, theirs = ("callee", "caller") if row["direction"] == "inbound" else ("caller", "callee")
    row |= _inside(ours, dice)
    if dice.random() < 0.15:
        row |= _inside(theirs, dice)
    elif dice.random() < 0.93:
        outside = dice.choice(NUMBERS)
        row[f"{theirs}_did_number"] = dice.choice((outside, outside, outside[1:], f"00{outside[1:]}"))
        if dice.random() < 0.4:
            row[f"{theirs}_name"] = dice.choice(("Ann Brück", "山田 太郎", "WIRELESS CALLER"))
        if dice.random() < 0.1:
            row |= dice.choice(({"hide_caller_id": True}, {f"{theirs}_number_type": "anonymous_number"}))
    return row


def _inside(side: str, dice: random.Random) -> dict[str, Any]:
    at = dice.randrange(8100, 8104)
    told = {"name": f"Desk {at}", "ext_number": f"800{at}", "ext_id": f"id-{at}"}
    if dice.random() < 0.5:
        told["did_number"] = f"+1650555{at}"
    return {f"{side}_{name}": value for name, value in told.items()}


ROWS = [call(number, random.Random(number)) for number in range(900)]


def second(row: Mapping[str, Any]) -> int:
    """Give when a call began."""
    instant = parse_instant(row["start_time"])
    assert instant is not None
    return second_of(instant)


def number_of(row: Mapping[str, Any], side: str) -> str:
    """Give the digits of the number of one side, "" where it hides it or is one of ours."""
    if row.get(f"{side}_ext_number"):
        return ""
    hidden = row.get("hide_caller_id") is True or row.get("caller_number_type") == "anonymous_number"
    if side == "caller" and hidden:
        return ""
    return str(row.get(f"{side}_did_number", "")).lstrip("+").removeprefix("00")


@dataclass
class Found:
    """What plain Python finds."""

    tries: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    voicemails: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    done: int = 0
    withheld: int = 0
    inside: int = 0


def callbacks(rows: Iterable[Mapping[str, Any]], span: tuple[int, int], wanted: Collection[str]) -> Found:
    """Find who is to be called back; `wanted` are the ids of the calls that pass the filter."""
    rows = list(rows)
    contacts: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row["direction"] == "outbound":
            contacts[number_of(row, "callee")].append(second(row))
        elif row["call_result"] in ANSWERED:
            contacts[number_of(row, "caller")].append(second(row))
    found = Found()
    for row in rows:
        at = second(row)
        missed = row["direction"] == "inbound" and row["call_result"] in MISSED
        if not missed or not span[0] <= at < span[1] or row["call_history_uuid"] not in wanted:
            continue
        number = number_of(row, "caller")
        if row.get("caller_ext_number"):
            found.inside += 1
        elif not number:
            found.withheld += 1
        elif any(each > at for each in contacts[number]):
            found.done += 1
        else:
            found.tries[number].append(at)
            found.voicemails[number] += row["call_result"] == "voicemail"
    return found
