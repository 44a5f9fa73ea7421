"""The filter of the journal against a plain reference, over random entries."""

from __future__ import annotations

import sqlite3
import unicodedata
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.resources.cells import Viewer
from ztui.services.changes.journal_list import JOURNAL
from ztui.services.filters import FilterError, parse
from ztui.store.journalschema import migrate
from ztui.store.journalsearch import JournalQuery, add_functions, find

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
VIEWER = Viewer(UTC, NOW)
TEXT = st.text(alphabet="abcABCéÜß 019-_'", max_size=8)
WORD = st.text(alphabet="abcABCéÜß019", min_size=1, max_size=3)
OUTCOMES = ("done", "failed", "conflict", "unknown", "skipped", None)
COLUMNS = {
    "title": "title",
    "what": "title",
    "who": "who",
    "reason": "reason",
    "resource": "resource",
    "object": "object",
    "said": "detail",
    "operation": "operation",
    "plan": "plan_id",
    "tracking": "tracking",
    "id": "id",
    "outcome": "outcome",
    "undone": "undone",
}
FILLED = ("operation", "plan_id", "resource", "object", "title", "reason", "who", "tracking", "detail")
SEARCHED = (*FILLED, "id", "account", "outcome")

ENTRY = st.fixed_dictionaries(
    dict.fromkeys(FILLED, TEXT)
    | {
        "account": st.sampled_from(["", "sub"]),
        "outcome": st.sampled_from(OUTCOMES),
        "undone_by": st.sampled_from([None, "", "other"]),
        "made_at": st.integers(0, 6 * 24 * 60).map(lambda minutes: NOW - timedelta(minutes=minutes)),
    }
)
TIMES = ("2026-11-20", "2026-11-19T12:00", "2026-11-18T06:30", "today", "yesterday")


@st.composite
def terms(draw: st.DrawFn) -> tuple[str, Any]:
    """Draw a term as typed, and what it means."""
    negated = draw(st.booleans())
    sign = "!" if negated else ""
    kind = draw(st.sampled_from(["word", "phrase", "field", "star", "time"]))
    if kind == "word":
        word = draw(WORD)
        return f"{sign}{word}", ("any", word, negated)
    if kind == "phrase":
        phrase = f"{draw(WORD)} {draw(WORD)}"
        return f'{sign}"{phrase}"', ("any", phrase, negated)
    if kind == "field":
        name = draw(st.sampled_from(sorted(COLUMNS)))
        match = draw(st.sampled_from([":", "=", "!="]))
        given_words = ["done", "open", "FAILED"] if name == "outcome" else ["yes", "no"]
        value = draw(st.sampled_from(given_words) if name in ("outcome", "undone") else WORD)
        return f"{sign}{name}{match}{value}", (match, COLUMNS[name], value, negated)
    if kind == "star":
        name, word = draw(st.sampled_from(sorted(COLUMNS))), draw(WORD)
        stars = draw(st.sampled_from(["begins", "ends"]))
        typed = f"{word}*" if stars == "begins" else f"*{word}"
        return f"{sign}{name}:{typed}", (stars, COLUMNS[name], word, negated)
    match, when = draw(st.sampled_from([":", ">", ">=", "<", "<="])), draw(st.sampled_from(TIMES))
    return f"{sign}when{match}{when}", ("when", match, when, negated)


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in plain if not unicodedata.combining(each))


def span(text: str) -> tuple[datetime, datetime]:
    days = {"today": "2026-11-21", "yesterday": "2026-11-20"}
    first = datetime.fromisoformat(days.get(text, text)).replace(tzinfo=UTC)
    return first, first + (timedelta(minutes=1) if "T" in text else timedelta(days=1))


def holds(term: Any, entry: dict[str, Any]) -> bool:
    values = {**entry, "outcome": entry["outcome"] or "open", "undone": "yes" if entry["undone_by"] else "no"}
    if term[0] == "any":
        _, word, negated = term
        # Digits also find a number that is written in another form.
        words = {folded(word), folded(word).replace(" ", "")} if set(word) <= set("019 ") else {folded(word)}
        found = any(each in folded(values[name]) for name in SEARCHED for each in words)
    elif term[0] == "when":
        _, match, when, negated = term
        (first, end), at = span(when), entry["made_at"]
        found = {":": first <= at < end, ">": at >= end, ">=": at >= first, "<": at < first, "<=": at < end}[match]
    else:
        match, name, value, negated = term
        have, want = folded(values[name]), folded(value)
        ends = {"begins": have.startswith(want), "ends": have.endswith(want)}
        found = {":": want in have, "=": have == want, "!=": have != want, **ends}[match]
    return bool(found != negated)


def stored(entries: list[dict[str, Any]]) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection, Path("journal"))
    add_functions(connection)
    for number, entry in enumerate(entries, 1):
        entry["id"] = f"{number:03}-c0b"
        row = {**entry, "n": number, "plan": "{}", "made_at": entry["made_at"].isoformat()}
        names = ", ".join(row)
        connection.execute(f"insert into intent({names}) values({', '.join('?' * len(row))})", tuple(row.values()))
    return connection


@given(st.lists(ENTRY, max_size=8), st.lists(terms(), max_size=3))
def test_a_filter_finds_what_a_plain_reference_finds(entries: list[dict[str, Any]], typed: list[Any]) -> None:
    text = " ".join(each for each, _ in typed)
    with closing(stored(entries)) as connection:
        for account in (None, "", "sub"):
            found = find(connection, JournalQuery(account, parse(text, JOURNAL, VIEWER)))
            wanted = [
                number
                for number, entry in enumerate(entries, 1)
                if account in (None, entry["account"]) and all(holds(term, entry) for _, term in typed)
            ]
            assert found == wanted[::-1], text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("outcme:failed", "Did you mean outcome?"),
        ("who:", "no value"),
        ("reason>5", "asks for a number"),
        ("when:soon", "is no time"),
        ('"open', "not closed"),
    ],
)
def test_a_term_that_cannot_be_read_is_told(text: str, said: str) -> None:
    with pytest.raises(FilterError) as caught:
        parse(text, JOURNAL, VIEWER)
    assert said in str(caught.value)
