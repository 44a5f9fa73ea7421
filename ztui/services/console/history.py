"""The requests that were sent from the console, per profile: a private file in the state folder, without secrets.

One JSON object a line, oldest first. Several programs may write: each takes the lock of the file, adds its line and,
when there are many, puts a shorter file in its place. A line that cannot be read is left out.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operations
from ztui.core.dataclass import dataclass
from ztui.core.errors import StoreError
from ztui.core.paths import ensure_private, file_name
from ztui.services.console.literals import as_json, from_json
from ztui.services.console.request import ConsoleRequest
from ztui.store.secrets import without_secrets

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["History", "Sent", "without_secret_fields"]

_MOST = 200
_LONGEST = 16_000
"""Characters of a line; of a longer request the body is not kept."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A request that was sent.

    Attributes:
        request: The request, without secrets.
        at: When it was sent the last time.
        status: HTTP status of the answer, 0 where none came, or none is known.
        outcome: What became of it: `done`, `refused`, `no answer`; "" where that is not known.
    """

    request: ConsoleRequest
    at: datetime
    status: int = 0
    outcome: str = ""


class History:
    """The requests of one profile in one account."""

    def __init__(self, folder: Path, profile: str, account: str = "") -> None:
        """Take the state folder, the profile and the sub account that is acted for; no file is touched."""
        self._path = folder / f"console-{file_name(profile)}.ndjson"
        self._account = account

    def read(self) -> tuple[Sent, ...]:
        """Give the requests of the account, newest first, each once, as it went the last time."""
        try:
            lines = self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return ()
        found: dict[str, Sent] = {}
        for line in reversed(lines):
            sent = _sent(line, self._account)
            if sent is not None:
                found.setdefault(sent.request.as_command(), sent)
        return tuple(found.values())

    def add(self, sent: Sent) -> None:
        """Add a request and what came of it.

        Raises:
            ConfigError, StoreError: The file cannot be written.
        """
        line = _line(sent, self._account)
        try:
            with self._locked():
                self._append(line)
        except OSError as error:
            raise StoreError(
                f"Cannot write {self._path}: {error.strerror or error}.", "Check its owner and mode."
            ) from None

    def _append(self, line: str) -> None:
        number = os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_APPEND | os.O_CLOEXEC, 0o600)
        with os.fdopen(number, "a+", encoding="utf-8", errors="replace") as file:
            file.seek(0)
            lines = file.read().splitlines()
            file.write(line + "\n")
        if len(lines) < 2 * _MOST:
            return
        shorter = self._path.with_suffix(".new")
        number = os.open(shorter, os.O_CREAT | os.O_WRONLY | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        with os.fdopen(number, "w", encoding="utf-8", errors="replace") as file:
            file.writelines(each + "\n" for each in [*lines, line][-_MOST:])
        shorter.replace(self._path)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        ensure_private(self._path.parent)
        lock = os.open(self._path.with_suffix(".lock"), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


def without_secret_fields(value: Any) -> Any:
    """Give a body or a query without what never reaches a disk."""
    if isinstance(value, Mapping):
        return without_secrets(dict(value))
    return [without_secret_fields(each) for each in value] if isinstance(value, list) else value


def _line(sent: Sent, account: str) -> str:
    request = sent.request
    entry: dict[str, Any] = {
        "at": sent.at.isoformat(),
        "status": sent.status,
        "outcome": sent.outcome,
        "account": account,
        "operation": request.operation_id,
        "path": dict(request.path),
        "query": without_secret_fields(request.query),
        "body": without_secret_fields(request.body),
        "files": [[name, str(path)] for name, path in request.files],
    }
    line = as_json(entry)
    return line if len(line) <= _LONGEST else as_json({**entry, "body": None})


def _sent(line: str, account: str) -> Sent | None:
    """Read a line, None when it is damaged, of another account, or of an operation that is not known."""
    try:
        entry = from_json(line)
        if entry["account"] != account or entry["operation"] not in operations():
            return None
        path = {str(name): str(value) for name, value in entry["path"].items()}
        files = tuple((str(name), Path(file)) for name, file in entry["files"])
        request = ConsoleRequest(entry["operation"], path, dict(entry["query"]), entry["body"], files)
        at = datetime.fromisoformat(entry["at"])
        return Sent(request, at, int(entry.get("status", 0)), str(entry.get("outcome", "")))
    except (ValueError, TypeError, KeyError, AttributeError, json.JSONDecodeError):
        return None
