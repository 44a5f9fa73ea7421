"""Counts as the shell prints them: what a value is called, how many have it, and of calls what became of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.cli.output import Form, print_rows, width_of
from ztui.cli.streams import is_unicode
from ztui.core.amounts import counted, percent
from ztui.core.times import duration
from ztui.resources.cells import cell
from ztui.resources.model import Column, Kind
from ztui.resources.rows import value_of

if TYPE_CHECKING:
    from ztui.cli.runtime import Runtime
    from ztui.resources.cells import Viewer
    from ztui.services.counting import Counts
    from ztui.services.session import Session
    from ztui.store.figures import Counted, Figures

__all__ = ["facts_of", "figures_of", "print_counts", "sentence_of"]

_VALUE = "value"
_SHARE = Column("share_percent", 6, title="Share %", kind=Kind.COUNT)


def figures_of(each: Figures, *, are_calls: bool = True) -> dict[str, Any]:
    """Give figures as JSON has them; of rows that are no calls their number alone."""
    if not are_calls:
        return {"count": each.calls}
    return {
        "calls": each.calls,
        "answered": each.answered,
        "missed": each.missed,
        "answered_percent": None if each.share is None else round(100 * each.share, 1),
        "seconds": each.seconds,
        "average_seconds": None if each.average is None else round(each.average, 1),
    }


def facts_of(counts: Counts, viewer: Viewer) -> dict[str, Any]:
    """Give counts as JSON has them: the totals, how many values there are, and a row for each."""
    return {
        "totals": figures_of(counts.totals, are_calls=counts.are_calls),
        "groups": counts.distinct,
        "rows": [_row(counts, each, viewer) for each in counts.values],
    }


async def print_counts(runtime: Runtime, session: Session, counts: Counts, form: Form) -> None:
    """Print a table, CSV or JSON lines; below a table stand the totals."""
    out = runtime.stdout
    viewer = session.viewer(ascii=not is_unicode(out))
    await print_rows(
        (_row(counts, each, viewer) for each in counts.values), _columns(counts, form), form, out, viewer, width_of(out)
    )
    if form is Form.TABLE:
        said = sentence_of(counts.totals) if counts.are_calls else f"{counts.totals.calls:,} counted"
        shown = f"; {len(counts.values):,} of {counts.distinct:,} shown" if len(counts.values) < counts.distinct else ""
        out.write(f"\n{said}{shown}\n")


def _row(counts: Counts, value: Counted, viewer: Viewer) -> dict[str, Any]:
    """Give what tells a value and its figures; of a row of a list the value alone."""
    told: dict[str, Any] = value.row
    if _are_listed(counts):
        column = counts.way.column
        told = {_VALUE: value_of(column, value.row) if column.show is None else cell(column, value.row, viewer) or None}
    share = round(100 * value.figures.calls / counts.totals.calls, 1) if counts.totals.calls else None
    return told | figures_of(value.figures, are_calls=counts.are_calls) | {"share_percent": share}


def _are_listed(counts: Counts) -> bool:
    """Tell whether the list cache counted, which gives rows for values."""
    return any(each.text for each in counts.values)


def _columns(counts: Counts, form: Form) -> tuple[Column, ...]:
    labels = _labels(counts, form)
    if not counts.are_calls:
        return (*labels, Column("count", 9, kind=Kind.COUNT), _SHARE)
    return (
        *labels,
        Column("calls", 9, kind=Kind.COUNT),
        _SHARE,
        Column("answered", 9, kind=Kind.COUNT),
        Column("answered_percent", 5, title="Ans %", kind=Kind.COUNT),
        Column("missed", 9, kind=Kind.COUNT),
        Column("average_seconds", 8, title="Average", kind=Kind.DURATION),
        Column("seconds", 9, title="Total", kind=Kind.DURATION),
    )


def _labels(counts: Counts, form: Form) -> tuple[Column, ...]:
    """Give the columns that tell a value: of a party also its number, by which some parties are told apart."""
    way = counts.way
    if way.part == "hour":
        return (Column("hour", 5, show=lambda row: f"{row.get('hour'):02}:00"),)
    if way.part:
        return (Column(way.part, 10),)
    column, side = way.column, way.column.path.removesuffix("_name")
    if _are_listed(counts) or not counts.are_calls:
        kind, table = (column.kind, column.table) if column.show is None else (Kind.TEXT, "")
        return (Column(_VALUE, max(column.width, 20), title=way.title, kind=kind, table=table),)
    if side not in ("caller", "callee"):
        return (replace(column, show=None),)
    number = Column(f"{side}_did_number", 17, title="Number", kind=Kind.NUMBER)
    if form is Form.TABLE:
        return column, number
    hidden = (Column("hide_caller_id", 5, kind=Kind.FLAG),) if side == "caller" else ()
    return replace(column, show=None), Column(f"{side}_ext_number", 9, kind=Kind.EXTENSION), number, *hidden


def sentence_of(each: Figures) -> str:
    """Say totals of calls in a sentence."""
    share = "" if each.share is None else f", {each.answered:,} answered ({percent(each.share)})"
    average = "" if each.average is None else f", {duration(each.average)} on average"
    return f"{counted(each.calls, 'call')}{share}, {each.missed:,} missed{average}, {duration(each.seconds)} in all"
