"""Calls of half a year, made from their number: what the store, the program and visidata are measured with."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

__all__ = ["DAYS", "history"]

USERS, QUEUES, OUTSIDE = 2000, 300, 200_000
DAYS = 179
"""Fewer than the 180 that are asked for, so that those made half a day ago are found as well."""
_FIRST = ("Ann", "Bo", "Mia", "Noah", "Zoë", "Иван", "山田", "Lars", "Smita", "Omar", "Ines", "Paul")
_LAST = ("Brück", "Smith", "Lindqvist", "Okafor", "Santos", "Петров", "太郎", "Garcia", "Novak", "Haddad", "Anders")
_WORDS = ("Support", "Sales", "Billing", "Returns", "Dispatch", "Front desk", "Parts", "Service")
_RESULTS = ("answered",) * 10 + ("connected",) * 4 + ("voicemail", "no_answer", "abandoned", "busy", "overflowed")


def history(rows: int, now: datetime) -> Iterator[dict[str, Any]]:
    """Make calls of `DAYS` days as Zoom sends them, newest first."""
    dice = random.Random(1)
    users = [_user(number, dice) for number in range(USERS)]
    queues = [
        _side(f"{dice.choice(_WORDS)} {number}", f"800{9000 + number}", f"+1408555{number:04d}", "call_queue")
        for number in range(QUEUES)
    ]
    for number in range(rows):
        start = now - timedelta(seconds=number * DAYS * 86_400 // rows + dice.randrange(10))
        inbound = dice.random() < 0.6
        outside = _outside(dice)
        inside = dice.choice(queues if inbound and dice.random() < 0.4 else users)
        caller, callee = (outside, inside) if inbound else (inside, outside)
        yield _call(number, start, inbound, caller, callee, dice)


def _call(
    number: int, start: datetime, inbound: bool, caller: dict[str, str], callee: dict[str, str], dice: random.Random
) -> dict[str, Any]:
    took = int(dice.expovariate(1 / 160))
    answer, end = (f"{start + timedelta(seconds=each):%Y-%m-%dT%H:%M:%SZ}" for each in (9, 9 + took))
    site = number % 12
    return {
        "call_history_uuid": f"{start:%Y%m%d}-{dice.getrandbits(32):08x}-5555-4444-8888-{number:012x}",
        "call_id": str(7_000_000_000_000_000_000 + dice.getrandbits(50)),
        "direction": "inbound" if inbound else "outbound",
        "international": dice.random() < 0.05,
        "start_time": f"{start:%Y-%m-%dT%H:%M:%SZ}",
        "answer_time": answer,
        "end_time": end,
        "duration": took,
        "connect_type": "external",
        "call_type": "general",
        "call_result": dice.choice(_RESULTS),
        "recording_status": "non_recorded",
        "site_id": f"site-{site}",
        "site_name": f"Site {site}",
        "department": _WORDS[number % len(_WORDS)],
        "sbc_name": f"sbc-{number % 3}",
        "sip_group_name": f"group-{number % 4}",
        **{f"caller_{name}": value for name, value in caller.items()},
        **{f"callee_{name}": value for name, value in callee.items()},
    }


def _user(number: int, dice: random.Random) -> dict[str, str]:
    name = f"{dice.choice(_FIRST)} {dice.choice(_LAST)}"
    return _side(name, f"800{1000 + number}", f"+1415555{number:04d}", "user")


def _side(name: str, extension: str, number: str, kind: str) -> dict[str, str]:
    return {"name": name, "ext_number": extension, "did_number": number, "ext_type": kind, "ext_id": f"id-{extension}"}


def _outside(dice: random.Random) -> dict[str, str]:
    number = f"+1{2_120_000_000 + int(OUTSIDE * dice.random() ** 2) * 9973:010d}"
    return {"did_number": number, "number_type": "external_pstn", "country_iso_code": "US"}
