"""The table of keys, the grammar of the command line, and the history."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.core.errors import ConfigError, UnknownName
from ztui.ui.commands.grammar import Command, parse, window_of
from ztui.ui.commands.offers import complete, offers, search
from ztui.ui.history import History
from ztui.ui.keys import KEYS, action, actions_of, hint, keymap_of, shown_key, shown_keys

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
KEPT_BY_TERMINALS = {f"ctrl+{letter}" for letter in "abhijmqsz"}


def test_a_key_has_one_meaning() -> None:
    owners: dict[str, str] = {}
    for each in KEYS:
        for key in each.keys.split(","):
            assert owners.setdefault(key, each.id) == each.id, key


def test_nothing_lies_on_keys_that_terminals_keep() -> None:
    assert not {key for each in KEYS for key in each.keys.split(",")} & KEPT_BY_TERMINALS


def test_function_keys_are_extras_only() -> None:
    assert all(not each.keys.split(",")[0].startswith("f") or each.keys == "f" for each in KEYS)


def test_every_action_has_a_line_of_help_and_a_place() -> None:
    assert all(each.help and each.title and each.places for each in KEYS)
    assert len({each.id for each in KEYS}) == len(KEYS)


def test_keys_are_shown_as_they_are_written() -> None:
    assert shown_key("filter") == "/"
    assert shown_key("back") == "esc"
    assert shown_key("refresh", {"refresh": "ctrl+t"}) == "ctrl+t"
    assert hint("sort-left") == "< >"


def test_a_keymap_takes_signs_and_shows_them() -> None:
    taken, wrong = keymap_of({"filter": "#, ctrl+t", "refresh": "f5"})
    assert taken == {"filter": "number_sign,ctrl+t", "refresh": "f5"}
    assert not wrong
    assert shown_keys("filter", taken) == "# ctrl+t"
    assert keymap_of({"refresh": "s", "sort": "r"})[1] == ()
    with pytest.raises(UnknownName):
        action("fly")


@pytest.mark.parametrize(
    ("keymap", "said"),
    [
        ({"filtr": "x"}, "no action named 'filtr'"),
        ({"refresh": "crtl+t"}, "'crtl+t' is no key"),
        ({"refresh": ""}, "'refresh' is given no key"),
        ({"refresh": "q"}, "The key q of 'refresh' is that of 'quit', too"),
        ({"retry": "x"}, "The key x of 'retry' is that of 'export', too: both are on run"),
        ({"views": "f6", "journal": "f6"}, "both are everywhere"),
    ],
)
def test_keys_that_cannot_be_taken_are_told_and_the_own_key_stays(keymap: dict[str, str], said: str) -> None:
    taken, wrong = keymap_of(keymap | {"undo": "f9"})
    assert said in wrong[0].message
    assert taken["undo"] == "f9"
    assert len(taken) == len(keymap)


@given(st.dictionaries(st.sampled_from([each.id for each in KEYS]), st.text(max_size=8), max_size=6))
def test_whatever_is_taken_leaves_each_key_one_meaning_in_a_place(keymap: dict[str, str]) -> None:
    taken, wrong = keymap_of(keymap)
    assert keymap_of(taken) == (taken, ())
    assert {*taken, *(each.id for each in wrong)} == set(keymap)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", Command("")),
        (":q", Command("q")),
        ("numbers /0205", Command("numbers", filter="0205")),
        ("numbers /a /b", Command("numbers", filter="a /b")),
        ("cq @West Region", Command("cq", account="West Region")),
        ("cq @West /site:a@b", Command("cq", account="West", filter="site:a@b")),
        ("calls last 30d", Command("calls", last="30d")),
        ("calls last 6 months", Command("calls", last="6months")),
        ("profile lab", Command("profile", ("lab",))),
    ],
)
def test_lines_are_taken_apart(text: str, wanted: Command) -> None:
    assert parse(text) == wanted


@given(st.text(max_size=60))
def test_any_line_is_taken_apart(text: str) -> None:
    command = parse(text)
    assert " " not in command.name


def test_a_span_of_time_becomes_instants_in_utc() -> None:
    assert window_of("24h", NOW) == (("from", "2026-11-20T14:05:00Z"), ("to", "2026-11-21T14:05:00Z"))
    assert window_of("2 w", NOW)[0] == ("from", "2026-11-07T14:05:00Z")
    assert window_of("7d", NOW, dates=True) == (("from", "2026-11-14"), ("to", "2026-11-21"))


@pytest.mark.parametrize("text", ["", "0d", "d", "7y", "-3d", "seven days", "99999d"])
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        window_of(text, NOW)


def test_completion_knows_aliases_and_hides_areas_that_are_not_there() -> None:
    everything = offers(actions_of("app", "list"), "12346789")
    assert complete("cq", everything)[0].command == "call-queues"
    assert "accounts" not in [each.command for each in everything]
    assert "queue-members" not in [each.command for each in everything]
    assert complete("q", everything)[0].command == "quit"
    assert complete("zzz", everything) == []


def test_the_palette_wants_all_words() -> None:
    everything = offers(actions_of("app", "list"), "123456789")
    assert search("columns choose", everything)[0].command == "do columns"


@given(st.lists(st.one_of(st.integers(0, 5), st.sampled_from([-1, 1])), max_size=40))
def test_history_never_loses_its_place(steps: list[int]) -> None:
    seen: History[str] = History(longest=4)
    screens = ["a", "b", "c", "d", "e", "f"]
    for step in steps:
        before = seen.current
        if step < 0 or (step == 1 and before is not None and seen.peek(1) is not None):
            wanted = seen.peek(step)
            assert seen.step(step) == wanted
            assert seen.current == (before if wanted is None else wanted)
        else:
            gone = seen.visit(screens[step])
            assert seen.current == screens[step]
            assert all(each not in seen for each in gone)
