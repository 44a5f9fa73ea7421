"""Which resource an operation belongs to, and from which list the ids that it takes can be picked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.resources.registry import MODULES, resource

if TYPE_CHECKING:
    from ztui.contract.catalogue import Operation
    from ztui.resources.model import Resource

__all__ = ["picks_for", "resource_of"]

_PICKS = {
    "siteid": "sites",
    "userid": "users",
    "callqueueid": "call-queues",
    "queueid": "call-queues",
    "autoreceptionistid": "auto-receptionists",
    "deviceid": "devices",
    "phonenumberid": "numbers",
    "numberid": "numbers",
    "commonareaid": "common-areas",
    "sharedlinegroupid": "shared-line-groups",
    "slgid": "shared-line-groups",
    "monitoringgroupid": "monitoring-groups",
    "roleid": "roles",
    "roomid": "rooms",
    "audioid": "audios",
    "contactid": "external-contacts",
    "externalcontactid": "external-contacts",
    "emergencyaddressid": "emergency-addresses",
    "billingaccountid": "billing-accounts",
    "sipgroupid": "sip-groups",
    "siptrunkid": "sip-trunks",
    "templateid": "setting-templates",
    "accountid": "accounts",
}
"""Resources by the names of parameters and fields that take their ids, without case and underscores."""


def picks_for(name: str, known: frozenset[str]) -> str:
    """Give the resource whose ids a field takes, "" where its name does not say so.

    Args:
        name: Of the parameter or field: `siteId`, `site_id`, `site_ids`.
        known: Names of the resources there are.
    """
    plain = name.casefold().replace("_", "")
    found = _PICKS.get(plain) or _PICKS.get(plain.removesuffix("s"), "")
    return found if found in known else ""


def resource_of(operation: Operation) -> tuple[str, str]:
    """Give name and title of the declared resource that an operation belongs to, ("", "") for none."""
    for names in MODULES.values():
        for name in names:
            found = resource(name)
            if operation.id in _ids(found):
                return ("", "") if found.parents else (found.name, found.title)
    return "", ""


def _ids(found: Resource) -> tuple[str, ...]:
    of = found.operations
    return of.list, of.get, of.create, of.update, of.delete, of.fallback, of.fallback_get
