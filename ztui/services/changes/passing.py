"""Which errors pass: they say nothing about the change that they kept from being planned or sent."""

from __future__ import annotations

from ztui.core.errors import ConfigError, Conflict, Invalid, NotFound, ZtuiError

__all__ = ["passes"]

_OVER = (NotFound, Conflict, Invalid, ConfigError)
"""The object is gone, forbids it, or it cannot be sent at all."""


def passes(error: ZtuiError) -> bool:
    """Tell whether the same change may be carried out later: Zoom was not reached, failed, or did not allow it now."""
    return not isinstance(error, _OVER)
