"""What an entry of the journal is, and how it is written and read."""

from __future__ import annotations

import json
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.core.ports import Intent
from ztui.store.secrets import without_secrets

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ztui.resources.model import Row

__all__ = [
    "COLUMNS",
    "About",
    "Earlier",
    "JournalEntry",
    "Outcome",
    "as_json",
    "entry_of",
    "touched_by",
]

_LONGEST_TEXT = 32_000
"""Characters; longer is no text that a person wrote."""

COLUMNS = (
    "id, operation, account, plan, made_at, request, sent_at, outcome, detail, ended_at, plan_id, resource, object,"
    " title, reason, who, undoes, tracking, before, inverse, verified, undone_by"
)
"""The columns of an entry, in the order in which `entry_of` takes them."""


class Outcome(StrEnum):
    """What became of a write."""

    DONE = "done"
    FAILED = "failed"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class About:
    """What a write is about, beside its request.

    Attributes:
        plan_id: Id of the plan that it is part of, "" for a single request.
        resource: Name of the resource, "" where there is none.
        object: Key of the object, "" where there is none yet.
        title: What is done to what, raw.
        reason: Why, as the user said.
        who: The user of this machine.
        undoes: Id of the entry that it undoes, "" for none.
        before: The object before, without secrets; None where there was none, or it is not known.
        inverse: The request that undoes it, as far as it is known before it is sent.
        secrets: Paths of what is secret in request and before image, whatever it is called; never written.
    """

    plan_id: str = ""
    resource: str = ""
    object: str = ""
    title: str = ""
    reason: str = ""
    who: str = ""
    undoes: str = ""
    before: Row | None = None
    inverse: Mapping[str, Any] | None = None
    secrets: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One write.

    Attributes:
        intent: Its id, operation and account.
        plan: What it was to do: parameters, body, fields, check; without secrets.
        made_at: When it was planned.
        request: What was sent, None if nothing was.
        sent_at: When the first byte was about to leave, None if it never was.
        outcome: What became of it, None while that is open.
        detail: Zoom's code and text, or what is known.
        ended_at: When the outcome was noted.
        about: What it is about, with before image and inverse.
        tracking_id: Zoom's id of the request, "" without an answer.
        verified: What was read after it: rows of title, asked and found; None when nothing was.
        undone_by: Id of the entry that undid it, "" for none.
    """

    intent: Intent
    plan: Mapping[str, Any]
    made_at: datetime
    request: Mapping[str, Any] | None = None
    sent_at: datetime | None = None
    outcome: Outcome | None = None
    detail: str = ""
    ended_at: datetime | None = None
    about: About = field(default_factory=About)
    tracking_id: str = ""
    verified: tuple[tuple[str, Any, Any], ...] | None = None
    undone_by: str = ""

    @property
    def id(self) -> str:
        """Give the id of the entry."""
        return self.intent.id

    def as_data(self) -> dict[str, Any]:
        """Give the entry as it is printed and exported; there is no secret in it."""
        about = self.about
        return {
            "id": self.id,
            "made_at": self.made_at.isoformat(),
            "account": self.intent.account,
            "operation": self.intent.operation_id,
            "resource": about.resource,
            "key": about.object,
            "title": about.title,
            "outcome": None if self.outcome is None else self.outcome.value,
            "detail": self.detail,
            "who": about.who,
            "reason": about.reason or self.plan.get("reason", ""),
            "plan_id": about.plan_id,
            "plan": dict(self.plan),
            "before": about.before,
            "inverse": about.inverse,
            "sent_at": None if self.sent_at is None else self.sent_at.isoformat(),
            "request": self.request,
            "ended_at": None if self.ended_at is None else self.ended_at.isoformat(),
            "tracking_id": self.tracking_id,
            "verified": None if self.verified is None else [list(each) for each in self.verified],
            "undoes": about.undoes,
            "undone_by": self.undone_by,
        }


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was noted of an outcome before it was known: when, what, and why."""

    outcome: Outcome
    detail: str
    at: datetime | None

    @classmethod
    def of(cls, row: tuple[Any, ...]) -> Earlier:
        """Make it from its row."""
        return cls(Outcome(row[0]), row[1], _if_there(row[2], datetime.fromisoformat))


def touched_by(plan: Mapping[str, Any], about: About) -> list[str]:
    """Give the keys of the objects that a write is about: its own, and those in the path of its request."""
    way = (each for each in (plan.get("path") or {}).values() if isinstance(each, str) and each not in ("", "me"))
    return list(dict.fromkeys([*filter(None, (about.object,)), *way]))


def entry_of(row: tuple[Any, ...]) -> JournalEntry:
    """Make an entry from its row of `COLUMNS`."""
    (name, operation, account, plan, made_at, request, sent_at, outcome, detail, ended_at), rest = row[:10], row[10:]
    plan_id, resource, object_, title, reason, who, undoes, tracking, before, inverse, verified, undone_by = rest
    return JournalEntry(
        Intent(name, operation, account),
        json.loads(plan),
        datetime.fromisoformat(made_at),
        _if_there(request, json.loads),
        _if_there(sent_at, datetime.fromisoformat),
        _if_there(outcome, Outcome),
        detail,
        _if_there(ended_at, datetime.fromisoformat),
        About(
            plan_id,
            resource,
            object_,
            title,
            reason,
            who,
            undoes,
            _if_there(before, json.loads),
            _if_there(inverse, json.loads),
        ),
        tracking,
        _if_there(verified, lambda text: tuple((each[0], each[1], each[2]) for each in json.loads(text))),
        undone_by or "",
    )


def _if_there(text: str | None, make: Callable[[str], Any]) -> Any:
    return None if text is None else make(text)


def as_json(value: Any, secrets: frozenset[str] = frozenset()) -> str:
    """Write a part of an entry, less its secrets; of a very long text, such as a file in Base64, only the length."""
    clean = without_secrets(value, secrets) if isinstance(value, dict) else value
    return json.dumps(_shortened(clean), separators=(",", ":"), default=_plain)


def _plain(value: Any) -> Any:
    """Give what JSON does not know as something that it does: another mapping as a dict, the rest as text."""
    return dict(value) if hasattr(value, "keys") else str(value)


def _shortened(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _shortened(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_shortened(each) for each in value]
    if isinstance(value, str) and len(value) > _LONGEST_TEXT:
        return f"({len(value):,} characters)"
    return value
