"""The door to guided tasks: whoever opens one does it here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.model import Row
    from ztui.services.session import Session
    from ztui.ui.app import ZtuiApp

__all__ = ["show_task", "show_tasks"]

Pairs = tuple[tuple[str, str], ...]


def show_task(
    app: ZtuiApp,
    session: Session,
    name: str,
    key: str | Sequence[str] | None = None,
    parents: Pairs = (),
    *,
    row: Row | None = None,
) -> None:
    """Open the form of a task.

    Args:
        app: The app.
        session: In whose profile and account.
        name: Name of the task.
        key: Key of the object that it is opened at, or those of several that are marked.
        parents: What the object's list is below.
        row: The object, where its list shows it: a call gives its number.

    Raises:
        UnknownName: There is no such task.
    """
    from ztui.services.tasks.registry import task_named
    from ztui.ui.screens.tasks.form import TaskForm

    del parents
    task = task_named(name)
    keys = [key] if isinstance(key, str) else list(key or ())
    app.go(TaskForm(session, task, task.begins_with(keys, row or {})), app.house_screen)


def show_tasks(app: ZtuiApp, session: Session) -> None:
    """Show all tasks; enter opens one."""
    from ztui.ui.screens.tasks.choosing import TasksScreen

    app.go(TasksScreen(session), app.house_screen)
