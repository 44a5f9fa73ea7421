from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.contract.catalogue import operation
from ztui.core.errors import ConfigError, Invalid
from ztui.zoom.urls import api_base, checked, named_host, target, told_base


@pytest.mark.parametrize(
    ("written", "base"),
    [
        ("https://api.zoom.us/v2", "https://api.zoom.us/v2"),
        ("https://api.zoom.us", "https://api.zoom.us/v2"),
        ("https://api-eu.zoom.us/v2/", "https://api-eu.zoom.us/v2"),
        ("http://127.0.0.1:8765/v2", "http://127.0.0.1:8765/v2"),
        ("http://localhost:8765", "http://localhost:8765/v2"),
        ("http://[::1]:1", "http://[::1]:1/v2"),
        (" https://gate.example/zoom ", "https://gate.example/zoom/v2"),
    ],
)
def test_the_base_url_is_taken_with_and_without_its_version(written: str, base: str) -> None:
    assert api_base(written) == base


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("https://api.zoom.us/v2", "api.zoom.us"),
        ("https://api.zoom.us:443/v2", "api.zoom.us"),
        ("http://127.0.0.1:8765/oauth/token", "127.0.0.1:8765"),
        ("https://gate.example:8443/v2", "gate.example:8443"),
    ],
)
def test_a_host_is_named_with_its_port_where_that_is_not_the_usual_one(url: str, named: str) -> None:
    assert named_host(url) == named


@pytest.mark.parametrize(
    "written",
    [
        "http://api.zoom.us/v2",
        "http://127.0.0.1.evil.example",
        "ftp://api.zoom.us",
        "api.zoom.us",
        "https://",
        "https://user:pass@api.zoom.us",
        "https://api.zoom.us/v2?x=1",
        "https://api.zoom.us:99999",
        "https://api.zoom.us/a b",
        "https://[::1",
        "",
    ],
)
def test_a_base_url_that_would_show_the_token_or_is_none_is_refused(written: str) -> None:
    with pytest.raises(ConfigError) as caught:
        api_base(written)
    assert "pass" not in str(caught.value).replace("password", "")


@pytest.mark.parametrize("told", ["https://api-us.zoom.us", "https://zoom.us/v2", "https://acme.zoom.us:443"])
def test_a_url_told_by_zoom_is_believed_below_zoom_us(told: str) -> None:
    assert told_base(told).endswith("/v2")


@pytest.mark.parametrize(
    "told",
    [
        "http://api.zoom.us",
        "https://zoom.us.evil.example",
        "https://evilzoom.us",
        "https://api.zoom.us:8443",
        "http://127.0.0.1",
    ],
)
def test_a_url_told_by_anybody_else_is_not_believed(told: str) -> None:
    with pytest.raises(ConfigError):
        told_base(told)


def test_the_oauth_url_keeps_its_path() -> None:
    assert checked("http://127.0.0.1:1/oauth/token", "OAuth URL") == "http://127.0.0.1:1/oauth/token"


def test_a_path_of_the_own_account_has_no_prefix_and_that_of_a_sub_account_has_one() -> None:
    queue = operation("getACallQueue")
    assert target(queue, {"callQueueId": "q"}, "").path == "/phone/call_queues/q"
    assert target(queue, {"callQueueId": "q"}, "sub").path == "/accounts/sub/phone/call_queues/q"


def test_number_management_is_documented_with_the_prefix_and_sent_without_it_for_the_own_account() -> None:
    numbers = operation("listPhoneNumbers")
    assert target(numbers, None, "").path == "/number_management/numbers"
    assert target(numbers, {"accountId": "me"}, "").path == "/number_management/numbers"
    assert target(numbers, None, "sub").path == "/accounts/sub/number_management/numbers"
    named = target(numbers, {"accountId": "sub"}, "")
    assert (named.path, named.account) == ("/accounts/sub/number_management/numbers", "sub")


def test_audio_trunks_are_asked_for_the_acting_account_or_for_me() -> None:
    trunks = operation("listSIPTrunks")
    assert target(trunks, None, "").path == "/accounts/me/sip_trunk/trunks"
    assert target(trunks, None, "sub").path == "/accounts/sub/sip_trunk/trunks"
    assert target(trunks, {"accountId": "other"}, "").path == "/accounts/other/sip_trunk/trunks"


