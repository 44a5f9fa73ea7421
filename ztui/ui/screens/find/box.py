"""The box over every screen in which anything is found: what is typed, results as it is typed, how old the index is."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.binding import Binding
from textual.content import Content
from textual.message import Message

from ztui.core.errors import ZtuiError
from ztui.core.phone import formatted
from ztui.core.text import display
from ztui.core.times import age, stamp
from ztui.services.finding.finder import Finder, IndexState, state_of
from ztui.ui.modals.box import Box
from ztui.ui.screens.find.lines import Results
from ztui.ui.sheets import style_sheets
from ztui.ui.widgets.command_line import AnsweredInput
from ztui.ui.widgets.line_list import LineList
from ztui.ui.widgets.lines import Line, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widgets import Input

    from ztui.services.finding.finder import Findings
    from ztui.services.finding.outside import Outside
    from ztui.services.inventory.cost import Cost
    from ztui.services.session import Session
    from ztui.store.index.documents import Hit
    from ztui.ui.app import ZtuiApp

__all__ = ["Choice", "FindBox"]

_NAMED = 2
"""Lists that are named when several are missing."""
_EVERY = 1.0
"""Seconds between two looks at an index that is being filled."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A result, and whether it is to be opened or asked where it rings."""

    hit: Hit
    ring: bool = False


def _few(state: IndexState) -> str:
    """Name the lists that are missing, some of them if they are many."""
    lacking = [*state.missing, *(f"{each} (in part)" for each in state.partial)]
    return (
        ", ".join(lacking)
        if len(lacking) <= _NAMED
        else f"{', '.join(lacking[:_NAMED])} and {len(lacking) - _NAMED} more"
    )


class _Typed(AnsweredInput):
    """What is looked for; up and down move among the results."""

    BINDINGS: ClassVar[list[Any]] = [
        Binding("up", "move('up')", show=False, priority=True),
        Binding("down", "move('down')", show=False, priority=True),
        Binding("pageup", "move('page_up')", show=False, priority=True),
        Binding("pagedown", "move('page_down')", show=False, priority=True),
    ]

    class Moved(Message):
        """The cursor among the results is to move."""

        def __init__(self, way: str) -> None:
            super().__init__()
            self.way = way

    def action_move(self, way: str) -> None:
        """Ask for another result."""
        self.post_message(self.Moved(way))


class _Found(LineList):
    """The results; the cursor passes over headings."""

    def move_to(self, position: int) -> None:
        """Put the cursor on the nearest result on the way."""
        source = self.source
        if isinstance(source, Results):
            by = position - self.cursor
            found = source.next_hit(position, by)
            if found is None:
                found = source.next_hit(min(max(position, 0), max(source.count - 1, 0)), -by)
            if found is None:
                return
            position = found
        super().move_to(position)
        self._show_heading()

    def _show_heading(self) -> None:
        """Keep the heading above the first result in sight."""
        if self.cursor == 1 and self.top:
            self.top = 0
            self.refresh()


