"""Whether a filter asks for times before the window of its list, where it finds none, whether there are any or not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ztui.contract import limits
from ztui.contract.catalogue import operation
from ztui.core.times import parse_instant
from ztui.store.terms import FieldTerm, Match
from ztui.store.texts import instant_text

if TYPE_CHECKING:
    from datetime import datetime

    from ztui.resources.model import Resource
    from ztui.store.terms import LocalFilter, Term

__all__ = ["unreached"]


def unreached(of: Resource, query: tuple[tuple[str, str], ...], local: LocalFilter, now: datetime) -> datetime | None:
    """Give where the window of a list begins, if a filter asks for earlier rows.

    Args:
        of: What is listed.
        query: Server filters, the window among them.
        local: The filter.
        now: The present instant.

    Returns:
        The first instant of the window; None where the filter asks for nothing before it, or it is not known.
    """
    begin = _begin(of, query, now)
    if begin is None or not any(_asks_before(each, of.group_by_day, instant_text(begin)) for each in local.terms):
        return None
    return begin


def _begin(of: Resource, query: tuple[tuple[str, str], ...], now: datetime) -> datetime | None:
    if not of.window or not of.group_by_day:
        return None
    given = dict(query)
    if "from" in given:
        return parse_instant(given["from"])
    rules = limits.window(operation(of.operations.list))
    hours = rules.default_hours if rules is not None and "to" not in given else None
    return None if hours is None else now - timedelta(hours=hours)


def _asks_before(term: Term, path: str, begin: str) -> bool:
    if not isinstance(term, FieldTerm) or term.path != path or term.negated:
        return False
    if term.span is None or term.span.days is None:
        return False
    match term.match:
        case Match.BELOW:
            return term.span.first <= begin
        case Match.AT_MOST:
            return term.span.end <= begin
        case Match.IS_NOT:
            return False
        case _:
            return term.span.first < begin