def test_the_account_of_an_account_operation_must_be_named() -> None:
    with pytest.raises(Invalid):
        target(operation("DisassociateASubAccount"), None, "sub")
    assert target(operation("GetSubAccountDetails"), {"accountId": "a"}, "").path == "/accounts/a"


@pytest.mark.parametrize("operation_id", ["listPhoneNumbers", "listSIPTrunks"])
def test_a_request_in_one_account_s_name_never_goes_to_another(operation_id: str) -> None:
    with pytest.raises(Invalid):
        target(operation(operation_id), {"accountId": "other"}, "sub")


@pytest.mark.parametrize("value", ["", " ", "\n", ".", "..", None, 1.5, True, "\ud800"])
def test_a_value_that_would_change_the_path_is_refused(value: object) -> None:
    with pytest.raises(Invalid) as caught:
        target(operation("unassignMemberFromCallQueue"), {"callQueueId": "q", "memberId": value}, "")
    assert caught.value.fields[0].field == "memberId"


def test_a_missing_member_never_becomes_all_members() -> None:
    with pytest.raises(Invalid, match="memberId"):
        target(operation("unassignMemberFromCallQueue"), {"callQueueId": "q"}, "")


def test_a_value_for_a_parameter_that_the_path_does_not_have_is_refused() -> None:
    with pytest.raises(Invalid, match="queueId"):
        target(operation("getACallQueue"), {"queueId": "q"}, "")


@pytest.mark.parametrize(
    ("value", "segment"),
    [
        ("8f71O6rWT8KFUGQmJIFAdQ", "8f71O6rWT8KFUGQmJIFAdQ"),
        ("a/b", "a%2Fb"),
        ("+44 20", "%2B44%2020"),
        ("egLSRuj2SlWet+wLi87LNA==", "egLSRuj2SlWet%2BwLi87LNA%3D%3D"),
        ("/ajXp112QmuoKj4854875==", "%252FajXp112QmuoKj4854875%253D%253D"),
        ("a//b", "a%252F%252Fb"),
        ("Zoë", "Zo%C3%AB"),
        ("a%2F", "a%252F"),
    ],
)
def test_a_value_is_encoded_once_and_twice_with_a_slash_in_front_or_two_inside(value: str, segment: str) -> None:
    assert target(operation("getACallQueue"), {"callQueueId": value}, "").path == f"/phone/call_queues/{segment}"


@pytest.mark.parametrize(
    "value",
    [
        ".",
        "..",
        "/",
        "//",
        "./",
        "../x",
        "a/..",
        "\\",
        "%2F",
        "%252F",
        "%2e%2e",
        "%20",
        "?a",
        "#a",
        "%3Fa",
        "%00",
        "a/?b",
        "a/;b",
        "a%2F%3Bb",
    ],
)
def test_a_value_that_ends_or_leaves_the_path_however_it_is_decoded_is_refused(value: str) -> None:
    with pytest.raises(Invalid, match=r"cannot be|is empty"):
        target(operation("getACallQueue"), {"callQueueId": value}, "")


@given(st.text(min_size=1))
def test_every_value_is_refused_or_stays_one_segment_and_comes_back(value: str) -> None:
    try:
        path = target(operation("getACallQueue"), {"callQueueId": value}, "").path
    except Invalid:
        return
    segments = path.split("/")
    assert len(segments) == 4
    once = unquote(segments[-1])
    assert value in (once, unquote(once))
    assert path.isascii()
    assert not set(path) & set(" ?#\\")


@pytest.mark.parametrize(
    ("operation_id", "values", "account", "subject"),
    [
        ("unassignMemberFromCallQueue", {"callQueueId": "q", "memberId": "m"}, "", "/phone/call_queues/q"),
        ("addMembersToCallQueue", {"callQueueId": "q"}, "sub", "/accounts/sub/phone/call_queues/q"),
        ("AddBYOCPhoneNumber", {}, "", "/number_management/byoc_numbers"),
        ("deleteSIPTrunk", {"accountId": "a", "trunkId": "t"}, "", "/accounts/a"),
    ],
)
def test_writes_on_one_object_have_the_same_subject(
    operation_id: str, values: dict[str, str], account: str, subject: str
) -> None:
    assert target(operation(operation_id), values, account).subject == subject
