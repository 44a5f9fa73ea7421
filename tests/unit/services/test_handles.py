from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat

from ztui.core.phone import digits
from ztui.resources.extensions import SiteForm
from ztui.resources.registry import resource
from ztui.services.handles import Book, Handles, handles_of, looks_like_id, misread, sought

COUNTRIES = ("US", "GB", "DE", "IT", "FR", "AU", "JP", "BR")


@st.composite
def numbers(draw: st.DrawFn) -> tuple[str, phonenumbers.PhoneNumber]:
    country = draw(st.sampled_from(COUNTRIES))
    example = phonenumbers.example_number(country)
    assert example is not None
    tail = draw(st.integers(0, 9999))
    number = phonenumbers.parse(f"+{example.country_code}{str(example.national_number)[:-4]}{tail:04d}", None)
    if example.italian_leading_zero:
        number.italian_leading_zero = True
    return country, number


@st.composite
def spoilt(draw: st.DrawFn, text: str) -> str:
    """Write a number as it comes out of mails, sheets and phones."""
    text = text.replace("-", draw(st.sampled_from(("-", ".", " ", "\u2011", "\u2013", ""))))
    if draw(st.booleans()):
        text = f"\u202a{text}\u202c"
    if draw(st.booleans()):
        text = text.translate({ord(str(each)): chr(0xFF10 + each) for each in range(10)})
    return draw(st.sampled_from(("", " ", "\u00a0", "\t"))) + text + draw(st.sampled_from(("", " ", "\n")))


@given(st.data(), numbers())
def test_a_number_is_meant_in_every_form_in_which_it_is_written(
    data: st.DataObject, made: tuple[str, phonenumbers.PhoneNumber]
) -> None:
    country, number = made
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    form = data.draw(st.sampled_from((PhoneNumberFormat.E164, PhoneNumberFormat.INTERNATIONAL,
                                      PhoneNumberFormat.NATIONAL, PhoneNumberFormat.RFC3966)))  # fmt: skip
    regions = tuple(dict.fromkeys((country, *data.draw(st.lists(st.sampled_from(COUNTRIES), max_size=2)))))
    typed = data.draw(spoilt(phonenumbers.format_number(number, form)))
    assert e164 in sought(typed, regions).numbers
    assert e164 in sought(digits(e164), regions).numbers
    assert e164 in sought(f"00{digits(e164)}", (country,)).numbers or country in ("US", "AU", "JP", "BR")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("+1 669 658 5598 x12", "extension behind it"),
        ("tel:+13034743901;ext=5", "extension behind it"),
        ("(669) 658-5598 ext. 12", "extension behind it"),
        ("658-5598", "area code"),
        ("658 5598", "area code"),
        ("+1 669 658 5598", ""),
        ("800-8200", "area code"),
        ("ext 12", ""),
        ("8200", ""),
        ("Studio 54", ""),
    ],
)
def test_a_number_in_a_form_that_is_not_looked_for_is_told(text: str, said: str) -> None:
    assert said in misread(text)
    assert bool(said) == bool(misread(text))


@given(st.text(max_size=40), st.lists(st.sampled_from(COUNTRIES), max_size=3))
def test_any_text_is_understood_as_something_or_nothing(text: str, regions: list[str]) -> None:
    asked = sought(text, regions)
    assert asked.text == text.strip()
    assert all(each.startswith("+") and each[1:].isdecimal() for each in asked.numbers)
    assert asked.extension == "" or asked.extension.isdecimal()


@pytest.mark.parametrize("text", ["911", "112", "933", "*86", "*67", "12345", "8200", "0188", "+", "", "x"])
def test_short_and_emergency_numbers_get_no_country_code(text: str) -> None:
    assert sought(text, COUNTRIES).numbers == frozenset()


@pytest.mark.parametrize(
    ("text", "extension", "complete", "alone"),
    [
        ("8200", "8200", False, False),
        ("800-8200", "8008200", True, False),
        ("ext 8200", "8200", False, True),
        ("Ext. 800-8200", "8008200", True, True),
        ("extension:8200", "8200", False, True),
        ("x8200", "8200", False, True),
        ("EXT8200", "", False, False),
        ("+14155550188", "", False, False),
        ("(415) 555-0188", "", False, False),
        ("*86", "", False, False),
        ("Box 12", "", False, False),
    ],
)
def test_extensions(text: str, extension: str, complete: bool, alone: bool) -> None:
    asked = sought(text)
    assert (asked.extension, asked.complete, asked.only_extension) == (extension, complete, alone)


