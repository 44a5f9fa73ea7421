"""Which box a field is filled in with: choices, time zones, objects of other resources, JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ztui.core.errors import ConfigError
from ztui.core.text import display
from ztui.resources.edits.model import InputKind
from ztui.resources.extensions import whole
from ztui.resources.rows import value_at
from ztui.services.changes.model import UNSET
from ztui.services.forms.values import words_of, zones
from ztui.ui.screens.form.picking import PickBox
from ztui.ui.widgets.menu import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from ztui.services.forms.fields import SheetField
    from ztui.services.lookup import Match
    from ztui.ui.screens.form.filling import FilledForm

__all__ = ["ask"]

_FEW = 60
_UNKNOWN = "type a name, a number or an extension to search"
_NONE = "it has none"


async def ask(form: FilledForm, field: SheetField) -> None:
    """Open the box of a field; returns when it takes keys."""
    if field.kind is InputKind.JSON:
        _write_json(form, field)
    elif field.choices:
        await _choose(form, field)
    elif field.kind is InputKind.TIMEZONE:
        await _choose_zone(form, field)
    else:
        await _pick(form, field)


def _now(form: FilledForm, name: str) -> Any:
    value = form.sheet.value(name)
    return form.sheet.before(name) if value is UNSET else value


async def _show(form: FilledForm, box: PickBox, take: Callable[[tuple[Choice, ...]], None]) -> None:
    def answered(chosen: tuple[Choice, ...] | None) -> None:
        if chosen is not None:
            take(chosen)
            form.changed()

    await form.app.push_screen(box, answered)
    box.begin()


async def _choose(form: FilledForm, field: SheetField) -> None:
    words = words_of(field, form.sheet.place)
    choices = {str(at): raw for at, raw in enumerate(words.values())}
    shown = [
        Choice(str(at), word, "" if whole(raw) == word else whole(raw)) for at, (word, raw) in enumerate(words.items())
    ]
    now = _now(form, field.name)
    held = {whole(each) for each in (now if isinstance(now, list) else [] if now is None else [now])}
    on = [each for each in shown if whole(choices[each.id]) in held]
    several = field.takes_many

    def take(chosen: tuple[Choice, ...]) -> None:
        values = [choices[each.id] for each in chosen]
        if several:
            form.sheet.set(field.name, values)
        elif values:
            form.sheet.set(field.name, values[0])

    current = "" if several or not on else on[0].id
    box = PickBox(field.title, shown, current=current, several=several, on=on if several else ())
    await _show(form, box, take)


async def _choose_zone(form: FilledForm, field: SheetField) -> None:
    now = form.session.clock.now()
    choices = [Choice(name, name, _offset(name, now)) for name in zones()]
    held = _now(form, field.name)
    box = PickBox(field.title, choices, current=held if isinstance(held, str) else "")
    await _show(form, box, lambda chosen: form.sheet.set(field.name, chosen[0].id) if chosen else None)


def _offset(name: str, now: datetime) -> str:
    """Give a zone's offset at an instant: `UTC-08:00`."""
    try:
        text = now.astimezone(ZoneInfo(name)).strftime("%z")
    except (OSError, ValueError):
        return ""
    return f"UTC{text[:3]}:{text[3:5]}"


async def _pick(form: FilledForm, field: SheetField) -> None:
    """Pick objects by what they are called: from the store, and by the server's own search."""
    matches: dict[str, Match] = {}

    async def look(text: str) -> Sequence[Choice]:
        assert form.sheet.search is not None
        found = await form.sheet.search(field, text, _FEW)
        matches.update((f"{each.resource} {each.key}", each) for each in found)
        return [Choice(f"{each.resource} {each.key}", each.label, _note(field, each)) for each in found]

    labels = form.sheet.labels(field.name)
    held = _now(form, field.name)
    on = [Choice(whole(each), labels.get(whole(each), whole(each))) for each in held] if isinstance(held, list) else []

    def take(chosen: tuple[Choice, ...]) -> None:
        picked = [_picked(field, each, matches.get(each.id)) for each in chosen]
        form.sheet.pick(field.name, [each for each in picked if each[0] not in (None, "")])
        if any(each[0] in (None, "") for each in picked):
            name = next(label for value, label in picked if value in (None, ""))
            form.fail(ConfigError(f"{display(name)} has no {field.pick_path.replace('_', ' ')}.", "Pick another one."))

    none = _UNKNOWN if field.among is None else _NONE
    await _show(form, PickBox(field.title, several=field.several, on=on, look=look, none=none), take)


def _picked(field: SheetField, choice: Choice, match: Match | None) -> tuple[Any, str]:
    if match is None:
        return choice.id, choice.title
    return (value_at(match.row, field.pick_path) if field.pick_path else match.key), match.label


def _note(field: SheetField, match: Match) -> str:
    kind = f"{match.resource.replace('-', ' ').removesuffix('s')}  " if len(field.picks) > 1 else ""
    return f"{kind}{match.detail}"


def _write_json(form: FilledForm, field: SheetField) -> None:
    from ztui.core.json_text import json_text
    from ztui.services.forms.placed import read_placed
    from ztui.ui.modals.editor import TextEditor
    from ztui.ui.screens.console.written import place_of

    def take(text: str) -> None:
        if text.strip():
            form.sheet.set(field.name, read_placed(text).value)
            if problem := form.sheet.said(field.name):
                raise ConfigError(f"{field.title} {problem}.")
        else:
            form.sheet.set(field.name, UNSET)

    held = _now(form, field.name)
    text = form.sheet.text(field.name) if held is None else json_text(held, indent=2)
    form.app.push_screen(TextEditor(f"{field.title}: JSON", text, take, place_of), lambda _text: form.changed())
