from __future__ import annotations

import sqlite3
import stat
from typing import TYPE_CHECKING

import pytest

from tests.unit.store.samples import StillClock
from ztui.core.errors import StoreError
from ztui.core.ports import Intent, WriteLog
from ztui.store.journal import Journal, Outcome

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
    assert "Move the file away" in caught.value.hint
