from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.zoom.box import Book, Box, QuickClock, Reply, client_of
from ztui.contract.catalogue import operation
from ztui.core.errors import (
    ApiError,
    AuthError,
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    ServerError,
    ZtuiError,
)
from ztui.core.ports import Intent
from ztui.zoom.answers import Answer, Problem, read_answer, read_problem, to_error
from ztui.zoom.denials import SECONDS, Denial
from ztui.zoom.transport import WireAnswer

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("asked", "kind"),
    [("getVoicemailDetails", NotFound), ("listCallQueues", Invalid), ("updateVoicemailReadStatus", Invalid)],
)
def test_an_object_that_is_gone_is_told_from_a_request_that_is_wrong(asked: str, kind: type[ZtuiError]) -> None:
    raw = WireAnswer(400, {}, b'{"code":300,"message":"Voice mail does not exist: v1."}')
    assert type(to_error(operation(asked), read_problem(raw), "t")) is kind


@pytest.mark.parametrize(
    ("status", "code", "message", "kind"),
    [
        (400, 300, "Validation Failed", Invalid),
        (400, 404, "Room does not exist:r", NotFound),
        (400, 2001, "Account does not exist", NotFound),
        (400, 1001, "User does not exist: u", NotFound),
        (400, 1001, "File size exceeded maximum 50MB", Invalid),
        (404, None, "", NotFound),
        (404, 300, "The sync token is invalid or expired", NotFound),
        (401, 124, 'Account does not exist: "a"', NotFound),
        (400, 124, 'Account does not exist: "a"', NotFound),
        (401, 124, "Phone number does not belong to this account", NotFound),
        (400, 124, "You do not have permission, because the current site s does not belong to you.", NotFound),
        (400, 124, "The site s does not exist, or does not belong to the target sites.", NotFound),
        (401, None, "Unauthorized", AuthError),
        (400, 124, "Invalid access token", AuthError),
        (400, 401, "Invalid access token", AuthError),
        (400, 403, "You do not have permission", Forbidden),
        (403, None, "You do not have permission", Forbidden),
        (400, 200, "User is not an admin or does not belong to this account: a", Forbidden),
        (400, 200, "Cannot update the role of an account owner", Invalid),
        (400, 409, "A conflict occurred with the target extension number", Conflict),
        (409, None, "Conflict", Conflict),
        (400, 300, "Too many concurrent requests. A request to /x has already been made.", Conflict),
        (400, 429, "Too many concurrent requests. A request to /x has already been made.", Conflict),
        (412, 412, "Disable multiple sites after deleting other sites", Conflict),
        (400, 412, "The maximum number of Call Queue members is up to 50", Invalid),
        (400, 429, "Phone number batch operation is limited to 200 per request", Invalid),
        (400, 802, "Data is not ready, please try again later", ServerError),
        (405, None, "", Invalid),
        (413, None, "", Invalid),
        (200, 200, "Permission missing: enable it first", Forbidden),
        (200, 300, "SIP phone not found: phoneId", NotFound),
        (200, 300, "wrong field", Invalid),
        (400, 4711, "Invalid access token, does not contain scopes:[phone:read:admin]", Forbidden),
        (401, 4700, "Token lacks the scope", Forbidden),
        (500, 4711, "does not contain scopes", Forbidden),
    ],
)
async def test_status_code_and_text_together_say_what_went_wrong(
    tmp_path: Path, status: int, code: int | None, message: str, kind: type[ZtuiError]
) -> None:
    box = Box(lambda _: Reply(status, {"code": code, "message": message}, {"x-zm-trackingid": "t9"}))
    with pytest.raises(kind) as caught:
        await client_of(box, tmp_path).request("listCallQueues")
    error = caught.value
    assert type(error) is kind
    if isinstance(error, ApiError):
        assert (error.http, error.code, error.tracking_id) == (status, code, "t9")
        assert error.operation_id == "listCallQueues"


