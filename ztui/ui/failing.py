"""Where all work that goes on beside a screen ends when it fails: what is ours is told, a defect is logged and told."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.css.query import NoMatches

from ztui.core.errors import ZtuiError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from textual.dom import DOMNode
    from textual.worker import Worker

__all__ = ["failure_of", "is_leaving", "start_guarded"]

_LOG = logging.getLogger(__name__)


def failure_of(error: Exception, hint: str = "The log has the details; see :log.") -> ZtuiError:
    """Give an error as it is told: one of ours as it is; a defect in a sentence, and logged with all that is known.

    Args:
        error: What work raised.
        hint: Where more is known of a defect.
    """
    if isinstance(error, ZtuiError):
        return error
    _LOG.error("Work beside a screen failed", exc_info=error)
    return ZtuiError(f"ztui failed at this: {type(error).__name__}.", hint)


def is_leaving(node: DOMNode, error: Exception) -> bool:
    """Tell whether work failed as its screen, its box or the app goes, whose widgets go one after the other."""
    is_going = node is not node.app and (not node.is_attached or not node.display)
    return isinstance(error, NoMatches) and (node.app._exit or is_going)


def start_guarded(
    node: DOMNode,
    work: Coroutine[Any, Any, None],
    fail: Callable[[ZtuiError], None],
    group: str = "default",
    *,
    exclusive: bool = False,
) -> Worker[None]:
    """Run work beside a screen; what it raises is told, and never ends the app.

    Args:
        node: The app, screen or box with which the work ends.
        work: What to do.
        fail: Told what went wrong.
        group: Name of the kind of work.
        exclusive: Give up work of the same group.
    """
    guarded = partial(_guarded, node, work, fail)
    worker: Worker[None] = node.run_worker(guarded, group=group, exclusive=exclusive, exit_on_error=False)
    if worker._task is not None:
        # Work that is given up before its turn came has never begun, and would complain of that.
        worker._task.add_done_callback(lambda _task: work.close())
    return worker


async def _guarded(node: DOMNode, work: Coroutine[Any, Any, None], fail: Callable[[ZtuiError], None]) -> None:
    try:
        await work
    except Exception as error:  # a defect must not take the screen away
        if not is_leaving(node, error):
            fail(failure_of(error))
