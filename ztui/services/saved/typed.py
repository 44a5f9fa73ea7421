"""What was typed at `:` and `/`: kept per profile in a private file, so that it can be brought back.

One JSON array a line, `["command", "numbers /0205"]`, the oldest first. Several programs may write: each takes the
lock, which is a file of its own, adds its line, and puts a shorter file in its place when there are many, so that a
reader has the old one or the new one, whole. A line that cannot be read is left out.
"""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from ztui.core.paths import ensure_private, file_name
from ztui.store.secrets import is_secret_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["COMMAND", "FILTER", "Typed"]

COMMAND: Final = "command"
FILTER: Final = "filter"
_MOST: Final = 200
"""Lines of each kind that are brought back, and kept when the file is made shorter."""
_LONGEST: Final = 500
_LARGEST: Final = 300_000
"""Bytes of the file at which it is made shorter."""


class Typed:
    """The lines that were typed with one profile.

    Args:
        folder: The state folder.
        profile: Name of the profile.
        keeps: Whether they are kept on disk; without it they last as long as the program.
    """

    def __init__(self, folder: Path, profile: str, *, keeps: bool = True) -> None:
        self._path = folder / f"typed-{file_name(profile)}.ndjson"
        self._keeps = keeps
        self._own: list[tuple[str, str]] = []

    def lines(self, kind: str) -> tuple[str, ...]:
        """Give what was typed, each line once, the newest last."""
        every = [*(self._read() if self._keeps else ()), *self._own]
        newest = dict.fromkeys(text for each, text in reversed(every) if each == kind)
        return tuple(reversed(list(newest)[:_MOST]))

    def keep(self, kind: str, text: str) -> None:
        """Keep a line; one that may hold a secret, is empty or very long is not. What cannot be written is let be."""
        text = text.strip()
        if not text or len(text) > _LONGEST or not text.isprintable() or _may_be_secret(text):
            return
        if (kind, text) in self._own[-1:]:
            return
        self._own.append((kind, text))
        del self._own[: -2 * _MOST]
        if self._keeps:
            try:
                self._add(json.dumps([kind, text], ensure_ascii=False) + "\n")
            except OSError:
                return

    def _add(self, line: str) -> None:
        with self._alone():
            number = os.open(self._path, os.O_CREAT | os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC, 0o600)
            with os.fdopen(number, "ab") as file:
                if file.tell() <= _LARGEST:
                    file.write(line.encode("utf-8", "surrogatepass"))
                    return
            self._shorten(line)

    def _shorten(self, line: str) -> None:
        """Put a file with the newest lines and one more in the place of the old one."""
        kept = [json.dumps(list(each), ensure_ascii=False) for each in self._read()[-2 * _MOST :]]
        part = self._path.with_name(f".{self._path.name}.part")
        number = os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        try:
            with os.fdopen(number, "wb") as file:
                file.write("".join([*(f"{each}\n" for each in kept), line]).encode("utf-8", "surrogatepass"))
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._path)
        finally:
            part.unlink(missing_ok=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        ensure_private(self._path.parent, "ZTUI_STATE_DIR")
        lock = os.open(self._path.with_suffix(".lock"), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _read(self) -> list[tuple[str, str]]:
        try:
            with self._path.open("rb") as file:
                whole = file.read(2 * _LARGEST)
        except OSError:
            return []
        found: list[tuple[str, str]] = []
        for line in whole.splitlines():
            try:
                kind, text = json.loads(line)
            except (ValueError, TypeError, RecursionError):
                continue
            if isinstance(kind, str) and isinstance(text, str):
                found.append((kind, text))
        return found


def _may_be_secret(text: str) -> bool:
    """Tell whether a word names a secret: `token=...`, `password:...`."""
    names = (word.replace(":", "=").partition("=") for word in text.split())
    return any(sign and (is_secret_name(name) or "token" in name.casefold()) for name, sign, _ in names)
