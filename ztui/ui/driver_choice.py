"""Which driver the terminal program runs on."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from ztui.core.settings import DRIVERS

if TYPE_CHECKING:
    from textual.driver import Driver

__all__ = ["driver_class"]


def driver_class(wanted: str) -> type[Driver] | None:
    """Choose the driver.

    Args:
        wanted: What the profile says, one of `core.settings.DRIVERS`.

    Returns:
        The driver that sends differences, or one that sends what Textual does, both with the manners that a shell
        expects; None for Textual's own on Windows and where `TEXTUAL_DRIVER` names another. Without a terminal and
        inline Textual takes another by itself.
    """
    if sys.platform == "win32" or os.environ.get("TEXTUAL_DRIVER"):
        return None
    from ztui.ui.shell_driver import ShellDriver

    if wanted != DRIVERS[0]:
        return ShellDriver
    from ztui.ui.terminal.driver.driver import DifferentialDriver

    class HouseDriver(ShellDriver, DifferentialDriver):
        """Sends differences."""

    return HouseDriver
