"""Common areas: phones that belong to a place and to nobody, their numbers, and the codes that activate them."""

from __future__ import annotations

from ztui.resources.model import (
    Child,
    Column,
    Confirm,
    Field,
    Filter,
    Group,
    Kind,
    Operations,
    Related,
    Resource,
    Row,
)
from ztui.resources.shows import address, dicts, first_number, joined, listed, plans, rows_at

__all__ = ["RESOURCES"]


def _phones(row: Row) -> str:
    """Name the desk phones, those that are offline with that word."""
    return ", ".join(
        joined(each.get("display_name"), "(offline)" if each.get("status") == "offline" else "", by=" ")
        for each in dicts(row.get("desk_phones"))
    )


COMMON_AREAS = Resource(
    name="common-areas",
    aliases=("common-area", "ca", "areas"),
    title="Common areas",
    singular="common area",
    key="id",
    label="display_name",
    help="Phones that belong to a place and to nobody: extension, numbers, site, plan, desk phones.",
    model="ztui.resources.models.common_areas:CommonArea",
    operations=Operations(
        list="listCommonAreas",
        get="getACommonArea",
        create="addCommonArea",
        update="updateCommonArea",
        delete="deleteCommonArea",
    ),
    get_key="commonAreaId",
    columns=(
        Column("display_name", 20, title="Name", alias="name"),
        Column("extension_number", 7, title="Ext", kind=Kind.EXTENSION, alias="ext"),
        Column("phone_numbers[0].number", 19, title="Numbers", show=first_number, alias="numbers"),
        Column("site.name", 12, title="Site", alias="site"),
        Column("status", 8, kind=Kind.STATUS),
        Column("calling_plans[0].name", 18, title="Plans", show=plans, wide_only=True, alias="plans"),
        Column("desk_phones[0].display_name", 18, title="Desk phones", show=_phones, wide_only=True, alias="phones"),
        Column("department", 14, hidden=True, from_get=True),
        Column("cost_center", 12, hidden=True, from_get=True),
        Column("id", 22, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Overview",
            (
                Field("display_name", "Name"),
                Field("extension_number", "Extension", Kind.EXTENSION),
                Field("phone_numbers", "Numbers", show=listed("phone_numbers", "number")),
                Field("outbound_caller_ids", "Caller IDs", show=listed("outbound_caller_ids", "number")),
                Field("site.name", "Site"),
                Field("status", kind=Kind.STATUS, help="In the row of the list only."),
                Field("desk_phones", "Desk phones", show=_phones, help="In the row of the list only."),
                Field("calling_plans", "Calling plans", show=plans),
            ),
        ),
        Group(
            "Order",
            (
                Field("department"),
                Field("cost_center"),
                Field("country.name", "Country"),
                Field("area_code", "Area code"),
                Field("default_transcription_language", "Transcription"),
            ),
        ),
        Group(
            "Policies",
            (
                Field("policy.international_calling.enable", "International calls", Kind.FLAG),
                Field("policy.outbound_calling.enable", "Outbound calls", Kind.FLAG),
                Field("policy.auto_call_recording.enable", "Automatic recording", Kind.FLAG),
                Field("policy.ad_hoc_call_recording.enable", "Recording by hand", Kind.FLAG),
                Field("policy.call_park.enable", "Call park", Kind.FLAG),
            ),
        ),
        Group(
            "Emergency",
            (
                Field("emergency_address", "Address", show=address("emergency_address")),
                Field("emergency_address.status", "Verification", Kind.STATUS, table="emergency_status"),
            ),
        ),
        Group("Ids", (Field("id", "ID", Kind.ID),)),
    ),
    filters=(
        Filter("site_id", "Site", picks="sites"),
        Filter("calling_type", "Calling plan"),
        Filter("common_area_device_type", "Kind of phone"),
    ),
    children=(Child("Numbers", "common-area-numbers", (("commonAreaId", "id"),)),),
    related=(
        Related("Calls", "call-history", where=(("keyword", "extension_number"),)),
        Related("Devices", "devices", where=(("keyword", "extension_number"),)),
        Related("Activation code", "activation-codes", match=(("common_area_id", "id"),)),
        Related("Emergency address", "emergency-addresses", key="emergency_address.id"),
        Related("Site", "sites", key="site.id"),
    ),
    confirm={"create": Confirm.REVIEW, "update": Confirm.REVIEW, "delete": Confirm.SEVERE},
)

COMMON_AREA_NUMBERS = Resource(
    name="common-area-numbers",
    aliases=("common-area-number",),
    title="Common area numbers",
    singular="number of the common area",
    key="id",
    label="number",
    help="The numbers of a common area.",
    model="ztui.resources.models.parts:AssignedNumber",
    operations=Operations(
        list="getACommonArea", create="assignPhoneNumbersToCommonArea", delete="unassignPhoneNumbersFromCommonArea"
    ),
    parents=("commonAreaId",),
    unfold=rows_at("phone_numbers"),
    columns=(
        Column("number", 20, kind=Kind.NUMBER),
        Column("source", 12, kind=Kind.STATUS, short=(("internal", "Zoom"), ("external", "outside"))),
        Column("display_name", 24, title="Shown as"),
        Column("id", 22, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Overview",
            (
                Field("number", kind=Kind.NUMBER),
                Field("display_name", "Shown as"),
                Field("source"),
                Field("id", "ID", Kind.ID),
            ),
        ),
    ),
    related=(Related("Number", "numbers", key="id"),),
    confirm={"create": Confirm.REVIEW, "delete": Confirm.DANGER},
)

ACTIVATION_CODES = Resource(
    name="activation-codes",
    aliases=("activation-code", "common-area-codes"),
    title="Activation codes",
    singular="activation code",
    key="common_area_id",
    label="display_name",
    help="Codes by which the phones of common areas sign in, until when they work, and whether they were used.",
    model="ztui.resources.models.common_areas:ActivationCode",
    operations=Operations(list="listActivationCodes", create="Generateactivationcodesforcommonareas"),
    columns=(
        Column("display_name", 20, title="Common area", alias="name"),
        Column("extension_number", 7, title="Ext", kind=Kind.EXTENSION, alias="ext"),
        Column("activation_code", 18, title="Code", alias="code"),
        Column("activation_code_expiration", 13, title="Expires", kind=Kind.TIME, alias="expires"),
        Column("status", 8, kind=Kind.STATUS),
        Column("site.name", 16, title="Site", wide_only=True, alias="site"),
        Column("common_area_id", 22, title="Common area ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Overview",
            (
                Field("display_name", "Common area"),
                Field("extension_number", "Extension", Kind.EXTENSION),
                Field("activation_code", "Code"),
                Field("activation_code_expiration", "Expires", Kind.TIME),
                Field("status", kind=Kind.STATUS),
                Field("site.name", "Site"),
                Field("common_area_id", "Common area ID", Kind.ID),
            ),
        ),
    ),
    related=(
        Related("Common area", "common-areas", key="common_area_id"),
        Related("Site", "sites", key="site.site_id"),
    ),
    confirm={"create": Confirm.REVIEW},
    unavailable={"delete": "A code ends by itself; a new one takes its place."},
)

RESOURCES = (COMMON_AREAS, COMMON_AREA_NUMBERS, ACTIVATION_CODES)
