"""Outbound calling: which countries may be called, and the exceptions, of an account, site, user or common area."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ztui.sim.areas import find
from ztui.sim.areas.rows import Row, Rows, contains
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.refusals import invalid, missing
from ztui.sim.world.equipment import CALLING_CODES
from ztui.sim.world.places import COUNTRY_NAMES
from ztui.sim.world.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []

_ACCOUNT = "account"
_ALLOWED, _ASKS = 1, 2
_LEVELS = ("Account", "Site", "User", "CommonArea")
_CARRIERS = {"US": ["ZOOM", "BYOC"]}


class _Rule(NamedTuple):
    """An exception rule of a level; `level` is the id of a site, user or common area, or the account's mark."""

    id: str
    level: str
    country: str
    match_type: str
    prefix: str
    comment: str
    status: str


class _Outbound:
    """What is written about outbound calls.

    Attributes:
        rules: Rules of countries, by level and ISO code; a level without one has that of the level above.
        exceptions: Exception rules of all levels.
    """

    def __init__(self, system: PhoneSystem) -> None:
        self._homes = {site.country for site in system.sites.initial}
        self.rules: dict[tuple[str, str], int] = {}
        self.exceptions: Table[_Rule] = Table(lambda: _first(system))

    def rule(self, levels: tuple[str, ...], code: str) -> int:
        """Give the rule of a country on the first of these levels, or of those above it."""
        default = _ALLOWED if code in self._homes else _ASKS
        return next((self.rules[level, code] for level in levels if (level, code) in self.rules), default)


def _first(system: PhoneSystem) -> Iterator[_Rule]:
    """Make exception rules for the account and for each site."""
    dice = system.dice("exception rule")
    levels = (_ACCOUNT, *(site.id for site in system.sites.initial[:5]))
    for index, level in enumerate(levels):
        code = list(CALLING_CODES)[(index * 3 + 7) % len(CALLING_CODES)]
        prefix = f"+{CALLING_CODES[code]}{dice.word(index) % 900 + 100}"
        yield _Rule(dice.id(index), level, code, "prefix", prefix, f"Partners in {COUNTRY_NAMES[code]}", "active")


def _levels(context: Context) -> tuple[str, ...]:
    """Give the level of the path and those above it.

    Raises:
        Refusal: 404 when the site, user or common area does not exist: 13000 for a list of rules, 13500 elsewhere.
    """
    system, path = find.system_of(context), context.path
    if "userId" in path:
        user = system.user(path["userId"])
        if user is not None:
            return (user.id, user.site_id, _ACCOUNT)
        raise _absent(context, "user", path["userId"])
    if "commonAreaId" in path:
        area = system.common_areas.get(path["commonAreaId"])
        if area is not None:
            return (area.id, area.site_id, _ACCOUNT)
        raise _absent(context, "common area", path["commonAreaId"])
    if "siteId" in path:
        if path["siteId"] in system.sites:
            return (path["siteId"], _ACCOUNT)
        raise _absent(context, "site", path["siteId"])
    return (_ACCOUNT,)


def _absent(context: Context, noun: str, key: str) -> Refusal:
    code = 13000 if context.operation.id.startswith("list") else 13500
    return Refusal(404, code, f"The {noun} does not exist: {key}.")


def _country(code: str) -> str:
    if code not in COUNTRY_NAMES:
        raise invalid("country", f"The country does not exist: {code}.")
    return code


@handles(*(f"Get{level}OutboundCallingCountriesAndRegions" for level in _LEVELS))
def list_countries(context: Context) -> Listed:
    """Answer the countries with the rule that holds on this level."""
    levels, outbound = _levels(context), find.system_of(context).part(_Outbound)

    def row(code: str) -> Row:
        return {
            "name": COUNTRY_NAMES[code],
            "code": int(CALLING_CODES[code]),
            "iso_code": code,
            "rule": outbound.rule(levels, code),
            "enabled_carrier": _CARRIERS.get(code, ["ZOOM"]),
        }

    return Listed(Rows(sorted(COUNTRY_NAMES), row))


