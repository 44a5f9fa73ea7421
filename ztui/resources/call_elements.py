"""The legs of one call, which stand in its own answer (GET /phone/call_history/{callHistoryUuid})."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.resources.call_history import PARTIES, SHORT_FORMS, sides
from ztui.resources.calls import MISSED, RESULTS, party, party_forms
from ztui.resources.model import Column, Field, Group, Kind, Operations, Related, Resource, Row
from ztui.resources.shows import dicts

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["RESOURCES", "legs_of"]


def legs_of(answer: Row) -> Sequence[dict[str, Any]]:
    """Give the legs in a call's own answer, [] where it has none."""
    found = dicts(answer.get("call_elements")) or dicts(answer.get("call_path"))
    return [dict(each) for each in found]


CALL_ELEMENTS = Resource(
    name="call-elements",
    aliases=("legs", "elements"),
    title="Legs of the call",
    singular="leg",
    key="call_element_id|id",
    label="event",
    help="The way one call took: who rang, for how long, with what result.",
    model="ztui.resources.models.call_history:CallElement",
    operations=Operations(list="getCallPath", get="getCallElement"),
    get_key="callElementId",
    parents=("callHistoryUuid",),
    unfold=legs_of,
    columns=(
        Column("start_time", 8, title="Time", kind=Kind.CLOCK, alias="time"),
        Column("event", 14, kind=Kind.CODE, table="call_event"),
        Column(
            "caller_name",
            17,
            title="From",
            show=party("caller"),
            alias="from",
            also=("caller_did_number",),
            forms=party_forms("caller"),
        ),
        Column(
            "callee_name",
            17,
            title="To",
            show=party("callee"),
            alias="to",
            also=("callee_did_number",),
            forms=party_forms("callee"),
        ),
        Column("result", 6, kind=Kind.STATUS, table="call_result", short=RESULTS, words=MISSED, about=SHORT_FORMS),
        Column("waiting_time", 5, title="Wait", kind=Kind.DURATION, alias="wait"),
        Column("hold_time", 5, title="Hold", kind=Kind.DURATION, wide_only=True, alias="hold"),
        Column("press_key", 4, title="Key", wide_only=True),
        Column("operator_name", 16, title="Operator", wide_only=True),
        Column("result_reason", 20, title="Reason", kind=Kind.CODE, table="result_reason", hidden=True),
        Column("answer_time", 8, title="Answered", kind=Kind.CLOCK, hidden=True),
        Column("end_time", 8, title="Ended", kind=Kind.CLOCK, hidden=True),
        Column("call_element_id", 45, title="ID", kind=Kind.ID, hidden=True, also=("id",)),
    ),
    groups=(
        Group(
            "Leg",
            (
                Field("event", kind=Kind.CODE, table="call_event"),
                Field("result", kind=Kind.STATUS, table="call_result"),
                Field("result_reason", "Reason", Kind.CODE, table="result_reason"),
                Field("start_time", "Began", Kind.TIME),
                Field("answer_time", "Answered", Kind.TIME),
                Field("end_time", "Ended", Kind.TIME),
                Field("waiting_time", "Waited", Kind.DURATION),
                Field("hold_time", "On hold", Kind.DURATION),
                Field("press_key", "Key pressed"),
                Field("operator_name", "Operator"),
                Field("operator_ext_number", "Operator's extension", Kind.EXTENSION),
                Field("client_code"),
            ),
        ),
        Group("Caller", sides("caller")),
        Group("Callee", sides("callee")),
        Group(
            "Place",
            (
                Field("site_name", "Site"),
                Field("device_private_ip", "Private IP"),
                Field("device_public_ip", "Public IP"),
                Field("recording_type", "Recording", Kind.CODE, table="recording_type"),
            ),
        ),
        Group(
            "Ids",
            (
                Field("call_element_id", "ID", Kind.ID, also=("id",)),
                Field("call_id", "Call ID", Kind.ID),
                Field("recording_id", "Recording ID", Kind.ID),
                Field("voicemail_id", "Voicemail ID", Kind.ID),
            ),
        ),
    ),
    related=(*PARTIES, Related("Voicemail", "voicemails", key="voicemail_id")),
    unavailable={"update": "A past call cannot be changed.", "delete": "A past call cannot be changed."},
)

RESOURCES = (CALL_ELEMENTS,)
