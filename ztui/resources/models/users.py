"""Phone users (GET /phone/users, GET /phone/users/{userId})."""

from __future__ import annotations

from ztui.resources.models.lenient import Digits, Lenient
from ztui.resources.models.parts import Address, AssignedNumber, Plan, SiteRef

__all__ = ["User"]


class User(Lenient):
    """A user; `id` is the Zoom user, `phone_user_id` the same in Zoom Phone; the own answer has no name."""

    id: str | None = None
    phone_user_id: str | None = None
    extension_id: str | None = None
    extension_number: Digits | None = None
    name: str | None = None
    email: str | None = None
    status: str | None = None
    activation_status: str | None = None
    site: SiteRef | None = None
    site_id: str | None = None
    phone_numbers: list[AssignedNumber] | None = None
    calling_plans: list[Plan] | None = None
    department: str | None = None
    cost_center: str | None = None
    emergency_address: Address | None = None
