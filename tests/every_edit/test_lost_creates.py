"""Every create of which the answer was lost: what its list answers, however it writes it, has to show it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.every_edit.account import Account
from tests.every_edit.filling import new_values, other_values
from tests.unit.services.changes.house import house
from ztui.core.errors import ZtuiError
from ztui.resources.edits.registry import edits
from ztui.resources.registry import resources
from ztui.services.changes.applying import apply
from ztui.services.changes.creating import plan_create
from ztui.services.changes.looking import look
from ztui.services.changes.records import restored, twins_of
from ztui.services.changes.updating import write_fields
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from ztui.resources.edits.model import WriteField
    from ztui.resources.model import Resource
    from ztui.services.changes.model import Change, Plan

WORLD = {"users": "50", "queues": "6", "sites": "3", "numbers": "150", "calls": "800", "accounts": "3"}

_VALUES = 5

NOT_MADE = {
    "audio-trunks": "the main account cannot assign a trunk to itself",
    "callout-countries": "all countries that the simulator knows are there already",
    "firmware-rules": "no version that is filled in is in the catalogue",
    "users": "no calling plan that is filled in is one of the account's",
    "setting-templates": "its type is a text that nothing fills in",
}
"""Creates whose list would tell, and why none was made."""


@dataclass
class Walk:
    """What came of the creates.

    Attributes:
        shown: Paths that a check compared with a row of its list, by resource.
        wrong: What was said of those that were done and did not show.
        not_made: Why none was made of a resource, or not with one of its fields.
        tries: How many were tried: no two are called the same.
    """

    shown: dict[str, set[str]] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    not_made: dict[str, str] = field(default_factory=dict)
    tries: int = 0


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """Lose the answer of every create of every resource, one after another, on one account."""
    return asyncio.run(_walked(tmp_path_factory.mktemp("lost")))


async def _walked(folder: Path) -> Walk:
    walk = Walk()
    async with house(folder, world=WORLD) as home:
        account = Account(home)
        for each in resources():
            known = edits(each.name)
            if known.create is not None or each.operations.create:
                await _lose(account, each, walk)
                account.forget()
    return walk


async def _lose(account: Account, resource: Resource, walk: Walk) -> None:
    """Make objects with the required fields, and with each other field that the list has too."""
    for parents in (await account.places(resource))[:1]:
        offered = write_fields(edits(resource.name), dict(parents), update=False)
        bases = await new_values(account, resource.name, offered)
        for one in (None, *offered) if bases else ():
            walk.tries += 1
            for values in await _filled(account, bases[0], one, walk.tries):
                try:
                    plan = await plan_create(account.home.session, resource, values, parents=parents)
                except ZtuiError:
                    continue
                change = plan.changes[0]
                if change.check is None or (one is not None and one.read not in dict(change.check.match)):
                    break
                if await _is_made(account, plan, change, walk):
                    break


async def _filled(account: Account, base: dict[str, Any], one: WriteField | None, number: int) -> list[dict[str, Any]]:
    """Give values of their own for an object: two of the same name are refused."""
    own = {name: f"{each} {number}" if each == "Other" else each for name, each in base.items()}
    if one is None:
        return [own]
    if one.write in base:
        return []
    found = (await other_values(account, one, None))[:_VALUES]
    return [own | {one.write: str(4711 + number) if each == "4711" else each} for each in found]


async def _is_made(account: Account, plan: Plan, change: Change, walk: Walk) -> bool:
    """Carry it out over a line that loses the answer, and look it up as this run and as a later one does."""
    home, name = account.home, change.resource
    home.wire.strike = lambda method, _path: "" if method == "GET" else "cut"
    done = sum(home.wire.done.values())
    (result,) = (await apply(home.session, plan)).results
    home.wire.strike = lambda _method, _path: ""
    if sum(home.wire.done.values()) == done:
        walk.not_made.setdefault(name, result.said)
        return False
    entry = await home.journal.entry(result.journal_id)
    assert entry is not None
    later = replace(await restored(home.session, entry), key="")
    seen = await look(home.session, later, twins=twins_of(entry))
    assert change.check is not None
    if result.outcome is not Outcome.DONE or len(result.candidates) != 1 or not seen.holds:
        walk.wrong[f"{name} {dict(change.check.match)}"] = f"{result.outcome}: {result.said}; {seen}"
    walk.shown.setdefault(name, set()).update(path for path, _ in change.check.match)
    return True


def test_each_is_found_by_what_its_list_answers(walk: Walk) -> None:
    assert walk.wrong == {}


def test_extensions_are_among_what_was_compared(walk: Walk) -> None:
    compared = {name for name, paths in walk.shown.items() if "extension_number" in paths}
    assert compared >= {"call-queues", "common-areas", "shared-line-groups", "pickup-groups"}


def test_those_that_could_not_be_made_are_known_with_the_reason(walk: Walk) -> None:
    assert walk.not_made.keys() - walk.shown.keys() == NOT_MADE.keys()
    assert len(walk.shown) >= 18
