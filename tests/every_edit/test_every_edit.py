from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from tests.every_edit.account import Account
from tests.every_edit.doing import Came, Trial
from tests.every_edit.exceptions import NOT_KEPT, NOT_TRIED, OTHERWISE
from tests.every_edit.trying import tried
from tests.unit.services.changes.house import house
from ztui.resources.registry import resources

if TYPE_CHECKING:
    from pathlib import Path

WORLD = {"users": "50", "queues": "6", "sites": "3", "numbers": "150", "calls": "800", "accounts": "3"}


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Trial]:
    """Try all edits of all resources on one account, one after another."""
    return asyncio.run(_all_trials(tmp_path_factory.mktemp("edits")))


async def _all_trials(folder: Path) -> dict[str, Trial]:
    found: dict[str, Trial] = {}
    async with house(folder, world=WORLD) as home:
        account = Account(home)
        for each in resources():
            found |= await tried(account, each)
            account.forget()
    return found


def of(trials: dict[str, Trial], came: Came) -> dict[str, str]:
    return {name: each.said for name, each in trials.items() if each.came is came}


@pytest.mark.timeout(240)
def test_what_claims_an_inverse_leaves_the_account_as_it_was_or_says_what_differs(
    trials: dict[str, Trial], record_property: Any
) -> None:
    wrong = of(trials, Came.WRONG)
    assert {name: said for name, said in wrong.items() if name not in OTHERWISE} == {}
    assert wrong.keys() >= OTHERWISE.keys()
    for came in Came:
        record_property(f"figure edits done and undone: {came.value}", len(of(trials, came)))


def test_what_could_not_be_tried_is_known_with_its_reason(trials: dict[str, Trial]) -> None:
    assert {name: said for name, said in of(trials, Came.REFUSED).items() if name not in NOT_TRIED} == {}


def test_what_the_simulator_accepts_and_does_not_keep_is_known(trials: dict[str, Trial]) -> None:
    assert {name: said for name, said in of(trials, Came.NOT_TAKEN).items() if name not in NOT_KEPT} == {}


def test_what_is_listed_as_an_exception_is_one(trials: dict[str, Trial]) -> None:
    assert NOT_TRIED.keys() - of(trials, Came.REFUSED).keys() == set()
    assert NOT_KEPT - of(trials, Came.NOT_TAKEN).keys() == set()


def test_most_edits_are_tried(trials: dict[str, Trial]) -> None:
    assert len(of(trials, Came.BACK)) > 500
