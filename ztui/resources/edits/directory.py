"""What can be taken out of the numbers to call with, and out of dial-by-name directories.

Their deletions stand at the path of the whole collection: without the ids in the query they would take all of it, so
that no request is made without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.resources.edits.asking import called, id_at
from ztui.resources.edits.model import Action, Check, Edits, Expect, Request
from ztui.resources.model import Confirm
from ztui.resources.rows import value_at

if TYPE_CHECKING:
    from ztui.resources.model import Row

__all__ = ["EDITS"]


def _owner(row: Row, parent: str) -> dict[str, str]:
    return {parent: id_at(row, parent, "object above it")} if parent else {}


def _caller_number(resource: str, listed: str, add: str, remove: str, parent: str) -> Edits:
    """Make what takes a number out of those that may be shown as the caller."""

    def undo(row: Row, *_: Any) -> Request | None:
        number = value_at(row, "phone_number_id")
        return Request(add, _owner(row, parent), body={"phone_number_ids": [number]}) if number else None

    delete = Action(
        "delete",
        "Take out",
        resource,
        lambda row, _: [
            Request(remove, _owner(row, parent), {"customize_ids": [id_at(row, "customize_id", "caller ID number")]})
        ],
        (remove,),
        check=lambda row, _: Check(
            listed, _owner(row, parent), expect=Expect.GONE, match=(("customize_id", row["customize_id"]),)
        ),
        inverse=undo,
        differs="it gets a new ID",
        final="the list does not tell which number it was",
        confirm=Confirm.DANGER,
        says=lambda row, _: f"{called(row)} can no longer be shown as the caller",
    )
    return Edits(resource, actions=(delete,))


def _directory(resource: str, listed: str, add: str, remove: str, parent: str) -> Edits:
    """Make what takes an extension out of a dial-by-name directory; `parent` names the site, in path or query."""
    in_path = parent == "siteId"

    def site(row: Row) -> str:
        return id_at(row, parent, "site")

    def path(row: Row) -> dict[str, str]:
        return {"siteId": site(row)} if in_path else {}

    def query(row: Row) -> dict[str, Any]:
        return {} if in_path else {"site_id": site(row)}

    def extension(row: Row) -> str:
        return id_at(row, "extension_id", "extension")

    delete = Action(
        "delete",
        "Take out",
        resource,
        lambda row, _: [Request(remove, path(row), {**query(row), "extension_ids": [extension(row)]})],
        (remove,),
        check=lambda row, _: Check(listed, path(row), query(row), Expect.GONE, (("extension_id", extension(row)),)),
        inverse=lambda row, *_: Request(add, path(row), body={**query(row), "extension_ids": [extension(row)]}),
        confirm=Confirm.DANGER,
        says=lambda row, _: f"{called(row)} is found by name no more",
    )
    return Edits(resource, actions=(delete,))


EDITS = (
    _caller_number(
        "caller-id-numbers",
        "listCustomizeOutboundCallerNumbers",
        "addOutboundCallerNumbers",
        "deleteOutboundCallerNumbers",
        "",
    ),
    _caller_number(
        "site-caller-id-numbers",
        "listSiteCustomizeOutboundCallerNumbers",
        "addSiteOutboundCallerNumbers",
        "deleteSiteOutboundCallerNumbers",
        "siteId",
    ),
    _caller_number(
        "user-caller-id-numbers",
        "listUserCustomizeOutboundCallerNumbers",
        "addUserOutboundCallerNumbers",
        "deleteUserOutboundCallerNumbers",
        "userId",
    ),
    _directory(
        "dial-by-name-directory", "ListUsersFromDirectory", "AddUsersToDirectory", "DeleteUsersFromDirectory", "site_id"
    ),
    _directory(
        "site-dial-by-name-directory",
        "ListUsersFromDirectoryBySite",
        "AddUsersToDirectoryBySite",
        "DeleteUsersFromDirectoryBySite",
        "siteId",
    ),
)
