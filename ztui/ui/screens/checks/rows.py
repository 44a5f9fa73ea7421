"""Findings as rows of a table, under a line for each rule; what was not judged stands behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core import phone
from ztui.core.dataclass import dataclass
from ztui.core.text import Display, display
from ztui.services.checks.model import Severity

if TYPE_CHECKING:
    from ztui.services.checks.model import Finding
    from ztui.services.checks.report import Judged, Report
    from ztui.ui.widgets.told import Cells

__all__ = ["STYLES", "CheckedRow", "cells_of", "name_of", "rows_of"]

STYLES = {Severity.SERIOUS: "bad", Severity.WARNING: "warn", Severity.NOTE: "dim"}
_LONG = 300


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A line of the table.

    Attributes:
        judged: The rule with what came of it.
        finding: What it found; None for a line that says what was not judged.
        reason: Why the finding is ignored, "" where it is not.
    """

    judged: Judged
    finding: Finding | None = None
    reason: str = ""

    @property
    def heading(self) -> str:
        """Give the line above the rows of its kind."""
        rule = self.judged.rule
        if self.finding is None:
            return "not judged, or in part"
        if self.reason:
            return "ignored"
        return f"{rule.severity.value}: {rule.title} ({len(self.judged.findings):,})"

    @property
    def key(self) -> str:
        """Give what it is told apart by."""
        return self.finding.id if self.finding is not None else f"not judged {self.judged.rule.id}"


def rows_of(report: Report, *, ignored: bool) -> tuple[CheckedRow, ...]:
    """Give the lines: findings by rule, the worst first; those ignored if asked for; what was not judged.

    Where nothing could be judged there is none: one sentence says so better than a line for every rule.
    """
    if not any(each.is_judged for each in report.judged):
        return ()
    rows = [CheckedRow(each, finding) for each in report.judged for finding in each.findings]
    if ignored:
        rows += [CheckedRow(each, finding, entry.reason) for each in report.judged for finding, entry in each.ignored]
    rows += [CheckedRow(each) for each in report.judged if each.lacks]
    return tuple(rows)


def cells_of(item: CheckedRow) -> Cells:
    """Give the cells of a row."""
    return _of_finding(item, item.finding) if item.finding is not None else _of_rule(item)


def _of_finding(item: CheckedRow, finding: Finding) -> Cells:
    quiet = "dim" if item.reason else ""
    says = f"{finding.says} (ignored: {item.reason})" if item.reason else finding.says
    return {
        "name": (name_of(finding), quiet or STYLES[item.judged.rule.severity]),
        "says": (display(says, longest=_LONG), quiet),
        "site": (display(finding.site, longest=_LONG), "dim"),
        "mend": (display(_mend(finding)), "dim"),
    }


def name_of(finding: Finding) -> Display:
    """Give what a finding's object is called; a phone number as people write it."""
    is_number = finding.name.startswith("+")
    return display(phone.formatted(finding.name) if is_number else finding.name, longest=_LONG)


def _mend(finding: Finding) -> str:
    return "" if finding.mend is None else finding.mend.title


def _of_rule(item: CheckedRow) -> Cells:
    lacks = "; ".join(item.judged.lacks)
    return {
        "name": (display(item.judged.rule.title), "dim"),
        "says": (display(lacks, longest=_LONG), "warn"),
        "site": (Display(""), ""),
        "mend": (Display(""), ""),
    }
