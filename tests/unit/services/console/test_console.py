from __future__ import annotations

import asyncio
import io
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from tests.unit.store.samples import StillClock
from tests.unit.zoom.box import Asked, Box, Reply, client_of
from ztui.cli.runtime import GlobalOptions
from ztui.contract.catalogue import operation, operations
from ztui.core.config import Profile
from ztui.core.errors import Invalid, NotFound, OutcomeUnknown, ReadOnly
from ztui.core.paths import Folders
from ztui.main import House
from ztui.resources.model import Confirm
from ztui.services.console.console import Console
from ztui.services.console.danger import level_of, weigh
from ztui.services.console.draft import Draft
from ztui.services.console.request import ConsoleRequest
from ztui.services.session import Session
from ztui.store.journal import Journal, Outcome

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@asynccontextmanager
async def demo(folder: Path, **options: Any) -> AsyncIterator[tuple[Session, Console]]:
    environ = {f"ZTUI_{kind}_DIR": str(folder / kind) for kind in ("CONFIG", "CACHE", "STATE")}
    house = House(environ, io.StringIO(), io.StringIO())
    async with house.session(GlobalOptions(demo=True, **options)) as session:
        yield session, Console(session)


@asynccontextmanager
async def boxed(folder: Path, behave: Any, **options: Any) -> AsyncIterator[tuple[Session, Console, Box]]:
    box = Box(behave)
    journal = Journal(folder / "journal.sqlite", StillClock())
    session = Session.begin(
        profile=Profile("acme", plan="none", **options),
        client=client_of(box, folder, write_log=journal, plan="none"),
        clock=StillClock(),
        zone=ZoneInfo("America/Los_Angeles"),
        folders=Folders.inside(folder),
        journal=journal,
    )
    try:
        yield session, Console(session), box
    finally:
        await session.close()


async def outcomes(session: Session) -> list[Outcome | None]:
    assert session.journal is not None
    return [each.outcome for each in await session.journal.entries()]


async def test_a_read_tells_data_headers_and_no_problem(tmp_path: Path) -> None:
    async with demo(tmp_path) as (session, console):
        request = Draft(operation("listCallQueues"), query={"page_size": 2}).request()
        done = await console.send(request)
        assert (done.status, done.error, done.problems, done.label) == (200, None, (), "MEDIUM")
        assert len(done.data["call_queues"]) == 2
        assert {"content-type", "x-zm-trackingid"} <= dict(done.headers).keys()
        assert console.history == (request,)
        assert await outcomes(session) == []
        assert (await console.danger(request)).confirm is None


async def test_a_heavy_read_tells_what_is_left_of_the_day(tmp_path: Path) -> None:
    async with demo(tmp_path) as (_, console):
        done = await console.send(ConsoleRequest("accountCallHistory"))
        assert done.quota == "HEAVY, 29,999 of 30,000 left"


async def test_a_write_goes_through_the_journal_and_changes_the_account(tmp_path: Path) -> None:
    async with demo(tmp_path) as (session, console):
        queue = (await console.send(ConsoleRequest("listCallQueues"))).data["call_queues"][0]["id"]
        request = ConsoleRequest("updateCallQueue", {"callQueueId": queue}, {}, {"name": "Renamed"})
        done = await console.send(request, reason="because")
        assert (done.status, done.data, done.error) == (204, None, None)
        assert session.journal is not None
        (entry,) = await session.journal.entries()
        assert (entry.outcome, entry.plan["body"], entry.plan["reason"]) == (
            Outcome.DONE,
            {"name": "Renamed"},
            "because",
        )
        read = await console.send(ConsoleRequest("getACallQueue", {"callQueueId": queue}))
        assert read.data["name"] == "Renamed"


async def test_what_does_not_fit_the_contract_is_not_sent_unless_insisted_on(tmp_path: Path) -> None:
    async with boxed(tmp_path, lambda _: Reply(body={"call_queues": []})) as (session, console, box):
        request = ConsoleRequest("createCallQueue", {}, {}, {"name": 5, "moon": 1})
        done = await console.send(request)
        assert isinstance(done.error, Invalid)
        assert [each.field for each in done.error.fields] == ["site_id", "name", "moon"]
        assert (done.status, box.asked, console.history) == (0, [], ())
        await console.send(request, validate=False)
        assert [each.json for each in box.asked] == [{"name": 5, "moon": 1}]
        assert await outcomes(session) == [Outcome.DONE]


