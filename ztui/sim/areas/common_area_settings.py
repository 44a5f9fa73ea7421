"""What common areas have beside their detail: activation codes, templates, pin, desk phones, hours and holidays."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ztui.sim.areas import find
from ztui.sim.areas.rows import Row, known
from ztui.sim.areas.setting_templates import templates
from ztui.sim.clock import zulu
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.refusals import invalid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.sim.world.entities import CommonArea, Device
    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []

_VALID_DAYS = 3
_PIN = range(4, 11)
_MOST_PHONES, _MOST_HOLIDAYS = 3, 10
_WEEK = [
    {"weekday": day, "type": 2, "from": "09:00", "to": "17:00"} if 1 < day < 7 else {"weekday": day, "type": 0}
    for day in range(1, 8)
]


@handles("listActivationCodes")
def list_codes(context: Context) -> Listed:
    """Answer the codes that were given out and are still good."""
    system = find.system_of(context)
    rows = []
    for area in system.common_areas:
        code = system.settings.get(("activation code", area.id))
        if code is not None and code["activation_code_expiration"] > zulu(context.now):
            site = system.sites.get(area.site_id)
            place = {"site_id": site.id, "name": site.name} if site is not None else None
            rows.append(_code_row(area, code) | known(status="not_used", site=place))
    return Listed(rows)


@handles("Generateactivationcodesforcommonareas")
def give_codes(context: Context) -> Row:
    """Give common areas a new code each."""
    system = find.system_of(context)
    areas = _areas(context, context.body["common_area_ids"])
    rows = []
    for area in areas:
        digits = sum(system.new_id().encode()) * 7_919_113 % 10**9
        until = zulu(context.now + timedelta(days=_VALID_DAYS))
        code = {"activation_code": f"{digits:09d}", "activation_code_expiration": until}
        system.settings["activation code", area.id] = code
        rows.append(_code_row(area, code))
    return {"common_areas_activation_codes": rows}


@handles("ApplyTemplatetoCommonAreas")
def apply_template(context: Context) -> None:
    """Give common areas the settings of a template; its site, if it has one, must be theirs."""
    held = templates(context)
    key = context.path["templateId"]
    if held.get(key) is None:
        raise Refusal(404, None, f"Setting template does not exist: {key}.")
    site = held.facts(key).get("site_id", "")
    areas = _areas(context, (context.body or {}).get("common_area_ids", []))
    if site and any(area.site_id != site for area in areas):
        raise Refusal(400, 300, "The template's site is not the same as the common area's site.")
    settings = find.system_of(context).settings
    policy = held.facts(key).get("policy", {})
    for area in areas:
        own = settings.setdefault(("settings", area.id), {})
        own["policy"] = {**own.get("policy", {}), **policy}


@handles("UpdateCommonAreaPinCode")
def set_pin(context: Context) -> None:
    """Set the pin of a common area."""
    key, pin = context.path["commonAreaId"], context.body["pin_code"]
    area = find.system_of(context).common_areas.get(key)
    if area is None:
        raise Refusal(404, None, f"Common area does not exist: {key}.")
    fault = _fault_of_pin(pin, area)
    if fault:
        raise Refusal(400, 400, fault)
    find.system_of(context).settings["pin", area.id] = {"pin_code": pin}


@handles("getCommonAreaSettings")
def get_settings(context: Context) -> Row:
    """Answer the settings of one type, the desk phones without one."""
    area = find.common_area(context)
    kind = context.query.get("setting_type", "desk_phone")
    if kind == "holiday_hours":
        return {"holiday_hours": _holidays(context, area)}
    if kind == "desk_phone":
        return {"desk_phones": [_phone(device) for device in _phones(find.system_of(context), area)]}
    return {"custom_hours_settings": _hours(context, area, kind)}


@handles("AddCommonAreaSetting")
def add_setting(context: Context) -> Row:
    """Give a common area a desk phone, or holidays."""
    area, kind, body = find.common_area(context), context.path["settingType"], context.body or {}
    if kind == "desk_phone":
        device = _device(context, body.get("device_id", ""))
        system = find.system_of(context)
        phones = _phones(system, area)
        if device not in phones:
            if len(phones) >= _MOST_PHONES:
                raise invalid("device_id", f"At most {_MOST_PHONES} desk phones are allowed.")
            system.devices.put(device._replace(assignees=(*device.assignees, area.ext_id)))
        return {"desk_phones": [{"id": each.id, "display_name": each.name} for each in _phones(system, area)]}
    asked = body.get("holiday_hours", {}).get("holidays", [])
    if kind != "holiday_hours" or not asked:
        raise invalid(kind, "This field is required.")
    holidays = _holidays(context, area)
    if len(holidays) + len(asked) > _MOST_HOLIDAYS:
        raise invalid("holiday_hours.holidays", f"At most {_MOST_HOLIDAYS} holidays are allowed.")
    made = [each | {"holiday_id": find.system_of(context).new_id()} for each in asked]
    holidays += made
    return {"holiday_hours": {"holidays": made}}


@handles("UpdateCommonAreaSetting")
def update_setting(context: Context) -> None:
    """Change desk phones, holidays or hours."""
    area, kind, body = find.common_area(context), context.path["settingType"], context.body or {}
    if kind == "desk_phone":
        asked = body.get("desk_phones", [])
        devices = [_device(context, each.get("id", "")) for each in asked]
        if any(area.ext_id not in device.assignees for device in devices):
            raise invalid("desk_phones.id", "The device is not the common area's.")
        for device, each in zip(devices, asked, strict=True):
            status = each.get("hot_desking", {}).get("status", "on" if device.hot_desk else "off")
            find.system_of(context).devices.put(device._replace(hot_desk=status == "on"))
    elif kind == "holiday_hours":
        held = {each["holiday_id"]: each for each in _holidays(context, area)}
        asked = body.get("holiday_hours", {}).get("holidays", [])
        if any(each.get("holiday_id") not in held for each in asked):
            raise invalid("holiday_hours.holidays.holiday_id", "The holiday does not exist.")
        for each in asked:
            held[each["holiday_id"]] |= each
    else:
        hours = _hours(context, area, kind) | body.get("custom_hours_settings", {})
        find.system_of(context).settings["hours", f"{area.id} {kind}"] = hours


@handles("deleteCommonAreaSetting")
def delete_setting(context: Context) -> None:
    """Take away a desk phone, or a holiday."""
    area, kind, query = find.common_area(context), context.path["settingType"], context.query
    if kind == "desk_phone":
        device = _device(context, query.get("device_id", ""))
        if area.ext_id not in device.assignees:
            raise invalid("device_id", "The device is not the common area's.")
        left = tuple(each for each in device.assignees if each != area.ext_id)
        find.system_of(context).devices.put(device._replace(assignees=left))
        return
    name = "holiday_hour_id" if kind == "holiday_hours" else "break_hour_id"
    holidays, key = _holidays(context, area), query.get(name, "")
    if kind != "holiday_hours" or key not in {each["holiday_id"] for each in holidays}:
        raise invalid(name, "It does not exist.")
    holidays[:] = [each for each in holidays if each["holiday_id"] != key]


def _areas(context: Context, keys: Sequence[str]) -> list[CommonArea]:
    """Give common areas by id."""
    system = find.system_of(context)
    found = []
    for key in keys:
        area = system.common_areas.get(key)
        if area is None:
            raise Refusal(400, 404, f"Common area does not exist: {key}.")
        found.append(area)
    return found


def _code_row(area: CommonArea, code: Row) -> Row:
    return {
        "common_area_id": area.id,
        "display_name": area.name,
        "extension_number": area.extension,
        **code,
    }


def _fault_of_pin(pin: str, area: CommonArea) -> str:
    """Say what is wrong with a pin, "" when nothing is."""
    if not (pin.isascii() and pin.isdigit()):
        return "PIN code could only include numbers."
    if len(pin) not in _PIN:
        return f"Invalid PIN code. PIN code must be {_PIN[0]} to {_PIN[-1]} digits long."
    if pin == str(area.extension):
        return "Invalid PIN code. Your PIN code must not be the same as the extension number."
    if len(set(pin)) == 1:
        return "Invalid PIN code. The PIN code must not contain a group of repeated digits."
    if pin in "01234567890" or pin in "09876543210":
        return "PIN code cannot be an ascending or descending group of digits."
    return ""


def _phones(system: PhoneSystem, area: CommonArea) -> list[Device]:
    return [device for device in system.devices if area.ext_id in device.assignees]


def _phone(device: Device) -> Row:
    return known(
        id=device.id,
        display_name=device.name,
        device_type=device.type,
        status=device.status,
        mac_address=device.mac,
        hot_desking={"status": "on" if device.hot_desk else "off"},
        private_ip=device.private_ip,
        public_ip=device.public_ip,
    )


def _device(context: Context, key: str) -> Device:
    found = find.system_of(context).devices.get(key)
    if found is None:
        raise invalid("device_id", f"Device does not exist: {key}.")
    return found


def _holidays(context: Context, area: CommonArea) -> list[Row]:
    """Give the holidays of a common area; the list is the one that is kept."""
    kept = find.system_of(context).settings.setdefault(("holidays", area.id), {})
    held: list[Row] = kept.setdefault("holidays", [])
    return held


def _hours(context: Context, area: CommonArea, kind: str) -> Row:
    first: Row = {"custom_hour_type": 2, "custom_hours": _WEEK}
    return find.system_of(context).settings.get(("hours", f"{area.id} {kind}"), first)
