"""Cloud Peering: numbers that a carrier brings. Those that are switched on are in the number inventory."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from ztui.sim.areas import find
from ztui.sim.areas.rows import Row, Rows
from ztui.sim.handling import Context, Listed, PartlyDone, handles
from ztui.sim.refusals import refuse
from ztui.sim.world.entities import Number
from ztui.sim.world.numbering import PHONE
from ztui.sim.world.places import PLACES, number_in
from ztui.sim.world.table import Table
from ztui.sim.world.words import CARRIERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ztui.sim.world.accounts import Account
    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []

_SOURCE = "ThirdPartyNumber"
_CARRIER = 1457
_E164 = re.compile(r"\+?[1-9]\d{6,14}")
_MADE = 12
_EXTRAS = (
    "voice_msg_capacity",
    "voice_direction",
    "outbound_dialer_not_supported",
    "outbound_cli_share_not_supported",
    "message_capability",
    "number_type",
)

Failed = list[tuple[str, str]]
"""Numbers that were left as they were, and why."""


class _Peer(NamedTuple):
    """A number that a carrier brings; its id is the number in E.164."""

    id: str
    carrier: int
    trunk: str
    billing: str
    service: str
    product: str
    extras: Mapping[str, Any]


def _peers(system: PhoneSystem) -> Table[_Peer]:
    return Table(lambda: _make(system))


def _make(system: PhoneSystem) -> Iterator[_Peer]:
    """Make numbers that are not switched on yet."""
    plan = PLACES[0].plans[0]
    for index in range(_MADE if system.master else 3):
        number = number_in(plan, 700_000 + index + 1_000 * (sum(map(ord, system.account)) % 97))
        yield _Peer(number, _CARRIER, f"peering-{index % 2 + 1}", f"BR-{1000 + index}", "Local service", PHONE, {})


def _held(system: PhoneSystem, peer: _Peer) -> Number | None:
    """Give the number in the inventory, None while it is switched off."""
    number = system.number_by_e164(peer.id)
    return number if number is not None and number.source == _SOURCE else None


def _switch(system: PhoneSystem, peer: _Peer, on: bool) -> None:
    """Put a number into the inventory or take it out."""
    number = _held(system, peer)
    if not on:
        if number is not None:
            system.remove_number(number.id)
        return
    site, direction = next(iter(system.sites)), peer.extras.get("voice_direction", "INBOUND_AND_OUTBOUND")
    made = Number(
        id=system.new_id() if number is None else number.id,
        number=peer.id,
        product=peer.product if number is None else number.product,
        type=peer.extras.get("number_type", "Toll"),
        source=_SOURCE,
        status="Normal",
        carrier=peer.carrier,
        display_name="" if number is None else number.display_name,
        caller_id_name="" if number is None else number.caller_id_name,
        incoming=direction in ("INBOUND_AND_OUTBOUND", "INBOUND_ONLY"),
        outgoing=direction in ("INBOUND_AND_OUTBOUND", "OUTBOUND_ONLY"),
        messaging=peer.extras.get("message_capability") == "SUPPORTED",
        emergency=number is not None and number.emergency,
        site_id=(site.id if peer.product == PHONE else "") if number is None else number.site_id,
        owner=None if number is None else number.owner,
        sip_group="",
        place=site.place,
    )
    system.put_number(made)


def _matches(peer: _Peer, query: Mapping[str, Any]) -> bool:
    digits = str(query.get("phone_number", "")).lstrip("+ ")
    return digits in peer.id and query.get("carrier_code") in (None, peer.carrier)


def _carrier(context: Context, code: int | None) -> int:
    if code is not None and code not in CARRIERS:
        old = context.operation.api == "phone"
        raise refuse(context, 404 if old else 1001, "Unknown carrier." if old else "Carrier not found.")
    return _CARRIER if code is None else code


def _row(system: PhoneSystem, peer: _Peer) -> Row:
    number = _held(system, peer)
    return {
        "assigned": number is not None and number.owner is not None,
        "billing_ref_id": peer.billing,
        "allocated_product": peer.product if number is None else number.product,
        "phone_number": peer.id,
        "service_info": peer.service,
        "sip_trunk_name": peer.trunk,
        "status": number is not None,
        **{name: value for name, value in peer.extras.items() if name != "number_type"},
    }


def _old_row(system: PhoneSystem, peer: _Peer) -> Row:
    row = _row(system, peer)
    return {name: row[name] for name in ("phone_number", "service_info", "sip_trunk_name")} | {
        "assigned": int(row["assigned"]),
        "status": int(row["status"]),
        "billing_reference_id": peer.billing,
    }


@handles("nm_listPeeringPhoneNumbers", "listPeeringPhoneNumbers")
def list_numbers(context: Context) -> Listed:
    """Answer the numbers that carriers bring to the account."""
    system, shape = find.system_of(context), _old_row if context.operation.api == "phone" else _row
    _carrier(context, context.query.get("carrier_code"))
    found = (peer for peer in system.part(_peers) if _matches(peer, context.query))
    return Listed(Rows(found, lambda peer: shape(system, peer)))


@handles("Listpeeringphonenumbersforprovider", "listCarrierPeeringPhoneNumbers")
def list_of_provider(context: Context) -> Listed:
    """Answer the numbers that a carrier brings to its customers: of the master to all, of a sub account to itself."""
    world, shape = context.world, _old_row if context.operation.api == "phone" else _row
    customers = [world.account(context.account)]
    if context.account == world.master_id:
        customers += [account for account in world.accounts if account.phone]
    pairs = [
        (account, peer)
        for account in customers
        if account is not None
        for peer in world.system(account.id).part(_peers)
        if _matches(peer, context.query)
    ]

    def row(pair: tuple[Account, _Peer]) -> Row:
        account, peer = pair
        customer = {"customer_account_name": account.name, "customer_account_number": str(account.number)}
        return customer | shape(world.system(account.id), peer)

    return Listed(Rows(pairs, row))


def _number(raw: str) -> str:
    return "+" + raw.strip().lstrip("+")


def _fields(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Give the fields of a number as a body of either family names them."""
    names = {"billing_ref_id": "billing", "billing_reference_id": "billing", "service_info": "service"}
    return {field: asked[name] for name, field in (names | {"sip_trunk_name": "trunk"}).items() if name in asked}


