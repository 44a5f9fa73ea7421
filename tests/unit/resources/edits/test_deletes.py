"""Deletions that nobody has declared: each takes its object, and its check sees that it is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.resources.edits.world import begin, holds, object_of, send, whole
from ztui.contract.catalogue import operation
from ztui.contract.validation import validate_request
from ztui.resources.edits.registry import action

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.every_operation.state import State

ALONE = (
    "sip-phones",
    "devices",
    "auto-receptionists",
    "shared-line-groups",
    "call-queues",
    "common-areas",
    "voicemails",
    "fax-logs",
    "blocked-statistics",
    "sms-consents",
    "rooms",
    "alert-settings",
    "firmware-rules",
    "pickup-groups",
    "monitoring-groups",
    "provision-templates",
    "outbound-exception-rules",
    "private-directory",
    "carrier-reseller-numbers",
)
BELOW = {
    "user-call-history": ("users", "userId", "id"),
    "user-voicemails": ("users", "userId", "id"),
    "audios": ("users", "userId", "id"),
    "line-keys": ("users", "extensionId", "extension_id"),
    "site-exception-rules": ("sites", "siteId", "id"),
}
FREE: dict[str, Callable[[Any], bool]] = {
    "auto-receptionists": lambda row: row["name"] == "Night",
}


async def _first(state: State, name: str) -> dict[str, Any]:
    if name == "auto-receptionists":
        await state.do(
            "addAutoReceptionist", None, {"name": "Night", "site_id": await state.first("listPhoneSites", "id")}
        )
    if name not in BELOW:
        return await object_of(state, name, FREE.get(name, lambda _: True))
    above, parent, path = BELOW[name]
    for owner in await state.rows("listPhoneUsers" if above == "users" else "listPhoneSites"):
        try:
            return await object_of(state, name, parents={parent: owner[path]})
        except (RuntimeError, AssertionError):
            continue
    raise AssertionError(f"no {name}")


@pytest.mark.parametrize("name", [*ALONE, *BELOW])
async def test_a_deleted_object_is_gone(name: str) -> None:
    state = await begin()
    row = await _first(state, name)
    known = action(name, "delete")
    (request,) = known.make(row, {})
    sent = operation(request.operation_id)
    assert validate_request(sent, whole(sent, request.path), request.query, request.body) == ()
    check = known.check(row, request) if known.check is not None else None
    assert check is None or not await holds(state, check)
    await send(state, request)
    assert check is None or await holds(state, check)
    assert known.says is not None
    assert known.says(row, {})
    assert known.final
