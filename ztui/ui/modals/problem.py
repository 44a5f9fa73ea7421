"""The details of an error: what Zoom said, in which request, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import ApiError, Forbidden, Invalid, RateLimited, ZtuiError
from ztui.core.text import display
from ztui.core.times import clock_with_zone
from ztui.ui.modals.text import TextBox
from ztui.ui.widgets.lines import texts

if TYPE_CHECKING:
    from datetime import tzinfo

    from ztui.ui.widgets.paint import Part

__all__ = ["ProblemDetails", "problem_lines"]

_LABEL = 13


class ProblemDetails(TextBox):
    """Shows an error.

    Args:
        error: The error.
        zone: Zone of the clocks in it.
    """

    def __init__(self, error: ZtuiError, zone: tzinfo) -> None:
        super().__init__("What went wrong", problem_lines(error, zone))


def problem_lines(error: ZtuiError, zone: tzinfo) -> list[list[Part]]:
    """Write down an error.

    Args:
        error: Any error of ours.
        zone: Zone of the clocks.

    Returns:
        What happened, what to do, and for an answer of Zoom's its status, code, operation, scopes, fields and
        tracking id, as far as they are known.
    """
    lines = [texts((error.message, "bad"))]
    if error.hint:
        lines += [texts(), texts((error.hint, "strong"))]
    if not isinstance(error, ApiError):
        return lines
    facts: list[tuple[str, str]] = []
    if error.http:
        facts.append(("HTTP status", str(error.http)))
    if error.code is not None:
        facts.append(("Zoom's code", str(error.code)))
    facts += _operation_facts(error.operation_id)
    if isinstance(error, Forbidden):
        facts += [("Scope" if not at else "or", scope) for at, scope in enumerate(error.scopes)]
    if isinstance(error, Invalid):
        facts += [(each.field or "Request", each.message) for each in error.fields]
    if isinstance(error, RateLimited) and error.until is not None:
        facts.append(("Try again at", clock_with_zone(error.until, zone, seconds=True)))
    if error.tracking_id:
        facts.append(("Tracking ID", error.tracking_id))
    if facts:
        lines.append(texts())
    lines += [texts((f"{display(label, longest=40):<{_LABEL}} ", "dim"), value) for label, value in facts]
    return lines


def _operation_facts(operation_id: str) -> list[tuple[str, str]]:
    from ztui.contract.catalogue import operations

    found = operations().get(operation_id) if operation_id else None
    if found is None:
        return [("Operation", operation_id)] if operation_id else []
    return [("Operation", found.id), ("Request", f"{found.method} {found.path}")]
