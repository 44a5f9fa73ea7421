"""A form that is being filled in: every field with what was typed into it, right or wrong, and what that means.

A field can be left as it is (unset), be emptied for good (null), hold an empty text, or hold a value: four things that
are never taken for one another. What was typed stays until it is typed over, whatever is said about it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.errors import ConfigError, Conflict, FieldError, Invalid, NotFound
from ztui.core.text import Display, display
from ztui.resources.edits.model import InputKind
from ztui.resources.extensions import whole
from ztui.services.changes.model import UNSET
from ztui.services.changes.planning import refusal
from ztui.services.forms.entries import Known
from ztui.services.forms.meaning import element_meant, field_meant, field_told_of, found_of, telling
from ztui.services.forms.place import Place
from ztui.services.forms.values import shown

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

    from ztui.services.changes.model import Plan
    from ztui.services.forms.fields import SheetField
    from ztui.services.forms.meaning import Find, Picked
    from ztui.services.lookup import Match

    Make = Callable[[Mapping[str, Any]], Awaitable[Plan]]
    Search = Callable[[SheetField, str, int], Awaitable[Sequence[Match]]]

__all__ = ["Sheet"]

_MISSING = "is missing"
_REFUSED = "is refused"
_NOTHING = "nothing"
_HIDDEN = "hidden"


class Sheet:
    """The fields of an object, of one to be made, or of what an action asks for, being filled in.

    Made by the functions of `ztui.services.forms.loading`.

    Args:
        title: What is being done: `Change call queue`.
        subject: What it is done to, raw; "" for a new object.
        fields: The fields.
        make: Makes the plan from the values, by the names of the fields.
        before: What the fields of an object hold now, as the body has it; None where there is no object yet.
        labels: What the objects are called that fields name, by field and by what is sent of them.
        place: Where the object is.
        find: Finds the object that a typed text names; raises `NotFound` or `Conflict`.
        search: Finds objects that a field can name while somebody types, so many at most.
    """

    def __init__(
        self,
        title: str,
        subject: str,
        fields: Sequence[SheetField],
        make: Make,
        *,
        before: Mapping[str, Any] | None = None,
        labels: Mapping[str, Mapping[str, str]] | None = None,
        place: Place | None = None,
        find: Find | None = None,
        search: Search | None = None,
    ) -> None:
        self.title = title
        self.subject: Display = display(subject)
        self.fields: tuple[SheetField, ...] = tuple(fields)
        self.place = place or Place()
        self.about: tuple[str, str, tuple[tuple[str, str], ...]] = ("", "", ())
        """Resource, key and parents of the object that is changed; the key is "" for a new one."""
        self.is_new = before is None
        self._make = make
        self._find = find
        self.search = search
        self._before: dict[str, Any] = dict(before or {})
        self._fields = {each.name: each for each in self.fields}
        self._labels: dict[str, dict[str, str]] = {name: dict(each) for name, each in (labels or {}).items()}
        self._told: dict[str, str] = {}
        self._entries = {each.name: self._known(each).untouched() for each in self.fields}
        self._first: dict[str, tuple[Any, str]] = {}
        self.begin()

    def begin(self) -> None:
        """Take what is filled in now for what the form began with, which is not lost by leaving it."""
        self._first = {name: (each.value, each.problem) for name, each in self._entries.items()}

    def __repr__(self) -> str:
        """Give what it is about, and none of its values."""
        return f"Sheet({self.title!r}, {self.subject!r})"

    def field(self, name: str) -> SheetField:
        """Give a field by its name; raises KeyError for one that the form does not have."""
        return self._fields[name]

    def text(self, name: str) -> str:
        """Give what stands in the input of a field: what was typed, letter by letter, else what the object has."""
        return self._entries[name].text

    def value(self, name: str) -> Any:
        """Give what is sent of a field: `UNSET` for nothing, None for null, else the value."""
        return self._entries[name].value

    def before(self, name: str) -> Any:
        """Give what the object has, as the body has it; None for nothing."""
        return self._before.get(name)

    def old(self, name: str) -> str:
        """Give what the object has in words, "" for a new object."""
        field = self._fields[name]
        if self.is_new or field.write_only:
            return ""
        if field.secret:
            return _HIDDEN
        return shown(field, self._before.get(name), self.place, self._labels.get(name, {})) or _NOTHING

    def labels(self, name: str) -> Mapping[str, str]:
        """Give what the objects are called that a field is known to name, by what is sent of them."""
        return self._labels.get(name, {})

    def problem(self, name: str) -> str:
        """Give why a field cannot be sent, "" if it can."""
        missing = _MISSING if self._fields[name].required and self.lacks(name) else ""
        return self.said(name) or missing

    def said(self, name: str) -> str:
        """Give what is wrong with what stands in a field, and what Zoom said of it; what is missing does not count."""
        return self._entries[name].problem or self._told.get(name, "")

    def lacks(self, name: str) -> bool:
        """Tell whether nothing stands in a field, and nothing was there before."""
        entry = self._entries[name]
        return not entry.problem and entry.value in (UNSET, "", None) and self._is_nothing(name)

    @property
    def problems(self) -> tuple[FieldError, ...]:
        """Give all that is wrong, in the order of the fields."""
        found = ((each.name, self.problem(each.name)) for each in self.fields)
        return tuple(FieldError(name, problem) for name, problem in found if problem)

    @property
    def changed(self) -> tuple[str, ...]:
        """Give the names of the fields that are no longer as the object has them, wrong ones included."""
        return tuple(each.name for each in self.fields if self.is_changed(each.name))

    def is_changed(self, name: str) -> bool:
        """Tell whether a field is no longer as the object has it."""
        entry = self._entries[name]
        return entry.value is not UNSET or bool(entry.problem)

    @property
    def is_dirty(self) -> bool:
        """Tell whether something was filled in that would be lost."""
        return any((each.value, each.problem) != self._first[name] for name, each in self._entries.items())

    @property
    def values(self) -> dict[str, Any]:
        """Give what is sent, by the names of the fields."""
        return {name: each.value for name, each in self._entries.items() if each.value is not UNSET}

    # Filling it in

    def type(self, name: str, text: str) -> None:
        """Take what stands in the input of a field; it is judged at once, and kept whatever comes of it."""
        self._told.pop(name, None)
        self._entries[name] = self._known(self._fields[name]).typed(text)

    def set(self, name: str, value: Any) -> None:
        """Take a value that was picked or switched.

        Args:
            name: The field.
            value: As the body has it; `UNSET` leaves the field as the object has it, None is null.
        """
        self._told.pop(name, None)
        known = self._known(self._fields[name])
        self._entries[name] = known.untouched() if value is UNSET else known.taken(value)

    def pick(self, name: str, picked: Iterable[Picked]) -> None:
        """Take objects that were picked; none empties the field."""
        some = tuple(picked)
        field = self._fields[name]
        self._learn(name, some)
        values = [value for value, _ in some]
        if not values and self._is_nothing(name):
            self.set(name, UNSET)
        elif field.several:
            self.set(name, values)
        elif values:
            self.set(name, values[0])
        else:
            self.type(name, "")

    def told(self, errors: Iterable[FieldError | tuple[str, str]]) -> tuple[FieldError, ...]:
        """Lay what Zoom or the contract says onto the fields it is about, until they are typed over.

        Args:
            errors: The errors, by path in the body or name of an input.

        Returns:
            Those that fit no field.
        """
        left: list[FieldError] = []
        for each in errors:
            error = each if isinstance(each, FieldError) else FieldError(*each)
            name = field_meant(error.field, self._fields)
            if name is None and not error.field:
                name = field_told_of(error.message, self._filled())
            if name is None:
                left.append(error)
            else:
                self._told.setdefault(name, f"{element_meant(error.field, name)}{error.message or _REFUSED}")
        return tuple(left)

    def as_text(self) -> str:
        """Give all that can be written as JSON, to be changed in an editor; secrets are left out."""
        from ztui.services.forms.texts import written

        return written(self)

    def take_text(self, text: str) -> None:
        """Take what an editor gave back; what differs from `as_text` is filled in, the rest stays as it is.

        Raises:
            ConfigError: It is no JSON, or has a field that the form has not; with line and column. Nothing is taken.
        """
        from ztui.services.forms.texts import taken

        for name, value in taken(self, text).items():
            if isinstance(value, str) and self._fields[name].kind is InputKind.PICK:
                self.type(name, value)
            else:
                self.set(name, value)

    async def plan(self) -> Plan:
        """Make the plan of what is filled in; nothing is sent but reads.

        Raises:
            Invalid: Something cannot be sent; `fields` say what, and the form knows it, too.
            Conflict: What is planned cannot be done to the object.
            ZtuiError: What else went wrong; the form stays as it is.
        """
        self._told.clear()  # what Zoom refused before may be right by now
        if self.problems:
            raise self._refused(self.problems)
        await self._find_typed()
        if self.problems:
            raise self._refused(self.problems)
        try:
            plan = await self._make(self.values)
        except Invalid as error:
            self.told(error.fields)
            raise
        self._see(plan)
        return plan

    def _see(self, plan: Plan) -> None:
        """Take what the plan found there for what there was: others may have changed it since the form was opened."""
        for each in (field for change in plan.changes for field in change.fields):
            if not self.is_new and each.live is not None and each.write in self._before:
                self._before[each.write] = each.before

    def _refused(self, problems: Sequence[FieldError]) -> Invalid:
        return refusal(self.title, "", problems, {each.name: each.title for each in self.fields})

    async def _find_typed(self) -> None:
        """Look up the objects that were typed by name, number or extension, and not picked."""
        for field in self.fields:
            value = self._entries[field.name].value
            if self._find is None or field.kind is not InputKind.PICK or value in (UNSET, None, "", []):
                continue
            values = value if isinstance(value, list) else [value]
            try:
                found = await found_of(field, values, self.labels(field.name), self._find)
            except (NotFound, Conflict, ConfigError) as error:
                self._told[field.name] = str(error)
                continue
            if [each for each, _ in found] != values:
                self.pick(field.name, found)
            else:
                self._learn(field.name, found)

    def _filled(self) -> dict[str, tuple[str, ...]]:
        """Give what tells each field that would be sent."""
        return {name: telling(self._fields[name], value, self.text(name)) for name, value in self.values.items()}

    def _learn(self, name: str, picked: Iterable[Picked]) -> None:
        """Keep what objects are called."""
        self._labels.setdefault(name, {}).update((whole(value), label) for value, label in picked if label)

    def _known(self, field: SheetField) -> Known:
        return Known(field, self._before.get(field.name), self.place, self.labels(field.name), is_new=self.is_new)

    def _is_nothing(self, name: str) -> bool:
        return self._known(self._fields[name]).is_nothing
