"""The edits that an admin makes every week, and the keys that lead to each; docs and tests are made of it.

The keys are those from the list, or from a detail where the list is below an object, up to the form or the plan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["MORE", "WEEKLY", "Weekly"]

Row = Mapping[str, Any]


def _any(_: Row) -> bool:
    return True


def _owned(row: Row) -> bool:
    return any(each.get("assigned_to_type") == "User" for each in row.get("assigned_list", ()))


def _free(row: Row) -> bool:
    normal = row.get("status") == "Normal" and row.get("allocated_product") == "ZOOM_PHONE"
    return normal and not row.get("assigned_list") and row.get("source") == "Zoom"


@dataclass(frozen=True, slots=True)
class Weekly:
    """One edit.

    Attributes:
        group: What it is about.
        edit: What is done, as the docs call it.
        at: The list from which it is reached: the resource's name.
        keys: The keys, by Textual's names.
        opens: `form` or `plan`.
        row: Which rows of the list have it.
    """

    group: str
    edit: str
    at: str
    keys: tuple[str, ...]
    opens: str = "form"
    row: Callable[[Row], bool] = _any


def _queue(edit: str, *keys: str, opens: str = "form") -> Weekly:
    return Weekly("Queue", edit, "call-queues", keys, opens)


def _number(edit: str, *keys: str, opens: str = "form", row: Callable[[Row], bool] = _free) -> Weekly:
    return Weekly("Number", edit, "numbers", keys, opens, row)


WEEKLY: tuple[Weekly, ...] = (
    _queue("create", "n"),
    _queue("name, extension, site, time zone, status", "e"),
    _queue("hours", "a", "h"),
    _queue("overflow, longest wait, distribution", "a", "b"),
    _queue("routing in closed hours", "a", "c"),
    _queue("add a holiday", "a", "o"),
    _queue("policies", "a", "p"),
    _queue("add members", "a", "m"),
    _queue("remove a member", "enter", "j", "D", opens="plan"),
    _queue("add numbers", "a", "a"),
    _queue("take a number away", "enter", "tab", "D", opens="plan"),
    _queue("delete", "D", opens="plan"),
    _number("assign to a user", "a", "u"),
    _number("assign to a queue", "a", "q"),
    _number("assign to an auto receptionist", "a", "r"),
    _number("assign to a common area", "a", "a"),
    _number("unassign", "D", opens="plan", row=_owned),
    _number("allocate", "a", "p"),
    _number("site", "a", "m"),
    _number("display name, caller ID name", "e"),
    _number("add BYOC numbers", "n"),
    _number("delete one that nobody has", "D", opens="plan"),
    Weekly("Peering", "add", "peering-numbers", ("n",)),
    Weekly("Peering", "update", "peering-numbers", ("e",)),
    Weekly("Peering", "remove", "peering-numbers", ("D",), "plan", lambda row: row.get("assigned") is False),
    Weekly("SMS", "give a campaign numbers", "sms-campaigns", ("a", "a")),
    Weekly("SMS", "give a consent numbers", "sms-consents", ("a", "a")),
    Weekly("SIP", "assign an audio trunk to a sub account", "audio-trunks", ("a", "a")),
    Weekly("SIP", "take a sub account's audio trunk away", "accounts", ("enter", "D"), "plan"),
    Weekly("SIP", "add an internal number", "internal-numbers", ("n",)),
    Weekly("SIP", "end call-out to a country", "callout-countries", ("D",), "plan"),
    Weekly("SIP", "add a call-out country", "callout-countries", ("n",)),
    Weekly("SIP", "assign a number to a sub account", "trunk-numbers", ("a", "a")),
    Weekly("SIP phone", "enable", "sip-phones", ("n",)),
    Weekly("SIP phone", "update", "sip-phones", ("e",)),
    Weekly("SIP phone", "delete", "sip-phones", ("D",), "plan"),
    Weekly("User", "calling plan", "users", ("a", "p")),
    Weekly("User", "numbers", "users", ("a", "a")),
    Weekly("User", "extension, site, policies", "users", ("e",)),
    Weekly("Account", "create a sub account", "accounts", ("n",)),
    Weekly("Account", "options", "accounts", ("e",)),
    Weekly("Account", "owner", "accounts", ("a", "o")),
    Weekly("Account", "lock a setting", "accounts", ("a", "s")),
    Weekly("Device", "reboot", "devices", ("a", "r"), "plan"),
    Weekly("Device", "assign", "devices", ("a", "u")),
    Weekly("Device", "take from a user", "devices", ("a", "t"), row=lambda row: len(row.get("assignees", ())) == 1),
    Weekly("Recording", "delete", "recordings", ("D",), "plan"),
    Weekly("Voicemail", "read or unread", "voicemails", ("e",)),
    Weekly("Voicemail", "delete", "voicemails", ("D",), "plan"),
)


MORE: tuple[tuple[str, str, str, str], ...] = (
    ("Call", "set the client code", "users", "`a`, letter of the user's calls, `a`, letter of the code"),
    ("Call", "delete from a user's history", "users", "`a`, letter of the user's calls, `D`"),
    ("Recording", "recover", "anywhere", "`z` after it was deleted"),
)
"""Edits that are reached by letters which depend on what else is in the menu: group, edit, list, keys in words."""
