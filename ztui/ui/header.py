"""The first line of every screen: who acts, in whose account, what is left of the quota, how old the data is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.times import age, clock_with_zone
from ztui.ui.widgets.lines import texts

if TYPE_CHECKING:
    from datetime import datetime

    from ztui.services.quota import Quota
    from ztui.services.session import Session
    from ztui.ui.widgets.paint import Part

__all__ = ["header_parts"]

_COLORS = {"red": "bad", "orange": "warn", "yellow": "warn", "green": "good"}


def header_parts(
    session: Session, as_of: datetime | None, quota: Quota | None, *, demo: bool = False, mode: str = ""
) -> tuple[list[Part], list[Part]]:
    """Give the left and the right side of the line.

    Args:
        session: Whose profile, account, clock and zone are named.
        as_of: When what is shown was read, None if nothing was.
        quota: What is left of the daily limits, None while it is not known.
        demo: On the built-in simulator.
        mode: What goes on and costs requests, "" for nothing.
    """
    profile = session.profile
    label = profile.label or ("PROD" if profile.production else "")
    color = _COLORS.get(profile.color, "bad" if profile.production else "accent")
    left = texts(" ", (profile.name, "strong"))
    if label:
        left += texts(" ", (label, color))
    if demo and profile.name != "demo":
        left += texts(" ", ("DEMO", "accent"))
    if session.offline:
        left += texts(" ", ("OFFLINE", "warn"))
    if profile.read_only:
        left += texts(" ", ("READ-ONLY", "warn"))
    if session.account.id:
        left += texts((" · ", "dim"), (session.account.name or session.account.id, "accent"))
    if mode:
        left += texts(" ", (mode, "accent"))
    right: list[Part] = []
    if quota is not None:
        right += _quota_parts(quota)
    if as_of is not None:
        old = (session.clock.now() - as_of).total_seconds()
        right += texts((" · " if right else "", "dim"), clock_with_zone(as_of, session.zone), (f" ({age(old)})", "dim"))
    return left, [*right, *texts(" ")]


def _quota_parts(quota: Quota) -> list[Part]:
    left = quota.percent_left
    if left is None:
        return []
    return texts("quota ", (f"{left}%", "bad" if left < 10 else "warn" if left < 25 else ""))
