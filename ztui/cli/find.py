"""`ztui find`: anything in the account by a piece of what it is called, from what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ztui.cli.filing import file_option
from ztui.cli.journal_entry import house_of
from ztui.cli.jq import jq_option
from ztui.cli.list import form_option, form_options
from ztui.cli.output import Form, print_object, print_rows, width_of
from ztui.cli.paging import paged
from ztui.cli.streams import is_unicode
from ztui.cli.unstored import say_why_unstored
from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError
from ztui.core.text import display
from ztui.core.times import age, api_text
from ztui.resources.model import Column, Kind
from ztui.store.index.documents import Rank

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.resources.model import Row
    from ztui.services.finding.finder import Findings, IndexState
    from ztui.services.session import Session
    from ztui.store.index.documents import Hit

__all__ = ["find"]

_MOST = 50
_NOTHING = 1
"""The exit code when nothing was found."""
_COLUMNS = (
    Column("kind", 18),
    Column("name", 24),
    Column("extension", 9, title="Ext"),
    Column("number", 17, kind=Kind.NUMBER),
    Column("email", 24, title="E-mail"),
    Column("mac", 12, title="MAC"),
    Column("owner", 20),
    Column("site", 16),
    Column("by", 9, title="Found by"),
    Column("id", 22, title="ID", hidden=True),
)
_BY = {
    Rank.NAME_BEGINS: "name",
    Rank.WORD_BEGINS: "name",
    Rank.NAME_HOLDS: "name",
    Rank.OTHER: "id",
}
"""What an object was found by, where the rank tells more than people ask."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for."""

    text: str
    kinds: tuple[str, ...]
    limit: int
    sync: bool
    form: Form


@click.command("find")
@click.argument("text", nargs=-1, required=True)
@click.option("--kind", "kinds", multiple=True, metavar="RESOURCE", help="Only objects of this kind, such as users.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=_MOST, metavar="N", help=f"At most N of each kind; {_MOST} else."
)
@click.option("--sync", is_flag=True, help="Read first what is missing of the index, or older than half a day.")
@form_options
@click.pass_context
@file_option
@paged
@jq_option
def find(
    ctx: click.Context, /, text: tuple[str, ...], kinds: tuple[str, ...], forms: tuple[Form, ...], **given: Any
) -> int:
    """Find objects by a piece of a number, name, extension, e-mail, MAC address or by the beginning of an ID.

    \b
    ztui find 0188                      what ends in these digits, or has them
    ztui find "(303) 945-1597"          a number in any format
    ztui find 8006                      the extension, on every site that has it; 801-8006 on one
    ztui find amber young --kind users  all of the words, without case and accents
    ztui find 80:5e:c0 --json

    Nothing is sent: what 'ztui index sync' has read is searched. Exit code 1 means that nothing was found.
    """  # noqa: D301  (click reads the control character)
    runtime, options = house_of(ctx)
    typed = " ".join(text).strip()
    if not typed:
        raise ConfigError("There is nothing to look for.", "Write ztui find TEXT.")
    return runtime.run(_run(runtime, options, Wanted(typed, _kinds(kinds), form=form_option(forms, runtime), **given)))


def _kinds(names: Sequence[str]) -> tuple[str, ...]:
    """Read the kinds that are asked for.

    Raises:
        UnknownName: There is no such resource.
        ConfigError: Its objects are not indexed.
    """
    from ztui.resources.registry import resource
    from ztui.services.finding.finder import KINDS

    found = tuple(resource(each).name for each in names)
    for each in found:
        if each not in KINDS:
            raise ConfigError(f"{resource(each).title} are not indexed.", f"Known: {', '.join(KINDS)}.")
    return found


async def _run(runtime: Runtime, options: GlobalOptions, wanted: Wanted) -> int:
    from ztui.services.finding.finder import Finder, state_of

    async with runtime.session(options) as session:
        if wanted.sync and not session.offline:
            await session.inventory.sync()
        finder = Finder(session)
        await finder.renew()
        state = await state_of(session)
        found = await finder.find(wanted.text, wanted.kinds, wanted.limit)
        await _print(runtime, session, found, state, wanted)
        _tell(runtime, session, found, state, wanted)
        if state.missing or (found.outside is not None and not found.outside.searched):
            say_why_unstored(runtime, options)
        return 0 if found.count else _NOTHING


