"""SMS campaigns, consents, sessions and messages (GET /number_management/sms_..., /phone/sms/sessions...)."""

from __future__ import annotations

from ztui.resources.models.lenient import Digits, Lenient
from ztui.resources.models.parts import Owner

__all__ = [
    "Brand",
    "Campaign",
    "CampaignNumber",
    "Consent",
    "ConsentNumber",
    "Message",
    "Participant",
    "Session",
]


class Brand(Lenient):
    """Who sends; `id` in the older answers."""

    brand_id: str | None = None
    id: str | None = None
    name: str | None = None


class CampaignNumber(Lenient):
    """A number of a campaign; `id` in the older answers."""

    phone_number_id: str | None = None
    id: str | None = None
    number: Digits | None = None


class Campaign(Lenient):
    """A campaign; `id` in the older answers, numbers in its own answer alone."""

    sms_campaign_id: str | None = None
    id: str | None = None
    display_name: str | None = None
    status: str | None = None
    brand: Brand | None = None
    phone_numbers: list[CampaignNumber] | None = None


class Consent(Lenient):
    """A way to agree; `status` is true while it is in force."""

    consent_id: str | None = None
    consent_name: str | None = None
    description: str | None = None
    status: bool | None = None
    used_number: int | None = None
    create_time: str | None = None
    modify_time: str | None = None


class ConsentNumber(Lenient):
    """A number for which a consent holds."""

    phone_number_id: str | None = None
    phone_number: Digits | None = None
    account_id: str | None = None


class Participant(Lenient):
    """One who takes part; without an owner from outside."""

    display_name: str | None = None
    phone_number: Digits | None = None
    owner: Owner | None = None
    is_session_owner: bool | None = None


class Session(Lenient):
    """Messages between the same people."""

    session_id: str | None = None
    session_type: str | None = None
    last_access_time: str | None = None
    participants: list[Participant] | None = None


class Message(Lenient):
    """A message; `message_type` is a code."""

    message_id: str | None = None
    date_time: str | None = None
    direction: str | None = None
    message: str | None = None
    message_type: int | None = None
    delivery_status: str | None = None
    sender: Participant | None = None
    to_members: list[Participant] | None = None
