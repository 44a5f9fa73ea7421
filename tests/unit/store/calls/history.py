"""Some weeks of calls of every sort, and what plain Python finds among them."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ztui.core import phone
from ztui.resources.call_history import CALL_HISTORY
from ztui.resources.cells import Viewer
from ztui.resources.outcomes import outcome
from ztui.services.filters import parse, sort_order
from ztui.store.listings import ListKey
from ztui.store.shape import Shape
from ztui.store.texts import number_of, searchable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.store.cache import Cache
    from ztui.store.calls.calls import Calls
    from ztui.store.terms import LocalFilter, Sort, Word

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
KEY = ListKey.of("call-history")
SHAPE = Shape(CALL_HISTORY)
VIEWER = Viewer(UTC, NOW)
NAMES = ["Ann Brück", "Bo Lindqvist", "山田 太郎", "Support", "Main menu", "Lobby phone", ""]
RESULTS = ["answered", "voicemail", "no_answer", "abandoned", "overflowed", "busy"]


def call(number: int, dice: random.Random) -> dict[str, Any]:
    start = NOW - timedelta(seconds=dice.randrange(40 * 86_400))
    stamp = f"{start:%Y-%m-%dT%H:%M:%SZ}"
    row: dict[str, Any] = {
        "call_history_uuid": f"{start:%Y%m%d}-{number:08x}-5555-4444-8888-{number:012x}",
        "call_id": str(7_000_000_000_000_000_000 + number),
        "direction": dice.choice(["inbound", "outbound"]),
        "start_time": stamp,
        "duration": dice.choice([0, 7, 30, 61, 3600]),
        "call_result": dice.choice(RESULTS),
        "call_type": dice.choice(["general", "emergency"]),
        "international": dice.random() < 0.2,
    }
    for side in ("caller", "callee"):
        if dice.random() < 0.7:
            row |= {f"{side}_name": dice.choice(NAMES), f"{side}_ext_number": f"800{dice.randrange(8100, 8112)}"}
        if dice.random() < 0.7:
            row[f"{side}_did_number"] = f"+1415555{dice.randrange(100, 130):04d}"
    if dice.random() < 0.2:
        row["hide_caller_id"] = True
    if dice.random() < 0.6:
        row |= {"site_name": dice.choice(["Main Site", "Zürich"]), "department": "IT", "group_id": "g1"}
    if dice.random() < 0.4:
        row |= {"sbc_name": "west-byoc-1", "sip_group_name": "west"}
    if row["call_result"] == "answered":
        row["answer_time"] = f"{start + timedelta(seconds=9):%Y-%m-%dT%H:%M:%SZ}"
    return row


ROWS = [call(number, random.Random(number)) for number in range(400)]


def ids(rows: Sequence[Any]) -> list[str]:
    return [each["call_history_uuid"] for each in rows]


def newest_first(rows: list[dict[str, Any]]) -> list[str]:
    return ids(sorted(rows, key=lambda each: (each["start_time"], each["call_history_uuid"]), reverse=True))


async def fill(calls: Calls) -> None:
    await calls.add(ROWS)


async def fill_list(cache: Cache) -> None:
    run = await cache.begin(KEY, SHAPE)
    await cache.add(run, lambda: [SHAPE.stored(each) for each in ROWS])
    await cache.finish(run)


async def listed(cache: Cache, wanted: LocalFilter, sort: Sequence[Sort] = ()) -> list[str]:
    """Give the ids that the list cache shows for a filter and an order."""
    state = await cache.state(KEY, SHAPE)
    assert state is not None
    rank = await cache.rank(state.id, SHAPE, wanted, sort)
    rows = [each[1] for each in await cache.window(state.id, rank, 0, len(ROWS)) if each is not None]
    cache.drop(rank)
    return ids(rows)


async def shown(calls: Calls, text: str, *sort: str) -> list[str]:
    """Give the ids of a view, asked for in all ways, which have to agree."""
    wanted, order = parse(text, CALL_HISTORY, VIEWER), sort_order(sort, CALL_HISTORY) if sort else ()
    rank = await calls.rank(wanted, order)
    found = ids(await calls.window(rank, 0, rank.count + 1))
    assert len(found) == rank.count
    assert ids(await calls.first(wanted, order, 17)) == found[:17]
    if found:
        assert await calls.position(rank, found[-1]) == len(found) - 1
    calls.drop(rank)
    return found


def has_word(row: dict[str, Any], word: Word) -> bool:
    """Tell in plain Python whether any text of a call has a word."""
    texts = [row.get(name) for name in ("site_name", "department", "group_id", "sbc_name", "sip_group_name")]
    digits: list[str] = []
    hidden = row.get("hide_caller_id") and not row.get("caller_ext_number")
    for side in ("caller", "callee"):
        if side == "caller" and hidden:
            texts.append("withheld")
            continue
        number = row.get(f"{side}_did_number")
        texts += [row.get(f"{side}_{each}") for each in ("name", "email", "ext_number")]
        texts += [number, phone.formatted(number) if number else ""]
        digits += [number_of(number), number_of(row.get(f"{side}_ext_number"))]
    short = dict(CALL_HISTORY.column("call_result").short)  # type: ignore[union-attr]
    result, missed = row["call_result"], outcome(row) == "missed"
    texts += [result, result.replace("_", " "), short[result], "missed" if missed else ""]
    texts += [row["direction"], {"inbound": "in", "outbound": "out"}[row["direction"]], row["call_type"]]
    texts += ["!"] if row["call_type"] == "emergency" else []
    texts += ["v"] if row["call_result"] == "voicemail" else []
    found = any(word.text in searchable(str(each)) for each in texts if each)
    return found or (bool(word.digits) and any(word.digits in each for each in digits))
