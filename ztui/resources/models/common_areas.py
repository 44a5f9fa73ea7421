"""Common areas (GET /phone/common_areas, .../{commonAreaId}) and their codes (.../activation_codes)."""

from __future__ import annotations

from ztui.resources.models.lenient import Digits, Lenient
from ztui.resources.models.parts import Address, AssignedNumber, Plan, SiteRef

__all__ = ["ActivationCode", "CommonArea", "DeskPhone"]


class DeskPhone(Lenient):
    """A desk phone of the area."""

    id: str | None = None
    display_name: str | None = None
    device_type: str | None = None
    status: str | None = None


class CommonArea(Lenient):
    """A common area; `status` and desk phones stand in the list alone, address and policies in its own answer."""

    id: str | None = None
    display_name: str | None = None
    extension_number: Digits | None = None
    status: str | None = None
    site: SiteRef | None = None
    phone_numbers: list[AssignedNumber] | None = None
    calling_plans: list[Plan] | None = None
    desk_phones: list[DeskPhone] | None = None
    department: str | None = None
    cost_center: str | None = None
    emergency_address: Address | None = None


class ActivationCode(Lenient):
    """The code of an area, used or not."""

    common_area_id: str | None = None
    display_name: str | None = None
    extension_number: Digits | None = None
    activation_code: Digits | None = None
    activation_code_expiration: str | None = None
    status: str | None = None
    site: SiteRef | None = None
