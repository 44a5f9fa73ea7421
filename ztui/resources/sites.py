"""Sites: the places by which extensions, numbers and policies are kept apart."""

from __future__ import annotations

from ztui.resources.model import Column, Confirm, Field, Filter, Group, Kind, Operations, Related, Resource
from ztui.resources.shows import address, named

__all__ = ["RESOURCES"]


_MAIN_MENU = named("main_auto_receptionist")

SITES = Resource(
    name="sites",
    aliases=("site",),
    title="Sites",
    singular="site",
    key="id",
    help="Sites with their code, country and main auto receptionist.",
    model="ztui.resources.models.sites:Site",
    operations=Operations(
        list="listPhoneSites",
        get="getASite",
        create="createPhoneSite",
        update="updateSiteDetails",
        delete="deletePhoneSite",
    ),
    get_key="siteId",
    columns=(
        Column("name", 24),
        Column("site_code", 6, title="Code", kind=Kind.ID, alias="code"),
        Column("country.name", 14, title="Country", alias="country"),
        Column("main_auto_receptionist.name", 25, title="Main menu", show=_MAIN_MENU, alias="menu"),
        Column("country.code", 7, title="Country code", hidden=True),
        Column("id", 22, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Overview",
            (
                Field("name"),
                Field("site_code", "Site code", Kind.ID, help="Stands before the short extensions of the site."),
                Field("short_extension.length", "Short extensions", unit="digits"),
                Field("country", "Country"),
                Field("main_auto_receptionist", "Main menu", show=_MAIN_MENU),
                Field("caller_id_name", "Caller ID name"),
                Field("sip_zone.name", "SIP zone"),
            ),
        ),
        Group(
            "Emergency",
            (
                Field("default_emergency_address", "Default address", show=address("default_emergency_address")),
                Field("default_emergency_address.status", "Verification", Kind.STATUS, table="emergency_status"),
                Field("default_emergency_address.is_default", "For the whole account", Kind.FLAG),
            ),
        ),
        Group(
            "Policies",
            (
                Field("policy.international_calling.enable", "International calls", Kind.FLAG),
                Field("policy.voicemail.enable", "Voicemail", Kind.FLAG),
                Field("policy.auto_call_recording.enable", "Automatic recording", Kind.FLAG),
                Field("policy.ad_hoc_call_recording.enable", "Recording by hand", Kind.FLAG),
                Field("policy.sms.enable", "SMS", Kind.FLAG),
            ),
        ),
        Group(
            "India",
            (
                Field("india_entity_name", "Entity"),
                Field("india_state_code", "State"),
                Field("india_city", "City"),
                Field("india_sdca_npa", "SDCA"),
            ),
        ),
        Group("Ids", (Field("id", "ID", Kind.ID), Field("sip_zone.id", "SIP zone ID", Kind.ID))),
    ),
    filters=(Filter("site_name", "Name"),),
    related=(
        Related("Main menu", "auto-receptionists", key="main_auto_receptionist.id"),
        Related("Queues", "call-queues", where=(("site_id", "id"),)),
        Related("Users", "users", where=(("site_id", "id"),)),
        Related("Numbers", "numbers", where=(("site_id", "id"),)),
        Related("Devices", "devices", where=(("site_id", "id"),)),
        Related("Common areas", "common-areas", where=(("site_id", "id"),)),
        Related("Zoom Rooms", "rooms", where=(("site_id", "id"),)),
        Related("Calls", "call-history", where=(("site_ids", "id"),)),
        Related("Recordings", "recordings", where=(("site_id", "id"),)),
        Related("Voicemails", "voicemails", where=(("site_id", "id"),)),
        Related("Queue analytics", "queue-analytics", where=(("site_id", "id"),)),
        Related("Default address", "emergency-addresses", key="default_emergency_address.id"),
        Related("Emergency addresses", "emergency-addresses", where=(("site_id", "id"),)),
        Related("Emergency locations", "emergency-locations", where=(("site_id", "id"),)),
    ),
    confirm={"create": Confirm.REVIEW, "update": Confirm.REVIEW, "delete": Confirm.SEVERE},
)

RESOURCES = (SITES,)
