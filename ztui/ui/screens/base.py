"""The frame of every screen: two lines of header, breadcrumbs, the body, the speaking line, the key line.

A screen of the house is a `HouseScreen`. It says what stands in the frame and makes its body; the app moves between
screens and keeps their history. Nothing in the frame moves by itself: a line is repainted when its text changed.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import Horizontal, Vertical

from ztui.core.shell import joined
from ztui.core.text import display
from ztui.resources.areas import AREAS
from ztui.ui.failing import start_guarded
from ztui.ui.keys import actions_of, bindings, hint, is_text, known_action
from ztui.ui.painting import LineCompositor
from ztui.ui.screens.speaking import SpeakingScreen
from ztui.ui.widgets.command_line import CommandLine
from ztui.ui.widgets.lines import AreasLine, Hint, KeysLine, Line, SpeakingLine, texts

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence
    from datetime import datetime

    from textual.app import ComposeResult

    from ztui.services.session import Session
    from ztui.ui.keys import KeyAction
    from ztui.ui.screens.journal.subject import JournalSubject
    from ztui.ui.widgets.paint import Part
    from ztui.ui.written import Written

__all__ = ["HouseScreen"]

_LONG = 100_000


class HouseScreen(SpeakingScreen):
    """A screen with the house's frame.

    A subclass sets `PLACES` (whose keys of `ui.keys` it has besides those of the app, which act as `action_...`
    methods), and overrides `crumbs`, `compose_body` and, where they apply, `counts`, `as_of`, `area`, `first_focus`,
    `close_one_thing`, `key_title` and `release`. It calls `show_frame()` when something that these tell has changed.

    Args:
        session: Profile, account and services that the screen acts with.
    """

    PLACES: ClassVar[tuple[str, ...]] = ()
    BINDINGS: ClassVar[list[Any]] = []
    AUTO_FOCUS = None

    def __init_subclass__(cls, **settings: Any) -> None:
        """Make the bindings from the table of keys."""
        if "PLACES" in cls.__dict__:
            cls.BINDINGS = bindings(*cls.PLACES)
        super().__init_subclass__(**settings)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._compositor = LineCompositor()
        self.session = session
        self.opened_from: HouseScreen | None = None
        """The screen that esc leads back to; None at the top of an area."""

    # What a subclass tells

    @property
    def area(self) -> str:
        """Give the number key of the area we are in, "" for none; a screen opened from another is in its area."""
        return self.opened_from.area if self.opened_from is not None else ""

    def crumbs(self) -> Sequence[str]:
        """Give the words of the breadcrumb line, from the area to this screen; foreign text may be among them."""
        return ()

    def place_words(self) -> list[str]:
        """Give the crumbs with which those of a screen opened from here begin."""
        return [word for word in self.crumbs() if word]

    def counts(self) -> Sequence[Part]:
        """Give what stands at the right of the breadcrumb line."""
        return ()

    def mode(self) -> str:
        """Give what the header says of a mode that costs requests, "" for none."""
        return ""

    def as_of(self) -> datetime | None:
        """Give the instant at which what is shown was read, None if that does not apply."""
        return None

    def compose_body(self) -> ComposeResult:
        """Make the body: what stands between the breadcrumbs and the speaking line."""
        yield from ()

    def printed_by(self) -> Sequence[str]:
        """Give the words, behind the program's name, of the command that prints what is shown; () for none."""
        return ()

    def command_text(self) -> str:
        """Give the command that prints what is shown, quoted for a shell; "" for none."""
        words = self.printed_by()
        return joined(display(each, longest=_LONG) for each in (*self.program, *words)) if words else ""

    @property
    def program(self) -> list[str]:
        """Give the words that a command begins with, so that it asks the same Zoom for the same account."""
        from ztui.ui.modals.copy import program

        return program(self.session.account.id, demo=self.house.demo)

    def hints(self) -> Sequence[str]:
        """Give the ids of the actions in the key line, the most useful first; by default those with a rank."""
        own = {*self.PLACES, *(("rows",) if self.has_rows else ())}
        # What is everywhere is named where it is something of the screen's own.
        named = (
            each
            for each in actions_of(*self._places)
            if each.rank and (each.rank > 90 or own.intersection(each.places)) and self.can(each.id)
        )
        known = sorted(named, key=lambda each: each.rank)
        return [each.id for each in known]

    def key_title(self, id: str) -> str:
        """Give the word that the key line shows beside a key; "" leaves the key out."""
        if id == "enter-account" and self.house.session.account.id:
            return "leave account"
        known = known_action(id)
        is_here = known is not None and not self._places.isdisjoint(known.places) and self.can(id)
        return known.title if known is not None and is_here else ""

    def close_one_thing(self) -> bool:
        """Do the first that applies of what esc does here before it goes back; tells whether there was anything."""
        return False

    def take_written(self, written: Written) -> None:
        """Take note of what was written on whatever screen; a screen that shows something of it says how."""

    def step_beside(self, by: int) -> bool:
        """Go to what stands before (-1) or behind what is shown, where the screen knows; else history is walked."""
        del by
        return False

    def want_leave(self) -> None:
        """Go back to where this was opened from, unless there is something to ask before."""
        self.house.leave(self)

    @property
    def unsent(self) -> str:
        """Give what would be lost with the screen, "" for nothing."""
        return ""

    def journal_subject(self) -> JournalSubject | None:
        """Give the object whose changes the key of the journal shows; None for the whole journal."""
        return None

    def look_again(self) -> None:
        """Paint again with what the session has learnt (`Session.viewer`)."""

    async def release(self) -> None:
        """Let go of what the screen holds; called once, after it was shown for the last time."""

    # What a subclass uses

    def known_actions(self) -> tuple[KeyAction, ...]:
        """Give all actions that exist on this screen, for key line, help and palette."""
        return tuple(each for each in actions_of(*self._places) if self.can(each.id))

    @cached_property
    def _places(self) -> frozenset[str]:
        return frozenset(("app", *self.PLACES, *(("rows",) if self.has_rows else ())))

    has_rows = False
    """True where a table takes the keys of `rows`."""

    def can(self, id: str) -> bool:
        """Tell whether an action makes sense here and now; what does not is not offered.

        A sub account that is acted in can be left everywhere.
        """
        return id != "enter-account" or bool(self.house.session.account.id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ask `can` before a key acts; what is typed into an input is never taken for a key."""
        return not is_text(action, self.focused) and self.can(action.replace("_", "-"))

    def start(self, work: Coroutine[Any, Any, None], group: str) -> None:
        """Run some work beside the screen; what it raises is said, and never ends the app.

        Args:
            work: What to do.
            group: Name of the kind of work, by which `busy` asks.
        """
        if self.house.is_leaving:
            work.close()
        else:
            start_guarded(self, work, self.fail, group)

    def busy(self, group: str) -> bool:
        """Tell whether work of this group is running."""
        return any(worker.group == group and worker.node is self and worker.is_running for worker in self.workers)

    def show_problem(self) -> None:
        """Show the details of the error that the speaking line shows."""
        if self.problem is not None:
            from ztui.ui.modals.problem import ProblemDetails

            self.app.push_screen(ProblemDetails(self.problem, self.session.zone))

    # The frame

    def compose(self) -> ComposeResult:
        """Make the frame and the body in it."""
        yield Line(id="who", signs=self.signs)
        yield AreasLine(id="areas", signs=self.signs)
        with Horizontal(id="place"):
            yield Line(id="crumbs", signs=self.signs)
        with Vertical(id="body"):
            yield from self.compose_body()
        yield SpeakingLine(id="speaking", signs=self.signs)
        yield KeysLine(id="keys", signs=self.signs)

    def on_mount(self) -> None:
        """Show the frame's texts."""
        self.show_frame()
        self._speak()

    def on_screen_resume(self) -> None:
        """Show the frame again, since time has passed, and give the focus back."""
        if self.is_mounted:
            self.show_frame()
            self._speak()
            self.focus_first()

    def focus_first(self) -> None:
        """Give the focus to the body."""
        widget = self.first_focus()
        if widget is not None and widget.is_mounted:
            self.set_focus(widget, scroll_visible=False)

    def show_frame(self) -> None:
        """Bring header, breadcrumbs and key line up to date; costs nothing where nothing changed."""
        if not self.is_mounted:
            return
        areas = [(each.key, each.short) for each in AREAS if self.house.has_area(each)]
        self.query_one("#areas", AreasLine).show_areas(areas, self.area)
        self.query_one("#crumbs", Line).show(self._crumb_parts(), self.counts())
        self.show_keys()

    def show_keys(self) -> None:
        """Bring header and key line up to date, which is all that another row under the cursor may change."""
        if self.is_mounted:
            self.query_one("#who", Line).show(*self.house.header(self))
            self.query_one("#keys", KeysLine).show_keys(self._keys(), self.size.width)
            self.house.resuming.noted()

    def _crumb_parts(self) -> list[Part]:
        parts: list[Part] = []
        words = [word for word in self.crumbs() if word]
        for at, word in enumerate(words):
            sign = f" {self.signs.crumb} " if at else " "
            parts += texts((sign, "dim"), (word, "strong" if at == len(words) - 1 else ""))
        return parts

    def _keys(self) -> list[Hint]:
        """Give the keys in their order, that of the help last."""
        keymap, ids = self.house.keymap_in_use, [each for each in self.hints() if each != "help"]
        titles = ((id, self.key_title(id)) for id in (*ids, "help"))
        return [Hint(id, hint(id, keymap), title) for id, title in titles if title]

    def on_keys_line_chosen(self, message: KeysLine.Chosen) -> None:
        """Do what the key that was clicked does."""
        self.house.obey(f"do {message.id}")

    def on_resize(self) -> None:
        """Choose the keys that fit anew."""
        self.show_frame()
        self._speak()

    def _pop_result_callback(self) -> None:
        """Forget who awaits a result: nobody does for the app's first screen, which the framework overlooks."""
        if self._result_callbacks:
            super()._pop_result_callback()

    # Keys of every screen

    def action_copy(self) -> None:
        """Send the command that prints what is shown to the clipboard; screens offer more of what they show."""
        from ztui.ui.modals.copy import ask_and_copy

        ask_and_copy(self, ())

    def action_enter_account(self) -> None:
        """Act in the profile's own account again."""
        if self.house.session.account.id:
            self.house.work(self.house.act_in("", ""))

    def action_undo(self) -> None:
        """Open the plan that undoes the last change."""
        from ztui.ui.screens.plan.undo import begin_undo

        begin_undo(self)

    def action_back(self) -> None:
        """Close the input, or do what the screen does first; else go back to where this was opened from."""
        from ztui.ui.screens.plan.undo import stop_undo

        line = next(iter(self.query(CommandLine)), None)
        if line is not None:
            line.close()
        elif not stop_undo(self) and not self.close_one_thing():
            self.house.leave(self)

    async def open_command_line(self, *, palette: bool = False) -> None:
        """Open the `:` line over the key line, or the palette, which is the same over titles.

        Returns when the line has the focus, so that what is typed next goes into it.
        """
        if not self.query(CommandLine):
            line = CommandLine(self, palette=palette)
            await self.mount(line)
            self.set_focus(line.input, scroll_visible=False)

    async def on_command_line_closed(self, message: CommandLine.Closed) -> None:
        """Take the line away and act on what was typed."""
        message.stop()
        answered = message.line.input.answered
        await message.line.remove()
        self.focus_first()
        if message.text:
            self.house.obey(message.text)
        answered()

    def on_areas_line_chosen(self, message: AreasLine.Chosen) -> None:
        """Go to the area that was clicked."""
        self.house.go_to_area(message.key)
