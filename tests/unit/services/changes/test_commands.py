"""Plans as commands: what is typed in a shell asks for the same."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.unit.services.changes.house import house
from ztui.cli.filled import inputs_of, values_of
from ztui.cli.requests import Words, draft_of
from ztui.resources.edits.model import Request
from ztui.resources.edits.registry import action, edits
from ztui.services.changes.acting import plan_action
from ztui.services.changes.commands import commands_of
from ztui.services.changes.model import Change, FieldChange, Plan, merge
from ztui.services.changes.planning import new_plan
from ztui.services.changes.removing import plan_delete
from ztui.services.changes.updating import plan_update

if TYPE_CHECKING:
    from pathlib import Path

ODD = 'It\'s [b]@odd[/]; $(rm -rf ~) "x" 👨‍👩‍👧 = 1'


async def test_an_update_is_set_with_the_same_values_whatever_they_are(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        key = (await home.keys("call-queues"))[0]
        values = {"name": "@ odd = name", "department": ODD, "extension_number": "88123"}
        plan = replace(await plan_update(home.session, "call-queues", key, values), reason="ticket 1; x")
        (line,) = commands_of(plan, program=("ztui", "--profile", "acme"))
        words = shlex.split(line)
        assert words[:6] == ["ztui", "--profile", "acme", "set", "call-queues", key]
        assert words[-2:] == ["--reason", "ticket 1; x"]
        again = values_of(words[6:-2], edits("call-queues").fields)
        assert again == {each.write: each.after for each in plan.changes[0].fields}


async def test_an_action_is_one_command_while_all_of_its_requests_are_on(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        users = [each["id"] for each in await home.rows("users")][:2]
        plan = await plan_action(home.session, "call-queues", "add-members", [queue], {"users": users})
        assert [shlex.split(each)[5:] for each in commands_of(plan)] == [[f"users={','.join(users)}"]]
        users = (await home.get("call-queues", queue))["members"]["users"]
        members = [each["id"] for each in users if each.get("level") != "manager"][:2]
        plan = await plan_action(home.session, "call-queues", "remove-member", [queue], {"users": members})
        assert len(plan.changes) == len(members) == 2
        (line,) = commands_of(plan)
        words = shlex.split(line)
        assert words[:5] == ["ztui", "act", "call-queues", queue, "remove-member"]
        known = action("call-queues", "remove-member")
        assert inputs_of(words[5:], known.inputs) == {"users": members}
        half = replace(plan, changes=(plan.changes[0], replace(plan.changes[1], on=False)))
        (line,) = commands_of(half)
        words = shlex.split(line)
        assert words[1] == "api"
        made = draft_of(Words((words[2],), path=tuple(words[at + 1] for at, each in enumerate(words) if each == "-p")))
        wanted = plan.changes[0].request
        assert (made.request().operation.id, dict(made.request().path)) == (wanted.operation_id, dict(wanted.path))


async def test_deletions_and_what_stands_below_an_object_name_it(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        users = (await home.get("call-queues", queue))["members"]["users"]
        member = next(each["id"] for each in users if each["level"] != "manager")
        plans = [
            await plan_delete(home.session, "call-queues", [queue]),
            await plan_delete(home.session, "queue-members", [member], parents=(("callQueueId", queue),)),
        ]
        first, second = commands_of(merge(plans))
        assert shlex.split(first) == ["ztui", "delete", "call-queues", queue]
        below = ["--where", f"callQueueId={queue}"]
        assert shlex.split(second) == ["ztui", "delete", "queue-members", member, *below]


def plan_of(*changes: Change) -> Plan:
    from datetime import UTC, datetime

    return Plan("p", "acme", "", datetime(2026, 11, 21, tzinfo=UTC), changes)


def change_of(**given: object) -> Change:
    request = Request("updateCallQueue", {"callQueueId": "-abc"}, {}, {"name": "x"})
    base = Change("1", "call-queues", "-abc", "Support", "Change call queue Support", request)
    return replace(base, **given)  # type: ignore[arg-type]


def test_an_id_that_looks_like_an_option_stays_an_operand() -> None:
    (line,) = commands_of(plan_of(change_of(fields=(FieldChange("Name", "name", "name", "a", "x"),))))
    assert shlex.split(line) == ["ztui", "set", "--", "call-queues", "-abc", "name=x"]


def test_a_secret_is_in_no_command() -> None:
    secret = FieldChange("Password", "", "password", None, "hush", secret=True)
    request = Request("updateCallQueue", {"callQueueId": "q"}, {}, {"password": "hush", "name": "x"})
    for each in (change_of(key="q", fields=(secret,)), change_of(key="q", request=request, fields=())):
        (line,) = commands_of(plan_of(each))
        assert "hush" not in line
        assert "password=@FILE" in line


def test_what_undoes_is_undone_by_the_journal_and_what_needs_a_new_key_is_a_comment() -> None:
    lines = commands_of(plan_of(change_of(undoes="abc"), change_of(id="2", stand_ins=(("{1}", "1"),))))
    assert lines[0] == "ztui journal undo abc"
    assert lines[1].startswith("# Change call queue Support")


def test_what_is_switched_off_is_no_command() -> None:
    assert commands_of(plan_of(change_of(on=False))) == ()


async def test_a_plan_of_nothing_is_no_command(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        assert commands_of(new_plan(home.session, ())) == ()
