"""`ztui operations`: the operations of the API, and what the contract says of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ztui.cli.completing import complete_operations
from ztui.cli.jq import jq_option
from ztui.cli.list import form_option, form_options
from ztui.cli.output import Form, print_rows, width_of
from ztui.cli.paging import paged
from ztui.contract.catalogue import Operation, operations
from ztui.core.errors import UnknownName
from ztui.core.nearness import nearest
from ztui.core.text import display
from ztui.resources.model import Column
from ztui.services.console.danger import level_of
from ztui.services.console.search import FieldFacts, facts, search
from ztui.store.texts import searchable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.resources.model import Row

__all__ = ["list_operations", "row_of"]

_MOST_NEAR = 3
_METHODS = ("GET", "POST", "PATCH", "PUT", "DELETE")
_TABLE = (
    Column("method", 6),
    Column("path", 40),
    Column("id", 30),
    Column("title", 30),
    Column("label", 9),
    Column("tag", 18),
)
_CSV = (
    *(Column(name, 10) for name in ("id", "method", "path", "twin", "api", "tag", "title", "label", "scopes")),
    *(Column(name, 10) for name in ("granular_scopes", "deprecated", "sunset", "replaced_by", "destructive")),
    *(Column(name, 10) for name in ("collection_wide", "confirm", "paging", "resource")),
)


def row_of(known: Operation, resources: dict[str, str]) -> Row:
    """Give an operation as a row; `resources` has the names of resources by the operations that list them."""
    confirm = level_of(known)
    return {
        "id": known.id,
        "method": known.method,
        "path": known.path,
        "twin": known.twin,
        "api": known.api,
        "tag": known.tag,
        "title": known.title,
        "label": known.label and str(known.label),
        "scopes": list(known.scopes),
        "granular_scopes": list(known.granular_scopes),
        "deprecated": known.deprecated,
        "sunset": known.sunset,
        "replaced_by": known.replaced_by,
        "destructive": known.destructive,
        "collection_wide": known.collection_wide,
        "confirm": confirm and str(confirm),
        "paging": str(known.paging),
        "resource": resources.get(known.id),
    }


@click.command("operations")
@click.argument("words", nargs=-1, metavar="[WORDS]", shell_complete=complete_operations)
@click.option("--method", type=click.Choice(_METHODS, case_sensitive=False), help="Only those of this method.")
@click.option("--tag", default="", metavar="TEXT", help="Only those of tags that hold this text.")
@click.option("--api", default="", metavar="NAME", help="Only those of this API, such as phone or number_management.")
@click.option("--deprecated", is_flag=True, help="Only those that Zoom has deprecated.")
@form_options
@click.pass_context
@paged
@jq_option
def list_operations(ctx: click.Context, /, words: tuple[str, ...], forms: tuple[Form, ...], **given: Any) -> int:
    """Print the operations of the API that hold all WORDS in id, title, path or tag, the best first.

    \b
    ztui operations
    ztui operations queue members --method delete
    ztui operations --tag "call logs" --deprecated --json
    ztui operations createCallQueue --table

    The id of an operation alone prints with --table what the contract says of it: parameters, body, scopes, errors.
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    form = form_option(forms, runtime)
    _check_names(given["api"], given["tag"])
    found = search(" ".join(words), method=given["method"] or "", tag=given["tag"], api=given["api"])
    if given["deprecated"]:
        found = tuple(each for each in found if each.sunset)
    if len(words) == 1 and words[0] in operations():
        found = tuple(each for each in found if each.id == words[0])
        if found and form is Form.TABLE:
            _describe(found[0], runtime.stdout)
            return 0
    if not found:
        _note_nothing(words, runtime.stderr)
    runtime.run(_print(runtime, ctx.obj[1], found, form))
    return 0


def _check_names(api: str, tag: str) -> None:
    """Refuse an API or a tag that no operation has.

    Raises:
        UnknownName: It carries the nearest ones.
    """
    apis = dict.fromkeys(each.api for each in operations().values())
    if api and searchable(api) not in map(searchable, apis):
        raise UnknownName("API", api, apis)
    tags = dict.fromkeys(each.tag for each in operations().values())
    if tag and not any(searchable(tag) in searchable(each) for each in tags):
        raise UnknownName("tag", tag, tags)


def _note_nothing(words: Sequence[str], err: TextIO) -> None:
    """Say that nothing was found, and what is named nearly so."""
    near = list(dict.fromkeys(name for word in words for name in nearest(word, operations())))[:_MOST_NEAR]
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    err.write(f"ztui: No operation has that.{hint}\n")


async def _print(runtime: Runtime, options: GlobalOptions, found: Sequence[Operation], form: Form) -> None:
    from datetime import UTC, datetime

    from ztui.cli.streams import is_unicode
    from ztui.resources.cells import Viewer
    from ztui.resources.registry import summaries

    resources = {each.operation: each.name for each in reversed(summaries())}

    viewer = Viewer(zone=UTC, now=datetime.now(UTC), ascii=not is_unicode(runtime.stdout))
    await print_rows(
        (row_of(each, resources) for each in found),
        _CSV if form is Form.CSV else _TABLE,
        form,
        runtime.stdout,
        viewer,
        width_of(runtime.stdout),
    )


def _describe(known: Operation, out: TextIO) -> None:
    """Print what the contract says of an operation."""
    told = facts(known)
    confirm = level_of(known)
    out.write(f"{known.method} {known.path}\n{known.title}\n\n")
    pairs = (
        ("id", known.id),
        ("also at", known.twin or ""),
        ("api", f"{known.api}, {known.tag}"),
        ("label", known.label or "none given; limited as LIGHT"),
        ("scopes", " or ".join(known.scopes)),
        ("granular", " or ".join(known.granular_scopes)),
        ("answers", f"HTTP {known.success}"),
        ("paging", known.paging if known.items_key else ""),
        ("rows in", known.items_key or ""),
        ("confirm", confirm or ""),
        ("deprecated", _deprecation(known, told.successor)),
        ("errors", ", ".join(f"{e.http}" if e.code is None else f"{e.http}/{e.code}" for e in told.errors)),
    )
    _lines(out, [(name, str(value)) for name, value in pairs if value])
    for title, part in (("Path parameters", "path"), ("Query parameters", "query")):
        _fields(out, title, [each for each in told.parameters if each.part == part])
    body = "Body" if known.content_type in (None, "application/json") else f"Body ({known.content_type})"
    _fields(out, body, told.body)
    if told.answer:
        out.write("\nAnswer\n")
        _lines(out, told.answer)


def _deprecation(known: Operation, successor: str) -> str:
    if not known.sunset:
        return ""
    return f"yes; use {successor}" if successor else "yes"


def _fields(out: TextIO, title: str, listed: Sequence[FieldFacts]) -> None:
    if not listed:
        return
    out.write(f"\n{title}\n")
    rows = []
    for each in listed:
        marks = ["required" if each.required else "", each.about, "deprecated" if each.deprecated else ""]
        marks.append(f"one of {', '.join(each.choices)}" if each.choices else "")
        rows.append((each.name or "(the body)", each.type, "; ".join(filter(None, marks))))
    _lines(out, rows)


def _lines(out: TextIO, rows: Iterable[Sequence[str]]) -> None:
    """Print rows as aligned columns, two cells in."""
    rows = list(rows)
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]) - 1)]
    for row in rows:
        cells = [display(text).ljust(width) for text, width in zip(row, widths, strict=False)]
        out.write(("  " + "  ".join([*cells, display(row[-1])])).rstrip() + "\n")
