"""Numbers that may be shown when calling out: of the account, of a site, of a user."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.sim.areas import find
from ztui.sim.areas.rows import KIND_CAMEL, Row, Rows, contains, known, site_ref
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.world.entities import Kind

if TYPE_CHECKING:
    from ztui.sim.world.entities import Number
    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []

_OWNERS = (Kind.QUEUE, Kind.RECEPTIONIST, Kind.SHARED_LINE)


def _scope(context: Context) -> str:
    """Give whose numbers are meant."""
    if "userId" in context.path:
        return find.user(context).id
    if "siteId" in context.path:
        return find.site_of(context, context.path["siteId"]).id
    return context.account


def _chosen(context: Context) -> dict[str, str]:
    """Give the numbers chosen, number id by customize id; it is the mapping that is kept."""
    return find.system_of(context).settings.setdefault(("caller ids", _scope(context)), {})


def _row(system: PhoneSystem, number: Number, key: str) -> Row:
    owner = number.owner
    thing = system.thing(owner.kind, owner.id) if owner is not None else None
    row = known(
        customize_id=key,
        phone_number_id=number.id,
        phone_number=number.number,
        display_name=number.display_name,
        incoming=number.incoming,
        outgoing=number.outgoing,
        site=site_ref(system, number.site_id),
    )
    if thing is None or owner is None or owner.kind not in _OWNERS:
        return row
    return row | {
        "extension_id": thing.ext_id,
        "extension_type": KIND_CAMEL[owner.kind],
        "extension_number": str(thing.extension),
        "extension_name": thing.name,
    }


@handles(
    "listCustomizeOutboundCallerNumbers",
    "listSiteCustomizeOutboundCallerNumbers",
    "listUserCustomizeOutboundCallerNumbers",
)
def list_numbers(context: Context) -> Listed:
    """Answer the numbers chosen, or with `selected=false` those that may be."""
    system, query = find.system_of(context), context.query
    chosen = {number: key for key, number in _chosen(context).items()}
    pairs: list[tuple[Number, str]] = []
    for number in system.numbers:
        picked = number.id in chosen
        if query.get("selected", True) is not picked:
            continue
        if not picked and (number.owner is None or number.owner.kind not in _OWNERS):
            continue
        if _wanted(number, query):
            pairs.append((number, chosen.get(number.id, "")))
    if query.get("selected", True):
        gone = system.flaws.caller_ids.get(_scope(context), {})
        pairs += [(number, key) for key, number in gone.items() if _wanted(number, query)]
    return Listed(Rows(pairs, lambda pair: _row(system, *pair)))


def _wanted(number: Number, query: Any) -> bool:
    if query.get("site_id") not in (None, "", number.site_id):
        return False
    kind = query.get("extension_type")
    if kind and (number.owner is None or KIND_CAMEL[number.owner.kind] != kind):
        return False
    return contains(query.get("keyword", ""), number.number, number.display_name)


@handles("addOutboundCallerNumbers", "addSiteOutboundCallerNumbers", "addUserOutboundCallerNumbers")
def add_numbers(context: Context) -> Row | None:
    """Choose numbers, thirty at a time."""
    system, chosen = find.system_of(context), _chosen(context)
    asked = (context.body or {}).get("phone_number_ids", [])
    if len(asked) > 30 or any(key not in system.numbers for key in asked):
        raise Refusal(400, 300, "Validation Failed.", [("phone_number_ids", "At most 30 numbers of the account.")])
    for key in asked:
        if key not in chosen.values():
            chosen[system.new_id()] = key
    return {} if context.operation.detail().response_schema is not None else None


@handles("deleteOutboundCallerNumbers", "deleteSiteOutboundCallerNumbers", "deleteUserOutboundCallerNumbers")
def delete_numbers(context: Context) -> None:
    """Choose numbers no longer."""
    chosen, gone = _chosen(context), context.query.get("customize_ids") or []
    foreign = find.system_of(context).flaws.caller_ids.get(_scope(context), {})
    if any(key not in chosen and key not in foreign for key in gone):
        raise Refusal(400, 300, "Validation Failed.", [("customize_ids", "It does not exist.")])
    for key in gone:
        chosen.pop(key, None)
        foreign.pop(key, None)
