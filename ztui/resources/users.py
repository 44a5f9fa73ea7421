"""People with Zoom Phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.resources.model import Child, Column, Confirm, Field, Filter, Group, Kind, Operations, Related, Resource
from ztui.resources.shows import address, first_number, listed, plans

if TYPE_CHECKING:
    from ztui.resources.model import Row

__all__ = ["RESOURCES"]

_BY_EXTENSION = (("extensionId", "extension_id"),)
_BY_USER = (("userId", "id"),)
_STATUS = (("activate", "active"), ("deactivate", "inactive"), ("pending", "pending"))


def _status(row: Row) -> str:
    status = row.get("status")
    return dict(_STATUS).get(status, status) if isinstance(status, str) else ""


USERS = Resource(
    name="users",
    aliases=("user", "people", "extensions"),
    title="Users",
    singular="user",
    key="id",
    label="name|email",
    help="People with Zoom Phone: extension, numbers, site, calling plans, status.",
    model="ztui.resources.models.users:User",
    operations=Operations(list="listPhoneUsers", get="phoneUser", create="batchAddUsers", update="updateUserProfile"),
    get_key="userId",
    columns=(
        Column("name", 18),
        Column("extension_number", 7, title="Ext", kind=Kind.EXTENSION, alias="ext"),
        Column("phone_numbers[0].number", 19, title="Numbers", show=first_number, alias="numbers"),
        Column("email", 16, title="E-mail"),
        Column("site.name", 8, title="Site", alias="site"),
        Column("status", 8, kind=Kind.STATUS, short=_STATUS, wide_only=True),
        Column("calling_plans[0].name", 20, title="Plans", show=plans, wide_only=True, alias="plans"),
        Column("department", 14, hidden=True),
        Column("cost_center", 12, hidden=True),
        Column("activation_status", 17, title="Activation", kind=Kind.STATUS, hidden=True),
        Column("phone_user_id", 22, title="Phone user ID", kind=Kind.ID, hidden=True),
        Column("id", 22, title="ID", kind=Kind.ID, hidden=True),
        Column("extension_id", 22, title="Extension ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Overview",
            (
                Field("name", help="In the row of the list only."),
                Field("extension_number", "Extension", Kind.EXTENSION),
                Field("email", "E-mail"),
                Field("phone_numbers", "Numbers", show=listed("phone_numbers", "number")),
                Field("site.name", "Site", also=("site_id",)),
                Field("status", kind=Kind.STATUS, show=_status),
                Field("activation_status", "Activation", Kind.STATUS),
                Field("calling_plans", "Calling plans", show=plans),
            ),
        ),
        Group(
            "Order",
            (Field("department"), Field("cost_center"), Field("site_admin", "Admin of the site", Kind.FLAG)),
        ),
        Group(
            "Policies",
            (
                Field("policy.international_calling", "International calls", Kind.FLAG),
                Field("policy.voicemail.enable", "Voicemail", Kind.FLAG),
                Field("policy.auto_call_recording.enable", "Automatic recording", Kind.FLAG),
                Field("policy.ad_hoc_call_recording.enable", "Recording by hand", Kind.FLAG),
                Field("policy.sms.enable", "SMS", Kind.FLAG),
                Field("policy.online_fax.enable", "Fax", Kind.FLAG),
                Field("policy.forwarding_to_external_numbers", "Forwarding outside", Kind.FLAG),
                Field("policy.hand_off_to_room.enable", "Hand-off to a room", Kind.FLAG),
                Field("policy.e2e_encryption.enable", "End-to-end encryption", Kind.FLAG),
            ),
        ),
        Group("Emergency", (Field("emergency_address", "Address", show=address("emergency_address")),)),
        Group(
            "Ids",
            (
                Field("id", "ID", Kind.ID),
                Field("phone_user_id", "Phone user ID", Kind.ID),
                Field("extension_id", "Extension ID", Kind.ID),
            ),
        ),
    ),
    filters=(
        Filter("keyword", "Name, e-mail, number or extension"),
        Filter("site_id", "Site", picks="sites"),
        Filter("status"),
        Filter("calling_type", "Calling plan"),
        Filter("department"),
        Filter("cost_center"),
    ),
    children=(
        Child("Hours", "call-handling", _BY_EXTENSION),
        Child("Recordings", "user-recordings", _BY_USER),
        Child("Voicemails", "user-voicemails", _BY_USER),
        Child("SMS", "user-sms-sessions", _BY_USER),
        Child("Keys", "line-keys", _BY_EXTENSION),
    ),
    related=(
        Related("Calls", "call-history", where=(("keyword", "extension_number"),)),
        Related("Numbers", "numbers", where=(("keyword", "phone_numbers[0].number|name|email"),)),
        Related("Devices", "devices", where=(("keyword", "extension_number"),)),
        Related("Emergency address", "emergency-addresses", key="emergency_address.id"),
        Related("Own emergency addresses", "emergency-addresses", where=(("user_id", "id"),)),
        Related("Site", "sites", key="site.id|site_id"),
    ),
    confirm={"create": Confirm.REVIEW, "update": Confirm.REVIEW},
    unavailable={"delete": "Zoom users are not deleted by the phone API; take their plan, or deactivate them."},
)

RESOURCES = (USERS,)
