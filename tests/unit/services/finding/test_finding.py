from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.unit.services.finding.scan import Fragments, Thing, scan, things
from tests.unit.services.inventory.account import SMALL, Line, account, simulator
from ztui.core.phone import formatted
from ztui.resources.extensions import site_forms
from ztui.services.finding.finder import KINDS, Finder, Findings, IndexState, state_of
from ztui.services.finding.outside import Outside
from ztui.services.finding.places import in_digits, in_mac, in_text
from ztui.store.index.documents import Rank, Wanted
from ztui.ui.screens.find.words import nothing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ztui.services.session import Session
    from ztui.sim.inprocess import InProcess

MOST = 100_000


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[InProcess, Path]]:
    """Give a simulator, and a folder in which its whole account is stored and indexed."""
    folder = tmp_path_factory.mktemp("account")
    box = simulator(replace(SMALL, users=60, queues=6, numbers=120))

    async def fill() -> None:
        async with account(folder, Line(box)) as session:
            await session.inventory.sync()
            await Finder(session).renew()

    asyncio.run(fill())
    yield box, folder
    box.close()


async def everything(session: Session) -> list[Thing]:
    sites = (await session.inventory.rows("sites")).rows
    codes = {id: each.code for id, each in site_forms(sites).items()}
    return [each for name in KINDS for each in things(name, (await session.inventory.rows(name)).rows, codes)]


def keys(found: Findings) -> set[tuple[str, str]]:
    return {(hit.resource, hit.key) for group in found.groups for hit in group.hits}


async def test_it_finds_what_a_brute_force_scan_finds(stored: tuple[InProcess, Path]) -> None:
    box, folder = stored
    async with account(folder, Line(box), offline=True) as session:
        finder = Finder(session)
        await finder.renew()
        known = await everything(session)
        fragments = Fragments(known, seed=4)
        hits = 0
        for _ in range(2_000):
            text = fragments.one()
            if not text.strip():
                continue
            found, wanted = await finder.find(text, KINDS, MOST), scan(known, text)
            assert keys(found) == wanted, repr(text)
            assert found.count == len(wanted)
            hits += bool(wanted)
        assert hits > 1_200


async def test_every_format_of_a_number_leads_to_it_first(stored: tuple[InProcess, Path]) -> None:
    box, folder = stored
    async with account(folder, Line(box), offline=True) as session:
        finder = Finder(session)
        await finder.renew()
        for row in (await session.inventory.rows("numbers")).rows[::9]:
            number = row["number"]
            digits = number[1:]
            for text in (number, formatted(number), digits, f"tel:{number}", f"{formatted(number)}\u202c"):
                found = await finder.find(text)
                assert found.groups, text
                first = found.groups[0]
                assert first.hits[0].rank == Rank.NUMBER, text
                assert number in {hit.document.numbers[0] for hit in first.hits if hit.document.numbers}


async def test_a_short_extension_lists_all_sites_that_have_it(stored: tuple[InProcess, Path]) -> None:
    box, folder = stored
    async with account(folder, Line(box), offline=True) as session:
        finder = Finder(session)
        await finder.renew()
        found = await finder.find("1000")
        first = found.groups[0]
        assert first.resource == "users"
        several = [hit for hit in first.hits if hit.rank == Rank.EXTENSION]
        assert len({hit.document.site for hit in several}) == len(several) > 1
        one = several[0].document
        code = one.extension.removesuffix(one.short)
        for text in (one.extension, f"{code}-{one.short}", f"ext {code}-{one.short}"):
            (only,) = [
                hit for group in (await finder.find(text)).groups for hit in group.hits if hit.rank == Rank.EXTENSION
            ]
            assert only.document == one, text


async def test_first_results_have_the_best_of_all(stored: tuple[InProcess, Path]) -> None:
    box, folder = stored
    async with account(folder, Line(box), offline=True) as session:
        finder = Finder(session)
        await finder.renew()
        for text in ("1000", "a", "8", "+1", "@acme", "(40"):
            first, all_of_it = await finder.first(text), await finder.find(text)
            if first.complete:
                assert (first.groups, first.count) == (all_of_it.groups, all_of_it.count)
            else:
                assert first.count <= all_of_it.count
            best = [hit for group in all_of_it.groups for hit in group.hits if hit.rank == Rank.EXTENSION]
            assert {hit.key for hit in best} <= {key for _, key in keys(first)}