async def test_what_zoom_refuses_is_told_and_laid_onto_the_lines(tmp_path: Path) -> None:
    refusal = {"code": 300, "message": "Validation Failed.", "errors": [{"field": "siteId", "message": "is unknown"}]}
    async with boxed(tmp_path, lambda _: Reply(400, refusal)) as (session, console, _):
        form = Draft(operation("createCallQueue"), body={"name": "x", "site_id": "s"})
        done = await console.send(form.request())
        assert isinstance(done.error, Invalid)
        assert done.status == 400
        assert form.told(done.error.fields) == ()
        assert [(each.title, each.problem) for each in form.lines() if each.problem] == [("site_id", "is unknown")]
        assert await outcomes(session) == [Outcome.FAILED]


async def test_a_write_without_an_answer_stays_unknown_and_is_not_sent_again(tmp_path: Path) -> None:
    async with boxed(tmp_path, lambda _: Reply(204, body=b"lost", cut=ConnectionResetError())) as (
        session,
        console,
        box,
    ):
        done = await console.send(ConsoleRequest("deleteACallQueue", {"callQueueId": "q"}))
        assert isinstance(done.error, OutcomeUnknown)
        assert len(box.asked) == 1
        assert await outcomes(session) == [Outcome.UNKNOWN]


async def test_a_write_that_is_broken_off_once_it_was_sent_has_an_unknown_outcome(tmp_path: Path) -> None:
    reached = asyncio.Event()

    async def behave(_: Asked) -> Reply:
        reached.set()
        await asyncio.Event().wait()
        return Reply(204)

    async with boxed(tmp_path, behave) as (session, console, _):
        sending = asyncio.create_task(console.send(ConsoleRequest("deleteACallQueue", {"callQueueId": "q"})))
        await reached.wait()
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
        assert await outcomes(session) == [Outcome.UNKNOWN]


async def test_an_answer_to_a_write_that_cannot_be_read_leaves_its_outcome_unknown(tmp_path: Path) -> None:
    async with boxed(tmp_path, lambda _: Reply(201, body=b"<html>")) as (session, console, _):
        done = await console.send(ConsoleRequest("createCallQueue", {}, {}, {"name": "x", "site_id": "s"}))
        assert done.error is not None
        assert await outcomes(session) == [Outcome.UNKNOWN]


@pytest.mark.parametrize("status", [500, 503])
async def test_a_failure_of_zooms_own_leaves_the_outcome_of_a_write_open(tmp_path: Path, status: int) -> None:
    async with boxed(tmp_path, lambda _: Reply(status, {"code": 500, "message": "Internal"})) as (
        session,
        console,
        box,
    ):
        done = await console.send(ConsoleRequest("deleteACallQueue", {"callQueueId": "q"}))
        assert done.error is not None
        assert (done.error.exit_code, done.status, len(box.asked)) == (5, status, 1)
        assert "not certain" in done.error.hint
        assert "later" not in done.error.hint
        assert await outcomes(session) == [Outcome.UNKNOWN]


@pytest.mark.parametrize(
    ("body", "said"),
    [(b'{"call_queues": [], "page_size": NaN}', "NaN"), (b'{"call_queues": [], "x": "\xff"}', "UTF-8")],
)
async def test_what_is_no_json_in_an_answer_is_told(tmp_path: Path, body: bytes, said: str) -> None:
    async with boxed(tmp_path, lambda _: Reply(200, body=body)) as (_, console, _):
        done = await console.send(ConsoleRequest("listCallQueues"))
        assert done.error is None
        assert said in done.problems[0].message


async def test_the_query_of_an_address_in_an_answer_is_not_shown(tmp_path: Path) -> None:
    where = {"location": "https://files.zoom.us/a?signature=secret"}
    async with boxed(tmp_path, lambda _: Reply(200, {"call_queues": []}, where)) as (_, console, _):
        done = await console.send(ConsoleRequest("listCallQueues"))
        assert dict(done.headers)["location"] == "https://files.zoom.us/a?..."


