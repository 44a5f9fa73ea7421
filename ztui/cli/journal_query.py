"""The options of `ztui journal` as one query."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.core.moments import read_moment
from ztui.services.changes.journal_list import query_of
from ztui.store.journal import OPEN, Outcome
from ztui.store.terms import FieldTerm, LocalFilter, Match, Span, Word
from ztui.store.texts import instant_text, searchable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.services.session import Session
    from ztui.store.journal import JournalQuery
    from ztui.store.terms import Term

__all__ = ["query_given"]


def query_given(session: Session, given: Mapping[str, Any]) -> JournalQuery:
    """Make one query of all options.

    Raises:
        FilterError: What is to match cannot be read.
        ConfigError: A time cannot be read.
    """
    now, zone = session.clock.now(), session.zone
    terms: list[Term] = [Word(searchable(each)) for each in given["text"].split()]
    terms += [
        FieldTerm(path, Match.IS, searchable(given[name]))
        for name, path in (("resource", "resource"), ("who", "who"), ("plan_id", "plan_id"))
        if given[name]
    ]
    others = set(Outcome) | {OPEN}
    if given["outcomes"]:
        terms += [FieldTerm("outcome", Match.IS_NOT, str(each)) for each in others - set(given["outcomes"])]
    for name, match, last in (("since", Match.AT_LEAST, False), ("until", Match.AT_MOST, True)):
        if given[name]:
            terms.append(_time(instant_text(read_moment(given[name], now, zone, last=last)), match))
    typed = query_of(session, given["match"])
    keys = (given["key"],) if given["key"] else ()
    return replace(typed, filter=LocalFilter((*typed.filter.terms, *terms)), keys=keys)


def _time(instant: str, match: Match) -> FieldTerm:
    """Compare with an instant, the end of which is the second after it."""
    after = instant + "~"
    return FieldTerm("made_at", match, instant, span=Span(instant, after, (instant, after)))
