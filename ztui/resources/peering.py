"""Peering numbers of a provider exchange: those of the customer's side and those of the carrier's.

The lists are Number Management's; the phone API's deprecated ones serve where those answer 404. They write numbers
where the newer ones write true and false, and `billing_reference_id` for `billing_ref_id`.
"""

from __future__ import annotations

from ztui.resources.model import Column, Confirm, Field, Filter, Group, Kind, Operations, Related, Resource
from ztui.resources.shows import in_words

__all__ = ["RESOURCES"]

_PRODUCTS = (
    ("ZOOM_PHONE", "Zoom Phone"),
    ("ZOOM_CONTACT_CENTER", "Contact Center"),
    ("UNALLOCATED", "unallocated"),
)
_NUMBER = Column("phone_number", 17, title="Number", kind=Kind.NUMBER, alias="number")
_COLUMNS = (
    Column("assigned", 8, kind=Kind.FLAG),
    Column("status", 6, title="Active", kind=Kind.FLAG),
    Column("allocated_product", 14, title="Product", kind=Kind.STATUS, short=_PRODUCTS, alias="product"),
    Column("service_info", 16, title="Service", wide_only=True),
)
_BILLING = Column(
    "billing_ref_id", 16, title="Billing", kind=Kind.ID, hidden=True, alias="billing", also=("billing_reference_id",)
)
_NUMBER_FIELDS = Group(
    "Number",
    (
        Field("phone_number", "Number", Kind.NUMBER),
        Field("sip_trunk_name", "SIP trunk"),
        Field("assigned", kind=Kind.FLAG),
        Field("status", "Active", Kind.FLAG),
        Field("allocated_product", "Product", show=lambda row: dict(_PRODUCTS).get(row["allocated_product"])),
        Field("service_info", "Service"),
        Field("billing_ref_id", "Billing reference", Kind.ID, also=("billing_reference_id",)),
    ),
)
_ABILITIES = Group(
    "Abilities",
    (
        Field("voice_direction", "Voice", show=in_words("voice_direction")),
        Field("voice_msg_capacity", "Voice and messages", show=in_words("voice_msg_capacity")),
        Field("message_capability", "Messages", show=in_words("message_capability")),
        Field("outbound_dialer_not_supported", "Not for outbound dialers", Kind.FLAG),
        Field("outbound_cli_share_not_supported", "Caller ID cannot be shared", Kind.FLAG),
    ),
)

PEERING_NUMBERS = Resource(
    name="peering-numbers",
    aliases=("peering-number", "peering"),
    title="Peering numbers",
    singular="peering number",
    key="phone_number",
    help="Numbers that a carrier brings by the provider exchange: trunk, assigned or not, active or not.",
    model="ztui.resources.models.peering:PeeringNumber",
    operations=Operations(
        list="nm_listPeeringPhoneNumbers",
        create="nm_addPeeringPhoneNumbers",
        update="nm_updatePeeringPhoneNumbers",
        delete="nm_deletePeeringPhoneNumbers",
        fallback="listPeeringPhoneNumbers",
    ),
    columns=(_NUMBER, Column("sip_trunk_name", 22, title="SIP trunk", alias="trunk"), *_COLUMNS, _BILLING),
    groups=(_NUMBER_FIELDS, _ABILITIES),
    filters=(Filter("phone_number", "Number"), Filter("carrier_code", "Carrier code")),
    related=(Related("Number", "numbers", where=(("keyword", "phone_number"),)),),
    confirm={"create": Confirm.REVIEW, "update": Confirm.REVIEW, "delete": Confirm.SEVERE},
)

CARRIER_PEERING_NUMBERS = Resource(
    name="carrier-peering-numbers",
    aliases=("carrier-peering-number", "carrier-peering"),
    title="Carrier peering numbers",
    singular="carrier peering number",
    key="phone_number",
    help="Numbers that this account, as a carrier, brings to its customers by the provider exchange.",
    model="ztui.resources.models.peering:PeeringNumber",
    operations=Operations(list="Listpeeringphonenumbersforprovider", fallback="listCarrierPeeringPhoneNumbers"),
    columns=(
        _NUMBER,
        Column("customer_account_name", 20, title="Customer", alias="customer"),
        *_COLUMNS,
        Column("sip_trunk_name", 16, title="SIP trunk", wide_only=True, alias="trunk"),
        Column("customer_account_number", 16, title="Customer number", kind=Kind.ID, hidden=True),
        _BILLING,
    ),
    groups=(
        _NUMBER_FIELDS,
        Group(
            "Customer",
            (
                Field("customer_account_name", "Customer"),
                Field("customer_account_number", "Account number", Kind.ID),
            ),
        ),
        _ABILITIES,
    ),
    filters=(Filter("phone_number", "Number"),),
    unavailable={"update": "A carrier only reads them here; resellers change them."},
)

RESOURCES = (PEERING_NUMBERS, CARRIER_PEERING_NUMBERS)
