"""What was written takes its place in the stored lists: no list is read for it, however long it is."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ztui.core.errors import ZtuiError
from ztui.resources.edits.model import Expect
from ztui.services.amending import Amending
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ztui.resources.model import Row
    from ztui.services.changes.model import Pairs, Result
    from ztui.services.session import Session

__all__ = ["relist"]

_Place = tuple[str, "Pairs"]


async def relist(session: Session, results: Iterable[Result]) -> None:
    """Put the stored lists right after a run; what the store refuses keeps nobody, as lists can be read again.

    Args:
        session: In whose profile and account.
        results: What came of the changes; those of which the object was read afterwards have their rows renewed, what
            was deleted leaves its lists, what was made comes last in them. Hours and the like are read again.
    """
    results = tuple(results)
    read: dict[_Place, dict[str, Row | None]] = {}
    made: dict[_Place, list[str]] = {}
    gone: dict[_Place, list[str]] = {}
    amending = Amending(session.cache, session.listings, session.objects)
    for each in results:
        change, place = each.change, (each.change.resource, each.change.parents)
        is_done = each.outcome is Outcome.DONE and each.as_asked
        if change.removes and is_done:
            gone.setdefault(place, []).append(change.key)
        elif each.is_read and not change.key:
            made.setdefault(place, []).append(each.key)
        elif each.is_read:
            # Of several changes of one object, the first has what was before all of them.
            read.setdefault(place, {}).setdefault(change.key, change.before)
        if is_done and change.check is not None and change.check.expect is Expect.GONE:
            with suppress(ZtuiError):
                await amending.drop_told(change.check)
    with suppress(ZtuiError):
        for (name, parents), befores in read.items():
            await amending.take_in(name, parents, befores)
        for (name, parents), keys in made.items():
            await amending.add(name, parents, keys)
        for (name, parents), keys in gone.items():
            await amending.drop(name, parents, keys)
    named = {id for each in results for id in _named(each)}
    with suppress(ZtuiError):
        await session.inventory.answers.forget(named)
        # What changes belong to, a queue of its members, nobody has read since.
        await session.cache.forget(named - {each.key or each.change.key for each in results})


def _named(result: Result) -> set[str]:
    """Give the ids that a change names: what is stored of hours, keys and settings of these is of before it."""
    change = result.change
    return {change.key, *change.request.path.values(), *(id for _, id in change.parents)}
