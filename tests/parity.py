"""Writes docs/parity.md: each screen, and the command that prints the same. Run with `make docs`."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ztui.ui import screens as package
from ztui.ui.screens.base import HouseScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["COMMANDS", "PAGE", "page", "screens"]

PAGE = Path(__file__).parent.parent / "docs" / "parity.md"

COMMANDS = {
    "AnswerScreen": "ztui api GET /phone/call_queues -q page_size=5",
    "BesideScreen": "ztui call ID --beside ID2",
    "BulkScreen": "ztui bulk numbers.txt numbers assign-to-queue owner=801-8006 --dry-run",
    "CallbacksScreen": "ztui calls callbacks",
    "ChangeScreen": "ztui set call-queues KEY department=Care --dry-run",
    "ChecksScreen": "ztui check",
    "DetailScreen": "ztui get call-queues KEY",
    "DiffScreen": "ztui diff monday.json",
    "EntryScreen": "ztui journal show ID",
    "FindingsScreen": "ztui task leaver victor.0001@acme.example --find",
    "FormScreen": "ztui act call-queues",
    "FrequencyScreen": "ztui list numbers --count-by status",
    "HelpScreen": "ztui help keys",
    "IndexScreen": "ztui index",
    "JournalScreen": "ztui journal",
    "LadderScreen": "ztui call ID",
    "ListScreen": "ztui list call-queues",
    "LogScreen": "ztui log",
    "MessagesScreen": "ztui log",
    "OperationScreen": "ztui operations createCallQueue --table",
    "OperationsScreen": "ztui operations",
    "OutsideScreen": 'ztui ring "+1 303 945 1597"',
    "PlanScreen": "ztui set call-queues KEY department=Care --dry-run",
    "PlotsScreen": "ztui calls stats --by hour",
    "QuotaScreen": "ztui doctor",
    "RequestScreen": "ztui api PATCH /phone/call_queues/{callQueueId}"
    " -p callQueueId=nhAvzB2H25jzFXIvq7Pt6g -f name=Support --dry-run",
    "RequestsScreen": "ztui journal",
    "ResultScreen": "ztui journal show ID",
    "RingScreen": "ztui ring 801-8006",
    "RunScreen": "ztui journal --limit 20",
    "SettingsScreen": "ztui get account-settings",
    "SetupForm": "ztui config schema --table",
    "SetupScreen": "ztui scopes",
    "StoryScreen": "ztui calls story 801-8006",
    "TabbedScreen": "ztui list sip-trunks",
    "TaskForm": "ztui task leaver",
    "TasksScreen": "ztui task",
    "TestedScreen": "ztui profile test acme",
    "TopicScreen": "ztui help filters",
    "UnfinishedScreen": "ztui journal --outcome open --outcome unknown",
    "ViewsScreen": "ztui views",
}
"""Screen -> the command that prints what it shows."""

_FRAMES_THAT_ARE_SHOWN = (
    "ztui.ui.screens.detail.DetailScreen",
    "ztui.ui.screens.form.screen.FormScreen",
    "ztui.ui.screens.list.ListScreen",
)
"""Screens that others are made of, and that are shown themselves, too."""


_PASSING = frozenset({"WaitingScreen"})
"""Stand at a start alone, until there is more to show."""


def screens() -> dict[str, type[HouseScreen]]:
    """Give all screens that are shown, by name; those that others are only made of are left out."""
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
    return {
        each.__name__: each
        for each in _below(HouseScreen)
        if _is_ours(each)
        and each.__name__ not in _PASSING
        and (
            not any(map(_is_ours, each.__subclasses__()))
            or f"{each.__module__}.{each.__name__}" in _FRAMES_THAT_ARE_SHOWN
        )
    }


def _is_ours(kind: type[HouseScreen]) -> bool:
    """Tell a screen of the program from one that a test made."""
    return kind.__module__.startswith("ztui.")


def _below(kind: type[HouseScreen]) -> Iterator[type[HouseScreen]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def page() -> str:
    """Give the whole page."""
    lines = [
        "# Screens and commands",
        "",
        "Made by `make docs`. What a screen shows, a command prints. A test fails when one has none, and all are run.",
        "The log has every request of commands and sessions that were started with `-v`.",
        "",
        "| screen | what it shows | command |",
        "| --- | --- | --- |",
    ]
    for name, screen in sorted(screens().items()):
        says = inspect.cleandoc(sys.modules[screen.__module__].__doc__ or "").split("\n\n")[0].split("\n")[0]
        lines.append(f"| {name} | {_cell(says)} | `{_cell(COMMANDS[name])}` |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
