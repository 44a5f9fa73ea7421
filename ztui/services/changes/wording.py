"""A plan in words: what a field was and will be, what a request sends, whether a change can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.core.errors import UnknownName
from ztui.core.hours import written_hours
from ztui.core.json_text import json_text
from ztui.core.phone import formatted
from ztui.core.text import Display, display
from ztui.core.times import duration
from ztui.resources.edits.model import Expect, InputKind
from ztui.resources.rows import text_of, value_at
from ztui.store.secrets import is_secret_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ztui.resources.edits.model import Input, WriteField
    from ztui.services.changes.model import Change, FieldChange, Plan

__all__ = ["FieldLine", "Words", "undo_words", "who_of"]

SECRET = Display("(secret)")
EMPTY = Display("(empty)")
_LONG = 2_000
_NAMES = ("name", "display_name", "number", "email", "id", "value")
_YES = {True: "yes", False: "no"}


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One line of what a change writes.

    Attributes:
        title: What the field is called; empty on what follows the first line of a list.
        before: What it was, "" where there was nothing to compare with.
        after: What it will be.
        sign: "+" for an element that is added, "-" for one that is removed, "" for a value.
    """

    title: Display
    before: Display
    after: Display
    sign: str = ""


def who_of(plan: Plan, label: str = "", account: str = "") -> str:
    """Say in whose name a plan is written: profile, its label or PROD, and the sub account.

    Args:
        plan: The plan.
        label: The profile's label.
        account: Name of the sub account that the plan was made in.
    """
    words = [plan.profile, label or ("PROD" if plan.production else "")]
    words += ["in the account", account or plan.account] if plan.account else []
    return display(" ".join(filter(None, words)))


def undo_words(change: Change) -> tuple[Display, bool]:
    """Say whether a change can be undone, and what would differ, or why not; and the same as yes or no."""
    if change.final:
        return display(f"cannot be undone: {change.final.rstrip('.')}"), False
    if change.inverse is None and change.undo is None and not change.created:
        return Display("cannot be undone"), False
    differs = change.differs.rstrip(".")
    return display(f"can be undone, but {differs}" if differs else "can be undone"), True


