"""Titles of operations: a few words made from the id, our own where the id misleads or runs its words together."""

from __future__ import annotations

import re

__all__ = ["title_of"]

_OWN = {
    "ApplyTemplatetoCommonAreas": "Apply template to common areas",
    "DelRoleMembers": "Delete role members",
    "Downloadfaxfile": "Download fax file",
    "Generateactivationcodesforcommonareas": "Generate activation codes for common areas",
    "GetAccount'sFaxLogs": "List fax logs of the account",
    "GetGCP": "Get group call pickup",
    "Getfaxchargesusagereport": "List fax charges",
    "Getportednumbersdetails": "Get ported numbers order",
    "Getuser'sfaxlogs": "List fax logs of an extension",
    "ListBYOCSIPtrunks": "List BYOC SIP trunks",
    "ListSIPgroups": "List SIP groups",
    "Listpeeringphonenumbersforprovider": "List peering phone numbers for provider",
    "Listphonenumberplaninformation": "List phone number plans",
    "Listportednumbers": "List ported numbers",
    "SendEFax": "Send fax",
    "accountCallHistory": "List call history of the account",
    "accountCallLogs": "List call logs of the account",
    "accountCreate": "Create account",
    "accountManagedDomain": "List managed domains",
    "accountSettings": "Get account settings",
    "accountSettingsUpdate": "Update account settings",
    "accountSmsSession": "List SMS sessions of the account",
    "accountTrustedDomain": "List trusted domains",
    "accountVoiceMails": "List voicemails of the account",
    "accounts": "List accounts",
    "activeCRPhoneNumbers": "Activate carrier reseller phone numbers",
    "addAnumberToBlockedList": "Add number to blocked list",
    "addGCP": "Add group call pickup",
    "addGCPMembers": "Add group call pickup members",
    "addMembers": "Add monitoring group members",
    "assignSIPConfig": "Change SIP trunk configuration",
    "callqueueanalytics": "List call queue analytics",
    "createCRPhoneNumbers": "Create carrier reseller phone numbers",
    "delVB": "Delete virtual backgrounds",
    "deleteAMemberSLG": "Remove member from shared line group",
    "deleteAPhoneNumberSLG": "Unassign phone number from shared line group",
    "deleteAllSipNumbers": "Delete all SIP trunk numbers of an account",
    "deleteCRPhoneNumber": "Delete carrier reseller phone number",
    "deleteGCP": "Delete group call pickup",
    "deleteMembersOfSLG": "Remove all members from shared line group",
    "deletePhoneNumbersSLG": "Unassign all phone numbers from shared line group",
    "getCallPath": "Get call and its legs",
    "getCallQoS": "Get quality of a call",
    "getPSOperationLogs": "List operation logs",
    "listBYOCSIPTrunk": "List BYOC SIP trunks",
    "listCRPhoneNumbers": "List carrier reseller phone numbers",
    "listGCP": "List group call pickups",
    "listGCPMembers": "List group call pickup members",
    "listMembers": "List monitoring group members",
    "listPhoneRealtimelocation": "List realtime location of devices",
    "listSipGroups": "List SIP groups",
    "phoneSetting": "Get phone settings",
    "phoneUser": "Get phone user",
    "phoneUserCallHistory": "List call history of a user",
    "phoneUserCallLogs": "List call logs of a user",
    "phoneUserRecordings": "List recordings of a user",
    "phoneUserSettings": "Get settings of a user",
    "phoneUserVoiceMails": "List voicemails of a user",
    "removeGCPMembers": "Remove group call pickup member",
    "removeMember": "Remove monitoring group member",
    "removeMembers": "Remove all monitoring group members of a type",
    "smsByMessageId": "Get SMS message",
    "smsSessionDetails": "Get SMS session",
    "unAssignPhoneNumCallQueue": "Unassign one phone number from call queue",
    "unassignAPhoneNumAutoReceptionist": "Unassign one phone number from auto receptionist",
    "unassignAPhoneNumCallQueue": "Unassign all phone numbers from call queue",
    "unassignAllMembers": "Remove all members from call queue",
    "unassignAllPhoneNumsAutoReceptionist": "Unassign all phone numbers from auto receptionist",
    "uploadVB": "Upload virtual backgrounds",
    "userSmsSession": "List SMS sessions of a user",
}
_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z]+")
_SPELLED = {
    "Sip": "SIP", "Sms": "SMS", "sip": "SIP", "sms": "SMS", "CQ": "call queue", "SLG": "shared line group",
    "Extensiont": "extension", "Num": "number", "IVR": "IVR", "AI": "AI", "BYOC": "BYOC", "SIP": "SIP", "SMS": "SMS",
}  # fmt: skip


def title_of(operation_id: str) -> str:
    """Give a title: `listCallQueueMembers` is "List call queue members"."""
    own = _OWN.get(operation_id)
    if own is not None:
        return own
    words = [_SPELLED.get(word, word.lower()) for word in _WORD.findall(operation_id.removeprefix("nm_"))]
    text = " ".join(words)
    return text[:1].upper() + text[1:]