async def _print(runtime: Runtime, session: Session, found: Findings, state: IndexState, wanted: Wanted) -> None:
    rows = [_row(hit) for group in found.groups for hit in group.hits]
    if wanted.form is Form.JSON:
        print_object(_whole(found, state, rows), wanted.form, runtime.stdout)
        return
    if not rows and wanted.form is Form.TABLE:
        return
    shown = [each for each in _COLUMNS if not each.hidden and any(row.get(each.path) for row in rows)]
    columns = shown if wanted.form is Form.TABLE else _COLUMNS
    viewer = session.viewer(ascii=not is_unicode(runtime.stdout))
    await print_rows(rows, columns, wanted.form, runtime.stdout, viewer, width_of(runtime.stdout))


def _whole(found: Findings, state: IndexState, rows: Sequence[Row]) -> Row:
    """Give all that is known of the search, for programs."""
    told = found.outside
    return {
        "found": rows,
        "counts": {group.resource: group.count for group in found.groups},
        "outside": told
        and {
            "number": told.number,
            "country": told.country,
            "calls": list(told.calls),
            "is_sure": state.has_all_numbers,
        },
        "as_of": state.as_of and api_text(state.as_of),
        "not_indexed": list(state.missing),
        "partly_indexed": list(state.partial),
    }


def _row(hit: Hit) -> Row:
    """Give a result as it is printed."""
    made = hit.document
    return {
        "kind": hit.resource,
        "id": hit.key,
        "name": made.label,
        "extension": made.extension,
        "short_extension": made.short,
        "number": made.numbers[0] if made.numbers else "",
        "numbers": list(made.numbers),
        "email": made.mail,
        "mac": made.mac,
        "owner": made.owner,
        "site": made.site,
        "by": _BY.get(hit.rank, hit.rank.name.casefold()),
    }


def _tell(runtime: Runtime, session: Session, found: Findings, state: IndexState, wanted: Wanted) -> None:
    """Say on stderr what is not on stdout: how old it is, what is missing, what was cut, whose number it is not."""
    for each in _sentences(session, found, state, wanted):
        runtime.stderr.write(f"ztui: {each}\n")


def _sentences(session: Session, found: Findings, state: IndexState, wanted: Wanted) -> Iterator[str]:
    for group in found.groups if wanted.form is not Form.JSON else ():
        if group.count > len(group.hits):
            yield f"{len(group.hits):,} of {group.count:,} {group.title.lower()} are shown; --limit shows more."
    if not found.count:
        yield from _nothing(found, state)
    lacking = [*state.missing, *(f"{each} (in part)" for each in state.partial)]
    if lacking:
        yield f"Not indexed: {', '.join(lacking)}. 'ztui index sync' reads them."
    if wanted.form is Form.TABLE and state.as_of is not None:
        old = age((session.clock.now() - state.as_of).total_seconds())
        yield f"{state.objects:,} objects are indexed, {old}."


def _nothing(found: Findings, state: IndexState) -> Iterator[str]:
    told = found.outside
    if told is None:
        yield f"Nothing is called so: {display(found.text, longest=60)}. {found.note}".rstrip()
        return
    country = f"{told.country_name} ({told.country})" if told.country_name else told.country or "unknown"
    said = "is not a number of this account" if state.has_all_numbers else "is not found, but not all numbers were read"
    yield f"{told.number} {said}. Country: {country}."
    if not told.searched:
        yield "No calls are stored: 'ztui calls sync' fetches them."
    for each in told.calls:
        sides = (each.get("caller_name") or each.get("caller_did_number"), each.get("callee_name"))
        who = " -> ".join(display(side, longest=40) or "?" for side in sides)
        yield f"{display(each.get('start_time'))}  {who}  {display(each.get('call_result'))}".rstrip()
