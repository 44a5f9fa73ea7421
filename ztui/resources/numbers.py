"""The number inventory (Number Management; the phone API's older list serves where that answers 404)."""

from __future__ import annotations

from ztui.resources.model import Column, Confirm, Field, Filter, Group, Kind, Operations, Related, Resource, Row
from ztui.resources.rows import text_of, value_at
from ztui.resources.shows import OWNERS, address, dicts, owner_link, words

__all__ = ["RESOURCES"]

_OWNER_NAMES = ("assigned_list[0].assgined_to_name", "assigned_list[0].assigned_to_name", "assignee.name")
"""Zoom misspells the name, in schema and example; newer answers have it right; the older API says `assignee`."""
_OWNER_KIND = "assigned_list[0].assigned_to_type|assignee.type"
_OWNER_ID = "assigned_list[0].assigned_to_id|assignee.id"
UNASSIGNED = "unassigned"


def _owners(row: Row) -> str:
    """Name the owners; voice and SMS may have different ones. A pool without a name is called by its kind."""
    names: list[str] = []
    for each in dicts(row.get("assigned_list")):
        name = (
            each.get("assgined_to_name") or each.get("assigned_to_name") or words(text_of(each.get("assigned_to_type")))
        )
        if name and text_of(name) not in names:
            names.append(text_of(name))
    if not names:
        name = value_at(row, "assignee.name|assignee.type")
        return text_of(name) if name else UNASSIGNED
    return ", ".join(names)


def _kind(row: Row) -> str:
    kind = text_of(value_at(row, _OWNER_KIND))
    return OWNERS[kind][0] if kind in OWNERS else words(kind) if kind else ""


def _kind_in_full(row: Row) -> str:
    kind = text_of(value_at(row, _OWNER_KIND))
    return words(kind) if kind else UNASSIGNED


def _channels(row: Row) -> str:
    """Say who has which channel where voice and SMS are apart."""
    parts = []
    for each in dicts(row.get("assigned_list")):
        name = each.get("assgined_to_name") or each.get("assigned_to_name")
        if each.get("source_channel") and name:
            parts.append(f"{each['source_channel']}: {text_of(name)}")
    return ", ".join(parts) if len(parts) > 1 else ""


def _capability(row: Row) -> str:
    given = row.get("capability")
    return ", ".join(words(text_of(each)) for each in given) if isinstance(given, list) else words(text_of(given))


def _location(row: Row) -> str:
    place = row.get("location")
    if isinstance(place, str):
        return place
    return ", ".join(
        text_of(each) for each in (value_at(row, f"location.{name}") for name in ("city", "state", "country")) if each
    )


_NUMBER_TYPES = (
    ("TollFree", "tollfree"),
    ("VirtualService", "virtual"),
    ("SharedCost", "shared"),
    ("Toll", "toll"),
    ("Mobile", "mobile"),
    ("National", "national"),
)
_PRODUCTS = (
    ("ZOOM_PHONE", "Zoom Phone"),
    ("ZOOM_CONTACT_CENTER", "Contact Center"),
    ("UNALLOCATED", "unallocated"),
    ("COMMON", "both"),
)

