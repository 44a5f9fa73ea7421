"""Saving the files of rows on the simulator: names, endings, what is there already, what fails among many."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.services.test_derived_lists import box, session  # noqa: F401  (fixtures)
from ztui.core.errors import ConfigError, NotFound, StoreError
from ztui.resources.registry import resource
from ztui.services.files import Existing, Saving, called, kept_bytes, named_by, plan, save, save_all, there
from ztui.services.view import ListedRow, View

if TYPE_CHECKING:
    from pathlib import Path

    from ztui.services.session import Session

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
ROW = {"id": "r1", "date_time": "2026-11-21T09:53:10Z", "direction": "inbound", "caller_name": "Yolanda Keller"}


async def listed(session: Session, name: str, count: int = 3, parents: Any = ()) -> list[ListedRow]:  # noqa: F811
    window = (("from", "2026-10-25T00:00:00Z"), ("to", "2026-11-20T00:00:00Z"))
    listing = session.listings.open(View(name, parents, window))
    await listing.refresh()
    rows = list(await listing.rows(0, count))
    await listing.close()
    assert len(rows) == count
    return rows


async def planned(session: Session, folder: Path, resource: str, file: str, count: int = 3) -> tuple[Saving, ...]:  # noqa: F811
    return plan(session, resource, (), await listed(session, resource, count), file, folder)


# Names


def test_a_name_tells_what_when_and_who_in_the_viewers_zone() -> None:
    (sound, said) = resource("recordings").files
    assert called(sound, ROW, "r1", LOS_ANGELES) == "recording 2026-11-21 0153 Yolanda Keller"
    assert called(said, ROW, "r1", LOS_ANGELES) == "transcript 2026-11-21 0153 Yolanda Keller"
    of_day = ROW | {"date_time": "2026-11-21"}
    assert called(sound, of_day, "r1", LOS_ANGELES) == "recording 2026-11-21 Yolanda Keller"
    assert called(sound, {}, "r1", LOS_ANGELES) == "recording r1"
    (fax,) = resource("fax-logs").files
    row = {"create_time": "2026-11-21T09:53:10Z", "direction": "outbound", "receiver_number": "+14155550123"}
    assert called(fax, row, "f1", LOS_ANGELES) == "fax 2026-11-21 0153 +1 415 555 0123"


@pytest.mark.parametrize(
    "hostile", ["../../etc/passwd", "..\\..\\evil", "a/../b", "\x1b]0;x\x07", "/", "\u202egnp.exe"]
)
def test_no_name_from_zoom_leaves_the_folder(hostile: str) -> None:
    (sound, _) = resource("recordings").files
    name = called(sound, ROW | {"caller_name": hostile}, "r1", LOS_ANGELES)
    assert name.startswith("recording 2026-11-21 0153")
    assert os.path.basename(name) == name
    assert name.isprintable()


@given(who=st.text(), key=st.text(), when=st.text())
def test_any_row_gives_one_plain_segment(who: str, key: str, when: str) -> None:
    (sound, _) = resource("recordings").files
    name = called(sound, {"caller_name": who, "date_time": when}, key, LOS_ANGELES)
    assert name not in {"", ".", ".."}
    assert not {"/", "\\", "\0"} & set(name)
    assert len(name.encode()) <= 180


async def test_rows_of_the_same_minute_and_person_get_names_of_their_own(
    session: Session,  # noqa: F811
    tmp_path: Path,
) -> None:
    rows = [ListedRow(key, ROW | {"id": key, "download_url": "https://zoom.us/x"}) for key in "abc"]
    rows.insert(1, ListedRow("none", {"id": ""}))
    made = plan(session, "recordings", (), rows, "recording", tmp_path)
    assert [(each.key, each.to.name) for each in made] == [
        ("a", "recording 2026-11-21 0953 Yolanda Keller"),
        ("b", "recording 2026-11-21 0953 Yolanda Keller 2"),
        ("c", "recording 2026-11-21 0953 Yolanda Keller 3"),
    ]


def saving_at(to: Path) -> Saving:
    return Saving("recordings", "r1", (), ROW, resource("recordings").files[0], to)


def test_a_person_may_name_a_folder_or_a_file_with_or_without_its_ending(tmp_path: Path) -> None:
    saving = saving_at(tmp_path / "recording x")
    (tmp_path / "below").mkdir()
    assert named_by(saving, tmp_path / "below").to == tmp_path / "below" / "recording x"
    assert named_by(saving, tmp_path / "talk").ending
    assert named_by(saving, tmp_path / "Dr. Keller").ending
    assert not named_by(saving, tmp_path / "talk.mp3").ending
    with pytest.raises(ConfigError, match="no folder"):
        named_by(saving, tmp_path / "nowhere" / "talk")


def test_what_is_there_is_found_whatever_its_ending(tmp_path: Path) -> None:
    saving = saving_at(tmp_path / "talk")
    (tmp_path / "talk").mkdir()
    assert there(saving) is None
    (tmp_path / "talk.mp3").write_bytes(b"1")
    assert there(saving) == tmp_path / "talk.mp3"
    assert there(replace(saving, to=tmp_path / "talk.wav", ending=False)) is None


# Saving


@pytest.mark.parametrize(
    ("name", "file", "ending", "begin"),
    [
        ("recordings", "recording", ".wav", b"RIFF"),
        ("recordings", "transcript", ".vtt", b"WEBVTT"),
        ("voicemails", "voicemail", ".wav", b"RIFF"),
        ("fax-logs", "fax", ".pdf", b"%PDF"),
    ],
)
async def test_a_file_is_saved_with_the_ending_of_what_comes(
    session: Session,  # noqa: F811
    tmp_path: Path,
    name: str,
    file: str,
    ending: str,
    begin: bytes,
) -> None:
    told: list[tuple[int, int | None]] = []
    (saving,) = await planned(session, tmp_path, name, file, 1)
    done = await save(session, saving, on_progress=lambda *at: told.append(at))
    assert done.path == tmp_path / f"{saving.to.name}{ending}"
    assert done.path.read_bytes().startswith(begin)
    assert done.bytes == done.path.stat().st_size == told[-1][0]
    assert kept_bytes(saving) == 0


async def test_what_is_there_is_kept_skipped_or_replaced_as_was_said(
    session: Session,  # noqa: F811
    tmp_path: Path,
) -> None:
    (saving,) = await planned(session, tmp_path, "recordings", "recording", 1)
    old = tmp_path / f"{saving.to.name}.mp3"
    old.write_bytes(b"old")
    with pytest.raises(ConfigError, match="there already"):
        await save(session, saving)
    done = await save(session, saving, Existing.SKIP)
    assert (done.skipped, done.path, old.read_bytes()) == (True, old, b"old")
    done = await save(session, saving, Existing.REPLACE)
    assert done.path == old.with_suffix(".wav")
    assert not old.exists()
    again = await save(session, saving, Existing.REPLACE)
    assert again.path == done.path


async def test_a_recording_of_a_queue_has_a_transcript_though_its_row_names_no_address(
    session: Session,  # noqa: F811
    tmp_path: Path,
) -> None:
    (row,) = await listed(session, "recordings", 1)
    bare = ListedRow(row.key, {"id": row.key, "date_time": "2026-11-19"})
    (saving,) = plan(session, "queue-recordings", (), [bare], "transcript", tmp_path)
    done = await save(session, saving)
    assert done.path == tmp_path / "transcript 2026-11-19.vtt"


async def test_one_failure_does_not_stop_the_others(session: Session, tmp_path: Path) -> None:  # noqa: F811
    first, second, third = await planned(session, tmp_path, "recordings", "recording")
    gone = replace(second, row={"download_url": str(second.row["download_url"])[:-6] + "nobody"})
    told: set[int] = set()
    done = [each async for each in save_all(session, (first, gone, third), Existing.SKIP, lambda at, *_: told.add(at))]
    assert [each.path is not None for each in done] == [True, False, True]
    assert isinstance(done[1].error, NotFound)
    assert told == {0, 2}
    again = [each.skipped async for each in save_all(session, (first, third), Existing.SKIP)]
    assert again == [True, True]


async def test_a_full_disk_ends_it_since_nothing_else_could_be_saved(
    session: Session,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    savings = await planned(session, tmp_path, "recordings", "recording")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "pwrite", full)
    done = [each async for each in save_all(session, savings, Existing.SKIP)]
    assert isinstance(done[0].error, StoreError)
    assert [each.tried for each in done] == [True, False, False]


async def test_an_address_that_is_gone_is_asked_for_anew(session: Session, tmp_path: Path) -> None:  # noqa: F811
    (saving,) = await planned(session, tmp_path, "voicemails", "voicemail", 1)
    stale = str(saving.row["download_url"]).rpartition("/")[0] + "/nobody"
    done = await save(session, replace(saving, row=saving.row | {"download_url": stale}))  # type: ignore[operator]
    assert done.path is not None
    assert done.path.read_bytes().startswith(b"RIFF")
