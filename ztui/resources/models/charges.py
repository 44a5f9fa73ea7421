"""Reports of charges (GET /phone/reports/call_charges, .../sms_charges, .../fax_charges)."""

from __future__ import annotations

from ztui.resources.models.lenient import Digits, Lenient

__all__ = ["CallCharge", "FaxCharge", "SmsCharge"]


class _Charge(Lenient):
    """What all have; sums are text, so that no digit is lost."""

    rate: Digits | None = None
    currency: str | None = None
    total_charge: Digits | None = None
    billing_number: Digits | None = None


class CallCharge(_Charge):
    """What a call cost; a forwarded one has several."""

    call_log_id: str | None = None
    caller_number: Digits | None = None
    callee_number: Digits | None = None
    calling_party_name: str | None = None
    call_type: str | None = None
    service_type: str | None = None
    end_time: str | None = None
    duration: int | None = None
    charge_mode: str | None = None


class SmsCharge(_Charge):
    """What a message cost."""

    session_id: str | None = None
    message_id: str | None = None
    message_type: Digits | None = None
    sent_time: str | None = None
    from_number: Digits | None = None
    to_number: Digits | None = None
    delivery_status: str | None = None


class FaxCharge(_Charge):
    """What a fax cost."""

    fax_id: str | None = None
    sender_number: Digits | None = None
    receiver_number: Digits | None = None
    end_time: str | None = None
    fax_type: str | None = None
    total_pages: int | None = None
    charged_pages: int | None = None
    unlimited: bool | None = None
    charge_status: str | None = None
