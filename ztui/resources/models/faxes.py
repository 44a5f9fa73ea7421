"""Faxes (GET /phone/fax/logs, /phone/extension/{extensionId}/fax/logs)."""

from __future__ import annotations

from ztui.resources.models.lenient import Digits, Lenient

__all__ = ["FaxLog"]


class FaxLog(Lenient):
    """A fax, sent or received; `extension_id` is the one of ours."""

    fax_log_id: str | None = None
    fax_id: str | None = None
    file_id: str | None = None
    direction: str | None = None
    status: str | None = None
    read_status: str | None = None
    create_time: str | None = None
    file_pages_count: int | None = None
    extension_id: str | None = None
    extension_type: str | None = None
    sender_name: str | None = None
    sender_number: Digits | None = None
    sender_extension_number: Digits | None = None
    receiver_name: str | None = None
    receiver_number: Digits | None = None
    receiver_extension_number: Digits | None = None
    site_id: str | None = None
    site_name: str | None = None
