from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.contract.catalogue import operation, operations
from ztui.contract.validation import validate_request
from ztui.contract.values import validate_value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime, time

    from ztui.contract.catalogue import Operation

ALL = tuple(operations().values())
SAMPLES = {"client_code": "123", "mac_address": "00:11:22:33:44:55"}

scalars = st.one_of(st.none(), st.booleans(), st.integers(-50, 50), st.floats(-50, 50), st.text(max_size=4))
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)
leaf_schemas = st.one_of(
    st.just({}),
    st.builds(lambda most: {"type": "string", "maxLength": most}, st.integers(0, 3)),
    st.builds(lambda least: {"type": "integer", "minimum": least}, st.integers(-9, 9)),
    st.builds(lambda most: {"type": "number", "maximum": most}, st.integers(-9, 9)),
    st.just({"type": "boolean"}),
    st.builds(lambda allowed: {"type": "string", "enum": allowed}, st.lists(st.text(max_size=2), min_size=1)),
    st.builds(lambda allowed: {"type": "integer", "enum": allowed}, st.lists(st.integers(0, 3), min_size=1)),
)
schemas = st.recursive(
    leaf_schemas,
    lambda inner: st.one_of(
        st.builds(lambda items, most: {"type": "array", "items": items, "maxItems": most}, inner, st.integers(0, 3)),
        st.builds(
            lambda properties, required: {"type": "object", "properties": properties, "required": sorted(required)},
            st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
            st.sets(st.sampled_from("abc")),
        ),
        st.builds(lambda each: {"oneOf": each}, st.lists(inner, min_size=1, max_size=3)),
    ),
    max_leaves=6,
)


@given(schemas, values)
def test_a_value_fits_exactly_when_json_schema_says_so(schema: dict[str, Any], value: object) -> None:
    # The contract's words read as it means them: alternatives need not exclude one another, strange fields are refused.
    strict = jsonschema.Draft202012Validator(_as_any_of(schema))

    assert (validate_value(schema, value) == ()) == strict.is_valid(value)


@given(values)
def test_any_body_is_judged_without_a_crash(body: object) -> None:
    for each in ALL[::20]:
        for problem in validate_request(each, {}, {}, body):
            assert problem.message


@pytest.mark.parametrize("each", ALL, ids=[each.id for each in ALL])
def test_a_request_with_all_that_is_required_and_nothing_else_is_accepted(each: Operation) -> None:
    detail = each.detail()
    path = {parameter.name: _sample(parameter.schema) for parameter in detail.path_parameters}
    needed = [one for one in detail.parameters if one.required or one.name in each.always_send]
    query = {parameter.name: _sample(parameter.schema) for parameter in needed}
    body = None if detail.request_schema is None else _sample(detail.request_schema)

    assert validate_request(each, path, query, body) == ()


def test_what_is_missing_and_what_is_unknown_is_told_by_its_path() -> None:
    problems = _problems("createCallQueue", body={"nam": "Support", "site_id": "s"})

    assert problems == {"name": "is missing", "nam": "is no field here; did you mean name?"}


def test_a_path_parameter_may_not_be_empty_or_dots() -> None:
    assert _problems("getACallQueue") == {"callQueueId": "is missing"}
    assert _problems("getACallQueue", path={"callQueueId": " "}) == {"callQueueId": "must not be empty"}
    assert _problems("getACallQueue", path={"callQueueId": ".."}) == {"callQueueId": "must not be dots"}
    assert _problems("getACallQueue", path={"callQueueId": "q", "id": "x"}) == {"id": "is no path parameter"}


def test_a_path_parameter_with_a_list_of_values_takes_only_those() -> None:
    path = {"extensionId": "e", "settingType": "lunch"}

    assert _problems("addCallHandling", path=path, body={}) == {
        "settingType": "must be one of business_hours, closed_hours, holiday_hours"
    }


def test_the_account_is_needed_only_where_no_other_form_of_the_path_exists() -> None:
    assert _problems("listPhoneNumbers", query={"allocated_product": "ZOOM_PHONE"}).keys() <= {"allocated_product"}
    assert _problems("listCallQueues", path={"accountId": "a"}) == {}
    assert _problems("listSIPTrunks") == {"accountId": "is missing"}


def test_query_values_are_read_from_text() -> None:
    assert _problems("listCallQueues", query={"page_size": "100"}) == {}
    assert _problems("listCallQueues", query={"page_size": "101"}) == {"page_size": "must be at most 100"}
    assert _problems("listCallQueues", query={"page_size": "many"}) == {"page_size": "must be an integer, not a string"}
    assert _problems("accountCallHistory", query={"with_voicemail": "true"}) == {}
    assert _problems("accountCallHistory", query={"with_voicemail": "yes"}).keys() == {"with_voicemail"}


