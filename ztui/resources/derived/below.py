"""Which lists are below an object, and what of the object fills their parameters.

Most of that is in the paths: `/phone/roles/{roleId}/members` is below what `/phone/roles` lists, by its key. The table
has the paths that no list stands at, and those that several lists lead to.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from ztui.contract.catalogue import operation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.resources.model import Resource

__all__ = ["bindings"]

_EXTENSIONS = MappingProxyType(
    dict.fromkeys(
        ("users", "call-queues", "auto-receptionists", "common-areas", "shared-line-groups", "rooms"), "extension_id"
    )
)
_ABOVE: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "/phone/extension": _EXTENSIONS,
        "/phone/user": {"users": "id"},
        "/phone/sms/sessions": dict.fromkeys(
            ("sms-sessions", "user-sms-sessions", "user-sms-session-changes"), "session_id"
        ),
        "/phone/fax/logs": dict.fromkeys(("fax-logs", "extension-fax-logs"), "fax_log_id"),
        "/phone/call_logs": dict.fromkeys(("old-call-logs", "old-user-call-logs", "old-user-call-log-changes"), "id"),
        "/phone/sms_campaigns": {"sms-campaigns": "sms_campaign_id"},
        "/phone/sms_consent": {"sms-consents": "consent_id"},
        "/accounts": {"accounts": "id"},
        "site_id": {"sites": "id"},
    }
)
"""By the path before a parameter, or the name of a query parameter: the resources above, and what of them fills it."""


def bindings(operation_id: str, parents: tuple[str, ...], above: Resource) -> tuple[tuple[str, str], ...]:
    """Give what an object fills of the parameters of a list.

    Args:
        operation_id: The list.
        parents: What has to be bound, `accountId` for a list below an account.
        above: The resource of the object.

    Returns:
        Pairs of parameter and path in the object's row, () if the list is not below it or needs more than it has.
    """
    found = tuple((parameter, _path(operation_id, parameter, above)) for parameter in parents)
    return found if all(path for _, path in found) else ()


def _path(operation_id: str, parameter: str, above: Resource) -> str:
    before, here, _ = operation(operation_id).path.partition(f"/{{{parameter}}}")
    place = before if here else parameter
    if place in _ABOVE:
        return _ABOVE[place].get(above.name, "")
    listed = operation(above.operations.list)
    is_there = here and before in (listed.path, listed.twin) and above.unfold is None
    return above.key if is_there and "+" not in above.key else ""
