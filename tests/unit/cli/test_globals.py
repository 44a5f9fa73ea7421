from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.cli.house import ztui
from ztui.cli.app import globals_first

if TYPE_CHECKING:
    from pathlib import Path

WORDS = st.lists(st.sampled_from(["list", "numbers", "--json", "--limit", "5", "--where", "a=b", "-x", ""]), max_size=6)


@pytest.mark.parametrize(
    ("given_words", "wanted"),
    [
        (["demo", "--tz", "Asia/Tokyo"], ["--tz", "Asia/Tokyo", "demo"]),
        (["list", "numbers", "--demo", "--limit", "5"], ["--demo", "list", "numbers", "--limit", "5"]),
        (["list", "--profile=lab", "sites"], ["--profile=lab", "list", "sites"]),
        (["list", "sites", "--tz"], ["--tz", "list", "sites"]),
        (["find", "--", "--demo"], ["find", "--", "--demo"]),
        (["list", "sites", "--demo=1"], ["list", "sites", "--demo=1"]),
        (["-v", "list", "-v"], ["-v", "-v", "list"]),
        (["ring", "8200", "--ascii"], ["--ascii", "ring", "8200"]),
    ],
)
def test_global_options_may_stand_anywhere(given_words: list[str], wanted: list[str]) -> None:
    assert globals_first(given_words) == wanted


@given(WORDS)
def test_other_words_stay_as_they_are(words: list[str]) -> None:
    assert globals_first(words) == words


@given(WORDS, st.integers(0, 6))
def test_the_place_of_a_global_option_does_not_matter(words: list[str], place: int) -> None:
    assert globals_first([*words[:place], "--account", "A", *words[place:]]) == ["--account", "A", *words]


@pytest.mark.parametrize("words", [("set", "users", "k", "name=\udcff"), ("list", "--profile=\udcff", "sites")])
def test_a_word_whose_bytes_are_no_text_is_refused_before_anything_is_done(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    ran = ztui("--demo", *words, folder=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "not UTF-8. Nothing was sent." in ran.err
    assert "\udcff" not in ran.err


def test_the_state_of_a_demo_is_no_cover_for_writing_to_an_account(tmp_path: Path) -> None:
    state = tmp_path / "demo"
    words = ("set", "call-queues", "Support", "name=Other", "--yes")
    ran = ztui("--demo-state", str(state), *words, folder=tmp_path, environ={"ZTUI_TOKEN": "t"})
    assert ran.code == 2
    assert "Add --demo" in ran.err
    assert "Nothing was sent" in ran.err
    assert not state.exists()
