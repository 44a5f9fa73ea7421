"""`ztui act`, `assign`, `unassign` and `delete`: what is done to objects beside editing their fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ztui.cli.completing import complete_keys, complete_resources
from ztui.cli.conditions import parents_of
from ztui.cli.filled import inputs_of, word_of
from ztui.cli.named import keys_of, parents_named
from ztui.cli.writes import change, wanted_of, where_option, write_options
from ztui.core.errors import ConfigError, UnknownName
from ztui.core.text import display
from ztui.resources.edits.registry import action as find_action
from ztui.resources.edits.registry import actions
from ztui.resources.registry import resource as find_resource
from ztui.services.changes.acting import plan_action
from ztui.services.changes.removing import plan_delete

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.resources.edits.model import Action, Input
    from ztui.resources.model import Resource
    from ztui.services.changes.model import Plan
    from ztui.services.session import Session

__all__ = ["act", "assign", "delete", "unassign"]

_DELETE = "delete"
_ASSIGN = "assign"
_UNASSIGN = "unassign"


@click.command("act")
@click.argument("name", metavar="RESOURCE", shell_complete=complete_resources)
@click.argument("key", required=False, default="", shell_complete=complete_keys)
@click.argument("action", required=False, default="")
@click.argument("words", nargs=-1, metavar="INPUT=VALUE...")
@where_option
@write_options
@click.pass_context
def act(
    ctx: click.Context, /, name: str, key: str, action: str, words: tuple[str, ...], where: Any, **given: Any
) -> int:
    """Carry out an action on the object of RESOURCE that has KEY; without an action, say which there are.

    \b
    ztui act call-queues
    ztui act call-queues 801-8006 add-members users=801-1000,rachel.0005@acme.example --dry-run
    ztui act devices d8pNbc_4VlxTsOlcZslSjw reboot --yes

    An input that takes several is given with commas or several times.
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    resource = find_resource(name)
    if not action:
        _list(resource, runtime.stdout)
        return 0
    wanted = find_action(resource.name, action)
    return _do(runtime, options, resource, wanted, (key,), inputs_of(words, wanted.inputs), where, given)


@click.command("assign")
@click.argument("name", metavar="RESOURCE", shell_complete=complete_resources)
@click.argument("keys", nargs=-1, required=True, metavar="KEY...", shell_complete=complete_keys)
@click.option("--to", "target", required=True, metavar="KIND:KEY", help="To whom: queue:KEY, user:KEY, ...")
@click.option("--with", "words", multiple=True, metavar="INPUT=VALUE", help="What the action asks for beside.")
@where_option
@write_options
@click.pass_context
def assign(
    ctx: click.Context,
    /,
    name: str,
    keys: tuple[str, ...],
    target: str,
    words: tuple[str, ...],
    where: Any,
    **given: Any,
) -> int:
    """Assign objects of RESOURCE, such as numbers, to another object.

    \b
    ztui assign numbers "(303) 242-4818" "(720) 572-7041" --to queue:801-8006 --yes
    ztui assign numbers "(720) 509-5828" --to user:rachel.0005@acme.example --dry-run
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    resource = find_resource(name)
    action, slot, to = _assignment(resource, target)
    value: Any = [to] if slot.several else to
    filled = inputs_of(words, action.inputs) | {slot.name: value}
    return _do(runtime, options, resource, action, keys, filled, where, given)


@click.command("unassign")
@click.argument("name", metavar="RESOURCE", shell_complete=complete_resources)
@click.argument("keys", nargs=-1, required=True, metavar="KEY...", shell_complete=complete_keys)
@click.option("--with", "words", multiple=True, metavar="INPUT=VALUE", help="What the action asks for beside.")
@where_option
@write_options
@click.pass_context
def unassign(
    ctx: click.Context, /, name: str, keys: tuple[str, ...], words: tuple[str, ...], where: Any, **given: Any
) -> int:
    """Take objects of RESOURCE, such as numbers, from whoever has them.

    \b
    ztui unassign numbers "(303) 482-7337" --dry-run
    ztui unassign numbers "(303) 482-7337" "(303) 289-4801" --yes --reason "moved out"
    ztui unassign devices d8pNbc_4VlxTsOlcZslSjw --with extensions=801-1005 --yes
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    resource = find_resource(name)
    action = find_action(resource.name, _UNASSIGN)
    return _do(runtime, options, resource, action, keys, inputs_of(words, action.inputs), where, given)


