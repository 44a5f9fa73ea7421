"""Lines on phones: keys of extensions and devices, lines that an assistant shares with an executive, smartphones."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ztui.sim.areas import find
from ztui.sim.areas.rows import KIND_CAMEL, Row, contains, known
from ztui.sim.clock import zulu
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.pairs import Collection
from ztui.sim.refusals import invalid, missing
from ztui.sim.world.entities import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ztui.sim.world.entities import CommonArea, Device, User
    from ztui.sim.world.system import Held, PhoneSystem

__all__: list[str] = []

_OF_DEVICE = {Kind.USER: "User", Kind.COMMON_AREA: "CommonArea"}
_EXECUTIVES, _ASSISTANTS = 4, 2
_PRIVILEGES = ("place_calls", "answer_calls", "pickup_hold_calls")
_SMARTPHONES = (("EC50", "Zebra Technologies EC50"), ("Spectralink 95", "Spectralink Versity 95"))


@handles("listLineKeySetting")
def list_keys(context: Context) -> Listed:
    """Answer the keys of an extension's phones."""
    return Listed(sorted(_keys(context).rows(), key=lambda row: int(row["index"])))


@handles("BatchUpdateLineKeySetting")
def update_keys(context: Context) -> None:
    """Change keys by id; one without an id is put at its index."""
    keys = _keys(context)
    for each in (context.body or {}).get("line_keys", []):
        key = each.get("line_key_id", "")
        if key and keys.get(key) is None:
            raise Refusal(400, 300, f"Line key ID does not exist: {key}.")
    asked = (context.body or {}).get("line_keys", [])
    shown = [_facts(context, each) for each in asked]
    for each, facts in zip(asked, shown, strict=True):
        at = next((row["line_key_id"] for row in keys.rows() if row["index"] == each.get("index")), "")
        key = each.get("line_key_id") or at
        if key:
            keys.update(key, facts)
        else:
            keys.create({"index": len(keys.rows()) + 1, "type": "line", **facts})


@handles("DeleteLineKey")
def delete_key(context: Context) -> None:
    """Take a key away."""
    keys, key = _keys(context), context.path["lineKeyId"]
    if keys.get(key) is None:
        raise Refusal(400, 300, f"Line key ID does not exist: {key}.")
    keys.remove(key)


@handles("listDeviceLineKeySetting")
def list_positions(context: Context) -> Row:
    """Answer which extension has which key of a device: first the chosen ones, else the assignees in their order."""
    system, device = find.system_of(context), _device(context)
    rows = [_position(system, index, ext_id) for index, ext_id in sorted(_positions(system, device).items())]
    return {"device_id": device.id, "device_name": device.name, "positions": [row for row in rows if row]}


@handles("batchUpdateDeviceLineKeySetting")
def update_positions(context: Context) -> None:
    """Put extensions on keys of a device; an empty id clears a key."""
    system, device = find.system_of(context), _device(context)
    positions = _positions(system, device)
    for each in (context.body or {}).get("positions", []):
        index, ext_id = each.get("index", 0), each.get("extension_id", "")
        if not index:
            raise Refusal(400, 300, f"Index is invalid: {index}.")
        held = system.extension(ext_id) if ext_id else None
        if ext_id and (held is None or held.kind not in _OF_DEVICE):
            raise Refusal(400, 300, f"Extension ID does not exist: {ext_id}.")
        positions[index] = ext_id
    kept = {str(index): ext_id for index, ext_id in positions.items() if ext_id}
    system.settings["line keys", device.id] = kept


@handles("listSharedLineAppearances")
def list_appearances(context: Context) -> Listed:
    """Answer the executives whose line others share: those of the beginning, and users who were given assistants."""
    system = find.system_of(context)
    first = system.users.initial
    rows = []
    for user in system.users:
        at = first.index(user) if user in first[:_EXECUTIVES] else -1
        delegation = system.settings.get(("settings", f"{user.id}:own"), {}).get("delegation", {})
        helpers = [each["extension_id"] for each in delegation.get("assistants", [])]
        if at >= 0:
            step = _EXECUTIVES + at * _ASSISTANTS
            helpers += [each.ext_id for each in first[step : step + _ASSISTANTS]]
        assistants = [_line(held) for key in helpers if (held := system.extension(key)) is not None]
        if assistants:
            executive = {"name": user.name, "extension_number": user.extension, "extension_type": "user"}
            rows.append({"executive": executive, "assistants": assistants, "privileges": list(_PRIVILEGES)})
    return Listed(rows)


