"""Saved views: kept for a profile, read by people, never lost; windows that move stay so."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.core.errors import ConfigError, UnknownName
from ztui.core.paths import Folders
from ztui.core.times import api_window
from ztui.services.calls.ranges import read_range
from ztui.services.saved.relative import query_of, said, window_of
from ztui.services.saved.views import SavedView, SavedViews, refusal_of
from ztui.services.view import View

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
PACIFIC = ZoneInfo("America/Los_Angeles")
MISSED = SavedView("Missed today", "call-history", window="today", filter="outcome:missed", sort=("-duration",))
MEMBERS = SavedView(
    "Größe",
    "call-queue-members",
    parents=(("callQueueId", "q1"),),
    query=(("status", "a"), ("status", "b")),
    columns=("name", "extension_number"),
)


@pytest.fixture
def views(tmp_path: Path) -> SavedViews:
    return SavedViews(Folders.inside(tmp_path), "acme")


def test_what_is_saved_is_found_by_its_name_and_listed_by_name(views: SavedViews) -> None:
    assert views.all() == ()
    views.save(MISSED)
    views.save(MEMBERS)
    assert views.all() == (MEMBERS, MISSED)
    assert views.find("missed TODAY") == MISSED
    assert views.path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(UnknownName, match="Missed today"):
        views.find("missed tody")


def test_each_profile_has_its_own(views: SavedViews, tmp_path: Path) -> None:
    views.save(MISSED)
    assert SavedViews(Folders.inside(tmp_path), "lab").all() == ()


def test_a_name_is_given_once_and_can_be_changed_and_taken_away(views: SavedViews) -> None:
    views.save(MISSED)
    views.save(MEMBERS)
    views.rename("missed today", "Noon")
    assert [each.name for each in views.all()] == ["Größe", "Noon"]
    with pytest.raises(ConfigError, match="already"):
        views.rename("Noon", "grosse".replace("ss", "ß"))
    views.rename("noon", "NOON")
    assert views.find("noon").filter == "outcome:missed"
    views.delete("noon")
    views.delete("noon")
    assert views.names() == ("Größe",)
    with pytest.raises(UnknownName):
        views.rename("noon", "x")


@pytest.mark.parametrize("name", ["", "  ", "a/b", "a @b", "-x", "save", "save me", "x" * 61, "a\nb", " a"])
def test_names_that_a_command_could_not_tell_are_refused(views: SavedViews, name: str) -> None:
    assert refusal_of(name)
    with pytest.raises(ConfigError):
        views.save(SavedView(name, "users"))
    assert not views.path.exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "line 1, column 2"),
        ("[]", "no object"),
        ('{"a": {"resource": 5}}', "'a'"),
        ('{"a": {"filter": "x"}}', "'a'"),
        ('{"a": {"resource": "users", "sort": "name"}}', "'a'"),
        ('{"a": {"resource": "users", "query": [["one"]]}}', "'a'"),
        ('{"a": {"resource": "users", "parents": [1]}}', "'a'"),
        ('{"a": {"resource": "users", "colums": []}}', "'a'"),
        ('{"a": {"resource": "users"}, "A": {"resource": "sites"}}', "alike"),
        ("\x00", "line 1"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_left_as_it_is(views: SavedViews, text: str, says: str) -> None:
    views.path.parent.mkdir(parents=True)
    views.path.write_text(text)
    for work in (views.all, lambda: views.save(MISSED), lambda: views.delete("a"), lambda: views.find("a")):
        with pytest.raises(ConfigError, match=says) as caught:
            work()
        assert str(views.path) in str(caught.value)
    assert views.path.read_text() == text
    assert views.names() == ()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file")
    with pytest.raises(ConfigError, match="config"):
        SavedViews(Folders.inside(tmp_path), "acme").save(MISSED)


def test_the_file_is_read_by_people(views: SavedViews) -> None:
    views.save(MEMBERS)
    assert "Größe" in views.path.read_text()
    assert json.loads(views.path.read_text())["Größe"] == {
        "resource": "call-queue-members",
        "parents": {"callQueueId": "q1"},
        "query": [["status", "a"], ["status", "b"]],
        "columns": ["name", "extension_number"],
    }


@pytest.mark.parametrize(
    ("begin", "end", "window"),
    [
        ("2026-11-20T14:05:00Z", "2026-11-21T14:05:00Z", "24h"),
        ("2026-11-14T14:05:00Z", "2026-11-21T14:05:00Z", "7d"),
        ("2026-11-14T14:03:00Z", "2026-11-21T14:03:00Z", "7d"),
        ("2026-10-22T13:05:00Z", "2026-11-21T14:05:00Z", "30d"),  # 06:05 by the clock on the wall, over its change
        ("2026-05-21T13:05:00Z", "2026-11-21T14:05:00Z", "6months"),
        ("2026-11-21T08:00:00Z", "2026-11-21T14:05:00Z", "today"),
        ("2026-11-20T08:00:00Z", "2026-11-21T07:59:59Z", "yesterday"),
        ("2026-11-21T11:05:00Z", "2026-11-21T14:05:00Z", "3h"),
        ("2026-11-14", "2026-11-21", "7d"),
        ("2026-10-01", "2026-10-31", "2026-10-01..2026-10-31"),
        ("2026-11-01T00:00:00Z", "2026-11-08T00:00:00Z", "2026-11-01T00:00:00Z..2026-11-08T00:00:00Z"),
        ("2026-11-01", "", "2026-11-01.."),
        ("", "", ""),
    ],
)
def test_a_window_that_ends_now_moves_and_another_one_stays(begin: str, end: str, window: str) -> None:
    query = tuple((name, value) for name, value in (("from", begin), ("to", end)) if value)
    assert window_of(query, NOW, PACIFIC) == window
    later = NOW + timedelta(days=3)
    moved = dict(query_of(window, later, PACIFIC, dates=len(begin) == 10))
    if ".." in window or not window:
        assert moved == dict(query)
    else:
        assert moved["to"].startswith("2026-11-24")
        assert window_of(tuple(moved.items()), later, PACIFIC) == window


@pytest.mark.parametrize("window", ["today", "yesterday", "24h", "7d", "30d", "90d", "6months", "3h"])
def test_the_windows_that_calls_are_shown_in_are_kept_as_they_were_asked_for(window: str) -> None:
    assert window_of(api_window(*read_range(window, NOW, PACIFIC)), NOW + timedelta(seconds=40), PACIFIC) == window


def test_windows_are_named() -> None:
    windows = ("7d", "24h", "1months", "today", "2026-10-01..2026-10-31", "2026-11-01..", "")
    assert [said(each) for each in windows] == [
        "last 7 days", "last 24 hours", "last 1 month", "today", "2026-10-01 to 2026-10-31", "since 2026-11-01", "",
    ]  # fmt: skip


def test_a_window_that_is_none_is_refused() -> None:
    with pytest.raises(ConfigError, match="no window"):
        query_of("soon", NOW, PACIFIC)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
PAIRS = st.lists(st.tuples(st.sampled_from(["status", "directions"]), TEXTS), max_size=3).map(tuple)


@given(PAIRS, TEXTS, st.lists(TEXTS, max_size=2).map(tuple), st.none() | st.just(("name",)))
def test_a_view_comes_back_as_it_was_saved(
    tmp_path_factory: pytest.TempPathFactory,
    query: tuple[tuple[str, str], ...],
    filter: str,
    sort: tuple[str, ...],
    columns: tuple[str, ...] | None,
) -> None:
    views = SavedViews(Folders.inside(tmp_path_factory.getbasetemp() / "kept"), "acme")
    shown = View("users", (), (*query_of("7d", NOW, PACIFIC), *query), filter, sort)
    views.save(SavedView.of("one", shown, columns, NOW, PACIFIC))
    found = views.find("one")
    assert found.view(NOW, PACIFIC) == shown
    assert found.columns == columns