@handles(*(f"Update{level}OutboundCallingCountriesOrRegions" for level in _LEVELS))
def update_countries(context: Context) -> None:
    """Change the rules of countries on this level; their exception rules go, too, where the body says so."""
    level, outbound = _levels(context)[0], find.system_of(context).part(_Outbound)
    asked = (context.body or {}).get("country_regions", [])
    for each in asked:
        _country(str(each.get("iso_code", "")))
    for each in asked:
        code = each["iso_code"]
        if "rule" in each:
            outbound.rules[level, code] = each["rule"]
        if each.get("delete_existing_exception_rules"):
            for rule in [rule for rule in outbound.exceptions if (rule.level, rule.country) == (level, code)]:
                outbound.exceptions.remove(rule.id)


@handles(*(f"list{level}OutboundCallingExceptionRule" for level in _LEVELS))
def list_rules(context: Context) -> Listed:
    """Answer the exception rules of this level; an exception from what is allowed forbids, and the other way round."""
    levels, query = _levels(context), context.query
    outbound, keyword = find.system_of(context).part(_Outbound), str(query.get("keyword", ""))
    found = (
        rule
        for rule in outbound.exceptions
        if rule.level == levels[0]
        and query.get("country") in (None, "", rule.country)
        and query.get("match_type") in (None, rule.match_type)
        and query.get("status") in (None, rule.status)
        and contains(keyword, rule.prefix, rule.comment)
    )

    def row(rule: _Rule) -> Row:
        return {
            "id": rule.id,
            "match_type": rule.match_type,
            "prefix_number": rule.prefix,
            "rule": _ASKS if outbound.rule(levels, rule.country) == _ALLOWED else _ALLOWED,
            "comment": rule.comment,
            "status": rule.status,
        }

    return Listed(Rows(found, row))


def _written(context: Context, key: str, level: str, asked: Mapping[str, str]) -> Row:
    """Keep an exception rule as a body has it."""
    rule = _Rule(
        id=key,
        level=level,
        country=_country(asked["country"]),
        match_type=asked["match_type"],
        prefix=asked["prefix_number"],
        comment=asked.get("comment", ""),
        status=asked["status"],
    )
    find.system_of(context).part(_Outbound).exceptions.put(rule)
    return {"exception_rule_id": key}


def _asked(context: Context) -> Mapping[str, str]:
    asked: Mapping[str, str] = (context.body or {}).get("exception_rule", {})
    if not asked:
        raise invalid("exception_rule", "It is required.")
    return asked


@handles(*(f"Add{level}OutboundCallingExceptionRule" for level in _LEVELS))
def add_rule(context: Context) -> Row:
    """Add an exception rule on this level."""
    level = _levels(context)[0]
    return _written(context, find.system_of(context).new_id(), level, _asked(context))


def _rule(context: Context) -> _Rule:
    """Give the rule of the path, which must be one of the path's level."""
    level, key = _levels(context)[0], context.path["exceptionRuleId"]
    found = find.system_of(context).part(_Outbound).exceptions.get(key)
    if found is None or found.level != level:
        text = f"The exception rule does not exist: {key}."
        deleting = context.operation.method == "DELETE"
        raise Refusal(404, 13507, text) if deleting else missing(context, text)
    return found


@handles(*(f"Update{level}OutboundCallingExceptionRule" for level in _LEVELS))
def update_rule(context: Context) -> None:
    """Write an exception rule anew."""
    rule = _rule(context)
    _written(context, rule.id, rule.level, {"comment": rule.comment, **_asked(context)})


@handles(*(f"delete{level}OutboundCallingExceptionRule" for level in _LEVELS))
def delete_rule(context: Context) -> None:
    """Delete an exception rule."""
    find.system_of(context).part(_Outbound).exceptions.remove(_rule(context).id)
