"""Common areas: list, detail, create, change, delete, plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.sim.areas import find
from ztui.sim.areas.emergency_addresses import site_address_row
from ztui.sim.areas.extensions import changed_fields, full_extension, valid_zone
from ztui.sim.areas.policies import merge_settings, settings_of
from ztui.sim.areas.rows import Row, Rows, known, number_refs, site_ref
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.world.entities import CommonArea
from ztui.sim.world.equipment import CALLING_CODES
from ztui.sim.world.words import LANGUAGES, PLANS

if TYPE_CHECKING:
    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []


def _row(system: PhoneSystem, area: CommonArea) -> Row:
    numbers = number_refs(system.numbers_of(area.id), source=True)
    return known(
        calling_plans=[{"name": PLANS.get(plan, f"Plan {plan}"), "type": plan} for plan in area.plans],
        display_name=area.name,
        extension_number=area.extension,
        id=area.id,
        phone_numbers=[row | {"display_name": ""} for row in numbers],
        site=site_ref(system, area.site_id),
    )


@handles("listCommonAreas")
def list_areas(context: Context) -> Listed:
    """Answer the common areas."""
    system, query = find.system_of(context), context.query
    phones: dict[str, list[Row]] = {}
    for device in system.devices:
        for ext_id in device.assignees:
            phone = {"id": device.id, "display_name": device.name, "device_type": device.type, "status": device.status}
            phones.setdefault(ext_id, []).append(phone)

    def row(area: CommonArea) -> Row:
        return _row(system, area) | {"status": area.status, "desk_phones": phones.get(area.ext_id, [])}

    found = (
        area
        for area in system.common_areas
        if query.get("site_id") in (None, "", area.site_id)
        and ("calling_type" not in query or query["calling_type"] in area.plans)
    )
    return Listed(Rows(found, row))


@handles("getACommonArea")
def get_area(context: Context) -> Row:
    """Answer one common area."""
    system, area = find.system_of(context), find.common_area(context, 400, 400)
    site = system.sites.get(area.site_id)
    row = _row(system, area) | known(
        cost_center=area.cost_center,
        department=area.department,
        default_transcription_language=area.language,
        outbound_caller_ids=[
            {"is_default": turn == 0, "name": "", "number": number.number}
            for turn, number in enumerate(system.numbers_of(area.id))
        ],
    )
    if site is not None:
        country = {"code": site.country, "country_code": CALLING_CODES.get(site.country, ""), "name": site.country_name}
        row["country"] = country
        row["emergency_address"] = site_address_row(system, site) | {"status": 4}
    return row | settings_of(context, area.id, ("policy",))


@handles("addCommonArea")
def add_area(context: Context) -> Row:
    """Create a common area; the extension is the short one."""
    system, body = find.system_of(context), context.body
    site = find.site_of(context, body["site_id"]) if body.get("site_id") else next(iter(system.sites))
    extension = system.free_extension(site, 7000)
    if "extension_number" in body:
        extension = full_extension(system, site, body["extension_number"], "", 409)
    area = CommonArea(
        id=system.new_id(),
        ext_id=system.new_id(),
        name=body["display_name"],
        extension=extension,
        site_id=site.id,
        department="",
        cost_center="",
        plans=tuple(plan.get("type", 100) for plan in body.get("calling_plans", [])),
        status="offline",
        timezone=valid_zone(body["timezone"]) if "timezone" in body else site.timezone,
        language=LANGUAGES.get(site.country, "en-US"),
    )
    system.put_extension(area)
    return {"display_name": area.name, "id": area.id}


@handles("updateCommonArea")
def update_area(context: Context) -> None:
    """Change a common area; the extension is the short one."""
    area, body = find.common_area(context), context.body or {}
    names = {
        "timezone": "timezone",
        "cost_center": "cost_center",
        "department": "department",
        "display_name": "name",
        "site_id": "site_id",
        "default_transcription_language": "language",
    }
    changes = changed_fields(context, area, names, 409)
    find.system_of(context).put_extension(area._replace(**changes))
    if "policy" in body:
        merge_settings(context, area.id, {"policy": body["policy"]})


@handles("deleteCommonArea")
def delete_area(context: Context) -> None:
    """Delete a common area; its numbers become unassigned."""
    find.system_of(context).remove_extension(find.common_area(context))


@handles("assignCallingPlansToCommonArea")
def add_plans(context: Context) -> Row:
    """Give a common area calling plans."""
    system, area = find.system_of(context), find.common_area(context)
    asked = [plan.get("type", 0) for plan in (context.body or {}).get("calling_plans", [])]
    plans = tuple(dict.fromkeys((*area.plans, *asked)))
    system.put_extension(area._replace(plans=plans))
    return {"calling_plans": [{"type": plan} for plan in asked]}


@handles("unassignCallingPlansFromCommonArea")
def remove_plan(context: Context) -> None:
    """Take a plan from a common area."""
    system, area = find.system_of(context), find.common_area(context)
    plan = context.path["type"]
    if not plan.isdigit() or int(plan) not in area.plans:
        raise Refusal(400, 404, "Invalid field.")
    system.put_extension(area._replace(plans=tuple(each for each in area.plans if each != int(plan))))
