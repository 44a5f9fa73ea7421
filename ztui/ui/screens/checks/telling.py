"""The lines above the findings: how much was found; what is under the cursor in full, and why it matters."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ztui.core.text import display
from ztui.services.checks.model import Severity
from ztui.ui.screens.checks.rows import STYLES, name_of
from ztui.ui.widgets.lines import texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.checks.report import Report
    from ztui.ui.screens.checks.rows import CheckedRow
    from ztui.ui.widgets.paint import Part

__all__ = ["told"]

_LONG = 400


def _counted(count: int, severity: Severity) -> str:
    plural = "" if count == 1 or severity is Severity.SERIOUS else "s"
    return f"{count:,} {severity.value}{plural}"


def told(report: Report, row: CheckedRow | None) -> Sequence[Sequence[Part]]:
    """Sum up, and say why what is under the cursor matters."""
    count = Counter(each.rule.severity for each in report.judged for _ in each.findings)
    if not any(each.is_judged for each in report.judged):
        return [texts((" nothing was judged yet", "warn"))]
    parts: list[tuple[str, str]] = [(" nothing found" if not count else " ", "")]
    for at, (severity, style) in enumerate((each, STYLES[each]) for each in STYLES if count[each]):
        parts += [(", " if at else "", ""), (_counted(count[severity], severity), style)]
    if report.ignored:
        parts.append((f", {report.ignored:,} ignored", "dim"))
    lacking = sum(bool(each.lacks) for each in report.judged)
    if lacking:
        parts.append((f", {lacking} of {len(report.judged)} rules not judged or in part", "warn"))
    if row is None:
        return [texts(*parts)]
    says = (
        f" {name_of(row.finding)}: {row.finding.says}."
        if row.finding is not None
        else f" {'; '.join(row.judged.lacks)}."
    )
    rule = row.judged.rule
    whole = texts((display(says, longest=_LONG), ""), (display(f" {rule.why} {rule.limits}", longest=_LONG), "dim"))
    return [texts(*parts), whole]
