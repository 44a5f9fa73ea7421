"""Settings of a site by type: hours, holidays, device types that need security, caller ids, prompts, billing.

Zoom API: the path says `local_based_routing`, the body `location_based_routing`; `general_setting` stands beside
`desk_phone` in a body and inside it in the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.sim.areas import find
from ztui.sim.areas.billing import billing_account, billing_of
from ztui.sim.areas.policies import merge
from ztui.sim.fit import laid
from ztui.sim.handling import Context, Refusal, handles
from ztui.sim.refusals import invalid
from ztui.sim.world.words import DEVICE_TYPES, LANGUAGES

if TYPE_CHECKING:
    from ztui.sim.areas.rows import Row
    from ztui.sim.world.entities import Site

__all__: list[str] = []

_FIELDS = {"local_based_routing": "location_based_routing"}
_WEEK = (None, *(("09:00", "17:00"),) * 5, None)
_MOST_HOLIDAYS = 10


@handles("getSiteSettingForType")
def get_setting(context: Context) -> Row:
    """Answer the settings of one type."""
    site = find.site(context)
    field = _field(context)
    schema = (context.operation.detail().response_schema or {}).get("properties", {})[field]
    value = merge(_first(context, site, field), _written(context, site).get(field, {}))
    if field == "holiday_hours":
        value["holidays"] = _holidays(context, site)
    return {field: laid(schema, {}, value)}


@handles("updateSiteSetting")
def update_setting(context: Context) -> None:
    """Change the settings of one type; other types in the body are not looked at."""
    site, body, field = _site(context), context.body or {}, _field(context)
    value: Row = dict(body.get(field, {}))
    key = value.get("overflow", {}).get("operator", {}).get("extension_id", "")
    if key:
        _check_operator(context, field, key)
    if field == "desk_phone" and "general_setting" in body:
        value["general_setting"] = body["general_setting"]
    if field == "billing_account":
        found = billing_account(context, value.get("id", ""), invalid("billing_account.id", "It does not exist."))
        find.system_of(context).settings["billing account", site.id] = found
        return
    if field == "holiday_hours":
        _change_holidays(context, site, value.pop("holidays", []))
    written = _written(context, site)
    written[field] = merge(written.get(field, {}), value)


@handles("addSiteSetting")
def add_setting(context: Context) -> Row:
    """Add holidays, or a type of device that needs security."""
    site, body, field = _site(context), context.body or {}, _field(context)
    if field == "security":
        if not body.get("device_type"):
            raise invalid("device_type", "This field is required.")
        types = _security(context, site)
        if body["device_type"] not in types:
            types.append(body["device_type"])
        return {}
    asked = body.get("holidays") or []
    if not asked:
        raise invalid("holidays", "This field is required.")
    holidays = _holidays(context, site)
    if len(holidays) + len(asked) > _MOST_HOLIDAYS:
        raise invalid("holidays", f"At most {_MOST_HOLIDAYS} holidays are allowed.")
    _check_spans(asked)
    made = [each | {"holiday_id": find.system_of(context).new_id()} for each in asked]
    holidays += made
    return {"holidays": made}


@handles("deleteSiteSetting")
def delete_setting(context: Context) -> None:
    """Delete a holiday, or let a type of device go without security."""
    site, field = _site(context), _field(context)
    if field == "security":
        types, kind = _security(context, site), context.query.get("device_type", "")
        if kind not in types:
            raise invalid("device_type", "It is not among the device types.")
        types.remove(kind)
        return
    key, holidays = context.query.get("holiday_id", ""), _holidays(context, site)
    if key not in {each["holiday_id"] for each in holidays}:
        raise invalid("holiday_id", "The holiday does not exist.")
    holidays[:] = [each for each in holidays if each["holiday_id"] != key]


def _site(context: Context) -> Site:
    key = context.path["siteId"]
    found = find.system_of(context).sites.get(key)
    if found is None:
        raise Refusal(400, 300, "Site does not exist.")
    return found


def _field(context: Context) -> str:
    kind = context.path["settingType"]
    return _FIELDS.get(kind, kind)


def _written(context: Context, site: Site) -> Row:
    """Give what was written to the site's settings by type; it is the mapping that is kept."""
    return find.system_of(context).settings.setdefault(("site settings", site.id), {})


def _holidays(context: Context, site: Site) -> list[Row]:
    held: list[Row] = _written(context, site).setdefault("holidays", [])
    return held


def _security(context: Context, site: Site) -> list[str]:
    held: list[str] = _written(context, site).setdefault("security", {}).setdefault("device_types", [DEVICE_TYPES[0]])
    return held


def _change_holidays(context: Context, site: Site, asked: list[Row]) -> None:
    held = {each["holiday_id"]: each for each in _holidays(context, site)}
    for each in asked:
        if each.get("holiday_id") not in held:
            raise invalid("holiday_hours.holidays.holiday_id", "The holiday does not exist.")
    changed = [held[each["holiday_id"]] | each for each in asked]
    _check_spans(changed)
    for each in changed:
        held[each["holiday_id"]] |= each


def _check_operator(context: Context, field: str, key: str) -> None:
    if find.system_of(context).extension(key) is None:
        raise invalid(f"{field}.overflow.operator.extension_id", f"Extension does not exist: {key}.")


def _check_spans(holidays: list[Row]) -> None:
    for each in holidays:
        if each.get("from", "") >= each.get("to", "~"):
            raise invalid("holidays.to", "The end must lie after the beginning.")


def _first(context: Context, site: Site, field: str) -> Row:
    """Give the settings of a type as they are before anybody writes them."""
    system = find.system_of(context)
    overflow = {"allow_caller_to_reach_operator": False, "allow_caller_to_check_voicemail": True}
    week = [
        {"weekday": day, "type": 0} if hours is None else {"weekday": day, "type": 2, "from": hours[0], "to": hours[1]}
        for day, hours in enumerate(_WEEK, start=1)
    ]
    values: dict[str, Row] = {
        "location_based_routing": dict.fromkeys(
            ("enable", "place_receive_pstn_calls", "enable_media_off_load_pstn_calls"), False
        ),
        "business_hours": {"custom_hour_type": 2, "custom_hours": week, "overflow": overflow},
        "closed_hours": {"overflow": overflow},
        "holiday_hours": {"overflow": overflow},
        "security": {"device_types": _security(context, site)},
        "outbound_caller_id": {
            "auto_receptionists_numbers": True,
            "call_queue_numbers": True,
            "share_line_group_numbers": False,
            "show_outbound_caller_id_for_internal_call": False,
        },
        "audio_prompt": {"language": LANGUAGES.get(site.country, "en-US")},
        "desk_phone": {
            "hot_desking_session_timeout": {"number": 8, "unit": "hours"},
            "general_setting": {"setting_type": "account_setting", "web_interface": True},
        },
        "dial_by_name": {"status": True, "inherit": True, "rule": "last_name"},
        "billing_account": billing_of(system, site),
    }
    return merge({}, values[field])
