"""All guided tasks, to choose one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.core.text import Display, display
from ztui.services.tasks.registry import tasks
from ztui.ui.screens.reading import TableScreen
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.source import TableColumn
from ztui.ui.widgets.told import Cells, Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.tasks.model import Task
    from ztui.ui.widgets.paint import Part

__all__ = ["TasksScreen"]


class TasksScreen(TableScreen):
    """The tasks; enter opens the form of one."""

    PLACES: ClassVar[tuple[str, ...]] = ()
    title_word = "Tasks"

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the tasks."""
        return ("task",)

    def counts(self) -> Sequence[Part]:
        """Give their number."""
        return texts(f"{len(tasks())} ")

    def show_rows(self) -> None:
        """Show them as they stand in the registry."""
        columns = (
            TableColumn("name", Display("Task"), 12),
            TableColumn("title", Display("What for"), 30),
            TableColumn("about", Display("What it does"), 30, grows=True),
        )
        self.table.show(Told(tasks(), self._cells), columns, cursor=self.table.cursor)

    def _cells(self, task: Task) -> Cells:
        return {
            "name": (display(task.name), ""),
            "title": (display(task.title), ""),
            "about": (display(task.about, longest=300), "dim"),
        }

    def on_house_table_opened(self) -> None:
        """Open the form of the task under the cursor."""
        from ztui.ui.screens.tasks.show import show_task

        task: Task | None = self.table.item_at(self.table.cursor)
        if task is not None:
            show_task(self.house, self.session, task.name)
