"""Routing rules: where calls to numbers of a pattern leave the account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ztui.sim.areas import find
from ztui.sim.areas.rows import Row, Rows
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.refusals import invalid, missing, refuse
from ztui.sim.world.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []

_LONGEST = 255
_TEXTS = {"name": "Routing rule name", "number_pattern": "Number Pattern", "translation": "Translation"}


class _Rule(NamedTuple):
    """A routing rule; `site_id` is "" for the whole account, rules are tried by `order`."""

    id: str
    name: str
    pattern: str
    translation: str
    type: str
    group_id: str
    site_id: str
    order: int


def _rules(system: PhoneSystem) -> Table[_Rule]:
    return Table(lambda: _make(system))


def _make(system: PhoneSystem) -> Iterator[_Rule]:
    dice, groups = system.dice("routing rule"), system.sip_groups.initial
    for index, group in enumerate(groups[:3]):
        pattern = f"^\\+?1{dice.word(index) % 800 + 200}(\\d{{7}})$"
        yield _Rule(dice.id(index), f"To {group.name}", pattern, "$1", "sip_group", group.id, "", index + 1)
    yield _Rule(dice.id(9), "Between sites", "^8(\\d{6})$", "", "other_sites", "", "", len(groups[:3]) + 1)


def _in_order(system: PhoneSystem) -> list[_Rule]:
    return sorted(system.part(_rules), key=lambda rule: rule.order)


def _row(system: PhoneSystem, rule: _Rule) -> Row:
    group = system.sip_groups.get(rule.group_id)
    site = system.site(rule.site_id)
    row: Row = {
        "name": rule.name,
        "number_pattern": rule.pattern,
        "order": rule.order,
        "routing_path": {"type": rule.type},
        "routing_rule_id": rule.id,
        "translation": rule.translation,
    }
    if group is not None:
        row["routing_path"]["sip_group"] = {"id": group.id, "name": group.name}
    return row | ({} if site is None else {"site_id": site.id})


@handles("listRoutingRule")
def list_rules(context: Context) -> Listed:
    """Answer the rules in the order in which they are tried."""
    system, site = find.system_of(context), context.query.get("site_id")
    found = (rule for rule in _in_order(system) if not site or system.site(rule.site_id) == system.sites.get(site))
    return Listed(Rows(found, lambda rule: _row(system, rule)))


def _rule(context: Context) -> _Rule:
    found = find.system_of(context).part(_rules).get(context.path["routingRuleId"])
    if found is None:
        text = "Routing rule does not exist."
        raise missing(context, text) if context.operation.is_read else refuse(context, 404, text)
    return found


@handles("getRoutingRule")
def get_rule(context: Context) -> Row:
    """Answer one rule."""
    return _row(find.system_of(context), _rule(context))


def _checked(context: Context, rule: _Rule, body: Mapping[str, Any]) -> _Rule:
    """Lay a body over a rule and give the rule if it holds."""
    system = find.system_of(context)
    for name, text in _TEXTS.items():
        if len(body.get(name, "")) > _LONGEST:
            raise invalid(name, f"{text} length can be up to {_LONGEST} characters.")
    rule = rule._replace(
        name=body.get("name", rule.name),
        pattern=body.get("number_pattern", rule.pattern),
        translation=body.get("translation", rule.translation),
        type=body.get("type", rule.type),
        group_id=body.get("sip_group_id", rule.group_id),
    )
    if not rule.name.strip():
        raise invalid("name", "Routing rule name cannot be blank.")
    if not rule.type or not rule.pattern:
        missed = "number_pattern" if rule.type else "type"
        raise invalid(missed, f"{'Number Pattern' if rule.type else 'Type'} cannot be null.")
    if rule.type != "sip_group":
        rule = rule._replace(group_id="")
    elif not rule.group_id:
        raise invalid("sip_group_id", "SIP Group cannot be null.")
    elif rule.group_id not in system.sip_groups:
        raise Refusal(400, 404, "SIP Group does not exist.")
    same = (rule.site_id, rule.pattern)
    if any((each.site_id, each.pattern) == same and each.id != rule.id for each in system.part(_rules)):
        raise invalid("number_pattern", f"Number Pattern ({rule.pattern}) already exists.")
    return rule


@handles("addRoutingRule")
def add_rule(context: Context) -> Row:
    """Add a rule; it is tried last."""
    system, body = find.system_of(context), context.body or {}
    table = system.part(_rules)
    site = find.site_of(context, body["site_id"], 400, 404).id if body.get("site_id") else ""
    blank = _Rule("", "", "", "", "", "", site, len(table) + 1)
    rule = _checked(context, blank, body)._replace(id=system.new_id())
    table.put(rule)
    return {"name": rule.name, "routing_rule_id": rule.id}


def _number(system: PhoneSystem, rules: list[_Rule]) -> None:
    """Number the rules in this order."""
    for order, rule in enumerate(rules, 1):
        system.part(_rules).put(rule._replace(order=order))


@handles("updateRoutingRule")
def update_rule(context: Context) -> None:
    """Change a rule; with `order` it moves among the others, which make room."""
    system, body = find.system_of(context), context.body or {}
    rule = _checked(context, _rule(context), body)
    others = [each for each in _in_order(system) if each.id != rule.id]
    at = max(body.get("order", rule.order) - 1, 0)
    _number(system, [*others[:at], rule, *others[at:]])


@handles("deleteRoutingRule")
def delete_rule(context: Context) -> None:
    """Delete a rule; those behind it move up."""
    system, rule = find.system_of(context), _rule(context)
    system.part(_rules).remove(rule.id)
    _number(system, _in_order(system))
