"""The meeting audio (SIP Connected Audio) of one account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.sim.world import equipment
from ztui.sim.world.places import PLACES, number_in
from ztui.sim.world.table import Table

if TYPE_CHECKING:
    from ztui.sim.world.dice import Dice
    from ztui.sim.world.meetings import AudioTrunk, CalloutCountry, InternalNumber

__all__ = ["Audio"]


class Audio:
    """The SIP Connected Audio setup of an account; `settings` as written, `numbers` plain E.164."""

    def __init__(self, dice: Dice, master: bool, enabled: bool) -> None:
        """Take the randomness of the account; the master has the pool that sub accounts are given from."""
        self.enabled = enabled
        count = 6 if master else 2 if enabled else 0
        self.trunks: Table[AudioTrunk] = Table(lambda: equipment.make_audio_trunks(dice, count))
        self.countries: Table[CalloutCountry] = Table(
            lambda: equipment.make_countries(15 if master else 5 if enabled else 0, 0 if master else dice.word(0) % 10)
        )
        self.internal: Table[InternalNumber] = Table(
            lambda: equipment.make_internal_numbers(dice, 40 if master else 25 if enabled else 0)
        )
        self.numbers: dict[str, str] = {
            number_in(place.plans[0], 480_000 + index): place.country
            for index, place in enumerate(PLACES if master else PLACES[:3] if enabled else ())
        }
        self.settings: dict[str, Any] = {"enable": enabled}

    def clear(self) -> None:
        """Delete the whole configuration."""
        for table in (self.trunks, self.countries, self.internal):
            for key in [each.id for each in table]:
                table.remove(key)
        self.numbers.clear()
