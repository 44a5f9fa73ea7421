"""Peering numbers (GET /number_management/peering_numbers, .../carrier/peering_numbers, and the older phone lists)."""

from __future__ import annotations

from ztui.resources.models.lenient import Digits, Lenient

__all__ = ["PeeringNumber"]


class PeeringNumber(Lenient):
    """A number; the older lists write 0 and 1 for what is true or false here."""

    phone_number: Digits | None = None
    sip_trunk_name: str | None = None
    assigned: bool | None = None
    status: bool | None = None
    allocated_product: str | None = None
    billing_ref_id: Digits | None = None
    billing_reference_id: Digits | None = None
    service_info: str | None = None
    customer_account_name: str | None = None
    customer_account_number: Digits | None = None
