"""What the simulator has seen: the last requests, and all writes that it applied."""

from __future__ import annotations

from collections import deque
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Record", "Records"]

_MOST = 10_000
_HEADERS = ("accept", "content-length", "content-type", "host", "if-range", "range", "user-agent")


@dataclass(slots=True)
class Record:
    """One request.

    Attributes:
        number: Counted from 1.
        at: The simulator's instant.
        method: In capitals.
        path: As sent.
        query: Names and values as sent.
        operation: The operation's id, "" when there is none.
        account: The account in whose name it went, "" before that was known.
        status: HTTP status decided, 0 when nothing was answered.
        fault: The fault made on purpose, "" for none.
        applied: Whether a write was executed.
        error: What went wrong inside the simulator, "" for nothing.
        headers: Headers of interest by lower-case name; of `authorization` only its kind.
    """

    number: int
    at: str
    method: str
    path: str
    query: list[list[str]]
    operation: str = ""
    account: str = ""
    status: int = 0
    fault: str = ""
    applied: bool = False
    error: str = ""
    headers: dict[str, str] = field(default_factory=dict)


class Records:
    """The log of requests."""

    def __init__(self) -> None:
        """Start empty."""
        self.requests: deque[Record] = deque(maxlen=_MOST)
        self.writes: deque[Record] = deque(maxlen=_MOST)
        self.count = 0

    def add(
        self,
        at: str,
        method: str,
        path: str,
        query: tuple[tuple[str, str], ...],
        headers: Mapping[str, str] | None = None,
    ) -> Record:
        """Note the next request; its record is filled in on the way."""
        self.count += 1
        given = headers or {}
        kept = {name: given[name] for name in _HEADERS if name in given}
        if "authorization" in given:
            kept["authorization"] = given["authorization"].partition(" ")[0]
        record = Record(self.count, at, method, path, [list(pair) for pair in query], headers=kept)
        self.requests.append(record)
        return record

    def applied(self, record: Record) -> None:
        """Note that the record's write was executed."""
        record.applied = True
        self.writes.append(record)

    def as_data(self, *, after: int = 0, limit: int | None = None) -> dict[str, Any]:
        """Give requests with a number above `after` and the applied writes among them, oldest first.

        With a `limit` they are the newest ones, that many.
        """
        if limit is not None:
            after = max(after, self.count - limit)
        return {
            "count": self.count,
            "requests": [asdict(each) for each in self.requests if each.number > after],
            "writes": [asdict(each) for each in self.writes if each.number > after],
        }
