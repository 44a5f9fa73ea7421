"""Orders by which numbers move from another carrier."""

from __future__ import annotations

from ztui.core import phone
from ztui.resources.model import Column, Field, Group, Kind, Operations, Related, Resource, Row
from ztui.resources.rows import text_of
from ztui.resources.shows import all_of, dicts, first_of, in_words, joined

__all__ = ["RESOURCES"]


def _replaced(row: Row) -> str:
    """Say which number takes the place of which."""
    return ", ".join(
        joined(*(phone.formatted(text_of(each.get(f"{end}_number"))) for end in ("source", "target")), by=" → ")
        for each in dicts(row.get("replacing_numbers"))
    )


def _place(row: Row) -> str:
    place = row["original_billing_info"]["address"]
    names = ("house_number", "street_name", "city", "state_code", "zip", "country")
    return joined(*(text_of(place.get(name)) for name in names), by=" ")


PORTED_ORDERS = Resource(
    name="ported-orders",
    aliases=("ported-order", "ported-numbers", "ports"),
    title="Port orders",
    singular="port order",
    key="order_id",
    help="Orders by which numbers move from another carrier: numbers, status, when they were submitted.",
    model="ztui.resources.models.ported_orders:PortedOrder",
    operations=Operations(
        list="Listportednumbers",
        get="Getportednumbersdetails",
        fallback="listPortedNumbers",
        fallback_get="getPortedNumbersDetails",
    ),
    get_key="orderId",
    columns=(
        Column("order_id", 20, title="Order", kind=Kind.ID, alias="order"),
        Column("numbers[0]", 20, title="Numbers", show=first_of("numbers"), alias="numbers"),
        Column("status", 14, kind=Kind.STATUS, show=in_words("status")),
        Column("submission_date_time", 16, title="Submitted", kind=Kind.TIME, alias="submitted"),
        Column("replacing_numbers[0].source_number", 28, title="Replaces", show=_replaced, wide_only=True),
    ),
    groups=(
        Group(
            "Order",
            (
                Field("order_id", "Order", Kind.ID),
                Field("status", kind=Kind.STATUS, show=in_words("status")),
                Field("submission_date_time", "Submitted", Kind.TIME),
                Field("numbers", show=all_of("numbers")),
                Field("replacing_numbers", "Replaces", show=_replaced),
            ),
        ),
        Group(
            "Carrier before",
            (
                Field("isp", "Carrier"),
                Field("original_billing_info.company", "Company"),
                Field("original_billing_info.account_number", "Account", Kind.ID),
                Field("original_billing_info.billing_telephone_number", "Billing number", Kind.NUMBER),
                Field("original_billing_info.authorizing_person", "Authorised by"),
                Field("original_billing_info.customer_requested_date", "Wanted on"),
                Field("original_billing_info.address", "Address", show=_place),
                Field("original_billing_info.pin", "PIN", Kind.SECRET, help="Whoever knows it can take the numbers."),
            ),
        ),
        Group(
            "Contact",
            (
                Field("printed_name", "Name"),
                Field("contact_number", "Number", Kind.NUMBER),
                Field("contact_emails", "E-mail"),
            ),
        ),
    ),
    related=(Related("Number", "numbers", where=(("keyword", "numbers[0]"),)),),
    unavailable={
        "create": "Ports are submitted in the Zoom portal.",
        "update": "Ports are changed in the Zoom portal.",
        "date": "The API does not tell the day on which the numbers move.",
    },
)

RESOURCES = (PORTED_ORDERS,)
