"""The terms of a local filter and the columns of a sort, as data: read by `rank`, made by `services.filters`."""

from __future__ import annotations

from enum import StrEnum

from ztui.core.dataclass import dataclass

__all__ = ["Both", "Either", "FieldTerm", "LocalFilter", "Match", "Part", "Sort", "Span", "Term", "Word"]


class Match(StrEnum):
    """How a field is compared."""

    HAS = ":"
    IS = "="
    IS_NOT = "!="
    ABOVE = ">"
    BELOW = "<"
    AT_LEAST = ">="
    AT_MOST = "<="


@dataclass(frozen=True, slots=True)
class Word:
    """A text that any searchable column must have.

    Attributes:
        text: Folded as `texts.searchable` folds; what looks like an id is also looked for among the whole ids.
        digits: Its digits if it has no letter and so may be a number in some other format, else "".
        negated: No column may have it.
    """

    text: str
    digits: str = ""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """What a typed time covers: from `first` to before `end`.

    Attributes:
        first: Instant as `texts.instant_text` writes it; a clock `14:05:00` if it is a time of day, a digit if it is a
            weekday (0 is Sunday).
        end: The same; `24:00:00` is the end of the day.
        days: First day and the day after the last, for values that are days and no instants; none for a time of day
            and a weekday.
        offsets: For those two: the viewer's zone as pairs (instant text from which it holds, minutes east of UTC),
            newest first; the last one holds ever before.
    """

    first: str
    end: str
    days: tuple[str, str] | None = None
    offsets: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Numbers that are shown without their beginning (a site's code), and what the typed number is among them.

    Attributes:
        first: The lowest of them, as `texts.ordered` writes it.
        last: The highest.
        value: The typed number with that beginning.
    """

    first: str
    last: str
    value: str


@dataclass(frozen=True, slots=True)
class FieldTerm:
    """A condition on one column.

    Attributes:
        path: Path of the column.
        match: How to compare.
        value: Folded text; for the four orders the canonical form that `texts.ordered` gives.
        digits: As in `Word`, for `HAS`.
        negated: The condition must not hold; a row without a value then passes.
        others: Further values that count as the same, for `IS`, `IS_NOT` and `HAS`.
        span: The time that was typed, for columns of times.
        parts: Numbers that are compared by the part that is shown, for the four orders; each number is in one at most.
        begins: The text, or one of its forms, begins with the value; for `HAS`.
        ends: It ends with it.
    """

    path: str
    match: Match
    value: str
    digits: str = ""
    negated: bool = False
    others: tuple[str, ...] = ()
    span: Span | None = None
    parts: tuple[Part, ...] = ()
    begins: bool = False
    ends: bool = False

    def is_in(self, text: str) -> bool:
        """Tell whether a folded text has the value where it has to stand; for `HAS`."""
        places = ((self.begins, text.startswith), (self.ends, text.endswith))
        return self.value in text and all(stands(self.value) for wanted, stands in places if wanted)


@dataclass(frozen=True, slots=True)
class Either:
    """Conditions of which at least one must hold, as a party may stand on either side of a call.

    Attributes:
        terms: The conditions.
        negated: None may hold.
    """

    terms: tuple[Term, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Both:
    """Conditions that must hold together, as one word says them (`queue:` is who was called, and that it is a queue).

    Attributes:
        terms: The conditions.
        negated: They may not hold all.
    """

    terms: tuple[Term, ...]
    negated: bool = False


Term = Word | FieldTerm | Either | Both


@dataclass(frozen=True, slots=True)
class LocalFilter:
    """All terms must hold; no term lets every row pass."""

    terms: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether it holds anything back."""
        return bool(self.terms)


@dataclass(frozen=True, slots=True)
class Sort:
    """One column of a sort order; rows without a value come last in both directions."""

    path: str
    descending: bool = False
