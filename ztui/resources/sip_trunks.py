"""BYOC SIP trunks and SIP groups (Number Management; the phone API's older lists serve where that answers 404).

Both lists demand a product, so each is asked once for Zoom Phone and once for Zoom Contact Center.
"""

from __future__ import annotations

from ztui.resources.model import Column, Field, Group, Kind, Operations, Related, Resource

__all__ = ["RESOURCES"]

_PRODUCTS = (("ZOOM_PHONE", "Zoom Phone"), ("ZOOM_CONTACT_CENTER", "Contact Center"), ("COMMON", "both"))
_EACH = ("allocated_product", ("ZOOM_PHONE", "ZOOM_CONTACT_CENTER"))
_NO_WRITE = "The API only reads it; it is made and changed in the Zoom portal."
_UNAVAILABLE = {"create": _NO_WRITE, "update": _NO_WRITE, "delete": _NO_WRITE}

SIP_TRUNKS = Resource(
    name="sip-trunks",
    aliases=("trunks", "trunk", "byoc", "sip-trunk"),
    title="BYOC trunks",
    singular="BYOC trunk",
    key="sip_trunk_id|id",
    help="The account's own carrier trunks. The API does not tell whether one is up: the calls do.",
    model="ztui.resources.models.sip_trunks:SipTrunk",
    operations=Operations(list="ListBYOCSIPtrunks", fallback="listBYOCSIPTrunk"),
    each=_EACH,
    columns=(
        Column("name", 24),
        Column("carrier", 14),
        Column("region", 10),
        Column("sbc_label", 14, title="SBC"),
        Column(
            "source_system", 11, title="Product", kind=Kind.STATUS, short=_PRODUCTS, wide_only=True, alias="product"
        ),
        Column("carrier_account", 16, title="Account", wide_only=True),
        Column("sip_trunk_id", 22, title="ID", kind=Kind.ID, hidden=True, also=("id",)),
    ),
    groups=(
        Group(
            "Overview",
            (
                Field("name"),
                Field("carrier"),
                Field("carrier_account", "Account with the carrier"),
                Field("region"),
                Field("sbc_label", "SBC"),
                Field("source_system", "Product", show=lambda row: dict(_PRODUCTS).get(row.get("source_system", ""))),
            ),
        ),
        Group("Ids", (Field("sip_trunk_id", "ID", Kind.ID, also=("id",)),)),
    ),
    related=(Related("Calls", "call-history", match=(("sbc_name", "name"),)),),
    unavailable=_UNAVAILABLE,
)

SIP_GROUPS = Resource(
    name="sip-groups",
    aliases=("sip-group", "groups"),
    title="SIP groups",
    singular="SIP group",
    key="sip_group_id|id",
    help="Groups of numbers and the BYOC or BYOP trunk that carries them.",
    model="ztui.resources.models.sip_trunks:SipGroup",
    operations=Operations(list="ListSIPgroups", fallback="listSipGroups"),
    each=_EACH,
    columns=(
        Column("display_name", 22, title="Name", alias="name"),
        Column("sip_trunk.name", 20, title="Trunk", alias="trunk"),
        Column("sip_trunk.type", 4, title="Kind", kind=Kind.STATUS, alias="kind"),
        Column("description", 20),
        Column("send_sip_group_name", 10, title="Sends name", kind=Kind.FLAG, wide_only=True),
        Column(
            "source_system", 11, title="Product", kind=Kind.STATUS, short=_PRODUCTS, wide_only=True, alias="product"
        ),
        Column("sip_group_id", 22, title="ID", kind=Kind.ID, hidden=True, also=("id",)),
    ),
    groups=(
        Group(
            "Overview",
            (
                Field("display_name", "Name"),
                Field("description"),
                Field("sip_trunk.name", "Trunk"),
                Field("sip_trunk.type", "Kind of trunk", Kind.STATUS),
                Field("send_sip_group_name", "Sends its name in SIP", Kind.FLAG),
                Field("source_system", "Product", show=lambda row: dict(_PRODUCTS).get(row.get("source_system", ""))),
            ),
        ),
        Group(
            "Ids",
            (
                Field("sip_group_id", "ID", Kind.ID, also=("id",)),
                Field("sip_trunk.sip_trunk_id", "Trunk ID", Kind.ID, also=("sip_trunk.id",)),
            ),
        ),
    ),
    related=(
        Related("Trunk", "sip-trunks", match=(("sip_trunk_id", "sip_trunk.sip_trunk_id|sip_trunk.id"),)),
        Related("Numbers", "numbers", match=(("sip_group.name", "display_name"),)),
        Related("Calls", "call-history", match=(("sip_group_name", "display_name"),)),
    ),
    unavailable=_UNAVAILABLE,
)

RESOURCES = (SIP_TRUNKS, SIP_GROUPS)
