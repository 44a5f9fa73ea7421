"""A journal that is damaged: what can be read of it is kept, what cannot is counted, nothing is thrown away."""

from __future__ import annotations

import random
import sqlite3
import stat
from typing import TYPE_CHECKING

import pytest

from tests.unit.store.samples import StillClock
from ztui.core.errors import StoreError
from ztui.store.journal import About, Journal, JournalQuery, Outcome
from ztui.store.journalrepair import repair

if TYPE_CHECKING:
    from pathlib import Path

    from ztui.store.journal import JournalEntry

MANY = 60


async def _made(path: Path) -> list[JournalEntry]:
    """Make a journal of many entries, all kinds of them, and give them in their order."""
    journal = Journal(path, StillClock())
    for number in range(MANY):
        about = About(resource="call-queues", object=f"q{number}", title="Rename", before={"name": "x" * 500})
        intent = await journal.open("updateCallQueue", {"path": {"callQueueId": f"q{number}"}, "body": {"n": number}},
                                    about=about)  # fmt: skip
        if number % 3:
            await journal.sent(intent, {"method": "PATCH", "body": {"n": number}})
            await journal.close_intent(intent, Outcome.UNKNOWN, "no answer")
        if number % 3 == 2:
            await journal.close_intent(intent, Outcome.DONE, "seen by reading")
    entries = await journal.entries(limit=MANY)
    await journal.close()
    return entries[::-1]


async def _read(path: Path) -> list[JournalEntry]:
    journal = Journal(path, StillClock())
    entries = await journal.entries(limit=MANY)
    await journal.close()
    return entries[::-1]


async def test_a_whole_journal_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    entries = await _made(path)
    before = path.read_bytes()
    done = repair(path, StillClock().now())
    assert (done.kept, done.lost, done.aside) == (len(entries), 0, None)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["journal.sqlite"]


@pytest.mark.parametrize("share", [0.5, 0.7, 0.9])
async def test_a_journal_that_lost_its_end_is_kept_up_to_there(tmp_path: Path, share: float) -> None:
    path = tmp_path / "journal.sqlite"
    entries = await _made(path)
    damaged = path.read_bytes()[: int(path.stat().st_size * share) // 4096 * 4096]
    path.write_bytes(damaged)
    done = repair(path, StillClock().now())
    kept = await _read(path)
    assert 0 < done.kept == len(kept) <= MANY
    assert done.lost == MANY - len(kept) or kept[-1] != entries[-1]
    assert [each for each in entries if each.id in {one.id for one in kept}] == kept
    assert done.aside is not None
    assert done.aside.read_bytes() == damaged
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("seed", range(20))
async def test_whatever_is_damaged_what_is_kept_is_true_and_the_journal_goes_on(tmp_path: Path, seed: int) -> None:
    path, dice = tmp_path / "journal.sqlite", random.Random(seed)
    entries = {each.id: each for each in await _made(path)}
    content = bytearray(path.read_bytes())
    for _ in range(dice.randrange(1, 4)):
        at = dice.randrange(4096, len(content))
        content[at : at + dice.randrange(1, 3000)] = dice.randbytes(dice.randrange(1, 3000))
    path.write_bytes(content)
    done = repair(path, StillClock().now())
    journal = Journal(path, StillClock())
    kept = await journal.entries(limit=2 * MANY)
    same = [each for each in kept if entries.get(each.id) == each]
    assert len(kept) == done.kept
    assert len(same) >= len(kept) - 3  # bytes within a text may have been changed, which nothing tells
    intent = await journal.open("updateCallQueue", {"path": {"callQueueId": "new"}})
    assert await journal.is_open(intent)
    assert (await journal.find(JournalQuery(keys=("new",))))[0]
    await journal.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
    connection.close()


async def test_a_text_that_is_none_costs_its_odd_bytes_and_no_entry(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    entries = await _made(path)
    path.write_bytes(path.read_bytes().replace(b"Rename", b"Ren\xff\xfee"))
    broken = Journal(path, StillClock())
    with pytest.raises(StoreError) as caught:
        await broken.entries(limit=MANY)
    assert "ztui journal repair" in caught.value.hint
    await broken.close()
    done = repair(path, StillClock().now())
    assert (done.kept, done.lost, done.aside is None) == (MANY, 0, False)
    kept = await _read(path)
    assert [each.id for each in kept] == [each.id for each in entries]
    assert {each.about.title for each in kept} == {"Ren\ufffd\ufffde"}


async def test_what_stands_in_the_log_alone_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    journal = Journal(path, StillClock())
    for number in range(5):
        await journal.open("updateCallQueue", {"body": {"n": number}})
    copy = tmp_path / "cut" / "journal.sqlite"
    copy.parent.mkdir()
    for end in ("", "-wal"):
        (copy.parent / f"{copy.name}{end}").write_bytes((tmp_path / f"{path.name}{end}").read_bytes())
    await journal.close()
    log = copy.parent / f"{copy.name}-wal"
    log.write_bytes(log.read_bytes()[:-2000])
    done = repair(copy, StillClock().now())
    assert done.kept == 4
    assert [each.plan["body"]["n"] for each in await _read(copy)] == [0, 1, 2, 3]


async def test_what_was_noted_before_and_what_it_is_about_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    entries = await _made(path)
    path.write_bytes(path.read_bytes()[:-4096])
    assert repair(path, StillClock().now()).aside is not None
    journal = Journal(path, StillClock())
    assert [each.id for each in await journal.touching(["q2"], "", 5)] == [entries[2].id]
    assert [each.outcome for each in await journal.earlier(entries[2].id)] == [Outcome.UNKNOWN]
    await journal.close()


@pytest.mark.parametrize("how", ["another program's", "a newer one's", "none", "empty"])
async def test_what_is_no_damaged_journal_is_not_touched(tmp_path: Path, how: str) -> None:
    path = tmp_path / "journal.sqlite"
    if how == "empty":
        path.touch()
    elif how != "none":
        with sqlite3.connect(path) as connection:
            connection.execute("create table precious(x)")
            if how == "a newer one's":
                connection.execute(f"pragma application_id={0x7A74756A}")
                connection.execute("pragma user_version=99")
        connection.close()
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(StoreError):
        repair(path, StillClock().now())
    assert (path.read_bytes() if path.exists() else None) == before
    assert len(list(tmp_path.iterdir())) == (how != "none")


async def test_a_file_that_is_no_database_is_set_aside_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    path.write_text("something of value " * 1000)
    done = repair(path, StillClock().now())
    assert (done.kept, done.last) == (0, None)
    assert done.aside is not None
    assert done.aside.read_text().startswith("something of value")
    assert await _read(path) == []
