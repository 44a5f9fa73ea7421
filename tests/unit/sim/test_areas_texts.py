"""Text messages and faxes: sessions, windows, syncing, sending, and what cannot be sent."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.unit.sim.asking import Asker
from ztui.sim.areas.attachments import attachment
from ztui.sim.areas.files import FaxFile, FaxFiles
from ztui.sim.handling import Refusal
from ztui.sim.world.entities import Kind
from ztui.sim.world.texting import Texting, Thread

if TYPE_CHECKING:
    from ztui.sim.world.entities import Number

MONTH = {"from": "2026-10-22", "to": "2026-11-21"}
OUTSIDE = "+12065550100"


@pytest.fixture
def asker() -> Asker:
    return Asker()


def _own(asker: Asker) -> Number:
    """Give a number of a user that can send messages."""
    return next(each for each in asker.system.numbers if each.messaging and each.owner and each.owner.kind == Kind.USER)


def _send(asker: Asker, number: str, text: str = "Hello", **fields: object) -> dict[str, Any]:
    body = {"message": text, "sender": {"phone_number": number}, "to_members": [{"phone_number": OUTSIDE}]}
    sent: dict[str, Any] = asker.ask("postSmsMessage", body=body | fields)
    return sent


def _file(asker: Asker, url: str) -> bytes:
    parts = urlsplit(url)
    return attachment(asker.world, parts.path, parts.query.removeprefix("key=")).body


def _long(asker: Asker) -> Thread:
    """Give the session with most messages."""
    return max(asker.system.part(Texting).threads, key=lambda thread: len(thread.messages))


def test_sessions_belong_to_the_numbers_that_can_send(asker: Asker) -> None:
    rows = asker.rows("accountSmsSession", MONTH)
    assert rows
    assert [row["last_access_time"] for row in rows] == sorted((r["last_access_time"] for r in rows), reverse=True)
    for row in rows:
        own = next(each for each in row["participants"] if each["is_session_owner"])
        number = asker.system.number_by_e164(own["phone_number"])
        assert number is not None
        assert number.messaging


def test_attachments_are_as_large_as_they_say(asker: Asker) -> None:
    found = [
        each
        for row in asker.rows("accountSmsSession", MONTH)
        for message in asker.rows("smsSessionDetails", MONTH, {"sessionId": row["session_id"]})
        for each in message["attachments"]
    ]
    assert found
    for each in found:
        assert len(_file(asker, each["download_url"])) == each["size"]
    with pytest.raises(Refusal):
        _file(asker, found[0]["download_url"] + "0")


def test_a_window_leaves_the_sessions_with_messages_in_it(asker: Asker) -> None:
    thread = _long(asker)
    early = (asker.now - timedelta(days=90)).date().isoformat(), (asker.now - timedelta(days=62)).date().isoformat()
    path = {"sessionId": thread.id}
    assert asker.rows("accountSmsSession", {"from": early[0], "to": early[1]}) == []
    assert asker.rows("smsSessionDetails", {"from": early[0], "to": early[1]}, path) == []
    assert asker.refusal("accountSmsSession", query={"from": "2026-09-01", "to": "2026-11-01"}) == (400, 300)
    assert asker.refusal("userSmsSession", {"userId": "none"}, query=MONTH) == (404, 1001)
    user = next(iter(asker.system.users))
    assert asker.refusal("userSmsSession", {"userId": user.id}, query={"session_type": "x"}) == (400, 400)


def test_a_message_that_is_sent_is_the_last_of_its_session(asker: Asker) -> None:
    number = _own(asker)
    first, second = _send(asker, number.number), _send(asker, number.number, "Again")
    assert first["session_id"] == second["session_id"]
    path = {"sessionId": first["session_id"]}
    rows = asker.rows("smsSessionDetails", path=path)
    assert [row["message"] for row in rows] == ["Again", "Hello"]
    assert [row["message"] for row in asker.rows("smsSessionDetails", {"sort": 1}, path)] == ["Hello", "Again"]
    shown = asker.ask("smsByMessageId", path | {"messageId": second["message_id"]})
    assert (shown["direction"], shown["sender"]["phone_number"]) == ("Out", number.number)
    assert number.owner is not None
    own = asker.ask("userSmsSession", {"userId": number.owner.id})["sms_sessions"]
    assert own[0]["session_id"] == first["session_id"]
    assert asker.rows("accountSmsSession", {"phone_number": OUTSIDE})[0]["session_id"] == first["session_id"]
    picture = [{"type": "PNG", "base64_encoding": "iVBORw0KGgo="}]
    third = _send(asker, number.number, "", attachments=picture, session_id=first["session_id"])
    shown = asker.ask("smsByMessageId", path | {"messageId": third["message_id"]})
    assert (shown["message_type"], shown["attachments"][0]["type"]) == (2, "PNG")
    assert _file(asker, shown["attachments"][0]["download_url"]).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sender": {"phone_number": "+19999999999"}}, 7001),
        ({"sender": {"user_id": "none"}}, 1001),
        ({"to_members": [{"phone_number": "12"}]}, 316),
        ({"message": ""}, 300),
        ({"session_id": "none"}, 300),
        ({"attachments": [{"base64_encoding": "aaaa"}]}, 138),
        ({"attachments": [{"base64_encoding": "?", "type": "PNG"}]}, 121),
    ],
)
def test_what_cannot_be_sent_is_refused(asker: Asker, changes: dict[str, Any], code: int) -> None:
    number = _own(asker)
    body: dict[str, Any] = {"message": "x", "to_members": [{"phone_number": OUTSIDE}]} | changes
    body["sender"] = {"phone_number": number.number} | changes.get("sender", {})
    assert asker.refusal("postSmsMessage", body=body) == (400, code)
    assert asker.rows("accountSmsSession", {"phone_number": OUTSIDE}) == []


def test_only_the_owner_sends_from_a_number(asker: Asker) -> None:
    number = _own(asker)
    other = next(user for user in asker.system.users if number.owner and user.id != number.owner.id)
    body = {"message": "x", "to_members": [{"phone_number": OUTSIDE}]}
    sender = {"phone_number": number.number, "user_id": other.id}
    assert asker.refusal("postSmsMessage", body=body | {"sender": sender}) == (400, 7001)
    assert number.owner is not None
    asker.ask("postSmsMessage", body=body | {"sender": sender | {"user_id": number.owner.id}})


def test_syncing_a_session_gives_every_message_once(asker: Asker) -> None:
    thread = _long(asker)
    path, seen = {"sessionId": thread.id}, []
    answer = asker.ask("smsSessionSync", path, query={"sync_type": "FSync", "count": 2})
    while answer["sms_histories"]:
        seen += [row["message_id"] for row in answer["sms_histories"]]
        older = {"sync_type": "BSync", "count": 2, "sync_token": answer["sync_token"]}
        answer = asker.ask("smsSessionSync", path, query=older)
    assert seen == [each.id for each in reversed(thread.messages)]
    sent = _send(asker, thread.number, session_id=thread.id)
    newer = {"sync_type": "ISync", "count": 2, "sync_token": answer["sync_token"]}
    answer = asker.ask("smsSessionSync", path, query=newer)
    assert [row["message_id"] for row in answer["sms_histories"]] == [sent["message_id"]]
    for _ in range(3):
        _send(asker, thread.number, session_id=thread.id)
    assert asker.refusal("smsSessionSync", path, query=newer) == (400, 7035)
    assert asker.refusal("smsSessionSync", path, query=newer | {"sync_token": "x"}) == (400, 300)
    assert asker.refusal("smsSessionSync", {"sessionId": "none"}, query=newer) == (404, 12004)


def test_syncing_sessions_tells_those_with_something_new(asker: Asker) -> None:
    number = _own(asker)
    assert number.owner is not None
    path = {"userId": number.owner.id}
    answer = asker.ask("GetSmsSessions", path, query={"sync_type": "FSync"})
    since = {"sync_type": "ISync", "sync_token": answer["sync_token"]}
    assert asker.ask("GetSmsSessions", path, query=since)["sms_sessions"] == []
    asker.now += timedelta(minutes=1)
    sent = _send(asker, number.number)
    new = asker.ask("GetSmsSessions", path, query=since)["sms_sessions"]
    assert [(row["session_id"], row["latest_message"]["message_id"]) for row in new] == [
        (sent["session_id"], sent["message_id"])
    ]
    older = {"sync_type": "BSync", "sync_token": answer["sync_token"]}
    assert asker.ask("GetSmsSessions", path, query=older)["sms_sessions"] == []
    assert asker.refusal("GetSmsSessions", path, query=since | {"sync_token": ""}) == (404, 300)


def _uploaded(asker: Asker) -> str:
    until = asker.now + timedelta(days=1)
    asker.system.part(FaxFiles)["file"] = FaxFile("file", "a.pdf", 10, until)
    return "file"


def test_a_fax_that_is_sent_has_a_log(asker: Asker) -> None:
    number = _own(asker)
    receivers = [{"receiver_number": OUTSIDE, "receiver_name": "Ann"}, {"receiver_number": "12"}]
    body = {"sender_number": number.number, "file_id": _uploaded(asker), "receivers": receivers}
    sent = asker.ask("SendEFax", body=body)
    assert [each["status"] for each in sent["receivers"]] == ["success", "invalid_receiver_number"]
    key = sent["receivers"][0]["fax_log_id"]
    row = asker.ask("GetAccount'sFaxLogs", query={"receiver_number": OUTSIDE})["fax_logs"][0]
    assert (row["fax_log_id"], row["status"], row["sender_type"]) == (key, "submitted", "openapi")
    assert row["file_id"] == "file"
    own = asker.rows("Getuser'sfaxlogs", path={"extensionId": row["extension_id"]})
    assert own[0]["fax_log_id"] == key
    assert asker.ask("GetFaxLogDetails", {"faxLogId": key})[0]["receiver_name"] == "Ann"


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"sender_number": "+19999999999"}, "invalid_sender_number"),
        ({"file_id": "none"}, "invalid_parameter"),
    ],
)
def test_a_fax_that_cannot_go_says_why(asker: Asker, changes: dict[str, str], status: str) -> None:
    body = {
        "sender_number": _own(asker).number,
        "file_id": _uploaded(asker),
        "receivers": [{"receiver_number": OUTSIDE}],
    }
    assert asker.ask("SendEFax", body=body | changes)["receivers"][0]["status"] == status
    free = next(each for each in asker.system.numbers if each.owner is None)
    sent = asker.ask("SendEFax", body=body | {"sender_number": free.number})
    assert sent["receivers"][0]["status"] == "sender_fax_disabled"


def test_faxes_are_read_downloaded_and_deleted(asker: Asker) -> None:
    row = next(row for row in asker.rows("GetAccount'sFaxLogs", MONTH) if row["read_status"] == "unread")
    path = {"faxLogId": row["fax_log_id"]}
    asker.ask("UpdateFaxLogReadStatus", path, query={"read_status": "read"})
    assert asker.ask("GetFaxLogDetails", path)[0]["read_status"] == "read"
    asker.ask("UpdateFaxLogReadStatus", path, query={"read_status": "unread"})
    assert asker.ask("GetFaxLogDetails", path)[0]["read_status"] == "unread"
    assert asker.refusal("Downloadfaxfile", path | {"fileId": "none"}) == (404, 40402)
    asker.ask("DeleteFaxLog", path)
    assert row["fax_log_id"] not in {each["fax_log_id"] for each in asker.rows("GetAccount'sFaxLogs", MONTH)}
    assert asker.refusal("GetFaxLogDetails", path) == (404, 40401)
    assert asker.refusal("DeleteFaxLog", path) == (404, 400001)
    assert asker.refusal("UpdateFaxLogReadStatus", path) == (400, 400001)
    assert asker.refusal("Getuser'sfaxlogs", {"extensionId": "none"}) == (404, None)


def test_faxes_are_filtered_by_site_and_kind(asker: Asker) -> None:
    rows = asker.rows("GetAccount'sFaxLogs", MONTH)
    site = rows[0]["site_id"]
    at_site = asker.rows("GetAccount'sFaxLogs", MONTH | {"site_id": site})
    assert [row["fax_log_id"] for row in at_site] == [row["fax_log_id"] for row in rows if row["site_id"] == site]
    users = asker.rows("GetAccount'sFaxLogs", MONTH | {"extension_type": "user"})
    assert {row["extension_type"] for row in users} == {"user"}
