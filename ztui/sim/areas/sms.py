"""Text messages: the sessions of the account and of a user, their messages, and sending one."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING, Any

from ztui.sim.areas import find
from ztui.sim.areas.attachments import attachment_url, keep
from ztui.sim.areas.call_rows import stamp
from ztui.sim.areas.rows import KIND_CAMEL, Row, Rows, known
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.refusals import missing
from ztui.sim.windows import window
from ztui.sim.world.texting import WRITERS, Message, Texting, Thread

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.sim.windows import Window
    from ztui.sim.world.entities import Number, User
    from ztui.sim.world.system import PhoneSystem

__all__ = ["message_row", "session_types", "thread_row"]

_E164 = re.compile(r"\+?[1-9]\d{6,14}")
_TYPES = ("user", "call_queue", "auto_receptionist", "shared_line_group", "service_endpoint")
_PICTURE, _TEXT = 2, 1
_ASCENDING = 1


def session_types(context: Context) -> tuple[str, ...]:
    """Give the types of sessions that a query asks for.

    Raises:
        Refusal: 400/400 for a type that does not exist.
    """
    wanted = context.query.get("session_type")
    if wanted in (None, "", "all"):
        return _TYPES
    if wanted not in _TYPES:
        raise Refusal(400, 400, "SMS session type is invalid.")
    return (wanted,)


def _own(system: PhoneSystem, thread: Thread) -> Row:
    """Give the side of the account."""
    thing = system.thing(thread.owner.kind, thread.owner.id)
    name = "" if thing is None else thing.name
    owner = {"id": thread.owner.id, "type": KIND_CAMEL[thread.owner.kind]}
    return {"display_name": name, "owner": owner, "phone_number": thread.number}


def _others(thread: Thread) -> list[Row]:
    return [known(display_name=name, phone_number=number) for number, name in thread.others]


def thread_row(system: PhoneSystem, thread: Thread) -> Row:
    """Give a session as a user's list has it."""
    own = _own(system, thread) | {"is_session_owner": True}
    return {
        "last_access_time": stamp(thread.last),
        "participants": [own, *(each | {"is_session_owner": False} for each in _others(thread))],
        "session_id": thread.id,
        "session_type": thread.owner.kind.value,
    }


def message_row(context: Context, thread: Thread, message: Message) -> Row:
    """Give a message."""
    system = find.system_of(context)
    own, others = _own(system, thread), _others(thread)
    return {
        "attachments": [
            {"download_url": attachment_url(context, key), "id": key, "name": name, "size": size, "type": kind}
            for key, name, size, kind in message.files
        ],
        "date_time": stamp(message.at),
        "direction": "Out" if message.outgoing else "In",
        "message": message.text,
        "message_id": message.id,
        "delivery_status": message.status,
        "message_type": _PICTURE if message.files else _TEXT,
        "sender": own if message.outgoing else others[0],
        "to_members": others if message.outgoing else [own],
    }


def _touched(thread: Thread, span: Window, kind: str) -> bool:
    """Tell whether a session has messages in a window: those sent, received, both, or the last one."""
    start, end = int(span.start.timestamp()), int(span.end.timestamp())
    messages = thread.messages[-1:] if kind == "last_message_time" else thread.messages
    sides = {"sent_message_time": (True,), "received_message_time": (False,)}.get(kind, (True, False))
    return any(start <= each.at <= end and each.outgoing in sides for each in messages)


def _wanted(context: Context, user: User | None = None) -> list[Thread]:
    """Give the sessions of a window that the query leaves, of one user if asked for."""
    query, span, types = context.query, window(context), session_types(context)
    digits = str(query.get("phone_number", "")).lstrip("+ ")
    kind = query.get("filter_type", "sent_received_message_time")
    return [
        thread
        for thread in find.system_of(context).part(Texting).newest_first()
        if (user is None or thread.owner.id == user.id)
        and thread.owner.kind.value in types
        and _touched(thread, span, kind)
        and any(digits in number for number in (thread.number, *(each for each, _ in thread.others)))
    ]


@handles("accountSmsSession")
def list_sessions(context: Context) -> Listed:
    """Answer the sessions of the account; those of somebody who left say so."""
    system = find.system_of(context)

    def row(thread: Thread) -> Row:
        made = thread_row(system, thread)
        if system.thing(thread.owner.kind, thread.owner.id) is None:
            made["participants"][0]["extension_status"] = "deleted"
        return made

    return Listed(Rows(_wanted(context), row))


