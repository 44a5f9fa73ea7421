"""Every list of the contract over answers that were tampered with: shown, exported, filtered, ordered, opened."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.every_operation.lists import view_of
from tests.every_operation.test_lists import ROOMY
from tests.hostile_fields.poison import Poisoned
from tests.ui.conftest import boxes
from tests.ui.house import Line, session_on
from ztui.core.config import Profile
from ztui.core.errors import ZtuiError
from ztui.core.paths import Folders
from ztui.core.spreadsheet import csv_cell
from ztui.core.text import display
from ztui.resources.cells import Viewer, cell, field_text
from ztui.resources.registry import resource, summaries
from ztui.services.exports import export_rows
from ztui.services.rowtext import RowForm, csv_columns

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from pathlib import Path

    from ztui.core.text import Display
    from ztui.resources.model import Resource, Row
    from ztui.services.listing import Listing
    from ztui.services.session import Session
    from ztui.services.view import View
    from ztui.sim.inprocess import InProcess
    from ztui.sim.options import Options

__all__ = ["boxes"]

WORDS = ("x", "hyperlink", "a\x1b", '"=H"', '"[bold"')
PROFILE = Profile("acme", plan="none")
_ORDERS = 4


class Tampered(Line):
    """A line whose answers can be tampered with."""

    poison: Poisoned

    async def __call__(self, scope: object, receive: object, send: object) -> None:
        await self.poison(scope, receive, send)  # type: ignore[arg-type]


def _shown(wanted: Resource, row: Row, viewer: Viewer) -> list[Display]:
    cells = [cell(column, row, viewer) for column in wanted.columns]
    return cells + [field_text(field, row, viewer) for group in wanted.groups for field in group.fields]


def _unclean(texts: Sequence[Display]) -> list[str]:
    """Give the texts that are not as a display form is: made again, it is the same, on one line, without controls."""
    return [
        each for each in texts if display(each) != each or any(ord(char) < 32 or 126 < ord(char) < 160 for char in each)
    ]


async def _exported(folder: Path, wanted: Resource, rows: Sequence[Row], session: Session) -> None:
    """Export in each form; JSON reads back as what was stored, and no cell of the CSV begins a formula."""

    async def given() -> AsyncIterator[Row]:
        for row in rows:
            yield row

    for form in RowForm:
        target = folder / f"rows.{form}"
        await export_rows(target, given(), csv_columns(wanted.columns, session.zone), form, replace=True)
        if form is RowForm.JSON:
            assert json.loads(target.read_bytes(), parse_constant=pytest.fail) == list(rows)
    for row in rows:
        for column in csv_columns(wanted.columns, session.zone):
            assert not str(csv_cell(column.value(row))).startswith(("=", "@", "\t", "\r"))


async def _filtered(listing: Listing, wanted: Resource) -> None:
    for text in WORDS:
        await listing.change(filter=text)
        await listing.rows(0, 5)
    await listing.change(filter="")
    for column in wanted.columns[:_ORDERS]:
        await listing.change(sort=(column.path,))
        await listing.rows(0, 5)


async def _opened(session: Session, wanted: Resource, view: View, keys: Sequence[str], viewer: Viewer) -> list[Display]:
    texts: list[Display] = []
    for key in keys:
        try:
            state = await session.objects.read(wanted.name, key, view.parents)
        except ZtuiError as error:
            texts.append(display(error.message))
        else:
            texts += _shown(wanted, state.row, viewer)
    return texts


async def _places(session: Session) -> list[tuple[View, list[str]]]:
    """Give a view of every list, and the key of its first row as Zoom sent it; the session is closed."""
    places = []
    for each in summaries():
        view = await view_of(session, each.name)
        assert view is not None, each.name
        listing = session.listings.open(view)
        await listing.refresh()
        places.append((view, [row.key for row in await listing.rows(0, 1)]))
        await listing.close()
    await session.close()
    return places


@pytest.mark.parametrize("way", ["texts", "types", "numbers"])
async def test_no_answer_crashes_or_styles_anything(
    way: str, tmp_path: Path, boxes: Callable[[Options], InProcess], record_property: Callable[[str, object], None]
) -> None:
    line = Tampered(boxes(ROOMY))
    line.poison = Poisoned(line.box.app)
    places = await _places(session_on(line, Folders.inside(tmp_path / "calm"), PROFILE))
    line.poison.way = way
    session = session_on(line, Folders.inside(tmp_path / way), PROFILE)
    seen = 0
    try:
        viewer = Viewer(session.zone, session.clock.now())
        for view, keys in places:
            wanted, listing = resource(view.resource), session.listings.open(view)
            await listing.refresh()
            rows = [each.row for each in await listing.rows(0, 500)]
            assert bool(rows) or not keys or way == "types", view
            texts = [text for row in rows for text in _shown(wanted, row, viewer)]
            await _exported(tmp_path, wanted, rows, session)
            await _filtered(listing, wanted)
            await listing.close()
            texts += await _opened(session, wanted, view, keys, viewer)
            assert _unclean(texts) == [], view
            seen += len(texts)
    finally:
        await session.close()
    record_property(f"figure hostile cells ({way})", seen)
    assert seen > 1000
