"""How many elements and characters one request may carry, by operation id."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.contract.catalogue import Operation

__all__ = ["BATCHES", "FILES", "JOINABLE", "TEXTS", "TextLimit", "batch_limits", "text_limits"]


@dataclass(frozen=True, slots=True)
class TextLimit:
    """How long a text may be, in characters, where Zoom says so outside its schema."""

    most: int
    least: int = 0
    digits: bool = False
    """Only the digits 0 to 9."""


def batch_limits(operation: Operation) -> Mapping[str, int]:
    """Give the most elements per request by field; "" is the body itself, `?name` a query parameter, {} when none.

    A dot goes into an object or into each element of an array: `users.phone_numbers`.
    """
    return BATCHES.get(operation.id, {})


def text_limits(operation: Operation) -> Mapping[str, TextLimit]:
    """Give the lengths of texts that the schema does not tell, by field, {} when none."""
    return TEXTS.get(operation.id, {})


_GROUP_MEMBERS = {"members.users": 10, "members.common_area_ids": 10}
_CUSTOM_NUMBERS = {"phone_number_ids": 30}
_DELETED_CUSTOM_NUMBERS = {"?customize_ids": 30}
_TARGETS = {"targets": 500, "targets.target_ids": 10}
_PEERING = {"phone_numbers": 200}
_DELETED_PEERING = {"?phone_numbers": 200}

BATCHES: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        # call queues and shared line groups
        "createCallQueue": _GROUP_MEMBERS,
        "addMembersToCallQueue": _GROUP_MEMBERS,
        "assignPhoneToCallQueue": {"phone_numbers": 50},
        "addMembersToSharedLineGroup": _GROUP_MEMBERS,
        "assignPhoneNumbersSLG": {"phone_numbers": 5},
        "addGCP": {"member_extension_ids": 100},
        "addGCPMembers": {"member_extension_ids": 100},
        "addMembers": {"": 100},
        # users
        "assignPhoneNumber": {"phone_numbers": 10},
        "assignCallingPlan": {"calling_plans": 150},
        "batchAddUsers": {"users": 10, "users.phone_numbers": 10, "users.desk_phones": 3, "users.calling_plans": 150},
        "updateUsersPropertiesInBatch": {"user_ids": 10},
        "addOutboundCallerNumbers": _CUSTOM_NUMBERS,
        "addSiteOutboundCallerNumbers": _CUSTOM_NUMBERS,
        "addUserOutboundCallerNumbers": _CUSTOM_NUMBERS,
        "deleteOutboundCallerNumbers": _DELETED_CUSTOM_NUMBERS,
        "deleteSiteOutboundCallerNumbers": _DELETED_CUSTOM_NUMBERS,
        "deleteUserOutboundCallerNumbers": _DELETED_CUSTOM_NUMBERS,
        # common areas and rooms
        "Generateactivationcodesforcommonareas": {"common_area_ids": 50},
        "ApplyTemplatetoCommonAreas": {"common_area_ids": 50},
        "assignCallingPlansToCommonArea": {"calling_plans": 20},
        "assignPhoneNumbersToCommonArea": {"phone_numbers": 20},
        "assignCallingPlanToRoom": {"calling_plans": 5},
        "assignPhoneNumberToZoomRoom": {"phone_numbers": 5},
        # numbers
        "deleteUnassignedPhoneNumbers": {"?phone_numbers": 20},
        "updateSiteForUnassignedPhoneNumbers": {"phone_numbers": 20},
        "DeleteNumbers": {"?numbers": 10},
        "AllocateNumber": {"numbers": 10},
        "addBYOCNumber": {"phone_numbers": 50},
        "AddBYOCPhoneNumber": {"phone_numbers": 100},
        "addPeeringPhoneNumbers": _PEERING,
        "updatePeeringPhoneNumbers": _PEERING,
        "deletePeeringPhoneNumbers": _DELETED_PEERING,
        "nm_addPeeringPhoneNumbers": _PEERING,
        "nm_updatePeeringPhoneNumbers": _PEERING,
        "nm_deletePeeringPhoneNumbers": _DELETED_PEERING,
        "createCRPhoneNumbers": {"": 200},
        "activeCRPhoneNumbers": {"": 200},
        # campaigns, consents, messages, fax
        "assignCampaignPhoneNumbers": {"phone_numbers": 49},
        "nm_assignCampaignPhoneNumbers": {"phone_number_ids": 200},
        "nm_unassignCampaignPhoneNumber": {"?phone_number_ids": 200},
        "AssignPhoneNumbersToConsent": {"phone_number_ids": 200},
        "UnassignPhoneNumbersFromConsent": {"phone_number_ids": 200},
        "DeleteSMSConsents": {"consent_ids": 500},
        "postSmsMessage": {"to_members": 10, "attachments": 10},
        "SendEFax": {"receivers": 50},
        "AddAudioItem": {"attachments": 5},
        # roles, directory, locations, devices, contacts
        "AddPhoneRoleTargets": _TARGETS,
        "DeletePhoneRoleTargets": _TARGETS,
        "addMembersToAPrivateDirectory": {"members": 1000},
        "batchAddLocations": {"locations": 10, "locations.network_switches": 100},
        "addPhoneDevice": {"assignee_extension_ids": 10},
        "addExtensionsToADevice": {"assignee_extension_ids": 10},
        "addExternalContact": {"phone_numbers": 200},
        "updateExternalContact": {"phone_numbers": 200},
        # SIP Connected Audio
        "addCalloutCountries": {"callout_countries": 30},
        "addInternalNumbers": {"internal_numbers": 30},
        "assignSIPTrunks": {"sip_trunks": 30},
    }
)
"""By operation id; the smaller number where Zoom's schema and Zoom's error texts disagree."""

JOINABLE = frozenset(
    {
        "AllocateNumber",
        "AssignPhoneNumbersToConsent",
        "DeleteNumbers",
        "UnassignPhoneNumbersFromConsent",
        "addCalloutCountries",
        "addGCPMembers",
        "addInternalNumbers",
        "addMembers",
        "addMembersToAPrivateDirectory",
        "addMembersToCallQueue",
        "addMembersToSharedLineGroup",
        "assignPhoneNumber",
        "assignPhoneNumberToZoomRoom",
        "assignPhoneNumbersSLG",
        "assignPhoneNumbersToCommonArea",
        "assignPhoneToCallQueue",
        "assignSIPTrunks",
        "nm_assignCampaignPhoneNumbers",
        "nm_deletePeeringPhoneNumbers",
        "nm_unassignCampaignPhoneNumber",
        "updateSiteForUnassignedPhoneNumbers",
        "updateUsersPropertiesInBatch",
    }
)
"""Operations of which one request with several things does what a request for each of them would."""

_CLIENT_CODE = {"client_code": TextLimit(16, least=3, digits=True)}
_BILLING = {"phone_numbers.billing_reference_id": TextLimit(36)}

TEXTS: Mapping[str, Mapping[str, TextLimit]] = MappingProxyType(
    {
        "AddAnAudio": {"text": TextLimit(3000)},
        "addClientCodeToCallHistory": _CLIENT_CODE,
        "addClientCodeToCallLog": _CLIENT_CODE,
        "addPeeringPhoneNumbers": _BILLING,
        "updatePeeringPhoneNumbers": _BILLING,
        "postSmsMessage": {"message": TextLimit(500)},
    }
)
"""By operation id and field."""

FILES: Mapping[str, int] = MappingProxyType(
    {"AddAudioItem": 1_000_000, "UploadFaxFiles": 50_000_000, "uploadVB": 15_000_000}
)
"""Most bytes of one file, by operation id."""
