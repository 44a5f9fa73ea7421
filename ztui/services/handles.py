"""By what people call an object: its id, names, e-mail, extension, numbers; and what a typed text can mean of these.

Pure: rows and texts go in. Nothing is guessed: a text means an object only if one of the object's handles is that text,
compared as such handles are compared. The order in which they count is that of `Book.find`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import field
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.phone import digits, is_e164, to_e164
from ztui.core.text import fold
from ztui.resources.extensions import split_extension, whole
from ztui.resources.model import Kind
from ztui.resources.rows import key_of, text_of, value_at, value_of
from ztui.resources.shows import dicts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ztui.resources.extensions import SiteForm
    from ztui.resources.model import Resource, Row

__all__ = ["Book", "Handles", "Sought", "handles_in", "handles_of", "looks_like_id", "misread", "sought"]

_NAMES = ("name", "display_name", "friendly_name", "extension_display_name", "user_display_name")
_MAILS = ("email", "owner_email", "user_email", "extension_email")
_EXTENSION = re.compile(r"(?:ext(?:ension|n)?\b\.?|x(?=[\s:#]*\d))[\s:#]*(\d{1,15}(?:-\d{1,15})?)", re.IGNORECASE)
_PLAIN_EXTENSION = re.compile(r"\d{1,15}(?:-\d{1,15})?")
_MAC = re.compile(r"(?:[0-9a-f]{2}[:.-]?){5}[0-9a-f]{2}|(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}", re.IGNORECASE)
_SCHEME = re.compile(r"(?:tel|sip|callto|phone):", re.IGNORECASE)
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-")
_ID = re.compile(r"[A-Za-z0-9_\-=]{16,}|[A-Za-z0-9_\-]{8,}(?:-[A-Za-z0-9]{4,}){2,}")
_WITH_EXTENSION = re.compile(r"(?:tel:)?\+?[\d\s().-]{7,}[;,]?\s*(?:ext(?:ension|n)?\b\.?|x)[\s:=#]*\d+", re.IGNORECASE)
_LOCAL_NUMBER = re.compile(r"\d{3}[ .-]\d{4}")
_NUMBER = re.compile(r"\+?[\d ().-]+")
_WHOLE_NUMBER = 10
"""Digits from which on a number without a plus may be one with its country code."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A text that somebody typed, and what it can mean.

    Attributes:
        text: As typed, without spaces around it.
        name: Folded, for names and e-mails.
        extension: The digits of an extension, site's code included if one was typed; "" if it is none.
        complete: The extension was typed with its site's code (`800-8200`).
        only_extension: It was called an extension (`ext 8200`) and can be nothing else but a name.
        numbers: The numbers in E.164 that it can be; several where it names no country.
        dialled: The digits of a short code or of a number as it came, for those that are not E.164.
        mac: Twelve hex digits, "" if it is no MAC address.
    """

    text: str
    name: str
    extension: str = ""
    complete: bool = False
    only_extension: bool = False
    numbers: frozenset[str] = frozenset()
    dialled: str = ""
    mac: str = ""


def sought(text: str, regions: Sequence[str] = ("US",)) -> Sought:
    """Tell what a typed text can mean.

    Emergency numbers, star codes, short codes and extensions are never given a country code: they are compared as they
    are. A number of 10 digits or more without a plus may also be one whose country code was typed without it.

    Args:
        text: As typed or pasted.
        regions: Countries whose national numbers are meant (ISO 3166), of which any may be.
    """
    bare = text.strip()
    plain = _as_ascii(bare)
    called = _EXTENSION.fullmatch(plain)
    extension = called[1] if called else plain if _PLAIN_EXTENSION.fullmatch(plain) else ""
    mac = digits_of_mac(plain)
    if called:
        return Sought(bare, fold(bare), extension.replace("-", ""), "-" in extension, only_extension=True)
    number = _SCHEME.sub("", plain, count=1)
    return Sought(
        bare,
        fold(bare),
        extension.replace("-", ""),
        "-" in extension,
        numbers=_numbers(number, regions),
        dialled=number if re.fullmatch(r"[+*#\d]+", number) else "",
        mac=mac,
    )


def misread(text: str) -> str:
    """Say why a text that looks like a number is none that can be looked for; "" for every other text."""
    plain = _as_ascii(text.strip())
    if _WITH_EXTENSION.fullmatch(plain):
        return "A number with an extension behind it names nobody: give the number alone, or the extension as 'ext 12'."
    if _LOCAL_NUMBER.fullmatch(plain):
        return "A local number needs its area code to be found."
    return ""


def _as_ascii(text: str) -> str:
    """Give a pasted number without what is not seen: bidi marks, wide digits, dashes, a sheet's apostrophe or `.0`."""
    normal = unicodedata.normalize("NFKC", text).translate(_DASHES)
    shown = "".join(char for char in normal if unicodedata.category(char) != "Cf").strip().removeprefix("'")
    return shown.removesuffix(".0") if shown.removesuffix(".0").lstrip("+").isdecimal() else shown


def _numbers(text: str, regions: Sequence[str]) -> frozenset[str]:
    found = {to_e164(text, each) for each in regions or ("",)}
    bare = digits(text)
    if found == {""} and not (text.startswith("00") or text.startswith("011")):
        return frozenset()
    if len(bare) >= _WHOLE_NUMBER and not text.startswith("+"):
        found.add(f"+{bare}")
        found |= {f"+{bare[len(way) :]}" for way in ("00", "011") if bare.startswith(way)}
    return frozenset(each for each in found if is_e164(each))


