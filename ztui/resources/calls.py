"""What the rows of calls and of their legs have in common: parties, results, marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ztui.core import phone
from ztui.resources.outcomes import outcome
from ztui.resources.rows import text_of
from ztui.resources.shows import WITHHELD, Named

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ztui.resources.model import Row

__all__ = [
    "DIRECTIONS",
    "MARKS",
    "MISSED",
    "OWN",
    "RESULTS",
    "is_withheld",
    "marks",
    "missed_forms",
    "party",
    "party_forms",
    "party_resource",
]

RESULTS = (
    ("answered", "ans"),
    ("accepted", "ans"),
    ("picked_up", "ans"),
    ("connected", "ans"),
    ("succeeded", "ans"),
    ("voicemail", "vm"),
    ("hang_up", "hang"),
    ("canceled", "miss"),
    ("call_failed", "fail"),
    ("unconnected", "miss"),
    ("rejected", "rej"),
    ("busy", "busy"),
    ("ring_timeout", "miss"),
    ("overflowed", "ovfl"),
    ("no_answer", "miss"),
    ("invalid_key", "fail"),
    ("invalid_operation", "fail"),
    ("abandoned", "aband"),
    ("system_blocked", "rej"),
    ("service_unavailable", "fail"),
)
"""Zoom's results -> the short form in narrow columns."""

MISSED = tuple((raw, "missed") for raw, short in RESULTS if short == "miss")
"""What people call those results."""

DIRECTIONS = (("inbound", "in"), ("outbound", "out"))

MARKS: Mapping[str, str] = {"!": "emergency", "▪": "recording", "v": "voicemail known", "s": "spam"}

OWN: Mapping[str, str] = {
    "user": "users",
    "call_queue": "call-queues",
    "auto_receptionist": "auto-receptionists",
    "shared_line_group": "shared-line-groups",
    "zoom_room": "rooms",
}
"""Kind of an extension -> the resource that shows it."""


_NUMBER = re.compile(r"\+?[\d() ./-]+", re.ASCII)


def party(side: str) -> Callable[[Row], str]:
    """Make a function that names one side of a call.

    Args:
        side: `caller` or `callee`.

    Returns:
        A function giving the name and the extension, else the name, else the number, formatted. A caller who hides the
        number is `withheld`, unless it is one of our own extensions.
    """
    name, number, extension = (f"{side}_{part}" for part in ("name", "did_number", "ext_number"))

    def show(row: Row) -> str:
        inside = row.get(extension)
        if side == "caller" and is_withheld(row):
            return WITHHELD
        called = row.get(name) or ""
        if inside:
            return Named(text_of(called), text_of(inside))
        return text_of(called) if called else phone.formatted(text_of(row.get(number)))

    return show


def is_withheld(row: Row) -> bool:
    """Tell whether the caller hides the number and is none of our own extensions."""
    hides = row.get("hide_caller_id") is True or row.get("caller_number_type") == "anonymous_number"
    return hides and not row.get("caller_ext_number")


def party_forms(side: str) -> Callable[[Row], tuple[str, ...]]:
    """Make a function that gives the texts by which one side of a call is found: name, extension, number, e-mail.

    Args:
        side: `caller` or `callee`.

    Returns:
        A function giving none for a caller who is withheld. A number that is no `+` and digits comes as digits as well.
    """
    names = tuple(f"{side}_{part}" for part in ("name", "ext_number", "did_number", "email"))

    def forms(row: Row) -> tuple[str, ...]:
        if side == "caller" and is_withheld(row):
            return ()
        name, extension, number, email = (text_of(row.get(each)) for each in names)
        bare = phone.digits(number) if _NUMBER.fullmatch(number) else ""
        return name, extension, number, "" if number == f"+{bare}" else bare, email

    return forms


def missed_forms(row: Row) -> tuple[str, ...]:
    """Give what people call the result of a call, where that is more than the result: `missed`."""
    found = outcome(row)
    return (found,) if found == "missed" else ()


def party_resource(side: str) -> Callable[[Row], str]:
    """Make a function that gives the resource which shows one side of a call, or "" where it is none of ours."""

    def choose(row: Row) -> str:
        kind = row.get(f"{side}_ext_type")
        return OWN.get(kind, "") if isinstance(kind, str) and row.get(f"{side}_ext_id") else ""

    return choose


def marks(row: Row) -> str:
    """Give the signs of a call: voicemail, recording, emergency, spam."""
    spam = row.get("spam")
    found = (
        ("v", (row.get("call_result") or row.get("result")) == "voicemail" or bool(row.get("voicemail_id"))),
        ("▪", row.get("recording_status") == "recorded" or bool(row.get("recording_id"))),
        ("!", row.get("call_type") == "emergency"),
        ("s", bool(spam) and str(spam).casefold() not in {"false", "no", "0", "not_spam", "none"}),
    )
    return "".join(sign for sign, there in found if there)
