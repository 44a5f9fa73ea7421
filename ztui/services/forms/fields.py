"""The fields of a sheet: what a declaration says of them, and what the schema of the body adds."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.contract.batches import batch_limits, text_limits
from ztui.contract.schemas import fields, schema_at
from ztui.core.dataclass import dataclass
from ztui.resources.derived.words import sentence
from ztui.resources.edits.model import InputKind
from ztui.services.changes.values import is_secret

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ztui.contract.catalogue import Operation
    from ztui.contract.details import Schema
    from ztui.resources.edits.model import Among, Input, WriteField

__all__ = ["SheetField", "fields_of_inputs", "fields_to_write"]

_FRAMES = frozenset({"policy", "settings", "options"})
"""Objects of a body that hold nearly everything, so that they tell nothing as a heading."""

_SWITCHED = ".enable"
"""How the field is called that switches all that stands beside it."""
_LONG = 26
"""Characters from which on a title gives way to the field's own name."""


@dataclass(frozen=True, slots=True)
class SheetField:
    """One field of a form.

    Attributes:
        name: Path in the body, or name of an action's input.
        title: What the form calls it.
        group: The heading it stands under, "" for none.
        kind: How it is filled in.
        required: Nothing can be sent without it.
        kept: What the object has there can be changed, and not be taken away.
        several: Takes a list of such values.
        choices: Values allowed, pairs (raw value, word); () for any.
        picks: Resources whose objects it takes.
        pick_path: Path in a picked row of the value that is sent, "" for its key.
        help: One line.
        longest: Most characters of a text, 0 for no limit.
        most: Most elements of a list, 0 for no limit.
        write_only: No answer of Zoom's has it, so that what was there before is not known.
        secret: Its value is not shown, not kept, and not written for an editor.
        deprecated: Zoom advises against it.
        among: What the object has already, where only that can be picked.
        is_given: It is an input of an action, whose values are turned into the body's by the action itself.
        schema: What the contract says of its value, None where it says nothing.
        field: The declaration that an update or a create writes it by, None for inputs.
    """

    name: str
    title: str
    group: str = ""
    kind: InputKind = InputKind.TEXT
    required: bool = False
    several: bool = False
    choices: tuple[tuple[str | int | bool, str], ...] = ()
    picks: tuple[str, ...] = ()
    pick_path: str = ""
    help: str = ""
    longest: int = 0
    most: int = 0
    write_only: bool = False
    secret: bool = False
    deprecated: bool = False
    kept: bool = False
    is_given: bool = False
    among: Among | None = None
    schema: Schema | None = None
    field: WriteField | None = None

    @property
    def takes_many(self) -> bool:
        """Tell whether its value is a list of single values."""
        return self.several or self.kind is InputKind.CHOICES

    @property
    def takes_text(self) -> bool:
        """Tell whether an empty text is a value of its own, by which Zoom empties the field."""
        known = self.schema or {}
        plain = known.get("type") == "string" and not known.get("enum") and not known.get("minLength")
        return plain and not self.takes_many and self.kind not in {InputKind.HOURS, InputKind.JSON}


def fields_to_write(
    declared: Iterable[WriteField], operation: Operation | None, *, update: bool
) -> tuple[SheetField, ...]:
    """Make the fields of an update or a create, the required ones first, then those under headings.

    Args:
        declared: What the object takes, as declared or derived.
        operation: Which takes the body, None where that is not known.
        update: The object is there: only what no answer tells has to be filled in.
    """
    made = [_to_write(each, operation, update=update) for each in declared]
    return _in_order(_grouped(made))


def fields_of_inputs(inputs: Iterable[Input]) -> tuple[SheetField, ...]:
    """Make the fields of what an action or a task asks for, in their order."""
    return tuple(
        SheetField(
            each.name,
            each.title,
            kind=each.kind,
            required=each.required,
            several=each.several,
            choices=each.choices,
            picks=each.picks,
            help=each.help,
            longest=each.longest,
            write_only=True,
            secret=each.kind is InputKind.SECRET,
            is_given=True,
            among=each.among,
        )
        for each in inputs
    )


def _to_write(each: WriteField, operation: Operation | None, *, update: bool) -> SheetField:
    body = None if operation is None else operation.detail().request_schema
    schema, at = _leaf(body, each.write)
    known = schema or {}
    limit = None if operation is None else text_limits(operation).get(at)
    longest = each.longest or int(known.get("maxLength", 0)) or (0 if limit is None else limit.most)
    batch = 0 if operation is None else batch_limits(operation).get(at, 0)
    blind = not each.read
    return SheetField(
        each.write,
        each.title,
        _group_of(each.write),
        each.kind,
        each.required and (blind or not update),
        each.several or each.kind is InputKind.CHOICES,
        each.choices,
        each.picks,
        each.pick_path,
        each.help,
        longest,
        batch or int(known.get("maxItems", 0)),
        blind and update,
        is_secret(each),
        bool(known.get("deprecated_hint") or known.get("deprecated")),
        kept=each.required and update and not blind,
        schema=None if each.element else schema,
        field=each,
    )


def _leaf(body: Schema | None, path: str) -> tuple[Schema | None, str]:
    """Give the schema of a field and its path; where the body holds the object in a list, that within the list."""
    found = schema_at(body, path)
    if found is not None:
        return found, path
    longer = next((each for each in fields(body) if each.endswith(f".{path}")), "")
    return (schema_at(body, longer), longer) if longer else (None, path)


def _group_of(path: str) -> str:
    parts = path.split(".")
    if parts[0] in _FRAMES:
        parts = parts[1:]
    return sentence(parts[0]) if len(parts) > 1 else ""


def _grouped(made: Sequence[SheetField]) -> list[SheetField]:
    """Take a heading over a single field away, and what a title repeats of its heading."""
    counts = Counter(each.group for each in made)
    alone = [replace(each, group="") if counts[each.group] == 1 else each for each in made]
    lasts = Counter((each.group, _last(each)) for each in alone)
    return [replace(each, title=_within(each, lasts)) if each.group else each for each in alone]


def _last(each: SheetField) -> str:
    return sentence(each.name.rpartition(".")[2])


def _within(each: SheetField, lasts: Mapping[tuple[str, str], int]) -> str:
    title, group = each.title, each.group
    if title == group and each.name.endswith(_SWITCHED):
        return "On"
    rest = title[len(group) :].strip() if title.casefold().startswith(f"{group.casefold()} ") else ""
    short = rest[:1].upper() + rest[1:] if rest else title
    return _last(each) if len(short) > _LONG and lasts[group, _last(each)] == 1 else short


def _in_order(made: Sequence[SheetField]) -> tuple[SheetField, ...]:
    groups: Mapping[str, int] = {
        name: at for at, name in enumerate(dict.fromkeys(each.group for each in made if each.group), 1)
    }

    def place(each: SheetField) -> tuple[Any, ...]:
        head = not (each.required and not each.group)
        switched = bool(each.group) and each.name.endswith(_SWITCHED)
        return (head, groups.get(each.group, 0), not each.required, not switched, each.deprecated)

    return tuple(sorted(made, key=place))
