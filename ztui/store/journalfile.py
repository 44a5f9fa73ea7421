"""What stands in the journal's file: its tables and their versions, and how an entry is written and read."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ztui.core.errors import StoreError
from ztui.core.ports import Intent
from ztui.store.secrets import without_secrets

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from ztui.resources.model import Row

__all__ = ["ANOTHER", "COLUMNS", "About", "JournalEntry", "Outcome", "as_json", "entry_of", "migrate"]

ANOTHER = "Move the file away to begin a new one; without it nothing is written."

_LONGEST_TEXT = 32_000
"""Characters; longer is no text that a person wrote."""

_APPLICATION = 0x7A74756A
"""Marks the file as a journal of ours: "ztuj" in ASCII."""

_STEPS: tuple[tuple[str, ...], ...] = (
    (
        "create table intent(n integer primary key, id text not null unique, account text not null,"
        " operation text not null, plan text not null, made_at text not null, request text, sent_at text,"
        " outcome text, detail text not null default '', ended_at text)",
        "create index intent_open on intent(n) where outcome is null",
    ),
    (
        *(
            f"alter table intent add column {name} text not null default ''"
            for name in ("plan_id", "resource", "object", "title", "reason", "who", "undoes", "tracking")
        ),
        *(f"alter table intent add column {name} text" for name in ("before", "inverse", "verified", "undone_by")),
        "create index intent_plan on intent(plan_id) where plan_id <> ''",
        "create index intent_object on intent(resource, object) where object <> ''",
    ),
)
"""What makes each version from the one before; steps are added, never changed."""

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


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the tables to this version, step by step, in one transaction.

    Raises:
        StoreError: The file is another program's, or of a newer version.
    """
    connection.execute("begin immediate")
    (application,) = connection.execute("pragma application_id").fetchone()
    (version,) = connection.execute("pragma user_version").fetchone()
    (tables,) = connection.execute("select count(*) from sqlite_master").fetchone()
    if application != _APPLICATION and (tables or version):
        raise unreadable(path, "it is another program's database")
    if version > len(_STEPS):
        raise unreadable(path, "a newer ztui wrote it")
    for step in _STEPS[version:]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"pragma application_id={_APPLICATION}")
    connection.execute(f"pragma user_version={len(_STEPS)}")
    connection.execute("commit")


def unreadable(path: Path, why: str) -> StoreError:
    """Make the error for a file that is no journal of this version."""
    return StoreError(f"The journal {path} cannot be used: {why}.", ANOTHER)
