"""`--jq`: what is printed goes through the jq of this machine, and stays harmless on a terminal."""

from __future__ import annotations

import json
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from ztui.cli.captured import captured
from ztui.cli.output import Form, print_object
from ztui.core.errors import ConfigError, ZtuiError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.cli.runtime import Runtime

__all__ = ["Jq", "jq_option"]


_LONGEST = 160
"""Characters of what jq says; it repeats the value that it fails at, which may be the whole answer."""


class Jq:
    """A filter of jq."""

    def __init__(self, expression: str) -> None:
        """Take the expression, and see that jq is there and understands it.

        Raises:
            ConfigError: There is no jq, or it is no filter.
        """
        import shutil

        found = shutil.which("jq")
        if found is None:
            raise ConfigError("There is no jq on this machine.", "Install it, or pipe the JSON to another program.")
        # An expression may begin with a dash, which with a space before it is no option.
        self._command = [found, "-c", f" {expression}"]
        try:
            self._run("")
        except ZtuiError as error:
            raise ConfigError(error.message, "Nothing was sent.") from None

    def apply(self, value: Any) -> list[Any]:
        """Give what the filter makes of a value.

        Raises:
            ZtuiError: It fails with this value.
        """
        return self.filter(json.dumps(value))

    def filter(self, text: str) -> list[Any]:
        """Give what the filter makes of JSON.

        Raises:
            ZtuiError: It fails with this value.
        """
        return [json.loads(line) for line in self._run(text).splitlines()]

    def _run(self, text: str) -> str:
        import subprocess

        done = subprocess.run(self._command, input=text, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603
        if done.returncode:
            said = done.stderr.strip().splitlines()
            why = said[0] if said else f"exit code {done.returncode}"
            raise ZtuiError(f"jq cannot do this: {why if len(why) <= _LONGEST else f'{why[:_LONGEST]}...'}.")
        return done.stdout


def jq_option(function: Any) -> Any:
    """Add `--jq` to a command with `form_options`: what it prints as JSON goes through the filter, a value a line."""

    @click.option("--jq", "expression", default="", metavar="EXPR", help="Filter the JSON with the jq of this machine.")
    @wraps(function)
    def filtered(ctx: click.Context, /, *, expression: str, **given: Any) -> Any:
        if not expression:
            return function(ctx, **given)
        if ctx.invoked_subcommand is not None:
            raise ConfigError("--jq filters what is printed here.", "Pipe what the other command prints into jq.")
        _refuse_others(given)
        runtime: Runtime = ctx.obj[0]
        jq = Jq(expression)
        with captured(runtime) as kept:
            code = function(ctx, **given | {"forms": (Form.JSON,)})
        for each in jq.filter(kept.getvalue()):
            print_object(each, Form.JSON, runtime.stdout)
        return code

    return filtered


def _refuse_others(given: Mapping[str, Any]) -> None:
    """Refuse what has no single JSON value on stdout that could be filtered.

    Raises:
        ConfigError: It says what to do in its place.
    """
    if any(form is not Form.JSON for form in given["forms"]):
        raise ConfigError("--jq filters JSON.", "Leave the other form out; '| jq' filters what --ndjson prints.")
    if given.get("output"):
        raise ConfigError("--jq filters what is printed.", "Leave --output out, and send it to a file with >.")
    if given.get("watch"):
        raise ConfigError("--jq and --watch do not go together.", "Watch with --ndjson, and pipe it into jq.")
