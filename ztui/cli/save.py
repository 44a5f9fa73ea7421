"""`ztui save RESOURCE KEY...`: the files of recordings, voicemails and faxes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ztui.cli.completing import complete_keys, complete_resources
from ztui.cli.conditions import parents_of
from ztui.cli.start import say
from ztui.cli.window import window_query
from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError, ZtuiError
from ztui.core.text import display
from ztui.resources.registry import declared
from ztui.resources.registry import resource as find_resource
from ztui.services.files import Existing, kept_bytes, named_by, plan, save_all, there
from ztui.services.keyed import rows_by_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.resources.model import Resource
    from ztui.services.files import Saved, Saving
    from ztui.services.session import Session

__all__ = ["save_files"]

_TRANSCRIPT = "transcript"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for."""

    resource: Resource
    keys: tuple[str, ...]
    parents: tuple[tuple[str, str], ...]
    window: tuple[str, str]
    file: str
    to: Path
    existing: Existing


@click.command("save")
@click.argument("name", metavar="RESOURCE", shell_complete=complete_resources)
@click.argument("keys", metavar="KEY...", nargs=-1, required=True, shell_complete=complete_keys)
@click.option("-o", "--output", metavar="PATH", default=".", help="The file, or a folder that is there; else here.")
@click.option("--transcript", is_flag=True, help="What was said in a recording, not its sound.")
@click.option("--clobber", is_flag=True, help="Replace files that are there.")
@click.option("--skip-existing", is_flag=True, help="Leave files that are there as they are.")
@click.option("--where", multiple=True, metavar="NAME=ID", help="The object above, for a list below an object.")
@click.option("--from", "start", default="", metavar="TIME", help="Begin of the window to look for the keys in.")
@click.option("--to", "end", default="", metavar="TIME", help="End of that window.")
@click.pass_context
def save_files(
    ctx: click.Context,
    /,
    name: str,
    keys: tuple[str, ...],
    output: str,
    where: tuple[str, ...],
    start: str,
    end: str,
    *,
    transcript: bool,
    clobber: bool,
    skip_existing: bool,
) -> int:
    """Save the files of the objects of RESOURCE that have KEY, and print where they are.

    \b
    ztui save recordings xK3flH3eyt95JHaPae84FQ -o call.wav
    ztui save recordings --transcript xK3flH3eyt95JHaPae84FQ
    ztui list recordings --where direction=inbound | jq -r '.[].id' | xargs ztui save recordings -o folder --

    The ending of a name is left to the kind of file that Zoom sends. What was broken off is gone on with by the same
    command. A KEY that is not stored by an earlier list is looked for in the window that the list has by itself.
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    resource = find_resource(name)
    if clobber and skip_existing:
        raise ConfigError("Only one of --clobber and --skip-existing can be asked for.")
    to = Path(output).expanduser()
    if len(set(keys)) > 1 and not to.is_dir():
        raise ConfigError(f"There is no folder {to}.", "Several files need one; nothing was sent.")
    existing = Existing.REPLACE if clobber else Existing.SKIP if skip_existing else Existing.REFUSE
    wanted = Wanted(
        resource, keys, parents_of(resource, where), (start, end), _file(resource, transcript=transcript), to, existing
    )
    under_way: list[Saving] = []
    try:
        return runtime.run(_run(runtime, options, wanted, under_way))
    except KeyboardInterrupt:
        kept = kept_bytes(under_way[-1]) if under_way else 0
        if kept:
            hint = "The same command goes on from there."
            say(runtime, f"Stopped; {kept:,} bytes of {display(under_way[-1].to.name)} are kept.", hint, 0)
        raise


def _file(resource: Resource, *, transcript: bool) -> str:
    """Give the name of the wanted file.

    Raises:
        ConfigError: Such objects have none.
    """
    names = [each.name for each in resource.files]
    if transcript and _TRANSCRIPT not in names:
        raise ConfigError(f"{resource.title} have no transcripts.", "Recordings have.")
    if not names:
        every = [each for each in declared() if find_resource(each).files]
        raise ConfigError(f"{resource.title} have no files.", f"These have: {', '.join(every)}.")
    return _TRANSCRIPT if transcript else names[0]


async def _run(runtime: Runtime, options: GlobalOptions, wanted: Wanted, under_way: list[Saving]) -> int:
    resource = wanted.resource
    async with runtime.session(options) as session:
        query = window_query(resource, *wanted.window, session.clock.now(), session.zone)
        rows = await rows_by_key(session, resource.name, wanted.keys, wanted.parents, query)
        savings = plan(session, resource.name, wanted.parents, rows, wanted.file, wanted.to)
        lacking = len(rows) - len(savings)
        if lacking:
            raise ConfigError(f"{lacking} of {len(rows)} have no {wanted.file}.", "Nothing was saved.")
        if len(savings) == 1:
            savings = (named_by(savings[0], wanted.to),)
        if wanted.existing is Existing.REFUSE:
            _refuse_existing(savings)
        return await _save(runtime, session, savings, wanted.existing, under_way)


def _refuse_existing(savings: Sequence[Saving]) -> None:
    for each in savings:
        found = there(each)
        if found is not None:
            hint = "--clobber replaces it, --skip-existing leaves it; nothing was saved."
            raise ConfigError(f"The file {found} is there already.", hint)


async def _save(
    runtime: Runtime, session: Session, savings: Sequence[Saving], existing: Existing, under_way: list[Saving]
) -> int:
    code = 0
    err = runtime.stderr
    told = False

    def show(at: int, done: int, total: int | None) -> None:
        nonlocal told
        if savings[at] not in under_way[-1:]:
            under_way.append(savings[at])
        if err.isatty():
            which = f"{at + 1} of {len(savings)}: " if len(savings) > 1 else ""
            of = f" of {total:,} ({100 * done // total}%)" if total else ""
            err.write(f"\r{which}{done:,}{of} bytes")
            err.flush()
            told = True

    async for each in save_all(session, savings, existing, show):
        if told:
            err.write("\n")
            told = False
        failed = _tell(runtime, each)
        code = code or failed
    return code


def _tell(runtime: Runtime, saved: Saved) -> int:
    """Print the path of a file, or why there is none; gives the exit code."""
    if saved.path is not None:
        runtime.stdout.write(f"{saved.path}\n")
        runtime.stdout.flush()
        return 0
    error = saved.error or ZtuiError("It was not tried, as the one before could not be saved for a reason of all.")
    name = display(saved.saving.to.name)
    return say(runtime, f"{name}: {display(error.message)}", display(error.hint), error.exit_code)
