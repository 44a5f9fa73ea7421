from __future__ import annotations

import asyncio
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.unit.zoom.box import APP, Asked, Book, Box, QuickClock, Reply, client_of
from ztui.core.errors import (
    ConfigError,
    Invalid,
    OutcomeUnknown,
    RateLimited,
    ReadOnly,
    ServerError,
    UnknownName,
    Unreachable,
)
from ztui.core.ports import Intent
from ztui.zoom.credentials import StaticToken

if TYPE_CHECKING:
    from pathlib import Path

REMOVE = Intent("1", "deleteACallQueue")
QUEUE = {"callQueueId": "q1"}


async def test_a_request_carries_token_agent_and_query_and_gives_what_zoom_sent(tmp_path: Path) -> None:
    box = Box([Reply(body={"id": "q1", "odd": [1, None]}, headers={"X-Zm-TrackingId": "v=2.0;clid=us"})])
    client = client_of(box, tmp_path)
    answer = await client.request("listCallQueues", query={"page_size": 3, "site_id": "a+b"})
    assert answer.data == {"id": "q1", "odd": [1, None]}
    assert answer.tracking_id == "v=2.0;clid=us"
    asked = box.asked[0]
    assert asked.headers["authorization"] == "Bearer token-1"
    assert asked.headers["user-agent"].startswith("ztui/")
    assert (asked.raw_path, asked.raw_query) == ("/v2/phone/call_queues", "page_size=3&site_id=a%2Bb")


async def test_requests_in_a_sub_account_s_name_share_connection_token_and_log(tmp_path: Path) -> None:
    box = Box()
    client = client_of(box, tmp_path)
    sub = client.acting_for("sub1")
    await client.request("listCallQueues")
    await sub.request("listCallQueues")
    assert [asked.path for asked in box.asked] == ["/v2/phone/call_queues", "/v2/accounts/sub1/phone/call_queues"]
    assert (client.account, sub.account, sub.acting_for("").account) == ("", "sub1", "")
    assert box.tokens == 1
    assert sub.requests is client.requests


async def test_the_api_url_of_the_settings_wins_over_the_one_that_zoom_names(tmp_path: Path) -> None:
    seen: list[str] = []

    def behave(asked: Asked) -> Reply:
        seen.append(asked.headers["host"] + asked.path)
        return Reply(body={})

    box = Box(behave)
    box.token_extra = {"api_url": "https://api-eu.zoom.us"}
    await client_of(box, tmp_path / "a").request("listCallQueues")
    await client_of(box, tmp_path / "b", api_url="http://127.0.0.1:8765").request("listCallQueues")
    assert seen == ["api-eu.zoom.us/v2/phone/call_queues", "127.0.0.1:8765/v2/phone/call_queues"]


async def test_a_token_never_goes_to_a_host_that_is_not_zoom_s(tmp_path: Path) -> None:
    box = Box()
    box.token_extra = {"api_url": "https://api.zoom.us.evil.example"}
    with pytest.raises(ConfigError, match=r"evil\.example"):
        await client_of(box, tmp_path).request("listCallQueues")
    assert box.asked == []


async def test_an_unknown_operation_is_named_with_its_neighbours(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="listCallQueues"):
        await client_of(Box(), tmp_path).request("listCallQueue")


@pytest.mark.parametrize("fault", [Reply(500), Reply(503, b"<html>"), ConnectionResetError(), TimeoutError()])
async def test_a_get_is_sent_again_after_a_passing_fault(tmp_path: Path, fault: Reply | Exception) -> None:
    box = Box([fault, fault, Reply(body={"ok": True})])
    clock = QuickClock()
    client = client_of(box, tmp_path, clock)
    assert (await client.request("listCallQueues")).data == {"ok": True}
    assert len(box.asked) == 3
    assert client.requests.recent[0].retries == 2


async def test_a_get_that_broke_off_in_its_body_is_sent_again(tmp_path: Path) -> None:
    cut = Reply(body={"rows": list(range(50))}, cut=ConnectionResetError())
    box = Box([cut, Reply(body={"rows": []}, headers={"content-length": "500"}), Reply(body={"rows": [1]})])
    assert (await client_of(box, tmp_path).request("listCallQueues")).data == {"rows": [1]}


async def test_patience_ends_and_the_last_error_stands(tmp_path: Path) -> None:
    box = Box(lambda _: Reply(500, {"code": 500, "message": "Internal"}))
    with pytest.raises(ServerError, match="Internal"):
        await client_of(box, tmp_path).request("listCallQueues")
    assert len(box.asked) == 6
    gone = Box(lambda _: ConnectionResetError())
    with pytest.raises(Unreachable, match=r"api\.zoom\.us") as caught:
        await client_of(gone, tmp_path).request("listCallQueues")
    assert caught.value.exit_code == 3


async def test_an_answer_that_is_not_json_is_a_server_error(tmp_path: Path) -> None:
    box = Box(lambda _: Reply(200, b"<html>sign in</html>"))
    with pytest.raises(ServerError, match="not JSON"):
        await client_of(box, tmp_path).request("listCallQueues")


