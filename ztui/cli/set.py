"""`ztui set` and `ztui create`: fields of an object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ztui.cli.completing import complete_keys, complete_resources
from ztui.cli.conditions import parents_of
from ztui.cli.filled import setting_value, values_of
from ztui.cli.named import keys_of, named_view, parents_named, understood
from ztui.cli.requests import parse_field
from ztui.cli.writes import change, wanted_of, where_option, write_options
from ztui.core.errors import ConfigError
from ztui.resources.edits.registry import edits
from ztui.resources.registry import resource as find_resource
from ztui.resources.settings.registry import find_settings
from ztui.services.changes.creating import plan_create
from ztui.services.changes.model import merge
from ztui.services.changes.setting import plan_setting
from ztui.services.changes.updating import plan_update
from ztui.services.console.pointers import field_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.resources.settings.model import Settings
    from ztui.services.changes.model import Plan
    from ztui.services.session import Session

__all__ = ["create", "set_fields"]


@click.command("set")
@click.argument("name", metavar="RESOURCE", shell_complete=complete_resources)
@click.argument("key", shell_complete=complete_keys)
@click.argument("words", nargs=-1, metavar="NAME=VALUE...")
@where_option
@write_options
@click.pass_context
def set_fields(ctx: click.Context, /, name: str, key: str, words: tuple[str, ...], where: Any, **given: Any) -> int:
    """Change fields of the object of RESOURCE that has KEY; only what differs is sent.

    \b
    ztui set call-queues 801-8006 name=Support department=Care --dry-run
    ztui set call-queues 801-8006 name=Support --yes --reason "ticket 4711"
    ztui set call-queues 801-8006 cost_center= --yes
    ztui set queue-policies 801-8006 sms.enable=no --dry-run

    SETTINGS of the account or of an object are changed one value at a time, by their paths in 'ztui get SETTINGS'.

    Fields are named as in the API, the body's way or the answer's: name=text, a.b=text, name:=JSON, name:=null,
    name=@FILE. 'ztui set RESOURCE KEY' without any says which there are. The object is read before, so that the
    plan shows what is there; it is read again right before sending and after. Without --yes it is asked for on a
    terminal, and refused elsewhere.
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    tree = find_settings(name)
    if tree is not None:
        if not tree.parameters and key:
            key, words = "", (key, *words)
        return change(runtime, options, wanted_of(given, runtime), _settings(tree, key, words, where))
    resource = find_resource(name)
    fields = edits(resource.name).fields
    if not words:
        offered = ", ".join(each.write for each in fields if not each.create_only)
        raise ConfigError("No field is named.", f"There are {offered}." if offered else "It has none.")
    values = values_of(words, fields)
    below = parents_of(resource, where)

    async def make(session: Session) -> Plan:
        parents = await parents_named(session, resource, below)
        named = await keys_of(session, resource, [key], parents)
        wanted = await named.understood(session, fields, values, keys=False, parents=parents)
        plan = await plan_update(session, resource, named.keys[0], wanted, parents=parents)
        await named.assert_still(session, plan, parents)
        return plan

    return change(runtime, options, wanted_of(given, runtime), make)


def _settings(
    tree: Settings, key: str, words: Sequence[str], where: Sequence[str]
) -> Callable[[Session], Awaitable[Plan]]:
    """Give what plans to change settings; an object is named as people call it."""
    wanted = [parse_field(each) for each in words]
    if not wanted:
        raise ConfigError("No setting is named.", f"'ztui get {tree.name}' prints them with their paths.")

    async def make(session: Session) -> Plan:
        view = await named_view(session, tree, key, where)
        made = [await plan_setting(session, view, field_of(each.steps), setting_value(each)) for each in wanted]
        return merge(made)

    return make


@click.command("create")
@click.argument("name", metavar="RESOURCE", shell_complete=complete_resources)
@click.argument("words", nargs=-1, metavar="NAME=VALUE...")
@where_option
@write_options
@click.pass_context
def create(ctx: click.Context, /, name: str, words: tuple[str, ...], where: Any, **given: Any) -> int:
    """Make an object of RESOURCE, and print its key.

    \b
    ztui create call-queues name=Support site_id=Denver --dry-run
    ztui create call-queues name=Support site_id=Denver extension_number=8200 --yes

    Fields as for 'ztui set'. A create that gets no answer is never sent again; the list is looked through for it.
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    resource = find_resource(name)
    fields = edits(resource.name).fields
    values = values_of(words, fields)
    below = parents_of(resource, where)

    async def make(session: Session) -> Plan:
        parents = await parents_named(session, resource, below)
        wanted = await understood(session, fields, values, keys=False)
        return await plan_create(session, resource, wanted, parents=parents)

    return change(runtime, options, wanted_of(given, runtime), make)
