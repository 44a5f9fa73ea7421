"""Who may send text messages for what: SMS campaigns and consents of one account."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from ztui.sim.clock import zulu
from ztui.sim.world.dice import pick
from ztui.sim.world.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ztui.sim.world.entities import Number
    from ztui.sim.world.system import PhoneSystem

__all__ = ["CAPACITY", "Campaign", "Consent", "Messaging"]

CAPACITY = 49
"""Numbers of a campaign."""

_STATUSES = ("active", "active", "pending", "expired")
_TOPICS = ("Appointments", "Support", "Deliveries", "Billing")


class Campaign(NamedTuple):
    """An SMS campaign with the ids of its numbers."""

    id: str
    name: str
    status: str
    brand_id: str
    brand: str
    created: str
    numbers: tuple[str, ...]


class Consent(NamedTuple):
    """An SMS consent; `texts` are its messages, nested as the API has them."""

    id: str
    name: str
    description: str
    status: bool
    texts: Mapping[str, Any]
    created: str
    modified: str
    numbers: tuple[str, ...]


@dataclass
class Messaging:
    """Campaigns, consents, and who wants to be written to.

    Attributes:
        opted: Statuses that were written, by campaign, number outside, and number of the account.
    """

    campaigns: Table[Campaign]
    consents: Table[Consent]
    opted: dict[tuple[str, str, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, system: PhoneSystem) -> Messaging:
        """Make what the account begins with."""
        return cls(Table(lambda: _campaigns(system)), Table(lambda: _consents(system)))

    def campaign_of(self, number_id: str) -> Campaign | None:
        """Give the campaign that a number belongs to, or None."""
        return next((campaign for campaign in self.campaigns if number_id in campaign.numbers), None)


def _able(system: PhoneSystem) -> list[Number]:
    """Give the numbers that could send messages as the world began."""
    return [number for number in system.numbers.initial if number.messaging]


def _campaigns(system: PhoneSystem) -> Iterator[Campaign]:
    """Make the campaigns; the active ones share some of the numbers that can send messages."""
    dice, able = system.dice("campaign"), _able(system)
    share = max(min(len(able) // 4, CAPACITY // 2), 1)
    for index, topic in enumerate(_TOPICS):
        numbers = able[index * share : (index + 1) * share] if _STATUSES[index] == "active" else []
        yield Campaign(
            id=dice.id(index),
            name=f"{topic} messages",
            status=_STATUSES[index],
            brand_id=dice.id(100),
            brand="Acme",
            created=zulu(system.now - timedelta(days=400 - 31 * index)),
            numbers=tuple(number.id for number in numbers),
        )


def _consents(system: PhoneSystem) -> Iterator[Consent]:
    """Make a consent for each of two topics."""
    dice, able = system.dice("consent"), _able(system)
    for index, topic in enumerate(_TOPICS[:2]):
        word = dice.word(index)
        texts = {
            "opt_in_message": {
                "prompt": f"Text YES to hear about {topic.lower()}.",
                "keywords": ["YES", pick(word, ("START", "JOIN"))],
                "confirmation_message": "You will hear from us. Text STOP to end.",
            },
            "opt_out_message": {"message": "You will not hear from us again.", "keywords": ["STOP"]},
            "help_message": {"message": "Call us, or text STOP to end.", "keywords": ["HELP"]},
            "disclaimer": {"message": "Message and data rates may apply.", "enable": index == 0},
        }
        created = zulu(system.now - timedelta(days=200 - 40 * index))
        numbers = tuple(number.id for number in able[-2 * index - 2 : len(able) - 2 * index])
        name, description = f"{topic} consent", f"Who agreed to messages about {topic.lower()}"
        yield Consent(dice.id(index), name, description, index == 0, texts, created, created, numbers)
