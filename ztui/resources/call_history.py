"""Call history of the account.

A row is a whole call. The answer holds its rows under `call_history`, in older answers under `call_logs` with `id` for
`call_history_uuid`. Waits, holds and keys pressed stand in the legs alone (GET /phone/call_history/{callHistoryUuid}).
"""

from __future__ import annotations

from ztui.resources.calls import (
    DIRECTIONS,
    RESULTS,
    marks,
    missed_forms,
    party,
    party_forms,
    party_resource,
)
from ztui.resources.model import (
    Child,
    Column,
    Field,
    Filter,
    Group,
    Kind,
    Operations,
    Related,
    Resource,
)
from ztui.resources.narrowing import Chip, FilterWord
from ztui.resources.outcomes import OUTCOMES, outcome

__all__ = ["CALL_HISTORY", "PARTIES", "RESOURCES", "SHORT_FORMS", "sides"]

SHORT_FORMS = "ans answered, miss not answered, vm voicemail, aband abandoned, ovfl overflowed, busy, rej, fail, hang"


def sides(side: str) -> tuple[Field, ...]:
    """Give the fields of one side of a call (`caller`, `callee`)."""
    return (
        Field(f"{side}_name", "Name"),
        Field(f"{side}_ext_number", "Extension", Kind.EXTENSION),
        Field(f"{side}_did_number", "Number", Kind.NUMBER),
        Field(f"{side}_email", "E-mail"),
        Field(f"{side}_ext_type", "Is a", Kind.CODE, table="extension_type"),
        Field(f"{side}_number_type", "Number type", Kind.CODE, table="number_type"),
        Field(f"{side}_country_iso_code", "Country"),
        Field(f"{side}_device_type", "Device"),
    )


PARTIES = (
    Related("Caller", choose=party_resource("caller"), match=(("extension_id", "caller_ext_id"),)),
    Related("Callee", choose=party_resource("callee"), match=(("extension_id", "callee_ext_id"),)),
)

