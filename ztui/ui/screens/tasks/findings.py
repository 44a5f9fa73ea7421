"""What a task found, before its plan: what is there, what it cannot do and why, what to mind."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.core.amounts import counted
from ztui.core.text import display
from ztui.ui.screens.reading import TextScreen
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.paint import width_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ztui.services.changes.model import Plan
    from ztui.services.tasks.model import Findings
    from ztui.ui.screens.tasks.form import TaskForm
    from ztui.ui.widgets.paint import Part

__all__ = ["FindingsScreen"]

_WIDEST = 30
"""Most cells of the column of titles."""


class FindingsScreen(TextScreen):
    """The findings of a task; `w` goes on to the plan, esc back to what was asked.

    Args:
        form: The form that asked for them.
        findings: What was found.
        plan: The plan that was made of it.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("task",)

    def __init__(self, form: TaskForm, findings: Findings, plan: Plan) -> None:
        super().__init__(form.session)
        self.form = form
        self.findings = findings
        self.plan = plan

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the findings."""
        return ("task", self.form.task_of.name, *self.form.words(), "--find")

    def crumbs(self) -> Sequence[str]:
        """Give the task, and that this is what it found."""
        return (*self.form.crumbs(), "Found")

    def counts(self) -> Sequence[Part]:
        """Give how many requests it took, and how many changes the plan has."""
        changes = len(self.plan.active)
        said = counted(changes, "change") if changes else "no changes"
        return texts((f"{counted(self.findings.asked, 'request')} · {said} ", "dim"))

    def hints(self) -> Sequence[str]:
        """Name the keys that lead on and back."""
        return ["write", "back"]

    def key_title(self, id: str) -> str:
        """Call the key what it does here."""
        return {"write": "the plan", "back": "change"}.get(id, super().key_title(id))

    def lines(self) -> Sequence[Sequence[Part]]:
        """Give what was found."""
        return list(_finding_lines(self.findings))

    def action_write(self) -> None:
        """Show the plan."""
        from ztui.ui.screens.plan.show import show_plan

        show_plan(self.house, self.session, self.plan, form=self.form, remake=self.form.sheet.plan)


def _finding_lines(findings: Findings) -> Iterator[list[Part]]:
    """Write down what a task found."""
    yield texts((f" {findings.subject}", "strong"))
    yield texts()
    parts = [each.partition(": ") for each in findings.found]
    wide = min(max((width_of(display(title)) for title, colon, _ in parts if colon), default=0), _WIDEST)
    for title, colon, rest in parts:
        shown = display(title)
        space = " " * max(wide - width_of(shown), 0)
        yield texts((f"   {shown}  {space}", "dim"), rest) if colon else texts(f"   {title}")
    for title, lines, style in (("What it does not do", findings.cannot, "warn"), ("Mind", findings.minds, "")):
        if lines:
            yield texts()
            yield texts((f" {title}", "label"))
        for each in lines:
            yield texts((f"   {display(each, longest=500)}", style))
