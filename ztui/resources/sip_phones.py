"""SIP phones: registrations of other makers' softphones. Desk phones are `devices`."""

from __future__ import annotations

from ztui.resources.model import Column, Confirm, Field, Filter, Group, Kind, Operations, Related, Resource

__all__ = ["RESOURCES"]


def _server(place: str, number: str) -> Group:
    return Group(
        f"{place} server",
        (
            Field(f"register_server{number}", "Registers with"),
            Field(f"proxy_server{number}", "Proxy"),
            Field(f"transport_protocol{number}", "Transport"),
        ),
    )


SIP_PHONES = Resource(
    name="sip-phones",
    aliases=("sip-phone", "softphones"),
    title="SIP phones",
    singular="SIP phone",
    key="id",
    help="Registrations of other makers' softphones: user, server, transport (desk phones are devices).",
    model="ztui.resources.models.sip_phones:SipPhone",
    operations=Operations(
        list="listSipPhones", create="createSIPPhone", update="updateSIPPhone", delete="deleteSIPPhone"
    ),
    columns=(
        Column("user_name", 16, title="SIP user", alias="name"),
        Column("user_email", 22, title="User", alias="user"),
        Column("domain", 16),
        Column("register_server", 11, title="Server", alias="server"),
        Column("transport_protocol", 4, title="Via", alias="via"),
        Column("proxy_server", 24, title="Proxy", wide_only=True),
        Column("registration_expire_time", 7, title="Expires", kind=Kind.COUNT, hidden=True, about="Minutes"),
        Column("voice_mail", 12, title="Voicemail", hidden=True),
        Column("id", 22, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Overview",
            (
                Field("user_name", "SIP user"),
                Field("user_email", "User"),
                Field("domain"),
                Field("authorization_name"),
                Field("password", kind=Kind.SECRET, help="Zoom sends it in clear; it is neither kept nor shown."),
                Field("registration_expire_time", "Registers anew after", unit="min"),
                Field("voice_mail", "Voicemail number"),
            ),
        ),
        _server("First", ""),
        _server("Second", "2"),
        _server("Third", "3"),
        Group("Ids", (Field("id", "ID", Kind.ID),)),
    ),
    filters=(Filter("search_key", "User name or e-mail"),),
    related=(Related("User", "users", match=(("email", "user_email"),)),),
    confirm={"create": Confirm.REVIEW, "update": Confirm.REVIEW, "delete": Confirm.DANGER},
)

RESOURCES = (SIP_PHONES,)
