"""Voicemails: of the account (a heavy list) and of a user. What was said stands in the voicemail's own answer."""

from __future__ import annotations

from ztui.resources.files import File
from ztui.resources.media import CALL_IDS, OWNER, media_party, other_side, side
from ztui.resources.model import Column, Confirm, Field, Filter, Group, Kind, Operations, Related, Resource
from ztui.resources.rows import text_of, value_at
from ztui.resources.shows import in_words, owner_link

__all__ = ["RESOURCES"]

_TIME = Column("date_time", 8, title="Time", kind=Kind.CLOCK, alias="time")
_STATUS = Column("status", 6, kind=Kind.STATUS)
_LENGTH = Column("duration", 7, title="Length", kind=Kind.DURATION, alias="length")
_HIDDEN = (
    Column("id", 22, title="ID", kind=Kind.ID, hidden=True),
    Column("call_id", 19, title="Call ID", kind=Kind.ID, hidden=True),
)
_VOICEMAIL = Group(
    "Voicemail",
    (
        Field("date_time", "Left", Kind.TIME),
        Field("duration", "Length", Kind.DURATION),
        Field("status", kind=Kind.STATUS),
        Field("transcription.content", "Says", help="As Zoom understood it."),
        Field("voice_mail_task.content", "Task", help="As Zoom's AI understood it."),
        Field("deleted_time", "Deleted", Kind.TIME),
        Field("soft_deleted_type", "Deleted by"),
        Field("days_left_auto_permantely_delete", "Gone for good in", unit="days"),
    ),
)
_MORE = (
    side("caller"),
    side("callee"),
    Group(
        "Files and ids",
        (
            Field("download_url", "Voicemail", help="Needs a token."),
            *CALL_IDS,
            Field("call_history_id", "Call history ID", Kind.ID),
        ),
    ),
)
_SAVED = (File("voicemail", "phoneDownloadVoicemailFile", other_side, url="download_url"),)
_WINDOW = (Filter("from", "From"), Filter("to", "To"))
_CONFIRM = {"update": Confirm.REVIEW, "delete": Confirm.SEVERE}

VOICEMAILS = Resource(
    name="voicemails",
    aliases=("voicemail", "vm"),
    title="Voicemails",
    singular="voicemail",
    key="id",
    label="caller_name",
    help="Voicemails of the account, read or not: the last 24 hours, or the window you choose (a heavy list).",
    model="ztui.resources.models.media:Voicemail",
    operations=Operations(
        list="accountVoiceMails",
        get="getVoicemailDetails",
        update="updateVoicemailReadStatus",
        delete="deleteVoicemail",
    ),
    get_key="voicemailId",
    window=True,
    group_by_day="date_time",
    columns=(
        _TIME,
        Column("owner.name", 21, title="Owner", show=OWNER, alias="owner"),
        Column("caller_name", 24, title="From", show=media_party("caller"), alias="from", also=("caller_number",)),
        _STATUS,
        _LENGTH,
        Column(
            "callee_name",
            20,
            title="To",
            show=media_party("callee"),
            wide_only=True,
            alias="to",
            also=("callee_number",),
        ),
        Column("owner.type", 14, title="Owner is a", kind=Kind.STATUS, show=in_words("owner.type"), wide_only=True),
        Column("deleted_time", 12, title="Deleted", kind=Kind.TIME, hidden=True),
        *_HIDDEN,
    ),
    groups=(
        _VOICEMAIL,
        Group(
            "Owner",
            (
                Field("owner", "Owner", show=OWNER, help="In the row of the list only."),
                Field("owner.type", "Is a", show=in_words("owner.type")),
                Field("owner.extension_status", "Extension is", Kind.STATUS),
            ),
        ),
        *_MORE,
    ),
    filters=(
        Filter("status", "Read or not"),
        Filter("owner_type", "Kind of owner"),
        Filter("voicemail_type", "Spam or not"),
        Filter("site_id", "Site", picks="sites"),
        Filter("trashed", "In the bin"),
        *_WINDOW,
    ),
    related=(
        Related("Owner", key="owner.id", choose=owner_link("owner.type")),
        Related("Call", "call-history", key="call_history_id"),
        Related(
            "Call (in the list)",
            where=(("call_ids", "call_id"),),
            around="date_time",
            choose=lambda row: "" if text_of(value_at(row, "call_history_id")) else "call-history",
        ),
    ),
    confirm=_CONFIRM,
    files=_SAVED,
)

USER_VOICEMAILS = Resource(
    name="user-voicemails",
    aliases=("user-voicemail",),
    title="Voicemails of the user",
    singular="voicemail of the user",
    key="id",
    label="caller_name",
    help="Voicemails of a user: the last 24 hours, or the window you choose (a month a request, six months back).",
    model="ztui.resources.models.media:Voicemail",
    operations=Operations(
        list="phoneUserVoiceMails",
        get="getVoicemailDetails",
        update="updateVoicemailReadStatus",
        delete="deleteVoicemail",
    ),
    get_key="voicemailId",
    parents=("userId",),
    window=True,
    group_by_day="date_time",
    columns=(
        _TIME,
        Column("caller_name", 36, title="From", show=media_party("caller"), alias="from", also=("caller_number",)),
        _STATUS,
        _LENGTH,
        Column(
            "callee_name",
            24,
            title="To",
            show=media_party("callee"),
            wide_only=True,
            alias="to",
            also=("callee_number",),
        ),
        *_HIDDEN,
    ),
    groups=(_VOICEMAIL, *_MORE),
    filters=(Filter("status", "Read or not"), Filter("trash", "In the bin"), *_WINDOW),
    related=(Related("Call", "call-history", key="call_history_id"),),
    confirm=_CONFIRM,
    files=_SAVED,
)

RESOURCES = (VOICEMAILS, USER_VOICEMAILS)