class Words:
    """Writes values of changes the way that people read them.

    Attributes:
        names: What objects are called, by their ids, as far as that was looked up.
    """

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self._fields: dict[str, dict[str, WriteField]] = {}

    def lines(self, change: Change) -> tuple[FieldLine, ...]:
        """Give the lines of a change: its fields, or what its request sends where it is about none."""
        if change.fields:
            return tuple(line for each in change.fields for line in self._field(change, each))
        return tuple(self._given(change)) or tuple(self._becomes(change)) or tuple(self._sent(change))

    def picks(self, change: Change) -> Iterator[tuple[tuple[str, ...], str]]:
        """Give the ids in a change whose names can be looked up, each with the resources that it may be of."""
        for each in change.fields:
            field = self._declared(change.resource, each.write)
            if field is None or field.kind is not InputKind.PICK or each.secret:
                continue
            values = (_keys(field, each.before), _keys(field, each.after))
            yield from ((field.picks, part) for value in values for part in _texts(value))
        for slot, value in self._asked(change):
            if slot.kind is InputKind.PICK:
                yield from ((slot.picks, part) for part in _texts(value))

    def value(self, field: WriteField | Input | None, value: Any) -> Display:
        """Give one value: a word for a code, a duration, a number as it is dialled, a name for an id."""
        if value is None or value == "" or value == []:
            return EMPTY
        for raw, word in field.choices if field is not None else ():
            if raw == value or text_of(raw) == text_of(value):
                return display(word)
        if isinstance(value, bool):
            return Display(_YES[value])
        if isinstance(value, str) and value in self.names:
            return display(self.names[value])
        kind = None if field is None else field.kind
        if kind is InputKind.DURATION and isinstance(value, int):
            return display(duration(value))
        if kind is InputKind.PHONE and isinstance(value, str):
            return display(formatted(value))
        if isinstance(value, Mapping):
            return display(_called(value, self.names), longest=_LONG)
        if isinstance(value, list | tuple):
            return display(written_hours(value) or json_text(value), longest=_LONG)
        return display(text_of(value), longest=_LONG)

    def _field(self, change: Change, field: FieldChange) -> tuple[FieldLine, ...]:
        title = display(field.title)
        if field.secret:
            return (FieldLine(title, SECRET if change.key else Display(""), SECRET),)
        declared = self._declared(change.resource, field.write)
        is_list = isinstance(field.after, list | tuple) and isinstance(field.before, list | tuple | None)
        if is_list and not written_hours(field.after):
            made = self._list(title, declared, field.before or (), field.after)
            if made:
                return made
        before = self.value(declared, field.before) if change.key else Display("")
        return (FieldLine(title, before, self.value(declared, field.after)),)

    def _list(
        self, title: Display, declared: WriteField | None, before: Sequence[Any], after: Sequence[Any]
    ) -> tuple[FieldLine, ...]:
        """Give what is added to a list and what is removed from it; nothing where only its order differs."""
        gone = [each for each in before if each not in after]
        new = [each for each in after if each not in before]
        found = [("-", each) for each in gone] + [("+", each) for each in new]
        return tuple(
            FieldLine(title if not at else Display(""), Display(""), self.value(declared, each), sign)
            for at, (sign, each) in enumerate(found)
        )

    def _asked(self, change: Change) -> Iterator[tuple[Input, Any]]:
        """Give the inputs of a change's action, each with what it was given."""
        if not change.action or not change.given:
            return
        from ztui.resources.edits.registry import actions

        known = next((each for each in actions(change.resource) if each.name == change.action), None)
        given = dict(change.given)
        for slot in known.inputs if known is not None else ():
            if given.get(slot.name) not in (None, "", [], ()):
                yield slot, given[slot.name]

    def _given(self, change: Change) -> Iterator[FieldLine]:
        """Give what an action was given, as far as this request is about it: of several members its own."""
        sent = {
            text
            for _, each in _leaves([change.request.body, *change.request.path.values()], "")
            for text in _texts(each)
        }
        for slot, value in self._asked(change):
            values = list(value) if isinstance(value, list | tuple) else [value]
            values = [each for each in values if isinstance(each, str) and each in sent] or values
            for at, each in enumerate(values):
                shown = SECRET if slot.kind is InputKind.SECRET else self.value(slot, each)
                yield FieldLine(display(slot.title) if not at else Display(""), Display(""), shown)

    def _becomes(self, change: Change) -> Iterator[FieldLine]:
        """Give what an action that asks for nothing makes of the object, where its own answer tells that."""
        check = change.check
        if check is None or check.expect is not Expect.EQUAL or change.before is None:
            return
        shown = _columns(change.resource)
        for path, after in check.match:
            before = value_at(change.before, path)
            if before is None or is_secret_name(path):
                return
            title, short = shown.get(path, (path.partition("|")[0].replace("_", " ").capitalize(), {}))
            was, is_ = (display(short.get(text_of(each), "") or self.value(None, each)) for each in (before, after))
            yield FieldLine(display(title), was, is_)

    def _sent(self, change: Change) -> Iterator[FieldLine]:
        """Give what the body of an action sends, leaf by leaf."""
        for path, value in _leaves(change.request.body, ""):
            hidden = path in change.secrets or any(map(is_secret_name, path.split(".")))
            shown = SECRET if hidden else self.value(None, value)
            declared = self._declared(change.resource, path) if change.resource else None
            title = _thing(path) if declared is None else declared.title
            yield FieldLine(display(title), Display(""), shown)

    def _declared(self, resource: str, write: str) -> WriteField | None:
        known = self._fields.get(resource)
        if known is None:
            from ztui.resources.edits.registry import edits

            known = self._fields[resource] = {each.write: each for each in edits(resource).fields}
        return known.get(write)


def _columns(resource: str) -> dict[str, tuple[str, Mapping[str, str]]]:
    """Give titles and words of a resource's columns, by their paths."""
    from ztui.resources.registry import resource as resource_named

    try:
        columns = resource_named(resource).columns
    except UnknownName:  # what the journal has of another version
        return {}
    return {each.path: (each.head, dict(each.short)) for each in columns}


def _thing(path: str) -> str:
    """Give what a leaf of a body is called: `members.users.id` are users, `common_area_ids` common areas."""
    names = path.split(".")
    if names[-1] == "id" and len(names) > 1:
        return names[-2].replace("_", " ").capitalize()
    if names[-1].endswith("_ids"):
        return f"{names[-1].removesuffix('_ids')}s".replace("_", " ").capitalize()
    return path.replace("_", " ") or "sends"


def _texts(value: Any) -> tuple[str, ...]:
    """Give the texts of a value: itself, or those of a list."""
    return tuple(
        each for each in (value if isinstance(value, list | tuple) else (value,)) if isinstance(each, str) and each
    )


def _keys(field: WriteField, value: Any) -> Any:
    """Give the keys that a field picks, where the body has each in an object."""
    if not field.element or not isinstance(value, list | tuple):
        return value
    return [each.get(field.element) if isinstance(each, Mapping) else each for each in value]


def _called(value: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Give what an element of a list is called, all of it where nothing names it."""
    for name in _NAMES:
        found = value.get(name)
        if isinstance(found, str | int) and found != "" and not isinstance(found, bool):
            return names.get(str(found), str(found))
    return json_text(value)


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Give the single values of a body, each with its dotted path; elements of a list have the list's path."""
    if isinstance(value, Mapping):
        for name, each in value.items():
            yield from _leaves(each, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list | tuple) and not written_hours(value):
        for each in value:
            yield from _leaves(each, path)
    elif value is not None:
        yield path, value
