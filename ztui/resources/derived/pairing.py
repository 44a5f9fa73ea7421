"""Which operations belong to a list: those at the path of its collection, and at that of one of its items.

Ids are no guide, for Zoom's are treacherous; neither is a DELETE at the path of the collection, which takes many.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from ztui.contract.catalogue import by_route, operation
from ztui.resources.derived.lists import needed
from ztui.resources.model import Confirm, Operations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.contract.catalogue import Operation

__all__ = ["confirms_of", "get_key_of", "pairs_of"]

_ITEM = "-"
"""Stands for the id of an item in a path; no literal segment of the contract is that."""

_ELSEWHERE: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "ListAudioItems": {"get": "GetAudioItem", "update": "UpdateAudioItem", "delete": "DeleteAudioItem"},
        "phoneUserCallHistory": {"get": "getCallElement"},
        "syncUserCallHistory": {"get": "getCallElement"},
        "phoneUserCallLogs": {"get": "getCallLogDetails"},
        "syncUserCallLogs": {"get": "getCallLogDetails"},
        "listPastCallMetrics": {"get": "getCallLogMetricsDetails"},
        "Getuser'sfaxlogs": {"update": "UpdateFaxLogReadStatus", "delete": "DeleteFaxLog"},
        "phoneUserVoiceMails": {
            "get": "getVoicemailDetails",
            "update": "updateVoicemailReadStatus",
            "delete": "deleteVoicemail",
        },
        "phoneUserRecordings": {"update": "UpdateAutoDeleteField", "delete": "deleteCallRecording"},
        "getCallQueueRecordings": {"update": "UpdateAutoDeleteField", "delete": "deleteCallRecording"},
        "smsSessionDetails": {"get": "smsByMessageId"},
        "smsSessionSync": {"get": "smsByMessageId"},
    }
)
"""What stands at another path than the list's own."""


def pairs_of(listed: Operation) -> Operations:
    """Give a list's operations: itself, and those that get, create, update and delete one of its rows."""
    item = f"{listed.path}/{_ITEM}"
    found = {
        "get": _at(listed, "GET", item),
        "create": _at(listed, "POST", listed.path),
        "update": _at(listed, "PATCH", item) or _at(listed, "PUT", item),
        "delete": _at(listed, "DELETE", item),
        **_ELSEWHERE.get(listed.id, {}),
    }
    return Operations(list=listed.id, **found)


def _at(listed: Operation, method: str, path: str) -> str:
    """Give the operation at a path, "" if it is none of this list: another list, a file, or deprecated before it."""
    found = by_route(method, path)
    if found is None or found[0].collection_wide or (found[0].sunset and not listed.sunset):
        return ""
    known = found[0]
    if method == "GET" and (known.items_key is not None or not known.detail().response_schema):
        return ""
    return known.id


def get_key_of(operations: Operations) -> str:
    """Give the path parameter of the get operation that takes the key, "" without such an operation."""
    if not operations.get:
        return ""
    above = {*needed(operations.list), "accountId"}
    free = [name for name in operation(operations.get).path_params if name not in above]
    return free[-1] if free else ""


def confirms_of(operations: Operations) -> dict[str, Confirm]:
    """Give how each write is confirmed; what takes something away is confirmed by its name."""
    found: dict[str, Confirm] = {}
    for name in ("create", "update", "delete"):
        operation_id = getattr(operations, name)
        if operation_id:
            severe = name == "delete" or operation(operation_id).destructive
            found[name] = Confirm.SEVERE if severe else Confirm.REVIEW
    return found
