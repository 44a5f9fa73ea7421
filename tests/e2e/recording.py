"""A driver that does what Textual's does and writes down what it is given; chosen by `TEXTUAL_DRIVER`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CHOSEN", "RecordingDriver", "recorded"]

CHOSEN = {"TEXTUAL_DRIVER": "tests.e2e.recording:RecordingDriver"}
_FILE = "ZTUI_TEST_RECORDING"


def variables(path: Path) -> dict[str, Any]:
    """Give the variables of a program that is to be recorded in a file."""
    return {**CHOSEN, _FILE: str(path)}


def recorded(path: Path) -> Iterator[tuple[tuple[int, int], str]]:
    """Give what was written, each with the size that the app had."""
    for line in path.read_text().splitlines():
        columns, rows, data = json.loads(line)
        yield (columns, rows), data


class RecordingDriver(LinuxDriver):
    """Writes down."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._recording = Path(os.environ[_FILE]).open("a", buffering=1)  # noqa: SIM115

    def write(self, data: str) -> None:
        """Write down and write."""
        self._recording.write(json.dumps([*self._app.size, data]) + "\n")
        super().write(data)

    def close(self) -> None:
        """End both."""
        self._recording.close()
        super().close()
