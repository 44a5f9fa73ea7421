"""Faxes of one account: those of the last months, and those that were sent since."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ztui.sim.world.dice import Dice, chance, pick
from ztui.sim.world.entities import Kind, Owner
from ztui.sim.world.names import company
from ztui.sim.world.places import EXTERNAL, EXTERNAL_FROM, number_in
from ztui.sim.world.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.sim.world.entities import Number
    from ztui.sim.world.system import PhoneSystem

__all__ = ["FAXERS", "Fax", "faxes"]

FAXERS = (Kind.USER, Kind.QUEUE, Kind.RECEPTIONIST, Kind.COMMON_AREA, Kind.SHARED_LINE)
"""Who can have faxes."""

_MOST = 240
_DAYS = 90


class Fax(NamedTuple):
    """A fax; `at` is in epoch seconds, `number` the account's own, `other` the one outside."""

    id: str
    fax_id: str
    at: int
    outgoing: bool
    owner: Owner
    number: str
    other: str
    other_name: str
    sender_name: str
    pages: int
    status: str
    reason: str
    read: bool
    file_id: str
    by_api: bool


def faxes(system: PhoneSystem) -> Table[Fax]:
    """Make the table of faxes."""
    return Table(lambda: _make(system))


def _make(system: PhoneSystem) -> Iterator[Fax]:
    """Make the faxes of the last ninety days, the oldest first."""
    dice = system.dice("fax")
    able = [each for each in system.numbers.initial if each.owner and each.owner.kind in FAXERS]
    count = min(_MOST, len(able) * 2)
    now = int(system.now.timestamp())
    for index in range(count):
        number = able[dice.word(index) % len(able)]
        at = now - _DAYS * 86_400 * (count - index) // (count + 1)
        yield _fax(dice, index, number, at)


def _fax(dice: Dice, index: int, number: Number, at: int) -> Fax:
    words = dice.words(1_000_000 + index)
    assert number.owner is not None
    outgoing, failed = chance(words[0], 0.4), chance(words[1], 0.08)
    status = "failed" if failed and outgoing else "sent" if outgoing else "received"
    reasons = ("no_answer", "number_busy", "failure_transmission", "fax_machine_not_detected")
    return Fax(
        id=dice.id(index),
        fax_id=f"{words[2]:08X}{words[3]:08X}{words[4]:08X}{words[5]:08X}",
        at=at,
        outgoing=outgoing,
        owner=number.owner,
        number=number.number,
        other=number_in(pick(words[6], EXTERNAL), EXTERNAL_FROM + 300_000 + index),
        other_name=company(words[7], words[8], words[9]),
        sender_name="",
        pages=1 + words[10] % 12,
        status=status,
        reason=pick(words[11], reasons) if status == "failed" else "success",
        read=outgoing or chance(words[12], 0.6),
        file_id=Dice("fax file", dice.key()).id(index),
        by_api=False,
    )
