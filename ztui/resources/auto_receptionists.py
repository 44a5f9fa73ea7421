"""Auto receptionists: the menus that answer and lead on. Hours and routing hang on the extension: `call-handling`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.resources.model import Child, Column, Confirm, Field, Group, Kind, Operations, Related, Resource
from ztui.resources.rows import text_of
from ztui.resources.shows import dicts, first_number, listed

if TYPE_CHECKING:
    from ztui.resources.model import Row

__all__ = ["RESOURCES"]


def _holidays(row: Row) -> str:
    return ", ".join(text_of(each["name"]) for each in dicts(row.get("holiday_hours")) if each.get("name"))


AUTO_RECEPTIONISTS = Resource(
    name="auto-receptionists",
    aliases=("menus", "menu", "ar", "auto-receptionist", "ivr"),
    title="Auto receptionists",
    singular="auto receptionist",
    key="id",
    help="Menus that answer calls: extension, numbers, site, time zone, hours.",
    model="ztui.resources.models.auto_receptionists:AutoReceptionist",
    operations=Operations(
        list="listAutoReceptionists",
        get="getAutoReceptionistDetail",
        create="addAutoReceptionist",
        update="updateAutoReceptionist",
        delete="deleteAutoReceptionist",
    ),
    get_key="autoReceptionistId",
    columns=(
        Column("name", 18),
        Column("extension_number", 7, title="Ext", kind=Kind.EXTENSION, alias="ext"),
        Column("phone_numbers[0].number", 19, title="Numbers", show=first_number, alias="numbers"),
        Column("site.name", 10, title="Site", alias="site"),
        Column("timezone", 15, title="Time zone", alias="zone"),
        Column("department", 14, wide_only=True),
        Column("audio_prompt_language", 8, title="Prompts", wide_only=True),
        Column("cost_center", 12, hidden=True),
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
                Field("timezone", "Time zone", help="Hours and holidays are in this zone."),
                Field("holiday_hours", "Holidays", show=_holidays),
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
        Group(
            "Ids",
            (
                Field("id", "ID", Kind.ID, help="In the row of the list only."),
                Field("extension_id", "Extension ID", Kind.ID),
            ),
        ),
    ),
    children=(
        Child("Keys", "ivr-keys", (("autoReceptionistId", "id"),)),
        Child("Hours", "call-handling", (("extensionId", "extension_id"),)),
        Child("Holidays", "auto-receptionist-holidays", (("autoReceptionistId", "id"),)),
        Child("Numbers", "auto-receptionist-numbers", (("autoReceptionistId", "id"),)),
    ),
    related=(
        Related("Calls", "call-history", where=(("keyword", "extension_number"),)),
        Related("Site", "sites", key="site.id"),
    ),
    confirm={"create": Confirm.REVIEW, "update": Confirm.REVIEW, "delete": Confirm.SEVERE},
)

RESOURCES = (AUTO_RECEPTIONISTS,)
