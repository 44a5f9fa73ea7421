"""Which resource an operation belongs to, and from which list the ids that it takes can be picked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.contract.catalogue import operation
from ztui.resources.registry import summaries

if TYPE_CHECKING:
    from ztui.contract.catalogue import Operation

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


_BY_OPERATION = {("phoneDownloadVoicemailFile", "fileid"): "voicemails"}
"""Resources by the operation and its parameter, where the name alone does not tell."""
_BEFORE = ("transfer", "source", "target", "new", "default", "parent", "from", "to", "assigned", "destination")
"""Words before a name that do not change what kind of thing it is."""


def picks_for(name: str, operation_id: str = "") -> str:
    """Give the resource whose ids a field takes, "" where its name does not say so.

    Args:
        name: Of the parameter or field: `siteId`, `site_id`, `site_ids`, `transfer_site_id`.
        operation_id: Of the operation that it belongs to.
    """
    plain = name.casefold().replace("_", "")
    names = [plain, *(plain.removeprefix(word) for word in _BEFORE if plain.startswith(word))]
    names += [each.removesuffix("s") for each in names]
    found = _BY_OPERATION.get((operation_id, plain), "")
    found = found or next((_PICKS[each] for each in names if each in _PICKS), "")
    return found if any(each.name == found for each in summaries()) else ""


def resource_of(of: Operation) -> tuple[str, str]:
    """Give name and title of the resource that an operation belongs to.

    That is the one whose list it is, or whose list's path it goes on from, the nearest.

    Returns:
        ("", "") for none; the name is "" for a list that stands below an object.
    """
    known = [each for each in summaries() if each.operation]
    found = next((each for each in known if each.operation == of.id), None)
    if found is None:
        paths = [(operation(each.operation).path, each) for each in known if not each.sunset]
        above = [(path, each) for path, each in paths if f"{of.path}/".startswith(f"{path}/")]
        found = max(above, key=lambda one: len(one[0]))[1] if above else None
    if found is None:
        return "", ""
    return "" if found.parents else found.name, found.title
