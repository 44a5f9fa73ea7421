"""What can be changed about SIP: meeting audio trunks and numbers of sub accounts, and SIP phones.

BYOC trunks and SIP groups have no write in the API. The operation that ends SIP Connected Audio for an account with all
its numbers, and the one that takes all its numbers, are in no declaration.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.errors import ConfigError
from ztui.resources.edits.asking import called, id_at, id_in, pick
from ztui.resources.edits.fields import within
from ztui.resources.edits.model import Action, Check, Edits, Expect, Given, Input, InputKind, Request, WriteField
from ztui.resources.edits.paths import acting
from ztui.resources.model import Confirm, Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["AUDIO_SETTINGS", "EDITS"]

_ACCOUNT = pick("account", "Sub account", "accounts")


def _listed(operation_id: str, path: Mapping[str, str], expect: Expect, field: str, value: object) -> Check:
    return Check(operation_id, dict(path), expect=expect, match=((field, value),))


def _trunk(path: Mapping[str, str], row: Row, dnis: object, caller: object) -> Request:
    trunk = {"id": id_at(row, "id", "trunk")}
    trunk |= {name: str(each) for name, each in (("dnis", dnis), ("outbound_caller_id", caller)) if each}
    return Request("assignSIPTrunks", path, body={"sip_trunks": [trunk]})


def _assign_trunk(row: Row, given: Given) -> Sequence[Request]:
    path = {"accountId": id_in(given, "account", "account")}
    return [_trunk(path, row, given.get("dnis"), given.get("caller_id"))]


def _trunk_back(row: Row, request: Request, _: Any) -> Request:
    return Request("deleteSIPTrunk", {**request.path, "trunkId": id_at(row, "id", "trunk")})


def _number_given(row: Row, given: Given) -> Sequence[Request]:
    path = {"accountId": id_in(given, "account", "account")}
    return [Request("assignSipTrunkNumbers", path, body={"phone_numbers": [id_at(row, "number", "number")]})]


_TRUNKS = (
    Action(
        "assign-to-account",
        "Assign to a sub account",
        "audio-trunks",
        _assign_trunk,
        ("assignSIPTrunks",),
        (
            _ACCOUNT,
            Input("dnis", "DNIS", required=False, longest=8, help="5 to 8 digits"),
            Input("caller_id", "Shows as caller", InputKind.PHONE, required=False, longest=32),
        ),
        lambda row, request: _listed("listSIPTrunks", request.path, Expect.THERE, "id", row["id"]),
        inverse=_trunk_back,
        says=lambda row, _: f"{called(row)} also serves the meetings of a sub account",
    ),
    Action(
        "delete",
        "Take from the account",
        "audio-trunks",
        lambda row, _: [Request("deleteSIPTrunk", {**acting(row), "trunkId": id_at(row, "id", "trunk")})],
        ("deleteSIPTrunk",),
        check=lambda row, _: _listed("listSIPTrunks", acting(row), Expect.GONE, "id", row["id"]),
        inverse=lambda row, *_: _trunk(acting(row), row, row.get("dnis"), row.get("outbound_caller_id")),
        differs="a sub account can have it again; the main account cannot assign it to itself",
        confirm=Confirm.DANGER,
        says=lambda row, _: f"{called(row)} serves the meetings of this account no more",
    ),
)
_NUMBERS = Action(
    "assign-to-account",
    "Assign to a sub account",
    "trunk-numbers",
    _number_given,
    ("assignSipTrunkNumbers",),
    (_ACCOUNT,),
    unverified="the numbers of a sub account are read in its own name: enter it to see them",
    final="the API only takes all numbers of an account at once",
    says=lambda row, _: f"{called(row)} serves the meetings of a sub account",
)


_SHOWN = ((0, "no"), (1, "yes"))
_AUDIO_INPUTS = (
    Input("show_callout_internal_number", "Show internal numbers for call-out", InputKind.SWITCH, required=False),
    Input("show_zoom_provided_callout_countries", "Show Zoom's call-out countries", InputKind.CHOICE, required=False,
          choices=_SHOWN),
    Input("show_zoom_provided_numbers", "Show Zoom's numbers", InputKind.CHOICE, required=False, choices=_SHOWN),
)  # fmt: skip


def _audio_settings(row: Row, given: Given) -> Sequence[Request]:
    body = {each.name: given[each.name] for each in _AUDIO_INPUTS if given.get(each.name) is not None}
    if not body:
        raise ConfigError("No setting was named.")
    body = {name: value if isinstance(value, bool) else int(value) for name, value in body.items()}
    return [Request("assignSIPConfig", {"accountId": id_at(row, "id", "account")}, body=body)]


AUDIO_SETTINGS = Action(
    "set-meeting-audio",
    "Set meeting audio",
    "accounts",
    _audio_settings,
    ("assignSIPConfig",),
    _AUDIO_INPUTS,
    unverified="no read tells these settings",
    final="no read tells what they were; set them again to have them back",
    confirm=Confirm.DANGER,
    says=lambda row, _: f"Meetings of {called(row)} show other numbers and countries to call",
)
"""Of a sub account; what deletes its configuration or Zoom's entries is not offered."""


