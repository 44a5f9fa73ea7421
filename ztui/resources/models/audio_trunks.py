"""SIP Connected Audio (GET /accounts/{accountId}/sip_trunk/..., GET /sip_trunk/numbers)."""

from __future__ import annotations

from ztui.resources.models.lenient import Digits, Lenient

__all__ = ["AudioTrunk", "CalloutCountry", "InternalNumber", "TrunkNumber"]


class AudioTrunk(Lenient):
    """A trunk of meetings; `dnis` is the number dialled as the SIP server gets it."""

    id: Digits | None = None
    name: str | None = None
    sip_server_address: str | None = None
    dnis: Digits | None = None
    number_prefix: Digits | None = None
    outbound_caller_id: Digits | None = None


class TrunkNumber(Lenient):
    """A number of the master account."""

    number: Digits | None = None
    country: str | None = None


class InternalNumber(Lenient):
    """A number inside the account's network; the list may leave out the `id` that removing needs."""

    id: Digits | None = None
    number: Digits | None = None
    display_number: Digits | None = None
    country: str | None = None
    visible: bool | None = None
    allow_join: bool | None = None
    allow_for_external_meetings: bool | None = None
    type: int | None = None
    labels: str | None = None
    languages: str | None = None


class CalloutCountry(Lenient):
    """A country that meetings may call; `id` is its two letters, `code` its dialling code."""

    id: str | None = None
    name: str | None = None
    code: Digits | None = None
