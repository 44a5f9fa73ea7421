"""`ztui doctor`: what may be wrong between this terminal, this machine and Zoom, and what to do about it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from ztui.cli.doctor_terminal import at_terminal
from ztui.cli.list import form_option, form_options
from ztui.cli.output import Form, print_facts
from ztui.cli.telling import print_told
from ztui.core.errors import ZtuiError
from ztui.core.text import display
from ztui.resources.model import Column
from ztui.services.profiles.doctor import Look, State, at_account, at_folders, at_settings, at_sign_in, at_stored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.cli.runtime import GlobalOptions, Runtime

__all__ = ["doctor"]

_FINDINGS = 6
_KEPT = ("quota", "journal", "cache")
"""Areas of which nothing is known where the folders cannot be used."""
_COLUMNS = (
    Column("area", 11),
    Column("state", 12),
    Column("said", 60, title="What is so"),
    Column("hint", 50, title="What to do"),
)


@click.command("doctor")
@form_options
@click.pass_context
def doctor(ctx: click.Context, /, forms: tuple[Form, ...]) -> int:
    """Look at the terminal, settings, folders, credentials, scopes, quota, clock, journal, cache and odd answers.

    \b
    ztui doctor
    ztui --profile lab doctor --json

    A few small reads are sent, nothing is written. Exit code 6 if something is wrong.
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    form = form_option(forms, runtime)
    looks = [*at_terminal(runtime, options), *_settings(runtime, options)]
    is_kept = not any(each.area == "folders" and each.state is State.WRONG for each in looks)
    looks += [each for each in runtime.run(_account(runtime, options)) if is_kept or each.area not in _KEPT]
    rows = [{"area": each.area, "state": str(each.state), "said": each.said, "hint": each.hint} for each in looks]
    if form is Form.TABLE:
        print_told(runtime.stdout, [((each.area, str(each.state)), (each.said, each.hint)) for each in looks])
    else:
        print_facts(rows, _COLUMNS, form, runtime.stdout)
    return _FINDINGS if any(each.state is State.WRONG for each in looks) else 0


def _settings(runtime: Runtime, options: GlobalOptions) -> Iterator[Look]:
    from ztui.services.profiles.checking import check_settings

    folders = runtime.folders(options)
    if not options.demo:
        path = folders.config_file
        yield from at_settings(path, check_settings(path, runtime.looks()))
    if not options.demo or options.demo_state:
        named = "--demo-state" if options.demo else ""
        yield from at_folders(
            (
                ("cache", folders.cache, named or "ZTUI_CACHE_DIR"),
                ("state", folders.state, named or "ZTUI_STATE_DIR"),
            )
        )


async def _account(runtime: Runtime, options: GlobalOptions) -> list[Look]:
    looks: list[Look] = []
    if not options.offline:
        try:
            looks += at_sign_in(runtime.profile(options), runtime.folders(options))
            async with runtime.session(options, keeping=False) as session:
                return looks + [each async for each in at_account(session)]
        except ZtuiError as error:
            looks.append(Look("credentials", State.WRONG, display(error.message), display(error.hint)))
    else:
        looks.append(Look("credentials", State.UNKNOWN, "Nothing is asked with --offline."))
    with suppress(ZtuiError):  # what keeps it from being opened was told above
        async with runtime.session(replace(options, offline=True), keeping=False) as session:
            looks += await at_stored(session)
    return looks
