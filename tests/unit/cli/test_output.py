from __future__ import annotations

import csv
import io
import json
import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ztui.cli.output import Form, print_rows
from ztui.core.json_text import json_text
from ztui.core.spreadsheet import csv_cell
from ztui.resources.cells import Viewer
from ztui.resources.model import Column, Kind

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

VIEWER = Viewer(zone=ZoneInfo("UTC"), now=datetime(2026, 11, 21, 14, 5, tzinfo=UTC))
NAME = Column("name", 20)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


async def each(rows: list[dict[str, Any]]) -> AsyncIterator[dict[str, Any]]:
    for row in rows:
        yield row


async def printed(rows: list[dict[str, Any]], form: Form, width: int = 0) -> str:
    out = io.StringIO()
    assert await print_rows(each(rows), (NAME, Column("id", 8)), form, out, VIEWER, width) == len(rows)
    return out.getvalue()


@given(st.recursive(st.none() | st.booleans() | st.integers() | TEXTS, lambda inner: st.lists(inner)))
def test_json_gives_back_what_it_took_and_holds_no_control_character(value: object) -> None:
    text = json_text(value)
    assert json.loads(text) == value
    assert not [char for char in text if unicodedata.category(char) in {"Cc", "Zl", "Zp"}]
    assert not [char for char in text if unicodedata.bidirectional(char) in {"RLO", "LRO", "RLE", "LRE", "PDF"}]


@pytest.mark.parametrize("text", ['=HYPERLINK("x")', "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1"])
def test_no_cell_of_a_csv_is_a_formula(text: str) -> None:
    assert not csv_cell(text).startswith(("=", "+", "-", "@", "\t"))


@pytest.mark.parametrize("text", ["+14155550100", "-5", "+1 (415) 555-0100", "plain"])
def test_numbers_stay_as_they_are_in_a_csv(text: str) -> None:
    assert csv_cell(text) == text


@pytest.mark.parametrize("form", list(Form))
async def test_no_rows_are_printed_as_such(form: Form) -> None:
    text = await printed([], form)
    assert text == {"json": "[]\n", "ndjson": "", "csv": "name,id\r\n", "table": "NAME  ID\n"}[form]


@given(st.lists(st.fixed_dictionaries({"name": TEXTS, "id": st.integers()}), max_size=5))
async def test_csv_has_one_record_a_row(rows: list[dict[str, Any]]) -> None:
    records = list(csv.reader(io.StringIO(await printed(rows, Form.CSV), newline="")))
    assert len(records) == len(rows) + 1
    assert [record[1] for record in records[1:]] == [str(row["id"]) for row in rows]


@given(st.lists(st.fixed_dictionaries({"name": TEXTS, "id": st.integers(0, 10**6)}), max_size=5), st.integers(20, 120))
async def test_no_line_of_a_table_is_wider_than_the_terminal(rows: list[dict[str, Any]], width: int) -> None:
    lines = (await printed(rows, Form.TABLE, width)).split("\n")
    assert len(lines) == len(rows) + 2
    assert max(cell_len(line) for line in lines) <= width


async def test_a_long_table_begins_before_its_last_row_is_there() -> None:
    out = io.StringIO()

    async def rows() -> AsyncIterator[dict[str, Any]]:
        for number in range(250):
            if number == 249:
                assert "row 0" in out.getvalue()
            yield {"name": f"row {number}", "id": number}

    assert await print_rows(rows(), (NAME,), Form.TABLE, out, VIEWER, 80) == 250


BEGAN = Column("began", 8, title="Time", kind=Kind.CLOCK)
ENDED = Column("ended", 12, kind=Kind.TIME)
PACIFIC = Viewer(zone=ZoneInfo("America/Los_Angeles"), now=datetime(2026, 11, 21, 14, 5, tzinfo=UTC))


async def test_times_of_a_table_have_their_date_and_name_their_zone() -> None:
    out = io.StringIO()
    rows: list[dict[str, Any]] = [
        {"began": "2026-11-20T21:59:23Z", "ended": "2026-11-21T14:00:00Z"},
        {"began": "2026-11-01T08:30:00Z", "ended": "2026-11-01T09:30:00Z"},
        {"began": "yesterday", "ended": None},
    ]
    await print_rows(each(rows), (BEGAN, ENDED), Form.TABLE, out, PACIFIC, 0)
    assert out.getvalue().splitlines() == [
        "TIME PST                 ENDED PST",
        "2026-11-20 13:59:23      2026-11-21 06:00:00",
        "2026-11-01 01:30:00 PDT  2026-11-01 01:30:00",
        "yesterday",
    ]


async def test_a_narrow_table_cuts_names_before_times() -> None:
    out = io.StringIO()
    rows = [{"name": "A name of some length", "began": "2026-11-20T21:59:23Z"}]
    await print_rows(each(rows), (NAME, BEGAN), Form.TABLE, out, PACIFIC, 30)
    assert out.getvalue().splitlines()[1] == "A name o…  2026-11-20 13:59:23"


async def test_a_narrow_table_keeps_numbers_whole_and_leaves_out_what_is_for_wide_lines() -> None:
    columns = (
        Column("number", 17, kind=Kind.NUMBER), Column("name", 10), Column("note", 12), Column("site", wide_only=True),
    )  # fmt: skip
    row = {"number": "+14155550100", "name": "A name of many words", "note": "What was noted of it", "site": "Denver"}
    for width, told in ((42, "+1 415 555 0100  A name of …  What was no…"), (100, "  What was noted of it  Denver")):
        out = io.StringIO()
        await print_rows(each([row]), columns, Form.TABLE, out, VIEWER, width)
        assert told in out.getvalue()


async def test_a_table_of_unknown_width_does_not_grow_with_one_long_name() -> None:
    lines = (await printed([{"name": "n" * 10_000, "id": 1}, {"name": "short", "id": 2}], Form.TABLE)).splitlines()
    assert [cell_len(line) for line in lines] == [64, 63, 63]
    assert "…" in lines[1]


async def test_a_stream_that_is_not_unicode_gets_json_in_ascii_and_our_signs_as_well() -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="latin-1", errors="strict")
    rows = [{"name": "Вера Łódź é 🎉", "id": 1}]
    await print_rows(each(rows), (NAME,), Form.JSON, out, VIEWER, 0)
    out.flush()
    assert raw.getvalue().isascii()
    assert json.loads(raw.getvalue()) == rows
