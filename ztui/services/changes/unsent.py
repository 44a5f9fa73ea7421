"""What came of a change that was not sent, in the same words everywhere, and whether it may still be."""

from __future__ import annotations

from ztui.core.errors import ConfigError, Conflict, Invalid, NotFound, ZtuiError
from ztui.services.changes.model import Change, Result
from ztui.store.journal import Outcome

__all__ = ["conflict", "held", "passes", "so_already", "unsent", "why_unsent"]

_NOTHING = "; nothing was sent"
_OVER = (NotFound, Conflict, Invalid, ConfigError)
"""The object is gone, forbids it, or it cannot be sent at all."""


def passes(error: ZtuiError) -> bool:
    """Tell whether the same change may be carried out later: Zoom was not reached, failed, or did not allow it now."""
    return not isinstance(error, _OVER)


def unsent(change: Change, error: ZtuiError, journal_id: str = "") -> Result:
    """Give what came of a change that an error kept from being sent.

    Args:
        change: The change.
        error: The error.
        journal_id: Id of its entry in the journal, "" where it has none.
    """
    said, code = f"{error.message.rstrip('.')}{_NOTHING}", error.exit_code
    return Result(change, Outcome.SKIPPED, said, journal_id=journal_id, exit_code=code, is_held=passes(error))


def held(change: Change, why: str, *, is_held: bool = True) -> Result:
    """Give what came of a change that waited for another one, or whose run was stopped."""
    return Result(change, Outcome.SKIPPED, f"{why}{_NOTHING}", exit_code=1, is_held=is_held)


def conflict(change: Change, why: str) -> Result:
    """Give what came of a change whose object is not as it was when that was planned."""
    return Result(change, Outcome.CONFLICT, f"{why}{_NOTHING}", exit_code=Conflict.exit_code)


def so_already(change: Change, what: str = "it is so already") -> Result:
    """Give what came of a change that was not needed."""
    return Result(change, Outcome.SKIPPED, f"{what}{_NOTHING}")


def why_unsent(result: Result) -> str:
    """Give why a change was not sent, without saying that it was not."""
    return result.said.removesuffix(_NOTHING)
