from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ztui.contract.catalogue import Operation, operation, operations
from ztui.core.errors import ConfigError, FieldError
from ztui.services.console.draft import Draft, Line, LineKind

ALL = tuple(operations().values())

typed = st.one_of(
    st.text(max_size=8), st.sampled_from(["true", "12", "1.5", "null", "[]", "{}", '{"a": [1]}', "a, b", ","])
)
json_values = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=5)
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


def draft(operation_id: str, **given: Any) -> Draft:
    return Draft(operation(operation_id), **given)


def line(form: Draft, *at: str | int) -> Line:
    return next(each for each in form.lines() if each.at == at)


def shown(lines: tuple[Line, ...]) -> list[str]:
    return ["  " * each.depth + each.title for each in lines]


@pytest.mark.parametrize("known", ALL, ids=lambda each: each.id)
def test_every_operation_has_a_form_whose_lines_can_all_be_filled_in(known: Operation) -> None:
    form = Draft(known)
    lines = form.lines()
    assert len({each.at for each in lines}) == len(lines)
    assert {each.at[1] for each in lines if each.at[0] == "path"} == {
        each.name for each in known.detail().path_parameters
    }
    for each in lines:
        if each.kind is not LineKind.ONE_OF:
            form.set(each.at, "x")
    form.request()
    assert [each.title for each in form.lines() if not each.is_set] == []


def test_the_largest_form_has_a_line_for_every_field_and_no_more() -> None:
    lines = Draft(operation("accountSettingsUpdate")).lines()
    assert 400 < len({each.at for each in lines}) == len(lines) < 600


def test_what_is_required_comes_first_and_optional_lines_can_be_left_out() -> None:
    form = draft("createCallQueue")
    lines = form.lines()
    assert [each.title for each in lines if each.required] == [each.title for each in lines[:2]] == ["name", "site_id"]
    form.set(("body", "members", "users", 0, "id"), "u-1")
    assert shown(form.lines(everything=False)) == ["name", "site_id", "members", "  users", "    [0]", "      id"]


def test_a_field_of_an_optional_object_is_required_once_that_is_set() -> None:
    known = next(each for each in ALL for field in _nested_required(each))
    (path, name) = next(iter(_nested_required(known)))
    form = Draft(known)
    assert not line(form, "body", *path, name).required
    form.put(("body", *path), {})
    assert line(form, "body", *path, name).required
    assert line(form, "body", *path, name).problem == "is missing"


def _nested_required(known: Operation) -> list[tuple[tuple[str, ...], str]]:
    schema = known.detail().request_schema or {}
    return [
        ((name,), required)
        for name, inner in schema.get("properties", {}).items()
        if name not in schema.get("required", ())
        for required in inner.get("required", ())
    ]


def test_a_search_leaves_the_lines_that_hold_all_words_below_what_holds_them() -> None:
    assert shown(draft("createCallQueue").lines(search="users")) == ["members", "  users"]
    form = draft("createCallQueue", body={"members": {"users": [{"id": "a"}]}})
    assert shown(form.lines(search="users email")) == ["members", "  users", "    [0]", "      email"]
    assert form.lines(search="no such field") == ()


def test_texts_become_values_of_the_types_of_the_contract() -> None:
    form = draft("listCallQueues")
    form.set(("query", "page_size"), "30")
    assert form.request().query == {"page_size": 30}
    given = {"directions": "inbound,outbound", "page_size": "5", "keyword": "7"}
    assert draft("accountCallHistory", query=given).request().query == {
        "directions": ["inbound", "outbound"],
        "page_size": 5,
        "keyword": "7",
    }
    form = draft("createCallQueue")
    form.set(("body", "extension_number"), "101")
    form.set(("body", "name"), "101")
    form.set(("body", "members", "common_area_ids"), "a, b")
    assert form.request().body == {
        "name": "101",
        "extension_number": 101,
        "members": {"common_area_ids": ["a", "b"]},
    }
    assert line(form, "body", "members", "common_area_ids").text == "a, b"


@pytest.mark.parametrize("text", ["", "1_0", "٣", "12a", " 7", "1e3", "NaN", "9" * 5000])
def test_a_text_that_is_no_number_is_kept_and_told(text: str) -> None:
    form = draft("createCallQueue")
    form.set(("body", "extension_number"), text)
    assert line(form, "body", "extension_number").text == text
    assert line(form, "body", "extension_number").problem
    assert form.request().body["extension_number"] == text


def test_limits_and_enums_are_told_at_their_lines() -> None:
    form = draft("createCallQueue", body={"name": "n" * 33, "site_id": "s"})
    assert "at most 32" in line(form, "body", "name").problem
    assert line(form, "body", "name").about == "1 to 32 characters"
    known, at = next((each, at) for each in ALL if (at := _choice(each)))
    form = Draft(known)
    form.set(at, "no such value")
    assert "must be one of" in line(form, *at).problem
    form.set(at, line(form, *at).choices[0])
    assert line(form, *at).problem == ""


def _choice(known: Operation) -> tuple[str | int, ...]:
    return next((each.at for each in Draft(known).lines() if each.kind is LineKind.CHOICE), ())


