"""Numbers are shown in groups, compared by digits and read as people type them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.core.phone import begun, digits, formatted, is_e164, to_e164


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("+14155550188", "+1 415 555 0188"),
        ("+442079460102", "+44 20 7946 0102"),
        ("+390612345678", "+39 06 1234 5678"),
        ("+81312345678", "+81 3 1234 5678"),
        ("+493012345678", "+49 30 12345678"),
    ],
)
def test_an_e164_number_is_shown_in_the_groups_of_its_country(raw: str, shown: str) -> None:
    assert formatted(raw) == shown


@pytest.mark.parametrize("raw", ["911", "112", "933", "*86", "8200", "8008200", "12059535689", "72727", "", "sip:x@y"])
def test_what_is_no_e164_number_stays_as_it_is(raw: str) -> None:
    assert formatted(raw) == raw


def test_nothing_and_numbers_of_the_wrong_type_do_no_harm() -> None:
    assert formatted(None) == ""
    assert formatted(8200) == "8200"


@given(st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True))
def test_formatting_loses_no_digit(raw: str) -> None:
    shown = formatted(raw)
    assert "+" + digits(shown) == raw
    assert formatted(shown) == shown


@given(st.text(max_size=30))
def test_digits_are_digits_only(text: str) -> None:
    found = digits(text)
    assert found == "" or (found.isascii() and found.isdigit())


@pytest.mark.parametrize(
    ("text", "found"), [("+1 (415) 555-0188", "14155550188"), ("٠١٢", "012"), ("Ann", ""), ("²", "")]
)
def test_digits_of_every_script_count(text: str, found: str) -> None:
    assert digits(text) == found


@pytest.mark.parametrize(
    ("typed", "region", "number"),
    [
        ("415 555 0188", "US", "+14155550188"),
        ("(415) 555-0188", "US", "+14155550188"),
        ("1-415-555-0188", "us", "+14155550188"),
        ("+1 415 555 0188", "GB", "+14155550188"),
        ("020 7946 0102", "GB", "+442079460102"),
        ("0044 20 7946 0102", "DE", "+442079460102"),
        ("011 44 20 7946 0102", "US", "+442079460102"),
        ("06 1234 5678", "IT", "+390612345678"),
        ("+14155550188", "", "+14155550188"),
    ],
)
def test_a_typed_number_is_read_in_the_typists_country(typed: str, region: str, number: str) -> None:
    assert to_e164(typed, region) == number


@pytest.mark.parametrize(
    "typed", ["911", "112", "933", "*86", "8200", "8008200", "72727", "", "Ann", "+", "++1415", "1" * 40]
)
def test_short_codes_star_codes_and_extensions_are_never_prefixed(typed: str) -> None:
    assert to_e164(typed, "US") == ""


@given(st.text(max_size=25), st.sampled_from(["US", "DE", "IT", "", "ZZ"]))
def test_whatever_is_typed_gives_a_number_or_nothing(typed: str, region: str) -> None:
    number = to_e164(typed, region)
    assert number == "" or is_e164(number)


def test_numbers_of_north_america_are_shown_without_loading_the_library() -> None:
    code = "import sys, ztui.core.phone as p; p.formatted('+14155550188'); print('phonenumbers' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("bare", "region", "begins"),
    [
        ("415", "US", "+1415"),
        ("1415", "us", "+1415"),
        ("0207", "GB", "+44207"),
        ("207", "GB", "+44207"),
        ("06", "IT", "+3906"),
        ("415", "ZZ", ""),
        ("415", "", ""),
    ],
)
def test_the_first_digits_of_a_country_are_how_its_numbers_begin(bare: str, region: str, begins: str) -> None:
    assert begun(bare, region) == begins
