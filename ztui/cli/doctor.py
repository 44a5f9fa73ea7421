"""`ztui doctor`: what may be wrong between this terminal, this machine and Zoom, and what to do about it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import click

from ztui.cli.list import form_option, form_options
from ztui.cli.output import Form, print_facts
from ztui.cli.streams import is_unicode
from ztui.core.errors import ZtuiError
from ztui.core.text import display
from ztui.resources.model import Column
from ztui.services.profiles.doctor import Look, State, at_account, at_folders, at_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.cli.runtime import GlobalOptions, Runtime

__all__ = ["doctor"]

_FINDINGS = 6
_COLUMNS = (
    Column("area", 11),
    Column("state", 12),
    Column("said", 60, title="What is so"),
    Column("hint", 50, title="What to do"),
)
_LEAST = (60, 15)
_DESIGN = (80, 24)


@click.command("doctor")
@form_options
@click.pass_context
def doctor(ctx: click.Context, /, forms: tuple[Form, ...]) -> int:
    """Look at the terminal, settings, folders, credentials, scopes, quota, clock, journal and cache.

    \b
    ztui doctor
    ztui --profile lab doctor --json

    A few small reads are sent, nothing is written. Exit code 6 if something is wrong.
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    form = form_option(forms, runtime)
    looks = [*_terminal(runtime), *_settings(runtime, options)]
    looks += runtime.run(_account(runtime, options))
    rows = [{"area": each.area, "state": str(each.state), "said": each.said, "hint": each.hint} for each in looks]
    if form is Form.TABLE:
        _lines(runtime, looks)
    else:
        print_facts(rows, _COLUMNS, form, runtime.stdout)
    return _FINDINGS if any(each.state is State.WRONG for each in looks) else 0


def _lines(runtime: Runtime, looks: list[Look]) -> None:
    """Print each thing with what to do below it: sentences are too long for a table at 80 columns."""
    area = max(len(each.area) for each in looks)
    state = max(len(each.state) for each in looks)
    for each in looks:
        runtime.stdout.write(f"{each.area:<{area}}  {each.state:<{state}}  {display(each.said)}\n")
        if each.hint:
            runtime.stdout.write(f"{'':<{area + state + 4}}{display(each.hint)}\n")


def _terminal(runtime: Runtime) -> Iterator[Look]:
    environ = runtime.environ
    term = environ.get("TERM", "")
    if not runtime.stdout.isatty():
        yield Look("terminal", State.UNKNOWN, "The output is no terminal.")
    elif term in {"", "dumb"}:
        yield Look("terminal", State.WRONG, f"TERM is '{term}', which cannot show screens.", "Set TERM to what it is.")
    else:
        size = shutil.get_terminal_size()
        said = f"{size.columns}x{size.lines}, TERM={term}, {_colors(runtime)}."
        if size.columns < _LEAST[0] or size.lines < _LEAST[1]:
            hint = f"The terminal program needs {_LEAST[0]}x{_LEAST[1]}; the commands do not."
            yield Look("terminal", State.WRONG, said, hint)
        elif size.columns < _DESIGN[0] or size.lines < _DESIGN[1]:
            yield Look("terminal", State.NOTE, said, f"{_DESIGN[0]}x{_DESIGN[1]} shows all columns.")
        else:
            yield Look("terminal", State.FINE, said)
    if not is_unicode(runtime.stdout):
        hint = "Set LANG to a locale with UTF-8, such as C.UTF-8."
        yield Look("characters", State.NOTE, "The output takes ASCII only; names are shown with escapes.", hint)
    else:
        yield Look("characters", State.FINE, "The output takes UTF-8.")
    yield _clipboard(runtime)


def _colors(runtime: Runtime) -> str:
    environ = runtime.environ
    if environ.get("NO_COLOR"):
        return "no colours (NO_COLOR)"
    if environ.get("COLORTERM", "") in {"truecolor", "24bit"}:
        return "16 million colours"
    return "256 colours" if "256" in environ.get("TERM", "") else "16 colours"


def _clipboard(runtime: Runtime) -> Look:
    environ = runtime.environ
    if environ.get("TMUX"):
        said = "tmux passes it on, if its set-clipboard is on or external."
        return Look("clipboard", State.FINE, said, "" if shutil.which("tmux") else "tmux itself is not in the PATH.")
    if environ.get("STY"):
        return Look("clipboard", State.NOTE, "screen passes it on in pieces; long texts may be cut.")
    return Look("clipboard", State.FINE, "Sent by OSC 52, which the terminal has to allow.")


def _settings(runtime: Runtime, options: GlobalOptions) -> Iterator[Look]:
    from ztui.services.profiles.checking import check_settings

    folders = runtime.folders(options)
    if not options.demo:
        path = folders.config_file
        yield from at_settings(path, check_settings(path, runtime.environ, runtime.looks()))
    if not options.demo or options.demo_state:
        named = "--demo-state" if options.demo else ""
        yield from at_folders(
            (
                ("cache", folders.cache, named or "ZTUI_CACHE_DIR"),
                ("state", folders.state, named or "ZTUI_STATE_DIR"),
            )
        )


async def _account(runtime: Runtime, options: GlobalOptions) -> list[Look]:
    if options.offline:
        return [Look("credentials", State.UNKNOWN, "Nothing is asked with --offline.")]
    try:
        async with runtime.session(options) as session:
            return [each async for each in at_account(session)]
    except ZtuiError as error:
        return [Look("credentials", State.WRONG, display(error.message), display(error.hint))]
