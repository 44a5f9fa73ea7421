"""The difference of two snapshots: which objects came and went, and which fields are others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError, UnknownName
from ztui.core.json_text import json_text
from ztui.resources.registry import resource as find_resource
from ztui.resources.rows import label_of, text_of
from ztui.services.snapshots.shaping import identity

if TYPE_CHECKING:
    from datetime import datetime

    from ztui.services.snapshots.files import Snapshot

__all__ = ["ADDED", "CHANGED", "GONE", "Compared", "Difference", "check_same_account", "compare", "title_of"]

ADDED, GONE, CHANGED = "added", "gone", "changed"
SETTINGS = "settings"
_ABSENT: Any = object()


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference.

    Attributes:
        resource: Name of the object's resource; `settings` for settings of the account.
        key: Its key, or the name of the settings.
        name: What it is called, raw.
        kind: `added`, `gone` or `changed`.
        field: Which field, in words of its path; "" where the whole object came or went.
        before: Its value before, None for none.
        after: Its value after, None for none.
        who: Who changed it, as far as is known.
        path: All steps of the field, in words: members as Zoom calls them, and names of elements.
        was: Its value before as Zoom has it, with ids; None for none.
        now: Its value after, the same.
    """

    resource: str
    key: str
    name: str
    kind: str
    field: str = ""
    before: Any = None
    after: Any = None
    who: str = ""
    path: tuple[str, ...] = ()
    was: Any = None
    now: Any = None

    @property
    def id(self) -> str:
        """Give what tells it apart from the others."""
        return f"{self.resource} {self.key} {self.field} {self.kind}"

    def row(self) -> dict[str, Any]:
        """Give it as a row."""
        return {
            "resource": self.resource,
            "key": self.key,
            "name": self.name,
            "kind": self.kind,
            "field": self.field,
            "before": self.before,
            "after": self.after,
            "who": self.who,
        }


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of comparing two snapshots: the differences, the two, and what could not be compared."""

    before: Snapshot
    after: Snapshot
    differences: tuple[Difference, ...]
    lacks: tuple[str, ...] = ()

    def with_who(self, who: Mapping[str, str]) -> Compared:
        """Give the same with who made differences, by their ids."""
        return replace(
            self, differences=tuple(replace(each, who=who.get(each.id, each.who)) for each in self.differences)
        )

    @property
    def span(self) -> tuple[datetime, datetime]:
        """Give between what instants it was changed: the oldest of the first may have been read long before it."""
        return min(self.before.as_of, self.before.taken_at), self.after.taken_at

    @property
    def is_empty(self) -> bool:
        """Tell whether there was nothing at all that both have."""
        return not self.kinds[0]

    @property
    def kinds(self) -> tuple[int, int]:
        """Give of how many kinds of objects both have something, and how many kinds there are."""
        every = self.before.parts.keys() | self.after.parts.keys()
        both = self.before.parts.keys() & self.after.parts.keys()
        found = [each for each in both if _is_whole(self.before, self.after, each) or _has_some(self, each)]
        return len(found), len(every)


def _has_some(compared: Compared, resource: str) -> bool:
    return all(each.objects.get(resource) for each in (compared.before, compared.after))


def title_of(resource: str) -> str:
    """Give what the objects of a resource are called together."""
    try:
        return find_resource(resource).title
    except UnknownName:
        return "Settings of the account" if resource == SETTINGS else resource


def compare(before: Snapshot, after: Snapshot) -> Compared:
    """Compare two snapshots, object by object and field by field.

    Objects of a part that one of the two has not wholly are compared where both have them, in the fields that both
    have; that others came or went is not told then.

    Raises:
        ConfigError: They are of two accounts.
    """
    check_same_account(before, after.account)
    names = Names(before, after)
    found: list[Difference] = []
    for resource in sorted({*before.objects, *after.objects}):
        old, new = before.objects.get(resource, {}), after.objects.get(resource, {})
        for key in sorted({*old, *new}, key=lambda key, at=(old, new): (_label(resource, key, at), key)):  # type: ignore[misc]
            found += _of_object(resource, key, old.get(key), new.get(key), names, _is_whole(before, after, resource))
    return Compared(before, after, tuple(found), tuple(_lacks(before, after)))


def check_same_account(before: Snapshot, account: str) -> None:
    """See to it that what is to be compared is of one account; one that is not known is taken for the same.

    Raises:
        ConfigError: It is of another.
    """
    if before.account and account and before.account != account:
        raise ConfigError(
            f"These are two accounts: the snapshot is of {before.account}, the other side is {account}.",
            "Objects of different accounts have nothing in common; take a snapshot of the same account.",
        )


def _is_whole(before: Snapshot, after: Snapshot, resource: str) -> bool:
    parts = (each.parts.get(resource) for each in (before, after))
    return all(part is not None and part.complete for part in parts)


def _lacks(before: Snapshot, after: Snapshot) -> Iterator[str]:
    for resource in sorted({*before.parts, *after.parts, *before.objects, *after.objects}):
        first, second = (_lack(each, resource) for each in (before, after))
        title = title_of(resource)
        if first and first == second:
            yield f"{title}, in both: {_unnamed(first, title)}"
            continue
        if first:
            yield f"{title}, in the first: {_unnamed(first, title)}"
        if second:
            yield f"{title}, in the second: {_unnamed(second, title)}"


def _unnamed(lack: str, title: str) -> str:
    """Leave out a name that stands before it already; other parts of the same objects keep theirs."""
    return lack.removeprefix(f"{title}: ")


def _lack(snapshot: Snapshot, resource: str) -> str:
    part = snapshot.parts.get(resource)
    if part is None:
        return "it does not say whether it has all of them" if resource in snapshot.objects else "not there"
    return "" if part.complete else part.lacks or "not whole"


def _label(resource: str, key: str, at: tuple[Mapping[str, Any], Mapping[str, Any]]) -> str:
    row = at[1].get(key) or at[0].get(key) or {}
    try:
        declared = find_resource(resource)
    except UnknownName:
        return key
    return label_of(declared, {declared.key: key, **row}) or key


class Names:
    """What ids stand for, by both snapshots, the later one first."""

    def __init__(self, before: Snapshot, after: Snapshot) -> None:
        """Take the two."""
        self._names: dict[str, str] = {}
        for snapshot in (before, after):
            for resource, objects in snapshot.objects.items():
                for key, row in objects.items():
                    name = _label(resource, key, (objects, objects))
                    self._names |= {id: name for id in (key, text_of(row.get("extension_id"))) if id and name != id}

    def said(self, value: Any) -> Any:
        """Give a value with names in the place of ids that are known."""
        if isinstance(value, str):
            return self._names.get(value, value)
        if isinstance(value, Mapping):
            only = [each for each in value.values() if isinstance(each, str) and each in self._names]
            if only and len(value) <= _FEW:
                return self._names[only[0]]
            return {name: self.said(each) for name, each in value.items()}
        return [self.said(each) for each in value] if isinstance(value, list) else value

    def word(self, told: str) -> str:
        """Give an element's identity in words: the name of whose id it is, else the id."""
        name, _, id = told.partition("=")
        id = id.split(" ")[0]
        if name == "weekday":
            return _DAYS.get(id, id)
        return self._names.get(id, id.replace("_", " ") if name in _WORDS else id)


