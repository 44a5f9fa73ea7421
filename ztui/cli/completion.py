"""`ztui completion SHELL`: the script that lets a shell complete ztui's words; and what that script asks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click
from click.shell_completion import get_completion_class

from ztui.core.errors import ConfigError, ZtuiError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.cli.runtime import Runtime

__all__ = ["VARIABLE", "answer", "completion"]

VARIABLE = "_ZTUI_COMPLETE"
"""Set by the scripts to `bash_complete` and the like."""
_SORTED = "--sort"
_SHELLS = ("bash", "zsh", "fish")
_REGISTERS_LATER = """\
    %(complete_func)s_register() {
        add-zsh-hook -d precmd %(complete_func)s_register
        (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
        compdef %(complete_func)s %(prog_name)s
    }
    if (( $+functions[compdef] )); then
        compdef %(complete_func)s %(prog_name)s
    else
        autoload -Uz add-zsh-hook
        add-zsh-hook precmd %(complete_func)s_register
    fi
"""
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
    runtime.stdout.write(f"{_script(made.source_template, values)}\n")
    return 0


def _script(template: str, values: Mapping[str, object]) -> str:
    """Give the script; that of zsh waits with what needs `compinit` until that was called, at the first prompt."""
    registers = "    compdef %(complete_func)s %(prog_name)s\n"
    return template.replace(registers, _REGISTERS_LATER) % values


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
    sign = "-" if words[-1:] == [_SORTED] and incomplete.startswith("-") else ""  # else taken for an option's begin
    try:
        offered = asked.get_completions(words, incomplete.removeprefix(sign))
    except ZtuiError:  # a word before it is none of ours; a shell that completes is no place to say so
        return 0
    for each in offered:
        each.value = sign + each.value
        if shell == "bash":
            each.value = _SPECIAL.sub(r"\\\g<0>", each.value)
        runtime.stdout.write(asked.format_completion(each) + "\n")
    return 0
