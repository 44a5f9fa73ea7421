"""`ztui cache`: the files of cached rows and of stored calls: where they are, how large, and forgetting them."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from ztui.cli.list import form_option, form_options
from ztui.cli.output import Form, print_facts
from ztui.cli.start import say
from ztui.core.amounts import counted, size
from ztui.core.errors import ConfigError
from ztui.core.paths import FRAMES, file_name
from ztui.core.text import display
from ztui.core.times import api_text
from ztui.resources.model import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.resources.model import Row

__all__ = ["cache", "forget_frames"]

_CALLS = ".calls.sqlite"
_WHAT = {_CALLS: "calls", ".answers.sqlite": "answers", ".index.sqlite": "index"}
_BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file."""
_COLUMNS = (
    Column("profile", 18),
    Column("what", 7),
    Column("bytes", 12, kind=Kind.COUNT),
    Column("changed", 19, kind=Kind.TIME),
    Column("path", 60),
)


@click.group("cache")
def cache() -> None:
    """The files that hold what was read: rows, which are read again when they are looked at, and calls.

    \b
    ztui cache path                     the files, with their size
    ztui cache clear                    forget the rows of this profile
    ztui cache clear --calls --yes      and its calls, which cost requests to fetch again
    """  # noqa: D301  (click reads the control character)


@cache.command("path")
@form_options
@click.pass_context
def path(ctx: click.Context, /, forms: tuple[Form, ...]) -> int:
    """Print the cache's folder, and the files in it with their size.

    \b
    ztui cache path
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    folder = _folder(runtime, ctx.obj[1])
    form = form_option(forms, runtime)
    _refuse_odd(folder)
    rows = [_row(folder, each) for each in _files(folder)]
    if form is Form.TABLE:
        runtime.stdout.write(f"{display(str(folder))}\n")
    if rows or form is not Form.TABLE:
        print_facts(rows, _COLUMNS, form, runtime.stdout)
    if not folder.exists():
        runtime.stderr.write(f"ztui: {display(str(folder))} does not exist yet; nothing is stored.\n")
    return 0


@cache.command("clear")
@click.option("--calls", is_flag=True, help="Stored calls, too: fetching them again costs requests.")
@click.option("--every-profile", is_flag=True, help="Of all profiles, not only of this one.")
@click.option("--yes", is_flag=True, help="Do not ask before calls are forgotten.")
@click.pass_context
def clear(ctx: click.Context, /, *, calls: bool, every_profile: bool, yes: bool) -> int:
    """Forget cached rows; what is looked at is read again. Journal, settings and quota are not touched.

    \b
    ztui cache clear
    ztui cache clear --calls --yes
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    folder = _folder(runtime, ctx.obj[1])
    below = folder if every_profile else folder / file_name(runtime.profile(ctx.obj[1]).name)
    found = [each for each in _files(below) if calls or not each.name.endswith(_CALLS)]
    stored = [each for each in found if each.name.endswith(_CALLS)]
    if stored and not yes:
        what = f"{counted(len(stored), 'file')} of calls would be forgotten; nothing was."
        return say(runtime, what, "Fetching them again costs requests. With --yes they go.", 2)
    freed = sum(_remove(each) for each in found)
    forget_frames(below)
    runtime.stderr.write(f"ztui: {counted(len(found), 'file')} forgotten, {size(freed)}.\n")
    return 0


def forget_frames(folder: Path) -> None:
    """Forget the screens that are kept below a folder for the next start; what they show was read.

    Raises:
        ConfigError: One cannot be deleted.
    """
    found = folder.rglob(FRAMES) if folder.is_dir() and not folder.is_symlink() else ()
    for each in found:
        _remove(each)


def _folder(runtime: Runtime, options: GlobalOptions) -> Path:
    if options.demo and not options.demo_state:
        raise ConfigError("The demo keeps no cache.", "Name a folder with --demo-state.")
    return runtime.folders(options).cache


def _refuse_odd(folder: Path) -> None:
    """See that it is a folder, there or not.

    Raises:
        ConfigError: It is something else, or cannot be entered.
    """
    if folder.exists() and not folder.is_dir():
        raise ConfigError(f"{folder} is a file where a folder should be.", "Move it away, or set ZTUI_CACHE_DIR.")
    if folder.is_dir() and not os.access(folder, os.R_OK | os.X_OK):
        raise ConfigError(f"Cannot read the folder {folder}.", "Change its owner or mode, or set ZTUI_CACHE_DIR.")


def _files(folder: Path) -> list[Path]:
    """Give the databases below a folder; symbolic links are not ours."""
    found = folder.rglob("*.sqlite") if folder.is_dir() and not folder.is_symlink() else ()
    return sorted(each for each in found if each.is_file() and not each.is_symlink())


def _parts(file: Path) -> Iterable[Path]:
    yield file
    yield from (file.with_name(file.name + beside) for beside in _BESIDE)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _row(folder: Path, file: Path) -> Row:
    return {
        "profile": file.relative_to(folder).parts[0],
        "what": next((what for ending, what in _WHAT.items() if file.name.endswith(ending)), "rows"),
        "bytes": sum(map(_size, _parts(file))),
        "changed": api_text(datetime.fromtimestamp(file.stat().st_mtime, UTC)),
        "path": str(file),
    }


def _remove(file: Path) -> int:
    """Delete a database with what lies beside it; gives the bytes that are free then."""
    freed = sum(map(_size, _parts(file)))
    for each in _parts(file):
        try:
            each.unlink(missing_ok=True)
        except OSError as error:
            raise ConfigError(f"{each} cannot be deleted: {error.strerror}.", "Check whose folder it is.") from None
    return freed
