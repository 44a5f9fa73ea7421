"""Loading ahead, once the first rows are shown, what the first opening of a screen would wait for.

A start loads only what it shows, so modules, resources and style sheets of the other screens are read when they are
opened for the first time, which takes longer than the rest of an opening. Here they are read one after the other,
beside the screen, with a pause after each. What is opened before its turn came is read then, as ever.
"""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import TYPE_CHECKING, Final

from ztui.resources.areas import AREAS
from ztui.resources.registry import resource
from ztui.ui.sheets import style_sheets

if TYPE_CHECKING:
    from textual.css.stylesheet import Stylesheet

    from ztui.ui.app import ZtuiApp

__all__ = ["load_ahead"]

_PAUSE: Final = 0.01
"""Seconds between two pieces, in which keys act and frames are painted."""
_TRIES: Final = 3
_FIRST: Final = (
    "ztui.ui.screens.ladder.screen",
    "ztui.services.calls.owned",
    "ztui.services.settings.asking",
    "ztui.ui.screens.plan.undo",
    "ztui.ui.screens.detail",
    "ztui.ui.obedience",
)
"""What enter, esc and a command need."""
_SHEETS: Final = ("detail", "ladder", "modals", "forms", "settings", "find", "plots")
_THEN: Final = (
    "ztui.ui.modals.actions",
    "ztui.ui.actions",
    "ztui.ui.screens.form.screen",
    "ztui.services.forms.loading",
    "ztui.ui.screens.settings",
    "ztui.ui.screens.console.operations",
    "ztui.ui.screens.console.sheet",
    "ztui.resources.derived.derive",
    "ztui.ui.screens.help",
    "ztui.ui.screens.find.box",
    "ztui.ui.screens.ring.screen",
    "ztui.ui.screens.plots.screen",
    "ztui.ui.screens.frequency.screen",
    "ztui.ui.screens.plan.screen",
)
"""What other keys need, the most frequent first."""


async def load_ahead(app: ZtuiApp) -> None:
    """Load modules, resources of the areas, and style sheets; to be run once, beside the screen."""
    await _import(_FIRST)
    await _read_sheets(app)
    for area in AREAS:
        found = await asyncio.to_thread(resource, area.resource)
        if found.model:
            await _import((found.model.partition(":")[0],))
    await _import(_THEN)


async def _import(modules: tuple[str, ...]) -> None:
    for name in modules:
        await asyncio.to_thread(import_module, name)
        await asyncio.sleep(_PAUSE)


async def _read_sheets(app: ZtuiApp) -> None:
    """Read the style sheets of all screens; once more where a sheet was read, or the theme changed, meanwhile."""
    for _ in range(_TRIES):
        before, state = app.stylesheet, _state(app.stylesheet)
        whole = await asyncio.to_thread(_with_sheets, before)
        if app.stylesheet is before and _state(before) == state:
            app.stylesheet = whole
            return


def _state(known: Stylesheet) -> tuple[object, ...]:
    return dict(known.source), dict(known._variables)


def _with_sheets(known: Stylesheet) -> Stylesheet:
    whole = known.copy()
    for path in style_sheets(*_SHEETS):
        if not whole.has_source(str(path)):
            whole.read(path)
    whole.parse()
    return whole