class FindBox(Box[Choice]):
    """Finds anything in the account; gives what was chosen, None if it was left.

    Args:
        session: In whose account.
        text: What is looked for at first.
    """

    CSS_PATH = style_sheets("modals", "find")
    BINDINGS: ClassVar[list[Any]] = [
        Binding("tab,shift+tab", "turn", show=False, priority=True),
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
        self._shown: Findings | None = None

    def compose_box(self) -> ComposeResult:
        """Make the input, the results and the line below them."""
        yield _Typed(self.begun_with, id="find-text", placeholder="a number, extension, name, e-mail, MAC, ID")
        yield _Found(signs=self.signs, id="found")
        yield Line(id="find-told", signs=self.signs)

    def wants(self, width: int) -> tuple[int, int]:
        """Ask for all the room there is: results do not move the box."""
        return width, self.size.height

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Give the keys, which depend on where they are typed."""
        if isinstance(self.focused, _Found):
            return (("enter", "open"), ("W", "rings where"), ("tab", "type"), ("ctrl+r", "renew"), ("esc", "leave"))
        arrows = "up/down" if self.signs.ellipsis.isascii() else "↑↓"
        return ((arrows, "choose"), ("enter", "open"), ("tab", "list"), ("ctrl+r", "renew"), ("esc", "leave"))

    def on_mount(self) -> None:
        """Begin to type, and look what is indexed."""
        super().on_mount()
        self.typed.focus()
        self.typed.cursor_position = len(self.begun_with)
        self.house.indexing.listeners.append(self._came)
        self._search(look=True)

    def on_unmount(self) -> None:
        """Hear no more of the index."""
        self.house.indexing.listeners.remove(self._came)

    @property
    def house(self) -> ZtuiApp:
        """Give the app by its own type."""
        return cast("ZtuiApp", self.app)

    @property
    def typed(self) -> _Typed:
        """Give the input."""
        return self.query_one(_Typed)

    @property
    def found(self) -> _Found:
        """Give the list of results."""
        return self.query_one(_Found)

    # Searching

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search for what is typed."""
        event.stop()
        self._search()

    def _search(self, *, look: bool = False) -> None:
        self.run_worker(self._guarded(look=look), group="find", exclusive=True, exit_on_error=False)

    async def _guarded(self, *, look: bool) -> None:
        try:
            if look or self._shown is None:
                await self._look()
            await self._find(self.typed.value)
        except ZtuiError as error:
            self.query_one("#find-told", Line).show(texts((str(error), "bad")))

    async def _look(self) -> None:
        """Look how old the index is, and bring it up to date with what is stored."""
        self.state = await state_of(self.session)
        if self.state.missing and not self.session.offline:
            self._cost = await self.session.inventory.plan()
        await self.finder.renew()
        self._show_age()

    async def _find(self, text: str) -> None:
        """Show first results at once, and then all, unless these were all."""
        first = await self.finder.first(text)
        if first.complete:
            first = await self.finder.with_outside(first)
        self._show(first)
        if not first.complete:
            self._show(await self.finder.find(text))
        if await self.finder.renew():
            self._show(await self.finder.find(text))

    def _came(self) -> None:
        """Look again while the index is being filled, now and then."""
        now = self.session.clock.monotonic()
        if not self.house.indexing.running or now - self._looked >= _EVERY:
            self._looked = now
            self._search(look=True)
        self._tell()

    # Showing

    def _show(self, found: Findings) -> None:
        had = self.found.source
        at = had.hit(self.found.cursor) if isinstance(had, Results) else None
        same = self._shown is not None and self._shown.text == found.text
        self._shown = found
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
            told = f"{self.state.objects:,} objects, {old}"
        self.query_one("#box").border_subtitle = Content(display(told))

    def _tell(self) -> None:
        """Say below the results how many there are, what is missing, how far the index is."""
        parts = []
        found = self._shown
        if found is not None and found.text.strip():
            more = "" if found.complete else "at least "
            parts.append((f"{more}{found.count:,} found", ""))
        going_on = self.house.indexing.told(self.house.house_screen)
        if going_on:
            parts.append((going_on, "dim"))
        elif self.state.missing or self.state.partial:
            parts.append((f"not indexed: {_few(self.state)}", "warn"))
        shown = [part for at, each in enumerate(parts) for part in texts((f" {self.signs.dot} " if at else ""), each)]
        self.query_one("#find-told", Line).show(shown)

    def _when_empty(self, found: Findings) -> Sequence[str]:
        lines: list[str] = []
        if found.outside is not None:
            lines = [*self._outside(found.outside)]
        elif found.text.strip():
            which = "that is indexed " if self.state.missing else ""
            lines = [f"Nothing {which}is called so: {display(found.text.strip(), longest=40)}"]
            lines += [found.note] if found.note else []
        elif not self.state.missing:
            lines = [
                "Type the last digits of a number, a piece of a name or an e-mail,",
                "an extension (8200, 800-8200), a MAC address, the beginning of an ID.",
            ]
        return [*lines, *([""] if lines else []), *self._how_to_index()] if self.state.missing else lines

    def _how_to_index(self) -> Sequence[str]:
        """Say what reading the rest costs, and the key that begins."""
        if self.house.indexing.running:
            return ("The account is being indexed; results come as it is read.",)
        lines = ["The account is not indexed yet." if self.state.is_nearly_empty else "Not all is indexed yet."]
        if self.session.offline:
            return (*lines, "This session is offline: only what is stored is found.")
        if self._cost is not None:
            requests, about, time = str(self._cost).partition(", about ")
            lines.append(f"Reading it costs {requests}{',' if about else '.'}")
            lines += [f"about {time}."] if about else []
            if self._cost.unknown:
                lines.append("Then come a few requests for each queue, auto receptionist and group.")
            lines.append("None of them draws from the day's pot of heavy requests.")
        return [*lines, "", "ctrl+r begins; :index shows how far it is, and stops it."]

    def _outside(self, told: Outside) -> Sequence[str]:
        country = f"{told.country_name} ({told.country})" if told.country_name else told.country
        lines = [f"{formatted(told.number)} is not a number of this account.", f"Country: {country or 'unknown'}", ""]
        if not told.searched:
            return [*lines, "No calls are stored: :sync fetches them."]
        if not told.calls:
            return [*lines, "No stored call is from or to it."]
        lines.append("Latest stored calls:")
        for each in told.calls:
            way = "from it to" if each.get("caller_did_number") == told.number else "to it from"
            other = each.get("callee_name" if way == "from it to" else "caller_name") or "somebody"
            lines.append(
                f"  {self._when(each)}  {way} {display(other, longest=30)}  {display(each.get('call_result'))}"
            )
        return lines

    def _when(self, call: Any) -> str:
        from ztui.core.times import parse_instant

        instant = parse_instant(call.get("start_time"))
        return stamp(instant, self.session.zone) if instant is not None else ""

    # Keys

    def on__typed_moved(self, message: _Typed.Moved) -> None:
        """Move among the results."""
        message.stop()
        by = {"up": -1, "down": 1, "page_up": 1 - self.found.size.height, "page_down": self.found.size.height - 1}
        self.found.move_to(self.found.cursor + by[message.way])

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Open the result under the cursor, once what was typed last is shown."""
        event.stop()
        if self._shown is None or self._shown.text != event.value:
            await self._settled()
        self.typed.answered()
        self._choose()

    async def _settled(self) -> None:
        """Wait for the results of what was typed last."""
        for each in [each for each in self.workers if each.group == "find" and each.is_running]:
            try:
                await asyncio.wait_for(each.wait(), 2)
            except Exception:  # noqa: S112  (what is shown then is what there is)
                continue

    def on_line_list_opened(self, message: LineList.Opened) -> None:
        """Open the result under the cursor."""
        message.stop()
        self._choose()

    def action_ring(self) -> None:
        """Ask where the result under the cursor rings."""
        self._choose(ring=True)

    def action_turn(self) -> None:
        """Go from the input to the results, or back."""
        if isinstance(self.focused, _Found):
            self.typed.focus()
        elif self.found.source.count:
            self.found.focus()

    def on_descendant_focus(self) -> None:
        """Show the keys that there are now."""
        self.show_keys()

    def action_index(self) -> None:
        """Read what is missing of the index, or older than half a day."""
        if self.session.offline:
            self.query_one("#find-told", Line).show(texts(("This session is offline: nothing can be read.", "warn")))
            return
        self.house.indexing.begin(self.session)

    def _choose(self, *, ring: bool = False) -> None:
        source = self.found.source
        hit = source.hit(self.found.cursor) if isinstance(source, Results) else None
        if hit is not None:
            self.dismiss(Choice(hit, ring))