async def test_an_answer_that_is_nested_too_deeply_is_called_that(tmp_path: Path) -> None:
    async with boxed(tmp_path, lambda _: Reply(200, body=b"[" * 200_000)) as (_, console, _):
        done = await console.send(ConsoleRequest("listCallQueues"))
        assert done.error is not None
        assert "nested too deeply" in done.error.message


async def test_an_object_that_is_not_there_is_told(tmp_path: Path) -> None:
    async with demo(tmp_path) as (_, console):
        done = await console.send(ConsoleRequest("getACallQueue", {"callQueueId": "nope"}))
        assert isinstance(done.error, NotFound)
        assert done.status == 404
        assert dict(done.headers)["x-zm-trackingid"]


async def test_an_answer_that_does_not_fit_is_given_as_it_is(tmp_path: Path) -> None:
    body = {"call_queues": [{"id": 5}], "news": 1}
    async with boxed(tmp_path, lambda _: Reply(body=body)) as (_, console, _):
        done = await console.send(ConsoleRequest("listCallQueues"))
        assert done.data == body
        assert [each.field for each in done.problems] == ["call_queues[0].id"]


async def test_nothing_is_written_where_only_reading_is_allowed(tmp_path: Path) -> None:
    request = ConsoleRequest("deleteACallQueue", {"callQueueId": "q"})
    async with demo(tmp_path, read_only=True) as (session, console):
        assert "read" in console.allowed(request.operation)
        assert console.allowed(operation("listCallQueues")) == ""
        done = await console.send(request)
        assert isinstance(done.error, ReadOnly)
        assert await outcomes(session) == []


async def test_what_a_profile_may_is_the_same_wherever_its_account_is(tmp_path: Path) -> None:
    environ = {f"ZTUI_{kind}_DIR": str(tmp_path / kind) for kind in ("CONFIG", "CACHE", "STATE")}
    for switch, why in (({}, ""), ({"ZTUI_READ_ONLY": "1"}, "This session may only read")):
        house = House({**environ, "ZTUI_TOKEN": "t", **switch}, io.StringIO(), io.StringIO())
        async with house.session(GlobalOptions()) as session:
            said = Console(session).allowed(operation("createCallQueue"))
            assert said.startswith(why)
            assert bool(said) == bool(why)


@pytest.mark.parametrize("name", [each.id for each in operations().values() if each.collection_wide])
def test_taking_a_whole_collection_is_severe(name: str) -> None:
    request = ConsoleRequest(name, dict.fromkeys(operation(name).path_params, "abcdefghij"))
    danger = weigh(request)
    assert (danger.confirm, danger.phrase) == (Confirm.SEVERE, "efghij")
    assert "ALL" in danger.says


async def test_zoom_is_asked_how_much_a_collection_holds(tmp_path: Path) -> None:
    def behave(asked: Asked) -> Reply:
        assert asked.method == "GET"
        if asked.path.endswith("/members"):
            return Reply(body={"call_queue_members": [{"id": "a"}], "total_records": 14})
        return Reply(
            body={
                "name": "Support",
                "phone_numbers": [{"id": "a"}, {"id": "b"}],
                "members": {"users": [{}], "common_areas": [{}]},
            }
        )

    async with boxed(tmp_path, behave) as (_, console, box):
        members = await console.danger(ConsoleRequest("unassignAllMembers", {"callQueueId": "q"}))
        assert (members.count, members.phrase) == (14, "14")
        assert "takes all 14 members of call queue 'Support' (q) at once" in members.says
        numbers = await console.danger(ConsoleRequest("unassignAPhoneNumCallQueue", {"callQueueId": "q"}))
        assert (numbers.count, numbers.phrase) == (2, "2")
        shared = await console.danger(ConsoleRequest("deleteMembersOfSLG", {"slgId": "s"}))
        assert shared.count == 2
        assert {each.method for each in box.asked} == {"GET"}
        assert len(box.asked) == 4


async def test_a_count_that_cannot_be_had_is_said(tmp_path: Path) -> None:
    async with boxed(tmp_path, lambda _: Reply(404, {"code": 1001, "message": "does not exist"})) as (_, console, _):
        danger = await console.danger(ConsoleRequest("unassignAllMembers", {"callQueueId": "queue-12345"}))
        assert (danger.confirm, danger.count, danger.phrase) == (Confirm.SEVERE, None, "-12345")
        assert "could not be asked" in danger.says


