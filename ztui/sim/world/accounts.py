"""The master account and its sub accounts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from ztui.sim.world.dice import Dice, pick

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.sim.world.sizes import Sizes

__all__ = ["Account", "make_accounts", "make_master", "new_account"]

_NAMES = (
    "Acme Retail",
    "Acme Logistics",
    "Acme [EMEA] GmbH",
    "Globex Español",
    "Initech 日本",
    "Hooli Health",
    "Umbrella Clinics",
    "Vandelay Imports",
)
_TYPES = ("Business", "Enterprise", "Zoom Phone", "Education", "Pro")

_OPTIONS: dict[str, Any] = {
    "billing_auto_renew": True,
    "meeting_connector_list": [],
    "pay_mode": "master",
    "room_connector_list": [],
    "share_mc": False,
    "share_rc": False,
    "resource_meeting_hybrid_list": [],
    "resource_meeting_connector_list": [],
    "resource_share_mc": False,
    "resource_share_mh": False,
}
"""Options of an account as it begins."""


class Account(NamedTuple):
    """A Zoom account; times are UTC, `options` as the API has them, `phone` whether it has Zoom Phone."""

    id: str
    name: str
    number: int
    type: str
    created: datetime
    owner_id: str
    owner_email: str
    seats: int
    starts: datetime
    ends: datetime
    reseller: bool
    vanity: str
    domain: str
    audio_plan: bool
    options: dict[str, Any]
    phone: bool = True


def make_master(sizes: Sizes) -> Account:
    """Make the master account."""
    return _account(Dice(sizes.seed, "account"), 0, "Acme Corporation", "acme.example", sizes)


def make_accounts(sizes: Sizes) -> Iterator[Account]:
    """Make the sub accounts; the last one of several has no audio plan."""
    dice = Dice(sizes.seed, "account")
    for index in range(1, sizes.accounts + 1):
        lap, at = divmod(index - 1, len(_NAMES))
        name = _NAMES[at] + (f" {lap + 1}" if lap else "")
        made = _account(dice, index, name, f"sub{index}.example", sizes)
        yield made._replace(audio_plan=sizes.accounts == 1 or index < sizes.accounts)


def _account(dice: Dice, index: int, name: str, domain: str, sizes: Sizes) -> Account:
    words = dice.words(index)
    created = datetime(2016 + words[0] % 8, 1, 1, tzinfo=UTC) + timedelta(seconds=words[1] % 31_000_000)
    starts = datetime(sizes.now.year, 1, 1, tzinfo=UTC)
    return Account(
        id=dice.id(index),
        name=name,
        number=9_000_000_000 - index * 7919 - words[2] % 7919,
        type="Enterprise" if index == 0 else pick(words[3], _TYPES),
        created=created,
        owner_id=dice.id(1_000_000 + index),
        owner_email=f"owner@{domain}",
        seats=max(sizes.users, 1) if index == 0 else max(round(sizes.users * 0.05), 1) + words[4] % 20,
        starts=starts,
        ends=datetime(sizes.now.year + 1, 1, 1, tzinfo=UTC),
        reseller=False,
        vanity="",
        domain=domain,
        audio_plan=True,
        options=dict(_OPTIONS),
    )


def new_account(key: str, owner_id: str, name: str, email: str, now: datetime, options: dict[str, Any]) -> Account:
    """Make an account that was just created, with the options that were sent; nobody has bought it Zoom Phone yet."""
    return Account(
        id=key,
        name=name,
        number=8_000_000_000 + sum(map(ord, key)),
        type="Business",
        created=now,
        owner_id=owner_id,
        owner_email=email,
        seats=1,
        starts=now,
        ends=now + timedelta(days=365),
        reseller=False,
        vanity="",
        domain=email.rpartition("@")[2] or "example.org",
        audio_plan=False,
        options=_OPTIONS | options,
        phone=False,
    )
