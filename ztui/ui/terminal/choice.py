"""Which driver the terminal program runs on."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.driver import Driver

__all__ = ["DIFFERENTIAL", "DRIVERS", "driver_class"]

DIFFERENTIAL = "differential"
DRIVERS = (DIFFERENTIAL, "textual")


def driver_class(wanted: str) -> type[Driver] | None:
    """Choose the driver.

    Args:
        wanted: What the profile says, one of `DRIVERS`.

    Returns:
        The driver that sends differences; None for Textual's own, which also runs without a terminal, inline, on
        Windows, and where `TEXTUAL_DRIVER` names another.
    """
    if wanted != DIFFERENTIAL or sys.platform == "win32" or os.environ.get("TEXTUAL_DRIVER"):
        return None
    from ztui.ui.terminal.driver.driver import DifferentialDriver

    return DifferentialDriver
