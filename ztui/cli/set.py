"""`ztui set` and `ztui create`: fields of an object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ztui.cli.named import keys_of, understood
from ztui.cli.writes import change, pairs_of, values_of, wanted_of, where_option, write_options
from ztui.core.errors import ConfigError
from ztui.resources.edits.registry import edits
from ztui.resources.registry import resource as find_resource
from ztui.services.changes.creating import plan_create
from ztui.services.changes.updating import plan_update

if TYPE_CHECKING:
    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.services.changes.model import Plan
    from ztui.services.session import Session

__all__ = ["create", "set_fields"]


@click.command("set")
@click.argument("name", metavar="RESOURCE")
@click.argument("key")
@click.argument("words", nargs=-1, metavar="NAME=VALUE...")
@where_option
@write_options
@click.pass_context
def set_fields(ctx: click.Context, /, name: str, key: str, words: tuple[str, ...], where: Any, **given: Any) -> int:
    """Change fields of the object of RESOURCE that has KEY; only what differs is sent.

    \b
    ztui set call-queues 8f71O6rWT8KFUGQmJIFAdQ name=Support department=Care --dry-run
    ztui set call-queues 8f71O6rWT8KFUGQmJIFAdQ name=Support --yes --reason "ticket 4711"
    ztui set users 3fX0pA cost_center= --yes

    Fields are named as in the API, the body's way or the answer's: name=text, a.b=text, name:=JSON, name:=null,
    name=@FILE. 'ztui set RESOURCE KEY' without any says which there are. The object is read before, so that the
    plan shows what is there; it is read again right before sending and after. Without --yes it is asked for on a
    terminal, and refused elsewhere.
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    resource = find_resource(name)
    fields = edits(resource.name).fields
    if not words:
        offered = ", ".join(each.write for each in fields if not each.create_only)
        raise ConfigError("No field is named.", f"There are {offered}." if offered else "It has none.")
    values = values_of(words, fields)
    parents = pairs_of(resource, where)

    async def make(session: Session) -> Plan:
        named = await keys_of(session, resource, [key], parents)
        wanted = await named.understood(session, fields, values, keys=False, parents=parents)
        plan = await plan_update(session, resource, named.keys[0], wanted, parents=parents)
        await named.assert_still(session, plan, parents)
        return plan

    return change(runtime, options, wanted_of(given, runtime), make)


@click.command("create")
@click.argument("name", metavar="RESOURCE")
@click.argument("words", nargs=-1, metavar="NAME=VALUE...")
@where_option
@write_options
@click.pass_context
def create(ctx: click.Context, /, name: str, words: tuple[str, ...], where: Any, **given: Any) -> int:
    """Make an object of RESOURCE, and print its key.

    \b
    ztui create call-queues name=Support site_id=8f71O6rWT8KFUGQmJIFAdQ --dry-run
    ztui create call-queues name=Support site_id=8f71O6rWT8KFUGQmJIFAdQ extension_number=8200 --yes

    Fields as for 'ztui set'. A create that gets no answer is never sent again; the list is looked through for it.
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    resource = find_resource(name)
    fields = edits(resource.name).fields
    values = values_of(words, fields)
    parents = pairs_of(resource, where)

    async def make(session: Session) -> Plan:
        wanted = await understood(session, fields, values, keys=False)
        return await plan_create(session, resource, wanted, parents=parents)

    return change(runtime, options, wanted_of(given, runtime), make)
