"""A form being filled in: nothing that was typed is lost, and nothing is sent that was not changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.services.forms.sheets import FIELDS, LABELS, PLACE, sheet, texts, values
from ztui.contract.catalogue import operation
from ztui.core.errors import ConfigError, FieldError, Invalid, NotFound
from ztui.resources.edits.model import Input, InputKind
from ztui.services.changes.model import UNSET
from ztui.services.forms.fields import SheetField, fields_of_inputs
from ztui.services.forms.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

names = st.sampled_from([each.name for each in FIELDS])
befores = st.fixed_dictionaries({}, optional=dict(values))
steps = st.lists(st.tuples(names, texts), max_size=8)


class Kept(Exception):
    """What a plan was asked for."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = dict(values)


async def keep(values: Mapping[str, Any]) -> Any:
    raise Kept(values)


# Nothing is lost


@settings(max_examples=50)
@given(befores | st.none(), steps, st.lists(st.tuples(names, texts), max_size=3))
def test_what_was_typed_stands_there_whatever_is_said_of_it(
    before: dict[str, Any] | None, typed: list[tuple[str, str]], said: list[tuple[str, str]]
) -> None:
    form = sheet(before)
    last: dict[str, str] = {}
    for name, text in typed:
        form.type(name, text)
        last[name] = text
        assert {each: form.text(each) for each in last} == last
    form.told([FieldError(*each) for each in said])
    assert {each: form.text(each) for each in last} == last
    for name, message in said:
        assert not message or form.problem(name)


@given(befores, steps)
def test_what_is_left_as_it_was_or_put_back_is_not_sent(before: dict[str, Any], typed: list[tuple[str, str]]) -> None:
    form = sheet(before)
    was = {each.name: form.text(each.name) for each in FIELDS}
    for name, text in typed:
        form.type(name, text)
    for each in FIELDS:
        if each.name not in form.changed:
            assert form.value(each.name) is UNSET
    for place, (name, _) in enumerate(typed):
        form.type(name, was[name]) if place % 2 else form.set(name, UNSET)
    assert (form.values, form.changed, form.is_dirty) == ({}, (), False)


@given(st.data(), names.filter(lambda name: name != "password"))
def test_a_value_that_was_picked_is_sent_as_it_is(data: st.DataObject, name: str) -> None:
    value = data.draw(values[name])
    form = sheet()
    form.set(name, value)
    assert form.value(name) == value
    if form.text(name).strip() and not form.problem(name):
        again = sheet()
        again.type(name, form.text(name))
        assert again.value(name) == value


# Unset, null and empty


def test_unset_null_and_empty_are_three_things() -> None:
    form = sheet({"name": "Front", "tags": ["a"], "count": 3, "wait": 60})
    assert form.values == {}
    form.set("name", None)
    assert (form.value("name"), form.text("name"), form.problem("name")) == (None, "", "cannot be empty")
    form.set("tags", [])
    assert (form.values["tags"], form.problem("tags")) == ([], "")
    form.type("tags", "")
    assert form.value("tags") == []
    form.type("count", "")
    assert form.value("count") is None
    assert "no way to empty it" in form.problem("count")
    for name in ("name", "tags", "count"):
        form.set(name, UNSET)
    assert (form.values, form.text("name"), form.text("count")) == ({}, "Front", "3")


def test_a_text_that_is_emptied_is_empty_and_one_that_never_was_is_left_out() -> None:
    form = sheet({"zone": "Europe/Berlin", "number": None})
    form.type("zone", "")
    form.type("number", "")
    assert form.values == {"zone": ""}
    new = sheet()
    new.type("number", "")
    assert new.values == {}
    new.set("number", "")
    assert new.values == {"number": ""}


def test_what_is_required_is_missing_until_it_is_there() -> None:
    form = sheet()
    assert [(each.field, each.message) for each in form.problems] == [("name", "is missing")]
    assert form.lacks("name")
    assert form.said("name") == ""
    form.type("name", "x" * 33)
    assert form.problem("name") == "takes at most 32 characters, not 33"
    form.type("name", "Front")
    assert form.problems == ()


# Secrets


