"""Where a command line begins: those that open the terminal program do not wait for the parser of all others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.cli.runtime import GlobalOptions
from ztui.cli.streams import guarded
from ztui.core.errors import ZtuiError
from ztui.core.text import display

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.cli.runtime import Runtime

__all__ = ["OF_SCREENS", "only_options", "run", "say"]

_COMPLETING = "_ZTUI_COMPLETE"
"""Set by a shell that wants to know how a line could go on."""
OF_SCREENS = frozenset({"profile", "account", "read_only", "demo", "offline", "no_color", "ascii", "tz"})
"""Options that need nothing but to be handed on."""


def run(argv: Sequence[str], runtime: Runtime) -> int:
    """Run one command line.

    Args:
        argv: The words after the program's name.
        runtime: The composition root.

    Returns:
        The exit code, as the table in the reference has it.
    """
    if not argv and _COMPLETING in runtime.environ:
        from ztui.cli.completion import answer

        return guarded(lambda: answer(runtime), runtime.stdout, runtime.stderr)
    options = GlobalOptions(demo=True) if list(argv) == ["demo"] else only_options(argv)
    if options is not None:
        return guarded(lambda: _show(runtime, options), runtime.stdout, runtime.stderr)
    from ztui.cli.app import run as parse_and_run

    return parse_and_run(argv, runtime)


def only_options(argv: Sequence[str]) -> GlobalOptions | None:
    """Read a line of nothing but options with which the terminal program is opened; the parser reads all others."""
    given: dict[str, Any] = {}
    words = iter(argv)
    for word in words:
        name = word.removeprefix("--").replace("-", "_")
        if not word.startswith("--") or name not in OF_SCREENS:
            return None
        given[name] = True if GlobalOptions.__dataclass_fields__[name].default is False else next(words, "-")
        if given[name] is not True and given[name].startswith("-"):
            return None
    return GlobalOptions(**given)


def _show(runtime: Runtime, options: GlobalOptions) -> int:
    try:
        return runtime.show(options, "")
    except ZtuiError as error:
        return say(runtime, display(error.message), display(error.hint), error.exit_code)


def say(runtime: Runtime, message: str, hint: str, code: int) -> int:
    """Say on stderr, in one line, why there is nothing more; gives the exit code back."""
    line = f"ztui: {message} {hint}".rstrip()
    runtime.stderr.write(line + "\n")
    return code
