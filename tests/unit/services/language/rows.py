"""Calls of every sort that a filter may meet: odd numbers, hostile names, hours around changes of clocks, no fields."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ztui.resources.calls import RESULTS

NOW = datetime(2026, 11, 21, 14, 5, 7, tzinfo=UTC)
ZONES = ["UTC", "America/Los_Angeles", "Europe/Berlin", "Australia/Lord_Howe", "America/Havana", "Asia/Kolkata"]
NAMES = ["Ann Brück", "ANN BRUCK", "Bo Lindqvist", "山田 太郎", "Support", "Room 415", "Mother", 'x:"y" *z', "", None]
NUMBERS = ["+14155550188", "+442079460102", "4155550188", "*86", "911", "+49 30 1234", "", None]
EXTENSIONS = ["8008104", "8104", 8200, "18200", "", None]
SITES = ["Main Site", "Zürich", "Support", "", None]


def _instants() -> list[datetime]:
    """Give instants beside midnights and changes of clocks of the zones, and beside what filters name from now."""
    found = [NOW - timedelta(days=7), NOW - timedelta(hours=24), NOW]
    for name in ZONES:
        zone = ZoneInfo(name)
        for day in ((2026, 11, 1), (2026, 10, 25), (2026, 10, 4), (2026, 11, 20), (2026, 11, 21)):
            for hour in (0, 1, 2, 12):
                local = datetime(*day, hour, tzinfo=zone)
                found += [local.astimezone(UTC), local.replace(fold=1, minute=30).astimezone(UTC)]
    beside = [each + timedelta(seconds=step) for each in found for step in (-1, 0, 59)]
    return [each for each in beside if each <= NOW]


def _party(side: str, dice: random.Random) -> dict[str, Any]:
    values = {
        "name": dice.choice(NAMES),
        "did_number": dice.choice(NUMBERS),
        "ext_number": dice.choice(EXTENSIONS),
        "email": dice.choice(["ann@example.com", None]),
        "ext_type": dice.choice(["user", "call_queue", "call_queue", None]),
    }
    return {f"{side}_{name}": value for name, value in values.items() if value is not None}


def _row(number: int, start: datetime, dice: random.Random) -> dict[str, Any]:
    row: dict[str, Any] = {
        "call_history_uuid": f"{start:%Y%m%d}-{dice.getrandbits(32):08x}-5555-4444-8888-{number:012x}",
        "call_id": str(7_000_000_000_000_000_000 + number),
        "start_time": f"{start:%Y-%m-%dT%H:%M:%SZ}",
        "direction": dice.choice(["inbound", "inbound", "outbound"]),
        "call_result": dice.choice(RESULTS)[0],
        "call_type": dice.choice(["general", "emergency"]),
        "connect_type": dice.choice(["internal", "external"]),
        "recording_status": dice.choice(["recorded", "non_recorded"]),
        "site_name": dice.choice(SITES),
        "department": dice.choice(["IT", None]),
        "sbc_name": dice.choice(["west-byoc-1", None]),
        "duration": dice.choice([0, 7, 59, 60, 61, 3600, None]),
        "hide_caller_id": dice.choice([True, False, False, None]),
        **_party("caller", dice),
        **_party("callee", dice),
    }
    return {name: value for name, value in row.items() if value is not None}


_DICE = random.Random(5)
ROWS = [_row(number, start, _DICE) for number, start in enumerate(_instants())]
