"""`ztui log`: the end of the program's own log."""

from __future__ import annotations

from collections import deque
from itertools import chain
from typing import TYPE_CHECKING

import click

from ztui.cli.paging import paged
from ztui.core.errors import ConfigError
from ztui.core.text import display

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ztui.cli.runtime import GlobalOptions, Runtime

__all__ = ["log"]

_LINES = 40


@click.command("log")
@click.option("-n", "--lines", type=click.IntRange(min=1), default=_LINES, show_default=True, help="The last N lines.")
@click.option("--path", "only_path", is_flag=True, help="Print the path of the file instead.")
@click.pass_context
@paged
def log(ctx: click.Context, /, *, lines: int, only_path: bool) -> int:
    """Print the end of ztui's own log: warnings, and what should not have happened. It holds no secrets.

    \b
    ztui log
    ztui log -n 500
    ztui -v ...       more is logged;  -vv  everything
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    if options.demo and not options.demo_state:
        raise ConfigError("The demo keeps no log.", "Name a folder with --demo-state.")
    path = runtime.folders(options).log_file
    if only_path:
        runtime.stdout.write(f"{path}\n")
        return 0
    last = deque(chain(_lines(path.with_name(f"{path.name}.1")), _lines(path)), maxlen=lines)
    for line in last:
        runtime.stdout.write(f"{display(line)}\n")
    if not last:
        runtime.stderr.write("ztui: nothing is logged.\n")
    return 0


def _lines(path: Path) -> Iterator[str]:
    """Give the lines of a log, none if there is no such file."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            yield from (line.rstrip("\n") for line in file)
    except FileNotFoundError:
        return
    except NotADirectoryError:
        what = f"{path.parent} is a file where a folder should be."
        raise ConfigError(what, "Move it away, or set ZTUI_STATE_DIR.") from None
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.", "Check its mode.") from None
