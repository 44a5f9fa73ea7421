"""What is new for a user since the last sync; the token of a sync holds whose it is, and its instant."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ztui.sim.handling import Context, Refusal
    from ztui.sim.world.entities import User

__all__ = ["asked_since", "sync_token"]

_DAYS = 30


def asked_since(context: Context, user: User, now: int, refusal: Refusal) -> int:
    """Give the instant, in epoch seconds, after which a sync asks: that of its token, else a month ago.

    Raises:
        Refusal: The token is none of this user's.
    """
    if context.query.get("sync_type", "FSync") == "FSync":
        return now - _DAYS * 86_400
    try:
        token = str(context.query.get("sync_token", ""))
        owner, _, since = base64.urlsafe_b64decode(token).decode().rpartition(":")
        if owner == user.id:
            return int(since)
    except ValueError:
        pass
    raise refusal


def sync_token(user: User, now: int) -> str:
    """Give the token of a sync."""
    return base64.urlsafe_b64encode(f"{user.id}:{now}".encode()).decode()
