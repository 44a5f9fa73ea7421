"""The simulator's changes kept in a file for the next process: every applied write, to be done again in order.

The world is made from its seed, so the writes are all there is to keep. Simulators of other options have another file.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
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
_MALFORMED = (AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What comes of a line that was not written by a simulator."""

_LOG = logging.getLogger(__name__)


class Kept:
    """A file of writes, one JSON object a line."""

    def __init__(self, folder: Path, options: Options) -> None:
        """Take the folder, which is made when needed, and the options of the world that the writes belong to."""
        world = {name: str(value) for name, value in asdict(options).items() if name in _WORLD}
        mark = hashlib.blake2b(json.dumps(world, sort_keys=True).encode(), digest_size=6).hexdigest()
        self.path = folder / f"simulator-{mark}.ndjson"

    def replay(self, world: World, handlers: Mapping[str, Handler], otherwise: Handler) -> int:
        """Do the kept writes again, in order; give how many there are.

        An operation without a handler is done by `otherwise`. A last line that was cut off in the middle of writing
        is taken out of the file, and the log says so.

        Raises:
            ConfigError: When the file cannot be read, has a line that is no write, or one that can no longer be done.
        """
        done = 0
        for number, line in enumerate(self._lines(), 1):
            if not line.strip():
                continue
            context = self._context(number, line, world)
            try:
                handlers.get(context.operation.id, otherwise)(context)
            except PartlyDone:
                pass
            except Refusal as refusal:
                why = f"'{context.operation.title}' can no longer be done: {refusal.message.rstrip('.')}"
                raise self._wrong(number, why) from None
            except _MALFORMED:
                raise self._wrong(number, f"'{context.operation.title}' cannot be done with what it holds") from None
            world.note(context)
            done += 1
        return done

    def _lines(self) -> list[bytes]:
        """Give the lines of the file, whose end is mended if the last one was cut off."""
        try:
            data = self.path.read_bytes() if self.path.exists() else b""
            *lines, last = data.split(b"\n")
            if last and _is_json(last):
                self._append("\n")
                return [*lines, last]
            if last:
                os.truncate(self.path, len(data) - len(last))
                _LOG.warning("The last change in %s was cut off while it was kept; it is left out.", self.path)
        except OSError as error:
            raise ConfigError(f"The simulator's changes in {self.path} cannot be read: {error.strerror}.") from None
        return lines

    def _context(self, number: int, line: bytes, world: World) -> Context:
        """Read a line as the request that it was."""
        try:
            kept = json.loads(line)
            at = datetime.fromisoformat(kept["at"])
            known = operation(kept["operation"])
            return Context(world, known, kept["account"], kept["path"], kept["query"], kept["body"], at)
        except (*_MALFORMED, UnknownName):
            raise self._wrong(number, "it is no change that was kept") from None

    def _wrong(self, number: int, why: str) -> ConfigError:
        """Give the error for a line that cannot be used."""
        hint = "Remove that line, or the file to begin anew."
        return ConfigError(f"The simulator's changes in {self.path} stop at line {number}: {why}.", hint)

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


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True
