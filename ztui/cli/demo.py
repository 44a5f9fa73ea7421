"""`ztui demo`: the terminal program on the built-in simulator."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.cli.runtime import GlobalOptions, Runtime, SimOption

__all__ = ["SimCommand", "demo", "taken"]


class SimCommand(click.Command):
    """A command that takes the simulator's options too; they are asked for when the command is parsed."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Give the command's own parameters and the simulator's."""
        own = super().get_params(ctx)
        names = {parameter.name for parameter in own} | {"strict"}
        runtime: Runtime = ctx.obj[0]
        return [*own, *(_option(each) for each in runtime.sim_options() if each.name not in names)]


def _option(option: SimOption) -> click.Option:
    name = "--" + option.name.replace("_", "-")
    text = option.help[:1].upper() + option.help[1:] + "."
    if option.shown_default:
        text += f"  [default: {option.shown_default}]"
    if option.metavar:
        return click.Option([name], metavar=option.metavar, help=text)
    return click.Option([name], is_flag=True, default=None, help=text)


def taken(options: Sequence[SimOption], given: dict[str, Any]) -> dict[str, str]:
    """Pick the simulator's options that were given, as texts by name."""
    chosen = {}
    for option in options:
        value = given.get(option.name)
        if value is not None:
            chosen[option.name] = "yes" if value is True else str(value)
    return chosen


@click.command("demo", cls=SimCommand)
@click.argument("name", metavar="[RESOURCE]", default="")
@click.pass_context
def demo(ctx: click.Context, /, name: str, **given: Any) -> int:
    """Open the terminal program on a Zoom in a box: nothing to set up, nothing leaves the machine.

    \b
    ztui demo
    ztui demo call-queues
    ztui demo --users 50 --faults 429=5,slow=5
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    options = replace(options, demo=True)
    if name:
        from ztui.resources.registry import resource

        name = resource(name).name
    return runtime.show(options, name, taken(runtime.sim_options(), given))
