"""Which operations of the contract are lists: every one of them is a resource, declared or derived.

A list has rows of its own: its answer is an array, or an object around one. Some answers are one object that says
little but the rows within; those are told here, for the contract cannot tell them from the answer of any other object.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation, operations
from ztui.contract.schemas import row_schema

if TYPE_CHECKING:
    from ztui.contract.catalogue import Operation
    from ztui.contract.details import Schema
    from ztui.resources.model import Row, Unfold

__all__ = ["NEEDED", "UNFOLDED", "list_operations", "needed", "rows_of_list", "unfold_of"]

UNFOLDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "getAutoReceptionistIVR": ("key_actions",),
        "getCallLogDetails": ("log_details",),
        "listDeviceLineKeySetting": ("positions",),
        "listPhonePlans": ("calling_plans", "phone_numbers"),
    }
)
"""Answers that are one object, and the arrays in it that hold the rows; `getCallLogDetails` also gets one old log."""

NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ListUsersFromDirectory": ("site_id",),
        "getNumberCampaignOptStatus": ("consumer_phone_number", "zoom_phone_user_numbers"),
        "getNumberConsentOptStatus": ("consumer_phone_number", "zoom_phone_user_numbers"),
        "getUserNumberCampaignOptStatus": ("consumer_phone_numbers", "zoom_phone_user_numbers"),
    }
)
"""Query parameters that a list demands and that are neither a window of time nor one of a few known values."""


@cache
def list_operations() -> Mapping[str, Operation]:
    """Give all list operations by id, in Zoom's order."""
    known = operations()
    return {name: known[name] for name in known if known[name].items_key is not None or name in UNFOLDED}


def needed(operation_id: str) -> tuple[str, ...]:
    """Give what has to be bound before a list can be read: path parameters, then query parameters.

    The account is no such thing: it is the one that is acted for.
    """
    path = (name for name in operation(operation_id).path_params if name != "accountId")
    return (*path, *NEEDED.get(operation_id, ()))


def rows_of_list(listed: Operation) -> Schema:
    """Give the schema of one row; of a list with several arrays the row that has the fields of all."""
    if listed.id not in UNFOLDED:
        return row_schema(listed) or {}
    properties: dict[str, Any] = {}
    answer = listed.detail().response_schema or {}
    for name in UNFOLDED[listed.id]:
        properties = {**answer["properties"][name]["items"]["properties"], **properties}
    return {"type": "object", "properties": properties}


def unfold_of(operation_id: str) -> Unfold | None:
    """Give what takes the rows out of an answer that is one object, None for plain lists."""
    names = UNFOLDED.get(operation_id)
    if names is None:
        return None

    def unfold(answer: Mapping[str, Any]) -> Sequence[Row]:
        arrays = [answer[name] for name in names if isinstance(answer.get(name), list)]
        return [row for array in arrays for row in array if isinstance(row, Mapping)]

    return unfold
