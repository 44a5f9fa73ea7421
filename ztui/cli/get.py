"""`ztui get RESOURCE KEY`: one object, as the detail screen shows it; `ztui get SETTINGS [ID]`: a tree of settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ztui.cli.completing import complete_keys, complete_resources
from ztui.cli.conditions import parents_of
from ztui.cli.filing import file_option
from ztui.cli.jq import jq_option
from ztui.cli.list import form_option, form_options
from ztui.cli.named import key_of, parents_named
from ztui.cli.output import Form, fact_line, print_object, print_rows
from ztui.cli.pace import watch_option
from ztui.cli.paging import paged
from ztui.cli.streams import is_unicode
from ztui.core.errors import ConfigError, NotFound, UnknownName
from ztui.core.text import display
from ztui.resources.cells import Viewer, field_text
from ztui.resources.model import Field, Group, Resource, Row
from ztui.resources.registry import names
from ztui.resources.registry import resource as find_resource
from ztui.resources.settings.registry import find_settings, settings_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.services.session import Session

__all__ = ["get"]


@click.command("get")
@click.argument("name", metavar="RESOURCE", shell_complete=complete_resources)
@click.argument("key", required=False, default="", shell_complete=complete_keys)
@click.option(
    "--where",
    multiple=True,
    metavar="NAME=VALUE",
    help="The object above, for a list below an object; a part of settings.",
)
@watch_option
@form_options
@click.pass_context
@file_option
@paged
@jq_option
def get(ctx: click.Context, /, name: str, key: str, where: tuple[str, ...], forms: tuple[Form, ...],
        watch: float | None) -> int:  # fmt: skip
    """Print the object of RESOURCE that has KEY, or settings of the account or of the object KEY.

    \b
    ztui get call-queues 801-8006
    ztui get account-settings
    ztui get queue-policies 801-8006
    ztui get site-settings Denver --where settingType=business_hours
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    form = form_option(forms, runtime)
    tree = find_settings(name)
    if tree is not None:
        from ztui.cli.settings import get_settings

        return runtime.run(get_settings(runtime, options, tree, key.strip(), where, form, watch))
    resource = _resource(name)
    if not key.strip():
        raise ConfigError("KEY is empty.", "Name the object: 'ztui list RESOURCE' prints the ids.")
    return runtime.run(_run(runtime, options, resource, key, where, form, watch))


def _resource(name: str) -> Resource:
    try:
        return find_resource(name)
    except UnknownName:
        raise UnknownName(
            "resource or settings", name, (*names(), *settings_names()), "'ztui help lists' has all."
        ) from None


async def _run(
    runtime: Runtime,
    options: GlobalOptions,
    resource: Resource,
    key: str,
    where: Sequence[str],
    form: Form,
    watch: float | None,
) -> int:
    below = parents_of(resource, where)
    async with runtime.session(options, running=watch is not None, keeping=False) as session:
        parents = await parents_named(session, resource, below)
        if form is Form.TABLE:
            await session.learn_sites(ask=not options.offline)
        found = await key_of(session, resource, key, parents)

        async def look() -> int:
            if options.offline:
                state = await session.objects.cached(resource.name, found, parents)
                if state is None:
                    raise NotFound(f"No {resource.singular} {found} is stored.", "Leave --offline out to ask Zoom.")
            else:
                state = await session.objects.read(resource.name, found, parents)
            await _print(runtime, session, resource, state.row, form)
            return 0

        if watch is None:
            return await look()
        from ztui.cli.watching import Watch, watched

        return await watched(runtime, session, Watch(watch, f"get {resource.name} {display(key)}", form), look)


async def _print(runtime: Runtime, session: Session, resource: Resource, row: Row, form: Form) -> None:
    viewer = session.viewer(ascii=not is_unicode(runtime.stdout))
    if form is Form.JSON or form is Form.NDJSON:
        print_object(row, form, runtime.stdout)
    elif form is Form.CSV:
        await print_rows([row], resource.columns, form, runtime.stdout, viewer, 0)
    else:
        _fields(runtime, resource, row, viewer)


def _fields(runtime: Runtime, resource: Resource, row: Row, viewer: Viewer) -> None:
    groups = resource.groups or (
        Group(
            "",
            tuple(
                Field(c.path, c.title, c.kind, c.show, c.table, also=c.also, computed=c.computed)
                for c in resource.columns
            ),
        ),
    )
    widest = max(len(field.head) for group in groups for field in group.fields)
    for number, group in enumerate(groups):
        if group.title:
            runtime.stdout.write(("\n" if number else "") + group.title + "\n")
        for field in group.fields:
            line = fact_line(field.head, field_text(field, row, viewer), widest, viewer)
            runtime.stdout.write(line if viewer.plain else f"  {line}")
