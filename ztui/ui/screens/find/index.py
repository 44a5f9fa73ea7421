"""The index: what is stored of each part of the account, how old it is, and what bringing it up to date costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.core.times import age
from ztui.ui.screens.reading import TextScreen
from ztui.ui.widgets.lines import texts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ztui.services.inventory.cost import Cost
    from ztui.services.inventory.known import Age
    from ztui.services.session import Session
    from ztui.ui.widgets.paint import Part

__all__ = ["IndexScreen"]

_TITLE = 40
_COUNT = 8


class IndexScreen(TextScreen):
    """The parts of the inventory with their ages; refresh reads what is missing, stop stops it."""

    PLACES: ClassVar[tuple[str, ...]] = ("index",)
    title_word = "Index"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.ages: tuple[Age, ...] = ()
        self.cost: Cost | None = None

    def lines(self) -> Sequence[Sequence[Part]]:
        """Give the parts."""
        if not self.ages:
            return [texts(" Looking what is stored" + (" ..." if self.house.ascii_only else " …"))]
        running = self.house.indexing.told(self)
        return _index_lines(self.ages, self.cost, self.session.clock.now(), running, self.session.profile.index_percent)

    def hints(self) -> Sequence[str]:
        """Name the keys that begin and stop it."""
        return ["stop" if self.house.indexing.running else "refresh", "back"]

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the parts."""
        return ("index",)

    def key_title(self, id: str) -> str:
        """Call the keys by what they do here."""
        return {"refresh": "read what is missing", "stop": "stop"}.get(id) or super().key_title(id)

    def as_of(self) -> datetime | None:
        """Give when the oldest part was read."""
        return min((each.as_of for each in self.ages if each.as_of is not None and each.is_default), default=None)

    def on_mount(self) -> None:
        """Hear of what comes."""
        super().on_mount()
        self.house.indexing.listeners.append(self._came)

    async def release(self) -> None:
        """Hear no more of it."""
        if self._came in self.house.indexing.listeners:
            self.house.indexing.listeners.remove(self._came)

    def on_screen_resume(self) -> None:
        """Look what is stored now."""
        super().on_screen_resume()
        self._came()

    def _came(self) -> None:
        if self.is_current and not self.busy("ages"):
            self.start(self._look(), "ages")

    async def _look(self) -> None:
        inventory = self.session.inventory
        self.ages = await inventory.ages()
        self.cost = await inventory.plan()
        if self.is_mounted:
            self.show_text(keep=True)
            self.show_frame()

    def action_refresh(self) -> None:
        """Read what is missing or old."""
        self.house.indexing.begin(self.session)

    def action_stop(self) -> None:
        """Stop it; what came is kept."""
        if not self.house.indexing.stop():
            self.say("Nothing is being indexed.")


def _index_lines(ages: Sequence[Age], cost: Cost | None, now: datetime, running: str, percent: int) -> list[list[Part]]:
    """Write down what is stored of the parts.

    Args:
        ages: The parts.
        cost: What bringing them up to date costs, None while it is not known.
        now: The instant by which they are old.
        running: How far a reading under way is, "" if there is none.
        percent: The share of the rate that it may use.
    """
    lines = [texts(), texts((" To be read", "label"))]
    if running:
        lines.append(texts((f"   {running}", "accent")))
    elif cost is not None:
        lines.append(texts(f"   {cost}"))
        if cost.unknown:
            lines.append(texts(("   and what belongs to lists that were never read", "dim")))
    lines.append(texts((f"   index_percent of the profile is {percent}; :index refresh reads all anew", "dim")))
    lines += [texts(), texts((f" {'Part':<{_TITLE + 2}}{'Stored':>{_COUNT}}  Age", "label"))]
    for each in ages:
        old = "never read" if each.as_of is None else age((now - each.as_of).total_seconds())
        lacking = f", {each.missing:,} missing" if each.missing and each.as_of is not None else ""
        part = "" if each.complete or each.as_of is None or lacking else ", in part"
        named = "" if each.is_default else ", read when named"
        style = "" if each.complete else "dim" if not each.is_default else "warn"
        stored = f"   {each.title:<{_TITLE}}{each.count:>{_COUNT},}  "
        lines.append(texts(stored, (old + lacking + part + named, style)))
    return lines
