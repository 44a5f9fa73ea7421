"""Numbers that are blocked: the old list of the account, rules of account and extensions, and what extensions blocked.

Zoom API: a rule is shown as `blocked_number` with its `country`, and under the older name `phone_number`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ztui.sim.areas import find
from ztui.sim.areas.rows import contains
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.pairs import Collection
from ztui.sim.world.dice import pick
from ztui.sim.world.equipment import CALLING_CODES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ztui.sim.areas.rows import Row

__all__: list[str] = []

_OTHER, _THREAT = "block_for_other_reasons", "block_as_threat"
_DIGITS = re.compile(r"\+?[0-9]{3,20}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_FILTERS = ("match_type", "type", "status")
_COMMENTS = {"inbound": "Calls again and again", "outbound": "Costs extra", "threat": "Fraud"}


@handles("listBlockedList")
def list_blocked(context: Context) -> Listed:
    """Answer what the account blocks by its old list."""
    return Listed(_blocked(context).rows())


@handles("getABlockedList")
def get_blocked(context: Context) -> Row:
    """Answer one entry of the old list."""
    blocked = _blocked(context)
    return blocked.get(_entry(context, blocked)) or {}


@handles("deleteABlockedList")
def delete_blocked(context: Context) -> None:
    """Block something no longer."""
    blocked = _blocked(context)
    blocked.remove(_entry(context, blocked))


@handles("addAnumberToBlockedList")
def add_blocked(context: Context) -> Row:
    """Block a number or a prefix."""
    blocked, body = _blocked(context), context.body
    _check_country(body, 300)
    _check_twice(blocked, body, "")
    return {"id": blocked.create({"status": "active", "match_type": "phoneNumber", **body})}


@handles("updateBlockedList")
def update_blocked(context: Context) -> None:
    """Change what is blocked."""
    blocked, body = _blocked(context), context.body or {}
    key = _entry(context, blocked)
    _check_country(body, 300)
    _check_twice(blocked, {**(blocked.get(key) or {}), **body}, key)
    blocked.update(key, body)


@handles("ListAccountLevelInboundBlockRules", "ListExtensionLevelInboundBlockRules")
def list_rules(context: Context) -> Listed:
    """Answer the rules of the account or of an extension."""
    return Listed([row for row in _rules(context).rows() if _is_asked(context, row)])


@handles("AddAccountLevelInboundBlockRules", "AddExtensiontLevelInboundBlockRules")
def add_rule(context: Context) -> Row:
    """Add a rule; a number can be blocked once."""
    rules, body = _rules(context), context.body
    number = _checked(context, body)
    if any(row["blocked_number"] == number for row in rules.rows()):
        raise Refusal(400, 13601, f"Blocked phone number already exists: {number}.")
    return {"id": rules.create(_facts(body))}


@handles("UpdateAccountLevelInboundBlockRule")
def update_rule(context: Context) -> None:
    """Change a rule of the account."""
    rules, body = _rules(context), context.body
    key = rules.need(context.path["blockedRuleId"])
    number = _checked(context, body)
    if any(row["blocked_number"] == number and row["id"] != key for row in rules.rows()):
        raise Refusal(400, 13601, f"Blocked phone number already exists: {number}.")
    rules.update(key, _facts(body))


@handles("DeleteAccountLevelInboundBlockRules", "DeleteExtensiontLevelInboundBlockRules")
def delete_rules(context: Context) -> None:
    """Delete the rules that the query names."""
    rules = _rules(context)
    for key in [rules.need(each.strip()) for each in context.query["blocked_rule_id"].split(",")]:
        rules.remove(key)


@handles("ListAccountLevelInboundBlockedStatistics")
def list_statistics(context: Context) -> Listed:
    """Answer what the extensions of the account have blocked, by number."""
    return Listed([row for row in _statistics(context).rows() if _is_asked(context, row)])


@handles("DeleteAccountLevelInboundBlockedStatistics")
def delete_statistic(context: Context) -> None:
    """Forget what extensions have blocked."""
    statistics = _statistics(context)
    for key in [statistics.need(each.strip()) for each in context.query["blocked_statistic_id"].split(",")]:
        statistics.remove(key)


@handles("MarkPhoneNumberAsBlockedForAllExtensions")
def block_for_all(context: Context) -> None:
    """Make a number that some extensions block one that the account blocks."""
    statistics, rules = _statistics(context), _account_rules(context)
    row = statistics.get(statistics.need(context.body["blocked_statistic_id"])) or {}
    same = next((each for each in rules.rows() if each["blocked_number"] == row["blocked_number"]), None)
    facts = {name: row[name] for name in ("match_type", "type", "blocked_number", "phone_number", "country")}
    if same is None:
        rules.create(facts | {"status": "active", "comment": ""})
    else:
        rules.update(same["id"], {"status": "active"})


def _blocked(context: Context) -> Collection:
    def base() -> Iterator[Row]:
        for place, row in enumerate(_first(context, "list", 5)):
            kind = "threat" if row["type"] == _THREAT else pick(place, ("inbound", "inbound", "outbound"))
            yield row | {"block_type": kind, "comment": _COMMENTS[kind], "status": "active"}

    return Collection(context, "listBlockedList", [], base=base)


def _entry(context: Context, blocked: Collection) -> str:
    """Give the id of the entry of the path.

    Raises:
        Refusal: 400/400 for one that cannot be read, 400/300 for one that cannot be written.
    """
    key = context.path["blockedListId"]
    if blocked.get(key) is None:
        code = 400 if context.operation.is_read else 300
        raise Refusal(400, code, f"Blocked number (Id: {key}) does not exist.")
    return key


def _rules(context: Context) -> Collection:
    """Give the rules of the extension of the path, else those of the account."""
    if "extensionId" not in context.path:
        return _account_rules(context)
    key = context.path["extensionId"]
    if find.system_of(context).extension(key) is None:
        raise Refusal(404, 404, f"Extension does not exist: {key}.")
    return Collection(
        context, "ListExtensionLevelInboundBlockRules", [key], base=lambda: _first(context, f"rule {key}", 2)
    )


def _account_rules(context: Context) -> Collection:
    def base() -> Iterator[Row]:
        for row in _first(context, "rule", 6):
            yield row | {"status": "active", "comment": "Reported by reception"}

    return Collection(context, "ListAccountLevelInboundBlockRules", [], base=base)


def _statistics(context: Context) -> Collection:
    def base() -> Iterator[Row]:
        dice = find.system_of(context).dice("block statistics")
        for place, row in enumerate(_first(context, "statistic", 8)):
            count = 1 + dice.word(place) % 9
            threat = row["type"] == _THREAT
            yield row | {"block_count": 0 if threat else count, "threat_count": count if threat else 0}

    return Collection(context, "ListAccountLevelInboundBlockedStatistics", [], base=base)


def _first(context: Context, kind: str, most: int) -> Iterator[Row]:
    """Give the rules that there are at first: numbers from outside, and a prefix now and then."""
    dice = find.system_of(context).dice("block", kind)
    for place in range(dice.word(most) % (most + 1) if kind.startswith("rule ") else most):
        words = dice.words(place)
        prefix = words[0] % 5 == 4
        number = f"+1{900 + place}" if prefix else f"+1{212 + words[1] % 600}555{words[2] % 10_000:04d}"
        yield {
            "id": dice.id(place),
            "match_type": "prefix" if prefix else "phoneNumber",
            "blocked_number": number,
            "phone_number": number,
            "type": pick(words[3], (_OTHER, _OTHER, _THREAT)),
            "country": "US",
        }


def _facts(body: Mapping[str, Any]) -> Row:
    return {**body, "phone_number": body["blocked_number"]}


def _checked(context: Context, body: Mapping[str, Any]) -> str:
    """Give the number of a rule that may be set."""
    number, kind = str(body["blocked_number"]), body["match_type"]
    _check_country(body, 400)
    if "extensionId" in context.path and body["type"] == _THREAT and kind != "phoneNumber":
        raise Refusal(400, 13606, f"The match type: {kind} does not support the type: {_THREAT} in extension level.")
    if kind == "phoneNumber" and _DIGITS.fullmatch(number) is None:
        raise Refusal(400, 7015, f"The phone number {number} is invalid.")
    code = CALLING_CODES.get(body.get("country", ""))
    if kind == "phoneNumber" and code and number.startswith("+") and not number.startswith(f"+{code.lstrip('+')}"):
        raise Refusal(400, 13604, f"Blocked number: {number} does not match the country: {body['country']}.")
    return number


def _check_country(body: Mapping[str, Any], code: int) -> None:
    if body.get("country") and _COUNTRY.fullmatch(body["country"]) is None:
        raise Refusal(400, code, "Invalid country.")


def _check_twice(blocked: Collection, wanted: Mapping[str, Any], besides: str) -> None:
    """Refuse a number that is blocked already in the same direction."""
    for row in blocked.rows():
        same = all(row.get(name) == wanted.get(name) for name in ("phone_number", "block_type"))
        if same and row["id"] != besides and wanted.get("phone_number"):
            raise Refusal(409, None, "The number is blocked already.")


def _is_asked(context: Context, row: Mapping[str, Any]) -> bool:
    """Tell whether a rule fits the query."""
    query = context.query
    if any(name in query and query[name] != row.get(name) for name in _FILTERS if name in row):
        return False
    return contains(query.get("keyword", ""), row["blocked_number"], row.get("comment", ""))