@click.command("delete")
@click.argument("name", metavar="RESOURCE", shell_complete=complete_resources)
@click.argument("keys", nargs=-1, required=True, metavar="KEY...", shell_complete=complete_keys)
@click.option("--with", "words", multiple=True, metavar="INPUT=VALUE", help="What the deletion asks for beside.")
@where_option
@write_options
@click.pass_context
def delete(
    ctx: click.Context, /, name: str, keys: tuple[str, ...], words: tuple[str, ...], where: Any, **given: Any
) -> int:
    """Delete objects of RESOURCE by their keys; what cannot be undone wants --confirm with its name, or the count.

    \b
    ztui delete call-queues 801-8006 --dry-run
    ztui delete call-queues 801-8006 --confirm "Support FR Denver"
    ztui delete queue-members "Amber Young" --where callQueueId=801-8006 --yes
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    resource = find_resource(name)
    inputs = [slot for each in actions(resource.name) if each.name == _DELETE for slot in each.inputs]
    filled = inputs_of(words, inputs)
    below = parents_of(resource, where)

    async def make(session: Session) -> Plan:
        parents = await parents_named(session, resource, below)
        named = await keys_of(session, resource, keys, parents)
        asked = await named.understood(session, inputs, filled, keys=True, parents=parents)
        plan = await plan_delete(session, resource, named.keys, parents=parents, given=asked)
        await named.assert_still(session, plan, parents)
        return plan

    return change(runtime, options, wanted_of(given, runtime), make)


def _do(
    runtime: Runtime,
    options: GlobalOptions,
    resource: Resource,
    action: Action,
    keys: Sequence[str],
    filled: dict[str, Any],
    where: Sequence[str],
    given: dict[str, Any],
) -> int:
    below = parents_of(resource, where)

    async def make(session: Session) -> Plan:
        parents = await parents_named(session, resource, below)
        named = await keys_of(session, resource, keys, parents)
        asked = await named.understood(session, action.inputs, filled, keys=True, parents=parents)
        if action.name == _DELETE:
            plan = await plan_delete(session, resource, named.keys, parents=parents, given=asked)
        else:
            plan = await plan_action(session, resource, action, named.keys, asked, parents=parents)
        await named.assert_still(session, plan, parents)
        return plan

    return change(runtime, options, wanted_of(given, runtime), make)


def _assignment(resource: Resource, target: str) -> tuple[Action, Input, str]:
    """Find the action that assigns to a kind of object, and the input that takes its key."""
    kind, colon, key = target.partition(":")
    if not colon or not key.strip():
        raise ConfigError(f"--to {target}: this names nobody.", "Write it like queue:KEY or user:KEY.")
    owner = find_resource(kind.strip()).name
    kinds: list[str] = []
    for each in actions(resource.name):
        if not each.name.startswith(_ASSIGN):
            continue
        for slot in each.inputs:
            if owner in slot.picks:
                return each, slot, f"{kind.strip()}:{key.strip()}"
            kinds += slot.picks
    if not kinds:
        raise ConfigError(f"{resource.title} cannot be assigned.", f"'ztui act {resource.name}' says what can be done.")
    raise UnknownName(f"owner of {resource.title.lower()}", kind, dict.fromkeys(kinds))


def _list(resource: Resource, out: TextIO) -> None:
    """Print what can be done to objects of a resource."""
    known = actions(resource.name)
    if not known:
        out.write(f"Nothing can be done to {resource.title.lower()} by a command.\n")
    for each in known:
        slots = " ".join(word_of(slot) for slot in each.inputs)
        out.write(f"{each.name:<28} {display(each.title)} ({each.confirm.value})\n")
        if slots:
            out.write(f"{'':<28} {display(slots, longest=1000)}\n")
