"""SIP phones (GET /sip_phones)."""

from __future__ import annotations

from ztui.resources.models.lenient import Digits, Lenient

__all__ = ["SipPhone"]


class SipPhone(Lenient):
    """A registration; `registration_expire_time` is in minutes. The password is no field: it stays unread."""

    id: str | None = None
    user_email: str | None = None
    user_name: Digits | None = None
    authorization_name: Digits | None = None
    domain: str | None = None
    register_server: str | None = None
    register_server2: str | None = None
    register_server3: str | None = None
    proxy_server: str | None = None
    proxy_server2: str | None = None
    proxy_server3: str | None = None
    transport_protocol: str | None = None
    transport_protocol2: str | None = None
    transport_protocol3: str | None = None
    registration_expire_time: int | None = None
    voice_mail: Digits | None = None
