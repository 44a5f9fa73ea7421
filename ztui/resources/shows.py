"""How some columns make their value from more than one place of a row. Pure; what they give is not yet safe to show."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ztui.core import phone
from ztui.resources.rows import text_of, value_at

if TYPE_CHECKING:
    from ztui.resources.model import Row

__all__ = [
    "OWNERS",
    "WITHHELD",
    "Named",
    "address",
    "all_of",
    "dicts",
    "first_number",
    "first_of",
    "in_words",
    "joined",
    "listed",
    "named",
    "owner_link",
    "plans",
    "rows_at",
    "span",
    "words",
]

WITHHELD = "withheld"
"""What stands for a caller who hides the number: never matched, never called back."""

OWNERS: Mapping[str, tuple[str, str]] = {
    "User": ("user", "users"),
    "CallQueue": ("queue", "call-queues"),
    "AutoReceptionist": ("menu", "auto-receptionists"),
    "CommonArea": ("area", "common-areas"),
    "SharedLineGroup": ("line grp", "shared-line-groups"),
    "GroupCallPickup": ("pickup", ""),
    "CiscoPolycomRoom": ("room", ""),
    "EmergencyNumberPool": ("em. pool", ""),
    "CompanyLocation": ("location", ""),
    "PersonalLocation": ("location", ""),
    "MeetingService": ("meeting", ""),
    "LocalSurvivability": ("surviv.", ""),
    "LocalSurvivabilityEmergencyNumberPool": ("surviv.", ""),
    "MicrosoftTeamsResourceAccount": ("Teams", ""),
    "DistributionGroup": ("distr.", ""),
}
"""Kind of an owner as Zoom writes it -> (short word, resource that shows it or "")."""


class Named(str):
    """A name and an extension as one text, and each alone, so that the extension can be written as the viewer wants."""

    name: str
    extension: str

    def __new__(cls, name: str, extension: str) -> Named:
        """Join name and extension, the latter in its long form."""
        made = super().__new__(cls, joined(name, extension))
        made.name, made.extension = name, extension
        return made


def words(name: str) -> str:
    """Give a name of the API as words: `CallQueue`, `call_queue` and `callQueue` give `call queue`."""
    out: list[str] = []
    for place, char in enumerate(name.replace("_", " ")):
        starts = char.isupper() and place and (name[place - 1].islower() or name[place + 1 : place + 2].islower())
        out.append(f" {char}" if starts else char)
    return " ".join("".join(out).split()).lower()


def dicts(value: object) -> tuple[Mapping[str, Any], ...]:
    """Give the objects in a value that should be a list of objects; what is none is left out."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return ()
    return tuple(each for each in value if isinstance(each, Mapping))


def rows_at(path: str) -> Callable[[Row], Sequence[Row]]:
    """Make a function that takes the rows out of an answer that has them in an array at a path."""

    def unfold(answer: Row) -> Sequence[Row]:
        return dicts(value_at(answer, path))

    return unfold


def joined(*parts: object, by: str = "  ") -> str:
    """Join the parts that are there."""
    return by.join(text_of(each) for each in parts if each is not None and each != "")


def first_number(row: Row) -> str:
    """Give the first of the numbers, formatted, and how many more there are: `+1 415 555 0100 +1`."""
    numbers = _numbers(row)
    if not numbers:
        return ""
    return numbers[0] if len(numbers) == 1 else f"{numbers[0]} +{len(numbers) - 1}"


def all_of(path: str) -> Callable[[Row], str]:
    """Make a function that joins an array of numbers, formatted."""

    def show(row: Row) -> str:
        value = value_at(row, path)
        return joined(*(phone.formatted(text_of(each)) for each in value), by=", ") if isinstance(value, list) else ""

    return show


def first_of(path: str) -> Callable[[Row], str]:
    """Make a function that gives the first of an array of numbers, formatted, and how many more there are."""

    def show(row: Row) -> str:
        value = value_at(row, path)
        found = [phone.formatted(text_of(each)) for each in value if each] if isinstance(value, list) else []
        return joined(found[0], f"+{len(found) - 1}" if len(found) > 1 else "", by=" ") if found else ""

    return show


def in_words(path: str) -> Callable[[Row], str]:
    """Make a function that gives the API's name at a path as words: `callQueue` gives `call queue`."""

    def show(row: Row) -> str:
        return words(text_of(value_at(row, path)))

    return show


def named(path: str, name: str = "name", extension: str = "extension_number") -> Callable[[Row], Named]:
    """Make a function that gives name and extension of the object at a path; "" stands for the row itself."""
    before = f"{path}." if path else ""

    def show(row: Row) -> Named:
        return Named(*(text_of(value_at(row, before + each)) for each in (name, extension)))

    return show


def address(path: str) -> Callable[[Row], str]:
    """Make a function that gives the address at a path in one line; "" stands for the row itself."""
    before = f"{path}." if path else ""
    names = ("address_line1", "address_line2", "city", "state_code", "zip", "country")

    def show(row: Row) -> str:
        return joined(*(value_at(row, before + each) for each in names), by=", ")

    return show


def span(begin: object, end: object) -> str:
    """Give the span of a holiday, in the zone of its owner: `2026-11-26 00:00 to 23:59`, days apart with both days."""
    first, last = (text_of(each).removesuffix("Z").replace("T", " ")[:16] for each in (begin, end))
    return joined(first, last[11:] if last and first[:10] == last[:10] else last, by=" to ")


def listed(path: str, name: str) -> Callable[[Row], str]:
    """Make a function that joins one field of all objects in an array; numbers are formatted."""

    def show(row: Row) -> str:
        return ", ".join(
            phone.formatted(text_of(each.get(name))) for each in dicts(value_at(row, path)) if each.get(name)
        )

    return show


def plans(row: Row) -> str:
    """Name the calling plans; an object's own answer may have their types alone."""
    from ztui.contract.codes import name_of

    every = dicts(row.get("calling_plans"))
    return ", ".join(text_of(each.get("name")) or name_of("calling_plan", each.get("type")) for each in every)


def _numbers(row: Row) -> list[str]:
    return [phone.formatted(text_of(each["number"])) for each in dicts(row.get("phone_numbers")) if each.get("number")]


def owner_link(path: str) -> Callable[[Row], str]:
    """Make a function that gives the resource which shows the owner whose kind stands at a path, or ""."""
    known = {words(kind): target for kind, (_, target) in OWNERS.items()}

    def choose(row: Row) -> str:
        kind = value_at(row, path)
        return known.get(words(kind), "") if isinstance(kind, str) else ""

    return choose