def test_a_secret_is_sent_and_never_shown() -> None:
    form = sheet({"name": "Front", "password": "old-hush"})
    form.type("password", "new-hush")
    assert form.values == {"password": "new-hush"}
    assert form.old("password") == "hidden"
    assert "hush" not in f"{form!r}{form.as_text()}"
    with pytest.raises(ConfigError, match="is a secret at line 1, column 2"):
        form.take_text('{"password": "x"}')


# Errors of Zoom


def test_an_error_without_a_path_is_laid_onto_the_only_field_that_its_words_tell_of() -> None:
    form = sheet({"name": "Front"})
    form.type("number", "415 555 0188")
    form.type("name", "Desk")
    form.type("password", "hush")
    assert form.told([("", "Phone number +14155550188 is already assigned.")]) == ()
    assert "already assigned" in form.problem("number")
    assert form.told([("", "The desk has this number.")]) != ()
    assert [each.message for each in form.told([("", "Word hush is too short.")])] == ["Word hush is too short."]


def test_what_zoom_calls_a_short_number_is_the_extension() -> None:
    fields = (*FIELDS, SheetField("extension_number", "Extension", kind=InputKind.EXTENSION))
    form = Sheet("Change thing", "Thing", fields, keep, before={"name": "Front"}, place=PLACE)
    form.type("name", "Desk")
    form.type("extension_number", "99")
    assert form.told([("", "Invalid short number length.")]) == ()
    assert form.problem("extension_number") == "Invalid short number length."


@pytest.mark.parametrize(
    ("text", "called"),
    [("De\nsk", "an end of line"), ("De\tsk", "a tab"), ("\x07Desk", "U+0007"), ("\u202eksed", "right-to-left")],
)
def test_what_nobody_sees_is_refused_in_a_name(text: str, called: str) -> None:
    form = sheet({"name": "Front"})
    form.type("name", text)
    assert called in form.problem("name")
    form.type("tags", "fine, \x1b[31mred")
    assert "an escape character (U+001B)" in form.problem("tags")
    assert sheet({"name": text}).problems == ()


def test_errors_are_laid_onto_the_fields_that_they_are_about() -> None:
    form = sheet({"name": "Front"})
    left = form.told(
        [
            FieldError("users[0].name", "is taken"),
            FieldError("numbers[1]", "is no number"),
            ("week.hours[2].from", "is too early"),
            ("nothing.known", "is odd"),
            ("", "is refused"),
        ]
    )
    assert [each.field for each in left] == ["nothing.known", ""]
    assert form.problem("name") == "is taken"
    assert form.problem("numbers") == "entry 2 is no number"
    assert form.problem("week.hours").endswith("is too early")
    form.type("name", "Front desk")
    assert form.problem("name") == ""


async def test_what_zoom_refused_once_can_be_tried_again_as_it_is() -> None:
    form = Sheet("Change thing", "Thing", FIELDS, keep, before={"name": "Front"}, place=PLACE)
    form.type("name", "Desk")
    form.told([FieldError("name", "is taken")])
    with pytest.raises(Kept) as kept:
        await form.plan()
    assert kept.value.values == {"name": "Desk"}


async def test_a_form_with_errors_asks_for_no_plan() -> None:
    form = Sheet("Change thing", "Thing", FIELDS, keep, before={"name": "Front"}, place=PLACE)
    form.type("wait", "soon")
    with pytest.raises(Invalid, match="Wait is no duration") as refused:
        await form.plan()
    assert [each.field for each in refused.value.fields] == ["wait"]
    assert form.text("wait") == "soon"


# Picked and typed objects


async def test_objects_that_are_typed_are_found_before_the_plan_is_made() -> None:
    async def find(field: SheetField, text: str) -> tuple[Any, str]:
        if text == "Nobody":
            raise NotFound("There is no user 'Nobody'.")
        return f"id-{text}", f"{text} of {field.picks[0]}"

    fields = fields_of_inputs([Input("users", "Users", InputKind.PICK, several=True, picks=("users",))])
    form = Sheet("Add members", "Queue", fields, keep, find=find)
    form.pick("users", [("u1", "Ann")])
    assert form.text("users") == "Ann"
    form.type("users", "Ann, Bo")
    with pytest.raises(Kept) as kept:
        await form.plan()
    assert kept.value.values == {"users": ["u1", "id-Bo"]}
    assert form.text("users") == "Ann, Bo of users"
    form.type("users", "Ann, Nobody")
    with pytest.raises(Invalid, match="There is no user 'Nobody'"):
        await form.plan()
    assert form.text("users") == "Ann, Nobody"


