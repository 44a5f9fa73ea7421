"""Values as cells: every kind of value made into text that is safe to show, in the viewer's zone.

Short forms serve lists, long forms details. Nothing here fails on a value of the wrong type: it is shown as it came.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Any

from ztui.core import phone, times
from ztui.core.dataclass import dataclass
from ztui.core.text import Display, display
from ztui.resources.extensions import SiteForm, split_extension, whole
from ztui.resources.model import Column, Field, Kind, Row
from ztui.resources.rows import text_of, value_at, value_of
from ztui.resources.shows import Named, joined

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

__all__ = ["Viewer", "cell", "field_text", "head", "is_right_aligned", "status_style"]

_ASCII = str.maketrans({"▪": "*", "•": "*", "·": "-", "▸": ">", "→": ">", "…": "~", "–": "-", "≥": ">"})
_SITE_PATHS = "site.id|site_id|site.site_id"
_RIGHT = frozenset({Kind.COUNT, Kind.DURATION})

_STATUS_STYLES: Mapping[str, str] = {
    **dict.fromkeys(
        ("active", "activate", "activated", "online", "on", "normal", "available", "opted in", "always", "enabled",
         "answered", "accepted", "picked up", "connected", "succeeded", "ans", "verified", "delivered", "successfully"),
        "good"),
    **dict.fromkeys(
        ("pending", "ready to activate", "voicemail", "overflowed", "busy", "hung up", "canceled", "vm", "ovfl",
         "hang", "inactive", "unverified", "requested", "unread", "waiting", "processing"), "warn"),
    **dict.fromkeys(
        ("offline", "failed", "abandoned", "no answer", "rang out", "rejected", "blocked", "service unavailable",
         "not connected", "wrong key", "not allowed", "not ready", "miss", "aband", "rej", "fail", "emergency",
         "declined", "expired", "failed to send", "failed to deliver", "threat"), "bad"),
    **dict.fromkeys(
        ("deactivate", "deactivated", "unassigned", "opted out", "off", "unsupported", "withheld", "unallocated",
         "free"), "dim"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Viewer:
    """For whom values are shown.

    Attributes:
        zone: Zone of all clocks on screen.
        now: The instant by which "today" and "this year" are judged.
        ascii: Our own signs are written in ASCII; data stays as it is.
        region: Country of numbers typed without a country code.
        sites: Forms of extensions by site id, as far as they are known; without them extensions stay long.
        plain: A screen reader reads it: one fact a line, nothing is drawn.
        dated: No lines of days stand between the rows, so that a clock needs its date unless it is today's.
    """

    zone: ZoneInfo | tzinfo
    now: datetime
    ascii: bool = False
    region: str = "US"
    sites: Mapping[str, SiteForm] = field(default_factory=dict)
    dated: bool = False
    plain: bool = False


def cell(column: Column, row: Row, viewer: Viewer) -> Display:
    """Give what stands in a cell of a list: the short form."""
    if column.from_get and value_of(column, row) is None:
        return Display("..." if viewer.ascii else "…")
    if column.show is not None:
        text = display(text_of(_written(_shown(column.show, row), viewer)))
        return Display(text.translate(_ASCII)) if viewer.ascii else text
    value = value_of(column, row)
    if value is None or value == "":
        return Display("")
    for raw, short in column.short:
        if value == raw:
            return Display(short)
    return display(_SHORT[column.kind](value, column, row, viewer))


def field_text(field: Field, row: Row, viewer: Viewer) -> Display:
    """Give what stands beside the label in a detail: the long form, with zone and UTC, E.164 and units."""
    if field.kind is Kind.SECRET:
        return Display(_secret(None, field, row, viewer))  # the store keeps none, so there is no value to look at
    value = _shown(field.show, row) if field.show is not None else value_of(field, row)
    value = _written(value, viewer)
    if value is None or value == "":
        return Display("")
    if field.show is not None and field.kind in {Kind.TEXT, Kind.STATUS}:
        text = _text(value, field, row, viewer)
    else:
        text = _LONG.get(field.kind, _SHORT[field.kind])(value, field, row, viewer)
    if field.unit and text:
        text = f"{text} {field.unit}"
    shown = display(text)
    return Display(shown.translate(_ASCII)) if viewer.ascii and field.show is not None else shown


def head(column: Column, viewer: Viewer) -> Display:
    """Give the head of a column; one of times names the zone (`Time PST`)."""
    if column.kind in {Kind.TIME, Kind.CLOCK}:
        return display(f"{column.head} {times.zone_name(viewer.now, viewer.zone)}")
    return display(column.head)


def is_right_aligned(column: Column) -> bool:
    """Tell whether values of the column stand at its right edge."""
    return column.kind in _RIGHT


def status_style(text: str) -> str:
    """Give the meaning of a status word: `good`, `warn`, `bad`, `dim`, or "" for one that has none."""
    return _STATUS_STYLES.get(text.casefold().replace("_", " "), "")


def _shown(show: Callable[[Row], object], row: Row) -> object:
    try:
        return show(row)
    except (TypeError, ValueError, AttributeError, LookupError):
        # Data of a shape that nobody foresaw: an empty cell is better than a lost screen, raw JSON shows what came.
        return None


def _written(value: object, viewer: Viewer) -> object:
    """Write a name with its extension in the viewer's form; other values stay as they are."""
    if not isinstance(value, Named):
        return value
    splits = (split_extension(value.extension, form) for form in viewer.sites.values())
    short = next((short for code, short in splits if code), value.extension)
    return joined(value.name, short)


