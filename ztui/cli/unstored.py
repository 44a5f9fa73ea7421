"""What commands say that do not find what an earlier one would have stored: calls, an index, entries of the journal."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from ztui.core.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.cli.runtime import GlobalOptions, Runtime

__all__ = ["explained", "say_no_calls", "say_why_unstored"]

_ANEW = "Each --demo command starts anew; --demo-state DIR keeps what one leaves for the next."


def _forgets(runtime: Runtime, options: GlobalOptions) -> bool:
    """Tell whether nothing of an earlier command is ever there; a conversation is one command."""
    return options.demo and not options.demo_state and runtime.conversation is None


def say_why_unstored(runtime: Runtime, options: GlobalOptions) -> None:
    """Say on stderr, of a demo that is not kept, that nothing of earlier commands is there; of all else nothing."""
    if _forgets(runtime, options):
        runtime.stderr.write(f"ztui: {_ANEW}\n")


def say_no_calls(runtime: Runtime, options: GlobalOptions) -> int:
    """Say on stderr that no calls are stored and how they are got; gives the exit code of nothing found."""
    runtime.stderr.write("ztui: No calls are stored yet. 'ztui calls sync' fetches them.\n")
    say_why_unstored(runtime, options)
    return 1


@contextmanager
def explained(runtime: Runtime, options: GlobalOptions) -> Iterator[None]:
    """Let what an earlier command would have written and is not found say the same.

    Raises:
        NotFound: As it was raised inside, with the reason.
    """
    try:
        yield
    except NotFound as error:
        if _forgets(runtime, options):
            error.hint = f"{error.hint} {_ANEW}".strip()
        raise