async def test_numbers_that_json_does_not_know_become_none(tmp_path: Path) -> None:
    box = Box([Reply(200, b'\xef\xbb\xbf{"a": NaN, "b": -Infinity, "c": "\xff"}')])
    assert (await client_of(box, tmp_path).request("listCallQueues")).data == {"a": None, "b": None, "c": "\ufffd"}


async def test_a_deeply_nested_body_is_no_crash(tmp_path: Path) -> None:
    box = Box(lambda _: Reply(200, b"[" * 200_000))
    with pytest.raises(ServerError):
        await client_of(box, tmp_path).request("listCallQueues")


async def test_a_redirect_is_not_followed(tmp_path: Path) -> None:
    box = Box([Reply(302, headers={"location": "https://evil.example/"})])
    with pytest.raises(ServerError, match="redirect"):
        await client_of(box, tmp_path).request("listCallQueues")
    assert len(box.asked) == 1


async def test_a_file_is_given_as_bytes(tmp_path: Path) -> None:
    box = Box([Reply(200, b"ID3\x00", headers={"content-type": "audio/mpeg"})])
    answer = await client_of(box, tmp_path).request("phoneDownloadVoicemailFile", {"fileId": "f"})
    assert answer.data == b"ID3\x00"


async def test_http_429_is_waited_out_as_told_for_any_verb(tmp_path: Path) -> None:
    told = Reply(
        429, {"code": 429, "message": "maximum per-second rate limit"}, {"Retry-After": "2026-11-21T14:05:04Z"}
    )
    box = Box([told, Reply(204)])
    clock = QuickClock()
    book = Book(REMOVE)
    client = client_of(box, tmp_path, clock, write_log=book)
    assert (await client.request("deleteACallQueue", QUEUE, intent=REMOVE)).data is None
    assert max(clock.sleeps) >= 4
    assert (len(box.asked), len(book.noted), client.requests.limited) == (2, 1, 1)


async def test_a_daily_limit_is_said_with_its_end_instead_of_waited_out(tmp_path: Path) -> None:
    headers = {"X-RateLimit-Type": "Daily-limit", "X-RateLimit-Limit": "30000", "Retry-After": "2026-11-22T00:00:00Z"}
    box = Box(lambda _: Reply(429, {"code": 429, "message": "daily rate limit"}, headers))
    clock = QuickClock()
    client = client_of(box, tmp_path, clock)
    with pytest.raises(RateLimited, match="2026-11-22 00:00") as caught:
        await client.request("accountCallHistory")
    assert caught.value.until is not None
    assert len(box.asked) == 1
    with pytest.raises(RateLimited, match="used up"):
        await client.request("accountCallHistory")
    assert len(box.asked) == 1, "the empty pot was noted"


async def test_code_429_under_http_400_is_a_batch_too_large_and_not_sent_again(tmp_path: Path) -> None:
    box = Box([Reply(400, {"code": 429, "message": "Room batch operation is limited to 5 per request"})])
    with pytest.raises(Invalid, match="limited to 5"):
        await client_of(box, tmp_path).request("listCallQueues")
    assert len(box.asked) == 1


async def test_a_write_needs_an_open_intent_of_its_own_operation_and_account(tmp_path: Path) -> None:
    box = Box()
    client = client_of(box, tmp_path, write_log=Book(REMOVE))
    wrong = [
        (client, None),
        (client, Intent("2", "deleteACallQueue")),
        (client, Intent("1", "updateCallQueue")),
        (client.acting_for("sub1"), REMOVE),
        (client_of(box, tmp_path), REMOVE),
        (client_of(box, tmp_path, write_log=Book(REMOVE), read_only=True), REMOVE),
        (client_of(box, tmp_path, write_log=Book(REMOVE), read_only=True).acting_for("sub1"), REMOVE),
    ]
    for refused, intent in wrong:
        with pytest.raises(ReadOnly):
            await refused.request("deleteACallQueue", QUEUE, intent=intent)
    assert box.asked == []


async def test_the_journal_hears_of_a_write_before_it_leaves(tmp_path: Path) -> None:
    book = Book(Intent("1", "updateCallQueue"))

    def behave(asked: Asked) -> Reply:
        assert len(book.noted) == 1
        return Reply(204)

    box = Box(behave)
    client = client_of(box, tmp_path, write_log=book)
    await client.request("updateCallQueue", QUEUE, body={"name": "Zoë"}, intent=Intent("1", "updateCallQueue"))
    assert book.noted[0][1]["body"] == {"name": "Zoë"}
    assert box.asked[0].json == {"name": "Zoë"}
    assert box.asked[0].headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    "fault",
    [
        ConnectionResetError(),
        TimeoutError(),
        Reply(204, {"a": 1}, cut=ConnectionResetError()),
        Reply(504),
        Reply(302, headers={"location": "https://proxy.example/sign-in"}),
        Reply(200, b"<"),
    ],
)
async def test_a_write_without_an_answer_has_an_unknown_outcome_and_is_not_repeated(
    tmp_path: Path, fault: Reply | Exception
) -> None:
    box = Box([fault])
    with pytest.raises(OutcomeUnknown) as caught:
        await client_of(box, tmp_path, write_log=Book(REMOVE)).request("deleteACallQueue", QUEUE, intent=REMOVE)
    assert (len(box.asked), caught.value.exit_code) == (1, 5)


