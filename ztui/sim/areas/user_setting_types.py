"""Settings of a user by type: delegation, desk phones, intercom, and who else has voicemail and recordings.

Zoom API: the type in the path says which fields of the body count; DELETE takes the id that fits the type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.sim.areas import find
from ztui.sim.areas.policies import merge
from ztui.sim.areas.rows import KIND_CAMEL
from ztui.sim.handling import Context, handles
from ztui.sim.refusals import invalid
from ztui.sim.world.entities import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ztui.sim.areas.rows import Row
    from ztui.sim.world.entities import Device, User

__all__: list[str] = []

_ACCESS = {
    "voice_mail": ("voicemail_access_members", "voice_mail"),
    "voicemail": ("voicemail_access_members", "voice_mail"),
    "auto_call_recording": ("auto_call_recording_access_members",),
    "ad_hoc_call_recording": ("ad_hoc_call_recording_access_members",),
}
"""Fields of a body that give access, by the type of the setting."""

_TYPES = ("delegation", "desk_phone", "intercom", *_ACCESS)
_MOST_ACCESS, _MOST_ASSISTANTS = 50, 15


@handles("addUserSetting")
def add_setting(context: Context) -> Row:
    """Add an assistant, a desk phone, or somebody who has access."""
    user, kind, body = find.user(context), _type(context), context.body or {}
    if kind == "delegation":
        return {"delegation": _add_assistant(context, user, body.get("delegation_assistant_extension_id", ""))}
    if kind == "desk_phone":
        device = _device(context, body.get("device_id", ""), "device_id")
        if user.ext_id not in device.assignees:
            find.system_of(context).devices.put(device._replace(assignees=(*device.assignees, user.ext_id)))
        return {}
    if kind == "intercom":
        raise invalid("settingType", "An intercom cannot be added.")
    made: Row = {}
    for field in _ACCESS[kind]:
        if field in body:
            asked = body[field] if isinstance(body[field], list) else [body[field]]
            _check_shares(context, user, field, asked)
    for field in _ACCESS[kind]:
        if field in body:
            asked = body[field] if isinstance(body[field], list) else [body[field]]
            rows = [each | {"shared_id": find.system_of(context).new_id()} for each in asked]
            _members(context, user, field).extend(rows)
            made[field] = rows if isinstance(body[field], list) else rows[0]
    if not made:
        raise invalid(_ACCESS[kind][0], "This field is required.")
    return made


@handles("updateUserSetting")
def update_setting(context: Context) -> None:
    """Change the settings of one type."""
    user, kind, body = find.user(context), _type(context), context.body or {}
    own = _own(context, user)
    if kind in _ACCESS:
        for field in _ACCESS[kind]:
            asked = body.get(field, [])
            each_asked = asked if isinstance(asked, list) else [asked]
            found = [_shared(context, user, field, each) for each in each_asked]
            for row, each in zip(found, each_asked, strict=True):
                row |= {name: value for name, value in each.items() if name != "shared_id"}
    elif kind == "delegation":
        own["delegation"] = merge(own.get("delegation", {}), body.get("delegation", {}))
    elif kind == "intercom":
        _change_intercom(context, own, body.get("intercom", {}))
    else:
        _change_phone(context, user, own, body.get("desk_phone", {}))


@handles("deleteUserSetting")
def delete_setting(context: Context) -> None:
    """Take away what the id that fits the type names."""
    user, kind, query = find.user(context), _type(context), context.query
    own = _own(context, user)
    if kind in _ACCESS:
        key = query.get("shared_id", "")
        held = [members for field in _ACCESS[kind] for members in [_members(context, user, field)]]
        if not any(each["shared_id"] == key for members in held for each in members):
            raise invalid("shared_id", "It does not exist.")
        for members in held:
            members[:] = [each for each in members if each["shared_id"] != key]
    elif kind == "delegation":
        key, assistants = query.get("assistant_extension_id", ""), own.get("delegation", {}).get("assistants", [])
        if not any(each["extension_id"] == key for each in assistants):
            raise invalid("assistant_extension_id", "It does not exist.")
        assistants[:] = [each for each in assistants if each["extension_id"] != key]
    elif kind == "intercom":
        key, intercoms = query.get("intercom_extension_id", ""), own.get("intercom", {}).get("audio_intercoms", [])
        if not any(each["extension_id"] == key for each in intercoms):
            raise invalid("intercom_extension_id", "It does not exist.")
        intercoms[:] = [each for each in intercoms if each["extension_id"] != key]
    else:
        device = _device(context, query.get("device_id", ""), "device_id")
        if user.ext_id not in device.assignees:
            raise invalid("device_id", "The device is not the user's.")
        left = tuple(each for each in device.assignees if each != user.ext_id)
        find.system_of(context).devices.put(device._replace(assignees=left))


def _type(context: Context) -> str:
    kind = context.path["settingType"]
    if kind not in _TYPES:
        raise invalid("settingType", "Invalid user sub-setting type.")
    return kind


def _own(context: Context, user: User) -> Row:
    """Give what was written to the user's settings; it is the mapping that is kept."""
    return find.system_of(context).settings.setdefault(("settings", f"{user.id}:own"), {})


