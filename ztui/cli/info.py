"""`ztui info`: which profile, folders and versions are in use; nothing secret, no request."""

from __future__ import annotations

import platform
import shutil
from typing import TYPE_CHECKING, Any

import click

from ztui import __version__
from ztui.cli.list import form_option, form_options
from ztui.cli.output import Form, print_object
from ztui.contract.catalogue import operations
from ztui.core.text import display
from ztui.resources.registry import summaries

if TYPE_CHECKING:
    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.core.config import Profile

__all__ = ["info"]

_PRIVATE = "a private folder, removed at the end"


@click.command("info")
@form_options
@click.pass_context
def info(ctx: click.Context, /, forms: tuple[Form, ...]) -> int:
    """Print the profile, the folders and the versions in use.

    \b
    ztui info
    ztui info --json
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    form = form_option(forms, runtime)
    facts = _facts(runtime, options)
    if form is Form.TABLE:
        widest = max(len(name) for name in facts)
        for name, value in facts.items():
            runtime.stdout.write(f"{name:<{widest}}  {display(value)}".rstrip() + "\n")
    else:
        print_object(facts, form, runtime.stdout)
    return 0


def _credentials(profile: Profile, *, demo: bool) -> str:
    if demo:
        return "none needed: the built-in simulator"
    return "complete" if profile.has_credentials else "missing " + ", ".join(profile.missing)


def _facts(runtime: Runtime, options: GlobalOptions) -> dict[str, Any]:
    profile, folders = runtime.profile(options), runtime.folders(options)
    private = _PRIVATE if options.demo and not options.demo_state else ""
    return {
        "version": __version__,
        "python": platform.python_version(),
        "profile": profile.name,
        "label": profile.label,
        "credentials": _credentials(profile, demo=options.demo),
        "account": options.account or profile.account or "the profile's own",
        "read_only": options.read_only or profile.read_only,
        "plan": profile.plan,
        "api_url": profile.api_url or "as Zoom's token answer says",
        "config": "not read" if options.demo else str(folders.config_file),
        "cache": private or str(folders.cache),
        "state": private or str(folders.state),
        "resources": len(summaries()),
        "operations": len(operations()),
        "terminal": f"{shutil.get_terminal_size().columns}x{shutil.get_terminal_size().lines} "
        f"TERM={runtime.environ.get('TERM', '')}",
    }