async def test_a_missing_scope_is_named_as_zoom_names_it_and_remembered_until_it_works(tmp_path: Path) -> None:
    lacks = Reply(400, {"code": 4711, "message": "Invalid access token, does not contain scopes:[a:read, b:read]."})
    box = Box([lacks, Reply(body={})])
    client = client_of(box, tmp_path)
    with pytest.raises(Forbidden) as caught:
        await client.request("listCallQueues")
    assert caught.value.scopes == ("a:read", "b:read")
    assert "phone:read:list_call_queues:admin (granular)" in str(caught.value)
    assert "phone:read:admin (classic)" in str(caught.value)
    assert client.denied == {"listCallQueues": Denial(("a:read", "b:read"))}
    assert client.acting_for("sub1").denied == {}
    await client.request("listCallQueues")
    assert client.denied == {}
    assert box.tokens == 1, "a scope is no reason for a new token"


async def test_what_was_refused_is_remembered_for_a_while_and_no_longer_than_its_token(tmp_path: Path) -> None:
    lacks = Reply(400, {"code": 4711, "message": "Invalid access token, does not contain scopes:[a:read]."})
    box, clock = Box([lacks, lacks, Reply(401, {"code": 124, "message": "Access token is expired."})]), QuickClock()
    client = client_of(box, tmp_path, clock)
    with pytest.raises(Forbidden):
        await client.request("listCallQueues")
    await clock.sleep(SECONDS)
    assert client.denied == {}
    with pytest.raises(Forbidden):
        await client.request("listCallQueues")
    assert set(client.denied) == {"listCallQueues"}
    await client.request("listPhoneSites")
    assert (box.tokens, client.denied) == (2, {}), "another token may have other scopes"


async def test_asking_again_forgets_what_was_refused_and_takes_a_token_that_may_have_the_scope(tmp_path: Path) -> None:
    lacks = Reply(400, {"code": 4711, "message": "Invalid access token, does not contain scopes:[a:read]."})
    box = Box([lacks])
    client = client_of(box, tmp_path)
    with pytest.raises(Forbidden):
        await client.request("listCallQueues")
    client.ask_again()
    assert client.denied == {}
    await client.request("listCallQueues")
    assert box.tokens == 2
    client.ask_again()
    await client.request("listCallQueues")
    assert box.tokens == 2, "nothing was missing"


async def test_a_role_that_may_not_write_is_remembered_and_costs_no_token(tmp_path: Path) -> None:
    refused = Reply(400, {"code": 200, "message": "No permission."})
    box, intent = Box([refused, refused]), Intent("1", "deleteACallQueue")
    client = client_of(box, tmp_path, write_log=Book(intent))
    with pytest.raises(Forbidden) as caught:
        await client.request("deleteACallQueue", {"callQueueId": "q1"}, intent=intent)
    assert caught.value.by_role
    [(name, denial)] = client.denied.items()
    assert (name, denial.by_role) == ("deleteACallQueue", True)
    assert "the role of the app's owner" in denial.said
    assert "phone:delete:call_queue:admin" in denial.said
    with pytest.raises(Forbidden):
        await client.request("getACallQueue", {"callQueueId": "q1"})
    assert set(client.denied) == {"deleteACallQueue"}, "one object that may not be read says nothing of the others"
    client.ask_again()
    await client.request("listCallQueues")
    assert (client.denied, box.tokens) == ({}, 1)


async def test_a_missing_scope_that_zoom_does_not_name_is_taken_from_the_contract(tmp_path: Path) -> None:
    box = Box([Reply(401, {"code": 4700, "message": "Invalid access token"})])
    sub = client_of(box, tmp_path).acting_for("sub1")
    with pytest.raises(Forbidden, match=":master") as caught:
        await sub.request("listCallQueues")
    assert caught.value.scopes == ("phone:read:list_call_queues:master", "phone:read:master")
    assert set(sub.denied) == {"listCallQueues"}


async def test_an_account_without_zoom_phone_is_told_so(tmp_path: Path) -> None:
    box = Box([Reply(403, {"code": 2031, "message": "Zoom Phone has not been enabled for this account"})])
    client = client_of(box, tmp_path)
    with pytest.raises(Forbidden, match="enabled for this account or user first"):
        await client.request("listCallQueues")
    assert dict(client.denied) == {}


async def test_the_errors_of_single_fields_come_along(tmp_path: Path) -> None:
    body = {
        "code": 300,
        "message": "Validation Failed.",
        "errors": [{"field": "site_id", "message": "Invalid"}, "bad", {"field": 5}, 7],
    }
    with pytest.raises(Invalid) as caught:
        await client_of(Box([Reply(400, body)]), tmp_path).request("listCallQueues")
    fields = [(each.field, each.message) for each in caught.value.fields]
    assert fields == [("site_id", "Invalid"), ("", "bad"), ("", "")]