@handles("userSmsSession")
def list_own(context: Context) -> Listed:
    """Answer the sessions of a user."""
    system = find.system_of(context)
    return Listed(Rows(_wanted(context, find.user(context)), lambda thread: thread_row(system, thread)))


def _thread(context: Context) -> Thread | None:
    return find.system_of(context).part(Texting).threads.get(context.path["sessionId"])


@handles("smsSessionDetails")
def list_messages(context: Context) -> Listed:
    """Answer the messages of a session, the newest first unless asked otherwise."""
    query, thread = context.query, _thread(context)
    if thread is None:
        raise Refusal(404, 7013, "Error retrieving SMS history.")
    span, status = window(context), query.get("delivery_status", "all")
    start, end = int(span.start.timestamp()), int(span.end.timestamp())
    found = [each for each in thread.messages if start <= each.at <= end and status in ("all", each.status)]
    if query.get("sort") != _ASCENDING:
        found.reverse()
    return Listed(Rows(found, lambda message: message_row(context, thread, message)))


@handles("smsByMessageId")
def get_message(context: Context) -> Row:
    """Answer one message."""
    thread, key = _thread(context), context.path["messageId"]
    message = next((each for each in thread.messages if each.id == key), None) if thread is not None else None
    if thread is None or message is None:
        raise missing(context, f"The message does not exist: {key}.")
    return message_row(context, thread, message)


def _sender(context: Context, asked: Mapping[str, Any]) -> Number:
    """Give the number that a message comes from; it must be able to send, and belong to whom the body names."""
    system = find.system_of(context)
    key = asked.get("user_id") or asked.get("id")
    user = system.user(key) if key else None
    thing = next((each for _, table in system.tables() if (each := table.get(key or "")) is not None), user)
    if key and thing is None:
        raise Refusal(400, 1001, f"User does not exist: {key}.")
    number = system.number_by_e164(asked["phone_number"])
    fits = number is not None and number.messaging and number.owner is not None and number.owner.kind in WRITERS
    if number is None or number.owner is None or not fits or (thing is not None and number.owner.id != thing.id):
        raise Refusal(400, 7001, "Phone Number is not valid.")
    return number


def _files(context: Context) -> tuple[tuple[str, str, int, str], ...]:
    """Read the attachments of a body."""
    made: list[tuple[str, str, int, str]] = []
    for each in (context.body or {}).get("attachments", []):
        if not each.get("type"):
            raise Refusal(400, 138, "Missing content type for SMS attachment.")
        try:
            raw = base64.b64decode(each.get("base64_encoding", ""), validate=True)
        except (binascii.Error, ValueError):
            raise Refusal(400, 121, "Unsupported content type for SMS attachments.") from None
        kind = {"JPEG": "JPG", "PDF": "OTHER"}.get(each["type"], each["type"])
        name = f"attachment{len(made) + 1}.{each['type'].lower()}"
        key = find.system_of(context).new_id()
        keep(context, key, raw, kind)
        made.append((key, name, len(raw), kind))
    return tuple(made)


@handles("postSmsMessage")
def send(context: Context) -> Row:
    """Send a message: it is the last one of its session, which begins with it where there is none."""
    system, body = find.system_of(context), context.body
    number = _sender(context, body["sender"])
    others = [each["phone_number"] for each in body["to_members"]]
    for each in others:
        if not _E164.fullmatch(each):
            raise Refusal(400, 316, f"The phone number does not conform to the E.164 standard: {each}.")
    if not others or not (body.get("message") or body.get("attachments")):
        raise Refusal(400, 300, "Unsupported Content Type.")
    threads = system.part(Texting).threads
    told = tuple(dict.fromkeys("+" + each.lstrip("+") for each in others))
    same = (
        thread
        for thread in threads
        if thread.number == number.number and {other for other, _ in thread.others} == set(told)
    )
    thread = threads.get(body["session_id"]) if body.get("session_id") else next(same, None)
    if body.get("session_id") and (thread is None or thread.number != number.number):
        raise Refusal(400, 300, "The session is not one of the sender.")
    assert number.owner is not None
    if thread is None:
        thread = Thread(system.new_id(), number.number, number.owner, tuple((each, "") for each in told), ())
    at, files = int(context.now.timestamp()), _files(context)
    message = Message(system.new_id(), at, True, body.get("message", ""), "sent", files)
    threads.put(thread._replace(messages=(*thread.messages, message)))
    return {"date_time": stamp(at), "message_id": message.id, "session_id": thread.id}
