"""What is filled into the forms of weekly edits, and what the simulated Zoom says of it afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ztui.services.listing import View

if TYPE_CHECKING:
    from ztui.services.session import Session

__all__ = ["CASES", "Case", "World", "look_around"]


@dataclass(frozen=True, slots=True)
class World:
    """What edits are given: rows by resource; `users inside` are those of the second sub account."""

    rows: Mapping[str, list[Mapping[str, Any]]]

    def id(self, resource: str, at: int = 0, path: str = "id") -> str:
        """Give the id of one of them."""
        return str(self.rows[resource][at][path])

    def plan(self, type: int) -> str:
        """Give the key of a calling plan."""
        found = next(each for each in self.rows["calling-plans"] if each["type"] == type)
        return "+".join((str(type), found["name"], found["billing_subscription_id"]))

    def free(self, at: int) -> Mapping[str, Any]:
        """Give a number that nobody has, counted from the last, so that the first ones are left to the lists."""
        mine = [
            each
            for each in self.rows["numbers"]
            if not each.get("assigned_list")
            and each.get("status") == "Normal"
            and each.get("allocated_product") == "ZOOM_PHONE"
        ]
        return mine[-1 - at]


_READ = (
    "users",
    "numbers",
    "call-queues",
    "auto-receptionists",
    "common-areas",
    "sites",
    "accounts",
    "calling-plans",
    "devices",
)


async def look_around(session: Session) -> World:
    """Read what edits are given."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for name in _READ:
        found[name] = await _rows(session, name)
    inside = await session.acting_for(found["accounts"][1]["id"])
    return World(found | {"users inside": await _rows(inside, "users")})


async def _rows(session: Session, name: str) -> list[Mapping[str, Any]]:
    listing = session.listings.open(View(name))
    await listing.refresh()
    rows: list[Mapping[str, Any]] = [each.row for each in await listing.rows(0, listing.status.shown)]
    await listing.close()
    return rows


