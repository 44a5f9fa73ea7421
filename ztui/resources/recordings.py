"""Recordings: of the account, of a user, of a queue. A deleted one lies in the bin for a while and can be recovered."""

from __future__ import annotations

from ztui.resources.calls import DIRECTIONS
from ztui.resources.files import File
from ztui.resources.media import CALL_IDS, OWNER, media_party, other_side, side
from ztui.resources.model import Column, Confirm, Field, Filter, Group, Kind, Operations, Related, Resource
from ztui.resources.shows import in_words, named, owner_link

__all__ = ["RESOURCES"]

_FROM = Column("caller_name", 17, title="From", show=media_party("caller"), alias="from", also=("caller_number",))
_TO = Column("callee_name", 17, title="To", show=media_party("callee"), alias="to", also=("callee_number",))
_WIDE_FROM = Column("caller_name", 25, title="From", show=media_party("caller"), alias="from", also=("caller_number",))
_WIDE_TO = Column("callee_name", 25, title="To", show=media_party("callee"), alias="to", also=("callee_number",))
_TIME = Column("date_time", 8, title="Time", kind=Kind.CLOCK, alias="time")
_DIRECTION = Column("direction", 3, title="Dir", kind=Kind.STATUS, short=DIRECTIONS, alias="dir")
_LENGTH = Column("duration", 7, title="Length", kind=Kind.DURATION, alias="length")
_ID = Column("id", 22, title="ID", kind=Kind.ID, hidden=True)
_CALL_ID = Column("call_id", 19, title="Call ID", kind=Kind.ID, hidden=True)
_KINDS = (("OnDemand", "by hand"), ("Automatic", "auto"))

_SOUND = (
    Field("date_time", "Began", Kind.TIME),
    Field("duration", "Length", Kind.DURATION),
    Field("direction", kind=Kind.STATUS),
)
_INSIDE = (
    Field("accepted_by", "Answered by", show=named("accepted_by")),
    Field("outgoing_by", "Called by", show=named("outgoing_by")),
)
_FILES = Group(
    "Files",
    (
        Field("download_url", "Recording", help="Needs a token."),
        Field("transcript_download_url", "Transcript", help="Needs a token."),
    ),
)
_WINDOW = (Filter("from", "From"), Filter("to", "To"))
_CONFIRM = {"update": Confirm.REVIEW, "delete": Confirm.DANGER}

_SAVED = (
    File("recording", "phoneDownloadRecordingFile", other_side, url="download_url"),
    File(
        "transcript",
        "phoneDownloadRecordingTranscript",
        other_side,
        url="transcript_download_url",
        path=(("recordingId", "id"),),
    ),
)

RECORDINGS = Resource(
    name="recordings",
    aliases=("recording", "rec"),
    title="Recordings",
    singular="recording",
    key="id",
    label="caller_name",
    help="Recordings of the account: the last 30 days, or the month you choose.",
    model="ztui.resources.models.media:Recording",
    operations=Operations(list="getPhoneRecordings", update="UpdateAutoDeleteField", delete="deleteCallRecording"),
    window=True,
    group_by_day="date_time",
    columns=(
        _TIME,
        _DIRECTION,
        Column("owner.name", 15, title="Owner", alias="owner"),
        _FROM,
        _TO,
        _LENGTH,
        Column("recording_type", 7, title="Made", kind=Kind.STATUS, short=_KINDS, wide_only=True, alias="made"),
        Column("site.name", 16, title="Site", wide_only=True, alias="site"),
        Column("owner.type", 12, title="Owner is a", kind=Kind.STATUS, show=in_words("owner.type"), hidden=True),
        Column("auto_delete_enable", 8, title="Deleted by itself", kind=Kind.FLAG, hidden=True),
        Column("end_time", 12, title="Ended", kind=Kind.TIME, hidden=True),
        _ID,
        _CALL_ID,
    ),
    groups=(
        Group(
            "Recording",
            (
                *_SOUND,
                Field("end_time", "Ended", Kind.TIME),
                Field("recording_type", "Made", Kind.STATUS, lambda row: dict(_KINDS).get(row["recording_type"])),
                Field("auto_delete_enable", "Deleted by itself", Kind.FLAG),
                Field("auto_delete_policy", "Kept"),
            ),
        ),
        Group(
            "Owner",
            (
                Field("owner", "Owner", show=OWNER),
                Field("owner.type", "Is a", show=in_words("owner.type")),
                Field("owner.extension_status", "Extension is", Kind.STATUS),
                Field("site.name", "Site"),
                *_INSIDE,
            ),
        ),
        side("caller"),
        side("callee"),
        _FILES,
        Group("Ids", (*CALL_IDS, Field("meeting_uuid", "Meeting ID", Kind.ID))),
    ),
    filters=(
        Filter("owner_type", "Kind of owner"),
        Filter("recording_type", "Made"),
        Filter("site_id", "Site", picks="sites"),
        Filter("group_id", "Group"),
        Filter("query_date_type", "Window by"),
        *_WINDOW,
    ),
    related=(
        Related("Owner", key="owner.id", choose=owner_link("owner.type")),
        Related("Call (in the list)", "call-history", where=(("call_ids", "call_id"),), around="date_time"),
        Related("Site", "sites", key="site.id"),
    ),
    confirm=_CONFIRM,
    files=_SAVED,
)

