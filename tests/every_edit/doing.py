"""One edit done and undone, and what that left behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tests.every_edit.account import differences
from ztui.core.errors import ZtuiError
from ztui.services.changes.applying import apply
from ztui.services.changes.undoing import plan_undo
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from tests.every_edit.account import Account, Thing
    from ztui.services.changes.model import Plan, Result

__all__ = ["Came", "Trial", "there_and_back"]


class Came(StrEnum):
    """What came of an edit and its undoing."""

    BACK = "back as it was"
    DIFFERS = "differs as it said"
    FINAL = "said that it cannot be undone"
    NOT_TAKEN = "the simulator accepts it, and does not keep it"
    REFUSED = "refused"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it, and what is to be said of that."""

    came: Came
    said: str = ""


@dataclass
class _Before:
    tables: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)


async def there_and_back(account: Account, plan: Plan, thing: Thing | None) -> Trial:
    """Carry out a plan, undo what was done, and compare the account with what it was.

    Args:
        account: The account.
        plan: The plan, with all of its changes on.
        thing: The object that it is about, None for one that it makes.
    """
    if all(each.inverse is None and each.undo is None and not each.created for each in plan.changes):
        return Trial(Came.FINAL, plan.changes[0].final)
    if any(each.final for each in plan.changes):
        return Trial(Came.FINAL, next(each.final for each in plan.changes if each.final))
    before = await _known(account, plan, thing)
    run = await apply(account.home.session, plan)
    done = [each for each in run.results if each.outcome is Outcome.DONE]
    if not done:
        return Trial(Came.REFUSED, "; ".join(each.said for each in run.results))
    wrong = []
    for each in reversed(done):
        wrong += await _undone(account, each)
    after = await _state(account, plan, thing)
    wrong += differences(before.tables, after.tables) + differences(before.told, after.told)
    account.state = (None, after)
    return _judged(done, wrong)


async def _known(account: Account, plan: Plan, thing: Thing | None) -> _Before:
    """Give what the account is like, as it was read last where nothing was done to it since."""
    about = (thing, bool(plan.changes[0].fields))
    if thing is None or account.state is None or account.state[0] != about:
        account.state = (about, await _state(account, plan, thing))
    found = account.state[1]
    assert isinstance(found, _Before)
    return found


async def _state(account: Account, plan: Plan, thing: Thing | None) -> _Before:
    holds = not any(each.fields for each in plan.changes)
    return _Before(account.tables(), {} if thing is None else await account.told(thing, below_it=holds))


def _judged(done: list[Result], wrong: list[str]) -> Trial:
    odd = [each.said for each in done if not each.as_asked]
    said = "\n".join([*odd, *wrong])
    if odd and all(each.startswith(("changed since: ", "nothing to undo: ")) for each in wrong):
        return Trial(Came.NOT_TAKEN, said)
    if not wrong:
        return Trial(Came.WRONG if odd else Came.BACK, said)
    differs = {each.change.differs for each in done if each.change.differs}
    if differs and not any(each.startswith(("undo", "changed since", "nothing")) for each in wrong):
        return Trial(Came.DIFFERS, f"{'; '.join(differs)}: {said}")
    return Trial(Came.WRONG, said)


async def _undone(account: Account, result: Result) -> list[str]:
    """Undo one change; give what is wrong with that."""
    session = account.home.session
    try:
        plan = await plan_undo(session, result.journal_id)
    except ZtuiError as error:
        return [f"undo refused: {error.message}"]
    if not plan.active:
        kind = (
            "changed since" if plan.changes or any("changed since" in each for each in plan.says) else "nothing to undo"
        )
        return [f"{kind}: {' '.join(plan.says)}"]
    run = await apply(session, plan)
    return [
        f"undo {each.outcome}: {each.said}"
        for each in run.results
        if each.outcome is not Outcome.DONE or not each.as_asked
    ]
