"""Who takes part in a call: the same party is one, however the legs name it."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from ztui.core import phone
from ztui.core.dataclass import dataclass
from ztui.resources.calls import OWN
from ztui.resources.rows import text_of
from ztui.resources.shows import WITHHELD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.resources.model import Row

__all__ = ["Cast", "Party"]

CALLER, CALLEE, OPERATOR = "caller", "callee", "operator"


@dataclass(frozen=True, slots=True)
class Party:
    """One party, as far as the legs tell; all texts are foreign and raw.

    Attributes:
        id: Id of the extension, "" for somebody outside.
        extension: Extension in its long form.
        number: Number as it was sent.
        name: What it is called.
        email: E-mail of a user.
        kind: Kind of the extension (`user`, `call_queue`).
        number_type: Kind of the number (`byoc`, `external_pstn`).
        country: Country of the number (ISO 3166).
        is_withheld: It hides its number, and nothing of it is known.
    """

    id: str = ""
    extension: str = ""
    number: str = ""
    name: str = ""
    email: str = ""
    kind: str = ""
    number_type: str = ""
    country: str = ""
    is_withheld: bool = False

    @property
    def label(self) -> str:
        """Give what it is called: its name, else number, extension, e-mail or id."""
        if self.is_withheld:
            return WITHHELD
        return self.name or phone.formatted(self.number) or self.extension or self.email or self.id

    @property
    def resource(self) -> str:
        """Give the resource that shows it, "" where there is none."""
        return OWN.get(self.kind, "") if self.id else ""


_FIELDS: Mapping[str, str] = {
    "id": "ext_id",
    "extension": "ext_number",
    "number": "did_number",
    "name": "name",
    "email": "email",
    "kind": "ext_type",
    "number_type": "number_type",
    "country": "country_iso_code",
}


def party_of(side: str, leg: Row) -> Party | None:
    """Read one side (`caller`, `callee`, `operator`) of a leg, None if it tells nothing of it."""
    told = {name: text_of(leg.get(f"{side}_{field}")).strip() for name, field in _FIELDS.items()}
    hides = leg.get("hide_caller_id") is True or told["number_type"] == "anonymous_number"
    if side == CALLER and hides and not told["extension"] and not told["id"]:
        return Party(is_withheld=True, number_type=told["number_type"])
    found = Party(
        told["id"], told["extension"], told["number"], told["name"], told["email"], told["kind"], told["number_type"],
        told["country"],
    )  # fmt: skip
    return found if found.label else None


class Cast:
    """The parties of a call in the order in which they appear."""

    def __init__(self) -> None:
        self.parties: list[Party] = []

    def place(self, side: str, leg: Row) -> int | None:
        """Give the place of one side of a leg, None if the leg does not name it; what it tells anew is kept."""
        party = party_of(side, leg)
        if party is None:
            return None
        for place, known in enumerate(self.parties):
            if _same(known, party):
                self.parties[place] = _joined(known, party)
                return place
        self.parties.append(party)
        return len(self.parties) - 1


def _same(one: Party, other: Party) -> bool:
    """Tell whether two are the same, by the best that both tell: id, extension, number, name.

    A number is nobody's alone when an extension is known: the members of a queue are called by the queue's number.
    """
    if one.is_withheld or other.is_withheld:
        return one.is_withheld and other.is_withheld
    if one.id and other.id:
        return one.id == other.id
    if one.extension and other.extension:
        return one.extension == other.extension
    if one.id or one.extension or other.id or other.extension:
        return False
    if one.number and other.number:
        return one.number == other.number
    return bool(one.label) and one.label == other.label


def _joined(known: Party, other: Party) -> Party:
    """Fill in what was not known before."""
    gaps = {each.name: getattr(other, each.name) for each in fields(known) if not getattr(known, each.name)}
    return replace(known, **gaps)
