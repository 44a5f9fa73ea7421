"""Operation logs: what administrators did, before the world began and since."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from ztui.contract.catalogue import operation
from ztui.sim.areas import find
from ztui.sim.areas.rows import Row, Rows
from ztui.sim.clock import zulu
from ztui.sim.handling import Context, Listed, handles
from ztui.sim.windows import window
from ztui.sim.world.dice import pick

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from ztui.sim.windows import Window
    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []

_ACTIONS = {"POST": "ADD", "PATCH": "UPDATE", "PUT": "UPDATE", "DELETE": "DELETE"}
_CATEGORIES = ("User", "Call Queue", "Phone Number", "Site", "Common Area")
_BUSIEST = 16
_SATURDAY = 5


class _Entry(NamedTuple):
    """Something that was done."""

    at: datetime
    action: str
    category: str
    detail: str


def _category(tag: str) -> str:
    """Give a chapter of the API in the singular, as the logs name what they are about."""
    return f"{tag[:-3]}y" if tag.endswith("ies") else tag.removesuffix("es" if tag.endswith("sses") else "s")


def _written(context: Context) -> Iterator[_Entry]:
    """Give what was written since the world began."""
    for at, key, values in context.world.writes.get(context.account, []):
        known = operation(key)
        detail = " ".join((known.title, *values))
        yield _Entry(at, _ACTIONS[known.method], _category(known.tag), detail)


def _before(system: PhoneSystem, span: Window) -> Iterator[_Entry]:
    """Give what was done before the world began, day by day, less at the weekend."""
    day, names = span.start.date(), _names(system)
    while day <= min(span.end, system.now).date():
        words = system.dice("operations").words(day.toordinal())
        count = 2 + words[0] % (_BUSIEST if day.weekday() < _SATURDAY else 4)
        for turn in range(count):
            said = system.dice("operations", day.toordinal()).words(turn)
            at = span.start.replace(year=day.year, month=day.month, day=day.day, hour=0, minute=0, second=0)
            at += timedelta(hours=8, seconds=said[0] % 36_000)
            category = pick(said[1], [each for each in _CATEGORIES if names[each]])
            action = pick(said[2], ("ADD", "UPDATE", "UPDATE", "UPDATE"))
            if at < system.now:
                yield _Entry(at, action, category, f"{action.capitalize()} {pick(said[3], names[category])}")
        day += timedelta(days=1)


def _names(system: PhoneSystem) -> dict[str, list[str]]:
    """Give the names of what was there as the world began, by category."""
    return {
        "User": [user.email for user in system.users.initial],
        "Call Queue": [queue.name for queue in system.queues.initial],
        "Phone Number": [number.number for number in system.numbers.initial],
        "Site": [site.name for site in system.sites.initial],
        "Common Area": [area.name for area in system.common_areas.initial],
    }


@handles("getPSOperationLogs")
def list_logs(context: Context) -> Listed:
    """Answer what was done in the window, newest first."""
    span, wanted = window(context), context.query.get("category_type", "all")
    account = context.world.account(context.account)
    entries = [*_before(find.system_of(context), span), *_written(context)]
    found = [each for each in entries if each.at in span and wanted.casefold() in ("all", "", each.category.casefold())]
    found.sort(key=lambda each: each.at, reverse=True)

    def row(entry: _Entry) -> Row:
        return {
            "action": entry.action,
            "category_type": entry.category,
            "operation_detail": entry.detail,
            "operator": "" if account is None else account.owner_email,
            "time": zulu(entry.at),
        }

    return Listed(Rows(found, row), span.extra)
