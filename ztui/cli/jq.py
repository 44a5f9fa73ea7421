"""`--jq`: what is printed goes through the jq of this machine, and stays harmless on a terminal."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

from ztui.core.errors import ConfigError, ZtuiError

__all__ = ["Jq"]


_LONGEST = 160
"""Characters of what jq says; it repeats the value that it fails at, which may be the whole answer."""


class Jq:
    """A filter of jq."""

    def __init__(self, expression: str) -> None:
        """Take the expression, and see that jq is there and understands it.

        Raises:
            ConfigError: There is no jq, or it is no filter.
        """
        found = shutil.which("jq")
        if found is None:
            raise ConfigError("There is no jq on this machine.", "Install it, or pipe the JSON to another program.")
        # An expression may begin with a dash, which with a space before it is no option.
        self._command = [found, "-c", f" {expression}"]
        try:
            self._run("")
        except ZtuiError as error:
            raise ConfigError(error.message, "Nothing was sent.") from None

    def apply(self, value: Any) -> list[Any]:
        """Give what the filter makes of a value.

        Raises:
            ZtuiError: It fails with this value.
        """
        return [json.loads(line) for line in self._run(json.dumps(value)).splitlines()]

    def _run(self, text: str) -> str:
        done = subprocess.run(self._command, input=text, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603
        if done.returncode:
            said = done.stderr.strip().splitlines()
            why = said[0] if said else f"exit code {done.returncode}"
            raise ZtuiError(f"jq cannot do this: {why if len(why) <= _LONGEST else f'{why[:_LONGEST]}...'}.")
        return done.stdout