def digits_of_mac(text: str) -> str:
    """Give the twelve hex digits of a MAC address in any notation, lower case; "" for anything else."""
    return re.sub(r"[^0-9a-f]", "", text.lower()) if text and _MAC.fullmatch(text) else ""


def looks_like_id(text: str) -> bool:
    """Tell whether a text may be one of Zoom's ids, so that it is worth asking for: long, without spaces."""
    return _ID.fullmatch(text) is not None and any(char.isdigit() or char.isupper() for char in text)


@dataclass(frozen=True, slots=True)
class Handles:
    """All by which one object is called.

    Attributes:
        names: Its names and e-mails, as they are.
        extension: The complete extension.
        short: The extension within its site; the same where the site has no code.
        numbers: In E.164 where they are; else as they came.
        mac: Of a device.
    """

    names: tuple[str, ...]
    extension: str = ""
    short: str = ""
    numbers: tuple[str, ...] = ()
    mac: str = ""


def handles_of(resource: Resource, row: Row, forms: Mapping[str, SiteForm]) -> Handles:
    """Give by what an object is called.

    What belongs to somebody else (the extension of a number's owner) is no handle of the object.

    Args:
        resource: Its resource.
        row: The object.
        forms: How the sites write their extensions.
    """
    return handles_in(resource, forms)(row)


def handles_in(resource: Resource, forms: Mapping[str, SiteForm]) -> Callable[[Row], Handles]:
    """Give what does the same for any row of a resource, which is quicker for many."""
    labels = resource.label_path.split("|")
    own = [each for each in resource.columns if each.path.isidentifier()]
    extensions = [each for each in own if each.kind is Kind.EXTENSION]
    dialled = [each for each in own if each.kind is Kind.NUMBER]

    def handles(row: Row) -> Handles:
        label = [value_at(row, each) for each in labels]
        if resource.called is not None:
            label.insert(0, resource.called(row))
        names = [text_of(each) for each in (*label, *map(row.get, _NAMES), *map(row.get, _MAILS))]
        extension = next((whole(value_of(each, row)) for each in extensions), "")
        extension = extension or whole(row.get("extension_number"))
        numbers = [text_of(value_of(each, row)) for each in dialled]
        if phones := row.get("phone_numbers"):
            numbers += [text_of(each.get("number")) for each in dicts(phones)]
            numbers += _bare_numbers(phones)
        site = text_of(value_at(row, "site.id|site_id"))
        return Handles(
            tuple(dict.fromkeys(filter(None, names))),
            extension,
            split_extension(extension, forms.get(site))[1],
            tuple(dict.fromkeys(filter(None, map(_normal, numbers)))),
            digits_of_mac(text_of(row.get("mac_address"))),
        )

    return handles


def _bare_numbers(value: object) -> list[str]:
    """Give the texts in an array: external contacts have their numbers so."""
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _normal(raw: str) -> str:
    """Give a number that Zoom sent in E.164: some answers leave the plus out, none the country code."""
    if is_e164(raw) and len(raw) > _WHOLE_NUMBER:
        return raw
    text = _as_ascii(raw)
    bare = digits(text)
    is_number = _NUMBER.fullmatch(text) is not None and len(bare) >= _WHOLE_NUMBER
    return f"+{bare}" if is_number and is_e164(f"+{bare}") else text


_WORDS = {"folded": "name", "short": "extension"}

Found = tuple[str, str, "Row"]
"""Name of the resource, key and row of an object."""


@dataclass
class Book:
    """Objects by their handles.

    Attributes:
        forms: How the sites write their extensions.
        size: How many objects are in it.
    """

    forms: Mapping[str, SiteForm] = field(default_factory=dict)
    size: int = 0
    _by: dict[tuple[str, str], list[Found]] = field(default_factory=lambda: defaultdict(list))

    def add(self, resource: Resource, rows: Iterable[Row]) -> None:
        """Take objects in; what has no key is left out."""
        handles = handles_in(resource, self.forms)
        for row in rows:
            key = key_of(resource, row)
            if not key:
                continue
            self.size += 1
            found = (resource.name, key, row)
            for handle in _entries(key, handles(row)):
                self._by[handle].append(found)

    def find(self, asked: Sought) -> tuple[tuple[Found, ...], str]:
        """Give the objects that a text means, and as what: the first of these that any has.

        1. The id. It always wins.
        2. A name or an e-mail as it stands, an extension (complete or within a site), a MAC address.
        3. A name or an e-mail, whatever its case and accents.
        4. A number. A long extension looks like a number, so extensions come before.
        """
        exact = [("name", asked.text)]
        if asked.extension:
            exact += [("extension", asked.extension)] + ([] if asked.complete else [("short", asked.extension)])
        if asked.mac:
            exact.append(("mac", asked.mac))
        levels = [[("id", asked.text)], exact, [("folded", asked.name)]]
        if not asked.only_extension:
            levels.append([("number", each) for each in sorted({*asked.numbers, asked.dialled}) if each])
        for handles in levels:
            found = {each[:2]: (each, kind) for kind, text in handles for each in self._by.get((kind, text), ())}
            if found:
                _, kind = next(iter(found.values()))
                return tuple(each for each, _ in found.values()), _WORDS.get(kind, kind)
        return (), ""


def _entries(key: str, handles: Handles) -> set[tuple[str, str]]:
    entries = {("id", key), ("extension", handles.extension), ("short", handles.short), ("mac", handles.mac)}
    for each in handles.names:
        entries |= {("name", each), ("folded", fold(each))}
    entries |= {("number", each) for each in handles.numbers}
    return {each for each in entries if each[1]}
