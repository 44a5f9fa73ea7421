"""What stands below an auto receptionist: the keys of its menus, its holidays, its numbers.

GET /phone/auto_receptionists/{autoReceptionistId}/ivr answers with the menu of one kind of hours, or of one holiday or
break, which it does not name: each row is told what it was asked for. What happens when nobody presses a key is a row
of its own. An auto receptionist is named by the path alone in its own answer, so its holidays are told that, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ztui.core import phone
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
from ztui.resources.rows import text_of, value_at
from ztui.resources.shows import Named, dicts, rows_at, span, words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["RESOURCES"]

NO_KEY = "none"
"""Key of the row that says what happens when nobody presses one."""

_TARGETS = {
    2: "users",
    3: "rooms",
    4: "common-areas",
    6: "auto-receptionists",
    7: "call-queues",
    8: "shared-line-groups",
    200: "users",
    300: "auto-receptionists",
    400: "call-queues",
    500: "shared-line-groups",
}
"""Action of a key -> resource that shows its target."""


def _keys(answer: Row) -> Sequence[dict[str, Any]]:
    prompt = {"audio_prompt": answer["audio_prompt"]} if "audio_prompt" in answer else {}
    rows = [{**prompt, **each} for each in dicts(answer.get("key_actions"))]
    silent = answer.get("caller_enters_no_action")
    if isinstance(silent, Mapping):
        rows.append({**prompt, "key": NO_KEY, **silent})
    return rows


def _holidays(answer: Row) -> Sequence[dict[str, Any]]:
    return [{"hours_type": "holiday_hours", **each} for each in dicts(answer.get("holiday_hours"))]


def _hours(row: Row) -> str:
    return words(text_of(row.get("hours_type"))).removesuffix(" hours")


def _key(row: Row) -> str:
    return "no key" if row.get("key") == NO_KEY else text_of(row.get("key"))


def _action(row: Row) -> str:
    from ztui.contract.codes import name_of

    action = row.get("action")
    table = "ivr_no_action" if row.get("key") == NO_KEY else "ivr_action"
    return name_of(table, action) if isinstance(action, int | str) else ""


def _target(row: Row) -> str:
    """Name the target with its extension, else give the number that is called."""
    name, extension, number = (
        text_of(value_at(row, f"target.{each}|forward_to.{each}"))
        for each in ("display_name", "extension_number", "phone_number")
    )
    return Named(name, extension) if name or extension else phone.formatted(number)


def _target_resource(row: Row) -> str:
    action = row.get("action")
    return _TARGETS.get(action, "") if isinstance(action, int) else ""


def _days(row: Row) -> str:
    return span(row.get("from"), row.get("to"))


IVR_KEYS = Resource(
    name="ivr-keys",
    aliases=("ivr-key", "menu-keys", "keys"),
    title="Keys of the menu",
    singular="key",
    key="hours_type+holiday_id+break_id+key",
    label="key",
    help="What the keys of an auto receptionist do in business and in closed hours, and what happens without a key.",
    model="ztui.resources.models.ivr_keys:IvrKey",
    operations=Operations(list="getAutoReceptionistIVR", update="updateAutoReceptionistIVR"),
    parents=("autoReceptionistId",),
    each=("hours_type", ("business_hours", "closed_hours")),
    unfold=_keys,
    told=("hours_type", "holiday_id", "break_id"),
    columns=(
        Column("hours_type", 8, title="Hours", show=_hours, alias="hours"),
        Column("key", 6, show=_key),
        Column("action", 32, kind=Kind.CODE, table="ivr_action", show=_action),
        Column(
            "target.display_name",
            24,
            title="Target",
            show=_target,
            alias="target",
            also=("forward_to.display_name", "target.phone_number"),
        ),
        Column("audio_prompt.name", 16, title="Prompt", wide_only=True, alias="prompt"),
        Column("audio_prompt_repeat", 7, title="Repeats", kind=Kind.COUNT, wide_only=True),
        Column("voicemail_greeting.name", 16, title="Greeting", hidden=True),
    ),
    groups=(
        Group(
            "Key",
            (
                Field("hours_type", "Hours", show=_hours),
                Field("key", show=_key),
                Field("action", show=_action),
                Field("target", "Target", show=_target, also=("forward_to",)),
                Field("voicemail_greeting.name", "Voicemail greeting"),
            ),
        ),
        Group(
            "Menu",
            (
                Field("audio_prompt.name", "Prompt"),
                Field("audio_prompt_repeat", "Prompt is played", unit="times", help="Then comes what is done without."),
            ),
        ),
        Group(
            "Ids",
            (
                Field("target.id", "Target ID", Kind.ID, also=("forward_to.id",)),
                Field("target.extension_id", "Target's extension ID", Kind.ID, also=("forward_to.extension_id",)),
            ),
        ),
    ),
    filters=(
        Filter("hours_type", "Hours"),
        Filter("holiday_id", "Holiday ID"),
        Filter("break_id", "Break ID"),
    ),
    related=(Related("Target", key="target.id|forward_to.id", choose=_target_resource),),
    confirm={"update": Confirm.REVIEW},
    unavailable={
        "create": "Every key is there; give it an action instead.",
        "delete": "A key cannot be taken away; disable its action instead.",
    },
)

HOLIDAYS = Resource(
    name="auto-receptionist-holidays",
    aliases=("menu-holidays",),
    title="Holidays of the auto receptionist",
    singular="holiday",
    key="id",
    label="name",
    help="Holidays of an auto receptionist, each with a menu of its own.",
    model="ztui.resources.models.auto_receptionists:Holiday",
    operations=Operations(list="getAutoReceptionistDetail"),
    parents=("autoReceptionistId",),
    unfold=_holidays,
    told=("autoReceptionistId",),
    columns=(
        Column("name", 28, title="Holiday"),
        Column("from", 40, title="When", show=_days, about="In the time zone of the auto receptionist"),
        Column("id", 22, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group("Overview", (Field("name", "Holiday"), Field("from", "When", show=_days), Field("id", "ID", Kind.ID))),
    ),
    children=(
        Child(
            "Keys",
            "ivr-keys",
            (("autoReceptionistId", "autoReceptionistId"), ("hours_type", "hours_type"), ("holiday_id", "id")),
        ),
    ),
    unavailable={"update": "Holidays are changed among the hours of the auto receptionist."},
)

MENU_NUMBERS = Resource(
    name="auto-receptionist-numbers",
    aliases=("menu-numbers",),
    title="Auto receptionist numbers",
    singular="number of the auto receptionist",
    key="id",
    label="number",
    help="The numbers that lead straight to an auto receptionist.",
    model="ztui.resources.models.parts:AssignedNumber",
    operations=Operations(
        list="getAutoReceptionistDetail",
        create="assignPhoneNumbersAutoReceptionist",
        delete="unassignAPhoneNumAutoReceptionist",
    ),
    parents=("autoReceptionistId",),
    unfold=rows_at("phone_numbers"),
    columns=(
        Column("number", 20, kind=Kind.NUMBER),
        Column("id", 22, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(Group("Overview", (Field("number", kind=Kind.NUMBER), Field("id", "ID", Kind.ID))),),
    related=(Related("Number", "numbers", key="id"),),
    confirm={"create": Confirm.REVIEW, "delete": Confirm.DANGER},
)

RESOURCES = (IVR_KEYS, HOLIDAYS, MENU_NUMBERS)
