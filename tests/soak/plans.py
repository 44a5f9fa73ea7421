"""Plans drawn by chance: one change or several, of one object or of many, and ones that undo what was done."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ztui.core.errors import ZtuiError
from ztui.services.changes.acting import plan_action
from ztui.services.changes.creating import plan_create
from ztui.services.changes.later import new_one
from ztui.services.changes.model import Plan, merge
from ztui.services.changes.removing import plan_delete
from ztui.services.changes.undoing import plan_undo
from ztui.services.changes.updating import plan_update
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    import random
    from collections.abc import Awaitable, Callable

    from ztui.services.session import Session

__all__ = ["Drawing"]

_LISTS = {
    "queues": "listCallQueues",
    "users": "listPhoneUsers",
    "sites": "listPhoneSites",
    "areas": "listCommonAreas",
    "menus": "listAutoReceptionists",
    "numbers": "listAccountPhoneNumbers",
    "devices": "listPhoneDevices",
}
_TRIES = 20


@dataclass
class Drawing:
    """Draws plans for a session.

    Attributes:
        mark: Makes names unique over all runs.
    """

    session: Session
    dice: random.Random
    mark: str
    ids: dict[str, list[str]] = field(default_factory=dict)
    extensions: list[str] = field(default_factory=list)
    _drawn: int = 0

    async def look_around(self) -> None:
        """Learn what there is."""
        for name, listed in _LISTS.items():
            rows = await self._rows(listed, {"type": "all"} if name in ("numbers", "devices") else {})
            self.ids[name] = [str(each["id"]) for each in rows if each.get("id")]
            if name == "queues":
                self.extensions = [str(each["extension_id"]) for each in rows if each.get("extension_id")]

    async def _rows(self, listed: str, query: dict[str, str]) -> list[Any]:
        if listed == "listPhoneDevices":
            query = {"type": "assigned"}
        for _ in range(_TRIES):
            try:
                pages = [each async for each in self.session.client.pages(listed, {}, query)]
            except ZtuiError:
                continue
            return [row for each in pages for row in each.rows]
        raise AssertionError(f"{listed} could not be read")

    async def plan(self) -> Plan | None:
        """Draw a plan; None where what was drawn cannot be planned now."""
        count = self.dice.choice([1, 1, 1, 2, 3, 5])
        queue = self._any("queues")
        same = self.dice.random() < 0.3
        plans = []
        for _ in range(count):
            self._drawn += 1
            try:
                plans.append(await self._one(queue if same else self._any("queues")))
            except ZtuiError:
                continue
        active = [each for each in plans if each is not None and each.changes]
        if not active:
            return None
        made = merge(active)
        if self.dice.random() < 0.1:
            off = self.dice.choice(made.changes).id
            made = replace(made, changes=tuple(replace(each, on=each.on and each.id != off) for each in made.changes))
        return made if made.active else None

    async def _one(self, queue: str) -> Plan | None:
        drawn: list[tuple[int, Callable[[str], Awaitable[Plan | None]]]] = [
            (6, self._rename),
            (3, self._order),
            (2, self._blind),
            (4, self._add_member),
            (4, self._remove_member),
            (3, self._add_number),
            (3, self._remove_number),
            (3, self._create),
            (2, self._twin),
            (1, self._delete),
            (2, self._hours),
            (2, self._area),
            (2, self._user),
            (1, self._reboot),
            (2, self._holiday),
            (2, self._area_with_number),
            (2, self._one_after_another),
            (6, self._undo),
        ]
        draw = self.dice.choices([each for _, each in drawn], [weight for weight, _ in drawn])[0]
        return await draw(queue)

    def _any(self, name: str) -> str:
        return self.dice.choice(self.ids[name])

    @property
    def _name(self) -> str:
        return f"{self.mark}-{self._drawn}"

    async def _rename(self, queue: str) -> Plan:
        return await plan_update(self.session, "call-queues", queue, {"name": self._name})

    async def _order(self, queue: str) -> Plan:
        values = {"cost_center": self._name, "department": self.dice.choice(["", self._name, "Care", None])}
        return await plan_update(self.session, "call-queues", queue, values)

    async def _blind(self, queue: str) -> Plan:
        values = {"description": self._name}
        if self.dice.random() < 0.5:
            values["name"] = self._name
        return await plan_update(self.session, "call-queues", queue, values)

    async def _add_member(self, queue: str) -> Plan:
        kind = self.dice.choice(["users", "users", "areas"])
        given = {
            "users" if kind == "users" else "common_areas": [self._any(kind) for _ in range(self.dice.choice([1, 2]))]
        }
        return await plan_action(self.session, "call-queues", "add-members", [queue], given)

    async def _members(self, queue: str, path: str) -> list[str]:
        row = (await self.session.objects.read("call-queues", queue)).answer
        found: Any = row
        for name in path.split("."):
            found = found.get(name) or {}
        return [each["id"] for each in found] if isinstance(found, list) else []

    async def _remove_member(self, queue: str) -> Plan | None:
        members = await self._members(queue, "members.users")
        if not members:
            return None
        member = self.dice.choice(members)
        if self.dice.random() < 0.5:
            return await plan_action(self.session, "call-queues", "remove-member", [queue], {"users": [member]})
        return await plan_delete(self.session, "queue-members", [member], parents=(("callQueueId", queue),))

    async def _add_number(self, queue: str) -> Plan:
        number = self._any("numbers")
        if self.dice.random() < 0.5:
            return await plan_action(self.session, "call-queues", "add-numbers", [queue], {"numbers": [number]})
        return await plan_action(self.session, "numbers", "assign-to-user", [number], {"owner": self._any("users")})

    async def _remove_number(self, queue: str) -> Plan | None:
        numbers = await self._members(queue, "phone_numbers")
        if not numbers or self.dice.random() < 0.5:
            return await plan_action(self.session, "numbers", "unassign", [self._any("numbers")])
        return await plan_action(self.session, "call-queues", "remove-number", [queue], {"numbers": numbers[:1]})

    async def _create(self, _: str) -> Plan:
        return await plan_create(self.session, "call-queues", {"name": self._name, "site_id": self._any("sites")})

    async def _twin(self, _: str) -> Plan:
        values = {"name": f"Twin {self.dice.randrange(4)}", "site_id": self._any("sites")}
        return await plan_create(self.session, "call-queues", values)

    async def _delete(self, queue: str) -> Plan | None:
        if len(self.ids["queues"]) < 5:
            return None
        return await plan_delete(self.session, "call-queues", [queue])

    async def _hours(self, _: str) -> Plan:
        extension = self.dice.choice(self.extensions)
        listed = await self.session.client.request("getCallHandling", {"extensionId": extension})
        del listed
        values = {"max_wait_time": self.dice.choice([30, 60, 120, 180]), "wrap_up_time": self.dice.choice([0, 30, 60])}
        return await plan_update(
            self.session, "call-handling", "business_hours|call_handling", values, parents=(("extensionId", extension),)
        )

    async def _area(self, _: str) -> Plan:
        return await plan_update(self.session, "common-areas", self._any("areas"), {"display_name": self._name})

    async def _user(self, _: str) -> Plan:
        return await plan_update(self.session, "users", self._any("users"), {"site_id": self._any("sites")})

    async def _reboot(self, _: str) -> Plan:
        return await plan_action(self.session, "devices", "reboot", [self._any("devices")])

    async def _holiday(self, queue: str) -> Plan:
        day = f"2027-{self.dice.randrange(1, 13):02}-{self.dice.randrange(1, 28):02}"
        given = {"name": self._name, "from": f"{day}T00:00:00Z", "to": f"{day}T23:59:00Z"}
        return await plan_action(self.session, "call-queues", "add-holiday", [queue], given)

    async def _area_with_number(self, _: str) -> Plan:
        """Make a common area, and give it a number by the key that it will have."""
        name, stand_in = self._name, new_one("common area")
        made = await plan_create(self.session, "common-areas", {"display_name": name, "site_id": self._any("sites")})
        given = {"numbers": [self._any("numbers")]}
        then = await plan_action(
            self.session, "common-areas", "add-numbers", [stand_in], given, new={stand_in: {"display_name": name}}
        )
        maker = made.changes[0]
        after = [replace(each, id="then", stand_ins=((stand_in, maker.id),)) for each in then.changes[:1]]
        return replace(made, changes=(maker, *after))

    async def _one_after_another(self, queue: str) -> Plan:
        """Do one thing only after another was done, to the same object or to another one."""
        both = merge([await self._order(queue), await self._add_member(self._any("queues"))])
        first = both.changes[0].id
        return replace(both, changes=(both.changes[0], *(replace(each, needs=(first,)) for each in both.changes[1:])))

    async def _undo(self, _: str) -> Plan | None:
        journal = self.session.journal
        assert journal is not None
        done = [each for each in await journal.entries(40, outcome=Outcome.DONE) if not each.undone_by]
        if not done:
            return None
        return await plan_undo(self.session, self.dice.choice(done).id)
