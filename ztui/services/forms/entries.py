"""What stands in one field: the text in its input, the value that it means, and why it means none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.services.changes.model import UNSET
from ztui.services.changes.values import same
from ztui.services.forms.judging import problem_with
from ztui.services.forms.values import Unreadable, read, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.services.forms.fields import SheetField
    from ztui.services.forms.place import Place

__all__ = ["Entry", "Known"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a field.

    Attributes:
        text: In its input, letter by letter.
        value: What is sent: `UNSET` for nothing, None for null.
        problem: Why it cannot be sent, "" if it can.
    """

    text: str
    value: Any = UNSET
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a field before anything is filled in.

    Attributes:
        field: The field.
        before: What the object has, as the body has it.
        place: Where the object is.
        labels: What the objects are called that the field names.
        is_new: There is no object yet.
    """

    field: SheetField
    before: Any
    place: Place
    labels: Mapping[str, str]
    is_new: bool

    @property
    def is_nothing(self) -> bool:
        """Tell whether the object has nothing there."""
        return self.before is None or self.before in ("", [], {})

    def untouched(self) -> Entry:
        """Give what stands there at first."""
        return Entry(shown(self.field, self.before, self.place, self.labels))

    def typed(self, text: str) -> Entry:
        """Judge what was typed."""
        untouched = self.untouched()
        if text == untouched.text:
            return untouched
        if self.field.secret:
            return self._entry(text, text)
        if not text.strip():
            return self._emptied(text)
        try:
            value = read(self.field, text, self.place, self.labels, self.before)
        except Unreadable as error:
            return Entry(text, UNSET, str(error))
        return self._entry(text, value)

    def taken(self, value: Any) -> Entry:
        """Judge a value that was picked or switched; None is null."""
        is_text = self.field.secret and value is not None
        text = str(value) if is_text else shown(self.field, value, self.place, self.labels)
        return self._entry(text, value)

    def _emptied(self, text: str) -> Entry:
        if self.is_nothing:
            return Entry(text)
        empty: Any = [] if self.field.takes_many else "" if self.field.takes_text else None
        return self._entry(text, empty)

    def _entry(self, text: str, value: Any) -> Entry:
        can_compare = not self.is_new and not self.field.write_only and not self.field.secret
        if can_compare and same(value, self.before):
            return Entry(text)
        return Entry(text, value, problem_with(self.field, value))
