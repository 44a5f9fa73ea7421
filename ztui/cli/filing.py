"""`-o FILE` for what is printed at once: the same text as on stdout, in a private file that is whole or not there."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from ztui.cli.captured import captured
from ztui.cli.exporting import target
from ztui.cli.output import Form
from ztui.core.errors import ConfigError
from ztui.services.exports import export_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.cli.runtime import Runtime

__all__ = ["file_option"]

_STDOUT = ("", "-")


def file_option(function: Any) -> Any:
    """Add `-o FILE` and `--clobber` to a command with `form_options`; the ending of the name says the form."""

    @click.option("--clobber", is_flag=True, help="Replace a file that is there.")
    @click.option("-o", "--output", default="", metavar="FILE", help="Write to a private .csv, .json or .ndjson file.")
    @wraps(function)
    def filed(ctx: click.Context, /, *, output: str, clobber: bool, **given: Any) -> Any:
        if output in _STDOUT:
            return function(ctx, **given)
        if ctx.invoked_subcommand is not None:
            raise ConfigError("-o takes what is printed here.", "Leave it out, and send it to a file with >.")
        _refuse_others(given)
        forms = given["forms"]
        to = target(output, forms[0] if forms else None, clobber=clobber)
        runtime: Runtime = ctx.obj[0]
        with captured(runtime, encoding="utf-8") as kept:
            code = function(ctx, **given | {"forms": forms or (Form(to.form.value),)})
        text = kept.getvalue()
        if not text:
            runtime.stderr.write(f"ztui: There is nothing to be written; {to.path} stays as it was.\n")
            return code
        export_text(to.path, text, replace=to.clobber)
        runtime.stderr.write(f"ztui: Written to {to.path}.\n")
        return code

    return filed


def _refuse_others(given: Mapping[str, Any]) -> None:
    """Refuse what is no text of a file's form.

    Raises:
        ConfigError: It says what to do in its place.
    """
    if given.get("watch"):
        raise ConfigError("--watch prints what changes.", "Leave --output out, and send it to a file with >.")
    if given.get("expression"):
        raise ConfigError("--jq filters what is printed.", "Leave --output out, and send it to a file with >.")
