"""Auto receptionists and their menus (IVR)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.sim.areas import find
from ztui.sim.areas.extensions import changed_fields
from ztui.sim.areas.policies import merge_settings, settings_of
from ztui.sim.areas.queues import NEW_RULES
from ztui.sim.areas.rows import Row, Rows, known, number_refs, site_ref
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.world.entities import Receptionist
from ztui.sim.world.words import HOLIDAYS, LANGUAGES, STORAGE

if TYPE_CHECKING:
    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []

_NAMES = dict(HOLIDAYS)


def _row(system: PhoneSystem, menu: Receptionist) -> Row:
    holidays = [
        {"id": key, "name": _NAMES.get(day[5:], "Holiday"), "from": f"{day}T00:00:00Z", "to": f"{day}T23:59:00Z"}
        for key, day in menu.rules.holidays
    ]
    return known(
        cost_center=menu.cost_center,
        department=menu.department,
        extension_id=menu.ext_id,
        extension_number=menu.extension,
        name=menu.name,
        timezone=menu.timezone,
        audio_prompt_language=menu.language,
        holiday_hours=holidays,
        phone_numbers=number_refs(system.numbers_of(menu.id)),
        site=site_ref(system, menu.site_id),
    )


@handles("listAutoReceptionists")
def list_receptionists(context: Context) -> Listed:
    """Answer the auto receptionists."""
    system = find.system_of(context)
    return Listed(Rows(system.receptionists, lambda menu: {"id": menu.id} | _row(system, menu)))


@handles("getAutoReceptionistDetail")
def get_receptionist(context: Context) -> Row:
    """Answer one auto receptionist, which has no id in its detail."""
    menu = find.receptionist(context, 400, 300)
    extra = {"default_transcription_language": menu.transcription, "recording_storage_location": menu.storage}
    return _row(find.system_of(context), menu) | extra


@handles("addAutoReceptionist")
def add_receptionist(context: Context) -> Row:
    """Create an auto receptionist without a menu."""
    system, body = find.system_of(context), context.body
    site = find.site_of(context, body["site_id"]) if body.get("site_id") else next(iter(system.sites))
    menu = Receptionist(
        id=system.new_id(),
        ext_id=system.new_id(),
        name=body["name"],
        extension=system.free_extension(site, 9000),
        site_id=site.id,
        department="",
        cost_center="",
        timezone=site.timezone,
        language=LANGUAGES.get(site.country, "en-US"),
        transcription=LANGUAGES.get(site.country, "en-US"),
        storage=STORAGE.get(site.country, "US"),
        main=False,
        keys=(),
        rules=NEW_RULES,
    )
    system.put_extension(menu)
    return {"extension_number": menu.extension, "id": menu.id, "name": menu.name}


@handles("updateAutoReceptionist")
def update_receptionist(context: Context) -> None:
    """Change an auto receptionist; the extension is the short one."""
    menu = find.receptionist(context, 400, 300)
    names = {
        "timezone": "timezone",
        "cost_center": "cost_center",
        "department": "department",
        "name": "name",
        "audio_prompt_language": "language",
        "default_transcription_language": "transcription",
        "recording_storage_location": "storage",
    }
    changes = changed_fields(context, menu, names, 10001)
    find.system_of(context).put_extension(menu._replace(**changes))


@handles("deleteAutoReceptionist")
def delete_receptionist(context: Context) -> None:
    """Delete an auto receptionist; the main one of a site stays."""
    menu = find.receptionist(context, 400, 404)
    if menu.main:
        raise Refusal(400, 400, "Unable to delete main Auto receptionist.")
    find.system_of(context).remove_extension(menu)


@handles("getAutoReceptionistsPolicy")
def get_policy(context: Context) -> Row:
    """Answer the policies of an auto receptionist."""
    return settings_of(context, find.receptionist(context, 400, 300).id)


@handles("updateAutoReceptionistPolicy")
def update_policy(context: Context) -> None:
    """Change the policies of an auto receptionist."""
    merge_settings(context, find.receptionist(context).id, context.body or {})


def _target(system: PhoneSystem, ext_id: str) -> Row:
    held = system.extension(ext_id)
    if held is None:
        return {"extension_id": ext_id}
    return {
        "display_name": held.thing.name,
        "extension_id": ext_id,
        "extension_number": str(held.thing.extension),
        "id": held.thing.id,
    }


def _menu(context: Context, menu: Receptionist, asked: Any, write: bool = False) -> Row:
    """Give the menu of the hours asked for; for writing, the copy that is kept."""
    system, hours = find.system_of(context), asked.get("hours_type", "business_hours")
    holiday = str(asked.get("holiday_id", ""))
    if hours == "holiday_hours" and holiday not in {key for key, _ in menu.rules.holidays}:
        raise Refusal(400, 400, f"Holiday hours handling does not exist: {holiday}.")
    if hours == "break_hours":
        raise Refusal(400, 400, f"Break hours handling does not exist: {asked.get('break_id', '')}.")
    place = (f"ivr:{hours}:{holiday}", menu.id)
    if place in system.settings:
        return system.settings[place]
    keys = menu.keys if hours == "business_hours" else ()
    made: Row = {
        "audio_prompt": {"id": "0", "name": "Default"},
        "caller_enters_no_action": {"action": -1, "audio_prompt_repeat": 2},
        "key_actions": [
            {"action": action, "key": key} | ({"target": _target(system, ext_id)} if ext_id else {})
            for key, action, ext_id in keys
        ],
    }
    if write:
        system.settings[place] = made
    return made


@handles("getAutoReceptionistIVR")
def get_ivr(context: Context) -> Row:
    """Answer the menu of business, closed or holiday hours."""
    return _menu(context, find.receptionist(context), context.query)


@handles("updateAutoReceptionistIVR")
def update_ivr(context: Context) -> None:
    """Change the prompt, what happens without a key, or one key."""
    system, body = find.system_of(context), context.body or {}
    menu = _menu(context, find.receptionist(context), body, write=True)
    if "audio_prompt_id" in body:
        menu["audio_prompt"] = {"id": body["audio_prompt_id"]}
    silent = body.get("caller_enters_no_action")
    if silent is not None:
        if "audio_prompt_repeat" not in silent:
            raise Refusal(400, 300, "The number of times to repeat the audio prompt is required and can not be empty.")
        row: Row = {"action": silent.get("action", -1), "audio_prompt_repeat": silent["audio_prompt_repeat"]}
        if silent.get("forward_to_extension_id"):
            if system.extension(silent["forward_to_extension_id"]) is None:
                raise Refusal(400, 300, "The id for noAction to forward to is not correct.")
            row["forward_to"] = _target(system, silent["forward_to_extension_id"])
        menu["caller_enters_no_action"] = row
    if "key_action" in body:
        _write_key(system, menu, body["key_action"])


def _write_key(system: PhoneSystem, menu: Row, asked: Row) -> None:
    key, target = asked.get("key", ""), asked.get("target", {})
    if key not in "0123456789*#" or len(key) != 1:
        raise Refusal(400, 300, "The action value is not correct.")
    row: Row = {"action": asked.get("action", -1), "key": key}
    if target.get("extension_id"):
        if system.extension(target["extension_id"]) is None:
            raise Refusal(400, 300, "The action value is not correct.")
        row["target"] = _target(system, target["extension_id"])
    elif target.get("phone_number"):
        row["target"] = {"phone_number": target["phone_number"]}
    elif row["action"] == 10:
        raise Refusal(400, 300, "The phone number to forward to is required.")
    if asked.get("voicemail_greeting_id"):
        row["voicemail_greeting"] = {"id": asked["voicemail_greeting_id"]}
    rows = [each for each in menu["key_actions"] if each["key"] != key]
    menu["key_actions"] = sorted([*rows, row], key=lambda each: "1234567890*#".index(each["key"]))
