"""Plans in words: before and after as people read them, what is added and removed, what can be undone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import HOSTILE_NAMES
from ztui.resources.edits.model import Check, InputKind, Request, WriteField
from ztui.services.changes.model import Change, FieldChange
from ztui.services.changes.wording import Words, undo_words

REQUEST = Request("updateCallQueue", {"callQueueId": "q"}, {}, {"name": "x"})
SINGLE = st.none() | st.booleans() | st.integers() | st.text()


def lists_and_objects(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)


BODIES = st.recursive(SINGLE, lists_and_objects, max_leaves=12)
BASE = Change("1", "call-queues", "q", "Support", "Change call queue Support", REQUEST)


def shown(*fields: FieldChange, **given: Any) -> list[tuple[str, str, str, str]]:
    lines = Words().lines(replace(BASE, fields=fields, **given))
    return [(each.title, each.before, each.after, each.sign) for each in lines]


@pytest.mark.parametrize(
    ("field", "value", "wanted"),
    [
        (WriteField("a", "a", "A", InputKind.DURATION), 180, "3:00"),
        (WriteField("a", "a", "A", InputKind.PHONE), "+14155550100", "+1 415 555 0100"),
        (WriteField("a", "a", "A", choices=(("longest_idle", "longest idle"),)), "longest_idle", "longest idle"),
        (WriteField("a", "a", "A", choices=((1, "once"),)), "1", "once"),
        (WriteField("a", "a", "A", InputKind.SWITCH), True, "yes"),
        (None, "", "(empty)"),
        (None, None, "(empty)"),
        (None, {"id": "u1", "name": "Ann Brück"}, "Ann Brück"),
        (None, [1, 2], "[1, 2]"),
    ],
)
def test_a_value_is_written_as_people_read_it(field: WriteField | None, value: Any, wanted: str) -> None:
    assert Words().value(field, value) == wanted


def week(begin: str, end: str) -> list[dict[str, Any]]:
    days = [{"weekday": each, "type": 2, "from": begin, "to": end} for each in range(2, 7)]
    return [{"weekday": 1, "type": 0}, *days, {"weekday": 7, "type": 0}]


def test_opening_hours_are_written_as_they_are_typed_before_after_and_on_undo() -> None:
    path = "settings.custom_hours_settings"
    field = FieldChange("Hours", path, path, week("09:00", "18:00"), week("08:00", "16:00"))
    assert shown(field, resource="call-handling") == [
        ("Hours", "Mon-Fri 09:00-18:00; Sat-Sun off", "Mon-Fri 08:00-16:00; Sat-Sun off", "")
    ]
    request = replace(REQUEST, body={"settings": {"custom_hours_settings": week("09:00", "18:00")}})
    lines = Words().lines(replace(BASE, resource="call-handling", request=request))
    assert [(each.title, each.after) for each in lines] == [("Hours", "Mon-Fri 09:00-18:00; Sat-Sun off")]


def test_an_id_has_the_name_that_was_looked_up() -> None:
    words = Words()
    words.names["u1"] = "Ann Brück"
    assert words.value(None, "u1") == "Ann Brück"
    assert words.value(None, {"id": "u1"}) == "Ann Brück"


def test_of_a_list_only_what_is_added_and_removed_is_told() -> None:
    field = FieldChange("Languages", "l", "l", ["de-DE", "en-US"], ["en-US", "fr-FR"])
    assert shown(field) == [("Languages", "", "de-DE", "-"), ("", "", "fr-FR", "+")]
    turned = FieldChange("Order", "l", "l", ["a", "b"], ["b", "a"])
    assert shown(turned) == [("Order", '["a", "b"]', '["b", "a"]', "")]


def test_what_is_new_has_nothing_before() -> None:
    assert shown(FieldChange("Name", "name", "name", None, "Support"), key="") == [("Name", "", "Support", "")]
    assert shown(FieldChange("Name", "name", "name", None, "Support")) == [("Name", "(empty)", "Support", "")]


def test_a_secret_is_masked_also_where_an_action_sends_it() -> None:
    assert shown(FieldChange("PIN", "", "pin", "1", "2", secret=True)) == [("PIN", "(secret)", "(secret)", "")]
    body = {"sip": {"password": "hush"}, "users": [{"id": "u1"}, {"id": "u2"}]}
    assert shown(request=replace(REQUEST, body=body)) == [
        ("sip.password", "", "(secret)", ""),
        ("Users", "", "u1", ""),
        ("Users", "", "u2", ""),
    ]


def test_an_action_tells_what_it_was_given_of_several_what_is_its_own() -> None:
    filled: tuple[tuple[str, Any], ...] = (("users", ["u1", "u2"]), ("common_areas", []))
    one = replace(REQUEST, path={"callQueueId": "q", "memberId": "u2"}, body=None)
    assert shown(request=one, action="remove-member", given=filled) == [("Users", "", "u2", "")]
    both = replace(REQUEST, body={"members": {"users": [{"id": "u1"}, {"id": "u2"}]}})
    words = Words()
    words.names["u1"] = "Ann Brück"
    lines = words.lines(replace(BASE, request=both, action="remove-member", given=filled))
    assert [(each.title, each.after) for each in lines] == [("Users", "Ann Brück"), ("", "u2")]
    assert {id: picks for picks, id in words.picks(replace(BASE, action="remove-member", given=filled))}.keys() == {
        "u1",
        "u2",
    }


def test_whether_it_can_be_undone_is_said_with_its_reason() -> None:
    assert undo_words(replace(BASE, inverse=REQUEST)) == ("can be undone", True)
    assert undo_words(replace(BASE, inverse=REQUEST, differs="it gets a new ID.")) == (
        "can be undone, but it gets a new ID",
        True,
    )
    assert undo_words(replace(BASE, final="it has left the phone.")) == (
        "cannot be undone: it has left the phone",
        False,
    )
    assert undo_words(BASE) == ("cannot be undone", False)


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_values_are_safe_to_show(name: str) -> None:
    for _title, before, after, _sign in shown(FieldChange(name, "a", "a", name, [name]), key="q"):
        assert "\x1b" not in before + after


@given(BODIES)
def test_anything_that_a_body_holds_can_be_written(value: Any) -> None:
    assert Words().lines(replace(BASE, fields=(FieldChange("A", "a", "a", value, value),)))
    Words().lines(replace(BASE, request=replace(REQUEST, body=value)))


def test_what_asks_for_nothing_says_what_it_makes_of_the_object() -> None:
    body = {"batch_type": "activate", "user_ids": ["u"], "activation_status": "deactivate"}
    check = Check("phoneUser", {"userId": "u"}, match=(("status", "deactivate"),))
    change = Change("1", "users", "u", "Ann", "Deactivate: Ann", Request("updateUsersPropertiesInBatch", body=body))
    lines = Words().lines(replace(change, check=check, before={"status": "activate"}, action="deactivate"))
    assert [(each.title, each.before, each.after) for each in lines] == [("Status", "active", "inactive")]


def test_what_an_undo_sends_is_called_as_the_form_calls_it() -> None:
    words = Words()
    words.names["u1"] = "Caleb Vargas"
    for body, title in (
        ({"members": {"users": [{"id": "u1"}]}}, "Users"),
        ({"members": {"common_area_ids": ["u1"]}}, "Common areas"),
    ):
        change = replace(BASE, request=Request("addMembersToCallQueue", {"callQueueId": "q"}, body=body))
        assert [(each.title, each.after) for each in words.lines(change)] == [(title, "Caleb Vargas")]
