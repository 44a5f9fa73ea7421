"""Names of our own for lists whose path reads badly, and a line about each that its title does not say."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["OWN", "Own"]


@dataclass(frozen=True, slots=True)
class Own:
    """What is said of a list instead of what its path gives; "" leaves a part to the rule."""

    name: str = ""
    help: str = ""
    title: str = ""
    singular: str = ""


OWN: Mapping[str, Own] = MappingProxyType(
    {
        # What an extension shows, hears and keeps.
        "listCustomizeOutboundCallerNumbers": Own(
            "caller-id-numbers", "Numbers of menus, queues and line groups that all users may show as caller ID."
        ),
        "listSiteCustomizeOutboundCallerNumbers": Own(
            "site-caller-id-numbers", "Numbers that the users of a site may show as caller ID."
        ),
        "listUserCustomizeOutboundCallerNumbers": Own(
            "user-caller-id-numbers", "Numbers that a user may show as caller ID."
        ),
        "ListAudioItems": Own("audios", "Greetings and music in the audio library of a user.", "Audio items"),
        # Calls.
        "phoneUserCallHistory": Own("", "Legs of the calls of one user; the account's call history has whole calls."),
        "syncUserCallHistory": Own(
            "user-call-changes", "The newest legs of a user's calls, as an app that keeps a copy asks for them."
        ),
        "syncUserCallLogs": Own("user-call-log-changes"),
        "getCallLogDetails": Own("call-log-legs"),
        "listCallLogsMetrics": Own(
            "call-metrics", "Calls with their quality (MOS) and the devices at both ends.", singular="call"
        ),
        "listPastCallMetrics": Own(
            "qos-calls",
            "Past calls with their quality (MOS), with more filters than call metrics.",
            "Past calls by quality",
            "past call",
        ),
        # Messages and fax.
        "smsSessionSync": Own(
            "sms-message-changes", "The newest messages of a conversation, as an app that keeps a copy asks for them."
        ),
        "GetSmsSessions": Own(
            "user-sms-session-changes", "The newest SMS conversations of a user, each with its last message."
        ),
        "GetFaxLogDetails": Own("fax-log-details", "All that Zoom logged of one fax.", "Fax details", "fax"),
        "getNumberCampaignOptStatus": Own(
            "campaign-opt-statuses", "Whether a consumer has agreed to get SMS of a campaign."
        ),
        "getUserNumberCampaignOptStatus": Own(
            "user-opt-statuses", "Whether consumers have agreed to get SMS from numbers of a user."
        ),
        "getNumberConsentOptStatus": Own(
            "consent-opt-statuses", "Whether a consumer has given an SMS consent to our numbers."
        ),
        # Emergency.
        "listUserDefaultEmergencyAddress": Own(
            "user-emergency-addresses", "Which users have a default emergency address, and which have none."
        ),
        "listUserDetectablePersonalLocation": Own(
            "user-personal-locations", "Which users have a personal location that is found by their network."
        ),
        "listUserLocationSharingPermission": Own(
            "user-location-permissions", "Whether the devices of users share where they are."
        ),
        "listUserNomadicEmergencyServices": Own(
            "user-nomadic-emergency",
            "For which users nomadic emergency services are on.",
            "Nomadic emergency services",
            "user",
        ),
        "listPhoneRealtimelocation": Own(
            "device-realtime-locations", "Where desk phones are now: company, personal or unknown location."
        ),
        "listUserRealtimeLocation": Own(
            "user-realtime-locations", "Where users are now: company, personal or unknown location."
        ),
        "listTrackedLocations": Own("tracked-locations", "Locations that were seen by network and device."),
        # Numbers, plans and carriers.
        "listCRPhoneNumbers": Own("", "Numbers of a carrier that resells Zoom, and the sub accounts that have them."),
        "listPeeringPhoneNumbers": Own("old-peering-numbers"),
        "listCarrierPeeringPhoneNumbers": Own("old-carrier-peering-numbers"),
        "Listphonenumberplaninformation": Own(
            "number-plans", "Numbers bought, assigned and free, by product and kind."
        ),
        "listCallingPlans": Own("", "Calling plans bought, assigned and free."),
        "listPhonePlans": Own("old-plans"),
        "listPortedNumbers": Own("old-ported-orders"),
        "listBYOCSIPTrunk": Own("old-sip-trunks"),
        "listSipGroups": Own("old-sip-groups"),
        "listBillingAccount": Own("", "Accounts that bills go to, by which plans and numbers are bought."),
        # Who may call, who is blocked.
        "GetAccountOutboundCallingCountriesAndRegions": Own(
            "outbound-countries", "Countries that may be called, for the whole account."
        ),
        "GetSiteOutboundCallingCountriesAndRegions": Own(
            "site-outbound-countries", "Countries that may be called from one site."
        ),
        "GetUserOutboundCallingCountriesAndRegions": Own(
            "user-outbound-countries", "Countries that one user may call."
        ),
        "GetCommonAreaOutboundCallingCountriesAndRegions": Own(
            "common-area-outbound-countries", "Countries that may be called from one common area."
        ),
        "listAccountOutboundCallingExceptionRule": Own(
            "outbound-exception-rules", "Numbers that may or may not be called whatever their country."
        ),
        "listSiteOutboundCallingExceptionRule": Own(
            "site-exception-rules", "Numbers that a site may or may not call whatever their country."
        ),
        "listUserOutboundCallingExceptionRule": Own(
            "user-exception-rules", "Numbers that a user may or may not call whatever their country."
        ),
        "listCommonAreaOutboundCallingExceptionRule": Own(
            "common-area-exception-rules", "Numbers that a common area may or may not call whatever their country."
        ),
        "listRoutingRule": Own("", "Which SIP group a dialled number takes, by its pattern."),
        # Groups and what belongs to them.
        "listSharedLineAppearances": Own("", "Executives whose lines are also at their assistants' phones."),
        "listGCP": Own("pickup-groups", "Groups whose members pick up each other's calls.", "Pickup groups"),
        "listGCPMembers": Own("pickup-group-members", "Who is in a pickup group."),
        "listMonitoringGroup": Own("", "Who may listen to, whisper to and take over whose calls."),
        "listMembers": Own("monitoring-group-members", "Who monitors and who is monitored in a group."),
        "listPrivateDirectoryMembers": Own(
            "private-directory",
            "Extensions that are found in the directory of their site alone.",
            "Private directory members",
            "private directory member",
        ),
        "ListUsersFromDirectory": Own(
            "dial-by-name-directory",
            "Extensions of a site that callers reach by spelling a name, in the account's directory.",
            "Dial-by-name entries (account)",
            "dial-by-name entry",
        ),
        "ListUsersFromDirectoryBySite": Own(
            "site-dial-by-name-directory",
            "Extensions that callers reach by spelling a name, in the directory of one site.",
            "Dial-by-name entries (site)",
            "dial-by-name entry",
        ),
        # Devices.
        "ListSmartphones": Own("", "Mobile phones with a Zoom number of their own."),
        "ListFirmwareRules": Own("firmware-rules", "Which firmware the desk phones of a model get."),
        "ListFirmwares": Own("", "Firmware versions that there are for each model.", singular="firmware"),
        "listAccountProvisionTemplate": Own("", "Templates by which desk phones are set up."),
        # Who may what, and what was done.
        "listSettingTemplates": Own("", "Settings that are given to new users, groups, sites and others together."),
        "accountManagedDomain": Own("", "E-mail domains that an account manages."),
        "accountTrustedDomain": Own("", "E-mail domains that an account trusts."),
    }
)
"""By the id of the list operation."""