def test_elements_are_added_and_removed() -> None:
    form = draft("createCallQueue")
    users = ("body", "members", "users")
    assert line(form, *users).can_add
    assert form.add(users) == (*users, 0)
    form.set((*form.add(users), "id"), "b")
    assert form.request().body["members"] == {"users": [{}, {"id": "b"}]}
    assert line(form, *users, 1).can_remove
    form.remove((*users, 0))
    assert form.request().body["members"] == {"users": [{"id": "b"}]}
    form.remove((*users, 0))
    assert form.request().body["members"] == {"users": []}
    form.unset(users)
    assert form.request().body == {}


def test_a_body_may_be_a_bare_array() -> None:
    form = draft("createCRPhoneNumbers")
    assert [(each.title, each.kind) for each in form.lines() if each.depth == 0] == [("body", LineKind.LIST)]
    assert form.request().body is None
    form.set((*form.add(("body",)), "phone_number"), "+14155550100")
    assert form.request().body == [{"phone_number": "+14155550100"}]
    assert form.problems == ()


def test_one_of_is_a_choice_and_what_was_typed_in_the_other_stays() -> None:
    form = draft("addCallHandling")
    assert line(form, "body").kind is LineKind.ONE_OF
    assert line(form, "body").alternatives == ("call_forwarding", "holiday")
    form.set(("body", "sub_setting_type"), "call_forwarding")
    form.choose(("body",), 1)
    assert line(form, "body").chosen == 1
    form.set(("body", "sub_setting_type"), "holiday")
    form.choose(("body",), 0)
    assert form.request().body == {"sub_setting_type": "call_forwarding"}
    form.take_json('{"sub_setting_type": "holiday"}')
    assert line(form, "body").chosen == 1


def test_a_wrong_value_is_judged_by_the_alternative_that_is_chosen() -> None:
    form = draft("addCallHandling")
    form.choose(("body",), 1)
    at = ("body", "settings", "from")
    form.set(at, "soon")
    assert line(form, *at).problem
    assert "is no field here" not in " ".join(each.problem for each in form.lines())


def test_an_element_that_is_there_is_shown_as_it_is_sent() -> None:
    form = draft("addExternalContact", body={"name": "Bo"})
    at = form.add(("body", "phone_numbers"))
    assert form.request().body["phone_numbers"] == [""]
    assert (line(form, *at).is_set, line(form, *at).text) == (True, "")
    assert "characters" not in line(form, *at).about
    form.set(at, "+14155550100")
    form.unset(at)
    assert form.request().body["phone_numbers"] == [""]
    assert line(form, *at).is_set


@pytest.mark.parametrize(
    ("message", "at"),
    [
        ("Site does not exist.", ("body", "site_id")),
        ("Extension does not exist: u-2.", ("body", "members", "users", 1, "id")),
        ("site_id is not valid here.", ("body", "site_id")),
        ("Something is wrong.", None),
        ("Call queue not found.", None),
    ],
)
def test_a_sentence_stands_at_the_line_that_it_is_certainly_about(message: str, at: Any) -> None:
    users = [{"id": "u-1"}, {"id": "u-2"}]
    form = draft("createCallQueue", body={"name": "x", "site_id": "s", "members": {"users": users}})
    assert form.told_in(message) is (at is not None)
    assert [each.at for each in form.lines() if each.problem == message] == ([at] if at else [])
    if at:
        form.set(at, "other")
        assert not line(form, *at).problem


def test_what_is_required_comes_before_an_account_that_is_not() -> None:
    form = draft("DeleteNumbers")
    assert [each.title for each in form.lines()] == ["numbers", "accountId"]


def test_a_delete_may_have_a_body_and_most_have_none() -> None:
    assert draft("deleteACallQueue", path={"callQueueId": "a"}).request().body is None
    form = draft("DeletePhoneRoleTargets")
    assert any(each.at[0] == "body" for each in form.lines())
    with pytest.raises(ConfigError):
        draft("deleteACallQueue").take_json("{}")


def test_an_account_is_optional_where_the_path_has_another_form() -> None:
    form = Draft(next(each for each in ALL if each.twin and "accountId" in each.path_params))
    assert not line(form, "path", "accountId").required
    assert not any(each.field == "accountId" for each in form.problems)
    assert not any(each.field == "accountId" for each in draft("listSipTrunkNumbers").problems)


def test_files_are_lines_of_their_own() -> None:
    form = draft("UploadFaxFiles", path=dict.fromkeys(operation("UploadFaxFiles").path_params, "e-1"))
    (only,) = [each for each in form.lines() if each.at[0] not in ("path", "query")]
    assert (only.at, only.kind, only.required, only.problem) == (("files", "file"), LineKind.FILE, True, "is missing")
    form.set(("files", "file"), "/tmp/a b.pdf")
    assert form.problems == ()
    assert form.request().files == (("file", Path("/tmp/a b.pdf")),)
    assert form.request().body is None