async def test_a_write_that_failed_in_zoom_is_not_repeated(tmp_path: Path) -> None:
    box = Box([Reply(500)])
    with pytest.raises(ServerError):
        await client_of(box, tmp_path, write_log=Book(REMOVE)).request("deleteACallQueue", QUEUE, intent=REMOVE)
    assert len(box.asked) == 1


async def test_a_delete_carries_a_body_and_a_body_may_be_a_bare_array(tmp_path: Path) -> None:
    intents = (Intent("1", "DeleteSMSConsents"), Intent("2", "createCRPhoneNumbers"))
    box = Box([Reply(204), Reply(201)])
    client = client_of(box, tmp_path, write_log=Book(*intents))
    await client.request("DeleteSMSConsents", body={"consent_ids": ["c"]}, intent=intents[0])
    await client.request("createCRPhoneNumbers", body=["+12065550100"], intent=intents[1])
    assert [asked.json for asked in box.asked] == [{"consent_ids": ["c"]}, ["+12065550100"]]
    assert [asked.method for asked in box.asked] == ["DELETE", "POST"]


async def test_a_body_that_is_no_json_or_a_file_never_leaves(tmp_path: Path) -> None:
    intents = (Intent("1", "updateCallQueue"), Intent("2", "uploadVB"))
    box = Box()
    client = client_of(box, tmp_path, write_log=Book(*intents))
    for body in ({"a": float("nan")}, {"a": object()}, {"a": "\ud800"}):
        with pytest.raises(Invalid, match="not JSON"):
            await client.request("updateCallQueue", QUEUE, body=body, intent=intents[0])
    with pytest.raises(Invalid, match="file"):
        await client.request("uploadVB", {"accountId": "a"}, body={"file": "x"}, intent=intents[1])
    assert box.asked == []


async def test_writes_on_one_object_go_one_after_another_and_on_two_side_by_side(tmp_path: Path) -> None:
    running: dict[str, int] = {}
    most: dict[str, int] = {}

    async def behave(asked: Asked) -> Reply:
        for key in (asked.path, "all"):
            running[key] = running.get(key, 0) + 1
            most[key] = max(most.get(key, 0), running[key])
        for _ in range(40):
            await asyncio.sleep(0.001)
        running[asked.path] -= 1
        running["all"] -= 1
        return Reply(204)

    intents = [Intent(str(number), "updateCallQueue") for number in range(4)]
    client = client_of(Box(behave), tmp_path, write_log=Book(*intents), plan="none")
    queues = ["q1", "q1", "q2", "q2"]
    await asyncio.gather(
        *(
            client.request("updateCallQueue", {"callQueueId": queue}, body={}, intent=intent)
            for queue, intent in zip(queues, intents, strict=True)
        )
    )
    assert most == {"/v2/phone/call_queues/q1": 1, "/v2/phone/call_queues/q2": 1, "all": 2}


async def test_the_log_holds_templates_and_counts_and_no_secret(tmp_path: Path) -> None:
    box = Box([Reply(500), Reply(body={}, headers={"x-zm-trackingid": "t1"}), Reply(404)])
    client = client_of(box, tmp_path)
    await client.request("getACallQueue", QUEUE)
    with pytest.raises(Exception, match="Get a call queue"):
        await client.request("getACallQueue", {"callQueueId": "gone"})
    newest, before, token = client.requests.recent
    assert (before.method, before.path, before.status) == ("GET", "/phone/call_queues/{callQueueId}", 200)
    assert (before.label, before.retries, before.tracking_id, before.error) == ("LIGHT", 1, "t1", "")
    assert (newest.status, bool(newest.error)) == (404, True)
    assert (token.method, token.path, token.label) == ("POST", "/oauth/token", "")
    assert (client.requests.sent, client.requests.retried, client.requests.failed) == (4, 1, 1)
    assert dict(client.requests.by_label) == {"LIGHT": 3}
    assert not any(word in repr(client.requests.recent) for word in ("hush", "token-1", "q1"))


def test_no_secret_is_shown_by_credentials() -> None:
    assert "hush" not in repr(APP)
    assert "hush" not in repr(StaticToken("hush"))
    assert "hush" not in StaticToken("hush").owner


def test_the_client_is_imported_without_an_http_library() -> None:
    code = (
        "import sys, ztui.zoom.client, ztui.zoom.transport as t, ztui.zoom.asgi; t.http();"
        "sys.exit(any(name in sys.modules for name in ('httpx', 'anyio', 'pydantic')))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