def _trunk_created(row: Row, body: Mapping[str, Any]) -> Request:
    return Request("assignSIPTrunks", acting(row), body={"sip_trunks": [dict(body)]})


def _country_body(row: Row) -> Request:
    return Request(
        "addCalloutCountries", acting(row), body={"callout_countries": [{"id": id_at(row, "id", "country")}]}
    )


_COUNTRY = Action(
    "delete",
    "End call-out to it",
    "callout-countries",
    lambda row, _: [Request("deleteInternalCallOutCountry", {**acting(row), "countryId": id_at(row, "id", "country")})],
    ("deleteInternalCallOutCountry",),
    check=lambda row, _: _listed("listInternalCalloutCountries", acting(row), Expect.GONE, "id", row["id"]),
    inverse=lambda row, *_: _country_body(row),
    confirm=Confirm.DANGER,
    says=lambda row, _: f"Meetings no longer call out to {called(row)}",
)
_INTERNAL = (
    ("number", "Number", True),
    ("display_number", "Shown as", True),
    ("country", "Country", True),
    ("type", "Type", True),
    ("labels", "Label", True),
    ("languages", "Language", True),
    ("visible", "Shown in invitations", False),
    ("allow_join", "May be joined by", False),
    ("allow_for_external_meetings", "For meetings of others", False),
)


def _internal(row: Row, body: Mapping[str, Any]) -> Request:
    return Request("addInternalNumbers", acting(row), body={"internal_numbers": [dict(body)]})


_INTERNAL_DELETE = Action(
    "delete",
    "Delete",
    "internal-numbers",
    lambda row, _: [Request("deleteInternalNumber", {**acting(row), "numberId": id_at(row, "id", "internal number")})],
    ("deleteInternalNumber",),
    check=lambda row, _: _listed("listInternalNumbers", acting(row), Expect.GONE, "number", row["number"]),
    inverse=lambda row, *_: _internal(row, {name: row[name] for name, *_ in _INTERNAL if row.get(name) is not None}),
    differs="it gets a new ID",
    confirm=Confirm.DANGER,
    says=lambda row, _: f"{called(row)} is no longer an internal number of this account",
    needs=lambda row: "" if row.get("id") else "Zoom's list does not tell its ID; only the answer that added it does",
)
_SERVERS = tuple(f"{name}{place}" for place in ("", "2", "3") for name in ("register_server", "proxy_server"))
_TRANSPORTS = tuple(f"transport_protocol{place}" for place in ("", "2", "3"))
_ALWAYS = ("domain", *_SERVERS, "user_name", "authorization_name", "voice_mail")
"""What Zoom wants with every change beside the password."""


def _phone(row: Row, body: Mapping[str, Any]) -> Request:
    """Make the request of an update: what stays goes along, for Zoom wants it all; the password nobody has kept."""
    if not body.get("password"):
        raise ConfigError("Zoom wants the SIP password with every change of a SIP phone.", "Fill it in as well.")
    kept = {name: row[name] for name in (*_ALWAYS, *_TRANSPORTS, "registration_expire_time") if row.get(name)}
    return Request("updateSIPPhone", {"phoneId": id_at(row, "id", "SIP phone")}, body=kept | dict(body))


def _phone_created(_: Row, body: Mapping[str, Any]) -> Request:
    return Request("createSIPPhone", body=dict(body))


_PHONE_FIELDS = (
    WriteField("user_email", "user_email", "User", create_only=True, required=True, longest=64),
    WriteField("user_name", "user_name", "User name", required=True),
    WriteField("", "password", "Password", InputKind.SECRET, required=True, help="Zoom wants it with every change."),
    WriteField("authorization_name", "authorization_name", "Authorization name", required=True),
    WriteField("domain", "domain", "Domain", required=True),
    WriteField("voice_mail", "voice_mail", "Voicemail", required=True),
    *(
        WriteField(
            name, name, name.replace("_", " ").capitalize(), required=name in ("register_server", "proxy_server")
        )
        for name in (*_SERVERS, *_TRANSPORTS)
    ),
    WriteField("registration_expire_time", "registration_expire_time", "Registers anew after", help="Minutes"),
)

EDITS = (
    Edits(
        "audio-trunks",
        (
            WriteField("id", "id", "Trunk", create_only=True, required=True),
            WriteField("dnis", "dnis", "DNIS", create_only=True, longest=8),
            WriteField("outbound_caller_id", "outbound_caller_id", "Shows as caller", create_only=True, longest=32),
        ),
        _TRUNKS,
        create=_trunk_created,
    ),
    Edits("trunk-numbers", actions=(_NUMBERS,)),
    Edits(
        "callout-countries",
        (WriteField("id", "id", "Country", create_only=True, required=True, longest=2),),
        (_COUNTRY,),
        create=lambda row, body: _country_body({**row, **body}),
        create_check="callout_countries[0].id",
    ),
    Edits(
        "internal-numbers",
        within(
            "addInternalNumbers",
            "internal_numbers",
            *(WriteField(name, name, title, create_only=True, required=needed) for name, title, needed in _INTERNAL),
        ),
        (_INTERNAL_DELETE,),
        create=_internal,
        create_check="internal_numbers[0].id",
    ),
    Edits("sip-phones", _PHONE_FIELDS, update=_phone, create=_phone_created),
)