_FEW = 3
_WORDS = frozenset({"sub_setting_type", "hours_type", "setting_type"})
_SILENT = frozenset({"hours and routing", "settings", "call handling", "custom hours", "call forwarding"})
"""Steps of a path that tell people nothing beside those around them."""
_DAYS = {"1": "Sun", "2": "Mon", "3": "Tue", "4": "Wed", "5": "Thu", "6": "Fri", "7": "Sat"}


def _words(path: tuple[str, ...]) -> str:
    told = [each for each in path if each not in _SILENT]
    return " > ".join(told or path[-1:])


def _of_object(
    resource: str, key: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None, names: Names, whole: bool
) -> Iterator[Difference]:
    name = _label(resource, key, ({key: old} if old else {}, {key: new} if new else {}))
    if old is None or new is None:
        if whole:
            yield Difference(resource, key, name, ADDED if old is None else GONE)
        return
    if not whole:  # what one side has not read is not gone
        both = old.keys() & new.keys()
        old, new = ({name: side[name] for name in both} for side in (old, new))
    for path, before, after in _fields(old, new, names, ()):
        kind = ADDED if before is _ABSENT else GONE if after is _ABSENT else CHANGED
        was, now = (None if value is _ABSENT else value for value in (before, after))
        said = names.said(was), names.said(now)
        yield Difference(resource, key, name, kind, _words(path), *said, path=path, was=was, now=now)


def _fields(old: Any, new: Any, names: Names, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    """Go through the deepest fields that differ: path in words, value before, value after."""
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for name in sorted({*old, *new}):
            step = name.replace("_", " ")
            yield from _fields(old.get(name, _ABSENT), new.get(name, _ABSENT), names, (*path, step))
        return
    if _is_list(old, new) or _is_list(new, old):
        yield from _elements([] if old is _ABSENT else old, [] if new is _ABSENT else new, names, path)
        return
    yield path, old, new


def _is_list(value: Any, other: Any) -> bool:
    """Tell whether a value is a list, and the other one, too, or not there."""
    return isinstance(value, list) and (other is _ABSENT or isinstance(other, list))


def _elements(
    old: list[Any], new: list[Any], names: Names, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    """Compare lists by what tells their elements apart, whatever their order; one that came or went is one field."""
    befores, afters = _by_identity(old), _by_identity(new)
    for told, turn in sorted({*befores, *afters}):
        before, after = (side.get((told, turn), _ABSENT) for side in (befores, afters))
        step = (*path, names.word(told)) if identity(before if after is _ABSENT else after) else path
        if before is _ABSENT or after is _ABSENT:
            yield step, before, after
        else:
            yield from _fields(before, after, names, step)


def _by_identity(values: list[Any]) -> dict[tuple[str, int], Any]:
    """Give elements by what tells them apart; where several have the same, by their turn among these."""
    seen: Counter[str] = Counter()
    found: dict[tuple[str, int], Any] = {}
    for each in values:
        told = _told(each)
        found[told, seen[told]] = each
        seen[told] += 1
    return found


def _told(value: Any) -> str:
    return identity(value) or json_text(value)
