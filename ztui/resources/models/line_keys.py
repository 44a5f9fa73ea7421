"""Line keys (GET /phone/extension/{extensionId}/line_keys, /phone/devices/{deviceId}/line_keys)."""

from __future__ import annotations

from ztui.resources.models.lenient import Digits, Lenient

__all__ = ["Assignment", "LineKey", "Position"]


class Assignment(Lenient):
    """What a key stands for."""

    display_name: str | None = None
    extension_id: str | None = None
    extension_number: Digits | None = None
    phone_number: Digits | None = None
    retrieval_code: Digits | None = None
    speed_dial_number: Digits | None = None


class LineKey(Lenient):
    """A key of an extension."""

    line_key_id: str | None = None
    index: int | None = None
    type: str | None = None
    alias: str | None = None
    key_assignment: Assignment | None = None
    outbound_caller_id: Digits | None = None


class Position(Lenient):
    """A key of a desk phone."""

    index: int | None = None
    display_name: str | None = None
    extension_id: str | None = None
    extension_number: Digits | None = None
    extension_type: str | None = None
    owner_extension_name: str | None = None
    owner_extension_number: Digits | None = None
    phone_number: Digits | None = None