@pytest.mark.parametrize("text", ["1_0", " 10", "١٠", "+10", "1e1", "10.0", "nan"])
def test_only_plain_digits_are_read_as_a_whole_number(text: str) -> None:
    assert "page_size" in _problems("listCallQueues", query={"page_size": text})


@pytest.mark.parametrize(
    ("text", "fits"), [("30", True), ("30.5", True), ("-1", False), ("nan", False), ("1_0", False)]
)
def test_numbers_are_read_as_json_writes_them(text: str, fits: bool) -> None:
    assert (_problems("UploadFaxFiles", query={"expire": text}, body={"file": {}}) == {}) is fits


def test_an_array_parameter_that_is_no_array_is_refused() -> None:
    assert _problems("accountCallHistory", query={"directions": 5}) == {
        "directions": "must be an array, not an integer"
    }


def test_array_parameters_are_taken_as_lists_or_with_commas() -> None:
    assert _problems("accountCallHistory", query={"directions": ["inbound", "outbound"]}) == {}
    assert _problems("accountCallHistory", query={"directions": "inbound,outbound"}) == {}
    assert _problems("accountCallHistory", query={"directions": "inbound,sideways"}) == {
        "directions[1]": "must be one of inbound, outbound"
    }


def test_a_paged_list_takes_its_paging_parameters_even_where_they_are_not_declared() -> None:
    path = {"callQueueId": "q"}

    assert _problems("listCallQueueMembers", path=path, query={"next_page_token": "t", "page_size": 30}) == {}


def test_a_parameter_that_the_operation_does_not_have_is_refused() -> None:
    assert _problems("listCallQueues", query={"page_sise": 1}) == {
        "page_sise": "is no query parameter; did you mean page_size?"
    }


def test_a_required_parameter_that_is_empty_is_missing() -> None:
    assert _problems("DeleteNumbers", query={"numbers": []}) == {"numbers": "is missing"}
    assert _problems("deleteUnassignedPhoneNumbers", query={"phone_numbers": ""}) == {"phone_numbers": "is missing"}


@pytest.mark.parametrize("value", ["2026-11-01", "2026-11-01T00:00:00Z"])
def test_dates_in_queries_may_be_instants(value: str) -> None:
    assert _problems("accountCallHistory", query={"from": value, "to": value}) == {}


def test_a_day_that_does_not_exist_is_refused() -> None:
    assert _problems("accountCallHistory", query={"from": "2026-02-30"}).keys() == {"from"}


def test_more_than_a_batch_is_refused_even_where_the_schema_allows_more() -> None:
    user = {"email": "a@b.example", "extension_number": "1", "calling_plans": [], "desk_phones": [{}] * 4}
    problems = _problems("batchAddUsers", body={"users": [user]})

    assert problems["users[0].desk_phones"] == "takes at most 3, not 4"
    assert _problems("DeleteNumbers", query={"numbers": ["n"] * 11}) == {"numbers": "takes at most 10, not 11"}


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("123", None),
        ("1" * 16, None),
        ("12", "takes at least 3 characters"),
        ("1" * 17, "takes at most 16 characters, not 17"),
        ("12a", "takes digits only"),
        ("١٢٣", "takes digits only"),
    ],
)
def test_a_client_code_is_three_to_sixteen_digits(code: str, message: str | None) -> None:
    problems = _problems("addClientCodeToCallHistory", path={"callLogId": "c"}, body={"client_code": code})

    assert problems == ({} if message is None else {"client_code": message})


def test_a_body_where_none_belongs_and_none_where_one_belongs_are_refused() -> None:
    assert _problems("listCallQueues", body={}) == {"": "takes no body"}
    assert _problems("createCallQueue") == {"": "needs a body"}
    group = {"monitoringGroupId": "g"}
    assert _problems("addMembers", path=group, query={"member_type": "monitor"}, body={}) == {
        "": "must be an array, not an object"
    }


def test_null_is_not_the_same_as_unset() -> None:
    path = {"callQueueId": "q"}

    assert _problems("updateCallQueue", path=path, body={}) == {}
    assert _problems("updateCallQueue", path=path, body={"name": None}) == {"name": "must be a string, not null"}


def test_alternatives_are_judged_by_the_nearest_one() -> None:
    path = {"extensionId": "e", "settingType": "holiday_hours"}
    body = {"sub_setting_type": "holiday", "settings": {"name": "Christmas", "from": "2026-12-24"}}

    problems = _problems("addCallHandling", path=path, body=body)

    assert problems == {"settings.from": "must be a date and time such as 2026-11-21T14:05:00Z"}


