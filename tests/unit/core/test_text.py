"""What is shown is safe to show, whatever was sent."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import HOSTILE_NAMES
from ztui.core.text import LONGEST, REPLACEMENT, display, fold

BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LINE_BREAKS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
ANY_TEXT = st.text(st.characters(), max_size=60)
NASTY_TEXT = st.text(
    st.sampled_from("aé 👩\u200d\u200c\ufe0f\u0301\u202e\x1b\x9b\n\x00\u3000\ufffd\U000e0041🏴山"), max_size=40
)


def is_safe(text: str) -> bool:
    return (
        not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in text)
        and not BIDI & set(text)
        and not LINE_BREAKS & set(text)
        and len(text.splitlines()) <= 1
    )


@given(ANY_TEXT | NASTY_TEXT)
def test_no_text_leaves_with_a_control_a_bidi_control_or_a_line_break(text: str) -> None:
    assert is_safe(display(text))


@given(ANY_TEXT | NASTY_TEXT)
def test_showing_what_is_shown_changes_nothing(text: str) -> None:
    assert display(display(text)) == display(text)


@given(ANY_TEXT | NASTY_TEXT)
def test_every_character_stays_in_its_place(text: str) -> None:
    assert len(display(text)) == len(text)


@given(st.text(st.characters(categories=("L", "N", "P", "S")), max_size=40))
def test_letters_digits_signs_and_emoji_are_kept(text: str) -> None:
    assert display(text) == text


@given(st.none() | st.booleans() | st.integers() | st.floats() | st.binary() | st.lists(st.text()) | st.dates())
def test_values_of_other_types_are_shown_as_safe_text(value: object) -> None:
    assert is_safe(display(value))


@given(ANY_TEXT | NASTY_TEXT, st.integers(0, 20))
def test_a_long_text_is_cut_to_the_length_asked_for(text: str, longest: int) -> None:
    shown = display(text, longest)
    assert len(shown) <= max(longest, 1)
    assert display(shown, longest) == shown


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=lambda name: ascii(name)[:30])
def test_a_hostile_name_is_shown_as_harmless_text(name: str) -> None:
    shown = display(name)
    assert is_safe(shown)
    assert shown.encode("utf-8")
    assert len(shown) <= LONGEST


ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize(
    "grapheme",
    ["👨\u200d👩\u200d👧", "❤\ufe0f", "✌🏽", ENGLAND, "e\u0301", "1\ufe0f\u20e3", "क्\u200dष", "می\u200cخواهم"],
)
def test_what_makes_up_one_character_stays_together(grapheme: str) -> None:
    assert display(grapheme) == grapheme


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("a\x1b[2Jb", f"a{REPLACEMENT}[2Jb"),
        ("two\nlines", f"two{REPLACEMENT}lines"),
        ("abc\u202etxt", f"abc{REPLACEMENT}txt"),
        ("\u200dx", f"{REPLACEMENT}x"),
        ("Su\u200dpport", f"Su{REPLACEMENT}pport"),
        ("x\U000e0041", f"x{REPLACEMENT}"),
        ("\u0301x", f"{REPLACEMENT}x"),
        ("山田\u3000太郎", "山田 太郎"),
        ("1\u00a0000", "1 000"),
    ],
)
def test_what_is_not_safe_is_replaced_sign_by_sign(sent: str, shown: str) -> None:
    assert display(sent) == shown


def test_nothing_is_shown_for_a_value_that_is_not_there() -> None:
    assert display(None) == ""


def test_a_number_of_thousands_of_digits_costs_one_sign() -> None:
    assert display(10**5000) == REPLACEMENT


def test_a_pile_of_accents_is_cut_down() -> None:
    assert REPLACEMENT in display("e" + "\u0301" * 500)


@given(ANY_TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("typed", "name"), [("BRUCK", "Brück"), ("strasse", "Straße"), ("tm", "™"), ("eclair", "Éclair")]
)
def test_case_and_accents_do_not_count_in_a_search(typed: str, name: str) -> None:
    assert fold(typed) in fold(name)
