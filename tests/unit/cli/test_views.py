"""Saved views in the shell: `ztui views`, `ztui list --view NAME`; and the words of a list's filter in `--where`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import Ran, ztui
from ztui.cli.conditions import view_of
from ztui.core.paths import Folders
from ztui.resources.call_history import CALL_HISTORY
from ztui.services.filters import parse
from ztui.services.saved.views import SavedView, SavedViews

if TYPE_CHECKING:
    from pathlib import Path

MISSED = SavedView(
    "Missed today",
    "call-history",
    window="today",
    query=(("directions", "inbound"),),
    filter="outcome=missed",
    sort=("-duration",),
    columns=("start_time", "outcome", "duration"),
)
USERS = SavedView("Off", "users", query=(("status", "deactivate"),))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep a demo with two views, so that it is made once."""
    folder = tmp_path_factory.mktemp("views") / "demo"
    views = SavedViews(Folders.inside(folder), "demo")
    views.save(MISSED)
    views.save(USERS)
    return folder


def demo(kept: Path, *words: str) -> Ran:
    return ztui("--demo", "--demo-state", str(kept), *words, folder=kept.parent)


def test_views_are_printed(kept: Path) -> None:
    assert demo(kept, "views").json[0] == {
        "name": "Missed today",
        "list": "call-history",
        "window": "today",
        "shows": "Direction: inbound /outcome=missed",
        "sort": "-duration",
        "columns": "start_time, outcome, duration",
    }
    table = demo(kept, "views", "--table").out.splitlines()
    assert [each.split()[0] for each in table] == ["NAME", "Missed", "Off"]


def test_a_view_prints_what_the_same_words_print(kept: Path) -> None:
    ran = demo(kept, "list", "--view", "missed TODAY", "--csv")
    words = ("--from", "today", "--where", "directions=inbound", "--where", "outcome=missed", "--sort=-duration")
    same = demo(kept, "list", "call-history", *words, "--columns", "start_time,outcome,duration", "--csv")
    assert ran.out == same.out
    assert len(ran.out.splitlines()) > 5
    assert (ran.code, ran.err) == (0, "")


def test_what_is_typed_beside_a_view_counts(kept: Path) -> None:
    words = ("--view", "missed today", "--match", "dur>60", "--columns", "dur", "--from", "-24h", "--csv")
    found = [int(each) for each in demo(kept, "list", *words).out.split()[1:]]
    assert found == sorted(found, reverse=True)
    assert found[-1] > 60
    assert len(demo(kept, "list", "call-history", "--view", "missed today", "--limit", "2").json) == 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("list", "--view", "mised"), "no saved view named 'mised'"),
        (("list", "users", "--view", "missed today"), "is of call-history"),
        (("list",), "RESOURCE, or a saved view"),
        (("list", "call-history", "--where", "outcome=mised"), "answered, missed, other"),
        (("list", "call-history", "--where", "queue>3"), "asks for a number"),
        (("list", "call-history", "--where", "after=soon"), "no time"),
    ],
)
def test_what_cannot_be_is_told_before_anything_is_sent(kept: Path, words: tuple[str, ...], says: str) -> None:
    ran = demo(kept, *words)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_a_file_of_views_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    views = SavedViews(Folders.inside(tmp_path), "demo")
    views.path.parent.mkdir(parents=True)
    views.path.write_text("{")
    ran = demo(tmp_path, "views")
    assert (ran.code, ran.out) == (2, "")
    assert str(views.path) in ran.err
    assert views.path.read_text() == "{"


@pytest.mark.parametrize(
    ("where", "filter"),
    [
        ("number=+1415*", "number=+1415*"),
        ("queue~Support", "queue:Support"),
        ("queue!=Main Support", 'queue!="Main Support"'),
        ("after=-7d", "after=-7d"),
        ("outcome=missed", 'outcome="missed"'),
        ("ext=", 'ext=""'),
    ],
)
def test_conditions_name_the_words_of_a_filter(where: str, filter: str) -> None:
    view, ends = view_of(CALL_HISTORY, [where], "", None)
    assert (view.filter, view.query, ends) == (filter, (), {})
    assert parse(view.filter, CALL_HISTORY)