USER_RECORDINGS = Resource(
    name="user-recordings",
    aliases=("user-recording",),
    title="Recordings of the user",
    singular="recording of the user",
    key="id",
    label="caller_name",
    help="Recordings of a user: the last 24 hours, or the window you choose (a month a request, six months back).",
    model="ztui.resources.models.media:Recording",
    operations=Operations(list="phoneUserRecordings", update="UpdateAutoDeleteField", delete="deleteCallRecording"),
    parents=("userId",),
    window=True,
    group_by_day="date_time",
    columns=(_TIME, _DIRECTION, _WIDE_FROM, _WIDE_TO, _LENGTH, _ID, _CALL_ID),
    groups=(
        Group("Recording", (*_SOUND, *_INSIDE)),
        side("caller"),
        side("callee"),
        _FILES,
        Group("Ids", (*CALL_IDS, Field("call_history_id", "Call history ID", Kind.ID))),
    ),
    filters=_WINDOW,
    related=(Related("Call", "call-history", key="call_history_id"),),
    confirm=_CONFIRM,
    files=_SAVED,
)

QUEUE_RECORDINGS = Resource(
    name="queue-recordings",
    aliases=("queue-recording",),
    title="Recordings of the queue",
    singular="recording of the queue",
    key="id",
    label="caller_name",
    help="Recordings of a queue: the last 24 hours, or the window you choose (a month a request, six months back).",
    model="ztui.resources.models.media:Recording",
    operations=Operations(list="getCallQueueRecordings", update="UpdateAutoDeleteField", delete="deleteCallRecording"),
    parents=("callQueueId",),
    window=True,
    columns=(
        # Zoom sends days here, and no times.
        Column("date_time", 10, title="Day", kind=Kind.DATE, alias="day"),
        _DIRECTION,
        Column("caller_name", 24, title="From", show=media_party("caller"), alias="from", also=("caller_number",)),
        Column("callee_name", 24, title="To", show=media_party("callee"), alias="to", also=("callee_number",)),
        _LENGTH,
        _ID,
    ),
    groups=(
        Group(
            "Recording",
            (
                Field("date_time", "Day", Kind.DATE),
                Field("duration", "Length", Kind.DURATION),
                Field("direction", kind=Kind.STATUS),
            ),
        ),
        Group("Caller", side("caller").fields[:3]),
        Group("Callee", side("callee").fields[:3]),
        Group("Files", (Field("download_url", "Recording", help="Needs a token."), Field("id", "ID", Kind.ID))),
    ),
    filters=_WINDOW,
    confirm=_CONFIRM,
    files=_SAVED,
)

RESOURCES = (RECORDINGS, USER_RECORDINGS, QUEUE_RECORDINGS)
