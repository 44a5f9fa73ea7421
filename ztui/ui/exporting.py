"""Asking for the file of an export: its name, whose ending says how, and what becomes of a file that is there."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from ztui.services.exports import refusal_of
from ztui.ui.modals.ask import AskText
from ztui.ui.modals.choose import Choice, ChooseOne

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ztui.ui.screens.base import HouseScreen

__all__ = ["ask_file"]

_REPLACE = "replace"
_ABOUT = "Its ending says how: .csv, .json or .ndjson."


def ask_file(
    screen: HouseScreen, title: str, name: str, begin: Callable[[Path, bool], None], about: str = _ABOUT
) -> None:
    """Ask for the name of a file, and whether one that is there is replaced.

    Args:
        screen: Where it is asked.
        title: What is to be written.
        name: How the proposed file is called, before its date.
        begin: Takes the path, and whether it may replace a file; not called where it is left.
        about: The line below the name.
    """

    def answered(text: str | None) -> None:
        if text is not None:
            screen.start(_look(screen, Path(text.strip()).expanduser().absolute(), begin), "export")

    now = screen.session.clock.now().astimezone(screen.session.zone)
    screen.app.push_screen(AskText(title, str(_proposed(screen, name, now)), about, refusal_of), answered)


def _proposed(screen: HouseScreen, name: str, now: datetime) -> Path:
    return (screen.house.saves.folder or Path.cwd()) / f"ztui-{name}-{now:%Y%m%d-%H%M%S}.csv"


async def _look(screen: HouseScreen, path: Path, begin: Callable[[Path, bool], None]) -> None:
    if not await asyncio.to_thread(path.exists):
        begin(path, False)
        return
    choices = [
        Choice("", path.name, is_heading=True),
        Choice("leave", "Leave it as it is"),
        Choice(_REPLACE, "Replace it"),
    ]

    def answered(given: str | None) -> None:
        if given == _REPLACE:
            begin(path, True)
        else:
            screen.say("Nothing was exported.")

    screen.app.push_screen(ChooseOne("The file is there already", choices), answered)
