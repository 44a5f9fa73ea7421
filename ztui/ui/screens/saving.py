"""What the menu of actions offers to save of a row or of all marked ones, and what is asked before it is."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError, ZtuiError
from ztui.resources.files import files_of
from ztui.services.view import ListedRow
from ztui.ui.modals.choose import Choice, ChooseOne
from ztui.ui.screens.marked import marked_rows

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from ztui.resources.model import Resource, Row
    from ztui.services.files import Existing, Saving
    from ztui.ui.screens.base import HouseScreen
    from ztui.ui.screens.pane import Pane

__all__ = ["Offer", "offers_of_object", "offers_of_pane", "save_choices", "save_picked"]

_STOP = "save stop"
_LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind of file that can be saved here.

    Attributes:
        resource: Resource of the rows.
        parents: What their list is below.
        file: Name of the file.
        rows: Gives the rows.
        note: Of what, where that is not plain.
    """

    resource: Resource
    parents: tuple[tuple[str, str], ...]
    file: str
    rows: Callable[[], Awaitable[Sequence[ListedRow]]]
    note: str = ""


def offers_of_object(
    resource: Resource, key: str, row: Row | None, parents: tuple[tuple[str, str], ...] = ()
) -> list[Offer]:
    """Give the files of one object."""

    async def rows() -> Sequence[ListedRow]:
        return [ListedRow(key, row or {})]

    return [Offer(resource, parents, file.name, rows) for file in files_of(resource, row or {})]


def offers_of_pane(pane: Pane | None, row: ListedRow | None) -> list[Offer]:
    """Give the files of all marked rows of a list, else of the row under its cursor."""
    if pane is None or not pane.resource.files:
        return []
    if not pane.marks:
        return offers_of_object(pane.resource, row.key, row.row, pane.view.parents) if row is not None else []
    note = f"{len(pane.marks):,} marked"
    return [
        Offer(pane.resource, pane.view.parents, file.name, lambda: marked_rows(pane), note)
        for file in pane.resource.files
    ]


def save_choices(screen: HouseScreen, offers: Sequence[Offer]) -> list[Choice]:
    """Give the entries of a menu of actions."""
    dots = "..." if screen.house.ascii_only else "…"
    choices = [Choice(f"save {at}", f"Save {offer.file}{dots}", offer.note) for at, offer in enumerate(offers)]
    if screen.house.saves.running:
        choices.append(Choice(_STOP, "Stop saving"))
    return [Choice("", "Files", is_heading=True), *choices] if choices else []


def save_picked(screen: HouseScreen, offers: Sequence[Offer], id: str) -> None:
    """Do what was picked: ask where to, then save; or stop it."""
    if id == _STOP:
        screen.house.saves.stop()
    else:
        screen.start(_Asking(screen, offers[int(id.removeprefix("save "))]).begin(), "save")


class _Asking:
    """Asks for file or folder, and what becomes of files that are there already."""

    def __init__(self, screen: HouseScreen, offer: Offer) -> None:
        self._screen = screen
        self._offer = offer

    async def begin(self) -> None:
        """Ask where to."""
        from ztui.services.files import plan
        from ztui.ui.modals.ask import AskText

        screen, offer = self._screen, self._offer
        folder = screen.house.saves.folder or Path.cwd()
        rows = await offer.rows()
        savings = plan(screen.session, offer.resource.name, offer.parents, rows, offer.file, folder)
        if not savings:
            raise ZtuiError(f"None of the rows has a {offer.file}.")
        if len(savings) > 1:
            title, text, about = f"Save {len(savings):,} files into the folder", str(folder), ""
            if len(savings) < len(rows):
                about = f"{len(rows) - len(savings):,} of the marked rows have no {offer.file}."
        else:
            title, text = f"Save the {offer.file} as", str(savings[0].to)
            about = "What Zoom sends decides its ending, such as .wav."

        def answered(given: str | None) -> None:
            if given is not None:
                screen.start(self._look(_placed(savings, given)), "save")

        screen.app.push_screen(AskText(title, text, about, lambda given: _refused(savings, given)), answered)

    async def _look(self, savings: tuple[Saving, ...]) -> None:
        """Ask what becomes of files that are there already, if there are any."""
        from ztui.services.files import Existing, there

        found = [each for each in await asyncio.to_thread(lambda: list(map(there, savings))) if each is not None]
        if not found:
            self._save(savings, Existing.REFUSE)
            return
        if len(savings) == 1:
            title = "The file is there already"
            choices = [
                Choice("", found[0].name, is_heading=True),
                Choice(_LEAVE, "Leave it as it is"),
                Choice(Existing.REPLACE, "Replace it"),
            ]
        else:
            title = f"{len(found):,} of {len(savings):,} files are there already"
            choices = [
                Choice(Existing.SKIP, "Leave them as they are, save the others"),
                Choice(Existing.REPLACE, "Replace them"),
            ]

        def answered(given: str | None) -> None:
            if given and given != _LEAVE:
                self._save(savings, Existing(given))
            else:
                self._screen.say("Nothing was saved.")

        self._screen.app.push_screen(ChooseOne(title, choices), answered)

    def _save(self, savings: tuple[Saving, ...], existing: Existing) -> None:
        from ztui.ui.saves import Batch

        screen = self._screen
        screen.say("")
        screen.house.saves.folder = savings[0].to.parent
        screen.house.saves.begin(Batch(screen.session, savings, existing, screen))


def _path(text: str) -> Path:
    return Path(text.strip()).expanduser().absolute()


def _placed(savings: tuple[Saving, ...], text: str) -> tuple[Saving, ...]:
    """Give what is saved with the place that was typed; several go into one folder.

    Raises:
        ConfigError: They cannot.
    """
    from ztui.services.files import named_by

    if len(savings) == 1:
        # The name that was proposed needs its ending, whatever it looks like.
        return savings if _path(text) == savings[0].to else (named_by(savings[0], _path(text)),)
    if not _path(text).is_dir():
        raise ConfigError(f"There is no folder {_path(text)}.")
    return tuple(replace(each, to=_path(text) / each.to.name) for each in savings)


def _refused(savings: tuple[Saving, ...], text: str) -> str:
    """Say why files cannot go there, "" if they can."""
    if not text.strip():
        return "Name a file." if len(savings) == 1 else "Name a folder."
    try:
        _placed(savings, text)
    except (ZtuiError, OSError, RuntimeError) as error:
        return error.message if isinstance(error, ZtuiError) else "This cannot be used."
    return ""