def _members(context: Context, user: User, field: str) -> list[Row]:
    """Give those who have access; a user's policy and settings show the same ones."""
    own = _own(context, user)
    held: list[Row] = own.setdefault(field, [])
    if field.endswith("_members"):
        settings = find.system_of(context).settings.setdefault(("settings", user.id), {})
        settings.setdefault("policy", {})[field] = held
    return held


def _check_shares(context: Context, user: User, field: str, asked: Sequence[Mapping[str, Any]]) -> None:
    """Refuse access for somebody who is not there or has it already, and for more than can have it."""
    system, members = find.system_of(context), _members(context, user, field)
    shared = {each["access_user_id"] for each in members}
    for each in asked:
        who = str(each.get("access_user_id", ""))
        if system.user(who) is None and who not in system.common_areas:
            raise invalid(f"{field}.access_user_id", f"User does not exist: {who}.")
        if who in shared:
            raise invalid(f"{field}.access_user_id", "Voicemail has already been shared to the user.")
        shared.add(who)
    if len(shared) > _MOST_ACCESS:
        raise invalid(field, f"At most {_MOST_ACCESS} users can have access.")


def _shared(context: Context, user: User, field: str, asked: Mapping[str, Any]) -> Row:
    """Give the access that is meant, by its own id or by that of who has it; it is the row that is kept."""
    for row in _members(context, user, field):
        if asked.get("shared_id", row["shared_id"]) != row["shared_id"]:
            continue
        if "shared_id" in asked or asked.get("access_user_id") == row["access_user_id"]:
            return row
    raise invalid(f"{field}.shared_id", "It does not exist.")


def _add_assistant(context: Context, user: User, key: str) -> Row:
    """Let an extension answer for the user."""
    if not key:
        raise invalid("delegation_assistant_extension_id", "Delegation assistant is required.")
    held = find.system_of(context).extension(key)
    if held is None:
        raise invalid("delegation_assistant_extension_id", f"User delegation assistant does not exist: {key}.")
    if held.kind not in (Kind.USER, Kind.COMMON_AREA):
        raise invalid("delegation_assistant_extension_id", "Delegation assistant is not a user or a common area.")
    own = _own(context, user)
    if len(own.get("delegation", {}).get("assistants", [])) >= _MOST_ASSISTANTS:
        raise invalid("delegation_assistant_extension_id", f"At most {_MOST_ASSISTANTS} assistants are allowed.")
    delegation: Row = own.setdefault("delegation", {"privacy": False, "privileges": [1]})
    assistants: list[Row] = delegation.setdefault("assistants", [])
    if all(each["extension_id"] != key for each in assistants):
        assistants.append(
            {
                "display_name": held.thing.name,
                "extension_id": key,
                "extension_number": held.thing.extension,
                "extension_type": KIND_CAMEL[held.kind],
                "id": held.thing.id,
            }
        )
    return {name: delegation[name] for name in ("assistants", "privacy", "privileges") if name in delegation}


def _change_intercom(context: Context, own: Row, asked: Mapping[str, Any]) -> None:
    """Choose the device of the intercom, or add an extension to it."""
    device = _device(context, asked["device_id"], "intercom.device_id") if "device_id" in asked else None
    key = asked.get("extension_id", "")
    held = find.system_of(context).extension(key) if key else None
    if key and held is None:
        raise invalid("intercom.extension_id", f"Extension does not exist: {key}.")
    intercom: Row = own.setdefault("intercom", {"audio_intercoms": []})
    if device is not None:
        intercom["device"] = {"id": device.id, "name": device.name}
    if held is not None:
        others = [each for each in intercom["audio_intercoms"] if each["extension_id"] != key]
        row = {
            "extension_id": key,
            "extension_number": str(held.thing.extension),
            "extension_type": KIND_CAMEL[held.kind],
            "display_name": held.thing.name,
            "status": "pending",
        }
        intercom["audio_intercoms"] = [*others, row]


def _change_phone(context: Context, user: User, own: Row, asked: Mapping[str, Any]) -> None:
    """Lock the screen, set the pin, or let a device share its desk."""
    devices = [_device(context, each.get("id", ""), "desk_phone.devices.id") for each in asked.get("devices", [])]
    if any(user.ext_id not in device.assignees for device in devices):
        raise invalid("desk_phone.devices.id", "The device is not the user's.")
    for device, each in zip(devices, asked.get("devices", []), strict=True):
        status = each.get("policy", {}).get("hot_desking", {}).get("status")
        if status in ("on", "off"):
            find.system_of(context).devices.put(device._replace(hot_desk=status == "on"))
    rest = {name: value for name, value in asked.items() if name != "devices"}
    own["desk_phone"] = merge(own.get("desk_phone", {}), rest)


def _device(context: Context, key: str, field: str) -> Device:
    found = find.system_of(context).devices.get(key)
    if found is None:
        raise invalid(field, f"Device does not exist: {key}.")
    return found
