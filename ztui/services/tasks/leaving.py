"""The steps of a leaver, each with what has to be done before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.errors import ConfigError
from ztui.core.phone import formatted
from ztui.resources.edits.asking import called
from ztui.resources.registry import resource
from ztui.resources.rows import key_of, text_of, value_at
from ztui.resources.shows import dicts, words
from ztui.services.changes.acting import plan_action
from ztui.services.changes.planning import action_named, found
from ztui.services.changes.updating import plan_update
from ztui.services.tasks.belongings import ACTION_OF, Belongings
from ztui.services.tasks.steps import Steps, counts, plan_by_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.edits.model import Given
    from ztui.resources.model import Row
    from ztui.services.changes.model import Plan
    from ztui.services.session import Session
    from ztui.services.tasks.belongings import Forward
    from ztui.services.tasks.model import Findings
    from ztui.services.tasks.steps import Step

__all__ = ["lead_of", "leaving", "manages"]

_WORDS = {
    "call-queues remove-member": "remove",
    "shared-line-groups remove-member": "remove",
    "pickup-groups remove-member": "remove",
    "monitoring-groups remove-monitor": "no longer listened in by",
    "monitoring-groups remove-monitored": "no longer listens to",
    "devices unassign": "desk phone rings no more for",
    "roles remove-member": "take the role from",
}
"""Resource and action -> what is done to the user, as the plan says it behind the name of the object."""
_HOURS = ("business_hours", "closed_hours")


def lead_of(forward: Forward) -> str:
    """Say where calls of somebody else come from."""
    return f"{called(forward.owner)} ({_when(forward.row) if forward.write else _key(forward.row)})"


def _when(row: Row) -> str:
    return text_of(row.get("holiday_name")) or words(text_of(row.get("hours")))


def _key(row: Row) -> str:
    key = text_of(row.get("key"))
    return f"key {key}" if key.isdigit() or key in "*#" else "no key pressed"


def manages(queue: Row, key: str) -> bool:
    """Tell whether a user manages a queue; Zoom removes no manager."""
    members = dicts(value_at(queue, "members.users"))
    return any(each.get("id") == key and each.get("level") == "manager" for each in members)


async def leaving(session: Session, given: Given, findings: Findings) -> Plan:
    """Plan that a user leaves, of what was found."""
    has: Belongings = findings.facts
    without = frozenset(given.get("without") or ())
    steps = Steps(session)
    leaver = _Leaving(session, has, steps, given)
    doing = {
        "forward": leaver.forward,
        "leads": leaver.leads,
        "queues": leaver.queues,
        "lines": leaver.lines,
        "groups": leaver.groups,
        "numbers": leaver.numbers,
        "devices": leaver.devices,
        "access": leaver.access,
        "roles": leaver.roles,
    }
    done: dict[str, list[Step]] = {}
    for name, make in doing.items():
        done[name] = [] if name in without else await make()
    if "plan" not in without:
        done["plan"] = await leaver.plans(after=done["numbers"])
    if "deactivate" not in without:
        before = [step for name in ("forward", "leads", "numbers", "plan") for step in done.get(name, [])]
        await leaver.deactivate(after=before)
    gone = counts({"queue": len(has.queues), "number": len(dicts(has.user.get("phone_numbers"))),
                    "desk phone": len(has.devices), "role": len(has.roles)})  # fmt: skip
    steps.say(f"{findings.subject} leaves{': ' + gone if gone else ''}.", *findings.cannot, *findings.minds)
    return steps.plan()


class _Leaving:
    """The steps of one leaver."""

    def __init__(self, session: Session, has: Belongings, steps: Steps, given: Given) -> None:
        self._session = session
        self._has = has
        self._steps = steps
        self._key = text_of(has.user.get("id"))
        self._target: str = given.get("forward_to") or ""
        self._heir: str = given.get("numbers_to") or ""
        self._sent: tuple[int, str] | None = None

    async def forward(self) -> list[Step]:
        """Send the user's own calls on, in business and in closed hours."""
        target = await self._goes_to()
        if target is None:
            return []
        code, extension = target
        values = {"settings.call_not_answer_action": code, "settings.forward_to_extension_id": extension}
        rows = [each for each in self._has.hours
                if each.get("sub_setting_type") == "call_handling" and each.get("hours") in _HOURS]  # fmt: skip
        name = called(self._has.user)
        return [await self._handling(self._has.extension, row, values, f"Calls to {name} go on ({_when(row)})")
                for row in rows]  # fmt: skip

    async def leads(self) -> list[Step]:
        """Send on what others send to the user."""
        target = await self._goes_to()
        if target is None:
            return []
        code, extension = target
        made = []
        for each in self._has.forwards:
            if each.row.get("hours") == "holiday_hours":
                continue
            if not each.write:
                made.append(await self._menu_key(each, code, extension))
                continue
            values: dict[str, Any] = {each.write: extension}
            if each.write == "settings.forward_to_extension_id":
                values["settings.call_not_answer_action"] = code
            owner = text_of(each.owner.get("extension_id"))
            made.append(await self._handling(owner, each.row, values, f"Calls of {lead_of(each)} go on"))
        return made

    async def queues(self) -> list[Step]:
        rows = [each for each in self._has.queues if not manages(each, self._key)]
        return [await self._act("call-queues", "remove-member", each, {"users": [self._key]}) for each in rows]

    async def lines(self) -> list[Step]:
        return [
            await self._act("shared-line-groups", "remove-member", each, {"users": [self._key]})
            for each in self._has.lines
        ]

    async def groups(self) -> list[Step]:
        asked = (
            ("pickup-groups", "remove-member", "members", self._has.pickups),
            ("monitoring-groups", "remove-monitor", "monitors", self._has.monitors),
            ("monitoring-groups", "remove-monitored", "monitored", self._has.monitored),
        )
        return [
            await self._act(name, action, each, {slot: [self._key]})
            for name, action, slot, rows in asked
            for each in rows
        ]

    async def numbers(self) -> list[Step]:
        """Take the numbers away, and give them to the heir, each after it was taken."""
        made: list[Step] = []
        if self._has.user.get("phone_numbers"):
            self._steps.say("Numbers that are taken can be given back while nobody else takes them.")
        for each in dicts(self._has.user.get("phone_numbers")):
            key, shown = text_of(each.get("id")), formatted(each.get("number"))
            taken = await self._steps.add(
                plan_action(self._session, "users", "remove-number", [self._key], {"numbers": [key]}),
                what=shown,
                quiet=True,
                title=f"Take {shown} from {called(self._has.user)}",
            )
            made.append(taken)
            if self._heir and taken:
                giving = plan_action(self._session, "users", "add-numbers", [self._heir], {"numbers": [key]})
                what = f"Give {shown} to its heir"
                made.append(await self._steps.add(giving, what=what, title=what, after=[taken], quiet=True))
        return made

    async def devices(self) -> list[Step]:
        given = {"extensions": [self._key]}
        return [await self._act("devices", "unassign", each, given) for each in self._has.devices]

    async def access(self) -> list[Step]:
        """End that others hear the user's voicemail, and that the user hears that of others."""
        readers = [text_of(each.get("access_user_id")) for each in self._has.readers if each.get("shared_id")]
        made = []
        if readers:
            made.append(await self._act("users", "remove-voicemail-access", self._has.user, {"users": readers}))
        for name, row in self._has.hears:
            made.append(await self._act(name, "remove-voicemail-access", row, {"users": [self._key]}))
        return made

    async def roles(self) -> list[Step]:
        return [await self._act("roles", "remove-member", each, {"users": [self._key]}) for each in self._has.roles]

    async def plans(self, after: Sequence[Step]) -> list[Step]:
        types = [text_of(each.get("type")) for each in dicts(self._has.user.get("calling_plans"))]
        if not types:
            return []
        title = f"{called(self._has.user)}: take the calling plan away"
        planning = plan_by_value(self._session, "users", "remove-calling-plan", [self._key], {"plans": types})
        return [await self._steps.add(planning, what=title, title=title, after=after)]

    async def deactivate(self, after: Sequence[Step]) -> None:
        if self._has.user.get("status") == "deactivate":
            self._steps.say("The user is deactivated already.")
            return
        await self._act("users", "deactivate", self._has.user, {}, after, quiet=True)
        self._steps.say(f"{called(self._has.user)} can no longer call or be called.")

    async def _act(
        self, name: str, action: str, row: Row, given: Given, after: Sequence[Step] = (), *, quiet: bool = False
    ) -> Step:
        known = found(self._session, name)
        wanted = action_named(known, action)
        planning = plan_action(self._session, known, wanted, [text_of(row.get("id"))], given)
        name = called(self._has.user)
        title = (
            f"{called(row)}: {_WORDS[name_of]} {name}" if (name_of := f"{known.name} {wanted.name}") in _WORDS else ""
        )
        return await self._steps.add(
            planning, what=title or f"{wanted.title}: {name}", title=title, after=after, quiet=quiet
        )

    async def _handling(self, extension: str, row: Row, values: Given, what: str) -> Step:
        key = key_of(resource("call-handling"), row)
        planning = plan_update(self._session, "call-handling", key, values, parents=(("extensionId", extension),))
        return await self._steps.add(planning, what=what, title=what, quiet=True)

    async def _menu_key(self, lead: Forward, code: int, extension: str) -> Step:
        key = key_of(resource("ivr-keys"), lead.row)
        silent = value_at(lead.row, "forward_to.extension_id") == self._has.extension
        values = {"silence.action": code, "silence.forward_to_extension_id": extension} if silent else {
            "action": code, "target.extension_id": extension}  # fmt: skip
        parents = (("autoReceptionistId", text_of(lead.owner.get("id"))),)
        planning = plan_update(self._session, "ivr-keys", key, values, parents=parents)
        what = f"Calls of {lead_of(lead)} go on"
        return await self._steps.add(planning, what=what, title=what, quiet=True)

    async def _goes_to(self) -> tuple[int, str] | None:
        """Give the routing action and the extension that calls go on to."""
        if not self._target or self._sent is not None:
            return self._sent
        name, _, key = self._target.partition(":")
        row = (await self._session.objects.read(name, key)).row
        extension = text_of(row.get("extension_id"))
        if not extension:
            raise ConfigError(f"{called(row)} has no extension that calls could go to.", "Name somebody else.")
        self._sent = (ACTION_OF[name], extension)
        return self._sent
