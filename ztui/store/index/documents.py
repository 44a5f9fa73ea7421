"""What the index holds of one object, and what is looked for. Pure data."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "EXTENSION",
    "MAC",
    "NAME",
    "NUMBER",
    "Document",
    "Hit",
    "Hits",
    "Rank",
    "Wanted",
    "Word",
    "hay_of",
    "mac_text",
]

NAME, EXTENSION, NUMBER, MAC = "\n", "\x01", "\x02", "\x03"
"""The marks before and behind each handle of a kind, in the text that is searched."""
_MARKS = dict.fromkeys(map(ord, (NAME, EXTENSION, NUMBER, MAC)), " ")
_CAPITALS = str.maketrans("0123456789abcdef", "ABCDEFGHIJKLMNOP")


@dataclass(frozen=True, slots=True)
class Document:
    """One object, raw; only the searched texts are folded.

    Attributes:
        label: What it is called.
        texts: Its names and e-mails, folded.
        extension: The complete extension.
        short: The extension within its site; the same where the site has no code.
        numbers: Its numbers as they are.
        dialled: Digits of these.
        mail: Its e-mail.
        mac: MAC address as twelve hex digits.
        site: Name of its site.
        owner: Name of whom it belongs to, where it belongs to somebody.
        ids: Other ids by which it is known, beside its key.
    """

    label: str
    texts: tuple[str, ...] = ()
    extension: str = ""
    short: str = ""
    numbers: tuple[str, ...] = ()
    dialled: tuple[str, ...] = ()
    mail: str = ""
    mac: str = ""
    site: str = ""
    owner: str = ""
    ids: tuple[str, ...] = ()


def hay_of(made: Document) -> str:
    """Give the one text in which an object is searched (see `schema`)."""
    extensions = tuple(dict.fromkeys(filter(None, (made.extension, made.short))))
    macs = (mac_text(made.mac),) if made.mac else ()
    kinds = ((NAME, made.texts), (EXTENSION, extensions), (NUMBER, made.dialled), (MAC, macs))
    return "".join(mark + mark.join(each.translate(_MARKS) for each in texts) + mark for mark, texts in kinds if texts)


def mac_text(mac: str) -> str:
    """Give hex digits as they stand in the text that is searched."""
    return mac.translate(_CAPITALS)


class Rank(IntEnum):
    """By what an object was found, the best first."""

    EXTENSION = 0
    ID = 1
    NUMBER = 2
    MAC = 3
    SUFFIX = 4
    NAME = 5
    NAME_BEGINS = 6
    WORD_BEGINS = 7
    NAME_HOLDS = 8
    DIGITS = 9
    OTHER = 10


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text with letters: folded; with its digits if it has nothing else."""

    text: str
    digits: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A typed text, understood.

    Attributes:
        phrase: The whole text, folded.
        words: Its words, all of which an object must have; () for a text without letters.
        digits: Of a text without letters: its digits, and what they are without a trunk or international prefix.
        from_start: Numbers must begin with the digits (`+1 415`).
        only_extension: It was called an extension: nothing but extensions and names can be meant.
        extensions: Exact extensions that it may be.
        numbers: Digits of exact numbers that it may be.
        mac: Hex digits of a MAC address or a piece of one.
        id: The text, if it may be an id or the beginning of one.
    """

    phrase: str
    words: tuple[Word, ...] = ()
    digits: tuple[str, ...] = ()
    from_start: bool = False
    only_extension: bool = False
    extensions: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    mac: str = ""
    id: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to look for."""
        return not self.phrase


@dataclass(frozen=True, slots=True)
class Hit:
    """An object that was found: its resource, key and what the index holds of it to be shown, and by what."""

    resource: str
    key: str
    document: Document
    rank: Rank


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found.

    Attributes:
        hits: The best of each resource, the best first.
        counts: How many there are of each resource, by its name.
        complete: All of them were counted; else there may be more, and better ones among them.
    """

    hits: tuple[Hit, ...]
    counts: Mapping[str, int]
    complete: bool
