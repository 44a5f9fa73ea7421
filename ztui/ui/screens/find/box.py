"""The box over every screen in which anything is found: what is typed, results as it is typed, how old the index is."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.binding import Binding
from textual.content import Content

from ztui.core.amounts import counted
from ztui.core.dataclass import dataclass
from ztui.core.text import display
from ztui.core.times import age
from ztui.services.finding.finder import Finder, IndexState, state_of
from ztui.ui.failing import failure_of, is_leaving
from ztui.ui.modals.box import Box
from ztui.ui.screens.find.lines import Results
from ztui.ui.screens.find.parts import Found, Typed
from ztui.ui.screens.find.words import how_to_index, lacking, nothing
from ztui.ui.sheets import style_sheets
from ztui.ui.widgets.lines import Line, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widgets import Input
    from textual.worker import Worker

    from ztui.core.errors import ZtuiError
    from ztui.services.finding.finder import Findings
    from ztui.services.inventory.cost import Cost
    from ztui.services.session import Session
    from ztui.store.index.documents import Hit
    from ztui.ui.app import ZtuiApp
    from ztui.ui.widgets.line_list import LineList

__all__ = ["Choice", "FindBox"]

_PATIENCE = 2.0
"""Seconds that a key waits for results."""
_EVERY = 1.0
"""Seconds between two looks at an index that is being filled."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A result, and whether it is to be opened or asked where it rings."""

    hit: Hit
    ring: bool = False