@pytest.mark.parametrize(("sent", "code"), [("1003_001", "1003_001"), ("1003001", 1003001), (True, None), ([], None)])
async def test_codes_may_be_numbers_or_text(tmp_path: Path, sent: Any, code: int | str | None) -> None:
    with pytest.raises(Invalid) as caught:
        await client_of(Box([Reply(400, {"code": sent, "message": "no"})]), tmp_path).request("listCallQueues")
    assert caught.value.code == code


async def test_an_error_without_json_is_said_by_its_status(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="HTTP 418"):
        await client_of(Box([Reply(418, b"<html>teapot</html>")]), tmp_path).request("listCallQueues")


async def test_an_error_in_a_body_of_success_is_an_error_also_for_a_write(tmp_path: Path) -> None:
    intent = Intent("1", "deleteSIPPhone")
    box = Box([Reply(200, {"code": 300, "message": "The SIP phone with this phoneId was not found on this account"})])
    with pytest.raises(NotFound):
        await client_of(box, tmp_path, write_log=Book(intent)).request(
            "deleteSIPPhone", {"phoneId": "p"}, intent=intent
        )


@pytest.mark.parametrize(
    "body",
    [
        {"code": 200, "message": "OK"},
        {"code": 0, "message": ""},
        {"code": "US", "message": "hello", "name": "a row that has such fields"},
        {"message": "only a text"},
    ],
)
def test_data_that_looks_like_an_error_is_data(body: dict[str, Any]) -> None:
    import json

    raw = WireAnswer(200, {}, json.dumps(body).encode())
    answer = read_answer(operation("listCallQueues"), raw, 0)
    assert isinstance(answer, Answer)
    assert answer.data == body


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["code", "message", "errors", "field"]), inner),
    max_leaves=8,
)


@given(st.integers(300, 599), st.one_of(st.binary(), JSON))
def test_every_body_of_an_error_becomes_one_of_our_errors(status: int, body: Any) -> None:
    import json

    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    problem = read_problem(WireAnswer(status, {}, content))
    assert isinstance(problem, Problem)
    error = to_error(operation("listCallQueues"), problem, "")
    assert isinstance(error, ZtuiError)
    assert error.message


def test_a_batch_that_failed_in_part_names_each_number_and_its_reason() -> None:
    message = (
        'Some data failed : [{"phoneNumber":"+12055550101","reason":"The phone number already exists"},'
        '{"phoneNumber":"+1x","reason":"The phone number is invalid"}]'
    )
    raw = WireAnswer(400, {}, json.dumps({"code": 1000, "message": message}).encode())
    problem = read_problem(raw)
    assert [(each.field, each.message) for each in problem.fields] == [
        ("+12055550101", "The phone number already exists"),
        ("+1x", "The phone number is invalid"),
    ]
    error = to_error(operation("AddBYOCPhoneNumber"), problem, "")
    assert isinstance(error, Invalid)
    assert error.fields == problem.fields
    assert "[{" not in error.message
    assert "Some data failed" in error.message


@pytest.mark.parametrize("tail", ["[{]", '[{"phoneNumber": 5}]', "[{}]", '[{"reason": null}]'])
def test_a_text_with_brackets_that_tell_nothing_stays_as_it_is(tail: str) -> None:
    raw = WireAnswer(400, {}, json.dumps({"code": 1000, "message": f"Failed: {tail}"}).encode())
    assert read_problem(raw) == Problem(400, 1000, f"Failed: {tail}")


def test_fields_that_zoom_refuses_are_in_what_the_user_reads() -> None:
    wrong = [{"field": name, "message": "Invalid field."} for name in ("from", "to", "page_size", "type", "site_id")]
    raw = WireAnswer(400, {}, json.dumps({"code": 300, "message": "Validation Failed.", "errors": wrong}).encode())
    error = to_error(operation("accountCallHistory"), read_problem(raw), "")
    assert isinstance(error, Invalid)
    assert len(error.fields) == 5
    assert error.hint == "from: Invalid field; to: Invalid field; page_size: Invalid field; 2 more."
    alone = WireAnswer(400, {}, b'{"code":300,"message":"Validation Failed."}')
    assert to_error(operation("accountCallHistory"), read_problem(alone), "").hint == ""
