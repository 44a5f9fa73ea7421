"""A request that fits the contract and the account, for any operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.every_operation.prepared import prepared
from tests.every_operation.state import WINDOW, Asked, State
from tests.every_operation.values import Reference, value_for
from ztui.sim.templates import names_in, plain

if TYPE_CHECKING:
    from ztui.contract.catalogue import Operation

__all__ = ["valid"]


async def valid(known: Operation, state: State) -> Asked:
    """Give a request that has to be accepted; what it needs to be there is made first.

    Args:
        known: The operation.
        state: An account in which nothing was done yet.
    """
    given = await prepared(known.id, state)
    refers = await references(state)
    path: dict[str, str] = dict(given.get("path", {}))
    above: list[str] = []
    for name in names_in(plain(known)):
        if name not in path:
            path[name] = await state.id_in_path(known, name, above)
        above.append(path[name])
    query = {
        each.name: WINDOW.get(each.name) or value_for(each.schema, each.name, refers)
        for each in known.detail().parameters
        if each.required or each.name in known.always_send
    } | given.get("query", {})
    upload = known.content_type is not None and "json" not in known.content_type
    schema = known.detail().request_schema
    body = given.get("body")
    if body is None and schema is not None and known.has_body and not upload:
        body = value_for(schema, "", refers)
    return Asked(known, path, query, body, given.get("files", {}))


async def references(state: State) -> Reference:
    """Learn what fields refer to, by their names."""
    site, *sites = [row["id"] for row in await state.rows("listPhoneSites")]
    users = await state.rows("listPhoneUsers")
    numbers = await state.free_numbers(3)
    areas = await state.rows("listCommonAreas")
    user = users[0]
    known: dict[str, tuple[object, ...]] = {
        "site_id": (site,),
        "site_ids": ([site],),
        "transfer_site_id": (sites[0],),
        "target_site_id": (sites[0],),
        "user_id": (user["id"],),
        "user_ids": ([user["id"]],),
        "access_user_id": (user["id"],),
        "access_user_type": ("user",),
        "user_email": (user["email"],),
        "users": ([{"id": user["id"], "email": user["email"]}], [{"id": user["id"]}]),
        "common_area_ids": ([areas[0]["id"]],),
        "extension_id": (user["extension_id"],),
        "extension_ids": ([user["extension_id"]], user["extension_id"]),
        "member_extension_ids": ([user["extension_id"]],),
        "assignee_extension_ids": ([user["extension_id"]],),
        "assigned_to": (user["extension_id"],),
        "phone_number_ids": ([numbers[0]["id"]], numbers[0]["id"]),
        "phone_number_id": (numbers[0]["id"],),
        "phone_numbers": ([numbers[0]], [numbers[0]["number"]], [{"phone_number": numbers[0]["number"]}]),
        "phone_number": (numbers[0]["number"],),
        "numbers": ([numbers[0]["number"]], numbers[0]["number"]),
    }
    return lambda name: known.get(name, ())
