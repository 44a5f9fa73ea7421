"""The form of an edit: a line for each field, filled in in place; `w` makes the plan of what was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.core.amounts import counted
from ztui.core.errors import ConfigError, Invalid, ZtuiError
from ztui.resources.model import Confirm
from ztui.ui.keys import shown_key
from ztui.ui.screens.form.filling import FilledForm
from ztui.ui.screens.form.frame import told_of
from ztui.ui.screens.waited import told_wait

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ztui.core.errors import FieldError
    from ztui.services.changes.model import Plan
    from ztui.services.forms.sheet import Sheet
    from ztui.services.session import Session

__all__ = ["FormScreen"]

_PLAN = "plan"


class FormScreen(FilledForm):
    """Fills in a sheet and makes the plan of it.

    Args:
        session: In whose profile and account.
        sheet: What is filled in.
        on_plan: Takes the plan; None shows it on the screen of plans, which leads back here.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("form",)

    def __init__(self, session: Session, sheet: Sheet, *, on_plan: Callable[[Plan], None] | None = None) -> None:
        super().__init__(session, sheet)
        self._on_plan = on_plan
        self._refused_text = ""
        """What an editor gave back that could not be taken; it is offered again."""

    # The plan

    def action_write(self) -> None:
        """Make the plan of what is filled in; nothing is sent but reads."""
        self.close_input()
        self.lines.tried = True
        if not self.sheet.is_new and not self.sheet.changed and not self.sheet.problems:
            self.say("Nothing is changed, so there is nothing to plan.")
        elif not self.busy(_PLAN):
            self.say("")
            self.start(self._make_plan(), _PLAN)

    async def _make_plan(self) -> None:
        try:
            with told_wait(self, "making the plan", shown_key("back", self.house.keymap_in_use)):
                plan = await self.sheet.plan()
        except Invalid as error:
            self._show_errors(error)
            return
        self.show_lines()
        if self.house.house_screen is self:
            self.show_plan(plan)

    def show_plan(self, plan: Plan) -> None:
        """Show the plan."""
        if self._on_plan is not None:
            self._on_plan(plan)
            return
        from ztui.ui.screens.plan.show import show_plan

        show_plan(self.house, self.session, plan, form=self, remake=self.sheet.plan)

    def _show_errors(self, error: Invalid) -> None:
        """Go to the first field that is wrong, and say it."""
        problems = self.sheet.problems
        if problems:
            self.go_to(problems[0].field)
            first = told_of(self.sheet.field(problems[0].field).title, problems[0].message)
            more = f" {len(problems) - 1} more to look at." if len(problems) > 1 else ""
            self.fail(ConfigError(f"No plan yet: {first.rstrip('.')}.{more}"))
        else:
            self.show_lines()
            self.fail(error)

    def take_errors(self, errors: Iterable[FieldError]) -> None:
        """Lay what Zoom refused onto the fields, go to the first of them, and say what fits no field."""
        self.lines.tried = True
        left = self.sheet.told(errors)
        problems = self.sheet.problems
        if problems:
            self.go_to(problems[0].field)
        else:
            self.show_lines()
        first = told_of(self.sheet.field(problems[0].field).title, problems[0].message) if problems else ""
        said = "; ".join(filter(None, (first, *(f"{each.field} {each.message}".strip() for each in left[:2]))))
        self.fail(ZtuiError(f"Zoom refused it: {said.rstrip('.')}.", "What you filled in is kept."))

    def was_written(self) -> None:
        """Take note that all that was filled in is written: nothing is lost with the screen."""
        self.sheet.begin()

    # As JSON

    def action_editor(self) -> None:
        """Change all of it as JSON in the user's own editor."""
        from ztui.ui.screens.form.editor import edit_outside

        self.close_input()
        self._refused_text = edit_outside(self, self._refused_text)

    def action_raw(self) -> None:
        """Change all of it as JSON in a box."""
        from ztui.ui.modals.editor import TextEditor
        from ztui.ui.screens.console.written import place_of

        self.close_input()

        def left(text: str | None) -> None:
            self._refused_text = "" if text is not None else self._refused_text
            self.changed()

        text = self._refused_text or self.sheet.as_text()
        self.app.push_screen(TextEditor(f"{self.sheet.title}: JSON", text, self.sheet.take_text, place_of), left)

    # Leaving

    def close_one_thing(self) -> bool:
        """Close the input or the filter, stop making the plan; ask before what was filled in is lost."""
        if super().close_one_thing():
            return True
        if self.busy(_PLAN):
            self.workers.cancel_group(self, _PLAN)
            self.say("Stopped; nothing was sent.")
            return True
        if self.sheet.is_dirty:
            self.ask_to_leave()
            return True
        return False

    def want_leave(self) -> None:
        """Leave; ask first if something was filled in."""
        if self.sheet.is_dirty:
            self.ask_to_leave()
        else:
            super().want_leave()

    @property
    def unsent(self) -> str:
        """Give what would be lost by ending ztui."""
        return f"{self.sheet.title} {self.sheet.subject}".strip() if self.sheet.is_dirty else ""

    def ask_to_leave(self) -> None:
        """Ask whether what was filled in may be lost."""
        from ztui.ui.modals.confirm import Question, confirmation

        def answered(leave: bool | None) -> None:
            if leave:
                self.sheet.begin()
                self.house.leave(self)

        count = len(self.sheet.changed)
        asks = f"Leave the form? {counted(count, 'field')} that you filled in would be lost."
        question = Question(Confirm.REVIEW, "Leave the form", asks)
        self.app.push_screen(confirmation(question, self.session.clock.monotonic), answered)
