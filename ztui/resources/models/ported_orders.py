"""Port orders (GET /number_management/ported_numbers/orders, .../{orderId})."""

from __future__ import annotations

from ztui.resources.models.lenient import Digits, Lenient, Words

__all__ = ["PortedOrder", "Replacement"]


class Replacement(Lenient):
    """A number that takes the place of another."""

    source_number: Digits | None = None
    target_number: Digits | None = None


class PortedOrder(Lenient):
    """An order; the carrier before and the contact stand in its own answer alone. Its PIN is no field here."""

    order_id: Digits | None = None
    numbers: Words | None = None
    status: str | None = None
    submission_date_time: str | None = None
    replacing_numbers: list[Replacement] | None = None