class FindBox(Box[Choice]):
    """Finds anything in the account; gives what was chosen, None if it was left.

    Args:
        session: In whose account.
        text: What is looked for at first.
    """

    CSS_PATH = style_sheets("modals", "find")
    BINDINGS: ClassVar[list[Any]] = [
        Binding("ctrl+r", "index", show=False, priority=True),
        Binding("W", "ring", show=False),
    ]

    def __init__(self, session: Session, text: str = "") -> None:
        super().__init__("Find")
        self.session = session
        self.finder = Finder(session)
        self.state = IndexState()
        self.begun_with = text
        self._cost: Cost | None = None
        self._looked = 0.0
        self._looking_now = self._look_again = self._making = self._has_looked = False
        self._shown: Findings | None = None
        self._news = asyncio.Event()
        self._works: dict[str, Worker[None]] = {}

    def compose_box(self) -> ComposeResult:
        """Make the input, the results and the line below them."""
        yield Typed(self.begun_with, id="find-text", placeholder="a number, extension, name, e-mail, MAC, ID")
        yield Found(signs=self.signs, id="found")
        yield Line(id="find-told", signs=self.signs)

    def wants(self, width: int) -> tuple[int, int]:
        """Ask for all the room there is: results do not move the box."""
        return width, self.size.height

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Give the keys, which depend on where they are typed."""
        if isinstance(self.focused, Found):
            return (("enter", "open"), ("W", "rings where"), ("tab", "type"), ("ctrl+r", "renew"), ("esc", "leave"))
        arrows = "up/down" if self.signs.ellipsis.isascii() else "↑↓"
        return ((arrows, "choose"), ("enter", "open"), ("tab W", "rings where"), ("ctrl+r", "renew"), ("esc", "leave"))

    def on_mount(self) -> None:
        """Begin to type, and look what is indexed."""
        super().on_mount()
        self.set_focus(self.typed, scroll_visible=False)
        self.typed.cursor_position = len(self.begun_with)
        self.house.indexing.listeners.append(self._came)
        self._look()

    def on_unmount(self) -> None:
        """Hear no more of the index."""
        self.house.indexing.listeners.remove(self._came)

    @property
    def house(self) -> ZtuiApp:
        """Give the app by its own type."""
        return cast("ZtuiApp", self.app)

    @property
    def typed(self) -> Typed:
        """Give the input."""
        return self.query_one(Typed)

    @property
    def found(self) -> Found:
        """Give the list of results."""
        return self.query_one(Found)

    # Searching

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search for what is typed."""
        event.stop()
        self._search()

    def _search(self) -> None:
        self._works["find"] = self.run_worker(self._searching, group="find", exclusive=True, exit_on_error=False)

    async def _searching(self) -> None:
        """Show first results at once, and then all, unless these were all."""
        try:
            first = await self.finder.first(self.typed.value)
            if first.complete:
                first = await self.finder.with_outside(first)
            self._show(first)
            if not first.complete:
                self._show(await self.finder.find(first.text))
        except Exception as error:  # must not leave the box silent
            self._fail(failure_of(error))

    def _look(self) -> None:
        """Look how old the index is; once more after that if it is being done."""
        self._look_again = self._looking_now
        if not self._looking_now:
            self._looking_now = True
            self._works["look"] = self.run_worker(self._looking, group="look", exit_on_error=False)

    async def _looking(self) -> None:
        """Bring the index up to date with what is stored, beside what is typed, and search again if it changed."""
        try:
            self.state = await state_of(self.session)
            if self.state.missing and not self.session.offline:
                self._cost = await self.session.inventory.plan()
            self._making = not self.state.is_empty and not await self.session.index.counts()
            self._tell()
            await self.finder.renew()
        except Exception as error:  # must not leave the box silent
            if is_leaving(self, error):
                return
            self._fail(failure_of(error))
        finally:
            self._looking_now = self._making = False
            self._has_looked = True
        self._show_age()
        self._search()
        if self._look_again:
            self._look()

    def _fail(self, error: ZtuiError) -> None:
        self.query_one("#find-told", Line).show(texts((str(error), "bad")))

    def _came(self) -> None:
        """Look again while the index is being filled, now and then."""
        now = self.session.clock.monotonic()
        if not self.house.indexing.running or now - self._looked >= _EVERY:
            self._looked = now
            self._look()
        self._tell()

    # Showing

    def _show(self, found: Findings) -> None:
        had = self.found.source
        at = had.hit(self.found.cursor) if isinstance(had, Results) else None
        same = self._shown is not None and self._shown.text == found.text
        self._shown = found
        self._news.set()
        results = Results(found, self.signs.ellipsis)
        cursor = 1
        if same and at is not None:
            kept = (
                place
                for place in range(results.count)
                if (hit := results.hit(place)) is not None and (hit.resource, hit.key) == (at.resource, at.key)
            )
            cursor = next(kept, 1)
        self.found.when_empty = self._when_empty(found)
        self.found.show(results, cursor)
        self._tell()

    def _show_age(self) -> None:
        """Show in the corner how old the index is."""
        as_of = self.state.as_of
        told = "not indexed"
        if as_of is not None:
            old = age((self.session.clock.now() - as_of).total_seconds())
            told = f"index: {counted(self.state.objects, 'object')}, {old}"
        self.query_one("#box").border_subtitle = Content(display(told))

    def _tell(self) -> None:
        """Say below the results how many there are, what is missing, how far the index is."""
        parts = []
        found = self._shown
        if found is not None and found.text.strip():
            more = "" if found.complete else "at least "
            parts.append((f"{more}{found.count:,} found", ""))
        going_on = self.house.indexing.told(self.house.house_screen)
        if going_on or self._making:
            parts.append((going_on or "making the index of what is stored", "dim"))
        elif self.state.missing or self.state.partial:
            parts.append((f"not indexed: {lacking(self.state)}", "warn"))
        shown = [part for at, each in enumerate(parts) for part in texts((f" {self.signs.dot} " if at else ""), each)]
        self.query_one("#find-told", Line).show(shown)

    def _when_empty(self, found: Findings) -> Sequence[str]:
        lines = nothing(found, self.state, self.session.zone)
        if not self.state.missing:
            return lines
        running, offline = self.house.indexing.running, self.session.offline
        return [
            *lines,
            *([""] if lines else []),
            *how_to_index(self.state, self._cost, running=running, offline=offline),
        ]

    # Keys

    def on_typed_moved(self, message: Typed.Moved) -> None:
        """Move among the results."""
        message.stop()
        by = {"up": -1, "down": 1, "page_up": 1 - self.found.size.height, "page_down": self.found.size.height - 1}
        self.found.move_to(self.found.cursor + by[message.way])

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Open the result under the cursor, once what was typed last is shown."""
        event.stop()
        await self._settled()
        self.typed.answered()
        self._choose()

    async def _settled(self) -> None:
        """Wait until results of what was typed last are shown, the first ones at least."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                while not self._is_settled:
                    self._news.clear()
                    await self._news.wait()

    @property
    def _is_settled(self) -> bool:
        """Tell whether what is shown is of what is typed, and not of an index that is about to be made."""
        if self._shown is None or self._shown.text != self.typed.value:
            return False
        return bool(self._shown.count) or self._has_looked

    def on_line_list_opened(self, message: LineList.Opened) -> None:
        """Open the result under the cursor."""
        message.stop()
        self._choose()

    def action_ring(self) -> None:
        """Ask where the result under the cursor rings."""
        self._choose(ring=True)

    async def on_typed_turned(self, message: Typed.Turned) -> None:
        """Go to the results of what was typed, if there are any."""
        message.stop()
        await self._settled()
        if self.found.source.count:
            self.set_focus(self.found, scroll_visible=False)
        self.typed.answered()

    def on_found_turned(self, message: Found.Turned) -> None:
        """Go on typing."""
        message.stop()
        self.set_focus(self.typed, scroll_visible=False)

    def on_descendant_focus(self) -> None:
        """Show the keys that there are now."""
        self.show_keys()

    def action_index(self) -> None:
        """Read what is missing of the index, or older than half a day."""
        if self.session.offline:
            self.query_one("#find-told", Line).show(texts((self.house.offline_words, "warn")))
            return
        self.house.indexing.begin(self.session)

    def _choose(self, *, ring: bool = False) -> None:
        source = self.found.source
        hit = source.hit(self.found.cursor) if isinstance(source, Results) else None
        if hit is not None:
            self.dismiss(Choice(hit, ring))
