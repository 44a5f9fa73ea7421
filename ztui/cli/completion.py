"""`ztui completion SHELL`: the script that lets a shell complete ztui's words; and what that script asks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click
from click.shell_completion import get_completion_class

from ztui.core.errors import ConfigError, ZtuiError

if TYPE_CHECKING:
    from ztui.cli.runtime import Runtime

__all__ = ["VARIABLE", "answer", "completion"]

VARIABLE = "_ZTUI_COMPLETE"
"""Set by the scripts to `bash_complete` and the like."""
_SHELLS = ("bash", "zsh", "fish")
_SPECIAL = re.compile(r"[^\w@%+=:,./-]")
"""What bash would read as something else: it puts a word onto the line as it comes; the other shells quote it."""


@click.command("completion")
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def completion(ctx: click.Context, /, shell: str) -> int:
    """Print the script that completes commands, options, resources, columns, profiles, and names that were seen last.

    \b
    eval "$(ztui completion bash)"    in ~/.bashrc
    eval "$(ztui completion zsh)"     in ~/.zshrc
    ztui completion fish | source     in ~/.config/fish/config.fish
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    made = get_completion_class(shell)
    if made is None:
        raise ConfigError(f"There is no completion for {shell}.", f"Known: {', '.join(_SHELLS)}.")
    values = made(ctx.find_root().command, {}, "ztui", VARIABLE).source_vars()
    runtime.stdout.write(f"{made.source_template % values}\n")
    return 0


def answer(runtime: Runtime) -> int:
    """Print what a shell can offer for the line in its environment variables, and give the exit code."""
    from ztui.cli.app import cli
    from ztui.cli.runtime import GlobalOptions

    shell, _, wanted = runtime.environ[VARIABLE].partition("_")
    made = get_completion_class(shell)
    if made is None or wanted != "complete":
        return 1
    asked = made(cli, {"obj": (runtime, GlobalOptions())}, "ztui", VARIABLE)
    words, incomplete = asked.get_completion_args()
    try:
        offered = asked.get_completions(words, incomplete)
    except ZtuiError:  # a word before it is none of ours; a shell that completes is no place to say so
        return 0
    for each in offered:
        if shell == "bash":
            each.value = _SPECIAL.sub(r"\\\g<0>", each.value)
        runtime.stdout.write(asked.format_completion(each) + "\n")
    return 0
