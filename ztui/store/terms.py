"""The terms of a local filter and the columns of a sort, as data: read by `rank`, made by `services.filters`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["FieldTerm", "LocalFilter", "Match", "Sort", "Term", "Word"]


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
        text: Folded as `texts.searchable` folds.
        digits: Its digits if it has no letter and so may be a number in some other format, else "".
        negated: No column may have it.
    """

    text: str
    digits: str = ""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class FieldTerm:
    """A condition on one column.

    Attributes:
        path: Path of the column.
        match: How to compare.
        value: Folded text; for the four orders the canonical form that `texts.ordered` gives.
        digits: As in `Word`, for `HAS`.
        negated: The condition must not hold; a row without a value then passes.
    """

    path: str
    match: Match
    value: str
    digits: str = ""
    negated: bool = False


Term = Word | FieldTerm


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
