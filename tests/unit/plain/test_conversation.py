"""`ztui --plain`: what is said and done, line by line, on a small simulator."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from ztui.cli.start import run
from ztui.main import House

if TYPE_CHECKING:
    from pathlib import Path

Talk = Callable[..., "Talked"]

SMALL = ("--users", "20", "--queues", "12", "--numbers", "60", "--calls", "3000", "--sites", "3")


class Talked:
    """What was said, as a whole and in lines."""

    def __init__(self, code: int, text: str) -> None:
        self.code = code
        self.text = text
        self.lines = text.splitlines()

    def after(self, begin: str) -> str:
        """Give the line that begins so, the last one."""
        return next(each for each in reversed(self.lines) if each.startswith(begin))


@pytest.fixture
def talk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Talk:
    def said(*lines: str, options: tuple[str, ...] = (), sizes: tuple[str, ...] = SMALL) -> Talked:
        folders = {f"ZTUI_{kind}_DIR": str(tmp_path / kind.lower()) for kind in ("CONFIG", "CACHE", "STATE")}
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{each}\n" for each in lines)))
        out = io.StringIO()
        code = run(("--plain", *options, "demo", *sizes), House({**folders, "TERM": "dumb"}, out, out))
        talked = Talked(code, out.getvalue())
        drawn = [each for each in talked.text if "\u2500" <= each <= "\u259f" or each in "\x1b\r\x07"]
        assert not drawn, "something was drawn"
        assert not any(unicodedata.category(each) == "Cc" for each in talked.text if each != "\n")
        return talked

    return said


def test_it_begins_with_the_areas_and_ends_with_its_input(talk: Talk) -> None:
    talked = talk()

    assert talked.code == 0
    assert "1. Call history" in talked.lines
    assert talked.lines[-1] == "Goodbye."


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("1", "Call history, 1 to"),
        ("go queues", "Call queues, 1 to 10 of 12"),
        ("go numbers", "Numbers, 1 to 10 of "),
        ("go accounts", "Accounts, 1 to 3 of 3"),
        ("go trunks", "SIP trunks: 5 lists."),
        ("go roles", "Roles"),
    ],
)
def test_an_area_says_where_one_is_and_numbers_its_entries(talk: Talk, words: str, where: str) -> None:
    talked = talk(words)

    assert talked.after(where)
    assert talked.after("1. ")


def test_pages_follow_each_other_and_end(talk: Talk) -> None:
    talked = talk("go queues", "next", "next", "previous", "previous")

    wheres = [each.split(" of ")[0] for each in talked.lines if each.startswith("Call queues")]
    assert wheres == ["Call queues, 1 to 10", "Call queues, 11 to 12", "Call queues, 1 to 10"]
    assert "These are the last entries." in talked.lines
    assert "These are the first entries." in talked.lines
    assert [each for each in talked.lines if each.startswith("12. ")]


def test_a_filter_is_said_with_what_passes_and_one_that_cannot_be_read_changes_nothing(talk: Talk) -> None:
    talked = talk("go numbers", "/kind:queue", "filter ext>x", "list", "filter")

    filtered = [each for each in talked.lines if each.startswith("Numbers, filter kind:queue, 1 to ")]
    assert len(filtered) == 2
    assert re.search(r"which of 60 pass the filter", filtered[0])
    assert "'x' is no number. Write digits." in talked.lines
    assert talked.after("Numbers, 1 to 10 of 60")


def test_an_object_is_told_a_fact_a_line_and_leads_on_and_back(talk: Talk) -> None:
    talked = talk("go queues", "1", "1", "back", "back")

    assert [each for each in talked.lines if re.fullmatch(r"Time zone: \S+", each)]
    assert "1. Queue members" in talked.lines
    assert talked.after("Queue members of ")
    assert talked.lines[-2].startswith("10. ")


def test_facts_of_entries_stand_on_lines_of_their_own_when_that_is_wished(talk: Talk) -> None:
    talked = talk("facts on", "page 2", "go sites")

    assert talked.after("1. Name: ")
    assert talked.after("2. Name: ")
    assert not [each for each in talked.lines if each.startswith("3. Name: ")]


def test_what_is_unknown_is_a_sentence_and_the_conversation_goes_on(talk: Talk) -> None:
    said = ("nonsense", "go nowhere", "77", "go queues", "sort nope", "99", "edit", "open x", '"', "quit", "list")
    talked = talk(*said)

    assert talked.code == 0
    assert talked.after("There is no command or resource named 'nonsense'.")
    assert talked.after("There is no list or settings named 'nowhere'.")
    assert talked.after("There is no entry 77. They go from 1 to 9.")
    assert talked.after("There is no column named 'nope'")
    assert talked.after("There is no entry 99. They go from 1 to 12.")
    assert talked.after("No object is open.")
    assert talked.after("The line cannot be read")
    assert talked.lines[-1] == "Goodbye."


def test_an_edit_is_a_plan_that_y_writes_and_undo_takes_back(talk: Talk) -> None:
    talked = talk("go queues", "1", 'edit name="Front desk"', "y", "list", "undo", "y", "list")

    names = [each for each in talked.lines if each.startswith("Name: ")]
    assert names[1] == "Name: Front desk"
    assert names[2] == names[0] != names[1]
    assert len([each for each in talked.lines if each.startswith("done ")]) == 2


@pytest.mark.parametrize("answer", ["n", "", "yes please", "Y E S"])
def test_only_a_yes_writes(talk: Talk, answer: str) -> None:
    talked = talk("go queues", "1", 'edit name="Front desk"', answer, "list")

    assert "Nothing was sent." in talked.lines
    assert "Name: Front desk" not in talked.lines


def test_without_words_an_edit_asks_for_fields_by_number(talk: Talk) -> None:
    talked = talk("go queues", "1", "edit", "99", "1", "Front desk", "done", "y", "list")

    assert talked.after("There is no field 99")
    assert [each for each in talked.lines if re.fullmatch(r"  Name: .* -> Front desk", each)]
    assert talked.lines[-2] != "Nothing was changed."
    assert "Name: Front desk" in talked.lines


def test_the_end_of_the_input_agrees_to_nothing(talk: Talk) -> None:
    talked = talk("go queues", "1", 'edit name="Front desk"')

    assert talked.lines[-2:] == ["Nothing was sent.", "Goodbye."]


def test_what_cannot_be_undone_wants_its_phrase(talk: Talk) -> None:
    talked = talk("go queues", "page 50", "delete 2", "y", "delete 2", "nope", "list")

    assert talked.text.count("Nothing was sent.") == 2
    phrase = talked.after("1 change, severe").split("--confirm '")[1].rstrip("'")
    kept = [each for each in talked.lines if each.startswith("2. ")][-1]
    assert phrase in kept

    again = talk("go queues", "page 50", "delete 2", phrase, "list")
    assert again.after("done ")
    assert [each for each in again.lines if each.startswith("2. ")][-1] != kept
    assert again.after("Call queues, 1 to 11 of 11")


def test_actions_are_said_with_their_numbers_and_asked_for_what_they_need(talk: Talk) -> None:
    talked = talk("go devices", "1", "do", "", "do nope", "do reboot", "n")

    assert [each for each in talked.lines if re.fullmatch(r"\d+\. .*\(reboot\)", each)]
    assert "Nothing was chosen." in talked.lines
    assert talked.after("There is no action named 'nope'")
    assert talked.after("Nothing was sent.")


def test_a_session_that_may_only_read_writes_nothing(talk: Talk) -> None:
    words = ("go queues", "1", "edit name=X", "y")
    talked = talk(*words, options=("--read-only",))

    assert "read only" in talked.lines[1]
    assert talked.after("Nothing was changed. This session may only read, by --read-only.")


def test_offline_says_that_nothing_is_stored(talk: Talk) -> None:
    talked = talk("go queues", options=("--offline",))

    assert "offline" in talked.lines[1]
    assert "Nothing of this is stored, and ztui runs offline." in talked.lines


def test_rings_and_calls_are_told_in_levels_and_events(talk: Talk) -> None:
    talked = talk("ring 800-8000", "go calls", "window -7d", "1")

    assert talked.after("Level 1: Queue ")
    assert talked.after("Level 2: ")
    events = talked.lines[talked.lines.index("What happened:") + 1 :]
    assert re.match(r"\d\d:\d\d:\d\d: ", events[0])


def test_commands_of_the_shell_run_in_the_open_session(talk: Talk) -> None:
    talked = talk("go queues", "1", "edit cost_center=CC9", "y", "list", "journal", "list cq --limit 1")

    assert talked.after("Cost center: CC9")
    assert [each for each in talked.lines if each.startswith("1. When")]
    assert talked.after("1. Name: ")


def test_what_is_found_is_opened_by_its_number(talk: Talk) -> None:
    talked = talk("list call-queues --limit 1", "find 800-8000", "1")

    assert talked.after("Found 1 object by 800-8000.")
    assert talked.after("Call queue ")


def test_a_sub_account_is_entered_and_left(talk: Talk) -> None:
    talked = talk("go accounts", "1", "enter", "leave", "enter")

    heads = [each for each in talked.lines if each.endswith("The areas:")]
    assert [("account" in each) for each in heads] == [False, True, False]
    assert talked.after("No object is open.")


def test_help_names_every_word_and_one_alone(talk: Talk) -> None:
    talked = talk("help", "help edit")

    assert [each for each in talked.lines if each.startswith("filter WORDS: ")]
    assert len([each for each in talked.lines if each.startswith("edit [FIELD=VALUE ...]: ")]) == 2
