"""What is left of Zoom's limits: the daily pots, the rates of the labels, and what the app is not allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.core.text import display
from ztui.ui.screens.reading import TextScreen
from ztui.ui.widgets.lines import texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ztui.services.quota import Quota
    from ztui.services.session import Session
    from ztui.ui.widgets.paint import Part
    from ztui.zoom.denials import Denial

__all__ = ["QuotaScreen"]

_BAR = 20
_LOW = 25
"""Percent left below which a pot is marked."""

Lines = list[list["Part"]]


class QuotaScreen(TextScreen):
    """The limits in the account that is acted for."""

    PLACES: ClassVar[tuple[str, ...]] = ()
    title_word = "Quota"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.quota: Quota | None = None

    def lines(self) -> Sequence[Sequence[Part]]:
        """Give pots, labels and what was denied."""
        if self.quota is None:
            return [texts(" Reading what is left …" if not self.house.ascii_only else " Reading what is left ...")]
        return _quota_lines(
            self.quota, self.session.client.denied, self.session.profile.plan, ascii_only=self.house.ascii_only
        )

    def on_screen_resume(self) -> None:
        """Read what is left now."""
        self.start(self._read(), "quota")

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the limits."""
        return ("doctor",)

    async def _read(self) -> None:
        self.quota = await self.session.quota()
        self.show_text(keep=True)


def _quota_lines(quota: Quota, denied: Mapping[str, Denial], plan: str, *, ascii_only: bool = False) -> Lines:
    """Write down what is left.

    Args:
        quota: Pots and labels.
        denied: Operations that Zoom refused for want of a scope or a right.
        plan: Name of the plan by which requests are limited.
        ascii_only: Draw in ASCII.
    """
    lines: Lines = [texts(), texts((" Daily pots", "label"), (f"   plan {display(plan)}, by the UTC day", "dim"))]
    if any(not pot.told_by_zoom for pot in quota.pots):
        lines.append(texts(("   our use: what this user's programs sent; others may have sent more", "dim")))
    if not quota.pots:
        nothing = "none: this plan sets no limit" if plan == "none" else "nothing was taken from one today"
        lines.append(texts((f"   {nothing}", "dim")))
    for pot in quota.pots:
        left = pot.percent_left
        full = _BAR * left // 100
        signs = ("#", ".") if ascii_only else ("█", "░")
        lines.append(
            texts(
                f"   {pot.name:<13} ",
                (signs[0] * full, "warn" if left < _LOW else "good"),
                (signs[1] * (_BAR - full), "dim"),
                f" {left:>3}% left  ",
                f"{pot.used:,} of {pot.limit:,} used ",
                ("(Zoom says)" if pot.told_by_zoom else "(our use)", "dim"),
            )
        )
    lines += [texts(), texts((" Requests since the start", "label"))]
    for each in quota.labels:
        rates = [f"{table} {rate.count}{_span(rate.seconds)}" for table, rate in each.rates]
        lines.append(texts(f"   {each.label:<19} {each.sent:>8,} sent   ", (", ".join(rates), "dim")))
    lines += [
        texts(),
        texts(
            f"   {quota.sent:,} sent, {quota.retried:,} of them again, {quota.failed:,} failed, ",
            (f"{quota.limited:,} answered with 429", "warn" if quota.limited else ""),
        ),
        texts(),
        texts((" Not allowed", "label"), ("   as far as Zoom has said so; :log has the requests", "dim")),
    ]
    if not denied:
        lines.append(texts(("   nothing was refused for want of a scope or a right", "dim")))
    for operation, denial in sorted(denied.items()):
        lines.append(texts(f"   {operation:<34} ", (_needs(denial), "warn")))
    return lines


def _needs(denial: Denial) -> str:
    scopes = " or ".join(denial.scopes)
    if denial.by_role:
        return f"needs a right of the role, or {scopes}" if scopes else "needs a right of the role"
    return f"needs {scopes}" if scopes else ""


def _span(seconds: int) -> str:
    return "/s" if seconds == 1 else "/min" if seconds == 60 else f" in {seconds} s"