NUMBERS = Resource(
    name="numbers",
    aliases=("no", "number", "phone-numbers", "did", "dids"),
    title="Numbers",
    singular="number",
    key="id",
    help="Every phone number of the account: who has it, its SIP group, site, status and what it can do.",
    model="ztui.resources.models.numbers:Number",
    operations=Operations(
        list="listPhoneNumbers",
        get="getPhoneNumber",
        create="AddBYOCPhoneNumber",
        update="updatePhoneNumberDetail",
        delete="DeleteNumbers",
        fallback="listAccountPhoneNumbers",
        fallback_get="getPhoneNumberDetails",
    ),
    get_key="phoneNumberId",
    each=("allocated_product", ("ZOOM_PHONE", "ZOOM_CONTACT_CENTER", "UNALLOCATED")),
    columns=(
        Column("number", 17, kind=Kind.NUMBER),
        Column(_OWNER_NAMES[0], 17, title="Owner", show=_owners, alias="owner", also=_OWNER_NAMES[1:]),
        Column(
            "assigned_list[0].assigned_to_type",
            8,
            title="Kind",
            show=_kind,
            alias="kind",
            also=("assignee.type",),
            about="What kind of extension has the number",
        ),
        Column("sip_group.name", 10, title="SIP group", alias="group", also=("sip_group.display_name",)),
        Column("site.name", 8, title="Site", alias="site"),
        Column("status", 7, kind=Kind.STATUS),
        Column(
            "assigned_list[0].extension_number",
            8,
            title="Ext",
            kind=Kind.EXTENSION,
            wide_only=True,
            alias="ext",
            also=("assignee.extension_number",),
        ),
        Column("number_type", 8, title="Type", kind=Kind.STATUS, short=_NUMBER_TYPES, wide_only=True, alias="type"),
        Column("source", 12, kind=Kind.STATUS, hidden=True),
        Column("carrier.name", 12, title="Carrier", hidden=True, alias="carrier"),
        Column("capability", 18, title="Capability", show=_capability, hidden=True),
        Column(
            "allocated_product", 14, title="Product", kind=Kind.STATUS, short=_PRODUCTS, hidden=True, alias="product"
        ),
        Column("display_name", 16, hidden=True),
        Column("caller_id_name", 15, title="Caller ID name", hidden=True),
        Column("location.city", 20, title="Location", show=_location, hidden=True, alias="location"),
        Column("address_update_required", 9, title="Addr. due", kind=Kind.FLAG, hidden=True),
        Column("id", 22, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Number",
            (
                Field("number", kind=Kind.NUMBER),
                Field("display_name"),
                Field("caller_id_name", "Caller ID name"),
                Field("status", kind=Kind.STATUS),
                Field("number_type", "Type", Kind.STATUS, lambda row: words(text_of(row.get("number_type")))),
                Field("capability", show=_capability),
                Field("source"),
                Field("carrier.name", "Carrier"),
                Field("location", show=_location),
            ),
        ),
        Group(
            "Owner",
            (
                Field(_OWNER_NAMES[0], "Owner", show=_owners, also=_OWNER_NAMES[1:]),
                Field("assigned_list[0].assigned_to_type", "Kind", show=_kind_in_full, also=("assignee.type",)),
                Field(
                    "assigned_list[0].extension_number",
                    "Extension",
                    Kind.EXTENSION,
                    also=("assignee.extension_number",),
                ),
                Field("assigned_list", "Channels", show=_channels),
                Field("site.name", "Site"),
                Field(
                    "allocated_product",
                    "Product",
                    show=lambda row: dict(_PRODUCTS).get(row.get("allocated_product", "")),
                ),
            ),
        ),
        Group("Way", (Field("sip_group.name", "SIP group", also=("sip_group.display_name",)),)),
        Group(
            "Emergency",
            (
                Field("emergency_address", "Address", show=address("emergency_address")),
                Field("emergency_address_update_time", "Address since", Kind.TIME),
                Field("address_update_required", "Address due", Kind.FLAG),
            ),
        ),
        Group("Ids", (Field("id", "ID", Kind.ID), Field("assigned_list[0].assigned_to_id", "Owner ID", Kind.ID))),
    ),
    filters=(
        Filter("keyword", "Number or name"),
        Filter("site_id", "Site", picks="sites"),
        Filter("assigned_to_type", "Kind of owner"),
        Filter("number_type", "Type"),
        Filter("number_status", "Status"),
        Filter("number_source", "Source"),
        Filter("allocated_product", "Product"),
    ),
    related=(
        Related("Owner", key=_OWNER_ID, choose=owner_link(_OWNER_KIND)),
        Related("Calls", "call-history", where=(("keyword", "number"),)),
        Related("SIP group", "sip-groups", match=(("sip_group_id", "sip_group.id"),)),
        Related("Site", "sites", key="site.site_id|site.id"),
    ),
    confirm={"create": Confirm.REVIEW, "update": Confirm.REVIEW, "delete": Confirm.SEVERE},
    unavailable={
        "move": "A number that somebody has does not change its site: unassign it, move it, assign it.",
        "buy": "Numbers are bought in the Zoom portal.",
        "port": "Ports are submitted in the Zoom portal.",
    },
)

RESOURCES = (NUMBERS,)
