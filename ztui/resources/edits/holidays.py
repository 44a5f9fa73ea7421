"""Holidays of an extension: added and taken away by its call handling, in its own time zone; ten at the most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.resources.edits.asking import called, id_at, segment, text_in
from ztui.resources.edits.model import Action, Check, Expect, Given, Input, Request

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.model import Row

__all__ = ["HOLIDAYS", "add_holiday", "holiday_there"]

HOLIDAYS = "holiday_hours"
_INPUTS = (
    Input("name", "Name"),
    Input("from", "From", help="2026-12-24T00:00:00Z, read in the extension's own time zone"),
    Input("to", "To", help="2026-12-24T23:59:00Z"),
)


def _holiday_request(extension: str, name: str, begin: str, end: str) -> Request:
    """Make the request that adds a holiday."""
    settings = {"name": name, "from": begin, "to": end}
    path = {"extensionId": segment(extension, "extension"), "settingType": HOLIDAYS}
    return Request("addCallHandling", path, body={"sub_setting_type": "holiday", "settings": settings})


def holiday_there(_: Row, request: Request) -> Check:
    """Make the check that a holiday was added: one of that name and day among those of the extension."""
    wanted = request.body["settings"]
    path = {"extensionId": request.path["extensionId"]}
    match = tuple((f"details[0].settings.{name}", wanted[name]) for name in ("name", "from", "to"))
    return Check("getCallHandling", path, expect=Expect.THERE, match=match, rows=HOLIDAYS)


def _undo(_: Row, request: Request, answer: Any) -> Request | None:
    made = answer.get("holiday_id") if isinstance(answer, dict) else None
    return Request("deleteCallHandling", dict(request.path), {"holiday_id": segment(made, "holiday")}) if made else None


def add_holiday(resource: str) -> Action:
    """Make the action that gives an extension a holiday; where calls go on that day is a field of its hours."""

    def make(row: Row, given: Given) -> Sequence[Request]:
        texts = [text_in(given, each.name, each.title.lower()) for each in _INPUTS]
        return [_holiday_request(id_at(row, "extension_id", "extension"), *texts)]

    return Action(
        "add-holiday",
        "Add a holiday",
        resource,
        make,
        ("addCallHandling",),
        _INPUTS,
        holiday_there,
        inverse=_undo,
        says=lambda row, given: f"{called(row)} is on holiday: {given.get('name', '')}",
        needs=lambda row: "" if row.get("extension_id") else "It has no extension of its own",
    )
