"""What is told to all screens after a run: which objects were written, so that what is shown of them is read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from ztui.core.json_text import texts_in
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ztui.services.changes.model import Change, Result
    from ztui.services.session import Session

__all__ = ["Written", "messages_of"]


class Written(Message):
    """Something was written, or may have been: what is shown of these objects is old.

    Attributes:
        session: In whose account.
        resource: Name of the resource.
        keys: Keys of its objects; of new ones as far as they are known.
        beside: Keys of other objects that the requests name: what the written ones belong to, or were given.
        gone: Keys of objects that are no more.
        read: Keys of those that were read since they were written: the stored lists have them as they are now.
        made: Keys of objects that are new.
    """

    def __init__(
        self,
        session: Session,
        resource: str,
        keys: frozenset[str],
        beside: frozenset[str] = frozenset(),
        gone: frozenset[str] = frozenset(),
        read: frozenset[str] = frozenset(),
        made: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__()
        self.session = session
        self.resource = resource
        self.keys = keys
        self.beside = beside
        self.gone = gone
        self.read = read
        self.made = made

    def unread(self, resource: str) -> frozenset[str]:
        """Give the keys of those objects of a resource whose rows may be old: nobody has read them since."""
        ids = self.keys | self.beside
        return ids - self.read - self.gone if resource == self.resource else ids


def messages_of(session: Session, results: Iterable[Result]) -> list[Written]:
    """Give what is to be told of the results of a run, a message for each resource."""
    found: dict[str, list[Result]] = {}
    for each in results:
        if each.outcome in (Outcome.DONE, Outcome.UNKNOWN):
            found.setdefault(each.change.resource, []).append(each)
    return [
        Written(
            session,
            resource,
            frozenset(key for each in some for key in (each.key, each.change.key) if key),
            frozenset(key for each in some for key in _named(each.change)),
            frozenset(each.change.key for each in some if each.change.removes and _is_done(each)),
            _read(some),
            frozenset(each.key for each in some if each.key and not each.change.key),
        )
        for resource, some in found.items()
    ]


def _is_done(result: Result) -> bool:
    return result.outcome is Outcome.DONE and result.as_asked


def _read(results: Sequence[Result]) -> frozenset[str]:
    """Give the keys of the objects that were read after the last of their changes."""
    last = {each.key or each.change.key: each.is_read for each in results}
    return frozenset(key for key, is_read in last.items() if key and is_read)


def _named(change: Change) -> set[str]:
    """Give the ids that a request names: in its path, of what its object's list is below, and in its body."""
    return {*change.request.path.values(), *(value for _, value in change.parents), *texts_in(change.request.body)}
