"""What was sent: the latest requests for `:log`, and counts for the header. No ids, no values, no secrets."""

from __future__ import annotations

import logging
from collections import Counter, deque
from types import MappingProxyType
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.text import display

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

__all__ = ["RequestEntry", "RequestLog"]

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RequestEntry:
    """One request, with all its tries.

    Attributes:
        at: When it was asked for, UTC.
        method: HTTP method.
        path: Path template, so that no id or number of a person stands in a log.
        operation_id: Zoom's id, "" for the token request.
        label: The label it was limited by, "" for the token request.
        status: HTTP status of the last answer, 0 when none came.
        ms: Milliseconds from the sending of the last try to its answer.
        retries: How often it was sent again.
        waited: Seconds spent waiting for a slot of the limiter or for the next try.
        tracking_id: Zoom's id of the last answer, "" without one.
        error: What went wrong, "" if nothing did; from Zoom or the network, so show it as foreign text.
        bytes_out: Bytes of the request's body.
        bytes_in: Bytes of the last answer's body; of a file, of all tries.
    """

    at: datetime
    method: str
    path: str
    operation_id: str
    label: str
    status: int
    ms: float
    retries: int
    waited: float
    tracking_id: str = ""
    error: str = ""
    bytes_out: int = 0
    bytes_in: int = 0


class RequestLog:
    """A ring of the latest requests, and counters since the start of the program."""

    def __init__(self, most: int = 500) -> None:
        """Keep the latest `most` requests."""
        self._recent: deque[RequestEntry] = deque(maxlen=most)
        self._labels: Counter[str] = Counter()
        self.sent = 0
        """Requests that left, every try counted."""
        self.failed = 0
        """Requests that ended with an error."""
        self.retried = 0
        """Tries beyond the first."""
        self.waiting = 0
        """Requests that left and are not over."""
        self.over = 0
        """Requests that are over, whether they left or not."""
        self.limited = 0
        """Answers HTTP 429."""
        self.crowded = 0
        """Those of them that refuse a request only because another one was under way."""
        self.ahead: float | None = None
        """Seconds by which this machine's clock is ahead of Zoom's, as the last token's answer told."""

    @property
    def recent(self) -> tuple[RequestEntry, ...]:
        """The latest requests, newest first."""
        return tuple(reversed(self._recent))

    @property
    def by_label(self) -> Mapping[str, int]:
        """Tries sent per label, as Zoom counts them."""
        return MappingProxyType(self._labels)

    def tried(self, label: str, *, again: bool) -> None:
        """Count one try that is about to leave."""
        self.sent += 1
        self.retried += again
        self.waiting += not again
        if label:
            self._labels[label] += 1

    def refused(self, message: str) -> None:
        """Count an answer HTTP 429; its text tells requests at the same time from requests too fast."""
        self.limited += 1
        self.crowded += "concurrent" in message.casefold()

    def add(self, entry: RequestEntry) -> None:
        """Note a request that is over."""
        self._recent.append(entry)
        self.over += 1
        self.waiting = max(self.waiting - 1, 0)
        self.failed += bool(entry.error)
        if _LOG.isEnabledFor(logging.INFO):
            _LOG.info(
                "%s %s %d %.0f ms, sent again %d times, waited %.1f s %s",
                entry.method, entry.path, entry.status, entry.ms, entry.retries, entry.waited, display(entry.error),
            )  # fmt: skip
