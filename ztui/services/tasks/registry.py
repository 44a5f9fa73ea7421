"""All guided tasks, and which of them stand under the actions of an object."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from ztui.core.errors import UnknownName

if TYPE_CHECKING:
    from ztui.services.tasks.model import Task

__all__ = ["task_named", "tasks", "tasks_for"]

_MODULES = ("leaver", "joiner", "phone_swap", "common_area", "holiday", "audio", "block", "recording")
"""Modules below `ztui.services.tasks` in the order in which they are shown; each has a task of its name."""


@cache
def tasks() -> tuple[Task, ...]:
    """Give all tasks."""
    return tuple(getattr(import_module(f"ztui.services.tasks.{each}"), each.upper()) for each in _MODULES)


def task_named(name: str) -> Task:
    """Give a task by its name; raises UnknownName."""
    known = {each.name: each for each in tasks()}
    if name not in known:
        raise UnknownName("task", name, known)
    return known[name]


def tasks_for(resource_name: str) -> tuple[Task, ...]:
    """Give the tasks that stand under the actions of the objects of a resource."""
    return tuple(each for each in tasks() if resource_name in each.resources)
