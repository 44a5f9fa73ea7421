"""What came of a check: findings by rule, what was ignored and why, and what could not be judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.resources.model import Column, Kind, Operations, Resource

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from ztui.services.checks.facts import Facts, Reading
    from ztui.services.checks.model import Finding, Rule
    from ztui.services.checks.notes import Ignored

__all__ = ["FINDINGS", "FOUND", "Judged", "Report", "judge"]

FOUND = 6
"""Exit code where something was found."""

FINDINGS = Resource(
    name="findings",
    title="Findings",
    singular="finding",
    key="id",
    help="What is wrong or wasteful in the account, by the rules of the check.",
    operations=Operations(list=""),
    columns=(
        Column("severity", 8, kind=Kind.STATUS),
        Column("name", 24, title="What"),
        Column("says", 44, title="Is wrong"),
        Column("site", 14),
        Column("rule", 18),
        Column("id", 28, kind=Kind.ID),
        Column("resource", 18, hidden=True),
        Column("key", 22, hidden=True),
        Column("why", 40, hidden=True),
        Column("mend", 24, hidden=True),
        Column("ignored", 24, hidden=True),
    ),
)
"""What findings are called as a list, and its columns."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of one rule.

    Attributes:
        rule: The rule.
        findings: What it found and is not ignored.
        ignored: What it found and is.
        lacks: What it would have looked at and is not known, in words.
        is_judged: It was looked for at all.
        as_of: When the oldest of what it looked at was read; None where nothing was.
    """

    rule: Rule
    findings: tuple[Finding, ...] = ()
    ignored: tuple[tuple[Finding, Ignored], ...] = ()
    lacks: tuple[str, ...] = ()
    is_judged: bool = True
    as_of: datetime | None = None

    def rows(self, *, ignored: bool = False) -> Iterator[dict[str, Any]]:
        """Give the findings as rows, those that are ignored too if asked for."""
        for each in self.findings:
            yield self._row(each, "")
        for each, entry in self.ignored if ignored else ():
            yield self._row(each, entry.reason)

    def _row(self, each: Finding, reason: str) -> dict[str, Any]:
        row = {
            "id": each.id,
            "rule": self.rule.id,
            "severity": self.rule.severity.value,
            "resource": each.resource,
            "key": each.key,
            "name": each.name,
            "says": each.says,
            "site": each.site,
            "why": self.rule.why,
            "mend": each.mend.title if each.mend is not None else "",
            "decide": each.mend.wants if each.mend is not None else "",
            "as_of": self.as_of.isoformat() if self.as_of is not None else None,
        }
        return {
            **row,
            **({"parents": dict(each.parents)} if each.parents else {}),
            **({"ignored": reason} if reason else {}),
        }


@dataclass(frozen=True, slots=True)
class Report:
    """What came of all rules; `at` is when it was judged."""

    judged: tuple[Judged, ...]
    at: datetime

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Give all findings, the worst first."""
        return tuple(each for rule in self.judged for each in rule.findings)

    @property
    def ignored(self) -> int:
        """Count what is ignored."""
        return sum(len(each.ignored) for each in self.judged)

    @property
    def as_of(self) -> datetime | None:
        """Give when the oldest of what was looked at was read."""
        return min((each.as_of for each in self.judged if each.as_of is not None), default=None)

    @property
    def exit_code(self) -> int:
        """Give 6 with findings, 1 where no rule could be judged, else 0."""
        if self.findings:
            return FOUND
        return 0 if any(each.is_judged for each in self.judged) else 1

    def rows(self, *, ignored: bool = False) -> Iterator[dict[str, Any]]:
        """Give all findings as rows."""
        for each in self.judged:
            yield from each.rows(ignored=ignored)

    def data(self) -> dict[str, Any]:
        """Give all of it as one object."""
        rules = [
            {
                "id": each.rule.id,
                "title": each.rule.title,
                "severity": each.rule.severity.value,
                "why": each.rule.why,
                "judged": each.is_judged,
                "found": len(each.findings),
                "ignored": len(each.ignored),
                "lacks": list(each.lacks),
                "limits": each.rule.limits,
                "as_of": each.as_of.isoformat() if each.as_of is not None else None,
            }
            for each in self.judged
        ]
        return {"at": self.at.isoformat(), "rules": rules, "findings": list(self.rows(ignored=True))}


def judge(facts: Facts, rules: Sequence[Rule], ignored: Mapping[str, Ignored]) -> Report:
    """Look for what some rules tell.

    Args:
        facts: What is known.
        rules: The rules.
        ignored: What is not to be told again, by the finding's id.
    """
    return Report(tuple(_judged(facts, each, ignored) for each in rules), facts.now)


def _judged(facts: Facts, rule: Rule, ignored: Mapping[str, Ignored]) -> Judged:
    readings = [facts.readings[name] for name in rule.reads if name in facts.readings]
    lacks = tuple(dict.fromkeys(each.lacks for each in readings if each.lacks))
    times = [each.as_of for each in readings if each.as_of is not None]
    whole = [facts.readings[name] for name in rule.whole if name in facts.readings]
    if not _can_be_judged(readings, whole):
        return Judged(rule, lacks=lacks, is_judged=False, as_of=min(times, default=None))
    found = sorted(rule.find(facts), key=lambda each: (each.site, each.name, each.id))
    told = tuple(each for each in found if each.id not in ignored)
    hushed = tuple((each, ignored[each.id]) for each in found if each.id in ignored)
    return Judged(rule, told, hushed, lacks, as_of=min(times, default=None))


def _can_be_judged(readings: Sequence[Reading], whole: Sequence[Reading]) -> bool:
    """Tell whether a rule has enough to go on: all of what has to be whole, and something of each part."""
    return all(each.complete for each in whole) and all(each.known or each.complete for each in readings)
