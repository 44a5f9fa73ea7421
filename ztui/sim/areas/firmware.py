"""Firmware of desk phones: what there is, and the rules that say which version the phones of a model run."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from ztui.sim.areas import find
from ztui.sim.areas.rows import Row, Rows
from ztui.sim.clock import zulu
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.refusals import invalid
from ztui.sim.world.table import Table
from ztui.sim.world.words import DEVICE_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []

_RELEASES = 3
_MADE = 4
_NEWEST, _USABLE, _EXPIRING = 1, 2, 3


class _Rule(NamedTuple):
    """A rule; `site_id` is "" for the whole account."""

    id: str
    site_id: str
    maker: str
    model: str
    version: str


def _rules(system: PhoneSystem) -> Table[_Rule]:
    return Table(lambda: _make(system))


def _models() -> list[tuple[str, str]]:
    """Give maker and model of the phones that there are."""
    parts = (kind.partition(" ") for kind in DEVICE_TYPES)
    return [(maker, model) for maker, _, model in parts]


def _versions(system: PhoneSystem, maker: str, model: str) -> list[str]:
    """Give the versions of a model's firmware, the newest first."""
    words = system.dice("firmware", maker, model).words(0)
    return [f"{words[0] % 90 + 10}.{words[1] % 80 + 9 - turn}.0.{words[2] % 90 + 5}" for turn in range(_RELEASES)]


def _log(version: str) -> str:
    return f"{version}: steadier registration, call forwarding for Zoom Phone"


def _make(system: PhoneSystem) -> Iterator[_Rule]:
    dice = system.dice("firmware rule")
    for index, (maker, model) in enumerate(_models()[:_MADE]):
        site = system.sites.initial[index % len(system.sites.initial)]
        yield _Rule(dice.id(index), site.id if index else "", maker, model, _versions(system, maker, model)[1])


@handles("ListFirmwares")
def list_firmwares(context: Context) -> Listed:
    """Answer the firmware of every model; with `is_update`, of models of which a phone runs another than the newest."""
    system, query = find.system_of(context), context.query
    wanted = _models()
    if "is_update" in query:
        at = [device for device in system.devices if query.get("site_id") in (None, "", device.site_id)]
        behind = {
            (maker, model)
            for maker, model in wanted
            for device in at
            if device.type == f"{maker} {model}" and device.firmware != _versions(system, maker, model)[0]
        }
        wanted = [each for each in wanted if (each in behind) is query["is_update"]]

    def row(each: tuple[str, str]) -> Row:
        statuses = (_NEWEST, _USABLE, _EXPIRING)
        versions = [
            {
                "version": version,
                "update_log": _log(version),
                "expire_time": zulu(system.now + timedelta(days=365 - 120 * turn)),
                "status": statuses[turn],
            }
            for turn, version in enumerate(_versions(system, *each))
        ]
        return {"device_type": each[0], "device_model": each[1], "versions": versions}

    return Listed(Rows(wanted, row))


def _row(rule: _Rule) -> Row:
    return {"device_type": rule.maker, "device_model": rule.model, "version": rule.version}


@handles("ListFirmwareRules")
def list_rules(context: Context) -> Listed:
    """Answer the rules, those of a site if asked for."""
    system, site = find.system_of(context), context.query.get("site_id")
    found = (rule for rule in system.part(_rules) if not site or system.site(rule.site_id) == system.sites.get(site))
    return Listed(Rows(found, lambda rule: {"rule_id": rule.id, **_row(rule)}))


def _rule(context: Context) -> _Rule:
    key = context.path["ruleId"]
    found = find.system_of(context).part(_rules).get(key)
    if found is None:
        raise Refusal(404, 404, f"Firmware rule (ID: {key}) does not exist.")
    return found


@handles("GetFirmwareRuleDetail")
def get_rule(context: Context) -> Row:
    """Answer one rule."""
    rule = _rule(context)
    return _row(rule) | {"update_log": _log(rule.version)}


def _put(context: Context, rule: _Rule) -> None:
    """Keep a rule, and let the phones that it is about run its version."""
    system = find.system_of(context)
    if (rule.maker, rule.model) not in _models() or rule.version not in _versions(system, rule.maker, rule.model):
        raise Refusal(404, 404, f"The firmware version does not exist, firmware version:{rule.version}.")
    table = system.part(_rules)
    about = (rule.site_id, rule.maker, rule.model)
    if any((each.site_id, each.maker, each.model) == about and each.id != rule.id for each in table):
        raise invalid("device_model", "There is a rule for this model.")
    table.put(rule)
    for device in list(system.devices):
        if device.type == f"{rule.maker} {rule.model}" and rule.site_id in ("", device.site_id):
            system.devices.put(device._replace(firmware=rule.version))


@handles("AddFirmwareRule")
def add_rule(context: Context) -> Row:
    """Add a rule, for a site or for the whole account."""
    system, body = find.system_of(context), context.body
    site = find.site_of(context, body["site_id"]).id if body.get("site_id") else ""
    rule = _Rule(system.new_id(), site, body["device_type"], body["device_model"], body["version"])
    _put(context, rule)
    return {"rule_Id": rule.id}


@handles("UpdateFirmwareRule")
def update_rule(context: Context) -> None:
    """Change model and version of a rule."""
    rule, body = _rule(context), context.body
    _put(context, rule._replace(maker=body["device_type"], model=body["device_model"], version=body["version"]))


@handles("DeleteFirmwareUpdateRule")
def delete_rule(context: Context) -> None:
    """Delete a rule; the phones keep their version."""
    find.system_of(context).part(_rules).remove(_rule(context).id)
