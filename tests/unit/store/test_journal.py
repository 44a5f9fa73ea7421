from __future__ import annotations

import asyncio
import sqlite3
import stat
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.store.samples import StillClock
from ztui.core.errors import StoreError
from ztui.core.ports import Intent, WriteLog
from ztui.store.journal import About, Journal, JournalQuery, Outcome

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

PLAN = {"path": {"callQueueId": "q"}, "body": {"name": "New"}, "before": {"name": "Old"}}


@pytest.fixture
async def journal(tmp_path: Path) -> AsyncIterator[Journal]:
    made = Journal(tmp_path / "state" / "journal-acme.sqlite", StillClock())
    yield made
    await made.close()


async def test_an_intent_is_on_disk_before_it_may_be_sent(journal: Journal) -> None:
    log: WriteLog = journal
    intent = await journal.open("updateCallQueue", PLAN, "sub")
    with sqlite3.connect(journal.path) as other:
        assert other.execute("select id, account, operation from intent").fetchall() == [
            (intent.id, "sub", "updateCallQueue")
        ]
    other.close()
    assert await log.is_open(intent)
    assert stat.S_IMODE(journal.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(journal.path.parent.stat().st_mode) == 0o700


async def test_an_intent_is_sent_once(journal: Journal) -> None:
    intent = await journal.open("updateCallQueue", PLAN)
    await journal.sent(intent, {"method": "PATCH"})
    assert not await journal.is_open(intent)
    with pytest.raises(StoreError, match="no open intent"):
        await journal.sent(intent, {"method": "PATCH"})


@pytest.mark.parametrize(
    "forged", [Intent("x", "updateCallQueue"), Intent("", "deleteACallQueue"), Intent("", "updateCallQueue", "other")]
)
async def test_an_intent_that_the_journal_does_not_know_is_not_open(journal: Journal, forged: Intent) -> None:
    intent = await journal.open("updateCallQueue", PLAN)
    assert not await journal.is_open(Intent(forged.id or intent.id, forged.operation_id, forged.account))


async def test_an_outcome_is_final_unless_it_was_unknown(journal: Journal) -> None:
    intent = await journal.open("updateCallQueue", PLAN)
    await journal.sent(intent, {})
    await journal.close_intent(intent, Outcome.UNKNOWN, "no answer in time")
    await journal.close_intent(intent, Outcome.DONE, "looked up")
    with pytest.raises(StoreError, match="already"):
        await journal.close_intent(intent, Outcome.FAILED)
    (entry,) = await journal.entries()
    assert (entry.outcome, entry.detail, entry.plan, entry.intent) == (Outcome.DONE, "looked up", PLAN, intent)


async def test_what_a_cut_run_left_is_found_by_the_next(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    first = Journal(path, StillClock())
    done, sent, planned = [await first.open("updateCallQueue", {"n": number}) for number in range(3)]
    for intent in (done, sent):
        await first.sent(intent, {})
    await first.close_intent(done, Outcome.DONE)
    await first.close()
    second = Journal(path, StillClock())
    unfinished = await second.unfinished()
    assert [each.intent for each in unfinished] == [sent, planned]
    assert [each.sent_at is not None for each in unfinished] == [True, False]
    assert not await second.is_open(sent)
    assert await second.is_open(planned)
    await second.close()


async def test_entries_come_newest_first_and_by_account(journal: Journal) -> None:
    made = [await journal.open("updateCallQueue", {}, account) for account in ("", "sub", "")]
    assert [each.intent for each in await journal.entries(2)] == [made[2], made[1]]
    assert [each.intent for each in await journal.entries(account="")] == [made[2], made[0]]


async def test_secrets_of_a_plan_are_not_written(journal: Journal) -> None:
    intent = await journal.open("updateSIPPhone", {"body": {"password": "hush-4711"}})
    await journal.sent(intent, {"body": {"password": "hush-4711"}, "method": "PATCH"})
    await journal.close()
    assert b"hush-4711" not in b"".join(each.read_bytes() for each in journal.path.parent.iterdir())


@pytest.mark.parametrize("how", ["newer", "foreign", "text"])
async def test_a_journal_that_cannot_be_read_is_an_error_and_stays_untouched(tmp_path: Path, how: str) -> None:
    path = tmp_path / "journal.sqlite"
    if how == "text":
        path.write_text("not a database, but something of value " * 100)
    else:
        with sqlite3.connect(path) as connection:
            connection.execute("create table precious(x)")
            connection.execute(f"pragma user_version={99 if how == 'newer' else 0}")
            if how == "newer":
                connection.execute(f"pragma application_id={0x7A74756A}")
        connection.close()
    before = path.read_bytes()
    journal = Journal(path, StillClock())
    with pytest.raises(StoreError, match="cannot be used"):
        await journal.open("updateCallQueue", PLAN)
    await journal.close()
    assert path.read_bytes()[100:] == before[100:]


async def test_commits_wait_for_the_disk(journal: Journal) -> None:
    await journal.open("updateCallQueue", PLAN)
    assert await journal._lane.run(lambda each: each.execute("pragma synchronous").fetchone()) == (2,)


async def test_of_a_file_in_a_body_only_the_length_is_written(journal: Journal) -> None:
    text = "QUJD" * 20_000
    body = {"attachments": [{"name": "Greeting", "base64_encoding": text}]}
    intent = await journal.open("AddAudioItem", {"body": body})
    await journal.sent(intent, {"body": body})
    (entry,) = await journal.entries()
    kept = {"attachments": [{"name": "Greeting", "base64_encoding": "(80,000 characters)"}]}
    assert entry.request is not None
    assert (entry.plan["body"], entry.request["body"]) == (kept, kept)


async def test_a_journal_that_breaks_while_it_is_open_is_not_said_to_be_made_anew(journal: Journal) -> None:
    await journal.open("updateCallQueue", PLAN)
    with sqlite3.connect(journal.path) as other:
        other.execute("drop table intent")
    other.close()
    with pytest.raises(StoreError) as caught:
        await journal.unfinished()
    assert "ztui journal repair" in caught.value.hint


ABOUT = About(
    plan_id="p1",
    resource="call-queues",
    object="q",
    title="Change call queue 100%_Support",
    reason="ticket 7",
    who="ana",
    before={"name": "Old", "pin_code": "1234", "password": "hush"},
    inverse={"operation": "updateCallQueue", "body": {"name": "Old", "pin_code": "1234"}},
    secrets=frozenset({"pin_code"}),
)


async def test_an_entry_says_what_it_is_about_and_holds_no_secret(journal: Journal) -> None:
    plan = {"path": {}, "body": {"name": "New", "pin_code": "9876"}}
    intent = await journal.open("updateCallQueue", plan, about=ABOUT)
    await journal.sent(intent, {"method": "PATCH", "body": {"name": "New", "pin_code": "9876"}})
    inverse = {"operation": "x", "body": {"pin_code": "1234", "name": "Old"}}
    await journal.close_intent(intent, Outcome.DONE, "fine", key="q2", tracking_id="t1", inverse=inverse)
    await journal.note_verified(intent.id, [("Name", "New", "New")])
    entry = await journal.entry(intent.id[:6])
    assert entry is not None
    assert (entry.about.title, entry.about.who, entry.about.object) == (ABOUT.title, "ana", "q2")
    assert (entry.about.before, entry.about.inverse) == ({"name": "Old"}, {"operation": "x", "body": {"name": "Old"}})
    assert (entry.tracking_id, entry.verified, entry.undone_by) == ("t1", (("Name", "New", "New"),), "")
    await journal.note_undone(intent.id, "other")
    told = (await journal.entries())[0].as_data()
    assert (told["undone_by"], told["outcome"], told["key"]) == ("other", "done", "q2")
    content = b"".join(file.read_bytes() for file in journal.path.parent.iterdir())
    for secret in (b"1234", b"9876", b"hush"):
        assert secret not in content


async def test_entries_are_found_by_what_they_are_about(journal: Journal) -> None:
    first = await journal.open("updateCallQueue", PLAN, about=ABOUT)
    second = await journal.open(
        "deleteACallQueue", PLAN, "sub", replace(ABOUT, object="z", title="Delete", plan_id="p2")
    )
    await journal.sent(second, {})
    await journal.close_intent(second, Outcome.UNKNOWN)

    async def ids(**wanted: Any) -> list[str]:
        return [each.id for each in await journal.entries(**wanted)]

    assert await ids() == [second.id, first.id]
    assert await ids(limit=1) == [second.id]
    assert await ids(outcome=Outcome.UNKNOWN) == [second.id]
    assert await ids(plan_id="p1") == [first.id]
    assert await ids(resource="call-queues", plan_id="p2") == [second.id]
    assert await ids(account="sub") == [second.id]
    assert [each.id for each in await journal.unfinished()] == [first.id]
    assert [each.id for each in await journal.unknown("sub")] == [second.id]
    assert await journal.entry("") is None
    assert await journal.entry("%") is None


async def test_a_journal_of_the_first_version_is_taken_on(tmp_path: Path) -> None:
    path = tmp_path / "journal-acme.sqlite"
    with sqlite3.connect(path) as old:
        old.execute(
            "create table intent(n integer primary key, id text not null unique, account text not null,"
            " operation text not null, plan text not null, made_at text not null, request text, sent_at text,"
            " outcome text, detail text not null default '', ended_at text)"
        )
        old.execute("create index intent_open on intent(n) where outcome is null")
        old.execute(
            "insert into intent(id, account, operation, plan, made_at, outcome)"
            " values('old', '', 'updateCallQueue', '{\"body\": {}}', '2026-11-20T10:00:00+00:00', 'done')"
        )
        old.execute("pragma application_id=2054452586")
        old.execute("pragma user_version=1")
    old.close()
    journal = Journal(path, StillClock())
    (entry,) = await journal.entries()
    assert (entry.id, entry.outcome, entry.about) == ("old", Outcome.DONE, About())
    await journal.open("updateCallQueue", PLAN, about=ABOUT)
    assert len(await journal.entries()) == 2
    await journal.close()


@pytest.mark.parametrize(
    "statement",
    [
        "delete from intent",
        "delete from touched",
        "update touched set key = 'z'",
        "update intent set title = 'Nothing'",
        "update intent set who = 'nobody', made_at = ''",
        "update intent set plan = '{}', before = null",
        "update intent set request = null",
        "update intent set outcome = null",
        "update intent set detail = 'fine'",
    ],
)
async def test_no_program_takes_away_or_rewrites_what_stands_in_it(journal: Journal, statement: str) -> None:
    intent = await journal.open("updateCallQueue", PLAN, about=ABOUT)
    await journal.sent(intent, {"method": "PATCH"})
    await journal.close_intent(intent, Outcome.DONE, "done")
    before = (await journal.entries())[0].as_data()
    with sqlite3.connect(journal.path) as other, pytest.raises(sqlite3.IntegrityError):
        other.execute(statement)
    other.close()
    assert (await journal.entries())[0].as_data() == before


async def test_what_was_noted_of_an_outcome_before_it_was_known_stays(journal: Journal) -> None:
    intent = await journal.open("updateCallQueue", PLAN)
    await journal.sent(intent, {})
    await journal.close_intent(intent, Outcome.UNKNOWN, "no answer in time")
    await journal.close_intent(intent, Outcome.UNKNOWN, "it does not show so far")
    await journal.close_intent(intent, Outcome.DONE, "looked up")
    found = await journal.earlier(intent.id)
    assert [(each.outcome, each.detail) for each in found] == [
        (Outcome.UNKNOWN, "no answer in time"),
        (Outcome.UNKNOWN, "it does not show so far"),
    ]
    with sqlite3.connect(journal.path) as other, pytest.raises(sqlite3.IntegrityError):
        other.execute("delete from earlier")
    other.close()


async def test_an_object_is_touched_by_what_is_written_to_it_or_below_it(journal: Journal) -> None:
    on_it = await journal.open("updateCallQueue", {"path": {"callQueueId": "q"}}, about=About(object="q"))
    below = await journal.open(
        "unassignMember", {"path": {"callQueueId": "q", "memberId": "m"}}, about=About(object="m")
    )
    made = await journal.open("createCallQueue", {"path": {"accountId": "me"}})
    await journal.close_intent(made, Outcome.DONE, key="new")
    await journal.open("updateCallQueue", {"path": {"callQueueId": "q"}}, "sub", About(object="q"))

    async def ids(*keys: str) -> list[str]:
        return [each.id for each in await journal.touching(keys, "", 5)]

    assert await ids("q") == [below.id, on_it.id]
    assert await ids("m") == [below.id]
    assert await ids("q", "new") == [made.id, below.id, on_it.id]
    assert await ids("me") == []
    assert [each.id for each in await journal.touching(["q"], "", 1)] == [below.id]


async def test_a_journal_whose_end_is_missing_lets_nothing_be_written(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    first = Journal(path, StillClock())
    for number in range(40):
        await first.open("updateCallQueue", {"path": {}, "body": {"n": number, "text": "x" * 2_000}})
    await first.close()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    second = Journal(path, StillClock())
    with pytest.raises(StoreError, match="its end is missing") as caught:
        await second.open("updateCallQueue", PLAN)
    assert "until then nothing is written" in caught.value.hint
    with pytest.raises(StoreError):
        await second.find(JournalQuery())
    await second.close()
    assert path.read_bytes() == whole[: len(whole) // 2]


async def test_a_journal_that_cannot_be_made_lets_nothing_be_written(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    journal = Journal(tmp_path / "state" / "journal.sqlite", StillClock())
    with pytest.raises(StoreError, match="journal cannot be written"):
        await journal.open("updateCallQueue", PLAN)
    await journal.close()


async def test_it_knows_what_other_tasks_of_the_program_are_at(journal: Journal) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        intent = await journal.open("updateCallQueue", PLAN)
        begun.set()
        assert journal.at_work == frozenset()
        await go_on.wait()
        await journal.close_intent(intent, Outcome.DONE)

    async def break_down() -> None:
        await journal.open("updateCallQueue", PLAN)
        raise ZeroDivisionError

    task = asyncio.create_task(work())
    await begun.wait()
    with pytest.raises(ZeroDivisionError):
        await asyncio.create_task(break_down())
    assert journal.at_work == {(await journal.entries())[1].id}
    go_on.set()
    await task
    assert journal.at_work == frozenset()
