"""Zoom Rooms with a phone licence, their numbers, and the rooms that have none yet."""

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
)
from ztui.resources.shows import address, first_number, listed, plans, rows_at

__all__ = ["RESOURCES"]


ROOMS = Resource(
    name="rooms",
    aliases=("room", "zoom-rooms"),
    title="Zoom Rooms",
    singular="Zoom Room",
    key="id",
    help="Zoom Rooms with a phone licence: extension, numbers, site, calling plans.",
    model="ztui.resources.models.rooms:Room",
    operations=Operations(
        list="listZoomRooms", get="getZoomRoom", create="addZoomRoom", update="updateZoomRoom", delete="RemoveZoomRoom"
    ),
    get_key="roomId",
    columns=(
        Column("name", 22),
        Column("extension_number", 7, title="Ext", kind=Kind.EXTENSION, alias="ext"),
        Column("phone_numbers[0].number", 19, title="Numbers", show=first_number, alias="numbers"),
        Column("site.name", 20, title="Site", alias="site"),
        Column("calling_plans[0].name", 24, title="Plans", show=plans, wide_only=True, alias="plans"),
        Column("id", 22, title="ID", kind=Kind.ID, hidden=True),
        Column("extension_id", 22, title="Extension ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Overview",
            (
                Field("name"),
                Field("extension_number", "Extension", Kind.EXTENSION),
                Field("phone_numbers", "Numbers", show=listed("phone_numbers", "number")),
                Field("site.name", "Site"),
                Field("calling_plans", "Calling plans", show=plans),
                Field("policy.international_calling.enable", "International calls", Kind.FLAG),
                Field("policy.select_outbound_caller_id.enable", "Chooses its caller ID", Kind.FLAG),
            ),
        ),
        Group("Emergency", (Field("emergency_address", "Address", show=address("emergency_address")),)),
        Group("Ids", (Field("id", "ID", Kind.ID), Field("extension_id", "Extension ID", Kind.ID))),
    ),
    filters=(
        Filter("keyword", "Name, extension or number"),
        Filter("site_id", "Site", picks="sites"),
        Filter("calling_type", "Calling plan"),
    ),
    children=(Child("Numbers", "room-numbers", (("roomId", "id"),)),),
    related=(
        Related("Calls", "call-history", where=(("keyword", "extension_number"),)),
        Related("Emergency address", "emergency-addresses", key="emergency_address.id"),
        Related("Site", "sites", key="site.id"),
    ),
    confirm={"create": Confirm.REVIEW, "update": Confirm.REVIEW, "delete": Confirm.SEVERE},
)

ROOM_NUMBERS = Resource(
    name="room-numbers",
    aliases=("room-number",),
    title="Zoom Room numbers",
    singular="number of the Zoom Room",
    key="id",
    label="number",
    help="The numbers of a Zoom Room.",
    model="ztui.resources.models.parts:AssignedNumber",
    operations=Operations(
        list="getZoomRoom", create="assignPhoneNumberToZoomRoom", delete="UnassignPhoneNumberFromZoomRoom"
    ),
    parents=("roomId",),
    unfold=rows_at("phone_numbers"),
    columns=(
        Column("number", 24, kind=Kind.NUMBER),
        Column("id", 22, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(Group("Overview", (Field("number", kind=Kind.NUMBER), Field("id", "ID", Kind.ID))),),
    related=(Related("Number", "numbers", key="id"),),
    confirm={"create": Confirm.REVIEW, "delete": Confirm.DANGER},
)

UNASSIGNED_ROOMS = Resource(
    name="unassigned-rooms",
    aliases=("unassigned-room",),
    title="Zoom Rooms without a phone",
    singular="Zoom Room without a phone",
    key="id",
    label="display_name",
    help="Zoom Rooms that have no phone licence yet.",
    model="ztui.resources.models.rooms:UnassignedRoom",
    operations=Operations(list="listUnassignedZoomRooms"),
    columns=(
        Column("display_name", 24, title="Name", alias="name"),
        Column("location_info", 24, title="Location", alias="location"),
        Column("department", 14),
        Column("cost_center", 8, title="Cost c."),
        Column("location_id", 22, title="Location ID", kind=Kind.ID, hidden=True),
        Column("id", 22, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Overview",
            (
                Field("display_name", "Name"),
                Field("location_info", "Location"),
                Field("department"),
                Field("cost_center"),
                Field("id", "ID", Kind.ID),
                Field("location_id", "Location ID", Kind.ID),
            ),
        ),
    ),
    filters=(Filter("keyword", "Name"),),
    unavailable={"update": "A room without a phone is changed where Zoom Rooms are."},
)

RESOURCES = (ROOMS, ROOM_NUMBERS, UNASSIGNED_ROOMS)
