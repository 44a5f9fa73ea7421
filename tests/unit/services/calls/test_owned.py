"""Whose calls: direct ones name the owner, through ones are asked of Zoom, and both say which they are."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.services.calls.house import house, zoom_of
from ztui.resources.call_history import CALL_HISTORY
from ztui.services.calls.owned import calls_of
from ztui.services.filters import parse
from ztui.store.terms import Either, LocalFilter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ztui.sim.inprocess import InProcess


@pytest.fixture(scope="module")
def zoom() -> Iterator[InProcess]:
    with closing(zoom_of()) as made:
        yield made


@pytest.mark.parametrize(
    ("name", "row", "filter", "through", "words"),
    [
        (
            "call-queues",
            {"name": "Support", "extension_number": 8200},
            "to_ext=8200",
            ("keyword", "8200"),
            "calls to it",
        ),
        ("users", {"name": "Ann", "extension_number": "8104"}, "ext=8104", ("keyword", "8104"), "from or to it"),
        (
            "common-areas",
            {"display_name": "Lobby", "extension_number": 8190},
            "ext=8190",
            ("keyword", "8190"),
            "from or",
        ),
        ("numbers", {"number": "+14155550100"}, "number=+14155550100", ("keyword", "+14155550100"), "from or to it"),
        ("sites", {"id": "s1", "name": "Main Site"}, 'site="Main Site"', ("site_ids", "s1"), "of it"),
        ("calls", {"caller_did_number": "+14155550188"}, "number=+14155550188", ("keyword", "+14155550188"), "from or"),
    ],
)
def test_direct_is_asked_of_the_store_and_through_of_zoom(
    name: str, row: dict[str, Any], filter: str, through: tuple[str, str], words: str
) -> None:
    owned = calls_of(name, row)
    assert owned is not None
    assert (owned.filter, owned.through) == (filter, (through,))
    assert owned.direct == parse(filter, CALL_HISTORY)
    assert owned.direct_words.startswith("direct: ")
    assert words in owned.direct_words
    assert owned.through_words.startswith("through: ")


@pytest.mark.parametrize(
    ("name", "row"), [("users", {"name": "Ann"}), ("roles", {"id": "1"}), ("nothing", {}), ("sites", {"id": "1"})]
)
def test_what_names_no_calls_has_none(name: str, row: dict[str, Any]) -> None:
    assert calls_of(name, row) is None


async def test_direct_calls_are_those_that_name_the_owner(tmp_path: Path, zoom: InProcess) -> None:
    async with house(tmp_path, zoom) as on:
        await on.synced((on.now - 40 * 86_400, on.now))
        rows = await on.calls.first(LocalFilter(), most=2000)
        named = [row for row in rows if row.get("callee_ext_number") and row.get("callee_ext_type") == "user"]
        ext = str(named[0]["callee_ext_number"])
        user = calls_of("users", {"extension_number": ext})
        queue = calls_of("call-queues", {"extension_number": ext})
        assert user is not None
        assert queue is not None
        of_user = {row["call_history_uuid"] for row in await on.calls.first(user.direct, most=2000)}
        assert of_user == {
            row["call_history_uuid"]
            for row in rows
            if ext in (str(row.get("caller_ext_number")), str(row.get("callee_ext_number")))
        }
        to = {row["call_history_uuid"] for row in await on.calls.first(queue.direct, most=2000)}
        assert to == {row["call_history_uuid"] for row in rows if str(row.get("callee_ext_number")) == ext} < of_user
        others = await on.calls.first(parse(f"ext!={ext}", CALL_HISTORY), most=2000)
        assert len(others) == len(rows) - len(of_user)
        assert parse(f"ext!={ext}", CALL_HISTORY) == parse(f"!ext={ext}", CALL_HISTORY)
        (either,) = user.direct.terms
        assert isinstance(either, Either)
