"""What can be changed about numbers: their owner, product and site, and how they show.

The operation that takes a number away follows from its owner. A number whose owner is of a kind that no operation takes
it from (meeting service, locations, pools, Teams, rooms of other makers) is changed in the Zoom portal only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.errors import ConfigError
from ztui.resources.edits.asking import called, id_at, id_in, pick, segment, text_in
from ztui.resources.edits.holders import HOLDERS, Holder
from ztui.resources.edits.model import Action, Check, Edits, Expect, Given, Input, InputKind, Request, WriteField
from ztui.resources.model import Confirm, Row
from ztui.resources.rows import text_of, value_at
from ztui.resources.shows import dicts, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["EDITS"]

_BY_KIND = {each.kind: each for each in HOLDERS if each.kind}
_PRODUCTS = (
    ("ZOOM_PHONE", "Zoom Phone"),
    ("ZOOM_CONTACT_CENTER", "Contact Center"),
    ("UNALLOCATED", "unallocated"),
)


def _owners(row: Row) -> tuple[tuple[str, str], ...]:
    """Give kind and id of each owner once; voice and SMS may have different ones, the older list has one."""
    found = [
        (text_of(e.get("assigned_to_type")), text_of(e.get("assigned_to_id"))) for e in dicts(row.get("assigned_list"))
    ]
    older = text_of(value_at(row, "assignee.type"))
    if older:
        found.append((older[0].upper() + older[1:], text_of(value_at(row, "assignee.id"))))
    return tuple(dict.fromkeys(found))


def _free(row: Row) -> str:
    """Tell why a number cannot be given to somebody."""
    if _owners(row):
        return "It has an owner; unassign it first"
    if text_of(row.get("status")).casefold() == "pending":
        return "It is pending; Zoom gives it away when the order is done"
    return ""


def _unowned(row: Row) -> str:
    return "It has an owner; unassign it first" if _owners(row) else ""


def _owned(row: Row) -> str:
    """Tell why a number cannot be taken away."""
    owners = _owners(row)
    if not owners:
        return "Nobody has it"
    if any(kind in _BY_KIND for kind, _ in owners):
        return ""
    kind = words(owners[0][0])
    if owners[0][0] == "CiscoPolycomRoom":
        return "It belongs to a room: take it away there, if it is a Zoom Room; else only the Zoom portal can"
    return f"It belongs to a {kind}: only the Zoom portal takes it away"


def _assign(holder: Holder) -> Action:
    name = f"assign-to-{holder.word.replace(' ', '-')}"

    def make(row: Row, given: Given) -> Sequence[Request]:
        return holder.pair.give(id_in(given, "owner", holder.word), [id_at(row, "id", "number")])

    return Action(
        name,
        f"Assign to a {holder.word}".replace(" a auto", " an auto"),
        "numbers",
        make,
        (holder.pair.add,),
        (pick("owner", holder.word.capitalize(), holder.resource),),
        holder.pair.check,
        inverse=holder.pair.undo,
        says=lambda row, given: f"{called(row)} will ring {_new_owner(holder, given)}",
        needs=_free,
        already=lambda row, given: [id for _, id in _owners(row)] == [text_of(given.get("owner"))],
    )


def _new_owner(holder: Holder, given: Given) -> str:
    name = text_of(given.get("owner.name"))
    return f"{holder.word} {name}" if name else f"a {holder.word}".replace("a auto", "an auto")


def _unassign(row: Row, given: Given) -> Sequence[Request]:
    del given
    number = id_at(row, "id", "number")
    made = [_BY_KIND[kind].pair.take(owner, [number]) for kind, owner in _owners(row) if kind in _BY_KIND]
    if not made:
        raise ConfigError(f"{called(row)} cannot be unassigned. {_owned(row)}.")
    return [each for some in made for each in some]


def _pair_of(request: Request) -> Holder:
    return next(each for each in HOLDERS if request.operation_id in (each.pair.add, each.pair.remove))


def _owner_named(row: Row) -> str:
    name = value_at(row, "assigned_list[0].assgined_to_name|assigned_list[0].assigned_to_name|assignee.name")
    kind = next((words(kind) for kind, _ in _owners(row)), "nobody")
    return text_of(name) or kind


_UNASSIGN = Action(
    "unassign",
    "Unassign",
    "numbers",
    _unassign,
    tuple(each.pair.remove for each in HOLDERS if each.kind),
    check=lambda row, request: _pair_of(request).pair.check(row, request),
    inverse=lambda row, request, answer: _pair_of(request).pair.undo(row, request, answer),
    differs="it can be undone while nobody else takes the number",
    confirm=Confirm.DANGER,
    says=lambda row, _: f"{called(row)} leaves {_owner_named(row)} and will ring nobody",
    needs=_owned,
)


def _number(row: Row) -> str:
    return id_at(row, "number", "number")


def _told(row: Row, *match: tuple[str, Any]) -> Check:
    return Check("getPhoneNumber", {"phoneNumberId": id_at(row, "id", "number")}, match=match)


def _allocated(row: Row, product: object, site: object = None) -> Request:
    body = {"numbers": [_number(row)], "allocated_product": product}
    return Request("AllocateNumber", body=body | ({"site_id": segment(site, "site")} if site else {}))


def _allocated_before(row: Row, *_: Any) -> Request | None:
    product = row.get("allocated_product")
    site = value_at(row, "site.site_id|site.id") if product == "ZOOM_PHONE" else None
    return _allocated(row, product, site) if product else None


def _allocate(row: Row, given: Given) -> Sequence[Request]:
    return [_allocated(row, text_in(given, "product", "product"), given.get("site"))]


def _goes(row: Row, given: Given) -> str:
    product = given.get("product", "")
    if product == "UNALLOCATED":
        return f"{called(row)} leaves its product"
    return f"{called(row)} goes to {dict(_PRODUCTS).get(product, 'another product')}"


_ALLOCATE = Action(
    "allocate",
    "Allocate to a product",
    "numbers",
    _allocate,
    ("AllocateNumber",),
    (
        Input("product", "Product", InputKind.CHOICE, choices=_PRODUCTS),
        pick("site", "Site", "sites", required=False),
    ),
    lambda row, request: _told(row, ("allocated_product", request.body["allocated_product"])),
    inverse=_allocated_before,
    differs="settings that it had in its product are not kept",
    confirm=Confirm.DANGER,
    says=_goes,
    needs=_unowned,
)


def _moved(site: object, number: str) -> Request:
    return Request(
        "updateSiteForUnassignedPhoneNumbers", {"siteId": segment(site, "site")}, body={"phone_numbers": [number]}
    )


def _back(row: Row, *_: Any) -> Request | None:
    site = value_at(row, "site.site_id|site.id")
    return _moved(site, _number(row)) if site else None


_MOVE = Action(
    "move-to-site",
    "Move to a site",
    "numbers",
    lambda row, given: [_moved(id_in(given, "site", "site"), _number(row))],
    ("updateSiteForUnassignedPhoneNumbers",),
    (pick("site", "Site", "sites"),),
    lambda row, request: _told(row, ("site.site_id|site.id", request.path["siteId"])),
    inverse=_back,
    says=lambda row, _: f"{called(row)} moves to another site",
    needs=lambda row: (
        "Only numbers that nobody has move to another site: unassign it, move it, assign it; it rings nobody meanwhile"
        if _owners(row)
        else ""
    ),
)

_DELETE = Action(
    "delete",
    "Delete",
    "numbers",
    lambda row, _: [Request("DeleteNumbers", query={"numbers": [_number(row)]})],
    ("DeleteNumbers",),
    check=lambda row, _: Check("getPhoneNumber", {"phoneNumberId": id_at(row, "id", "number")}, expect=Expect.GONE),
    final="a number that is deleted is given back, and another account may get it",
    confirm=Confirm.SEVERE,
    says=lambda row, _: f"{called(row)} is given back and may never be had again",
    needs=_unowned,
)


def _has(word: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and word in value


_FIELDS = (
    WriteField(
        "", "allocated_product", "Product", InputKind.CHOICE, choices=_PRODUCTS[:2], create_only=True, required=True
    ),
    WriteField("", "phone_numbers", "Numbers", InputKind.PHONE, create_only=True, required=True, help="BYOC numbers"),
    WriteField("", "country_iso", "Country", create_only=True, longest=2),
    WriteField("", "site_id", "Site", InputKind.PICK, picks=("sites",), create_only=True),
    WriteField("", "enable_pci_pal", "PCI Pal", InputKind.SWITCH, create_only=True),
    WriteField("sip_group.id", "sip_group_id", "SIP group", InputKind.PICK, picks=("sip-groups",)),
    WriteField("display_name", "display_name", "Display name", update_only=True),
    WriteField("caller_id_name", "caller_id_name", "Caller ID name", update_only=True),
    WriteField(
        "capability", "capability.incoming", "Takes calls", InputKind.SWITCH, _has("Incoming"), update_only=True
    ),
    WriteField(
        "capability", "capability.outgoing", "Makes calls", InputKind.SWITCH, _has("Outgoing"), update_only=True
    ),
    WriteField(
        "",
        "confirm_address_update",
        "Confirm the address",
        InputKind.SWITCH,
        update_only=True,
        help="Confirms a changed emergency address.",
    ),
)

EDITS = (Edits("numbers", _FIELDS, (*map(_assign, HOLDERS), _UNASSIGN, _ALLOCATE, _MOVE, _DELETE)),)
