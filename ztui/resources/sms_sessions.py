"""SMS sessions of the account and of a user, and the messages of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core import phone
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
    Row,
)
from ztui.resources.rows import text_of
from ztui.resources.shows import dicts, in_words, owner_link

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["RESOURCES"]

_NO_CHANGE = {
    "update": "What was sent cannot be changed.",
    "delete": "The API has no way to delete messages.",
}


def _called(participant: Mapping[str, Any]) -> str:
    name = text_of(participant.get("display_name"))
    return name or phone.formatted(text_of(participant.get("phone_number")))


def _names(found: Iterable[Mapping[str, Any]]) -> str:
    return ", ".join(filter(None, map(_called, found)))


def _owner(row: Row) -> str:
    """Name those whose session it is."""
    return _names(each for each in dicts(row.get("participants")) if each.get("is_session_owner") is True)


def _others(row: Row) -> str:
    return _names(each for each in dicts(row.get("participants")) if each.get("is_session_owner") is not True)


def _sender(row: Row) -> str:
    return _names(dicts([row.get("sender")]))


def _receivers(row: Row) -> str:
    return _names(dicts(row.get("to_members")))


def _text(row: Row) -> str:
    """Give the message in one line, and what is attached."""
    attached = [text_of(each.get("name") or each.get("type")) for each in dicts(row.get("attachments"))]
    said = " ".join(text_of(row.get("message")).split())
    return " ".join(filter(None, [said, *(f"[{name}]" for name in attached if name)]))


def _direction(row: Row) -> str:
    """Shorten `Inbound` and `in`, `Outbound` and `out` alike."""
    said = text_of(row.get("direction"))
    return {"i": "in", "o": "out"}.get(said[:1].casefold(), said)


_COLUMNS = (
    Column("last_access_time", 8, title="Last", kind=Kind.CLOCK, alias="last"),
    Column(
        "participants[0].display_name",
        22,
        title="Owner",
        show=_owner,
        alias="owner",
        also=("participants[0].phone_number",),
    ),
    Column(
        "participants[1].display_name",
        30,
        title="With",
        show=_others,
        alias="with",
        also=("participants[1].phone_number",),
    ),
    Column("session_type", 11, title="Kind", kind=Kind.STATUS, show=in_words("session_type"), alias="kind"),
    Column("session_id", 30, title="ID", kind=Kind.ID, hidden=True),
)
_GROUPS = (
    Group(
        "Session",
        (
            Field("last_access_time", "Last message", Kind.TIME),
            Field("participants", "Owner", show=_owner),
            Field("participants[1]", "With", show=_others),
            Field("session_type", "Kind", show=in_words("session_type")),
            Field("session_id", "ID", Kind.ID),
        ),
    ),
)
_MESSAGES = (Child("Messages", "sms-messages", (("sessionId", "session_id"),)),)
_FILTERS = (Filter("phone_number", "Number"), Filter("filter_type", "Window by"), Filter("from"), Filter("to"))
_PARTICIPANTS = tuple(
    Related("Participant", key=f"participants[{at}].owner.id", choose=owner_link(f"participants[{at}].owner.type"))
    for at in (0, 1)
)

SMS_SESSIONS = Resource(
    name="sms-sessions",
    aliases=("sms-session", "sms"),
    title="SMS sessions",
    singular="SMS session",
    key="session_id",
    label="participants[1].display_name",
    help="Who exchanged messages with whom: the last 30 days, or the month you choose.",
    model="ztui.resources.models.sms:Session",
    operations=Operations(list="accountSmsSession"),
    # Zoom would leave out all sessions but those of users.
    query=(("session_type", "all"),),
    window=True,
    group_by_day="last_access_time",
    columns=_COLUMNS,
    groups=_GROUPS,
    filters=_FILTERS,
    children=_MESSAGES,
    related=_PARTICIPANTS,
    unavailable=_NO_CHANGE,
)

USER_SMS_SESSIONS = Resource(
    name="user-sms-sessions",
    aliases=("user-sms-session", "user-sms"),
    title="SMS sessions of the user",
    singular="SMS session of the user",
    key="session_id",
    label="participants[1].display_name",
    help="With whom a user exchanged messages: the last 30 days, or the month you choose.",
    model="ztui.resources.models.sms:Session",
    operations=Operations(list="userSmsSession"),
    parents=("userId",),
    window=True,
    group_by_day="last_access_time",
    columns=_COLUMNS,
    groups=_GROUPS,
    filters=(Filter("session_type", "Kind"), *_FILTERS),
    children=_MESSAGES,
    related=_PARTICIPANTS,
    unavailable=_NO_CHANGE,
)

SMS_MESSAGES = Resource(
    name="sms-messages",
    aliases=("sms-message",),
    title="Messages",
    singular="message",
    key="message_id",
    label="message",
    help="The messages of one session: the last 30 days, or the month you choose.",
    model="ztui.resources.models.sms:Message",
    operations=Operations(list="smsSessionDetails"),
    parents=("sessionId",),
    window=True,
    group_by_day="date_time",
    columns=(
        Column("date_time", 8, title="Time", kind=Kind.CLOCK, alias="time"),
        Column("direction", 3, title="Dir", kind=Kind.STATUS, show=_direction, alias="dir"),
        Column("sender.display_name", 18, title="From", show=_sender, alias="from", also=("sender.phone_number",)),
        Column("message", 42, show=_text),
        Column("delivery_status", 16, title="Delivery", kind=Kind.STATUS, wide_only=True, alias="delivery"),
        Column("message_type", 14, title="Type", kind=Kind.CODE, table="sms_type", wide_only=True, alias="type"),
        Column("to_members[0].display_name", 24, title="To", show=_receivers, hidden=True, alias="to"),
        Column("message_id", 30, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Message",
            (
                Field("date_time", "Sent", Kind.TIME),
                Field("direction", kind=Kind.STATUS),
                Field("sender", "From", show=_sender),
                Field("to_members", "To", show=_receivers),
                Field("message"),
                Field("attachments", "Attached", show=lambda row: ", ".join(map(text_of, row["attachments"]))),
                Field("delivery_status", "Delivery", Kind.STATUS),
                Field("message_type", "Type", Kind.CODE, table="sms_type"),
                Field("message_id", "ID", Kind.ID),
            ),
        ),
    ),
    filters=(Filter("delivery_status", "Delivery"), Filter("sort", "Order"), Filter("from"), Filter("to")),
    related=(Related("Sender", key="sender.owner.id", choose=owner_link("sender.owner.type")),),
    unavailable=_NO_CHANGE,
)

RESOURCES = (SMS_SESSIONS, USER_SMS_SESSIONS, SMS_MESSAGES)
