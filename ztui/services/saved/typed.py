"""What was typed at `:` and `/`: kept per profile in a private file, so that it can be brought back.

One JSON array a line, `["command", "numbers /0205"]`, the oldest first. Several programs may write: each takes the
lock, adds its line, and puts a shorter file in its place when there are many. A line that cannot be read is left out.
"""

from __future__ import annotations

import fcntl
import json
import os
from typing import TYPE_CHECKING, Final

from ztui.core.paths import ensure_private, file_name
from ztui.store.secrets import is_secret_name

if TYPE_CHECKING:
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
        ensure_private(self._path.parent, "ZTUI_STATE_DIR")
        file = os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            if os.fstat(file).st_size > _LARGEST:
                kept = [json.dumps(list(each), ensure_ascii=False) for each in self._read()[-2 * _MOST :]]
                os.ftruncate(file, 0)
                os.write(file, "".join(f"{each}\n" for each in kept).encode("utf-8", "surrogatepass"))
            os.write(file, line.encode("utf-8", "surrogatepass"))
        finally:
            os.close(file)

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