def test_all_by_which_an_object_is_called() -> None:
    row = {
        "id": "u1",
        "name": "Ann Brück",
        "email": "ann@example.com",
        "extension_number": 8008200,
        "phone_numbers": [{"number": "+14155550100"}, {"number": "14155550188"}],
        "site": {"id": "s1", "name": "Main"},
    }
    assert handles_of(resource("users"), row, {"s1": SiteForm("800", 4)}) == Handles(
        ("Ann Brück", "ann@example.com"), "8008200", "8200", ("+14155550100", "+14155550188")
    )
    owned = {"id": "n1", "number": "+14155550188", "assigned_list": [{"extension_number": 8200}]}
    assert handles_of(resource("numbers"), owned, {}) == Handles(("+14155550188",), numbers=("+14155550188",))
    assert handles_of(resource("numbers"), {"id": "n2", "number": "911"}, {}).numbers == ("911",)


def _queue(key: str, name: str, extension: object = None, site: str = "") -> dict[str, object]:
    return {"id": key, "name": name, "extension_number": extension, "site": {"id": site}}


def _found(book: Book, text: str) -> tuple[str, ...]:
    return tuple(key for _, key, _ in book.find(sought(text))[0])


def test_ids_win_then_exact_names_and_extensions_then_folded_names_then_numbers() -> None:
    book = Book({"a": SiteForm("800", 4), "b": SiteForm("801", 4)})
    book.add(
        resource("call-queues"),
        [
            _queue("q1", "Support"),
            _queue("q2", "support"),
            _queue("q3", "Müller", 8008200, "a"),
            _queue("q4", "Sales", "8018200", "b"),
            _queue("Support", "An odd id"),
            _queue("q5", "Short", 4155550188),
        ],
    )
    book.add(resource("numbers"), [{"id": "n1", "number": "+14155550188"}, {"id": "n2", "number": "+14155550100"}])
    assert _found(book, "Support") == ("Support",)
    assert _found(book, "support") == ("q2",)
    assert _found(book, " SUPPORT ") == ("q1", "q2")
    assert _found(book, "MULLER") == ("q3",)
    assert _found(book, "8200") == ("q3", "q4")
    assert _found(book, "800-8200") == _found(book, "8008200") == ("q3",)
    assert _found(book, "4155550188") == ("q5",)
    assert _found(book, "+1 415 555 0188") == _found(book, "(415) 555-0188") == ("n1",)
    assert _found(book, "ext 4155550100") == ()
    assert _found(book, "0188") == ()
    assert _found(book, "nobody") == ()


def test_a_number_of_two_countries_is_both() -> None:
    book = Book()
    book.add(resource("numbers"), [{"id": "us", "number": "+12079460123"}, {"id": "gb", "number": "+442079460123"}])
    found, by = book.find(sought("2079460123", ("US", "GB")))
    assert ({key for _, key, _ in found}, by) == ({"us", "gb"}, "number")
    assert _found(book, "+44 20 7946 0123") == ("gb",)


@pytest.mark.parametrize(
    ("text", "is_id"),
    [
        ("8f71O6rWT8KFUGQmJIFAdQ", True),
        ("20211008-48c1dfd4-91ce-4df5-8495-7c9e33d10869", True),
        ("Support", False),
        ("ann@example.com", False),
        ("+14155550188", False),
        ("8200", False),
        ("a long name of a queue", False),
    ],
)
def test_ids_are_told_from_names(text: str, is_id: bool) -> None:
    assert looks_like_id(text) is is_id


def test_devices_are_called_by_their_mac_in_any_notation() -> None:
    book = Book()
    book.add(resource("devices"), [{"id": "d1", "display_name": "Desk", "mac_address": "64-16-7f-11-22-33"}])
    assert {_found(book, each) for each in ("64:16:7F:11:22:33", "64167f112233", "6416.7f11.2233")} == {("d1",)}


def test_a_setting_of_hours_is_named_as_the_screens_call_it() -> None:
    row = {"hours": "closed_hours", "sub_setting_type": "call_handling", "settings": {}}
    assert "closed hours (routing)" in handles_of(resource("call-handling"), row, {}).names
