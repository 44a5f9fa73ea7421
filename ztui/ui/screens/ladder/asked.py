"""What is asked about a call beyond its legs, and shown in the place of the leg's details: quality, AI summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import ZtuiError
from ztui.core.text import display
from ztui.ui.keys import shown_key
from ztui.ui.screens.detail import DetailScreen
from ztui.ui.screens.ladder.lines import labelled, quality_parts

if TYPE_CHECKING:
    from ztui.services.calls.ladder import Ladder
    from ztui.services.calls.members import Member
    from ztui.services.calls.quality import Quality
    from ztui.ui.widgets.paint import Part

__all__ = ["AskedScreen"]

_GROUPS = ("quality", "summary", "kept")


class AskedScreen(DetailScreen):
    """Asks for quality and summary. A subclass has `ladder` and shows `aside` with `show_aside`."""

    ladder: Ladder
    quality: Quality | None = None
    aside: tuple[str, list[list[Part]]] | None = None
    """Title and lines that stand where the details of a leg are otherwise."""
    asked_for: tuple[list[list[Part]], ...] = ()
    """All that was shown aside, so that there is room for it."""

    def show_aside(self) -> None:
        """Show what was asked for."""

    def key_of(self, id: str) -> str:
        """Give a key as it is written."""
        return shown_key(id, self.house.keymap_in_use)

    def _put_aside(self, title: str, lines: list[list[Part]]) -> None:
        self.aside = (title, lines)
        self.asked_for = (*self.asked_for, lines)
        self.show_aside()

    # Quality

    def action_quality(self) -> None:
        """Show how the call sounded, and ask for it if that was not done."""
        if self.quality is not None:
            self._show_quality()
        elif self.session.offline:
            self.say(self.house.offline_words, "warn")
        elif self.row is not None and not self.busy("quality"):
            self.start(self._ask_quality(), "quality")

    async def _ask_quality(self) -> None:
        from ztui.services.calls.quality import read_quality

        id = display(self.ladder.record.get("call_id"))
        if not id:
            raise ZtuiError("The call has no call ID, by which its quality is asked for.")
        self.show_progress(f"asking how the call sounded ({self.key_of('back')} stops)")
        try:
            self.quality = await read_quality(self.session.client, id)
        finally:
            self.show_progress("")
        self._show_quality()
        await self.house.update_quota()

    def _show_quality(self) -> None:
        if self.quality is not None:
            self._put_aside("quality of the call", quality_parts(self.quality, ascii=self.house.ascii_only))

    # What Zoom's AI wrote

    def ask_summary(self, member: Member) -> None:
        """Ask for the AI summary of the call for one of its users."""
        if not self.busy("summary"):
            self.start(self._ask_summary(member), "summary")

    async def _ask_summary(self, member: Member) -> None:
        from ztui.services.calls.members import summary_lines, summary_of

        self.show_progress(f"asking for the AI summary ({self.key_of('back')} stops)")
        try:
            found = await summary_of(self.session, self.ladder, member)
        finally:
            self.show_progress("")
        self._put_aside(f"AI summary for {display(member.party.label, longest=30)}", labelled(summary_lines(found)))
        await self.house.update_quota()

    def close_one_thing(self) -> bool:
        """Stop what is asked for."""
        for group in _GROUPS:
            if self.busy(group):
                self.workers.cancel_group(self, group)
                self.say("Stopped.")
                return True
        return super().close_one_thing()
