"""This machine's clock against Zoom's: windows of calls, and what is called today, go wrong with it."""

from __future__ import annotations

__all__ = ["SKEW_HINT", "told_skew"]

SECONDS_OFF = 30
"""Further off is too far."""
SKEW_HINT = "Set it by NTP: windows of calls and tokens depend on it."


def told_skew(ahead: float | None) -> str:
    """Say how far the clock is off, "" where it is right or not known.

    Args:
        ahead: Seconds by which it is ahead of Zoom's.
    """
    if ahead is None or abs(ahead) <= SECONDS_OFF:
        return ""
    return f"This machine's clock is {abs(ahead):,.0f} s {'ahead of' if ahead > 0 else 'behind'} Zoom's."
