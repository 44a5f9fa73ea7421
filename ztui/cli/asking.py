"""Questions on a terminal: whether there is somebody to ask, and what they answer."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ztui.cli.runtime import Runtime

__all__ = ["can_ask", "is_yes"]

_YES = ("y", "yes")


def can_ask(runtime: Runtime) -> bool:
    """Tell whether somebody may be asked: at a terminal or in a conversation, and not with `--no-input`."""
    if runtime.conversation is not None:
        return runtime.asks
    return runtime.asks and sys.stdin.isatty() and runtime.stderr.isatty()


def is_yes(runtime: Runtime, question: str) -> bool:
    """Ask yes or no; whatever is not yes is no."""
    if runtime.conversation is not None:
        return runtime.conversation.ask(f"{question} y/n").casefold() in _YES
    runtime.stderr.write(f"{question} y/n ")
    runtime.stderr.flush()
    return sys.stdin.readline().strip().casefold() in _YES
