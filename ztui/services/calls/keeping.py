"""How long stored calls are kept, as the profile says."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError
from ztui.services.calls.windows import edge, instant_of, second_of, span_between

if TYPE_CHECKING:
    from datetime import datetime

    from ztui.core.config import Profile
    from ztui.services.calls.windows import Span
    from ztui.store.calls.calls import Calls

__all__ = ["forget_old", "kept_from", "kept_span"]


def kept_from(profile: Profile, now: datetime) -> datetime | None:
    """Give the instant from which on calls are kept, None where all are."""
    return now - timedelta(days=profile.retention_days) if profile.retention_days else None


def kept_span(since: datetime | None, until: datetime, profile: Profile, now: datetime) -> Span:
    """Give the span to fetch: what is wanted, as far as Zoom gives calls and the profile keeps them.

    Args:
        since: First instant; None is as far back as possible.
        until: Last instant.
        profile: Says how long calls are kept.
        now: The present instant.

    Raises:
        ConfigError: There is no such span, or calls of that time are not kept.
    """
    since = since or instant_of(edge(now))
    kept = kept_from(profile, now)
    if kept is not None and kept > until:
        raise ConfigError(
            f"Calls of that time are not kept: retention_days is {profile.retention_days}.",
            "Ask for a later time, or keep calls longer.",
        )
    return span_between(since if kept is None else max(since, kept), until, now)


async def forget_old(calls: Calls, profile: Profile, now: datetime) -> int:
    """Forget what is older than the profile keeps calls; gives how many that were."""
    kept = kept_from(profile, now)
    return 0 if kept is None else await calls.prune(second_of(kept))
