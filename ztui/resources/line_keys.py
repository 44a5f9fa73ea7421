"""Line keys: those of an extension, and the positions of a desk phone (a heavy list)."""

from __future__ import annotations

from ztui.core import phone
from ztui.resources.model import Column, Confirm, Field, Group, Kind, Operations, Related, Resource, Row
from ztui.resources.rows import text_of, value_at
from ztui.resources.shows import Named, dicts, in_words, named, owner_link, rows_at

__all__ = ["RESOURCES"]


def _assigned(row: Row) -> str:
    """Say what a key stands for: an extension, else the number or code that it dials."""
    name, extension, number, speed_dial, code = (
        text_of(value_at(row, f"key_assignment.{each}"))
        for each in ("display_name", "extension_number", "phone_number", "speed_dial_number", "retrieval_code")
    )
    dialled = phone.formatted(number or speed_dial) or code
    return Named(name, extension or dialled)


def _caller_ids(row: Row) -> str:
    return ", ".join(phone.formatted(text_of(each.get("phone_number"))) for each in dicts(row["outbound_caller_ids"]))


LINE_KEYS = Resource(
    name="line-keys",
    aliases=("line-key",),
    title="Line keys",
    singular="line key",
    key="line_key_id",
    label="alias",
    help="The keys on the phones of an extension: what each does, and for whom.",
    model="ztui.resources.models.line_keys:LineKey",
    operations=Operations(list="listLineKeySetting", update="BatchUpdateLineKeySetting", delete="DeleteLineKey"),
    parents=("extensionId",),
    columns=(
        Column("index", 4, title="Key", kind=Kind.COUNT, alias="place"),
        Column("type", 12, title="Does", kind=Kind.STATUS, show=in_words("type"), alias="does"),
        Column("alias", 16, title="Label"),
        Column("key_assignment.display_name", 24, title="For", show=_assigned, alias="for"),
        Column("outbound_caller_id", 12, title="Caller ID", kind=Kind.NUMBER, alias="caller"),
        Column("line_key_id", 22, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Key",
            (
                Field("index", "Place", Kind.COUNT),
                Field("type", "Does", show=in_words("type")),
                Field("alias", "Label"),
                Field("key_assignment", "For", show=_assigned),
                Field("key_assignment.speed_dial_number", "Speed dial"),
                Field("key_assignment.retrieval_code", "Retrieval code"),
                Field("outbound_caller_id", "Caller ID", Kind.NUMBER),
                Field("line_key_id", "ID", Kind.ID),
            ),
        ),
    ),
    confirm={"update": Confirm.REVIEW, "delete": Confirm.DANGER},
    unavailable={"create": "The API adds a key only by writing all keys of the extension."},
)

DEVICE_LINE_KEYS = Resource(
    name="device-line-keys",
    aliases=("device-line-key", "positions"),
    title="Line keys of the device",
    singular="line key of the device",
    key="index",
    label="index",
    help="The line keys of a desk phone, in their order: whose line each is, with what number (a heavy list).",
    model="ztui.resources.models.line_keys:Position",
    operations=Operations(list="listDeviceLineKeySetting", update="batchUpdateDeviceLineKeySetting"),
    parents=("deviceId",),
    unfold=rows_at("positions"),
    columns=(
        Column("index", 4, title="Key", kind=Kind.COUNT, alias="place"),
        Column("display_name", 20, title="Line", show=named("", "display_name"), alias="line"),
        Column("owner_extension_name", 22, title="Owner", alias="owner"),
        Column("phone_number", 17, title="Number", kind=Kind.NUMBER, alias="number"),
        Column("extension_type", 12, title="Kind", show=in_words("extension_type"), wide_only=True, alias="kind"),
        Column("extension_number", 8, title="Ext", kind=Kind.EXTENSION, hidden=True, alias="ext"),
        Column("owner_extension_number", 9, title="Owner ext", kind=Kind.EXTENSION, hidden=True),
        Column("extension_id", 22, title="Extension ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Key",
            (
                Field("index", "Place", Kind.COUNT),
                Field("display_name", "Line", show=named("", "display_name")),
                Field("extension_type", "Is a", show=in_words("extension_type")),
                Field(
                    "owner_extension_name", "Owner", show=named("", "owner_extension_name", "owner_extension_number")
                ),
                Field("phone_number", "Number", Kind.NUMBER),
                Field("outbound_caller_ids", "Caller IDs", show=_caller_ids),
                Field("extension_id", "Extension ID", Kind.ID),
            ),
        ),
    ),
    related=(Related("Line", choose=owner_link("extension_type"), match=(("extension_number", "extension_number"),)),),
    confirm={"update": Confirm.REVIEW},
    unavailable={"delete": "Keys are written all at once; leave one out to take it away."},
)

RESOURCES = (LINE_KEYS, DEVICE_LINE_KEYS)