def test_a_sip_phone_with_one_server_is_accepted() -> None:
    body = dict.fromkeys(
        ["domain", "register_server", "proxy_server", "user_name", "password", "authorization_name", "voice_mail"], "x"
    )

    assert _problems("updateSIPPhone", path={"phoneId": "p"}, body=body) == {}
    del body["domain"]
    assert _problems("updateSIPPhone", path={"phoneId": "p"}, body=body) == {"domain": "is missing"}


@pytest.mark.parametrize(
    ("schema", "value", "fits"),
    [
        ({"type": "string", "format": "time"}, "09:30", True),
        ({"type": "string", "format": "time"}, "09:30:00", True),
        ({"type": "string", "format": "time"}, "9:30", False),
        ({"type": "string", "format": "time"}, "24:30", False),
        ({"type": "string", "format": "date-time"}, "2026-11-21T14:05:00Z", True),
        ({"type": "string", "format": "date-time"}, "2026-11-21T14:05:00", True),
        ({"type": "string", "format": "date-time"}, "2026-11-21", False),
        ({"type": "string", "format": "date-time"}, "2026-11-21T14:05Z", False),
        ({"type": "string", "format": "date"}, "2026-11-21T14:05:00Z", False),
        ({"type": "string", "format": "email"}, "ann@acme.example", True),
        ({"type": "string", "format": "email"}, "ann", False),
        ({"type": "string", "format": "url"}, "https://acme.example/a", True),
        ({"type": "string", "format": "url"}, "acme", False),
        ({"type": "string", "format": "whatever"}, "anything", True),
        ({"type": "integer", "format": "int32"}, 2**31, False),
        ({"type": "integer", "format": "int64"}, 2**31, True),
        ({"type": "integer"}, True, False),
        ({"type": "integer"}, 3.0, True),
        ({"type": "integer"}, 3.5, False),
        ({"type": "string", "minLength": 2}, "a", False),
        ({"type": "string", "maxLength": 2}, "abc", False),
        ({}, None, True),
        ({"type": "boolean"}, b"", False),
        ({"type": "string", "pattern": "^[0-9]+$"}, "a1", False),
        ({"type": "array", "maximum": 1, "items": {"type": "string"}}, ["a", "b"], False),
        ({"type": "array", "minItems": 1}, [], False),
        ({"type": "array", "uniqueItems": True}, [1, 1], False),
        ({"type": "array", "enum": [1, 2]}, [1, 3], False),
        ({"type": "object"}, {"any": "thing"}, True),
    ],
)
def test_limits_and_formats(schema: dict[str, Any], value: object, fits: bool) -> None:
    assert (validate_value(schema, value) == ()) is fits


@given(st.dates(), st.datetimes(), st.times())
def test_every_date_instant_and_time_in_iso_form_is_accepted(day: date, instant: datetime, hour: time) -> None:
    for kind, text in (("date", day.isoformat()), ("date-time", instant.isoformat()), ("time", f"{hour:%H:%M}")):
        assert validate_value({"type": "string", "format": kind}, text) == ()


def _problems(
    operation_id: str,
    path: Mapping[str, str] | None = None,
    query: Mapping[str, Any] | None = None,
    body: Any = None,
) -> dict[str, str]:
    found = validate_request(operation(operation_id), path or {}, query or {}, body)
    return {each.field: each.message for each in found}


def _as_any_of(schema: Any) -> Any:
    """Give the schema as a full JSON Schema of the same meaning."""
    if isinstance(schema, list):
        return [_as_any_of(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {("anyOf" if name == "oneOf" else name): _as_any_of(value) for name, value in schema.items()}
    if made.get("type") == "object" and "properties" in made:
        made["additionalProperties"] = False
    return made


def _sample(schema: Mapping[str, Any], name: str = "") -> Any:
    """Give a small value that fits."""
    if "oneOf" in schema:
        return _sample(schema["oneOf"][0])
    if schema.get("enum"):
        return [schema["enum"][0]] if schema["type"] == "array" else schema["enum"][0]
    kind = schema.get("type", "object")
    if kind == "object":
        return {each: _sample(schema["properties"][each], each) for each in schema.get("required", ())}
    if kind == "array":
        return [_sample(schema.get("items", {"type": "string"}))]
    if name in SAMPLES:
        return SAMPLES[name]
    if kind == "string":
        formats = {
            "date": "2026-11-21",
            "date-time": "2026-11-21T14:05:00Z",
            "time": "09:30",
            "email": "a@b.example",
        }
        return formats.get(schema.get("format", ""), "x" * max(1, schema.get("minLength", schema.get("minimum", 0))))
    return True if kind == "boolean" else max(1, schema.get("minimum", 1))