def _added(context: Context) -> Failed:
    """Add the numbers of a body; give those that were not."""
    system, body = find.system_of(context), context.body or {}
    carrier, failed = _carrier(context, body.get("carrier_code")), []
    table, product = system.part(_peers), body.get("allocated_product", PHONE)
    for each in body.get("phone_numbers", []):
        raw, key = each["phone_number"], _number(each["phone_number"])
        if not _E164.fullmatch(raw.strip()):
            failed.append((raw, "Invalid phone number"))
        elif not each["sip_trunk_name"].strip():
            failed.append((raw, "Invalid Sip Trunk"))
        elif key in table or system.number_by_e164(key) is not None:
            failed.append((raw, "Phone number already exists"))
        else:
            blank = _Peer(key, carrier, "", "", "", product, {name: each[name] for name in _EXTRAS if name in each})
            table.put(blank._replace(**_fields(each)))
            _switch(system, blank._replace(**_fields(each)), bool(each["status"]))
    return failed


def _changed(context: Context) -> Failed:
    """Change the numbers of a body; give those that were not."""
    system, body = find.system_of(context), context.body or {}
    table, failed = system.part(_peers), []
    if body.get("carrier_code") is not None:
        _carrier(context, body["carrier_code"])
    for each in body.get("phone_numbers", []):
        peer = table.get(_number(each["phone_number"]))
        if peer is None:
            failed.append((each["phone_number"], "Phone number does not exist"))
            continue
        number = _held(system, peer)
        on = bool(each["status"]) if "status" in each else number is not None
        if not on and number is not None and number.owner is not None:
            failed.append((each["phone_number"], "Phone number is assigned"))
            continue
        extras = {**peer.extras, **{name: each[name] for name in _EXTRAS if name in each}}
        peer = peer._replace(extras=extras, **_fields(each))
        table.put(peer)
        _switch(system, peer, on)
    return failed


def _deleted(context: Context) -> Failed:
    """Delete the numbers of a query; give those that were not."""
    system, failed = find.system_of(context), []
    table = system.part(_peers)
    if context.query.get("carrier_code") is not None:
        _carrier(context, context.query["carrier_code"])
    for raw in context.query["phone_numbers"]:
        peer = table.get(_number(raw))
        number = None if peer is None else _held(system, peer)
        if peer is None:
            failed.append((raw, "Phone number does not exist"))
        elif number is not None and number.owner is not None:
            failed.append((raw, "Phone number is assigned"))
        else:
            _switch(system, peer, on=False)
            table.remove(peer.id)
    return failed


_DONE = {"add": _added, "update": _changed, "delete": _deleted}


@handles("addPeeringPhoneNumbers", "updatePeeringPhoneNumbers", "deletePeeringPhoneNumbers")
def write_old(context: Context) -> Row:
    """Add, change or delete numbers; those that fail are named in the answer, the others are done."""
    failed = _DONE[context.operation.id.partition("Peering")[0]](context)
    return {"unprocessed_numbers": [{"failure_reason": why, "phone_number": number} for number, why in failed]}


@handles("nm_addPeeringPhoneNumbers", "nm_updatePeeringPhoneNumbers", "nm_deletePeeringPhoneNumbers")
def write_numbers(context: Context) -> None:
    """Add, change or delete numbers; those that fail are named in the text of the error, the others are done."""
    failed = _DONE[context.operation.id.removeprefix("nm_").partition("Peering")[0]](context)
    if failed:
        listed: Sequence[Row] = [{"phoneNumber": number, "reason": why} for number, why in failed]
        raise PartlyDone(400, 1000, f"Some data failed : {json.dumps(listed)}")