def _text(value: Any, part: Column | Field, row: Row, viewer: Viewer) -> str:
    return text_of(value)


def _id(value: Any, part: Column | Field, row: Row, viewer: Viewer) -> str:
    return whole(value) if isinstance(value, float) else _text(value, part, row, viewer)


def _number(value: Any, part: Column | Field, row: Row, viewer: Viewer) -> str:
    return phone.formatted(value) if isinstance(value, str) else _text(value, part, row, viewer)


def _number_long(value: Any, part: Column | Field, row: Row, viewer: Viewer) -> str:
    shown = _number(value, part, row, viewer)
    return f"{shown} ({value})" if isinstance(value, str) and shown != value else shown


def _site_form(row: Row, viewer: Viewer) -> SiteForm | None:
    site = value_at(row, _SITE_PATHS)
    return viewer.sites.get(site) if viewer.sites and isinstance(site, str) else None


def _extension(value: Any, part: Column | Field, row: Row, viewer: Viewer) -> str:
    return split_extension(whole(value), _site_form(row, viewer))[1]


def _extension_long(value: Any, part: Column | Field, row: Row, viewer: Viewer) -> str:
    code, short = split_extension(whole(value), _site_form(row, viewer))
    return f"{code}-{short}" if code else short


def _time(value: Any, part: Column | Field, row: Row, viewer: Viewer) -> str:
    found = times.parse_instant(value)
    return times.moment(found, viewer.zone, viewer.now) if found else _text(value, part, row, viewer)


def _time_long(value: Any, part: Column | Field, row: Row, viewer: Viewer) -> str:
    found = times.parse_instant(value)
    return times.in_full(found, viewer.zone) if found else _text(value, part, row, viewer)


def _clock(value: Any, part: Column | Field, row: Row, viewer: Viewer) -> str:
    found = times.parse_instant(value)
    if found is None:
        return _text(value, part, row, viewer)
    return times.moment(found, viewer.zone, viewer.now) if viewer.dated else times.clock(found, viewer.zone)


def _date(value: Any, part: Column | Field, row: Row, viewer: Viewer) -> str:
    found = times.parse_instant(value)
    if found is None:
        return _text(value, part, row, viewer)
    # A bare date is a day, not an instant: it must not move with the zone.
    return times.day(found, UTC if len(value) == 10 else viewer.zone, viewer.now)


def _date_long(value: Any, part: Column | Field, row: Row, viewer: Viewer) -> str:
    if isinstance(value, str) and len(value) == 10:
        return value
    return _time_long(value, part, row, viewer)


def _duration(value: Any, part: Column | Field, row: Row, viewer: Viewer) -> str:
    if isinstance(value, str):
        return times.duration(int(value)) if value.isascii() and value.isdecimal() and len(value) < 10 else value
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9:
        return times.duration(value)
    return _text(value, part, row, viewer)


def _count(value: Any, part: Column | Field, row: Row, viewer: Viewer) -> str:
    if isinstance(value, list | tuple | Mapping):
        return f"{len(value):,}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return f"{int(value):,}"
    return _text(value, part, row, viewer)


def _status(value: Any, part: Column | Field, row: Row, viewer: Viewer) -> str:
    if part.table:
        return _code(value, part, row, viewer)
    return _text(value, part, row, viewer).replace("_", " ")


def _flag(value: Any, part: Column | Field, row: Row, viewer: Viewer) -> str:
    if isinstance(value, int | float):
        return "no" if value == 0 else "yes" if value == 1 else str(value)
    text = _text(value, part, row, viewer)
    return {"true": "yes", "false": "no", "1": "yes", "0": "no"}.get(text.casefold(), text)


def _code(value: Any, part: Column | Field, row: Row, viewer: Viewer) -> str:
    from ztui.contract.codes import name_of

    if isinstance(value, bool) or not isinstance(value, int | str):
        return _text(value, part, row, viewer)
    return name_of(part.table, value)


def _secret(value: Any, part: Column | Field, row: Row, viewer: Viewer) -> str:
    return "******" if viewer.ascii else "••••••"


_Make = Callable[[Any, "Column | Field", Row, Viewer], str]

_SHORT: Mapping[Kind, _Make] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.EXTENSION: _extension,
    Kind.TIME: _time,
    Kind.CLOCK: _clock,
    Kind.DATE: _date,
    Kind.DURATION: _duration,
    Kind.COUNT: _count,
    Kind.STATUS: _status,
    Kind.FLAG: _flag,
    Kind.CODE: _code,
    Kind.SECRET: _secret,
    Kind.ID: _id,
}
_LONG: Mapping[Kind, _Make] = {
    Kind.NUMBER: _number_long,
    Kind.EXTENSION: _extension_long,
    Kind.TIME: _time_long,
    Kind.CLOCK: _time_long,
    Kind.DATE: _date_long,
}
