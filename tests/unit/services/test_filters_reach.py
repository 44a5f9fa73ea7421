"""A filter that asks for times before the window of its list is noticed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ztui.resources.call_history import CALL_HISTORY
from ztui.resources.cells import Viewer
from ztui.resources.registry import resource
from ztui.services.filters import parse
from ztui.services.filters_reach import unreached

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
DAY_BEFORE = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
OLDER = (("from", "2026-11-01T00:00:00Z"), ("to", "2026-11-08T00:00:00Z"))


@pytest.mark.parametrize(
    ("text", "query", "begin"),
    [
        ("after:-7d", (), DAY_BEFORE),
        ("ann after:2026-11-20", (), DAY_BEFORE),
        ("after:-3h", (), None),
        ("before:yesterday", (), DAY_BEFORE),
        ("before:today", (), None),
        ("time<=2026-11-19", (), DAY_BEFORE),
        ("time:2026-11", (), DAY_BEFORE),
        ("time>=2026-11-21", (), None),
        ("time>12:00", (), None),
        ("time:mon", (), None),
        ("!after:-7d", (), None),
        ("time!=2026-11-01", (), None),
        ("answer_time>2026-11-01", (), None),
        ("after:-7d", OLDER, None),
        ("after:2026-10-31", OLDER, datetime(2026, 11, 1, tzinfo=UTC)),
        ("after:-7d", OLDER[1:], None),
    ],
)
def test_what_lies_before_the_window_is_noticed(
    text: str, query: tuple[tuple[str, str], ...], begin: datetime | None
) -> None:
    assert unreached(CALL_HISTORY, query, parse(text, CALL_HISTORY, Viewer(UTC, NOW)), NOW) == begin


def test_lists_without_a_window_have_no_edge() -> None:
    numbers = resource("numbers")
    assert unreached(numbers, (), parse("main", numbers), NOW) is None
