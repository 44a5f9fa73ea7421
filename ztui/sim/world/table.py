"""The objects of one kind in one account: made when first asked for, changed afterwards."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

__all__ = ["Table"]

_REMEMBERED = 16
"""Answers of `where` kept, so that the next page of a list does not search again."""


class Identified(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """Zoom's id."""


T = TypeVar("T", bound=Identified)


class Table(Generic[T]):
    """Objects by id, in the order in which they were made; the objects themselves never change.

    Attributes:
        revision: Counts what was put in and taken out since.
    """

    def __init__(self, make: Callable[[], Iterable[T]]) -> None:
        """Take what makes the first objects; it is called once, when the table is first used."""
        self._make = make
        self._rows: dict[str, T] | None = None
        self._initial: tuple[T, ...] = ()
        self._answers: OrderedDict[Hashable, Sequence[T]] = OrderedDict()
        self.revision = 0

    def _made(self) -> dict[str, T]:
        if self._rows is None:
            self._initial = tuple(self._make())
            self._rows = {each.id: each for each in self._initial}
        return self._rows

    @property
    def is_made(self) -> bool:
        """Whether the objects exist already."""
        return self._rows is not None

    @property
    def initial(self) -> tuple[T, ...]:
        """The objects as the world began, whatever was written since."""
        self._made()
        return self._initial

    def __iter__(self) -> Iterator[T]:
        """Walk over the objects of now."""
        return iter(self._made().values())

    def __len__(self) -> int:
        """Count the objects of now."""
        return len(self._made())

    def __contains__(self, key: object) -> bool:
        """Tell whether an object has this id."""
        return key in self._made()

    def get(self, key: str) -> T | None:
        """Give the object of this id, or None."""
        return self._made().get(key)

    def put(self, row: T) -> None:
        """Add an object, or replace the one with its id in its place."""
        self._made()[row.id] = row
        self._changed()

    def plant(self, row: T) -> None:
        """Add or replace an object as if it had been so from the beginning."""
        self.put(row)
        self._initial = tuple(self._made().values())

    def remove(self, key: str) -> T | None:
        """Take an object out and give it, or None."""
        gone = self._made().pop(key, None)
        if gone is not None:
            self._changed()
        return gone

    def where(self, question: Hashable, test: Callable[[T], bool]) -> Sequence[T]:
        """Give the objects that pass the test, in their order.

        They are remembered until an object changes. `question` stands for the test: it holds everything that the test
        looks at beside the object.
        """
        known = self._answers.get(question)
        if known is not None:
            self._answers.move_to_end(question)
            return known
        found = self._answers[question] = tuple(each for each in self if test(each))
        if len(self._answers) > _REMEMBERED:
            self._answers.popitem(last=False)
        return found

    def _changed(self) -> None:
        self.revision += 1
        self._answers.clear()
