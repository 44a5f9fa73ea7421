"""What came of a run as data: a row for each change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ztui.services.changes.model import Result, Run

__all__ = ["COLUMNS", "result_data", "run_data"]

COLUMNS = ("id", "resource", "key", "label", "title", "outcome", "said", "as_asked", "tracking_id", "journal")
"""What a table of results has of each; JSON has all."""


def run_data(run: Run) -> dict[str, Any]:
    """Give what came of a plan as data: its id, its account, a row for each change, and why it ended early."""
    plan = run.plan
    changes = [result_data(each) for each in run.results]
    return {"id": plan.id, "account": plan.account or None, "changes": changes, "stopped": run.stopped}


def result_data(result: Result) -> dict[str, Any]:
    """Give what came of one change as data, without secrets."""
    change = result.change
    return {
        "id": change.id,
        "resource": change.resource,
        "key": result.key or change.key,
        "label": change.label,
        "title": change.title,
        "outcome": result.outcome.value,
        "said": result.said,
        "as_asked": result.as_asked,
        "found": [{"title": title, "asked": asked, "found": found} for title, asked, found in result.found],
        "errors": [{"field": field, "message": message} for field, message in result.fields],
        "candidates": list(result.candidates),
        "tracking_id": result.tracking_id,
        "journal": result.journal_id,
    }
