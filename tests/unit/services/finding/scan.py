"""A brute-force search: every object, every handle, one after the other, in plain Python over raw rows."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import phonenumbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

NAMES = ("name", "display_name", "friendly_name", "email", "user_email", "owner_email", "user_name", "address_line1")


def bare(text: str) -> str:
    """Fold a text in another way than the program: accents off, one case."""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(char for char in parts.casefold() if not unicodedata.combining(char))


@dataclass(frozen=True)
class Thing:
    """An object as the scan sees it."""

    resource: str
    key: str
    names: tuple[str, ...]
    extensions: tuple[str, ...]
    numbers: tuple[str, ...]
    mac: str
    ids: tuple[str, ...]


def things(resource: str, rows: Iterable[Mapping[str, Any]], codes: Mapping[str, str]) -> list[Thing]:
    """Read the handles of raw rows; `codes` has the codes of the sites."""
    return [_thing(resource, row, codes) for row in rows]


def _thing(resource: str, row: Mapping[str, Any], codes: Mapping[str, str]) -> Thing:
    key = row.get("id") if resource != "external-contacts" else row["external_contact_id"]
    key = key or row.get("sip_trunk_id") or row.get("sip_group_id")
    long = str(row.get("extension_number") or "")
    code = codes.get((row.get("site") or {}).get("id", ""), "")
    short = long[len(code) :] if code and long.startswith(code) else long
    held = row.get("phone_numbers") or []
    numbers = [each if isinstance(each, str) else each["number"] for each in held]
    numbers += [row["number"]] if resource == "numbers" else []
    return Thing(
        resource,
        str(key),
        tuple(bare(row[each]) for each in NAMES if isinstance(row.get(each), str)),
        tuple(filter(None, {long, short})),
        tuple(re.sub(r"\D", "", each) for each in numbers),
        re.sub(r"[^0-9a-f]", "", str(row.get("mac_address") or "").lower()),
        tuple(str(each) for each in (row.get("id"), row.get("extension_id"), row.get("phone_user_id"), key) if each),
    )


def scan(everything: Sequence[Thing], text: str) -> set[tuple[str, str]]:
    """Give what a text of words, digits, hex or the beginning of an id fits, by the rules that the guide states."""
    text = re.sub("^tel:", "", text.strip())
    words, digits = bare(text).split(), re.sub(r"\D", "", text.replace("(0)", ""))
    fits = [_id(text), _mac(text)]
    if any(char.isalpha() for char in text):
        each = [_word(word) for word in words]
        fits.append(lambda thing: all(one(thing) for one in each))
    else:
        phrase = " ".join(words)
        fits.append(lambda thing: any(phrase in name for name in thing.names))
        if text.startswith("+"):
            fits.append(lambda thing: bool(digits) and any(each.startswith(digits) for each in thing.numbers))
        elif digits:
            numbers = national(text)
            fits.append(_holds(digits))
            fits.append(lambda thing: not numbers.isdisjoint(thing.numbers))
    return {(each.resource, each.key) for each in everything if any(fit(each) for fit in fits)}


Fit = Callable[[Thing], bool]


def _holds(digits: str) -> Fit:
    return lambda thing: any(digits in each for each in thing.extensions + thing.numbers + thing.names)


def _word(word: str) -> Fit:
    digits = "" if any(char.isalpha() for char in word) else re.sub(r"\D", "", word)
    holds = _holds(digits)
    return lambda thing: any(word in each for each in thing.names) or (bool(digits) and holds(thing))


def _id(text: str) -> Fit:
    if not re.fullmatch(r"[\w\-=]{6,}", text, re.ASCII):
        return lambda thing: False
    return lambda thing: any(each.startswith(text) for each in thing.ids)


def _mac(text: str) -> Fit:
    hexes = re.sub(r"[:.\-]", "", text.lower())
    parted = hexes != text.lower() and not re.fullmatch(r"[\d\-]+", text)
    if not re.fullmatch(r"[0-9a-f]{4,12}", hexes) or not (len(hexes) >= 6 or parted):
        return lambda thing: False
    return lambda thing: hexes in thing.mac


def national(text: str, regions: Sequence[str] = ("US", "GB", "DE", "CA", "FR", "JP")) -> set[str]:
    """Give the numbers that a national number can be, in any of the countries."""
    found = set()
    for each in regions:
        try:
            number = phonenumbers.parse(text, each)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number):
            found.add(re.sub(r"\D", "", phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)))
    return found


class Fragments:
    """Makes texts that somebody may type: pieces of handles in any format, and some that nobody has."""

    def __init__(self, everything: Sequence[Thing], seed: int) -> None:
        self.everything = everything
        self.chance = random.Random(seed)

    def one(self) -> str:
        chance = self.chance
        thing = chance.choice(self.everything)
        kind = chance.randrange(12)
        if kind < 4 and thing.numbers:
            return self.number(chance.choice(thing.numbers))
        if kind < 6 and thing.extensions:
            text = chance.choice(thing.extensions)
            return chance.choice((text, text[-4:], text[-2:], f"{text[:3]}-{text[3:]}" if len(text) > 4 else text))
        if kind == 6 and thing.mac:
            start = chance.randrange(0, 4, 2)
            piece = thing.mac[start : start + chance.choice((4, 6, 8, 12))]
            return chance.choice((piece, ":".join(piece[at : at + 2] for at in range(0, len(piece), 2)).upper()))
        if kind == 7:
            return chance.choice(thing.ids)[: chance.choice((6, 9, 40))]
        if kind == 8:
            return "".join(chance.choice("0123456789") for _ in range(chance.randrange(1, 9)))
        if kind == 9:
            return "".join(chance.choice("aeinrstmüшサ '%_\\\"") for _ in range(chance.randrange(1, 5))) or "a"
        if not thing.names:
            return "zz"
        name = chance.choice(thing.names)
        first = chance.randrange(len(name))
        piece = name[first : first + chance.randrange(1, 9)]
        words = name.split()
        chance.shuffle(words)
        return chance.choice((piece, piece.upper(), name, " ".join(words), words[0] if words else piece))

    def number(self, digits: str) -> str:
        chance = self.chance
        kind = chance.randrange(7)
        if kind == 0:
            return digits[-chance.choice((3, 4, 5, 7)) :]
        if kind == 1:
            first = chance.randrange(len(digits) - 2)
            return digits[first : first + chance.randrange(2, 7)]
        number = phonenumbers.parse(f"+{digits}", None)
        form = phonenumbers.PhoneNumberFormat
        shown = phonenumbers.format_number(
            number, chance.choice((form.E164, form.INTERNATIONAL, form.RFC3966, form.NATIONAL))
        )
        if kind == 2:
            return f" {shown} "
        if kind == 3:
            return shown.replace(" ", ".").replace("-", " ")
        if kind == 4:
            return digits
        if kind == 5:
            return f"+{digits[: chance.randrange(3, len(digits))]}"
        return shown
