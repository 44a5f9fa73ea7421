"""How a list is narrowed by words of its own: names in filters that are no column, and terms that a letter puts in."""

from __future__ import annotations

from ztui.core.dataclass import dataclass

__all__ = ["Chip", "FilterWord"]


@dataclass(frozen=True, slots=True)
class FilterWord:
    """A name in filters that stands for no single column: `number:0188` looks at both sides of a call.

    Attributes:
        name: As it is typed before the sign.
        paths: Columns of which one has to fulfil what is typed.
        where: What must hold besides, pairs (path of a column, its value).
        sign: For names that are a comparison themselves (`after:2026-11-01`): the sign that the colon stands for.
        about: What it finds, for help.
    """

    name: str
    paths: tuple[str, ...]
    where: tuple[tuple[str, str], ...] = ()
    sign: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A term of the local filter that a letter puts in and takes out.

    Attributes:
        key: The letter.
        title: What it leaves.
        term: The term as it is typed.
        group: What it is about; of a group one is in force at most.
        names: What it is called behind the list's name (`:calls missed`).
    """

    key: str
    title: str
    term: str
    group: str
    names: tuple[str, ...]
