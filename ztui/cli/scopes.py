"""`ztui scopes`: which scopes an app needs for what, to be pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ztui.cli.completing import complete_features
from ztui.cli.list import form_option, form_options
from ztui.cli.output import Form, print_object
from ztui.core.amounts import counted
from ztui.services.profiles.scopes import FEATURES, feature, scopes_of

if TYPE_CHECKING:
    from ztui.cli.runtime import Runtime

__all__ = ["scopes"]


@click.command("scopes")
@click.argument("names", nargs=-1, metavar="[FEATURE]...", shell_complete=complete_features)
@click.option("--write", is_flag=True, help="Also those that change things.")
@click.option("--classic", is_flag=True, help="Zoom's older, broader scopes.")
@click.option("--sub-accounts", is_flag=True, help="For acting in the name of sub accounts, as a master account does.")
@form_options
@click.pass_context
def scopes(ctx: click.Context, /, names: tuple[str, ...], forms: tuple[Form, ...], **given: Any) -> int:
    """Print the scopes that an app needs, one a line, as few as will do; all features where none is named.

    \b
    ztui scopes
    ztui scopes calls queues
    ztui scopes numbers --write

    In the app's page in the Zoom App Marketplace they go under Scopes. `ztui profile test` says which are missing.
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    form = form_option(forms, runtime) if forms else Form.TABLE
    wanted = [feature(each) for each in names] or list(FEATURES)
    needed = scopes_of(wanted, **given)
    if form is Form.TABLE or form is Form.CSV:
        runtime.stdout.writelines(f"{each}\n" for each in needed.scopes)
    else:
        facts = {
            "features": [each.name for each in wanted],
            "write": given["write"],
            "scopes": list(needed.scopes),
            "unknown": list(needed.unknown),
        }
        print_object(facts, form, runtime.stdout)
    if needed.unknown:
        other = "granular" if given["classic"] else "classic"
        count = len(needed.unknown)
        runtime.stderr.write(
            f"ztui: {counted(count, 'operation has', 'operations have')} only {other} scopes: "
            f"{', '.join(needed.unknown)}.\n"
        )
    return 0