def test_json_is_taken_whole_also_what_the_contract_does_not_know() -> None:
    body = {"name": 5, "site_id": None, "news": {"a": [1, "x"]}, "members": "all", "extension_number": "7"}
    form = draft("createCallQueue")
    form.take_json(json.dumps(body))
    assert form.request().body == body
    assert json.loads(form.json()) == body
    assert line(form, "body", "members").kind is LineKind.JSON
    assert "is no field here" in line(form, "body", "news").problem
    form.set(("body", "members"), '{"users": []}')
    assert line(form, "body", "members").kind is LineKind.OBJECT


def test_wrong_json_says_where_and_changes_nothing() -> None:
    form = draft("createCallQueue", body={"name": "x"})
    with pytest.raises(ConfigError, match="line 2, column 11"):
        form.take_json('{\n  "name": }')
    with pytest.raises(ConfigError, match="nested too deep"):
        form.take_json("[" * 100_000)
    assert form.request().body == {"name": "x"}
    form.take_json("  ")
    assert form.request().body == {}


def test_what_is_typed_in_place_of_an_object_is_kept_until_it_is_json() -> None:
    form = draft("createCallQueue")
    form.set(("body", "members"), '{"users": [')
    assert line(form, "body", "members").text == '{"users": ['
    assert line(form, "body", "members").problem.startswith("is no JSON")
    form.set(("body", "members"), '{"users": [{"id": "a"}]}')
    assert line(form, "body", "members", "users", 0, "id").text == "a"
    assert line(form, "body", "members").problem == ""


def test_there_is_no_line_where_there_can_be_none() -> None:
    form = draft("createCallQueue")
    for at in [("body", "members", "users", 5, "id"), ("body", "name", "x"), ("nowhere",), ("body", "members", 0)]:
        with pytest.raises(ConfigError):
            form.set(at, "x")
    with pytest.raises(ConfigError):
        form.add(("body", "name"))
    with pytest.raises(ConfigError):
        form.choose(("body", "name"), 0)


@pytest.mark.parametrize(
    ("field", "at"),
    [
        ("name", ("body", "name")),
        ("body.name", ("body", "name")),
        ("Site_Id", ("body", "site_id")),
        ("siteId", ("body", "site_id")),
        ("members.users[1].id", ("body", "members", "users", 1, "id")),
        ("members.users.1.email", ("body", "members", "users", 1, "email")),
        ("users", ("body", "members", "users")),
        ("email", ("body", "members", "users", 0, "email")),
        ("members[users]", ("body", "members", "users")),
        ("u-2", ("body", "members", "users", 1, "id")),
    ],
)
def test_what_zoom_says_of_a_field_stands_at_its_line(field: str, at: tuple[str | int, ...]) -> None:
    users = [{"id": "u-1", "email": "a@b.example"}, {"id": "u-2"}]
    form = draft("createCallQueue", body={"name": "x", "site_id": "s", "members": {"users": users}})
    assert form.told([FieldError(field, "does not exist")]) == ()
    assert [each.at for each in form.lines() if each.problem] == [at]
    form.set(at, "y")
    assert [each.at for each in form.lines() if "does not exist" in each.problem] == []


def test_what_fits_no_line_is_given_back() -> None:
    form = draft("createCallQueue", body={"name": "x"})
    errors = (FieldError("", "Something is wrong."), FieldError("moon_phase", "is wrong"))
    assert form.told(errors) == errors


@settings(max_examples=60)
@given(st.sampled_from(ALL), st.lists(st.tuples(st.integers(0, 600), typed), max_size=6))
def test_no_text_crashes_and_none_is_lost(known: Operation, texts: list[tuple[int, str]]) -> None:
    form = Draft(known)
    for number, text in texts:
        lines = form.lines()
        if not lines:
            return
        at = lines[number % len(lines)].at
        form.set(at, text)
        now = next(each for each in form.lines() if each.at == at)
        if now.kind in (
            LineKind.TEXT,
            LineKind.INTEGER,
            LineKind.NUMBER,
            LineKind.FLAG,
            LineKind.CHOICE,
            LineKind.FILE,
        ):
            assert now.text == text
        before = form.request()
        form.set(at, now.text)
        assert form.request() == before
    request = form.request()
    assert form.problems is not None
    assert request.as_curl("https://api.zoom.us/v2")
    assert request.as_command()


@given(st.sampled_from([each for each in ALL if each.has_body and Draft(each).request().files == ()]), json_values)
def test_any_body_is_sent_as_it_was_given(known: Operation, body: Any) -> None:
    if any(each.kind is LineKind.FILE for each in Draft(known).lines()) or body is None:
        return
    form = Draft(known)
    form.take_json(json.dumps(body))
    assert form.request().body == body
    assert json.loads(form.json()) == body
    assert Draft(known, body=body).request().body == body


@given(st.sampled_from(ALL), st.lists(st.builds(FieldError, st.text(max_size=12), st.text(max_size=12)), max_size=4))
def test_no_error_of_zoom_is_lost(known: Operation, errors: list[FieldError]) -> None:
    form = Draft(known)
    rest = form.told(errors)
    said = " ".join(each.problem for each in form.lines())
    assert all(error in rest or error.message in said for error in errors)