async def test_kinds_and_limits_are_kept(stored: tuple[InProcess, Path]) -> None:
    box, folder = stored
    async with account(folder, Line(box), offline=True) as session:
        finder = Finder(session)
        await finder.renew()
        found = await finder.find("a", ["users", "sites"], 3)
        assert {group.resource for group in found.groups} == {"users", "sites"}
        users = next(group for group in found.groups if group.resource == "users")
        assert len(users.hits) == 3
        assert users.count > 3


async def test_a_number_outside_the_account_has_a_country(stored: tuple[InProcess, Path]) -> None:
    box, folder = stored
    async with account(folder, Line(box), offline=True) as session:
        finder = Finder(session)
        await finder.renew()
        for text in ("+44 20 7946 0999", "0044 20 7946 0999", "+44 (0)20 7946 0999"):
            found = await finder.find(text)
            assert found.count == 0
            assert found.outside is not None
            assert (found.outside.number, found.outside.country) == ("+442079460999", "GB")
            assert not found.outside.searched
        for text in ("911", "*86", "8999999", "4155", "nobody at all"):
            assert (await finder.find(text)).outside is None


async def test_the_calls_with_a_number_outside_are_told(tmp_path: Path, stored: tuple[InProcess, Path]) -> None:
    box, _ = stored
    async with account(tmp_path, Line(box)) as session:
        row = {
            "call_history_uuid": "20261120-48c1dfd4-91ce-4df5-8495-7c9e33d10869",
            "call_id": "7012345678901234567",
            "start_time": "2026-11-20T10:00:00Z",
            "direction": "inbound",
            "caller_did_number": "+442079460999",
            "callee_name": "Support",
        }
        await session.calls.add([row])
        found = await Finder(session).find("020 7946 0999") if await Finder(session).renew() else None
        found = found or await Finder(session).find("+44 20 7946 0999")
        assert found.outside is not None
        assert found.outside.searched
        assert [each["call_id"] for each in found.outside.calls] == ["7012345678901234567"]


async def test_the_state_says_what_was_never_read(tmp_path: Path, stored: tuple[InProcess, Path]) -> None:
    box, _ = stored
    async with account(tmp_path, Line(box)) as session:
        assert (await state_of(session)).is_empty
        assert not await Finder(session).renew()
        await session.inventory.sync(["sites", "numbers"])
        state = await state_of(session)
        assert not state.is_empty
        assert "Users" in state.missing
        assert "Numbers" not in state.missing
        assert await Finder(session).renew()
        assert (await Finder(session).find("+1")).count > 0


def test_what_was_typed_is_found_in_what_is_shown() -> None:
    from ztui.services.finding.documents import understood

    def told(shown: str, typed: str) -> list[str]:
        wanted = understood(typed, ("US", "GB"))
        places = in_text(shown, wanted) or in_digits(shown, wanted) or in_mac(shown, wanted)
        return [shown[first:end] for first, end in places]

    assert told("Ann Brück", "bruc") == ["Brüc"]
    assert told("Ann Brück", "brück ann") == ["Ann", "Brück"]
    assert told("Groß & Co", "gross") == ["Groß"]
    assert told("+1 415 555 0188", "5550") == ["555 0"]
    assert told("+1 415 555 0188", "(415) 555-0188") == ["415 555 0188"]
    assert told("+44 20 7946 0102", "020 7946 0102") == ["20 7946 0102"]
    assert told("800-8200", "8200") == ["8200"]
    assert told("80-5e-c0-e0-00-00", "5E:C0") == ["5e-c0"]
    assert told("山田 太郎", "太") == ["太"]
    assert told("Ann", "zz") == []


async def test_a_star_code_finds_no_number_that_ends_so_and_says_what_it_is(stored: tuple[InProcess, Path]) -> None:
    box, folder = stored
    async with account(folder, Line(box), offline=True) as session:
        finder = Finder(session)
        await finder.renew()
        ends = str((await session.inventory.rows("numbers")).rows[0]["number"])[-2:]
        assert (await finder.find(ends)).count
        found = await finder.find(f"*{ends}")
        assert (found.count, found.outside) == (0, None)
        assert "star code" in found.note


def test_a_number_is_no_number_of_this_account_only_once_all_numbers_were_read() -> None:
    told, now = Outside("+442079460999", "GB"), datetime(2026, 11, 21, tzinfo=UTC)
    found = Findings("+44 20 7946 0999", Wanted(""), outside=told)
    for state, is_sure in (
        (IndexState(now), True),
        (IndexState(now, missing=("Numbers",)), False),
        (IndexState(now, partial=("Numbers",)), False),
        (IndexState(), False),
    ):
        assert ("not a number of this account" in nothing(found, state, UTC)[0]) is is_sure
