"""Rules about where calls are led: to nobody, or round in a circle."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from ztui.core.amounts import counted
from ztui.resources.shows import words
from ztui.services.checks.facts import EXTENSIONS, site_of
from ztui.services.checks.model import Edit, Finding, Mend, Rule, Severity, key_edit
from ztui.services.ring.handling import Hours
from ztui.services.ring.routes import Leads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ztui.services.checks.facts import Extension, Facts
    from ztui.services.ring.handling import State
    from ztui.services.ring.routes import Route

__all__ = ["RULES"]

_VOICEMAIL = 1
_WEEK = 7
_WHOLE = (*EXTENSIONS,)


def _fault(route: Route | None, facts: Facts) -> str:
    """Say why a route leads nowhere, "" if it leads somewhere."""
    if route is None:
        return ""
    if route.is_lost:
        return "to nobody"
    if route.leads is not Leads.EXTENSION or route.target is None:
        return ""
    target = route.target
    ids = [each for each in (target.extension_id, target.key) if each]
    named = target.name or target.extension
    gone = next((facts.deactivated[each] for each in ids if each in facts.deactivated), None)
    if gone is not None:
        return f"to {named or gone}, who is deactivated"
    if any(each in facts.known_ids for each in ids):
        return ""
    return f"to {named}, which is gone" if named else "to an extension that is gone"


def _final(route: Route | None, facts: Facts) -> str:
    """Say why a route cannot be put back, "" if it can: what is gone, Zoom lets nothing lead to."""
    return "what it led to is gone" if _fault(route, facts).endswith("gone") else ""


def _when(state: State) -> str:
    if state.holiday is not None:
        return f"holiday {state.holiday.name}".strip()
    return "business hours" if state.hours is Hours.BUSINESS else "closed hours"


def _to_voicemail(each: Extension, states: Iterable[State], facts: Facts) -> Mend | None:
    """Give the edits that let calls go to the voicemail of the extension itself.

    Routing of a holiday cannot be written: no body of the API says of which holiday it is.
    """
    hours = {
        state.hours.value: _final(each.handling.rules_of(state).unanswered, facts)
        for state in states
        if state.holiday is None
    }
    if not hours:
        return None
    parents = (("extensionId", each.extension_id),)
    given = (("settings.call_not_answer_action", _VOICEMAIL),)
    edits = tuple(
        Edit("call-handling", f"{kind}+call_handling+", "", given, parents, final) for kind, final in hours.items()
    )
    return Mend(f"Let calls of {' and '.join(map(words, hours))} go to its voicemail", edits)


def _nowhere(facts: Facts) -> Iterator[Finding]:
    for each in facts.routed:
        bad: dict[str, list[State]] = {}
        for state in each.handling.states():
            why = _fault(each.handling.rules_of(state).unanswered, facts)
            if why:
                bad.setdefault(why, []).append(state)
        if bad:
            says = "; ".join(f"{_listed(states)} {why}" for why, states in bad.items())
            mend = _to_voicemail(each, (state for states in bad.values() for state in states), facts)
            yield Finding("leads-nowhere", each.resource, each.key, each.name, says, each.site, mend=mend)


def _listed(states: Iterable[State]) -> str:
    """Name hours, with the verb: `closed hours and 3 holidays lead`, `holiday Christmas leads`."""
    plain = [_when(each) for each in states if each.holiday is None]
    holidays = [each for each in states if each.holiday is not None]
    if holidays:
        plain.append(_when(holidays[0]) if len(holidays) == 1 else counted(len(holidays), "holiday"))
    is_one = len(plain) == len(holidays) == 1
    return f"{' and '.join(plain)} {'leads' if is_one else 'lead'}"


def _keys(facts: Facts) -> Iterator[Finding]:
    """Find keys of menus that lead nowhere."""
    for key, name, row in facts.rows("auto-receptionists"):
        bad: dict[str, list[str]] = {}
        edits: list[Edit] = []
        for menu in facts.menus.get(key, ()):
            for each in menu.menu.keys:
                why = _fault(each.route, facts)
                if not why:
                    continue
                edits.append(key_edit(key, menu, each.key, _final(each.route, facts)))
                if each.key not in bad.setdefault(why, []):
                    bad[why].append(each.key)
        if bad:
            says = "; ".join(f"key {' '.join(keys)} leads {why}" for why, keys in bad.items())
            mend = Mend("Lead the key elsewhere", tuple(edits), "action and target.extension_id: what the key does")
            yield Finding("key-nowhere", "auto-receptionists", key, name, says, site_of(row), mend=mend)


# Loops


def _moments(facts: Facts, extensions: Iterable[Extension]) -> list[datetime]:
    """Give the instants of the coming week at which an extension may change its hours, and those of holidays."""
    found = {facts.now}
    for each in extensions:
        week = each.handling.week
        today = facts.now.astimezone(each.zone).date()
        minutes = {minute for hours in (week.days.values() if week is not None else ()) for minute in hours}
        for day in range(_WEEK):
            for minute in minutes:
                wall = datetime.combine(today + timedelta(days=day), time.min) + timedelta(minutes=minute)
                found.add(wall.replace(tzinfo=each.zone))
        spans = (holiday.span for holiday in each.handling.holidays if holiday.span is not None)
        found |= {span.begin.replace(tzinfo=each.zone) for span in spans}
    return sorted(found)


def _next(each: Extension, instant: datetime) -> tuple[str, State] | None:
    """Give the extension that calls are led on to by themselves at an instant, and what hours it is."""
    state = each.handling.state_at(instant, each.zone)
    route = each.handling.rules_of(state).unanswered
    if route is None or route.leads is not Leads.EXTENSION or route.target is None or not route.target.extension_id:
        return None
    return route.target.extension_id, state


def _circles(ways: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Give the circles of a graph in which each node has one way on at most, each once."""
    seen: set[str] = set()
    for start in ways:
        path: list[str] = []
        here: str | None = start
        while here is not None and here not in seen:
            seen.add(here)
            path.append(here)
            here = ways.get(here)
        if here in path:
            yield tuple(path[path.index(here) :])


