"""How what is typed into the filter form becomes a query."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.contract.catalogue import operation
from ztui.resources.registry import resource, resources
from ztui.ui.modals.dates import instant_of
from ztui.ui.modals.form import FormField, Input, form_fields, query_of, reasons, text_of, values_of

ZONE = ZoneInfo("America/Los_Angeles")
NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)


def field_of(name: str, parameter: str) -> FormField:
    return next(each for each in form_fields(resource(name)) if each.name == parameter)


def test_every_filter_of_every_resource_is_a_field_and_pages_are_none() -> None:
    for each in resources():
        fields = form_fields(each)
        names = [field.name for field in fields]
        declared = {parameter.name for parameter in operation(each.operations.list).detail().parameters}
        assert len(set(names)) == len(names)
        assert {"page_size", "next_page_token"}.isdisjoint(names)
        wanted = [filter.parameter for filter in each.filters if filter.parameter in declared]
        assert names[: len(wanted)] == [name for name in wanted if name not in dict(each.query)]


def test_the_contract_says_how_a_field_is_filled_in() -> None:
    assert field_of("calls", "directions").input is Input.CHOICES
    assert field_of("calls", "recording_status").input is Input.CHOICE
    assert field_of("calls", "with_voicemail").input is Input.FLAG
    assert field_of("calls", "call_ids").input is Input.LIST
    assert field_of("calls", "from").input is Input.DATE
    assert field_of("calls", "keyword").input is Input.TEXT
    assert field_of("users", "calling_type").input is Input.NUMBER


def test_a_value_that_is_asked_one_after_another_is_not_required_of_the_user() -> None:
    assert not field_of("numbers", "allocated_product").required


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("now", "2026-11-21T14:05:00Z"),
        ("-24h", "2026-11-20T14:05:00Z"),
        ("-7d", "2026-11-14T14:05:00Z"),
        ("-2W", "2026-11-07T14:05:00Z"),
        ("-6months", "2026-05-25T14:05:00Z"),
        ("today", "2026-11-21T08:00:00Z"),
        ("Yesterday", "2026-11-20T08:00:00Z"),
        ("2026-11-20", "2026-11-20T08:00:00Z"),
        ("2026-11-20 14:30", "2026-11-20T22:30:00Z"),
        ("2026-11-20T14:30:05Z", "2026-11-20T14:30:05Z"),
        ("2026-07-01 00:00", "2026-07-01T07:00:00Z"),
    ],
)
def test_dates_are_meant_in_the_viewers_zone_and_sent_in_utc(text: str, instant: str) -> None:
    assert values_of(field_of("calls", "from"), text, ZONE, NOW).values == (instant,)


def test_a_bare_day_ends_a_window_with_its_last_second() -> None:
    assert values_of(field_of("calls", "to"), "2026-11-20", ZONE, NOW).values == ("2026-11-21T07:59:59Z",)


@pytest.mark.parametrize("text", ["2026-13-01", "soon", "-7", "20261120", "-0x1d", "2026-11-20 25:00", "yesterday?"])
def test_what_is_no_date_gets_a_reason_that_shows_how_to_write_one(text: str) -> None:
    given = values_of(field_of("calls", "from"), text, ZONE, NOW)
    assert given.values == ()
    assert "2026-11-20" in given.reason


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    found = instant_of(text, ZONE, NOW)
    assert found is None or found.tzinfo is UTC


@given(st.datetimes(datetime(2026, 6, 1), datetime(2026, 11, 20)).map(lambda at: at.replace(microsecond=0, tzinfo=UTC)))
def test_what_a_field_shows_of_an_instant_is_read_as_the_same_instant(at: datetime) -> None:
    field = field_of("calls", "from")
    text = text_of(field, (("from", f"{at:%Y-%m-%dT%H:%M:%SZ}"),), ZONE)
    again = values_of(field, text, ZONE, NOW).values[0]
    # In the hour that the autumn repeats, a wall clock alone cannot tell which of the two is meant.
    assert again in {f"{at - timedelta(hours=hours):%Y-%m-%dT%H:%M:%SZ}" for hours in (0, 1)}


def test_several_values_are_separated_by_commas_and_sent_once_each() -> None:
    field = field_of("calls", "call_ids")
    assert values_of(field, " 1, 2,,1 ", ZONE, NOW).values == ("1", "2")


def test_values_outside_the_enum_and_the_limits_are_refused_with_the_limits() -> None:
    assert values_of(field_of("calls", "directions"), "inbound, sideways", ZONE, NOW).reason.endswith("sideways.")
    number = FormField("n", "N", Input.NUMBER, minimum=1, maximum=10)
    assert values_of(number, "11", ZONE, NOW).reason == "From 1 to 10."
    assert values_of(number, "7", ZONE, NOW).values == ("7",)
    assert values_of(number, "seven", ZONE, NOW).reason == "Write a whole number."
    assert values_of(FormField("n", "N", Input.NUMBER, minimum=1), "0", ZONE, NOW).reason == "At least 1."
    assert values_of(FormField("n", "N", Input.NUMBER, maximum=9), "10", ZONE, NOW).reason == "At most 9."
    assert "At most 1" in values_of(FormField("n", "N", Input.LIST, most=1), "a,b", ZONE, NOW).reason


def test_a_required_field_that_is_empty_has_a_reason_and_others_are_left_out() -> None:
    assert values_of(FormField("n", "N", Input.TEXT, required=True), " ", ZONE, NOW).reason
    empty = values_of(FormField("n", "N", Input.TEXT), "", ZONE, NOW)
    assert (empty.values, empty.reason) == ((), "")


def filled(**texts: str) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    calls = resource("calls")
    fields = form_fields(calls)
    given = {each.name: values_of(each, texts.get(each.name, ""), ZONE, NOW) for each in fields}
    return reasons(fields, given, calls, NOW), query_of(fields, given, NOW)


def test_a_window_has_to_begin_before_it_ends_and_within_what_zoom_keeps() -> None:
    assert set(filled(**{"from": "2026-11-20", "to": "2026-11-19"})[0]) == {"to"}
    assert set(filled(to="now")[0]) == {"from"}
    assert filled(**{"from": "2026-01-01", "to": "2026-01-09"})[0] == {"from": "Zoom keeps 6 months."}
    assert filled(**{"from": "-7d"})[0] == {}


def test_a_window_that_is_longer_than_a_month_is_refused_at_its_beginning_where_zoom_filters_it() -> None:
    for end in ({"to": "2026-11-20"}, {}):
        found, _query = filled(**{"from": "2026-09-01", "keyword": "8200", **end})
        assert found == {"from": "Zoom takes a month at a time: begin later or end earlier."}
        assert filled(**{"from": "2026-09-01", **end})[0] == {}  # the stored calls have it, or will
    assert filled(**{"from": "2026-12-01"})[0] == {"from": "This is in the future."}
    assert filled(**{"from": "-7d", "to": "2026-11-30"})[0] == {"to": "This is in the future."}
    assert filled(**{"from": "2026-09-01", "to": "2026-09-30"})[0] == {}


def test_a_window_without_an_end_ends_now() -> None:
    assert filled(**{"from": "-24h", "directions": "inbound, outbound"})[1] == (
        ("directions", "inbound"),
        ("directions", "outbound"),
        ("from", "2026-11-20T14:05:00Z"),
        ("to", "2026-11-21T14:05:00Z"),
    )