Values = Callable[[World], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Case:
    """One edit: what is filled in, and how the simulator shows that it was done.

    Attributes:
        values: What is filled in; of a plan nothing.
        read: The operation that tells.
        path: Its path; `{key}` is the row's key, `{above}` that of the object whose detail shows the row, `{of}` what
            `of` gives.
        shows: A text that its answer has afterwards, after `!` one that it no longer has; "" where the object itself is
            to be gone.
        of: An id of the world for the path.
        query: Its query.
        is_inside: It is asked in the name of the account that `of` gives.
    """

    values: Values = lambda _: {}
    read: str = ""
    path: Mapping[str, str] | None = None
    shows: Callable[[World], str] = lambda _: ""
    of: Callable[[World], str] = lambda _: ""
    query: Mapping[str, Any] | None = None
    is_inside: bool = False


def _says(text: str) -> Callable[[World], str]:
    return lambda _: text


_QUEUE = {"callQueueId": "{key}"}
_ABOVE = {"callQueueId": "{above}"}
_NUMBER = {"phoneNumberId": "{key}"}
_USER = {"userId": "{key}"}
_ACCOUNT = {"accountId": "{key}"}


def _handling(values: Mapping[str, Any], shows: str) -> Case:
    return Case(lambda _: values, "getCallHandling", {"extensionId": "{extension_id}"}, _says(shows))


def _given(resource: str, kind: str) -> Case:
    return Case(
        lambda world: {"owner": world.id(resource)},
        "getPhoneNumber",
        _NUMBER,
        lambda world: world.id(resource),
    )


CASES: Mapping[tuple[str, str], Case] = {
    ("Queue", "create"): Case(
        lambda world: {"name": "Night desk", "site_id": world.id("sites")}, "listCallQueues", {}, _says("Night desk")
    ),
    ("Queue", "name, extension, site, time zone, status"): Case(
        lambda _: {"name": "Front desk", "timezone": "America/Denver"}, "getACallQueue", _QUEUE, _says("Front desk")
    ),
    ("Queue", "hours"): _handling({"settings.type": 1}, "'type': 1"),
    ("Queue", "overflow, longest wait, distribution"): _handling(
        {"settings.max_wait_time": 900}, "'max_wait_time': 900"
    ),
    ("Queue", "routing in closed hours"): _handling({"settings.call_not_answer_action": 11}, "'action': 11"),
    ("Queue", "add a holiday"): _handling(
        {"name": "Stocktaking", "from": "2026-12-30T00:00:00Z", "to": "2026-12-30T23:00:00Z"}, "Stocktaking"
    ),
    ("Queue", "policies"): Case(
        lambda _: {"voicemail_transcription": False},
        "getCallQueuePolicy",
        _QUEUE,
        _says("'voicemail_transcription': {'enable': False"),
    ),
    ("Queue", "add members"): Case(
        lambda world: {"users": [world.id("users", -1)]},
        "listCallQueueMembers",
        _QUEUE,
        lambda world: world.id("users", -1),
    ),
    ("Queue", "remove a member"): Case(read="listCallQueueMembers", path=_ABOVE, shows=_says("!{row}")),
    ("Queue", "add numbers"): Case(
        lambda world: {"numbers": [world.free(0)["id"]]}, "getACallQueue", _QUEUE, lambda world: world.free(0)["number"]
    ),
    ("Queue", "take a number away"): Case(read="getACallQueue", path=_ABOVE, shows=_says("!{row}")),
    ("Queue", "delete"): Case(read="getACallQueue", path=_QUEUE),
    ("Number", "assign to a user"): _given("users", "User"),
    ("Number", "assign to a queue"): _given("call-queues", "CallQueue"),
    ("Number", "assign to an auto receptionist"): _given("auto-receptionists", "AutoReceptionist"),
    ("Number", "assign to a common area"): _given("common-areas", "CommonArea"),
    ("Number", "unassign"): Case(read="getPhoneNumber", path=_NUMBER, shows=_says("!assigned_to_id")),
    ("Number", "allocate"): Case(
        lambda _: {"product": "UNALLOCATED"}, "getPhoneNumber", _NUMBER, _says("!'allocated_product': 'ZOOM_PHONE'")
    ),
    ("Number", "site"): Case(
        lambda world: {"site": world.id("sites", 1)}, "getPhoneNumber", _NUMBER, lambda world: world.id("sites", 1)
    ),
    ("Number", "display name, caller ID name"): Case(
        lambda _: {"display_name": "Hotline"}, "getPhoneNumber", _NUMBER, _says("Hotline")
    ),
    ("Number", "add BYOC numbers"): Case(
        lambda world: {
            "allocated_product": "ZOOM_PHONE",
            "phone_numbers": ["+14155550142"],
            "site_id": world.id("sites"),
        },
        "listAccountPhoneNumbers",
        {},
        _says("+14155550142"),
    ),
    ("Number", "delete one that nobody has"): Case(read="getPhoneNumber", path=_NUMBER),
    ("Peering", "add"): Case(
        lambda _: {"phone_number": "+14155550143", "sip_trunk_name": "peering-1", "status": True},
        "nm_listPeeringPhoneNumbers",
        {},
        _says("+14155550143"),
    ),
    ("Peering", "update"): Case(
        lambda _: {"service_info": "Night service"}, "nm_listPeeringPhoneNumbers", {}, _says("Night service")
    ),
    ("Peering", "remove"): Case(read="nm_listPeeringPhoneNumbers", path={}, shows=_says("!'{key}'")),
    ("SMS", "give a campaign numbers"): Case(
        lambda world: {
            "numbers": [world.free(1)["id"]],
            "loa_authorizing_person": "Jo Doe",
            "contact_number": "+14155550144",
            "title": "CFO",
            "contact_emails": "jo@example.com",
        },
        "nm_GetSMSCampaign",
        {"smsCampaignId": "{key}"},
        lambda world: world.free(1)["number"],
    ),
    ("SMS", "give a consent numbers"): Case(
        lambda world: {"numbers": [world.free(5)["id"]]},
        "ListConsentPhoneNumbers",
        {"consentId": "{key}"},
        lambda world: world.free(5)["number"],
    ),
    ("SIP", "assign an audio trunk to a sub account"): Case(
        lambda world: {"account": world.id("accounts")},
        "listSIPTrunks",
        {"accountId": "{of}"},
        _says("'id': '{key}'"),
        lambda world: world.id("accounts"),
    ),
    ("SIP", "take a sub account's audio trunk away"): Case(
        read="listSIPTrunks", path={"accountId": "{above}"}, shows=_says("!'id': '{row}'")
    ),
    ("SIP", "add an internal number"): Case(
        lambda _: {
            "number": "+14155550145",
            "display_number": "+14155550145",
            "country": "US",
            "type": 0,
            "labels": "Night bridge",
            "languages": "en-US",
        },
        "listInternalNumbers",
        {"accountId": "me"},
        _says("Night bridge"),
    ),
    ("SIP", "add a call-out country"): Case(
        lambda _: {"id": "US"}, "listInternalCalloutCountries", {"accountId": "me"}, _says("'id': 'US'")
    ),
    ("SIP", "end call-out to a country"): Case(
        read="listInternalCalloutCountries", path={"accountId": "me"}, shows=_says("!'id': '{key}'")
    ),
    ("SIP", "assign a number to a sub account"): Case(
        lambda world: {"account": world.id("accounts")},
        "listSipTrunkNumbers",
        {"accountId": "{of}"},
        _says("{key}"),
        lambda world: world.id("accounts"),
        is_inside=True,
    ),
    ("SIP phone", "enable"): Case(
        lambda world: {
            "user_email": world.id("users", 3, "email"),
            "user_name": "8550999",
            "password": "s3cret-Word",
            "authorization_name": "8550999",
            "domain": "pbx.example",
            "voice_mail": "8550998",
            "register_server": "sip1.pbx.example",
            "proxy_server": "proxy1.pbx.example",
        },
        "listSipPhones",
        {},
        lambda world: world.id("users", 3, "email"),
    ),
    ("SIP phone", "update"): Case(
        lambda _: {"password": "s3cret-Word", "authorization_name": "8550997", "domain": "voice.example"},
        "listSipPhones",
        {},
        _says("voice.example"),
    ),
    ("SIP phone", "delete"): Case(read="listSipPhones", path={}, shows=_says("!{key}")),
    ("User", "calling plan"): Case(
        lambda world: {"plans": [world.plan(100)]}, "phoneUser", _USER, _says("'type': 100")
    ),
    ("User", "numbers"): Case(
        lambda world: {"numbers": [world.free(3)["id"]]}, "phoneUser", _USER, lambda world: world.free(3)["number"]
    ),
    ("User", "extension, site, policies"): Case(
        lambda world: {"site_id": world.id("sites", 2)}, "phoneUser", _USER, lambda world: world.id("sites", 2)
    ),
    ("Account", "create a sub account"): Case(
        lambda _: {
            "email": "owner@new.example",
            "first_name": "Jo",
            "last_name": "Doe",
            "password": "s3cret-Word1",
            "account_name": "Acme Night",
        },
        "accounts",
        {},
        _says("Acme Night"),
    ),
    ("Account", "options"): Case(
        lambda _: {"share_mc": True, "share_rc": True}, "GetSubAccountDetails", _ACCOUNT, _says("'share_rc': True")
    ),
    ("Account", "owner"): Case(
        lambda world: {"email": world.id("users inside", 1, "email")},
        "GetSubAccountDetails",
        _ACCOUNT,
        lambda world: world.id("users inside", 1, "email"),
    ),
    ("Account", "lock a setting"): Case(
        lambda _: {"setting": "in_meeting.auto_answer", "locked": False},
        "getAccountLockSettings",
        _ACCOUNT,
        _says("'auto_answer': False"),
    ),
    ("Device", "reboot"): Case(read="getADevice", path={"deviceId": "{key}"}, shows=_says("{key}")),
    ("Device", "assign"): Case(
        lambda world: {"extensions": [world.id("users", 5)]},
        "getADevice",
        {"deviceId": "{key}"},
        lambda world: world.id("users", 5, "extension_id"),
    ),
    ("Device", "take from a user"): Case(
        lambda world: {"extensions": [world.rows["devices"][2]["assignees"][0]["id"]]},
        "getADevice",
        {"deviceId": "{key}"},
        lambda world: "!" + world.rows["devices"][2]["assignees"][0]["extension_id"],
    ),
    ("Recording", "delete"): Case(read="getPhoneRecordings", path={}, shows=_says("!{key}")),
    ("Voicemail", "read or unread"): Case(
        lambda _: {"read_status": "unread"},
        "getVoicemailDetails",
        {"voicemailId": "{key}"},
        _says("'status': 'unread'"),
    ),
    ("Voicemail", "delete"): Case(read="accountVoiceMails", path={}, shows=_says("!{key}")),
}
