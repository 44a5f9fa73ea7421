"""Values are what the standard library's frozen dataclasses are, but for the attribute that may not be set."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import re
from dataclasses import field
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.core.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Ours:
    """A value."""

    kind: ClassVar[str] = "a constant"
    name: str
    number: float = 0.0
    parts: tuple[Any, ...] = ()
    secret: str = field(default="", repr=False)
    beside: Any = field(default=None, compare=False)
    made: list[int] = field(default_factory=list, hash=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """The same value."""

    kind: ClassVar[str] = "a constant"
    name: str
    number: float = 0.0
    parts: tuple[Any, ...] = ()
    secret: str = field(default="", repr=False)
    beside: Any = field(default=None, compare=False)
    made: list[int] = field(default_factory=list, hash=False)


@dataclass(frozen=True, slots=True)
class One:
    """A value with one field."""

    only: Any


@dataclass(frozen=True, slots=True)
class Nothing:
    """A value with none."""


@dataclass(frozen=True, slots=True)
class Own(One):
    """A value that compares and shows itself in its own way."""

    word: str = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Own) and self.word.casefold() == other.word.casefold()

    def __hash__(self) -> int:
        return hash(self.word.casefold())

    def __repr__(self) -> str:
        return self.word


values = st.tuples(
    st.sampled_from("ab"),
    st.sampled_from([0.0, 1.0, float("nan")]),
    st.sampled_from([(), (1,), ("x", (2,))]),
    st.sampled_from(["", "s"]),
    st.none() | st.integers(),
    st.lists(st.integers(0, 1), max_size=1),
)


@given(values, values)
def test_values_compare_hash_and_show_as_those_of_the_standard_library(
    first: tuple[Any, ...], second: tuple[Any, ...]
) -> None:
    assert (Ours(*first) == Ours(*second)) is (Theirs(*first) == Theirs(*second))
    assert hash(Ours(*first)) == hash(Theirs(*first))
    assert repr(Ours(*first)) == repr(Theirs(*first)).replace("Theirs(", "Ours(")


def test_a_value_is_none_of_another_class() -> None:
    others: list[object] = [Theirs("a"), (1,)]
    assert Ours("a") not in others
    assert One(1) not in others
    assert One(Nothing()) == One(Nothing())
    assert {One(1), One(1), Nothing(), Nothing()} == {One(1), Nothing()}


def test_what_a_class_defines_itself_stays() -> None:
    assert Own(1, "Ä") == Own(2, "ä")
    assert len({Own(1, "Ä"), Own(2, "ä")}) == 1
    assert repr(Own(1, "x")) == "x"


def test_the_standard_library_takes_values_for_dataclasses() -> None:
    value = Ours("a", 1.0, secret="s")
    assert [each.name for each in dataclasses.fields(value)] == [each.name for each in dataclasses.fields(Theirs)]
    assert dataclasses.replace(value, name="b") == Ours("b", 1.0, secret="s")
    assert dataclasses.asdict(value) == dataclasses.asdict(Theirs("a", 1.0, secret="s"))
    assert copy.deepcopy(value) == value == pickle.loads(pickle.dumps(value))
    assert Ours.__match_args__ == Theirs.__match_args__
    with pytest.raises(TypeError, match=re.escape("missing 1 required positional argument: 'name'")):
        Ours()  # type: ignore[call-arg]


def test_no_attribute_is_added_and_a_value_in_itself_is_shown() -> None:
    with pytest.raises(AttributeError):
        Ours("a").new = 1  # type: ignore[attr-defined]
    inner: list[Any] = []
    inner.append(One(inner))
    assert repr(inner[0]) == "One(only=[...])"


def test_other_dataclasses_are_those_of_the_standard_library() -> None:
    @dataclass(frozen=True)
    class Frozen:
        name: str = ""

    with pytest.raises(dataclasses.FrozenInstanceError):
        Frozen().name = "x"  # type: ignore[misc]
