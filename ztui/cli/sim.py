"""`ztui sim`: the simulator as a server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ztui.cli.demo import SimCommand, taken

if TYPE_CHECKING:
    from ztui.cli.runtime import Runtime

__all__ = ["sim"]


@click.command("sim", cls=SimCommand)
@click.option("--host", default="127.0.0.1", show_default=True, metavar="HOST", help="Address to listen at.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.pass_context
def sim(ctx: click.Context, /, host: str, port: int, **given: Any) -> int:
    """Serve a Zoom in a box over HTTP, for programs and tests.

    \b
    ztui sim --port 8765
    ZTUI_API_URL=http://127.0.0.1:8765/v2 ZTUI_OAUTH_URL=http://127.0.0.1:8765/oauth/token \\
    ZTUI_ACCOUNT_ID=a ZTUI_CLIENT_ID=b ZTUI_CLIENT_SECRET=c ztui list call-queues
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    return runtime.serve_sim(host, port, taken(runtime.sim_options(), given))
