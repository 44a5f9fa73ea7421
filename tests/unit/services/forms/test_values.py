"""What is typed into fields, what it means, and how it is shown."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.services.forms.sheets import FIELDS, LABELS, PLACE, clocks, e164, texts, values, weeks
from ztui.core.hours import HoursError, read_hours, written_hours
from ztui.resources.edits.model import InputKind, WriteField
from ztui.resources.extensions import SiteForm
from ztui.services.changes.values import same
from ztui.services.forms.fields import SheetField
from ztui.services.forms.judging import problem_with
from ztui.services.forms.lists import joined, split
from ztui.services.forms.place import Place
from ztui.services.forms.values import Unreadable, read, shown

FIELD = {each.name: each for each in FIELDS}


def labels_of(name: str) -> dict[str, str]:
    return LABELS if name == "site" else {}


def typed(name: str, text: str, place: Place = PLACE) -> Any:
    return read(FIELD[name], text, place, labels_of(name))


def refused(name: str, text: str, place: Place = PLACE) -> str:
    with pytest.raises(Unreadable) as error:
        typed(name, text, place)
    return str(error.value)


@given(st.data())
def test_what_is_shown_of_a_value_is_typed_as_the_same_value(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(values)))
    value = data.draw(values[name])
    text = shown(FIELD[name], value, PLACE, labels_of(name))
    if text.strip():
        again = read(FIELD[name], text, PLACE, labels_of(name))
        assert again == value
        assert type(again) is type(value)
        assert shown(FIELD[name], again, PLACE, labels_of(name)) == text
    else:
        assert value in ("", None, []) or (isinstance(value, str) and not value.strip())


@given(st.sampled_from(FIELDS), texts)
def test_no_text_breaks_a_field_and_what_is_read_is_shown_and_read_again(field: SheetField, text: str) -> None:
    try:
        value = read(field, text, PLACE, labels_of(field.name))
    except Unreadable:
        return
    if not field.secret:
        again = shown(field, value, PLACE, labels_of(field.name))
        assert not again.strip() or read(field, again, PLACE, labels_of(field.name)) == value


# Durations


@given(st.integers(0, 10**8))
def test_every_count_of_seconds_is_read_as_itself_and_as_it_is_shown(seconds: int) -> None:
    assert typed("wait", str(seconds)) == seconds
    assert typed("wait", shown(FIELD["wait"], seconds, PLACE, {})) == seconds


@pytest.mark.parametrize(
    ("text", "seconds"), [("0:45", 45), ("3:00", 180), ("90", 90), ("90:00", 5400), ("1:00:05", 3605), (" 0:05 ", 5)]
)
def test_durations_are_typed_as_minutes_or_seconds(text: str, seconds: int) -> None:
    assert typed("wait", text) == seconds


@pytest.mark.parametrize("text", ["3:60", "-5", "3m", "1:2:3", ":30", "abc", "1.5"])
def test_what_is_no_duration_shows_how_to_write_one(text: str) -> None:
    assert "0:45" in refused("wait", text)


def test_a_duration_of_which_the_contract_names_the_values_is_read_as_one_of_them() -> None:
    choices = ((10, "10"), (180, "180"), (300, "300"))
    field = SheetField("w", "W", kind=InputKind.DURATION, choices=choices)
    assert shown(field, 180, PLACE, {}) == "3:00"
    assert [read(field, text, PLACE, {}) for text in ("3:00", "180", "0:10", "10")] == [180, 180, 10, 10]
    with pytest.raises(Unreadable, match="0:10, 3:00, 5:00"):
        read(field, "4:00", PLACE, {})


# Hours


@settings(max_examples=40)
@given(weeks, weeks)
def test_every_week_is_read_as_it_is_written_whatever_was_before(week: list[Any], before: list[Any]) -> None:
    text = written_hours(week)
    assert text is not None
    assert read_hours(text) == week
    assert same(read_hours(text, before), week)
    assert read_hours(text, week) == week


@settings(max_examples=40)
@given(weeks, st.integers(1, 7), clocks, clocks)
def test_days_that_are_not_named_stay_as_they_were(week: list[Any], day: int, begin: str, end: str) -> None:
    name = {1: "Sun", 2: "Mon", 3: "Tue", 4: "Wed", 5: "Thu", 6: "Fri", 7: "Sat"}[day]
    if begin >= end:
        with pytest.raises(HoursError, match=r"goes over midnight|no time at all"):
            read_hours(f"{name} {begin}-{end}", week)
        return
    found = read_hours(f"{name} {begin}-{end}", week)
    assert [each for each in found if each["weekday"] != day] == [each for each in week if each["weekday"] != day]
    assert found[day - 1] == {"weekday": day, "type": 2, "from": begin, "to": end}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Mon-Fri 08:00-18:00; Sat off", "Mon-Fri 08:00-18:00; Sat-Sun off"),
        ("mon - fri 8-17:30, sat 9 to 12, sun closed", "Mon-Fri 08:00-17:30; Sat 09:00-12:00; Sun off"),
        ("Monday, Wednesday 8am-6pm", "Mon 08:00-18:00; Tue off; Wed 08:00-18:00; Thu-Sun off"),
        ("daily all day", "Mon-Sun all day"),
        ("weekdays 00:00-24:00; weekend off", "Mon-Fri all day; Sat-Sun off"),
        ("Fri-Mon 10:00–12:00", "Mon 10:00-12:00; Tue-Thu off; Fri-Sun 10:00-12:00"),
        ("Tue: 9.30-12", "Mon off; Tue 09:30-12:00; Wed-Sun off"),
    ],
)
def test_weeks_are_typed_as_people_write_them(text: str, line: str) -> None:
    assert written_hours(read_hours(text)) == line


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Mon-Fri", "write Mon-Fri 08:00-18:00"),
        ("Mon 25:00-26:00", "no time of day"),
        ("Mon 18:00-08:00", "write 18:00-23:59 for the one day, 00:00-08:00 for the next"),
        ("Mon 09:00-09:00", "no time at all"),
        ("Mon 08:00-24:00", "23:59"),
        ("Mon 8-9; Mon 10-11", "Mon has two"),
        ("M 8-9", "no day"),
        ("T 8-9", "no day"),
        ("08:00-18:00", "write Mon-Fri"),
        (";", "no day is named"),
        ("Mon 13pm-14pm", "no time of day"),
    ],
)
def test_hours_that_cannot_be_read_say_why(text: str, reason: str) -> None:
    with pytest.raises(HoursError, match=reason):
        read_hours(text)


@given(texts)
def test_no_text_breaks_the_reading_of_hours(text: str) -> None:
    try:
        week = read_hours(text)
    except HoursError:
        return
    assert [each["weekday"] for each in week] == [1, 2, 3, 4, 5, 6, 7]


def test_a_week_of_a_form_that_nobody_knows_is_shown_as_json_and_a_day_without_a_row_stays_out() -> None:
    odd = [{"weekday": 9, "type": 2}]
    assert written_hours(odd) is None
    assert typed("week.hours", shown(FIELD["week.hours"], odd, PLACE, {})) == odd
    monday = {"weekday": 2, "type": 0, "from": "09:00", "to": "17:00"}
    assert read_hours("Mon off", [monday]) == [monday]
    assert read_hours("Tue all day", [monday]) == [monday, {"weekday": 3, "type": 1}]


def test_days_of_holidays_are_typed_as_days_and_times() -> None:
    begin, end = (
        SheetField(f"settings.{name}", name, schema={"type": "string", "format": "date-time"})
        for name in ("from", "to")
    )
    assert read(begin, "2026-12-24", PLACE, {}) == "2026-12-24T00:00:00Z"
    assert read(end, "2026-12-24", PLACE, {}) == "2026-12-24T23:59:00Z"
    assert [read(each, "2026-12-24 09:30", PLACE, {}) for each in (begin, end)] == ["2026-12-24T09:30:00Z"] * 2
    assert read(begin, "2026-12-24T09:30:00Z", PLACE, {}) == "2026-12-24T09:30:00Z"
    assert "such as 2026" in problem_with(begin, read(begin, "24 Dec", PLACE, {}))


# Numbers


@given(e164)
def test_a_number_is_read_as_it_is_shown_in_every_country(number: str) -> None:
    for region in ("US", "DE", ""):
        place = Place(region)
        assert typed("number", shown(FIELD["number"], number, place, {}), place) == number


@pytest.mark.parametrize(
    ("region", "text", "number"),
    [
        ("US", "(415) 555-0188", "+14155550188"),
        ("US", "415.555.0188", "+14155550188"),
        ("GB", "020 7946 0102", "+442079460102"),
        ("IT", "06 1234 5678", "+390612345678"),
        ("", "+44 20 7946 0102", "+442079460102"),
        ("DE", "+1 415 555 0188", "+14155550188"),
    ],
)
def test_a_number_is_typed_in_the_form_of_its_country_and_sent_as_e164(region: str, text: str, number: str) -> None:
    assert typed("number", text, Place(region)) == number


def test_what_is_no_number_is_refused_and_one_without_a_country_asks_for_it() -> None:
    assert "country code" in refused("number", "415 555 0188", Place(""))
    assert "no phone number of US" in refused("number", "911")
    assert "no phone number" in refused("number", "Ann")
    assert typed("numbers", "415 555 0188, +442079460102") == ["+14155550188", "+442079460102"]


def test_a_column_of_numbers_that_was_pasted_is_read_as_the_numbers() -> None:
    text = "+14155550100 +1 415 555 0101, (415) 555-0102  +442079460000"
    assert typed("numbers", text) == ["+14155550100", "+14155550101", "+14155550102", "+442079460000"]


# Extensions, choices, picks, lists


def extension(*, short: bool = False, complete: bool = False) -> SheetField:
    written = WriteField(
        "", "extension_number", "Extension", InputKind.EXTENSION, short_extension=short, long_extension=complete
    )
    return SheetField(
        "extension_number", "Extension", kind=InputKind.EXTENSION, schema={"type": "string"}, field=written
    )


@pytest.mark.parametrize("text", ["8200", "8008200", "800-8200", " 800 8200 "])
def test_an_extension_is_typed_short_or_complete_and_sent_as_the_operation_wants_it(text: str) -> None:
    place = Place("US", SiteForm("800", 4))
    assert read(extension(short=True), text, place, {}) == "8200"
    assert read(extension(complete=True), text, place, {}) == "8008200"
    with pytest.raises(Unreadable, match="digits"):
        read(extension(), f"{text}a", place, {})


@pytest.mark.parametrize("text", ["99999999", "82000", "80082000"])
def test_an_extension_that_is_longer_than_its_site_has_them_says_so(text: str) -> None:
    place = Place("US", SiteForm("800", 4))
    with pytest.raises(Unreadable, match="4 digits behind the site's code 800"):
        read(extension(short=True), text, place, {})
    assert read(extension(short=True), text, Place("US", None), {}) == text


def test_a_choice_is_named_by_its_word_or_value_and_never_taken_for_another() -> None:
    assert [typed("goes", text) for text in ("Voicemail", "1", "2", "front, desk", "X", "4")] == [1, 1, 2, "x", "x", 4]
    assert "none of the 5 choices" in refused("goes", "twice")


def test_an_object_is_named_by_what_it_is_called_only_where_that_is_one_object() -> None:
    assert [typed("site", text) for text in ("Support", "k2", "Twins", "anything")] == ["k1", "k2", "Twins", "anything"]


@given(st.lists(texts))
def test_a_list_of_texts_is_split_as_it_was_joined(elements: list[str]) -> None:
    assert split(joined(elements)) == elements


@given(texts)
def test_every_line_is_a_list(text: str) -> None:
    assert split(joined(split(text))) == split(text)


@pytest.mark.parametrize(("text", "zone"), [("los angeles", "America/Los_Angeles"), ("europe/berlin", "Europe/Berlin")])
def test_a_time_zone_is_found_by_its_city(text: str, zone: str) -> None:
    assert typed("zone", text) == zone
    assert "Europe/Berlin" in refused("zone", "Europe/Berlim")
