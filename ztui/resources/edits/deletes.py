"""What deletes an object of a resource, derived where nobody has declared it.

A DELETE whose path does not name the object needs the id in its query or body; without it several of them would take
everything, so only the ones in the tables here are made at all.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from ztui.contract.catalogue import operation
from ztui.resources.edits.asking import called
from ztui.resources.edits.model import Action, Check, Given, Request
from ztui.resources.edits.paths import gone, own_key, own_path
from ztui.resources.model import Confirm, Resource, Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["delete_of"]

_QUERY: Mapping[str, tuple[str, bool]] = MappingProxyType(
    {
        "DeleteAccountLevelInboundBlockRules": ("blocked_rule_id", False),
        "DeleteExtensiontLevelInboundBlockRules": ("blocked_rule_id", False),
        "DeleteAccountLevelInboundBlockedStatistics": ("blocked_statistic_id", False),
        "nm_deletePeeringPhoneNumbers": ("phone_numbers", True),
    }
)
"""Operation -> query parameter that names the object, and whether it takes a list."""
_BODY: Mapping[str, str] = MappingProxyType({"DeleteSMSConsents": "consent_ids"})
"""Operation -> list in the body that names the object."""

_FINAL: Mapping[str, str] = MappingProxyType(
    {
        "deleteVoicemail": "a deleted voicemail cannot be had back by the API",
        "DeleteFaxLog": "a deleted fax cannot be had back",
        "deleteUserCallHistory": "a deleted call cannot be had back",
        "deleteCallLog": "a deleted call cannot be had back",
        "deleteACallQueue": "a new one gets a new ID, without hours, routing, policies, numbers and members",
        "deleteAutoReceptionist": "a new one gets a new ID, and has no menu, hours and numbers of the old",
        "deleteASharedLineGroup": "a new one gets a new ID, and has no hours, numbers and members of the old",
        "deleteCommonArea": "a new one gets a new ID, and has no numbers, plans, phones and policies of the old",
        "DisassociateASubAccount": "the account lives on by itself, and the API cannot take it back",
        "deleteADevice": "added again it gets a new ID, and its keys are lost",
    }
)
_OTHERWISE = "what is deleted cannot be had back; a new one gets a new ID"


def delete_of(resource: Resource) -> Action | None:
    """Make the action `delete` of a resource; None where the API has none that surely takes one object alone."""
    name = resource.operations.delete
    if not name or operation(name).collection_wide:
        return None
    if not _surely_one(resource, name):
        return None

    def make(row: Row, given: Given) -> Sequence[Request]:
        del given
        return [_request(resource, name, row)]

    def check(row: Row, request: Request) -> Check | None:
        del request
        return gone(resource, row)

    return Action(
        "delete",
        "Delete",
        resource.name,
        make,
        (name,),
        check=check,
        final=_FINAL.get(name, _OTHERWISE),
        confirm=resource.confirm.get("delete", Confirm.SEVERE),
        says=lambda row, _: f"{called(row)} is deleted",
    )


def _surely_one(resource: Resource, name: str) -> bool:
    known = operation(name)
    if name in _QUERY or name in _BODY:
        return True
    required = [each.name for each in known.detail().parameters if each.required]
    if known.always_send or required:
        return False
    free = [each for each in known.path_params if each not in resource.parents]
    return any(each != "accountId" or resource.get_key == each for each in free)


def _request(resource: Resource, name: str, row: Row) -> Request:
    path = own_path(resource, name, row)
    key = own_key(resource, row)
    if name in _QUERY:
        parameter, several = _QUERY[name]
        return Request(name, path, {parameter: [key] if several else key})
    if name in _BODY:
        return Request(name, path, body={_BODY[name]: [key]})
    return Request(name, path)
