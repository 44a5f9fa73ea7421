"""Desk phones: assigned and unassigned, detail with SIP accounts, assignments, reboot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ztui.sim.areas import find
from ztui.sim.areas.provision_templates import known_template
from ztui.sim.areas.rows import KIND_CAMEL, Row, Rows, contains, known, site_ref
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.world.entities import Device, Kind

if TYPE_CHECKING:
    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []

_MOST_ASSIGNEES = 10
_NO_TEMPLATE = "Provision template does not exist."


def _assignees(system: PhoneSystem, device: Device) -> list[Row]:
    rows = []
    for ext_id in device.assignees:
        held = system.extension(ext_id)
        if held is not None and held.kind in (Kind.USER, Kind.COMMON_AREA):
            rows.append(
                {
                    "extension_number": held.thing.extension,
                    "id": held.thing.id,
                    "name": held.thing.name,
                    "extension_type": KIND_CAMEL[held.kind],
                    "extension_id": ext_id,
                }
            )
    return rows


def _row(system: PhoneSystem, device: Device) -> Row:
    assignees = _assignees(system, device)
    first = {name: value for name, value in assignees[0].items() if name != "extension_id"} if assignees else None
    return known(
        assignee=first,
        assignees=assignees,
        device_type=device.type,
        display_name=device.name,
        id=device.id,
        mac_address=device.mac,
        site=site_ref(system, device.site_id),
        status=device.status,
        provision_template_id=device.template_id,
        private_ip=device.private_ip,
        public_ip=device.public_ip,
        policy={"call_control": {"status": "off"}, "hot_desking": {"status": "on" if device.hot_desk else "off"}},
    )


def _matches(system: PhoneSystem, device: Device, query: Any) -> bool:
    if (query.get("type") == "assigned") != bool(device.assignees):
        return False
    if query.get("site_id") and device.site_id != query["site_id"]:
        return False
    brand = query.get("device_type")
    if brand and not device.type.lower().replace(" ", "").startswith(brand.lower()):
        return False
    if query.get("device_source") == "hotDesking" and not device.hot_desk:
        return False
    if query.get("location_status") and device.public_ip:
        return False
    kind, keyword = query.get("assignee_type"), query.get("keyword")
    assignees = _assignees(system, device) if kind or keyword else []
    if kind and not any(row["extension_type"] == kind for row in assignees):
        return False
    return not keyword or contains(keyword, device.name, device.mac, *(row["name"] for row in assignees))


@handles("listPhoneDevices")
def list_devices(context: Context) -> Listed:
    """Answer the assigned or the unassigned devices."""
    system, query = find.system_of(context), context.query

    def row(device: Device) -> Row:
        return _row(system, device) | known(description=device.description, firmware_version=device.firmware)

    return Listed(Rows((device for device in system.devices if _matches(system, device, query)), row))


def _device(context: Context, http: int = 400, code: int = 300) -> Device:
    found = find.system_of(context).devices.get(context.path["deviceId"])
    if found is None:
        raise Refusal(http, code, "Device does not exist in the system.")
    return found


@handles("getADevice")
def get_device(context: Context) -> Row:
    """Answer one device with its SIP accounts, passwords in clear as the API has them."""
    system, device = find.system_of(context), _device(context, 400, 400)
    accounts = [
        {
            "authorization_id": str(row["extension_number"]),
            "outbound_proxy": "us01sip01.sc.zoom.example:5091",
            "password": system.dice("sip password").id(row["extension_number"])[:14],
            "secondary_outbound_proxy": "us01sip02.ny.zoom.example:5091",
            "sip_domain": f"{system.domain}.sip.example",
            "user_name": str(row["extension_number"]),
        }
        for row in _assignees(system, device)
    ]
    provision = known(sip_accounts=accounts, type=device.provision, url="https://provision.example/api/v2/p/yealink")
    return _row(system, device) | {"provision": provision}


def _extensions(context: Context, keys: list[str]) -> tuple[str, ...]:
    """Give extension ids for extension ids or user ids."""
    system = find.system_of(context)
    found: list[str] = []
    for key in keys:
        held = system.extension(key)
        user = system.user(key)
        if held is not None and held.kind in (Kind.USER, Kind.COMMON_AREA):
            found.append(key)
        elif user is not None:
            found.append(user.ext_id)
        elif (area := system.common_areas.get(key)) is not None:
            found.append(area.ext_id)
        else:
            raise Refusal(404, 1001, f"User extension ID or common area extension ID not found: {key}.")
    return tuple(dict.fromkeys(found))


@handles("addPhoneDevice")
def add_device(context: Context) -> Row:
    """Add a device."""
    system, body = find.system_of(context), context.body
    mac = "-".join(re.findall("..", re.sub(r"[^0-9a-f]", "", body["mac_address"].lower())))
    if any(device.mac == mac for device in system.devices):
        raise Refusal(400, None, f"The MAC address {mac} is already used.")
    site_id = body.get("site_id") or next(iter(system.sites)).id
    if site_id not in system.sites:
        raise Refusal(404, None, "Site not found.")
    keys = body.get("assignee_extension_ids") or ([body["assigned_to"]] if body.get("assigned_to") else [])
    device = Device(
        id=system.new_id(),
        name=body["display_name"],
        type=" ".join(part for part in (body["type"], body.get("model", "")) if part),
        mac=mac,
        site_id=site_id,
        status="offline",
        assignees=_extensions(context, keys),
        template_id=known_template(context, body.get("provision_template_id", ""), Refusal(404, None, _NO_TEMPLATE)),
        firmware="",
        private_ip="",
        public_ip="",
        provision="ztp",
        description="",
        hot_desk=False,
    )
    system.devices.put(device)
    return {"id": device.id, "display_name": device.name}


@handles("updateADevice")
def update_device(context: Context) -> None:
    """Change name, template or who has it."""
    device, body = _device(context), context.body or {}
    changes: dict[str, Any] = {}
    if "display_name" in body:
        changes["name"] = body["display_name"]
    if "provision_template_id" in body:
        absent = Refusal(400, 300, "Validation Failed.", [("provision_template_id", _NO_TEMPLATE)])
        changes["template_id"] = known_template(context, body["provision_template_id"], absent)
    if "assigned_to" in body:
        changes["assignees"] = _extensions(context, [body["assigned_to"]] if body["assigned_to"] else [])
    find.system_of(context).devices.put(device._replace(**changes))


@handles("deleteADevice")
def delete_device(context: Context) -> None:
    """Delete a device."""
    find.system_of(context).devices.remove(_device(context).id)


@handles("addExtensionsToADevice")
def add_extensions(context: Context) -> Row:
    """Give a device to more people."""
    device = _device(context)
    assignees = tuple(dict.fromkeys((*device.assignees, *_extensions(context, context.body["assignee_extension_ids"]))))
    if len(assignees) > _MOST_ASSIGNEES:
        raise Refusal(400, 300, "Validation Failed.", [("assignee_extension_ids", "At most 10 assignees.")])
    find.system_of(context).devices.put(device._replace(assignees=assignees))
    return {}


@handles("deleteExtensionFromADevice")
def delete_extension(context: Context) -> None:
    """Take a device from somebody."""
    device, key = _device(context), context.path["extensionId"]
    if key not in device.assignees:
        raise Refusal(400, 300, "Validation Failed.", [("extensionId", "The device is not assigned to it.")])
    rest = tuple(each for each in device.assignees if each != key)
    find.system_of(context).devices.put(device._replace(assignees=rest))


@handles("rebootPhoneDevice")
def reboot(context: Context) -> None:
    """Reboot a device that is online."""
    device = _device(context, 400, 404)
    if device.status == "offline":
        raise Refusal(400, 400, "The given device is offline.")


@handles("syncPhoneDevice")
def sync(context: Context) -> None:
    """Let devices fetch their configuration."""
    site_id = (context.body or {}).get("site_id")
    if site_id and site_id not in find.system_of(context).sites:
        raise Refusal(400, 300, "Validation Failed.", [("site_id", "Site does not exist.")])


@handles("updateProvisionTemplateToDevice")
def set_template(context: Context) -> None:
    """Give a device another provision template."""
    device = _device(context)
    asked = (context.body or {}).get("provision_template_id", "")
    key = known_template(context, asked, Refusal(400, 404, _NO_TEMPLATE))
    find.system_of(context).devices.put(device._replace(template_id=key))
