"""Stopping for a while: the shell gets its terminal back, until `fg` lets the program go on."""

from __future__ import annotations

import os
import signal

from ztui.core.errors import ZtuiError

__all__ = ["stop"]


def stop(*, busy: bool) -> None:
    """Stop like any program on which ctrl+z is pressed, with whatever wraps it.

    Args:
        busy: Something is being written to Zoom, which would be cut.

    Raises:
        ZtuiError: Nobody could let it go on, or something would be cut.
    """
    if os.getpgrp() == os.getsid(0):
        # What is not in a group of its own was not started by a shell that knows of jobs (`ssh -t host ztui`).
        raise ZtuiError(
            "No shell waits behind ztui that could let it go on.", "Start it from a shell, or leave it by :q."
        )
    if busy:
        raise ZtuiError("A plan is being written.", "Wait until it has ended, or stop it.")
    os.killpg(os.getpgrp(), signal.SIGTSTP)
