"""BYOC trunks and SIP groups, in the new form and in the deprecated one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.sim.areas import find
from ztui.sim.areas.rows import Row, Rows
from ztui.sim.handling import Context, Listed, Refusal, handles

if TYPE_CHECKING:
    from ztui.sim.world.entities import SipGroup, Trunk
    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []


def _belongs(system: str, product: str) -> bool:
    return system in (product, "COMMON")


def _product(context: Context) -> str:
    product = context.query.get("allocated_product", "")
    if not product:
        raise Refusal(400, "1002_006", "product cannot be empty.")
    return str(product)


def _old_trunk(trunk: Trunk) -> Row:
    return {
        "carrier": trunk.carrier,
        "carrier_account": trunk.carrier_account,
        "id": trunk.id,
        "name": trunk.name,
        "region": trunk.region,
        "sbc_label": trunk.sbc_label,
    }


def _new_trunk(trunk: Trunk) -> Row:
    row = _old_trunk(trunk)
    return {"sip_trunk_id": row.pop("id")} | row | {"source_system": trunk.system}


def _group(system: PhoneSystem, group: SipGroup, new: bool) -> Row:
    trunk = system.trunks.get(group.trunk_id)
    row: Row = {
        "description": group.description,
        "display_name": group.name,
        "sip_group_id" if new else "id": group.id,
        "send_sip_group_name": group.send_name,
    }
    if trunk is not None and new:
        row["sip_trunk"] = {"sip_trunk_id": trunk.id, "name": trunk.name, "type": trunk.type}
    elif trunk is not None:
        row["sip_trunk"] = {"id": trunk.id, "name": trunk.name}
    return row | {"source_system": group.system} if new else row


@handles("ListBYOCSIPtrunks")
def list_trunks(context: Context) -> Listed:
    """Answer the trunks of a product."""
    product = _product(context)
    found = (trunk for trunk in find.system_of(context).trunks if _belongs(trunk.system, product))
    return Listed(Rows(found, _new_trunk))


@handles("listBYOCSIPTrunk")
def list_old_trunks(context: Context) -> Listed:
    """Answer the trunks of Zoom Phone in the deprecated form."""
    found = (trunk for trunk in find.system_of(context).trunks if _belongs(trunk.system, "ZOOM_PHONE"))
    return Listed(Rows(found, _old_trunk))


@handles("ListSIPgroups")
def list_groups(context: Context) -> Listed:
    """Answer the SIP groups of a product."""
    system, product = find.system_of(context), _product(context)
    found = (group for group in system.sip_groups if _belongs(group.system, product))
    return Listed(Rows(found, lambda group: _group(system, group, new=True)))


@handles("listSipGroups")
def list_old_groups(context: Context) -> Listed:
    """Answer the SIP groups of Zoom Phone in the deprecated form."""
    system = find.system_of(context)
    found = (group for group in system.sip_groups if _belongs(group.system, "ZOOM_PHONE"))
    return Listed(Rows(found, lambda group: _group(system, group, new=False)))
