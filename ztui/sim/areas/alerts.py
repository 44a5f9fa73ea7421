"""Alerts: what they watch and whom they tell.

Zoom API: targets are of one type, 1 to 5; lists show their names, the detail their ids, numbers and sites.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.sim.areas import find
from ztui.sim.areas.rows import Row, known, site_ref
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.pairs import Collection

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []

_ACCOUNT, _SITE, _QUEUE, _USER, _DEVICE = 1, 2, 3, 4, 5
_FIRST = (
    ("Calls wait too long", 1, 1, _QUEUE, 2, (1, "60")),
    ("Queue overflows", 1, 3, _QUEUE, 1, (2, "10")),
    ("Desk phones offline", 3, 12, _SITE, 1, (3, "5")),
    ("Call quality is low", 4, 13, _SITE, 2, (1, "3")),
)
"""Name, module, rule, type and count of targets, type and value of the condition."""

_MOST_RECIPIENTS, _MOST_TARGETS, _MOST_CHANNELS = 20, 100, 5
_FILTERS = ("module", "rule", "status")


@handles("ListAlertSettingsWithPagingQuery")
def list_alerts(context: Context) -> Listed:
    """Answer the alerts that the query leaves."""
    query, alerts = context.query, _alerts(context)
    rows = [row for row in alerts.rows() if all(query.get(name, row[name]) == row[name] for name in _FILTERS)]
    return Listed([row | {"targets": _names(context, alerts, row["alert_setting_id"])} for row in rows])


@handles("GetAlertSettingDetails")
def get_alert(context: Context) -> Row:
    """Answer one alert with its targets as they are now."""
    alerts = _alerts(context)
    key = _key(context, alerts)
    return (alerts.get(key) or {}) | {"targets": _targets(context, alerts, key)}


@handles("AddAnAlertSetting")
def add_alert(context: Context) -> Row:
    """Create an alert."""
    alerts, body = _alerts(context), context.body
    kind, ids = body["target_type"], body.get("target_ids", [])
    _check(context, body, kind)
    if kind != _ACCOUNT and not ids:
        raise Refusal(400, 13006, "The number of target is invalid.")
    names = ("module", "rule")
    for row in alerts.rows():
        same = all(row[name] == body[name] for name in names)
        if same and ids and sorted(alerts.facts(row["alert_setting_id"]).get("target_ids", [])) == sorted(ids):
            raise Refusal(400, 13004, "Alert rule on this target already exists.")
    shown = _shown(find.system_of(context), kind, ids)
    facts = {"frequency": 10, "status": 1, "email_recipients": [], "chat_channels": [], **body, "targets": shown}
    return {"alert_setting_id": alerts.create(facts), "alert_setting_name": body["alert_setting_name"]}


@handles("UpdateAnAlertSetting")
def update_alert(context: Context) -> None:
    """Change an alert."""
    alerts, body = _alerts(context), dict(context.body or {})
    key = _key(context, alerts)
    kind = _kind(alerts, key)
    _check(context, body, kind)
    if "target_ids" in body:
        body["targets"] = _shown(find.system_of(context), kind, body["target_ids"])
    alerts.update(key, body)


@handles("DeleteAnAlertSetting")
def delete_alert(context: Context) -> None:
    """Delete an alert."""
    alerts = _alerts(context)
    alerts.remove(_key(context, alerts))


def _alerts(context: Context) -> Collection:
    system = find.system_of(context)

    def base() -> Iterator[Row]:
        dice = system.dice("alert")
        for at, (name, module, rule, kind, count, condition) in enumerate(_FIRST):
            yield {
                "alert_setting_id": dice.id(at),
                "alert_setting_name": name,
                "module": module,
                "rule": rule,
                "rule_conditions": [{"rule_condition_type": condition[0], "rule_condition_value": condition[1]}],
                "targets": _shown(system, kind, _first_targets(system, kind, count)),
                "time_frame_type": "all_day",
                "time_frame_from": "00:00:00",
                "time_frame_to": "23:59:59",
                "frequency": 30,
                "email_recipients": [user.email for user in system.users.initial[at : at + 1]],
                "chat_channels": [],
                "status": 1,
            }

    return Collection(context, "ListAlertSettingsWithPagingQuery", [], base=base)


def _first_targets(system: PhoneSystem, kind: int, count: int) -> list[str]:
    table: Any = system.queues if kind == _QUEUE else system.sites
    return [each.id for each in table.initial[:count]]


def _key(context: Context, alerts: Collection) -> str:
    key = context.path["alertSettingId"]
    if alerts.get(key) is None:
        raise Refusal(404, 13003, f"The alert setting does not exist, alertSettingId: {key}.")
    return key


def _kind(alerts: Collection, key: str) -> int:
    """Give the type of an alert's targets."""
    first = {
        row["alert_setting_id"]: kind for row, (_, _, _, kind, _, _) in zip(alerts.first_rows(), _FIRST, strict=True)
    }
    return int(alerts.facts(key).get("target_type", first.get(key, _ACCOUNT)))


def _targets(context: Context, alerts: Collection, key: str) -> list[Row]:
    """Give the targets of an alert that are still there."""
    system, kind = find.system_of(context), _kind(alerts, key)
    ids = alerts.facts(key).get("target_ids")
    if ids is None:
        at = [row["alert_setting_id"] for row in alerts.first_rows()]
        count = _FIRST[at.index(key)][4] if key in at else 0
        ids = _first_targets(system, kind, count)
    found = [(each, _thing(system, kind, each)) for each in ids]
    return [
        known(
            target_id=each,
            target_name=thing.name,
            target_type=kind,
            target_extension_number=getattr(thing, "extension", None),
            site=site_ref(system, getattr(thing, "site_id", "")),
        )
        for each, thing in found
        if thing is not None
    ]


def _names(context: Context, alerts: Collection, key: str) -> list[Row]:
    """Give the targets of an alert as lists show them."""
    return [{"target_name": each["target_name"]} for each in _targets(context, alerts, key)]


def _shown(system: PhoneSystem, kind: int, ids: Sequence[str]) -> list[Row]:
    found = [_thing(system, kind, each) for each in ids]
    return [{"target_name": thing.name} for thing in found if thing is not None]


def _thing(system: PhoneSystem, kind: int, key: str) -> Any:
    """Give what a target is, None when it is not there."""
    if kind == _USER:
        held = system.extension(key)
        return system.user(key) or (held.thing if held is not None else None)
    tables: Mapping[int, Any] = {_SITE: system.sites, _QUEUE: system.queues, _DEVICE: system.devices}
    return tables[kind].get(key) if kind in tables else None


def _check(context: Context, body: Mapping[str, Any], kind: int) -> None:
    """Refuse targets that are not there, and more of anything than an alert takes."""
    system = find.system_of(context)
    if kind != _ACCOUNT:
        for key in body.get("target_ids", []):
            if _thing(system, kind, key) is None:
                raise Refusal(400, 13014, f"The target id: {key} is invalid.")
    for name, most, code in (
        ("target_ids", _MOST_TARGETS, 13006),
        ("email_recipients", _MOST_RECIPIENTS, 13007),
        ("chat_channels", _MOST_CHANNELS, 13008),
    ):
        if len(body.get(name, [])) > most:
            raise Refusal(400, code, f"The number of {name.replace('_', ' ')} is invalid.")
    kinds = [each.get("rule_condition_type") for each in body.get("rule_conditions", [])]
    if len(kinds) != len(set(kinds)):
        code = 13020 if context.operation.method == "POST" else 13010
        raise Refusal(400, code, "There are duplicated rule condition types.")
