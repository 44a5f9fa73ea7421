"""Call queues, their members and their numbers.

Hours and routing of a queue hang on its extension: `call-handling`. The operation ids are treacherous:
`unassignAPhoneNumCallQueue` and `unassignAllMembers` take everything, and are not offered.
"""

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
from ztui.resources.rows import value_at
from ztui.resources.shows import dicts, first_number, listed, rows_at

__all__ = ["RESOURCES"]


def _member_count(row: Row) -> int:
    return sum(len(dicts(value_at(row, f"members.{kind}"))) for kind in ("users", "common_areas"))


def _members(row: Row) -> str:
    """Say how many there are and how many of them have opted in; common areas always take calls."""
    if "members" not in row:
        return ""
    users = dicts(value_at(row, "members.users"))
    opted = sum(1 for user in users if user.get("receive_call") is True)
    return f"{_member_count(row)} · {opted} opted in"


def _takes_calls(row: Row) -> str:
    """Say whether a member takes calls: its opt-in, which is no presence; common areas always do."""
    if row.get("level") == "commonArea":
        return "always"
    takes = row.get("receive_call")
    return "" if not isinstance(takes, bool) else "opted in" if takes else "opted out"


def _member_resource(row: Row) -> str:
    return "common-areas" if row.get("level") == "commonArea" else "users"


CALL_QUEUES = Resource(
    name="call-queues",
    aliases=("cq", "queues", "queue", "call-queue"),
    title="Call queues",
    singular="call queue",
    key="id",
    help="Queues with their extension, numbers, members, hours and routing.",
    model="ztui.resources.models.call_queues:CallQueue",
    operations=Operations(
        list="listCallQueues",
        get="getACallQueue",
        create="createCallQueue",
        update="updateCallQueue",
        delete="deleteACallQueue",
    ),
    get_key="callQueueId",
    columns=(
        Column("name", 18),
        Column("extension_number", 7, title="Ext", kind=Kind.EXTENSION, alias="ext"),
        Column("site.name", 8, title="Site", alias="site"),
        Column("phone_numbers[0].number", 19, title="Numbers", show=first_number, alias="numbers"),
        Column("members", 7, title="Members", kind=Kind.COUNT, show=_member_count, from_get=True),
        Column("status", 8, kind=Kind.STATUS),
        Column("department", 14, wide_only=True, from_get=True),
        Column("cost_center", 12, hidden=True, from_get=True),
        Column("timezone", 20, title="Time zone", hidden=True, from_get=True),
        Column("id", 22, title="ID", kind=Kind.ID, hidden=True),
        Column("extension_id", 22, title="Extension ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Overview",
            (
                Field("name"),
                Field("extension_number", "Extension", Kind.EXTENSION),
                Field("status", kind=Kind.STATUS),
                Field("site.name", "Site"),
                Field("phone_numbers", "Numbers", show=listed("phone_numbers", "number")),
                Field("members", "Members", show=_members, help="Opted in is the member's own choice, not presence."),
                Field("timezone", "Time zone", help="Hours and holidays are in this zone."),
            ),
        ),
        Group("Order", (Field("department"), Field("cost_center"))),
        Group(
            "Languages and storage",
            (
                Field("audio_prompt_language", "Prompts"),
                Field("default_transcription_language", "Transcription"),
                Field("recording_storage_location", "Recordings in"),
                Field("own_storage_name", "Own storage"),
            ),
        ),
        Group("Ids", (Field("id", "ID", Kind.ID), Field("extension_id", "Extension ID", Kind.ID))),
    ),
    filters=(Filter("site_id", "Site", picks="sites"), Filter("department"), Filter("cost_center")),
    children=(
        Child("Members", "queue-members", (("callQueueId", "id"),)),
        Child("Numbers", "queue-numbers", (("callQueueId", "id"),)),
        Child("Hours", "call-handling", (("extensionId", "extension_id"),)),
        Child("Recordings", "queue-recordings", (("callQueueId", "id"),)),
    ),
    related=(
        Related("Calls", "call-history", where=(("keyword", "extension_number"),)),
        Related("Zoom analytics", "queue-analytics", where=(("call_queue_ext_ids", "extension_id"),)),
        Related("Site", "sites", key="site.id"),
    ),
    confirm={"create": Confirm.REVIEW, "update": Confirm.REVIEW, "delete": Confirm.SEVERE},
)

QUEUE_MEMBERS = Resource(
    name="queue-members",
    aliases=("members", "queue-member"),
    title="Queue members",
    singular="queue member",
    key="id",
    help="Who is in a queue, and who of them takes its calls (opted in is no presence).",
    model="ztui.resources.models.call_queues:QueueMember",
    operations=Operations(
        list="listCallQueueMembers", create="addMembersToCallQueue", delete="unassignMemberFromCallQueue"
    ),
    parents=("callQueueId",),
    columns=(
        Column("name", 32),
        Column("receive_call", 12, title="Takes calls", kind=Kind.STATUS, show=_takes_calls, alias="takes"),
        Column("level", 12, title="Kind", kind=Kind.STATUS, short=(("commonArea", "common area"),)),
        Column("id", 22, title="ID", kind=Kind.ID, hidden=True),
        Column("extension_id", 22, title="Extension ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Overview",
            (Field("name"), Field("receive_call", "Takes calls", Kind.STATUS, _takes_calls), Field("level", "Kind")),
        ),
        Group("Ids", (Field("id", "ID", Kind.ID), Field("extension_id", "Extension ID", Kind.ID))),
    ),
    related=(Related("Member", key="id", choose=_member_resource),),
    confirm={"create": Confirm.REVIEW, "delete": Confirm.DANGER},
    unavailable={"update": "The API has no way to opt a member in or out; members do it themselves."},
)

QUEUE_NUMBERS = Resource(
    name="queue-numbers",
    aliases=("queue-number",),
    title="Queue numbers",
    singular="queue number",
    key="id",
    help="The numbers that lead straight to a queue.",
    model="ztui.resources.models.call_queues:QueueNumber",
    operations=Operations(list="getACallQueue", create="assignPhoneToCallQueue", delete="unAssignPhoneNumCallQueue"),
    parents=("callQueueId",),
    unfold=rows_at("phone_numbers"),
    columns=(
        Column("number", 20, kind=Kind.NUMBER),
        Column("source", 12, kind=Kind.STATUS, short=(("internal", "Zoom"), ("external", "outside"))),
        Column("id", 22, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(Group("Overview", (Field("number", kind=Kind.NUMBER), Field("source"), Field("id", "ID", Kind.ID))),),
    related=(Related("Number", "numbers", key="id"),),
    confirm={"create": Confirm.REVIEW, "delete": Confirm.DANGER},
)

RESOURCES = (CALL_QUEUES, QUEUE_MEMBERS, QUEUE_NUMBERS)