def test_confirmations_follow_what_is_taken_away() -> None:
    assert level_of(operation("listCallQueues")) is None
    assert level_of(operation("updateCallQueue")) is Confirm.REVIEW
    assert level_of(operation("deleteACallQueue")) is Confirm.SEVERE
    assert level_of(operation("unassignMemberFromCallQueue")) is Confirm.DANGER
    assert level_of(operation("rebootPhoneDevice")) is Confirm.DANGER
    assert level_of(operation("assignSIPConfig"), {"enable": False}) is Confirm.SEVERE
    assert level_of(operation("UpdateTheAccountOwner")) is Confirm.SEVERE
    assert all(level_of(each) for each in operations().values() if not each.is_read)
    request = ConsoleRequest("updateCallQueue", {"callQueueId": "q"}, {}, {"name": "x"})
    assert weigh(request, production=True).confirm is Confirm.DANGER
    listed = ConsoleRequest("deleteUnassignedPhoneNumbers", {}, {"phone_numbers": ["a", "b", "c"]})
    assert weigh(listed, production=True).phrase == "3"


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("deleteRoutingRule", Confirm.SEVERE),
        ("deleteCallLog", Confirm.SEVERE),
        ("deleteProvisionTemplate", Confirm.SEVERE),
        ("deleteUnassignedPhoneNumbers", Confirm.SEVERE),
        ("deletePeeringPhoneNumbers", Confirm.SEVERE),
        ("deleteCallRecording", Confirm.DANGER),
        ("deleteExtensionFromADevice", Confirm.DANGER),
        ("UnassignPhoneNumber", Confirm.DANGER),
        ("unassignCallingPlan", Confirm.DANGER),
        ("DeleteUsersFromDirectory", Confirm.DANGER),
    ],
)
def test_what_nothing_brings_back_wants_a_phrase(name: str, level: Confirm) -> None:
    known = operation(name)
    assert level_of(known) is level
    said = weigh(ConsoleRequest(name, dict.fromkeys(known.path_params, "abcdefghij"))).says
    assert ("cannot be undone" in said) == (level is Confirm.SEVERE)


@pytest.mark.parametrize(
    "request_",
    [
        ConsoleRequest("DeleteUsersFromDirectory", {}, {"extension_ids": ["a", "b", "c"]}),
        ConsoleRequest("DelRoleMembers", {"roleId": "r"}, {"user_ids": ["a", "b", "c"]}),
        ConsoleRequest("AllocateNumber", {"accountId": "a"}, {}, {"numbers": ["a", "b", "c"]}),
    ],
)
def test_several_named_things_want_their_number(request_: ConsoleRequest) -> None:
    danger = weigh(request_)
    assert (danger.confirm, danger.phrase, danger.count) == (Confirm.SEVERE, "3", 3)
    assert "It names 3." in danger.says


def test_what_is_typed_is_what_goes() -> None:
    numbers = ConsoleRequest("DeleteNumbers", {"accountId": "me"}, {"numbers": ["+14155550100"]})
    one = weigh(numbers, production=True)
    assert (one.confirm, one.phrase) == (Confirm.SEVERE, "+14155550100")
    two = replace(numbers, query={"numbers": ["+14155550100", "+14155550101"]})
    assert weigh(two, production=True).phrase == "2"
    consent = weigh(
        ConsoleRequest("DeleteSMSConsents", {"accountId": "me"}, {}, {"consent_ids": ["consent-77"]}), production=True
    )
    assert "consent-77" in consent.says
    assert consent.phrase == "ent-77"
    assert weigh(ConsoleRequest("deleteAllSipNumbers", {"accountId": "me"})).phrase == "deleteAllSipNumbers"


async def test_secrets_stay_out_of_history_and_journal(tmp_path: Path) -> None:
    body = {"user_name": "x", "password": "hush-hush"}
    async with boxed(tmp_path, lambda _: Reply(201)) as (session, console, box):
        await console.send(ConsoleRequest("createSIPPhone", {}, {}, body), validate=False)
        assert box.asked[0].json == body
        assert "hush" not in str(console.history)
        assert session.journal is not None
        assert "hush" not in str(await session.journal.entries())
    assert not any(b"hush-hush" in each.read_bytes() for each in tmp_path.rglob("*") if each.is_file())