def _could_circle(facts: Facts) -> dict[str, Extension]:
    """Give the extensions that could be part of a circle whatever the hours, by id: mostly none, which saves the week.

    Whoever is led to by none of them, or leads to none of them, is left out until nobody is.
    """
    left = {each.extension_id: each for each in facts.routed}
    ways = {id: _ways(each) for id, each in left.items()}
    while True:
        led_to = {to for id in left for to in ways[id]}
        kept = {id: each for id, each in left.items() if id in led_to and not ways[id].isdisjoint(left)}
        if len(kept) == len(left):
            return kept
        left = kept


def _ways(each: Extension) -> frozenset[str]:
    routes = (each.handling.rules_of(state).unanswered for state in each.handling.states())
    targets = (route.target for route in routes if route is not None and route.leads is Leads.EXTENSION)
    return frozenset(target.extension_id for target in targets if target is not None)


def _loops(facts: Facts) -> Iterator[Finding]:
    """Find every extension that is part of a circle at some moment of the coming week, or on a holiday."""
    by_id = _could_circle(facts)
    found: dict[str, tuple[tuple[str, ...], State]] = {}
    judged: set[tuple[tuple[str, str], ...]] = set()
    for instant in _moments(facts, by_id.values()):
        steps = {id: way for id, each in by_id.items() if (way := _next(each, instant)) is not None}
        ways = {id: to for id, (to, _) in steps.items() if to in by_id}
        shape = tuple(sorted(ways.items()))
        if shape in judged:
            continue
        judged.add(shape)
        for circle in _circles(ways):
            for at, id in enumerate(circle):
                found.setdefault(id, ((*circle[at:], *circle[:at], id), steps[id][1]))
    for id, (circle, state) in found.items():
        each = by_id[id]
        names = " > ".join(by_id[step].name for step in circle)
        says = f"{_when(state)}: calls go round, {names}"
        mend = _to_voicemail(each, (state,), facts)
        yield Finding("routing-loop", each.resource, each.key, each.name, says, each.site, mend=mend)


_HOURS = ("queue-handling", "menu-handling", "group-handling")

RULES = (
    Rule(
        "leads-nowhere",
        "Hours that lead nowhere",
        Severity.SERIOUS,
        "Callers outside business hours, on holidays or after a long wait are lost.",
        _nowhere,
        (*_WHOLE, *_HOURS),
        _WHOLE,
        "Users and common areas count where their hours and routing are stored; what hangs up by intent is no fault. "
        "Where holidays lead can be changed in the Zoom portal alone.",
    ),
    Rule(
        "key-nowhere",
        "Keys of menus that lead nowhere",
        Severity.SERIOUS,
        "Whoever presses the key is lost.",
        _keys,
        (*_WHOLE, "ivr"),
        _WHOLE,
    ),
    Rule(
        "routing-loop",
        "Calls that go round in a circle",
        Severity.SERIOUS,
        "Nobody answers, and the caller waits until giving up.",
        _loops,
        ("call-queues", "auto-receptionists", "shared-line-groups", "queue-members", "menu-details", *_HOURS),
        limits="Looked at for the coming week and the holidays. Menus wait for a key, which breaks a circle.",
    ),
)
