"""The form of a guided task: what it asks for; `w` looks what is there, and shows that before the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.core.amounts import counted
from ztui.core.text import display
from ztui.resources.edits.model import InputKind
from ztui.resources.rows import label_of
from ztui.services.forms.loading import sheet_of_inputs
from ztui.ui.keys import shown_key
from ztui.ui.screens.form.screen import FormScreen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ztui.resources.edits.model import Given, Input
    from ztui.services.changes.model import Plan
    from ztui.services.session import Session
    from ztui.services.tasks.model import Findings, Task

__all__ = ["TaskForm"]


class TaskForm(FormScreen):
    """Asks what a task needs.

    Args:
        session: In whose profile and account.
        task: The task.
        given: What is filled in already.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("form",)

    def __init__(self, session: Session, task: Task, given: Given) -> None:
        self.task_of = task
        self._given = given
        self._findings: Findings | None = None
        self._filled: dict[str, Any] = {}
        super().__init__(session, sheet_of_inputs(session, task.title, task.inputs, self._made, given=given))

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints what the task asks for."""
        return ("task", self.task_of.name)

    def crumbs(self) -> Sequence[str]:
        """Give where it was opened, and the task."""
        above = self.opened_from.place_words() if self.opened_from is not None else []
        return (*above, display(self.task_of.title))

    def on_mount(self) -> None:
        """Call the objects that are filled in by their names."""
        self.start(self._name_objects(), "names")

    async def _name_objects(self) -> None:
        for each in self.task_of.inputs:
            if each.name not in self._given or each.kind is not InputKind.PICK:
                continue
            value = self._given[each.name]
            keys = value if isinstance(value, list) else [value]
            self.sheet.pick(each.name, [(key, await self._name_of(each, key)) for key in keys])
        self.sheet.begin()
        self.show_lines()

    async def _name_of(self, field: Input, key: str) -> str:
        """Give what an object is called, "" where the store does not know it."""
        for name in field.picks:
            state = await self.session.objects.cached(name, key)
            if state is not None:
                return label_of(self.session.listings.find(name), state.row)
        return ""

    def show_plan(self, plan: Plan) -> None:
        """Show what was found first; the plan is one key further."""
        from ztui.ui.screens.tasks.findings import FindingsScreen

        assert self._findings is not None
        self.house.go(FindingsScreen(self, self._findings, plan), self)

    async def _made(self, given: Given) -> Plan:
        """Look what is there, and make the plan of it."""
        filled: dict[str, Any] = {name: value for name, value in given.items() if value not in (None, "", [], ())}
        self._filled = filled
        self._findings = await self.task_of.find(self.session, filled, on_asked=self._told)
        return await self.task_of.plan(self.session, filled, self._findings)

    def words(self) -> list[str]:
        """Give what was filled in as words of the command."""
        from ztui.core.json_text import json_text

        given = {name: ",".join(value) if isinstance(value, list) else value for name, value in self._filled.items()}
        return [f"{name}={value if isinstance(value, str) else json_text(value)}" for name, value in given.items()]

    def _told(self, asked: int) -> None:
        back = shown_key("back", self.house.keymap_in_use)
        self.show_progress(f"looking what is there: {counted(asked, 'request')} ({back} stops)")
