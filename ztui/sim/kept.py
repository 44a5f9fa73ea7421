"""The simulator's changes kept in a file for the next process: every applied write, to be done again in order.

The world is made from its seed, so the writes are all there is to keep. Simulators of other options have another file.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from ztui.contract.catalogue import operation
from ztui.core.errors import ConfigError, UnknownName
from ztui.sim.handling import Context, PartlyDone, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ztui.sim.handling import Handler
    from ztui.sim.options import Options
    from ztui.sim.world.world import World

__all__ = ["Kept"]

_WORLD = ("seed", "now", "accounts", "sites", "users", "queues", "numbers", "calls", "messy")


class Kept:
    """A file of writes, one JSON object a line."""

    def __init__(self, folder: Path, options: Options) -> None:
        """Take the folder, which is made when needed, and the options of the world that the writes belong to."""
        world = {name: str(value) for name, value in asdict(options).items() if name in _WORLD}
        mark = hashlib.blake2b(json.dumps(world, sort_keys=True).encode(), digest_size=6).hexdigest()
        self.path = folder / f"simulator-{mark}.ndjson"
        self._replayed = False

    def replay(self, world: World, handlers: Mapping[str, Handler], otherwise: Handler | None = None) -> int:
        """Do the kept writes again, the first time it is asked; give how many were done.

        An operation without a handler is done by `otherwise`. A line that was cut off in the middle, and a write that
        is no longer possible, are passed over.

        Raises:
            ConfigError: When the file cannot be read.
        """
        if self._replayed:
            return 0
        self._replayed = True
        try:
            text = self.path.read_text(encoding="utf-8", errors="replace") if self.path.exists() else ""
            if text and not text.endswith("\n"):
                self._append("\n")
        except OSError as error:
            raise ConfigError(f"The simulator's changes in {self.path} cannot be read: {error.strerror}.") from None
        return sum(_again(line, world, handlers, otherwise) for line in text.split("\n"))

    def add(self, context: Context) -> None:
        """Keep a write that was applied.

        Raises:
            ConfigError: When the file cannot be written.
        """
        line = {
            "at": context.now.isoformat(),
            "operation": context.operation.id,
            "account": context.account,
            "path": dict(context.path),
            "query": dict(context.query),
            "body": context.body,
        }
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._append(json.dumps(line) + "\n")
        except OSError as error:
            raise ConfigError(f"The simulator's changes cannot be kept in {self.path}: {error.strerror}.") from None

    def _append(self, text: str) -> None:
        with self.path.open("a", encoding="utf-8") as file:
            file.write(text)


def _again(line: str, world: World, handlers: Mapping[str, Handler], otherwise: Handler | None) -> bool:
    """Do one kept write again; tell whether that was possible."""
    try:
        kept = json.loads(line)
        known = operation(kept["operation"])
        at = datetime.fromisoformat(kept["at"])
        context = Context(world, known, kept["account"], kept["path"], kept["query"], kept["body"], at)
    except (ValueError, KeyError, TypeError, UnknownName):
        return False
    handler = handlers.get(known.id, otherwise)
    if handler is None:
        return False
    try:
        handler(context)
    except PartlyDone:
        pass
    except Refusal:
        return False
    world.note(context)
    return True