@handles("ListSmartphones")
def list_smartphones(context: Context) -> Listed:
    """Answer the smartphones that common areas use."""
    system, query = find.system_of(context), context.query
    areas = [area for area in system.common_areas.initial[::3] if area.id in system.common_areas]
    now = [area for each in areas if (area := system.common_areas.get(each.id)) is not None]
    asked = query.get("site_id")
    rows = [_smartphone(system, area) for area in now if asked in (None, "", area.site_id)]
    texts = ("device_name", "device_type", "serial_number")
    word = query.get("keyword", "")
    return Listed(
        [row for row in rows if contains(word, row["assignee"]["name"], *(row[name] for name in texts))],
    )


def _keys(context: Context) -> Collection:
    """Give the keys of the extension of the path: a line for each of its numbers at first."""
    system, key = find.system_of(context), context.path["extensionId"]
    held = system.extension(key)
    if held is None:
        raise missing(context, f"Extension does not exist: {key}.")
    thing = held.thing

    def base() -> Iterator[Row]:
        dice = system.dice("line key", thing.id)
        owned = [each for each in system.numbers.initial if each.owner is not None and each.owner.id == thing.id]
        for at, number in enumerate(owned or (None,)):
            assigned = known(
                display_name=thing.name,
                extension_id=key,
                extension_number=str(thing.extension),
                phone_number=number.number if number is not None else "",
            )
            row = known(
                alias=f"Line {at + 1}",
                index=at + 1,
                key_assignment=assigned,
                line_key_id=dice.id(at),
                type="line",
                outbound_caller_id=number.number if number is not None else "",
            )
            yield row

    return Collection(context, "listLineKeySetting", [key], base=base)


def _facts(context: Context, asked: Mapping[str, Any]) -> Row:
    """Give what a body says of a key as lists show it."""
    facts = {name: value for name, value in asked.items() if name != "line_key_id"}
    if "key_assignment" in facts:
        facts["key_assignment"] = _assignment(context, facts["key_assignment"])
    return facts


def _assignment(context: Context, asked: Mapping[str, str]) -> Row:
    """Give what a key is for; an extension is shown with name and number."""
    row = dict(asked)
    if asked.get("extension_id"):
        held = find.system_of(context).extension(asked["extension_id"])
        if held is None:
            raise invalid("line_keys.key_assignment.extension_id", "The extension does not exist.")
        row |= {"display_name": held.thing.name, "extension_number": str(held.thing.extension)}
    return row


def _device(context: Context) -> Device:
    found = find.system_of(context).devices.get(context.path["deviceId"])
    if found is None:
        raise missing(context, f"Device does not exist: {context.path['deviceId']}.")
    return found


def _positions(system: PhoneSystem, device: Device) -> dict[int, str]:
    """Give extension ids by the index of their key."""
    kept = system.settings.get(("line keys", device.id))
    if kept is None:
        return dict(enumerate(device.assignees, start=1))
    return {int(index): ext_id for index, ext_id in kept.items()}


def _position(system: PhoneSystem, index: int, ext_id: str) -> Row | None:
    held = system.extension(ext_id)
    if held is None or held.kind not in _OF_DEVICE:
        return None
    thing = held.thing
    numbers = [number.number for number in system.numbers_of(thing.id)]
    return known(
        index=index,
        owner_extension_name=thing.name,
        owner_extension_number=thing.extension,
        extension_number=thing.extension,
        extension_type=_OF_DEVICE[held.kind],
        extension_id=ext_id,
        display_name=thing.name,
        phone_number=numbers[0] if numbers else "",
        outbound_caller_ids=[
            {"extension_id": ext_id, "phone_number": number, "usage_type": "Direct Number"} for number in numbers
        ],
    )


def _line(held: Held) -> Row:
    thing: User | CommonArea = held.thing  # type: ignore[assignment]
    return {
        "id": thing.id,
        "name": thing.name,
        "extension_number": thing.extension,
        "extension_type": KIND_CAMEL[held.kind],
    }


def _smartphone(system: PhoneSystem, area: CommonArea) -> Row:
    dice = system.dice("smartphone", area.id)
    words = dice.words(0)
    name, kind = _SMARTPHONES[words[0] % len(_SMARTPHONES)]
    site = system.sites.get(area.site_id)
    return known(
        smartphone_id=dice.id(0),
        device_name=name,
        device_type=kind,
        serial_number=f"{words[1] % 10**12:012d}",
        public_ip=f"198.51.100.{words[2] % 254 + 1}",
        activation_status="Activated",
        activation_time=zulu(system.now - timedelta(minutes=words[3] % (300 * 24 * 60) + 1)),
        assignee={"common_area_id": area.id, "name": area.name, "extension_number": area.extension},
        site={"site_id": site.id, "name": site.name} if site is not None else None,
    )
