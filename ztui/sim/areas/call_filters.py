"""The filters of call history, as tests of a call or of a leg."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from ztui.sim.areas.rows import contains

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ztui.sim.world.calls.cast import Party
    from ztui.sim.world.calls.history import History
    from ztui.sim.world.calls.scene import Call, Leg

__all__ = ["call_test", "leg_test", "question"]

_PLAIN = ("directions", "connect_types", "call_types", "call_results", "number_types", "extension_types")
_OTHER = ("group_ids", "site_ids", "department", "cost_center", "with_voicemail", "call_ids", "keyword")
_NAMES = (*_PLAIN, *_OTHER, "recording_status")


def question(query: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    """Give the filters of a query in a form that can be a key; empty when nothing is filtered."""
    return tuple(
        (name, tuple(value) if isinstance(value, list) else value)
        for name, value in sorted(query.items())
        if name in _NAMES and value not in ("", [], None)
    )


def _sides(call: Call) -> tuple[Party, Party]:
    return call.caller, call.callee


def _party_test(keyword: str) -> Callable[[Party], bool]:
    """Give what tells whether a keyword matches a name, extension, number or e-mail."""
    digits = "".join(char for char in keyword if char.isdigit())
    number = digits if digits and not keyword.strip(" +-().0123456789") else "\0"

    @cache
    def inside(party: Party) -> bool:
        texts = (party.name, party.email)
        return contains(keyword, *texts) or number in party.number or party.extension.endswith(number)

    def test(party: Party) -> bool:
        if party.ext_id:
            return inside(party)
        return number in party.number or keyword.casefold() in party.name.casefold()

    return test


def _common(history: History, query: Mapping[str, Any]) -> list[Callable[[Call], bool]]:
    """Give the tests that need only the call."""
    tests: list[Callable[[Call], bool]] = []
    if wanted := query.get("directions"):
        tests.append(lambda call: call.direction in wanted)
    if kinds := query.get("connect_types"):
        tests.append(lambda call: ("external" if call.external else "internal") in kinds)
    if types := query.get("call_types"):
        tests.append(lambda call: ("emergency" if call.emergency else "general") in types)
    if numbers := query.get("number_types"):
        tests.append(lambda call: any(side.number_type in numbers for side in _sides(call)))
    if extensions := query.get("extension_types"):
        tests.append(lambda call: any(side.kind in extensions for side in _sides(call)))
    if sites := query.get("site_ids"):
        at = {place for place, each in enumerate(history.cast.places) if each.id in sites}
        tests.append(lambda call: call.home.at in at)
    if groups := query.get("group_ids"):
        within = {place for place, each in enumerate(history.cast.places) if f"{each.name} users" in groups}
        tests.append(lambda call: call.home.at in within)
    if department := query.get("department"):
        tests.append(lambda call: call.home.department == department)
    if center := query.get("cost_center"):
        tests.append(lambda call: call.home.cost_center == center)
    return tests


def call_test(history: History, query: Mapping[str, Any]) -> Callable[[Call], bool]:
    """Give the test of a call for the account's history."""
    tests = _common(history, query)
    if results := query.get("call_results"):
        tests.append(lambda call: call.result in results)
    if "recording_status" in query:
        recorded = query["recording_status"] == "recorded"
        tests.append(lambda call: call.recorded == recorded)
    if "with_voicemail" in query:
        left = query["with_voicemail"]
        tests.append(lambda call: any(leg.voicemail for leg in call.legs) == left)
    if ids := query.get("call_ids"):
        serials = {history.call_ids.read(text) for text in ids}
        tests.append(lambda call: call.serial in serials)
    if keyword := str(query.get("keyword", "")).strip():
        match, same = _party_test(keyword), history.call_ids.read(keyword)
        tests.append(lambda call: call.serial == same or _passes(call, match))
    return lambda call: all(test(call) for test in tests)


def _passes(call: Call, match: Callable[[Party], bool]) -> bool:
    """Tell whether anybody in any leg matches; a withheld name does not help to find the caller."""
    if (not call.hidden and match(call.caller)) or match(call.callee):
        return True
    legs: Sequence[Leg] = call.legs
    return any(match(leg.callee) for leg in legs)


def leg_test(history: History, query: Mapping[str, Any]) -> Callable[[Call, Leg], bool]:
    """Give the test of a leg for a user's history, which knows fewer results."""
    tests = _common(history, query)
    results = set(query.get("call_results") or ())
    if "no_answer" in results:
        results |= {"ring_timeout", "busy", "rejected", "canceled", "overflowed", "unconnected"}
    if "service_unavailable" in results:
        results |= {"call_failed"}
    if "blocked" in results:
        results |= {"system_blocked"}
    keyword = str(query.get("keyword", "")).strip()
    match = _party_test(keyword) if keyword else None

    def test(call: Call, leg: Leg) -> bool:
        if not all(each(call) for each in tests) or (results and leg.result not in results):
            return False
        if "recording_status" in query and bool(leg.recording) != (query["recording_status"] == "recorded"):
            return False
        if "with_voicemail" in query and leg.voicemail != query["with_voicemail"]:
            return False
        return match is None or match(leg.caller) or match(leg.callee)

    return test
