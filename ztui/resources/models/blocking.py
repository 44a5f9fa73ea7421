"""Blocked numbers and rules (GET /phone/blocked_list, /phone/inbound_blocked/..., of an extension)."""

from __future__ import annotations

from ztui.resources.models.lenient import Digits, Lenient

__all__ = ["BlockRule", "Blocked", "BlockedStatistic"]


class Blocked(Lenient):
    """A number or prefix of the blocked list."""

    id: str | None = None
    phone_number: Digits | None = None
    match_type: str | None = None
    block_type: str | None = None
    status: str | None = None
    comment: str | None = None


class BlockRule(Lenient):
    """A rule; `phone_number` is the older name of `blocked_number`, status and comment are the account's alone."""

    id: str | None = None
    blocked_number: Digits | None = None
    phone_number: Digits | None = None
    match_type: str | None = None
    type: str | None = None
    country: str | None = None
    status: str | None = None
    comment: str | None = None


class BlockedStatistic(BlockRule):
    """What extensions block by themselves."""

    block_count: int | None = None
    threat_count: int | None = None
