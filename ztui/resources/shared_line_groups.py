"""Shared line groups, their members and their numbers.

Members and numbers stand in the group's own answer. The operation ids are treacherous: `deleteMembersOfSLG` and
`deletePhoneNumbersSLG` take everything, and are not offered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.resources.model import (
    Child,
    Column,
    Confirm,
    Field,
    Group,
    Kind,
    Operations,
    Related,
    Resource,
    Row,
)
from ztui.resources.rows import value_at
from ztui.resources.shows import dicts, first_number, in_words, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["RESOURCES"]

_KINDS = (("users", "user"), ("common_areas", "commonArea"))


def _members_of(answer: Row) -> Sequence[dict[str, Any]]:
    return [{"kind": kind, **each} for name, kind in _KINDS for each in dicts(value_at(answer, f"members.{name}"))]


def _numbers_of(answer: Row) -> Sequence[dict[str, Any]]:
    primary = answer.get("primary_number")
    return [
        {"is_primary": each.get("number") == primary, **each} if primary else dict(each)
        for each in dicts(answer.get("phone_numbers"))
    ]


def _member_count(row: Row) -> int:
    return sum(len(dicts(value_at(row, f"members.{name}"))) for name, _ in _KINDS)


def _members(row: Row) -> str:
    return str(_member_count(row)) if "members" in row else ""


def _member_resource(row: Row) -> str:
    return "common-areas" if row.get("kind") == "commonArea" else "users"


SHARED_LINE_GROUPS = Resource(
    name="shared-line-groups",
    aliases=("shared-line-group", "slg", "line-groups"),
    title="Shared line groups",
    singular="shared line group",
    key="id",
    label="display_name",
    help="Lines that several phones ring on: extension, numbers, members, site, status.",
    model="ztui.resources.models.shared_line_groups:SharedLineGroup",
    operations=Operations(
        list="listSharedLineGroups",
        get="getASharedLineGroup",
        create="createASharedLineGroup",
        update="updateASharedLineGroup",
        delete="deleteASharedLineGroup",
    ),
    get_key="sharedLineGroupId",
    columns=(
        Column("display_name", 18, title="Name", alias="name"),
        Column("extension_number", 7, title="Ext", kind=Kind.EXTENSION, alias="ext"),
        Column("site.name", 8, title="Site", alias="site"),
        Column("phone_numbers[0].number", 19, title="Numbers", show=first_number, alias="numbers"),
        Column("members", 7, title="Members", kind=Kind.COUNT, show=_member_count, from_get=True),
        Column("status", 8, kind=Kind.STATUS),
        Column("timezone", 20, title="Time zone", wide_only=True, from_get=True),
        Column("department", 14, hidden=True, from_get=True),
        Column("cost_center", 12, hidden=True, from_get=True),
        Column("id", 22, title="ID", kind=Kind.ID, hidden=True),
        Column("extension_id", 22, title="Extension ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Overview",
            (
                Field("display_name", "Name"),
                Field("extension_number", "Extension", Kind.EXTENSION),
                Field("status", kind=Kind.STATUS),
                Field("site.name", "Site"),
                Field("phone_numbers", "Numbers", show=listed("phone_numbers", "number")),
                Field("primary_number", "Primary number", Kind.NUMBER),
                Field("members", "Members", show=_members),
                Field("timezone", "Time zone", help="Hours and holidays are in this zone."),
                Field("allow_privacy", "Calls can be made private", Kind.FLAG),
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
    children=(
        Child("Members", "shared-line-group-members", (("sharedLineGroupId", "id"),)),
        Child("Numbers", "shared-line-group-numbers", (("sharedLineGroupId", "id"),)),
        Child("Hours", "call-handling", (("extensionId", "extension_id"),)),
    ),
    related=(
        Related("Calls", "call-history", where=(("keyword", "extension_number"),)),
        Related("Primary number", "numbers", where=(("keyword", "primary_number"),)),
        Related("Site", "sites", key="site.id"),
    ),
    confirm={"create": Confirm.REVIEW, "update": Confirm.REVIEW, "delete": Confirm.SEVERE},
)

MEMBERS = Resource(
    name="shared-line-group-members",
    aliases=("line-group-members", "slg-members"),
    title="Shared line group members",
    singular="member of the shared line group",
    key="id",
    label="name",
    help="Who answers a shared line: users and common areas.",
    model="ztui.resources.models.shared_line_groups:LineMember",
    operations=Operations(list="getASharedLineGroup", create="addMembersToSharedLineGroup", delete="deleteAMemberSLG"),
    parents=("sharedLineGroupId",),
    unfold=_members_of,
    columns=(
        Column("name", 40),
        Column("kind", 14, kind=Kind.STATUS, short=(("commonArea", "common area"),)),
        Column("id", 22, title="ID", kind=Kind.ID, hidden=True),
        Column("extension_id", 22, title="Extension ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group("Overview", (Field("name"), Field("kind", show=in_words("kind")))),
        Group("Ids", (Field("id", "ID", Kind.ID), Field("extension_id", "Extension ID", Kind.ID))),
    ),
    related=(Related("Member", key="id", choose=_member_resource),),
    confirm={"create": Confirm.REVIEW, "delete": Confirm.DANGER},
    unavailable={"update": "A member is in the group or not; there is nothing else to change."},
)

NUMBERS = Resource(
    name="shared-line-group-numbers",
    aliases=("line-group-numbers", "slg-numbers"),
    title="Shared line group numbers",
    singular="number of the shared line group",
    key="id",
    label="number",
    help="The numbers that lead straight to a shared line group.",
    model="ztui.resources.models.shared_line_groups:LineNumber",
    operations=Operations(list="getASharedLineGroup", create="assignPhoneNumbersSLG", delete="deleteAPhoneNumberSLG"),
    parents=("sharedLineGroupId",),
    unfold=_numbers_of,
    columns=(
        Column("number", 20, kind=Kind.NUMBER),
        Column("is_primary", 8, title="Primary", kind=Kind.FLAG, alias="primary"),
        Column("id", 22, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Overview",
            (Field("number", kind=Kind.NUMBER), Field("is_primary", "Primary", Kind.FLAG), Field("id", "ID", Kind.ID)),
        ),
    ),
    related=(Related("Number", "numbers", key="id"),),
    confirm={"create": Confirm.REVIEW, "delete": Confirm.DANGER},
)

RESOURCES = (SHARED_LINE_GROUPS, MEMBERS, NUMBERS)
