"""What tells the rows of a list apart: the id that the paths of its items take, or values that together do."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from ztui.contract.catalogue import operation
from ztui.resources.derived.leaves import leaves
from ztui.resources.derived.lists import needed
from ztui.resources.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.contract.details import Schema
    from ztui.resources.model import Operations

__all__ = ["id_for", "key_of_rows"]

_OWN: Mapping[str, str] = MappingProxyType(
    {
        "phoneUserCallHistory": "call_element_id|call_path_id|id",
        "syncUserCallHistory": "call_element_id|call_path_id|id",
        "listActivationCodes": "common_area_id+activation_code",
        "nm_listPeeringPhoneNumbers": "phone_number",
        "Listpeeringphonenumbersforprovider": "phone_number",
        "listPeeringPhoneNumbers": "phone_number",
        "listCarrierPeeringPhoneNumbers": "phone_number",
        "listTrackedLocations": "device.id+name",
        "ListFirmwares": "device_type+device_model",
        "listCallingPlans": "type+name+billing_subscription_id",
        "listPhonePlans": "name+type+billing_subscription_id",
        "GetCallChargesUsageReport": "call_log_id+end_time+charge_mode+billing_number",
        "Getfaxchargesusagereport": "fax_id+receiver_number+end_time",
        "GetSMSChargesUsageReport": "message_id+to_number",
        "getPSOperationLogs": "time+operator+action+operation_detail",
        "listSharedLineAppearances": "executive.extension_number+executive.name",
        "getNumberCampaignOptStatus": "consumer_phone_number+zoom_phone_user_number",
        "getUserNumberCampaignOptStatus": "consumer_phone_number+zoom_phone_user_number",
        "getNumberConsentOptStatus": "consumer_phone_number+zoom_phone_user_number",
        "getCallLogDetails": "id|date_time",
        "listDeviceLineKeySetting": "index",
        "getAutoReceptionistIVR": "key",
    }
)
"""Where no single value is unique, or where another than the rule's is."""
_USUAL = ("id", "extension_id", "device_id", "call_id", "phone_number", "number", "iso_code", "domain", "name")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def key_of_rows(operations: Operations, row: Schema) -> str:
    """Give the path of the key of a list's rows, several joined by `+`.

    Args:
        operations: The list's operations; the path parameter that the get, update or delete operation takes names it.
        row: Schema of a row.
    """
    if operations.list in _OWN:
        return _OWN[operations.list]
    above = {*needed(operations.list), "accountId"}
    for operation_id in filter(None, (operations.get, operations.delete, operations.update)):
        free = [name for name in operation(operation_id).path_params if name not in above]
        found = id_for(free[-1], row) if free else ""
        if found:
            return found
    known = {each.path: each for each in leaves(row, 0)}
    ids = [path for path, each in known.items() if each.kind is Kind.ID and path != "site_id"]
    usual = [name for name in _USUAL if name in known]
    if "id" in known or not ids:
        return usual[0] if usual else "+".join(list(known)[:3])
    return ids[0]


def id_for(parameter: str, row: Schema) -> str:
    """Give the path in a row of what a path parameter takes, "" where nothing is called like it.

    `exceptionRuleId` is `exception_rule_id`, `rule_id` or `id`; `number` is `number` or `phone_number`.
    """
    known = {each.path for each in leaves(row, 0)}
    name = _CAMEL.sub("_", parameter).lower()
    words = name.split("_")
    tails = ["_".join(words[at:]) for at in range(len(words))]
    return next((each for each in (*tails, f"phone_{name}") if each in known), "")
