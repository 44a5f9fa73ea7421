"""Provision templates of desk phones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.sim.areas import find
from ztui.sim.areas.rows import Row, Rows
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.refusals import missing, refuse
from ztui.sim.world.items import Item
from ztui.sim.world.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.sim.world.system import PhoneSystem

__all__ = ["known_template"]

_MADE = (("Yealink basics", "Key colours and screen timeouts"), ("Poly lobby", "Phones that anybody may use"))
_FIELDS = ("name", "description", "content")


def _templates(system: PhoneSystem) -> Table[Item]:
    return Table(lambda: _make(system))


def _make(system: PhoneSystem) -> Iterator[Item]:
    dice = system.dice("provision template")
    for index, (name, description) in enumerate(_MADE):
        content = f"screensaver.wait_time = {600 * (index + 1)}\nphone_setting.lock = {index}\n"
        yield Item(dice.id(index), {"name": name, "description": description, "content": content})


def _template(context: Context) -> Item:
    found = find.system_of(context).part(_templates).get(context.path["templateId"])
    if found is None:
        text = "Provision template does not exist."
        raise missing(context, text) if context.operation.is_read else refuse(context, 404, text)
    return found


def known_template(context: Context, key: str, absent: Refusal) -> str:
    """Give the id of a template back, "" for none.

    Raises:
        Refusal: `absent` when there is no such template.
    """
    if key and key not in find.system_of(context).part(_templates):
        raise absent
    return key


def _row(system: PhoneSystem, item: Item) -> Row:
    bound = sum(device.template_id == item.id for device in system.devices)
    row = {name: item.get(name, "") for name in ("name", "description")}
    return {"id": item.id, **row, "bound_device_count": bound}


@handles("listAccountProvisionTemplate")
def list_templates(context: Context) -> Listed:
    """Answer the templates, with the number of phones that have each."""
    system = find.system_of(context)
    return Listed(Rows(system.part(_templates), lambda item: _row(system, item)))


@handles("GetProvisionTemplate")
def get_template(context: Context) -> Row:
    """Answer one template."""
    item = _template(context)
    return _row(find.system_of(context), item) | {"content": item.get("content", "")}


def _put(context: Context, item: Item) -> None:
    """Keep a template; no two have one name."""
    table, name = find.system_of(context).part(_templates), item.get("name")
    if any(each.get("name") == name and each.id != item.id for each in table):
        raise Refusal(400, 400, f"Provision template name ({name}) already exists.")
    table.put(item)


def _asked(context: Context) -> dict[str, str]:
    body = context.body or {}
    return {name: body[name] for name in _FIELDS if name in body}


@handles("addProvisionTemplate")
def add_template(context: Context) -> Row:
    """Add a template."""
    item = Item(find.system_of(context).new_id(), _asked(context))
    _put(context, item)
    return {"id": item.id, "name": item.get("name")}


@handles("updateProvisionTemplate")
def update_template(context: Context) -> None:
    """Change a template."""
    _put(context, _template(context).with_fields(_asked(context)))


@handles("deleteProvisionTemplate")
def delete_template(context: Context) -> None:
    """Delete a template; phones that had it have none."""
    system, item = find.system_of(context), _template(context)
    system.part(_templates).remove(item.id)
    for device in [device for device in system.devices if device.template_id == item.id]:
        system.devices.put(device._replace(template_id=""))
