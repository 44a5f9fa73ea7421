"""The exit codes of ztui and what each means: the one table that the man page and the documents have."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["EXIT_CODES", "INTERRUPTED"]

INTERRUPTED: Final = 130

EXIT_CODES: Final[Mapping[int, str]] = MappingProxyType(
    {
        0: "done",
        1: "nothing was found, Zoom refused it or failed, or what was done cannot be written out",
        2: "nothing was sent: usage, configuration, or no consent",
        3: "unreachable or rate limited",
        4: "not allowed",
        5: "a write was sent and it is not known whether it was done",
        6: "findings or differences: `check`, `diff`, `doctor`",
        7: "the state of the object forbids it, or only a part was done",
        129: "the terminal or the connection to it is gone (SIGHUP)",
        INTERRUPTED: "interrupted",
        131: "told to end (SIGQUIT)",
        143: "told to end (SIGTERM)",
    }
)
"""Code -> why; of a signal 128 and its number, as shells tell it.

Errors carry theirs (`core.errors`); 6 is no error, and comes from the commands that it names.
"""
