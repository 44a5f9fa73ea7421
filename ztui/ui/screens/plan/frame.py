"""The frame of the plan screen: changes before and after, what they mean, the reason; its keys that write nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal
from textual.widgets import Input

from ztui.core.amounts import counted
from ztui.core.text import display
from ztui.core.times import ago
from ztui.services.changes.applying import why_not
from ztui.services.changes.later import switched
from ztui.services.changes.wording import Words
from ztui.ui.commands.printing import planned_text
from ztui.ui.keys import shown_key
from ztui.ui.screens.base import HouseScreen
from ztui.ui.screens.plan.lines import PlanLines
from ztui.ui.sheets import style_sheets
from ztui.ui.widgets.command_line import QuietInput
from ztui.ui.widgets.line_list import GUTTER, LineList
from ztui.ui.widgets.lines import Line, texts

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from ztui.services.changes.checking import Checked
    from ztui.services.changes.model import Change, Plan, Run
    from ztui.services.session import Session
    from ztui.ui.running import Running
    from ztui.ui.widgets.paint import Part

__all__ = ["PlanFrame"]

_NAMES = 200
"""So many ids at most are looked up for what they are called."""
_SUBJECT = 40


class PlanFrame(HouseScreen):
    """Shows a plan; what writes it is `PlanScreen`.

    Args:
        session: The session that it was made in.
        plan: The plan.
        form: The form that it was made with.
        remake: Makes it anew.
        after: Told what came of it.
    """

    CSS_PATH = style_sheets("forms")
    PLACES: ClassVar[tuple[str, ...]] = ("plan",)
    has_rows = True

    def __init__(
        self,
        session: Session,
        plan: Plan,
        *,
        form: HouseScreen | None = None,
        remake: Callable[[], Awaitable[Plan]] | None = None,
        after: Callable[[Run], None] | None = None,
    ) -> None:
        super().__init__(session)
        self.plan = plan
        self.form = form
        self.remake = remake
        self.after = after
        self.checked: Checked | None = None
        self.running: Running | None = None
        self._words = Words()
        self._lines: PlanLines | None = None

    def command_text(self) -> str:
        """Give the commands that print the plan."""
        return planned_text(self, self.plan)

    # The frame

    @property
    def lines(self) -> PlanLines:
        """Give the lines that are shown."""
        if self._lines is None:
            self._lines = PlanLines(self.plan, self._words, self.signs)
        return self._lines

    @property
    def rows(self) -> LineList:
        """Give the list of lines."""
        return self.query_one(LineList)

    @property
    def reason(self) -> str:
        """Give the reason as it was typed."""
        return self.query_one("#reason-text", Input).value.strip()

    @property
    def change(self) -> Change | None:
        """Give the change under the cursor."""
        place = self.lines.change_at(self.rows.cursor)
        return None if place is None else self.plan.changes[place]

    def crumbs(self) -> Sequence[str]:
        """Give what the plan is about."""
        labels = list(dict.fromkeys(each.label or each.title for each in self.plan.changes))
        subject = display(labels[0], longest=_SUBJECT) if labels else ""
        return ("Plan", f"{subject} and {len(labels) - 1:,} more" if len(labels) > 1 else subject)

    def counts(self) -> Sequence[Part]:
        """Say how many changes there are, and how many of them are on."""
        total, on = len(self.plan.changes), len(self.plan.active)
        if self.is_written:
            return texts(("PLAN ", "accent"), "written " if self.running and self.running.is_over else "being written ")
        dot = self.signs.dot
        return (
            texts(("PLAN", "accent"), f" {dot} {counted(total, 'change')} {dot} {on:,} on ")
            if total
            else texts("PLAN ")
        )

    @property
    def dots(self) -> str:
        """Give what stands behind a word that asks before it acts."""
        return "..." if self.house.ascii_only else self.signs.ellipsis

    @property
    def is_written(self) -> bool:
        """Tell whether the plan was confirmed: it is written once."""
        return self.running is not None

    def can(self, id: str) -> bool:
        """Offer only what applies: a plan is written once, and goes back to a form only if it came from one."""
        if id in {"mark-range", "columns-left", "columns-right"}:
            return False
        if id == "mark" and (self.is_written or not self.plan.changes):
            return False
        if id == "copy-commands" and not self.plan.active:
            return False
        if id == "edit":
            return self.form is not None
        return super().can(id)

    def hints(self) -> Sequence[str]:
        """Name the keys of a plan, the most useful first."""
        return ["write", "mark", "copy-commands", "edit", "refresh", "open", "next-tab", "back"]

    def key_title(self, id: str) -> str:
        """Name what the keys do here."""
        active = len(self.plan.active)
        own = {
            "write": f"write {counted(active, 'change')}{self.dots}" if active and not self.is_written else "",
            "mark": "on/off" if len(self.plan.changes) > 1 else "",
            "edit": "back to the form",
            "open": "all of it" if self.change is not None else "",
            "next-tab": "reason",
            "refresh": "make it anew" if self.checked and self.checked.moved and self.remake else "check again",
        }
        return own.get(id, super().key_title(id)) if self.is_mounted and self.can(id) else ""

    def compose_body(self) -> ComposeResult:
        """Make the lines, and the field of the reason below them."""
        lines = LineList(signs=self.signs, id="plan")
        lines.when_opened = self._open
        yield lines
        with Horizontal(id="reason"):
            yield Line(id="reason-label", signs=self.signs)
            yield QuietInput(self.plan.reason, id="reason-text")

    def first_focus(self) -> Widget | None:
        """Give the lines the focus."""
        return self.rows

    def on_mount(self) -> None:
        """Show the plan, and look what its objects are called."""
        wanted = "required" if self.session.profile.require_reason else "kept in the journal"
        label = f" Reason ({wanted}): "
        self.query_one("#reason-label", Line).show(texts(label))
        self.query_one("#reason-label").styles.width = len(label)
        self.query_one("#reason").display = bool(self.plan.changes)
        self.rows.show(self.lines)
        self.show_plan()
        self.start(self._learn_names(), "names")

    def on_resize(self) -> None:
        """Wrap the sentences anew."""
        if self.is_mounted:
            self.call_after_refresh(self.show_plan)

    def show_plan(self) -> None:
        """Show the plan as it is now."""
        self.lines.take(self.plan)
        self.lines.say(self._foot())
        # Before the first layout the lines have no width; they will have that of the terminal.
        self.lines.fit(self.rows.text_width if self.rows.size.width else self.app.size.width - GUTTER - 1)
        self.rows.lines_changed()
        self.show_frame()

    def _foot(self) -> list[tuple[str, str]]:
        """Give the sentences below the changes: what it does, what stands against it, when it was checked."""
        plan, why = self.plan, why_not(self.session)
        nothing = (
            "" if plan.active else "Nothing is to be written" + (": all is switched off." if plan.changes else ".")
        )
        blocks = [
            [(nothing, "strong")] if nothing else [],
            [*([("What this does", "label")] if plan.changes else []), *((each, "") for each in plan.says)]
            if plan.says
            else [],
            [(f"It cannot be written: {why}", "bad")] if why and plan.active else [],
            self._foot_of_check() if plan.active else [],
        ]
        return [line for block in blocks if block for line in (("", ""), *block)]

    def _foot_of_check(self) -> list[tuple[str, str]]:
        checked, now = self.checked, self.session.clock.now()
        if checked is None:
            return [(f"Made from what Zoom had {ago((now - self.plan.made_at).total_seconds())}.", "dim")]
        titles = {each.id: each.title for each in self.plan.changes}
        moved, unread = checked.moved.items(), checked.unread.items()
        found = [(f"Changed since it was planned: {titles.get(id, '')}: {said}.", "bad") for id, said in moved]
        found += [(f"So already: {titles.get(id, '')}.", "warn") for id in checked.so_already]
        found += [(f"Could not be read: {titles.get(id, '')}: {said}", "warn") for id, said in unread]
        if moved:
            return [*found, (self.way_on, "warn")]
        rest = f"; {counted(checked.left, 'change')} more are looked at right before being sent" if checked.left else ""
        if not unread:
            when = ago((now - checked.at).total_seconds())
            found.append((f"Checked against Zoom {when}: unchanged since it was planned{rest}.", "dim"))
        return found

    @property
    def way_on(self) -> str:
        """Say what to do with a plan that no longer fits."""
        key = shown_key("refresh", self.house.keymap_in_use)
        return f"{key} makes the plan anew." if self.remake is not None else "Go back and make the plan anew."

    async def _learn_names(self) -> None:
        """Look in the store what picked objects are called; what the plan itself calls its objects is known."""
        self._words.names |= {each.key: each.label for each in self.plan.changes if each.key and each.label}
        wanted: dict[str, tuple[str, ...]] = {}
        for change in self.plan.changes:
            if len(wanted) >= _NAMES:
                break
            wanted |= {id: picks for picks, id in self._words.picks(change)}
        for id, picks in wanted.items():
            for name in picks:
                state = await self.session.objects.cached(name, id)
                if state is not None:
                    from ztui.resources.rows import label_of

                    self._words.names[id] = label_of(self.session.listings.find(name), state.row)
                    break
        if self._words.names:
            self.show_plan()

    # Keys

    def on_line_list_switched(self) -> None:
        """Switch the change under the cursor on or off, with those that cannot be without it."""
        change = self.change
        if change is None or self.is_written:
            return
        self.plan = switched(self.plan, [change.id], on=not change.on)
        if self.problem is not None:
            self.say("")
        self.show_plan()

    def on_line_list_moved(self) -> None:
        """Take what was said for heard."""
        self.heard()
        self.show_frame()

    def _open(self) -> None:
        change = self.change
        if change is not None:
            from ztui.ui.screens.plan.change import ChangeScreen

            self.house.go(ChangeScreen(self.session, self.plan, change, self._words), self)

    def action_edit(self) -> None:
        """Go back to the form, which is as it was left."""
        self.house.leave(self)

    def action_next_tab(self) -> None:
        """Go to the reason, or back to the lines."""
        field = self.query_one("#reason-text")
        self.set_focus(self.rows if field.has_focus else field, scroll_visible=False)

    def close_one_thing(self) -> bool:
        """Leave the field of the reason."""
        if self.query_one("#reason-text").has_focus:
            self.focus_first()
            return True
        return False

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go back to the lines; enter writes nothing."""
        if event.input.id == "reason-text":
            event.stop()
            self.focus_first()
