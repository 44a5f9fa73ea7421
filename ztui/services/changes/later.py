"""Changes that wait for others of their plan: for their outcome, or for the key of an object that they make.

The key of an object that is not there yet has a stand-in, such as `‹new common area›`. It stands in paths and bodies of
the later requests, so that a plan can be shown and judged as a whole. Before such a request is put into the journal and
sent, the key takes its place; without the key nothing is sent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from ztui.core.errors import ConfigError
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ztui.resources.edits.model import Check, Request
    from ztui.services.changes.model import Change, Plan, Result

__all__ = ["assert_in_order", "held_up", "may_come", "new_one", "settled", "shown_path", "switched", "waits_for"]

_ENCODED = re.compile(f"{quote('‹')}.*?{quote('›')}")


def new_one(noun: str, place: int = 0) -> str:
    """Give the stand-in for the key of a new object; no id of Zoom's has such quotes.

    Args:
        noun: What it is: `common area`.
        place: Which one, where a plan makes several.
    """
    return f"‹new {noun} {place}›" if place else f"‹new {noun}›"


def waits_for(change: Change) -> tuple[str, ...]:
    """Give the ids of the changes that come before a change."""
    return tuple(dict.fromkeys((*change.needs, *(maker for _, maker in change.stand_ins))))


def assert_in_order(plan: Plan) -> None:
    """Assert that no change of a plan waits for one that comes after it, or for one that is not in it.

    Raises:
        ConfigError: One does; it would wait forever.
    """
    before: set[str] = set()
    for each in plan.changes:
        if not before.issuperset(waits_for(each)):
            raise ConfigError(f"'{each.title}' waits for a change that does not come before it.", "Nothing was sent.")
        before.add(each.id)


def held_up(change: Change, results: Mapping[str, Result]) -> str:
    """Tell why a change is not carried out after what came of those that it waits for, "" if it is.

    Args:
        change: The change.
        results: What came of the changes that were carried out, by their ids; one that was switched off has none.
    """
    for stand_in, maker in change.stand_ins:
        made = results.get(maker)
        if made is None:
            return f"there is no {stand_in}: what makes it is switched off"
        if made.outcome is not Outcome.DONE:
            return f"there is no {stand_in}: '{made.change.title}' is {made.outcome.value}"
        if not made.key:
            return f"the ID of {stand_in} is not known"
    for each in change.needs:
        before = results.get(each)
        if before is not None and not _is_so(before):
            how = before.outcome.value if before.outcome is not Outcome.DONE else "not as asked"
            return f"it needs '{before.change.title}', which is {how}"
    return ""


def may_come(change: Change, results: Mapping[str, Result]) -> bool:
    """Tell whether what holds a change up may still be done: it was held itself, or what became of it is not known."""
    before = [results[each] for each in waits_for(change) if each in results]
    open_ = [each for each in before if not _is_so(each)]
    return bool(open_) and all(each.is_held or each.outcome is Outcome.UNKNOWN for each in open_)


def _is_so(result: Result) -> bool:
    """Tell whether what a change was for is so: done, or it was so already."""
    if result.outcome is Outcome.SKIPPED:
        return result.exit_code == 0
    return result.outcome is Outcome.DONE and result.as_asked


def settled(change: Change, results: Mapping[str, Result]) -> Change:
    """Give a change with the keys of the objects that were made in place of their stand-ins."""
    if not change.stand_ins:
        return change
    keys = {stand_in: results[maker].key for stand_in, maker in change.stand_ins}

    def laid(value: Any) -> Any:
        return _laid(value, keys)

    def request_of(request: Request) -> Request:
        return replace(request, path=laid(request.path), query=laid(request.query), body=laid(request.body))

    def check_of(check: Check | None) -> Check | None:
        if check is None:
            return None
        path, query, match = laid(check.path), laid(check.query), laid(check.match)
        return replace(check, path=path, query=query, match=match, apart=check_of(check.apart))

    return replace(
        change,
        key=laid(change.key),
        parents=laid(change.parents),
        request=request_of(change.request),
        check=check_of(change.check),
        inverse=None if change.inverse is None else request_of(change.inverse),
        undo=None if change.undo is None else _undo(change.undo, request_of),
        fields=tuple(replace(each, after=laid(each.after)) for each in change.fields),
        stand_ins=(),
    )


def _undo(
    undo: Callable[[Any], Request | None], request_of: Callable[[Request], Request]
) -> Callable[[Any], Request | None]:
    def undone(answer: Any) -> Request | None:
        made = undo(answer)
        return None if made is None else request_of(made)

    return undone


def shown_path(path: str) -> str:
    """Give the path of a request as people read it: stand-ins as they are, rather than encoded."""
    return _ENCODED.sub(lambda found: unquote(found[0]), path)


def _laid(value: Any, keys: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return keys.get(value, value)
    if isinstance(value, Mapping):
        return {name: _laid(each, keys) for name, each in value.items()}
    if isinstance(value, list):
        return [_laid(each, keys) for each in value]
    return tuple(_laid(each, keys) for each in value) if isinstance(value, tuple) else value


def switched(plan: Plan, ids: Sequence[str], *, on: bool) -> Plan:
    """Switch changes on or off, and with them those that cannot be without.

    What takes the key of a new object goes off with what makes it, and brings it along when it is switched on.
    """
    chosen = set(ids)
    for each in plan.changes if not on else reversed(plan.changes):
        makers = {maker for _, maker in each.stand_ins}
        if on and each.id in chosen:
            chosen |= makers
        elif not on and makers & chosen:
            chosen.add(each.id)
    return replace(plan, changes=tuple(replace(each, on=on) if each.id in chosen else each for each in plan.changes))
