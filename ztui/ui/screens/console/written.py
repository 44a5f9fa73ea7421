"""What is written into fields: paths of files, and JSON with the place of a mistake in it."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError
from ztui.services.console.lines import LineKind

if TYPE_CHECKING:
    from ztui.services.console.lines import Line

__all__ = ["check_json", "path_of", "place_of"]

_PLACE = re.compile(r"line (\d+), column (\d+)")


def path_of(line: Line | None, text: str) -> str:
    """Give what was typed; of a file the whole path, where it begins in somebody's home."""
    is_home = line is not None and line.kind is LineKind.FILE and text.startswith("~")
    return os.path.expanduser(text) if is_home else text


def check_json(text: str) -> None:
    """Raise `ConfigError` with line and column for a text that is no JSON."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ConfigError(f"This is no JSON: {error.msg} at {where}.", "Texts stand in double quotes.") from None


def place_of(error: ConfigError) -> tuple[int, int] | None:
    """Give where in a text an error lies, if it says so."""
    found = _PLACE.search(error.message)
    return (int(found[1]), int(found[2])) if found else None
