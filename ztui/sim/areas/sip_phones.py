"""SIP phones: registrations of third party softphones, passwords in clear as the API has them."""

from __future__ import annotations

from typing import Any

from ztui.sim.areas import find
from ztui.sim.areas.rows import Row, Rows, contains
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.refusals import refuse
from ztui.sim.world.entities import SipPhone

__all__: list[str] = []


def _row(phone: SipPhone) -> Row:
    row: Row = {"id": phone.id, "user_email": phone.email, "domain": phone.domain}
    for turn, (server, transport, proxy) in enumerate(phone.servers):
        suffix = str(turn + 1) if turn else ""
        row |= {
            f"register_server{suffix}": server,
            f"transport_protocol{suffix}": transport,
            f"proxy_server{suffix}": proxy,
        }
    return row | {
        "registration_expire_time": phone.expires,
        "user_name": phone.user_name,
        "password": phone.password,
        "authorization_name": phone.authorization_name,
        "voice_mail": phone.voice_mail,
    }


def _of(key: str, email: str, body: dict[str, Any]) -> SipPhone:
    servers = tuple(
        (
            body.get(f"register_server{suffix}", ""),
            body.get(f"transport_protocol{suffix}", "AUTO"),
            body.get(f"proxy_server{suffix}", ""),
        )
        for suffix in ("", "2", "3")
    )
    return SipPhone(
        id=key,
        email=email,
        domain=body["domain"],
        servers=servers,
        expires=body.get("registration_expire_time", 60),
        user_name=body["user_name"],
        password=body["password"],
        authorization_name=body["authorization_name"],
        voice_mail=body["voice_mail"],
    )


@handles("listSipPhones")
def list_phones(context: Context) -> Listed:
    """Answer the SIP phones."""
    key = context.query.get("search_key", "")
    found = (phone for phone in find.system_of(context).sip_phones if contains(key, phone.email, phone.user_name))
    return Listed(Rows(found, _row))


@handles("createSIPPhone")
def create_phone(context: Context) -> None:
    """Enable a SIP phone for a user."""
    system, body = find.system_of(context), context.body
    user = system.user(body["user_email"])
    if user is None:
        raise Refusal(404, 1001, f"User {body['user_email']} not exist or not belong to this account.")
    if any(phone.email == user.email for phone in system.sip_phones):
        raise Refusal(400, 300, "SIP Phone with the same email already exists.")
    system.sip_phones.put(_of(system.new_id(), user.email, body))


def _phone(context: Context) -> SipPhone:
    found = find.system_of(context).sip_phones.get(context.path["phoneId"])
    if found is None:
        raise refuse(context, 300, "The SIP phone with this phoneId was not found on this account.")
    return found


@handles("updateSIPPhone")
def update_phone(context: Context) -> None:
    """Change a SIP phone."""
    phone = _phone(context)
    find.system_of(context).sip_phones.put(_of(phone.id, phone.email, context.body))


@handles("deleteSIPPhone")
def delete_phone(context: Context) -> None:
    """Delete a SIP phone."""
    find.system_of(context).sip_phones.remove(_phone(context).id)
