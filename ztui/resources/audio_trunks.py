"""SIP Connected Audio: trunks, numbers and call-out countries of meetings (not of phones).

The lists below `/accounts/{accountId}/sip_trunk` are of one account, `me` for the profile's own; the numbers of the
trunk are the master account's. `DELETE .../sip_trunk/numbers` takes all numbers of an account, and is not offered.
"""

from __future__ import annotations

from ztui.resources.model import Column, Confirm, Field, Group, Kind, Operations, Resource

__all__ = ["RESOURCES"]

_NO_CHANGE = "The API only adds and removes it; remove it and add it anew."

AUDIO_TRUNKS = Resource(
    name="audio-trunks",
    aliases=("audio-trunk", "meeting-audio-trunks", "sip-connected-audio"),
    title="Meeting audio trunks",
    singular="meeting audio trunk",
    key="id",
    help="SIP Connected Audio: the trunks by which meetings reach the account's own telephone network.",
    model="ztui.resources.models.audio_trunks:AudioTrunk",
    operations=Operations(list="listSIPTrunks", create="assignSIPTrunks", delete="deleteSIPTrunk"),
    account_bound=True,
    columns=(
        Column("name", 16),
        Column("sip_server_address", 20, title="SIP server", alias="server"),
        Column("dnis", 8, title="DNIS"),
        Column("number_prefix", 6, title="Prefix", alias="prefix"),
        Column("outbound_caller_id", 17, title="Caller ID", kind=Kind.NUMBER, alias="caller"),
        Column("id", 22, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Overview",
            (
                Field("name"),
                Field("sip_server_address", "SIP server"),
                Field("dnis", "DNIS", help="The number dialled, as the SIP server gets it."),
                Field("number_prefix", "Prefix of numbers"),
                Field("outbound_caller_id", "Outbound caller ID", Kind.NUMBER),
            ),
        ),
        Group("Ids", (Field("id", "ID", Kind.ID),)),
    ),
    confirm={"create": Confirm.REVIEW, "delete": Confirm.DANGER},
    unavailable={"update": _NO_CHANGE},
)

TRUNK_NUMBERS = Resource(
    name="trunk-numbers",
    aliases=("trunk-number", "meeting-audio-numbers", "audio-numbers"),
    title="Meeting audio numbers",
    singular="meeting audio number",
    key="number",
    help="Numbers of SIP Connected Audio that the master account has and can give to sub accounts.",
    model="ztui.resources.models.audio_trunks:TrunkNumber",
    operations=Operations(list="listSipTrunkNumbers", create="assignSipTrunkNumbers"),
    columns=(Column("number", 20, kind=Kind.NUMBER), Column("country", 20)),
    groups=(Group("Overview", (Field("number", kind=Kind.NUMBER), Field("country"))),),
    confirm={"create": Confirm.REVIEW},
    unavailable={
        "update": _NO_CHANGE,
        "delete": "The API only removes all numbers of an account at once.",
    },
)

INTERNAL_NUMBERS = Resource(
    name="internal-numbers",
    aliases=("internal-number", "internals"),
    title="Internal numbers",
    singular="internal number",
    key="number",
    help="Numbers inside the account's own network by which people join meetings (SIP Connected Audio).",
    model="ztui.resources.models.audio_trunks:InternalNumber",
    operations=Operations(list="listInternalNumbers", create="addInternalNumbers", delete="deleteInternalNumber"),
    account_bound=True,
    columns=(
        Column("number", 17, kind=Kind.NUMBER),
        Column("display_number", 17, title="Shown as", kind=Kind.NUMBER),
        Column("country", 7),
        Column("visible", 7, kind=Kind.FLAG),
        Column("allow_join", 5, title="Join", kind=Kind.FLAG, alias="join"),
        Column("labels", 11),
        Column("type", 4, kind=Kind.ID, wide_only=True),
        Column("languages", 9, wide_only=True),
        Column("allow_for_external_meetings", 8, title="External", kind=Kind.FLAG, wide_only=True),
        Column("id", 22, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Overview",
            (
                Field("number", kind=Kind.NUMBER),
                Field("display_number", "Shown as"),
                Field("country"),
                Field("visible", kind=Kind.FLAG),
                Field("allow_join", "People can join by it", Kind.FLAG),
                Field("allow_for_external_meetings", "For meetings of others", Kind.FLAG),
                Field("type", kind=Kind.ID),
                Field("labels"),
                Field("languages"),
            ),
        ),
        Group("Ids", (Field("id", "ID", Kind.ID, help="Zoom's list may leave it out; removing needs it."),)),
    ),
    confirm={"create": Confirm.REVIEW, "delete": Confirm.DANGER},
    unavailable={"update": _NO_CHANGE},
)

CALLOUT_COUNTRIES = Resource(
    name="callout-countries",
    aliases=("callout-country", "call-out-countries", "countries"),
    title="Call-out countries",
    singular="call-out country",
    key="id",
    label="name",
    help="Countries that meetings may call over SIP Connected Audio.",
    model="ztui.resources.models.audio_trunks:CalloutCountry",
    operations=Operations(
        list="listInternalCalloutCountries", create="addCalloutCountries", delete="deleteInternalCallOutCountry"
    ),
    account_bound=True,
    columns=(Column("name", 32, title="Country"), Column("code", 8), Column("id", 8, title="ID", kind=Kind.ID)),
    groups=(Group("Overview", (Field("name", "Country"), Field("code", "Code"), Field("id", "ID", Kind.ID))),),
    confirm={"create": Confirm.REVIEW, "delete": Confirm.DANGER},
    unavailable={"update": _NO_CHANGE},
)

RESOURCES = (AUDIO_TRUNKS, TRUNK_NUMBERS, INTERNAL_NUMBERS, CALLOUT_COUNTRIES)
