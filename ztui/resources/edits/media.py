"""What can be changed about recordings, voicemails and faxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.errors import ConfigError
from ztui.resources.edits.asking import called, id_at
from ztui.resources.edits.model import Action, Check, Edits, Expect, InputKind, Request, WriteField
from ztui.resources.model import Confirm, Row
from ztui.resources.rows import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["EDITS"]


def _path(row: Row) -> dict[str, str]:
    return {"recordingId": id_at(row, "id", "recording")}


def _recovered(row: Row) -> Request:
    return Request("UpdateRecordingStatus", _path(row), body={"action": "recover"})


def _binned(row: Row) -> Check | None:
    """Look for a recording among those of its day, where it no longer is; its times are UTC, as the window is."""
    day = text_of(row.get("date_time"))[:10]
    if not day:
        return None
    match = (("id", id_at(row, "id", "recording")),)
    return Check("getPhoneRecordings", query={"from": day, "to": day}, expect=Expect.GONE, match=match)


def _recording(resource: str) -> Edits:
    delete = Action(
        "delete",
        "Delete",
        resource,
        lambda row, _: [Request("deleteCallRecording", _path(row))],
        ("deleteCallRecording",),
        check=lambda row, _: _binned(row),
        inverse=lambda row, *_: _recovered(row),
        differs="it can be recovered until Zoom empties the bin",
        confirm=Confirm.DANGER,
        says=lambda row, _: f"The recording of {called(row)} goes to the bin",
    )
    return Edits(resource, actions=(delete,))


def _read_status(resource: str, update: str, key: str, parameter: str, read: str, values: tuple[str, str]) -> Edits:
    """Make the edits of what is read or unread, which a query parameter writes."""

    def write(row: Row, body: Mapping[str, Any]) -> Request:
        status = next((each for each in values if each.lower() == str(body.get("read_status", "")).lower()), None)
        if status is None:
            raise ConfigError("It is either read or unread.")
        return Request(update, {parameter: id_at(row, key, "message")}, {"read_status": status})

    choices = tuple((each.lower(), each.lower()) for each in values)
    field = WriteField(read, "read_status", "Read", InputKind.CHOICE, choices=choices, update_only=True)
    return Edits(resource, (field,), update=write)


def _voicemail(resource: str) -> Edits:
    values = ("Read", "Unread")
    return _read_status(resource, "updateVoicemailReadStatus", "id", "voicemailId", "status", values)


def _fax(resource: str) -> Edits:
    values = ("read", "unread")
    return _read_status(resource, "UpdateFaxLogReadStatus", "fax_log_id", "faxLogId", "read_status", values)


_KINDS: tuple[tuple[Callable[[str], Edits], tuple[str, ...]], ...] = (
    (_recording, ("recordings", "user-recordings", "queue-recordings")),
    (_voicemail, ("voicemails", "user-voicemails")),
    (_fax, ("fax-logs", "extension-fax-logs")),
)
EDITS = tuple(make(resource) for make, resources in _KINDS for resource in resources)
