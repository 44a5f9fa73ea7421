"""Sites: list, detail, create, change, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.sim.areas import find
from ztui.sim.areas.policies import merge_settings, settings_of
from ztui.sim.areas.rows import Row, Rows, contains, known
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.world.entities import Site
from ztui.sim.world.places import COUNTRY_NAMES, PLACES

if TYPE_CHECKING:
    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []


def _main(system: PhoneSystem, site: Site) -> Row | None:
    main = system.receptionists.get(site.receptionist_id)
    if main is None:
        return None
    return {"extension_id": main.ext_id, "extension_number": main.extension, "id": main.id, "name": main.name}


def _row(system: PhoneSystem, site: Site) -> Row:
    return known(
        country={"code": site.country, "name": site.country_name},
        id=site.id,
        main_auto_receptionist=_main(system, site),
        name=site.name,
        site_code=site.code,
    )


@handles("listPhoneSites")
def list_sites(context: Context) -> Listed:
    """Answer the list of sites."""
    system = find.system_of(context)
    name = context.query.get("site_name", "")
    return Listed(Rows((s for s in system.sites if contains(name, s.name)), lambda site: _row(system, site)))


@handles("getASite")
def get_site(context: Context) -> Row:
    """Answer one site."""
    system, site = find.system_of(context), find.site(context)
    row = _row(system, site) | {"short_extension": {"length": site.short_length}}
    return row | settings_of(context, site.id, ("policy",))


@handles("createPhoneSite")
def create_site(context: Context) -> Row:
    """Create a site with its main auto receptionist."""
    system, body = find.system_of(context), context.body
    address = body["default_emergency_address"]
    if address["country"] not in COUNTRY_NAMES:
        raise Refusal(400, 400, "Country information is invalid.")
    code = body.get("site_code") or max((site.code for site in system.sites), default=799) + 1
    if len(str(code)) > 10:
        raise Refusal(400, 400, "Invalid site code length.")
    place = next((at for at, each in enumerate(PLACES) if each.country == address["country"]), 0)
    pattern = next(iter(system.receptionists.initial))
    site = Site(
        id=system.new_id(),
        name=body["name"],
        code=code,
        short_length=body.get("short_extension", {}).get("length", 4),
        country=address["country"],
        country_name=COUNTRY_NAMES[address["country"]],
        timezone=PLACES[place].timezone,
        city=address["city"],
        state=address["state_code"],
        zip=address["zip"],
        street=address["address_line1"],
        place=place,
        receptionist_id=system.new_id(),
    )
    system.sites.put(site)
    main = pattern._replace(
        id=site.receptionist_id,
        ext_id=system.new_id(),
        name=body["auto_receptionist_name"],
        site_id=site.id,
        timezone=site.timezone,
        extension=system.free_extension(site, 9000),
        keys=(),
        main=True,
    )
    system.put_extension(main)
    return {"id": site.id, "name": site.name}


@handles("updateSiteDetails")
def update_site(context: Context) -> None:
    """Change a site."""
    system, body = find.system_of(context), context.body or {}
    key = context.path["siteId"]
    site = find.site_of(context, key)
    changes: dict[str, Any] = {}
    if "name" in body:
        changes["name"] = body["name"]
    if "site_code" in body:
        changes["code"] = body["site_code"]
    if "short_extension" in body:
        changes["short_length"] = body["short_extension"].get("length", site.short_length)
    address = body.get("default_emergency_address", {})
    if address:
        system.flaws.bare_sites.discard(site.id)
    for field, name in (("city", "city"), ("state", "state_code"), ("zip", "zip"), ("street", "address_line1")):
        if name in address:
            changes[field] = address[name]
    system.sites.put(site._replace(**changes))
    if "policy" in body:
        merge_settings(context, site.id, {"policy": body["policy"]})


@handles("deletePhoneSite")
def delete_site(context: Context) -> None:
    """Delete a site; everything in it moves to another one. The main site, which the account began with, stays."""
    system, site = find.system_of(context), find.site(context)
    if site.id == system.sites.initial[0].id:
        raise Refusal(400, 400, "Main company number can not change: the main site cannot be deleted.")
    target = system.sites.get(context.query["transfer_site_id"])
    if target is None:
        raise Refusal(400, 400, "Site does not exist.")
    if target.id == site.id:
        raise Refusal(400, 400, "Unable to transfer to the same site.")
    for _, table in system.tables():
        for each in [each for each in table if each.site_id == site.id]:
            table.put(each._replace(site_id=target.id))
    for number in [number for number in system.numbers if number.site_id == site.id]:
        system.put_number(number._replace(site_id=target.id))
    for device in [device for device in system.devices if device.site_id == site.id]:
        system.devices.put(device._replace(site_id=target.id))
    main = system.receptionists.get(site.receptionist_id)
    if main is not None:
        system.receptionists.put(main._replace(main=False))
    system.sites.remove(site.id)
    system.successors[site.id] = target.id
