"""Answers of Zoom in a book, from which trees are made without anybody being asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ztui.core.errors import Forbidden
from ztui.services.inventory.known import NO_QUERY, Known, KnownAnswer, KnownObject

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["READ", "Answers", "handling", "hours", "rules", "to"]

READ = datetime(2026, 11, 21, 14, tzinfo=UTC)
_ACTIONS = {"users": 2, "common-areas": 4, "auto-receptionists": 6, "call-queues": 7, "shared-line-groups": 8}


@dataclass
class Answers:
    """What Zoom would answer; what is not in it is not there, what is refused is refused.

    Attributes:
        objects: Rows by resource and id.
        handlings: Hours and routing by extension id.
        menus: Keys by id of the auto receptionist, kind of hours and holiday.
        lists: Rows of lists by resource.
        refused: Operations and resources that may not be read.
        asked: What was asked for.
    """

    objects: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    handlings: dict[str, Any] = field(default_factory=dict)
    menus: dict[tuple[str, str, str], Any] = field(default_factory=dict)
    lists: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    asked: list[object] = field(default_factory=list)

    def _ask(self, what: str, which: object) -> None:
        self.asked.append((what, which))
        if what in self.refused:
            raise Forbidden("The app lacks a scope.", "Add it.")

    async def rows(self, resource: str, parents: tuple[tuple[str, str], ...] = ()) -> Known:
        rows = self.lists.get(resource)
        return Known() if rows is None else Known(tuple(rows), READ, True)

    async def object(self, resource: str, key: str) -> KnownObject | None:
        self._ask(resource, key)
        row = self.objects.get((resource, key))
        return None if row is None else KnownObject(key, row, READ, True)

    async def answer(
        self, operation: str, path: Mapping[str, str], query: Mapping[str, str] = NO_QUERY
    ) -> KnownAnswer | None:
        self._ask(operation, (tuple(path.values()), tuple(query.values())))
        if operation == "getCallHandling":
            return KnownAnswer(self.handlings.get(path["extensionId"]), READ)
        if operation == "getAutoReceptionistIVR":
            where = (path["autoReceptionistId"], query.get("hours_type", ""), query.get("holiday_id", ""))
            return KnownAnswer(self.menus.get(where), READ)
        return KnownAnswer({"desk_phone": {"devices": []}}, READ)

    def put(self, resource: str, key: str, answer: Any = None, **row: Any) -> None:
        """Add an object whose extension's id is its own with an `x` before it."""
        self.objects[resource, key] = {
            "id": key, "extension_id": f"x{key}", "name": key.title(), "extension_number": 800, **row,
        }  # fmt: skip
        if answer is not None:
            self.handlings[f"x{key}"] = answer


def to(resource: str, key: str) -> dict[str, Any]:
    """Give a routing to an object."""
    target = {"id": key, "extension_id": f"x{key}", "display_name": key.title()}
    return {"action": _ACTIONS[resource], "forward_to": target}


def hours(begin: str = "09:00", end: str = "17:00", *, always: bool = False) -> dict[str, Any]:
    """Give business hours of a week from Monday to Friday."""
    days = [{"weekday": day, "type": 2, "from": begin, "to": end} for day in range(2, 7)]
    return {"sub_setting_type": "custom_hours", "settings": {"type": 1 if always else 2, "custom_hours_settings": days}}


def rules(**settings: Any) -> dict[str, Any]:
    """Give a setting of call handling."""
    return {"sub_setting_type": "call_handling", "settings": settings}


def handling(
    business: Any = None, closed: Any = None, *, always: bool = False, holidays: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Give hours and routing; holidays by their day."""
    found: dict[str, Any] = {"business_hours": [hours(always=always), rules(routing=business, max_wait_time=60)]}
    found["closed_hours"] = [rules(routing=closed)] if closed is not None else []
    found["holiday_hours"] = [
        {
            "holiday_id": f"h-{day}",
            "details": [
                {"sub_setting_type": "holiday", "settings": {"from": f"{day}T00:00:00Z", "to": f"{day}T23:59:00Z",
                                                             "name": f"Day {day[5:]}"}},
                rules(routing=routing),
            ],
        }
        for day, routing in (holidays or {}).items()
    ]  # fmt: skip
    return found
