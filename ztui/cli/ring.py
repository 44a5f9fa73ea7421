"""`ztui ring`: where a number, an extension or a name rings, now or at another moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ztui.cli.journal_entry import house_of
from ztui.cli.list import form_option
from ztui.cli.output import Form, print_object, print_rows, width_of
from ztui.cli.start import say
from ztui.cli.streams import is_unicode
from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError
from ztui.core.text import display
from ztui.resources.model import Column
from ztui.resources.rows import text_of

if TYPE_CHECKING:
    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.resources.cells import Viewer
    from ztui.services.resolving import Ambiguous, Match
    from ztui.services.ring.about import CallerIds
    from ztui.services.ring.asking import Outside
    from ztui.services.session import Session

__all__ = ["ring"]

_CANDIDATES = (
    Column("kind", 18),
    Column("name", 28),
    Column("detail", 36),
    Column("id", 22, title="ID"),
)
_MOST = 5000
"""Users of whom settings are read at most."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for."""

    text: str
    form: Form
    moment: str
    whole: bool
    caller_ids: bool
    fresh: bool

    @property
    def is_now(self) -> bool:
        """Tell whether the present is asked for."""
        return self.moment.strip().casefold() in ("", "now")


@click.command("ring")
@click.argument("text", metavar="NUMBER|EXT|NAME|ID")
@click.option("--at", "moment", default="", metavar="TIME", help="Another moment: 'sat 22:00', '24 dec', +2h.")
@click.option("--all", "whole", is_flag=True, help="Fold nothing: every member, device and far branch.")
@click.option("--caller-ids", is_flag=True, help="Who shows the number when calling: a request a user.")
@click.option("--fresh", is_flag=True, help="Read anew what is stored.")
@click.option(f"--{Form.TABLE}", "forms", flag_value=Form.TABLE, multiple=True, type=Form, help="Print the tree.")
@click.option(f"--{Form.JSON}", "forms", flag_value=Form.JSON, multiple=True, type=Form, help="Print JSON.")
@click.pass_context
def ring(ctx: click.Context, /, text: str, forms: tuple[Form, ...], **given: Any) -> int:
    """Print where a number, an extension, a name or an id rings: a tree down to the people, devices and voicemails.

    \b
    ztui ring "+1 303 945 1597"
    ztui ring 801-8000 --at "sat 22:00"     a time of your zone (--tz)
    ztui ring 801-8000 --at "25 dec" --json

    What a call of that moment comes to at once is marked; the rest says what it needs: a key, a wait, other hours.
    The last digits of a number or half a name are enough. What means several objects lists them (exit 2); a number
    that the account does not have is told (exit 1).
    """  # noqa: D301  (click reads the control character)
    runtime, options = house_of(ctx)
    form = form_option(forms, runtime)
    if not text.strip():
        raise ConfigError("Nothing is named.", "Name a number, an extension, a name or an id.")
    return runtime.run(_run(runtime, options, Wanted(text, form, **given)))


async def _run(runtime: Runtime, options: GlobalOptions, wanted: Wanted) -> int:
    """Print the tree, or what is to be said of a number that the account does not have."""
    from ztui.services.resolving import Ambiguous
    from ztui.services.ring.about import about
    from ztui.services.ring.asking import Outside, found_start
    from ztui.services.ring.data import tree_as_data
    from ztui.services.ring.moments import read_at
    from ztui.services.ring.report import report_lines
    from ztui.services.ring.session import read_in

    async with runtime.session(options) as session:
        now, out = session.clock.now(), runtime.stdout
        at = now if wanted.is_now else read_at(wanted.moment, now, session.zone)
        viewer = session.viewer(ascii=options.ascii or not is_unicode(out))
        try:
            found = await found_start(session, wanted.text)
        except Ambiguous as error:
            return await _candidates(runtime, error, wanted, viewer)
        if isinstance(found, Outside):
            await _outside(runtime, session, found, wanted.form, viewer)
            return 1
        match, start = found
        read = await read_in(session, start, fresh=wanted.fresh)
        tree = read.at(at, is_now=wanted.is_now)
        callers = await _callers(runtime, session, match) if wanted.caller_ids else None
        beside = await about(session, match, read, callers=callers)
        if wanted.form is Form.TABLE:
            width = width_of(out)
            for each in report_lines(tree, beside, viewer, width, whole=wanted.whole):
                out.write(f"{each}\n")
        else:
            print_object(tree_as_data(tree) | beside.as_data(), wanted.form, out)
    return 0


async def _candidates(runtime: Runtime, error: Ambiguous, wanted: Wanted, viewer: Viewer) -> int:
    """Print the objects that a text may mean, all of them, and how to name one."""
    rows = [
        {"kind": each.resource, "name": each.label, "detail": each.detail, "id": each.key} for each in error.matches
    ]
    if wanted.form is Form.TABLE:
        await print_rows(rows, _CANDIDATES, wanted.form, runtime.stdout, viewer, width_of(runtime.stdout))
    else:
        print_object({"candidates": rows}, wanted.form, runtime.stdout)
    text = display(wanted.text, longest=60)
    return say(runtime, f"'{text}' may be any of {len(rows):,} objects.", error.hint, error.exit_code)


async def _outside(runtime: Runtime, session: Session, found: Outside, form: Form, viewer: Viewer) -> None:
    from ztui.services.ring.about import about_outside
    from ztui.services.ring.report import outside_lines

    told = await about_outside(session, found)
    if form is Form.TABLE:
        for each in outside_lines(found, told, viewer):
            runtime.stdout.write(f"{each}\n")
        return
    data: dict[str, Any] = {
        "number": found.number,
        "is_outside": None if found.missing else True,
        "words": found.words,
        "country": found.country,
    }
    if found.missing:
        data["not_read"] = list(found.missing)
    print_object(data | told.as_data(), form, runtime.stdout)


async def _callers(runtime: Runtime, session: Session, match: Match) -> CallerIds:
    """Find out who shows the number, with progress on a terminal."""
    from ztui.services.ring.about import caller_ids

    if match.resource != "numbers":
        raise ConfigError("--caller-ids is asked of a number.", "Name a number; 'ztui list numbers' prints them.")
    err = runtime.stderr

    def tell(done: int, of: int) -> None:
        if err.isatty():
            err.write(f"\rReading settings of users: {done:,} of {of:,}" + ("\n" if done == of else ""))

    return await caller_ids(session, text_of(match.row.get("number")), most=0 if session.offline else _MOST, tell=tell)
