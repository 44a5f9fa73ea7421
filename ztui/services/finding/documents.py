"""From rows to what the index holds of them, and from a typed text to what is looked for. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from ztui.core.phone import digits
from ztui.core.text import fold
from ztui.resources.rows import label_of, text_of, value_at
from ztui.services.handles import handles_in, sought
from ztui.store.index.documents import Document, Wanted, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ztui.resources.extensions import SiteForm
    from ztui.resources.model import Resource, Row

__all__ = ["FORM", "documents_in", "form_of", "understood"]

FORM = 2
"""Goes up when documents are made otherwise."""
_IDS = ("id", "extension_id", "phone_user_id", "common_area_id")
_OWNERS = (
    "assigned_list[0].assigned_to_name|assigned_list[0].assgined_to_name|assignee.name|assignees[0].name|owner.name"
    "|sip_trunk.name"
)
_ID = re.compile(r"[A-Za-z0-9_\-=]{6,}")
_MAC = re.compile(r"[0-9a-f]{1,12}")
_MAC_MARKS = str.maketrans("", "", ":.-")
_TRUNK_ZERO = re.compile(r"\(0\)")
_NATIONAL = 7
"""Digits from which on a number with a leading 0 is also looked for without it."""
_INTERNATIONAL = 8
_SHORTEST_MAC = 4
_SURE_MAC = 6
"""Hex digits from which on they may be a piece of a MAC address although nothing parts them."""


def form_of(forms: Mapping[str, SiteForm]) -> str:
    """Name how documents are made: by these rules, with extensions as the sites write them."""
    from hashlib import blake2b

    told = repr(sorted((site, each.code, each.length) for site, each in forms.items()))
    return f"{FORM}-{blake2b(told.encode(), digest_size=6).hexdigest()}"


def documents_in(resource: Resource, forms: Mapping[str, SiteForm]) -> Callable[[Row], Document]:
    """Give what makes what is indexed of an object from its row: what it is called, and what is shown of it.

    Args:
        resource: The objects' resource.
        forms: How the sites write their extensions.
    """
    handles_of = handles_in(resource, forms)

    def document(row: Row) -> Document:
        handles = handles_of(row)
        label = label_of(resource, row)
        names = [each for each in handles.names if each not in handles.numbers]
        owner = text_of(value_at(row, _OWNERS))
        return Document(
            label=_plain(label),
            texts=tuple(dict.fromkeys(fold(_plain(each)) for each in names)),
            extension=handles.extension,
            short=handles.short,
            numbers=tuple(_plain(each) for each in handles.numbers),
            dialled=tuple(dict.fromkeys(filter(None, map(digits, handles.numbers)))),
            mail=_plain(next((each for each in handles.names if "@" in each and each != label), "")),
            mac=handles.mac,
            site=_plain(text_of(value_at(row, "site.name"))),
            owner="" if owner == label else _plain(owner),
            ids=_ids(row),
        )

    return document


def _ids(row: Row) -> tuple[str, ...]:
    """Give ids by which it is named elsewhere: of its extension, and its own where that is not its key."""
    own = [text_of(row.get(each)) for each in _IDS]
    return tuple(dict.fromkeys(_plain(each) for each in own if each))


def _plain(text: str) -> str:
    """Give a text that a database holds: halves of characters, which JSON may have, are replaced."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def understood(text: str, regions: Sequence[str]) -> Wanted:
    """Tell what a typed text looks for.

    Without letters it is digits in any format, `+` before the beginning of a number; `8200`, `800-8200` and `ext 8200`
    may be extensions. With letters all of its words must be there. What looks like a piece of a MAC address, or like
    the beginning of an id, is looked for as such beside that.

    Args:
        text: As typed or pasted.
        regions: Countries whose national numbers are meant where none is named (ISO 3166), of which any may be.
    """
    asked = sought(_plain(text), regions)
    phrase = " ".join(asked.name.split())
    if not phrase:
        return Wanted("")
    id = asked.text if _ID.fullmatch(asked.text) else ""
    mac = _mac(phrase)
    if asked.only_extension:
        return Wanted(phrase, digits=(asked.extension,), only_extension=True, extensions=(asked.extension,), id=id)
    if asked.dialled.startswith(("*", "#")):
        return Wanted(phrase, words=(Word(phrase),))
    number = _number(text)
    if number is None:
        words = tuple(Word(each, digits(each) if not _has_letter(each) else "") for each in phrase.split())
        return Wanted(phrase, words=words, mac=mac, id=id)
    bare = digits(number)
    exact = dict.fromkeys((*sorted(map(digits, asked.numbers)), *([bare] if bare else [])))
    return Wanted(
        phrase,
        digits=_forms(number, bare),
        from_start=number.startswith("+"),
        extensions=(asked.extension,) if asked.extension else (),
        numbers=tuple(exact),
        mac=mac,
        id=id,
    )


def _number(text: str) -> str | None:
    """Give what may be a number, without the scheme of a link and a trunk's 0 in brackets; None for words."""
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = re.sub(r"^(?:tel|sip|callto|phone):", "", plain, count=1, flags=re.IGNORECASE)
    plain = "".join(char for char in plain if unicodedata.category(char) != "Cf").strip()
    return None if _has_letter(plain) else _TRUNK_ZERO.sub("", plain)


def _has_letter(text: str) -> bool:
    return any(char.isalpha() for char in text)


def _forms(number: str, bare: str) -> tuple[str, ...]:
    """Give the digits as typed, and without what is dialled before a national or a foreign number."""
    forms = [bare]
    if not number.startswith("+"):
        if bare.startswith("00") and len(bare) >= _INTERNATIONAL:
            forms.append(bare[2:])
        elif bare.startswith("011") and len(bare) >= _INTERNATIONAL:
            forms.append(bare[3:])
        if bare.startswith("0") and not bare.startswith("00") and len(bare) >= _NATIONAL:
            forms.append(bare[1:])
    return tuple(each for each in dict.fromkeys(forms) if each)


def _mac(phrase: str) -> str:
    hexes = phrase.translate(_MAC_MARKS)
    if not _MAC.fullmatch(hexes) or len(hexes) < _SHORTEST_MAC:
        return ""
    return hexes if len(hexes) >= _SURE_MAC or (hexes != phrase and not phrase.replace("-", "").isdecimal()) else ""
