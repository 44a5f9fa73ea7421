"""Alert settings: when Zoom tells administrators of trouble, and by which way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.contract.codes import name_of
from ztui.resources.edits.model import Edits, InputKind, WriteField
from ztui.resources.model import Column, Confirm, Field, Filter, Group, Kind, Operations, Resource
from ztui.resources.rows import text_of
from ztui.resources.shows import dicts, listed, words

if TYPE_CHECKING:
    from ztui.resources.model import Row

__all__ = ["EDITS", "RESOURCES"]


def _conditions(row: Row) -> str:
    """Tell from which values on it is raised: `warning 60, critical 80`."""
    kind, value, found = "rule_condition_type", "rule_condition_value", dicts(row.get("rule_conditions"))
    return ", ".join(f"{name_of('alert_condition', each.get(kind))} {text_of(each.get(value))}" for each in found)


def _told(row: Row) -> str:
    """Name all who are told: people by their addresses, chat channels by their names."""
    people, channels = row.get("email_recipients"), dicts(row.get("chat_channels"))
    found = [*(people if isinstance(people, list) else ()), *(each.get("chat_channel_name") for each in channels)]
    return ", ".join(text_of(each) for each in found if each)


def _hours(row: Row) -> str:
    """Tell when it is raised: `all day`, or `08:00 to 18:00`."""
    begin, end = (text_of(row.get(f"time_frame_{name}"))[:5] for name in ("from", "to"))
    kind = text_of(row.get("time_frame_type"))
    return f"{begin} to {end}" if kind == "specific_time" else words(kind)


def _target_ids(targets: object) -> list[str]:
    return [text_of(each.get("target_id")) for each in dicts(targets)]


ALERT_SETTINGS = Resource(
    name="alert-settings",
    aliases=("alert-setting", "alerts"),
    title="Alert settings",
    singular="alert setting",
    key="alert_setting_id",
    help="When Zoom tells administrators of trouble, and by which way.",
    operations=Operations(
        list="ListAlertSettingsWithPagingQuery",
        get="GetAlertSettingDetails",
        create="AddAnAlertSetting",
        update="UpdateAnAlertSetting",
        delete="DeleteAnAlertSetting",
    ),
    get_key="alertSettingId",
    columns=(
        Column("alert_setting_name", 19, title="Name", alias="name"),
        Column("rule", 17, title="Raised by", kind=Kind.CODE, table="alert_rule"),
        Column("rule_conditions", 14, title="From", show=_conditions, alias="conditions"),
        Column("status", 8, kind=Kind.CODE, table="alert_status"),
        Column("email_recipients", 11, title="Tells", show=_told, alias="tells"),
        Column("module", 14, title="Watches", kind=Kind.CODE, table="alert_module", wide_only=True),
        Column("targets", 16, show=listed("targets", "target_name"), wide_only=True),
        Column("time_frame_type", 14, title="When", show=_hours, hidden=True, alias="when"),
        Column("frequency", 5, title="Every", about="Minutes between two messages.", hidden=True),
        Column("alert_setting_id", 22, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Overview",
            (
                Field("alert_setting_name", "Name"),
                Field("status", "Status", Kind.CODE, table="alert_status"),
                Field("module", "Watches", Kind.CODE, table="alert_module"),
                Field("rule", "Raised by", Kind.CODE, table="alert_rule"),
                Field("rule_conditions", "From", show=_conditions),
                Field("targets", show=listed("targets", "target_name")),
                Field("time_frame_type", "When", show=_hours),
            ),
        ),
        Group("Tells", (Field("email_recipients", "Who", show=_told), Field("frequency", "Every", unit="minutes"))),
        Group("Ids", (Field("alert_setting_id", "ID", Kind.ID),)),
    ),
    filters=(Filter("module", "What it watches"), Filter("rule", "What it is raised by"), Filter("status", "Status")),
    confirm={"create": Confirm.REVIEW, "update": Confirm.REVIEW, "delete": Confirm.SEVERE},
)

RESOURCES = (ALERT_SETTINGS,)

_PICKS = ("call-queues", "sites", "users", "devices")
EDITS = (
    Edits(
        "alert-settings",
        (WriteField("targets", "target_ids", "Targets", InputKind.PICK, _target_ids, picks=_PICKS, several=True),),
        create_check="alert_setting_id",
    ),
)