# As JSON


@given(befores | st.none(), steps)
def test_a_text_that_comes_back_unchanged_changes_nothing(
    before: dict[str, Any] | None, typed: list[tuple[str, str]]
) -> None:
    form = sheet(before)
    for name, text in typed:
        form.type(name, text)
    was = (form.values, {each.name: form.text(each.name) for each in FIELDS}, form.problems)
    form.take_text(form.as_text())
    assert (form.values, {each.name: form.text(each.name) for each in FIELDS}, form.problems) == was


@settings(max_examples=50)
@given(befores, st.fixed_dictionaries({}, optional=dict(values)))
def test_what_was_changed_in_a_text_is_what_is_filled_in(before: dict[str, Any], wanted: dict[str, Any]) -> None:
    form = sheet(before)
    other = sheet(before)
    for name, value in wanted.items():
        other.set(name, value)
    form.take_text(other.as_text())
    assert form.values == other.values
    assert form.changed == other.changed


def test_a_field_that_is_taken_out_of_the_text_stays_as_the_object_has_it() -> None:
    form = sheet({"name": "Front", "count": 3})
    form.type("count", "4")
    form.take_text('{"name": "Desk", "week": {"more": [1]}}')
    assert form.values == {"name": "Desk", "week.more": [1]}
    assert form.text("count") == "3"


def test_an_object_can_be_named_in_the_text() -> None:
    form = Sheet("t", "", FIELDS, keep, before={"name": "x"}, labels={"site": LABELS}, place=PLACE)
    form.take_text('{"name": "x", "site": "Support"}')
    assert form.values == {"site": "k1"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{\n  "name": "x",\n  "nmae": 1\n}', "There is no field 'nmae' at line 3, column 3"),
        ('{"name": "x",}', "line 1, column"),
        ("[1]", "no JSON object at line 1, column 1"),
        ('{"name": 1,\n "name": 2}', "'name' is named twice at line 2, column 2"),
        ('{"week":\n  {"hours": [], "hurs": []}}', "'week.hurs' at line 2, column 17"),
        ('{"week": 3}', "'week' must be an object at line 1, column 2"),
        ("", "line 1, column 1"),
        ('{"count": NaN}', "no JSON"),
        ("[" * 100_000, "nested too deep"),
    ],
)
def test_a_text_that_cannot_be_taken_says_where_and_changes_nothing(text: str, said: str) -> None:
    form = sheet({"name": "Front"})
    form.type("count", "abc")
    with pytest.raises(ConfigError) as refused:
        form.take_text(text)
    assert said in str(refused.value)
    assert (form.text("count"), form.text("name")) == ("abc", "Front")


def test_a_wrong_value_in_a_text_is_taken_and_told_at_its_field() -> None:
    form = sheet({"name": "Front"})
    form.take_text(json.dumps({"name": "x" * 40, "wait": "soon", "open": "maybe"}))
    assert [each.field for each in form.problems] == ["name", "open", "wait"]


# Fields of declarations


def test_limits_that_stand_in_no_schema_are_those_of_the_operation() -> None:
    from ztui.resources.edits.registry import edits
    from ztui.services.forms.fields import fields_to_write

    made = fields_to_write(edits("numbers").fields, operation("addBYOCNumber"), update=False)
    numbers = next(each for each in made if each.name == "phone_numbers")
    assert (numbers.several, numbers.most, numbers.required) == (True, 50, True)
    form = Sheet("Create", "", made, keep, place=PLACE)
    form.type("phone_numbers", ", ".join(f"+1415555{at:04}" for at in range(100, 151)))
    assert form.problem("phone_numbers") == "takes at most 50, not 51"
    form.type("phone_numbers", "+14155550100, 415-555-0100")
    assert form.problem("phone_numbers") == "names one of them twice"
