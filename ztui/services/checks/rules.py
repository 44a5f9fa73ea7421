"""All rules, the most severe first."""

from __future__ import annotations

from ztui.core.errors import UnknownName
from ztui.services.checks import emergency, equipment, extensions, holdings, lines, routing, staffing
from ztui.services.checks.model import Rule, Severity

__all__ = ["RULES", "rule_named", "rules_named"]

_FAMILIES = (emergency, routing, staffing, lines, extensions, holdings, equipment)
_ORDER = tuple(Severity)

RULES: tuple[Rule, ...] = tuple(
    sorted((each for family in _FAMILIES for each in family.RULES), key=lambda each: _ORDER.index(each.severity))
)


def rule_named(id: str) -> Rule:
    """Find a rule.

    Raises:
        UnknownName: There is none of that id.
    """
    found = next((each for each in RULES if each.id == id.strip().casefold()), None)
    if found is None:
        raise UnknownName("rule", id, [each.id for each in RULES])
    return found


def rules_named(ids: tuple[str, ...], severities: tuple[Severity, ...] = tuple(Severity)) -> tuple[Rule, ...]:
    """Give the rules of some ids (none: all) and severities, in their order.

    Raises:
        UnknownName: There is none of an id.
    """
    chosen = {rule_named(each).id for each in ids}
    return tuple(each for each in RULES if (not chosen or each.id in chosen) and each.severity in severities)
