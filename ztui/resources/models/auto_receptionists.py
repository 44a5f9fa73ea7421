"""Auto receptionists (GET /phone/auto_receptionists, GET /phone/auto_receptionists/{autoReceptionistId})."""

from __future__ import annotations

from ztui.resources.models.lenient import Digits, Lenient
from ztui.resources.models.parts import AssignedNumber, SiteRef

__all__ = ["AutoReceptionist", "Holiday"]


class Holiday(Lenient):
    """A holiday, in the auto receptionist's zone."""

    id: str | None = None
    name: str | None = None
    to: str | None = None


class AutoReceptionist(Lenient):
    """A menu; its own answer has no id."""

    id: str | None = None
    name: str | None = None
    extension_id: str | None = None
    extension_number: Digits | None = None
    timezone: str | None = None
    department: str | None = None
    cost_center: str | None = None
    audio_prompt_language: str | None = None
    holiday_hours: list[Holiday] | None = None
    phone_numbers: list[AssignedNumber] | None = None
    site: SiteRef | None = None