CALL_HISTORY = Resource(
    name="call-history",
    aliases=("calls", "call", "history"),
    title="Call history",
    singular="call",
    key="call_history_uuid|id",
    label="call_history_uuid|id",
    help="Calls of the account: the last 24 hours, or the window you choose (a month a request, six months back).",
    model="ztui.resources.models.call_history:Call",
    operations=Operations(list="accountCallHistory", get="getCallPath"),
    get_key="callHistoryUuid",
    window=True,
    group_by_day="start_time",
    columns=(
        Column("start_time", 8, title="Time", kind=Kind.CLOCK, alias="time"),
        Column(
            "direction",
            3,
            title="Dir",
            kind=Kind.STATUS,
            short=DIRECTIONS,
            alias="dir",
            values=tuple(each for each, _ in DIRECTIONS),
        ),
        Column(
            "caller_name",
            20,
            title="From",
            show=party("caller"),
            alias="from",
            also=("caller_did_number",),
            forms=party_forms("caller"),
        ),
        Column(
            "callee_name",
            18,
            title="To",
            show=party("callee"),
            alias="to",
            also=("callee_did_number",),
            forms=party_forms("callee"),
        ),
        Column(
            "call_result",
            6,
            title="Result",
            kind=Kind.STATUS,
            table="call_result",
            short=RESULTS,
            forms=missed_forms,
            alias="result",
            values=(*(each for each, _ in RESULTS), "missed"),
            about=SHORT_FORMS,
        ),
        Column("duration", 7, title="Dur", kind=Kind.DURATION, alias="dur"),
        Column(
            "recording_status",
            3,
            title=" ",
            show=marks,
            alias="marks",
            values=("recorded", "non_recorded"),
            about="Marks: v voicemail known, ▪ recording, ! emergency, s spam",
        ),
        Column(
            "outcome",
            8,
            kind=Kind.STATUS,
            hidden=True,
            computed=outcome,
            values=OUTCOMES,
            about="What became of it: answered, missed (came in and was not taken), other. Our word, by Zoom's result.",
        ),
        Column("site_name", 14, title="Site", wide_only=True, alias="site"),
        Column("sip_group_name", 12, title="SIP group", hidden=True, alias="group", searched=True),
        Column("sbc_name", 14, title="Trunk", wide_only=True, alias="trunk"),
        Column("caller_ext_number", 9, title="From ext", kind=Kind.EXTENSION, hidden=True),
        Column("caller_did_number", 17, title="From number", kind=Kind.NUMBER, hidden=True),
        Column("callee_ext_number", 9, title="To ext", kind=Kind.EXTENSION, hidden=True),
        Column("callee_did_number", 17, title="To number", kind=Kind.NUMBER, hidden=True),
        Column("callee_ext_type", 16, title="To is a", kind=Kind.CODE, table="extension_type", hidden=True),
        Column("answer_time", 12, title="Answered", kind=Kind.TIME, hidden=True),
        Column("end_time", 12, title="Ended", kind=Kind.TIME, hidden=True),
        Column(
            "call_type",
            10,
            title="Type",
            kind=Kind.STATUS,
            hidden=True,
            alias="type",
            searched=True,
            values=("general", "emergency"),
        ),
        Column(
            "connect_type",
            9,
            title="Connects",
            kind=Kind.STATUS,
            hidden=True,
            alias="connects",
            searched=True,
            values=("internal", "external"),
        ),
        Column("international", 5, title="Intl", kind=Kind.FLAG, hidden=True),
        Column("department", 14, hidden=True, searched=True),
        Column("cost_center", 12, hidden=True, searched=True),
        Column("call_history_uuid", 45, title="ID", kind=Kind.ID, hidden=True, also=("id",)),
        Column("call_id", 19, title="Call ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Call",
            (
                Field("start_time", "Began", Kind.TIME),
                Field("answer_time", "Answered", Kind.TIME),
                Field("end_time", "Ended", Kind.TIME),
                Field("duration", kind=Kind.DURATION, help="In the row of the list only."),
                Field("direction", kind=Kind.STATUS),
                Field("call_result", "Result", Kind.STATUS, table="call_result"),
                Field("outcome", kind=Kind.STATUS, computed=outcome),
                Field("call_type", "Type", Kind.STATUS),
                Field("connect_type", "Connects", Kind.STATUS),
                Field("international", kind=Kind.FLAG),
                Field("hide_caller_id", "Caller ID withheld", Kind.FLAG),
                Field("end_to_end", "End-to-end encrypted", Kind.FLAG),
                Field("recording_status", "Recording", Kind.STATUS),
                Field("spam"),
            ),
        ),
        Group("Caller", sides("caller")),
        Group("Callee", sides("callee")),
        Group(
            "Way and place",
            (
                Field("sbc_name", "Trunk"),
                Field("sip_group_name", "SIP group"),
                Field("site_name", "Site"),
                Field("department"),
                Field("cost_center"),
            ),
        ),
        Group(
            "Ids",
            (
                Field("call_history_uuid", "ID", Kind.ID, also=("id",)),
                Field("call_id", "Call ID", Kind.ID, help="The call's id in recordings, voicemails and webhooks."),
            ),
        ),
    ),
    filters=(
        Filter("keyword", "Name, extension, number, e-mail or call ID"),
        Filter("directions", "Direction"),
        Filter("call_results", "Result"),
        Filter("extension_types", "Kind of extension"),
        Filter("number_types", "Kind of number"),
        Filter("connect_types", "Inside or outside"),
        Filter("call_types", "Type"),
        Filter("site_ids", "Sites", picks="sites"),
        Filter("group_ids", "Groups"),
        Filter("recording_status", "Recording"),
        Filter("with_voicemail", "With voicemail"),
        Filter("call_ids", "Call IDs"),
        Filter("time_type", "Window by"),
        Filter("from", "From"),
        Filter("to", "To"),
    ),
    words=(
        FilterWord("number", ("caller_did_number", "callee_did_number"), about="The number of either side."),
        FilterWord("ext", ("caller_ext_number", "callee_ext_number"), about="The extension of either side."),
        FilterWord(
            "queue",
            ("callee_name",),
            where=(("callee_ext_type", "call_queue"),),
            about="The queue that was called itself; calls that only passed through it are Zoom's keyword to find.",
        ),
        FilterWord("recording", ("recording_status",), about="Whether it was recorded: recorded, non_recorded."),
        FilterWord("after", ("start_time",), sign=">=", about="Calls that began at that time or later."),
        FilterWord("before", ("start_time",), sign="<", about="Calls that began before that time."),
    ),
    chips=(
        Chip("i", "Inbound", "dir=in", "direction", ("inbound", "in")),
        Chip("o", "Outbound", "dir=out", "direction", ("outbound", "out")),
        Chip("m", "Missed", "outcome=missed", "outcome", ("missed",)),
        Chip("a", "Answered", "outcome=answered", "outcome", ("answered",)),
        Chip("n", "Neither", "outcome=other", "outcome", ("other",)),
        Chip("v", "Went to voicemail", "result=voicemail", "result", ("voicemail", "vm")),
        Chip("b", "Abandoned", "result=abandoned", "result", ("abandoned",)),
        Chip("f", "Overflowed", "result=overflowed", "result", ("overflowed",)),
        Chip("u", "Busy", "result=busy", "result", ("busy",)),
        Chip("x", "External", "connects=external", "connects", ("external",)),
        Chip("l", "Internal", "connects=internal", "connects", ("internal",)),
        Chip("e", "Emergency", "type=emergency", "type", ("emergency",)),
        Chip("r", "Recorded", "recording=recorded", "recording", ("recorded",)),
    ),
    children=(Child("Legs", "call-elements", (("callHistoryUuid", "call_history_uuid|id"),)),),
    related=(
        *PARTIES,
        Related("Calls of this caller", "call-history", where=(("keyword", "caller_did_number|caller_ext_number"),)),
        Related("Called number", "numbers", where=(("keyword", "callee_did_number"),)),
        Related("SIP group", "sip-groups", match=(("sip_group_id", "sip_group_id"),)),
        Related("Site", "sites", key="site_id"),
    ),
    unavailable={
        "delete": "Call history can be deleted per user only, not for the account.",
        "update": "A past call cannot be changed; a client code can be added to a user's own call.",
    },
)

RESOURCES = (CALL_HISTORY,)
