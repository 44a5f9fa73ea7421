"""External contacts (GET /phone/external_contacts, .../{externalContactId})."""

from __future__ import annotations

from ztui.resources.models.lenient import Digits, Lenient, Words

__all__ = ["ExternalContact"]


class ExternalContact(Lenient):
    """A contact; `id` is the account's own name for it."""

    external_contact_id: str | None = None
    id: str | None = None
    name: str | None = None
    email: str | None = None
    extension_number: Digits | None = None
    phone_numbers: Words | None = None
    description: str | None = None
    auto_call_recorded: bool | None = None
