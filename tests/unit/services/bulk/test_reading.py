from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ztui.core.errors import ConfigError
from ztui.services.bulk.reading import COLUMNS, Line, decoded, read_file, read_list

if TYPE_CHECKING:
    from pathlib import Path

NAMES = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"], exclude_characters="\ufeff"), min_size=1
).filter(lambda text: not text.startswith(("#", '"')) and text.casefold() not in COLUMNS)
CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]) | st.just("\n"), max_size=20)
TEXTS = st.text(max_size=300) | st.builds("object,field,value\n{}".format, st.text('a",;\n#\r \t', max_size=60))


@given(TEXTS)
def test_each_line_is_read_or_told_once(text: str) -> None:
    try:
        found = read_list(text)
    except ConfigError:
        return
    numbers = [*(each.number for each in found.lines), *(each.number for each in found.bad)]
    assert len(set(numbers)) == len(numbers)
    assert all(1 <= number <= len(text.splitlines()) for number in numbers)
    assert all(each.object for each in found.lines)


@given(st.lists(NAMES, max_size=20))
def test_one_object_a_line_is_read_as_it_stands(names: list[str]) -> None:
    names = [name for name in names if not any(each in name for each in ",;\t|")]
    found = read_list("\n".join(names))
    assert [each.object for each in found.lines] == names
    assert found.bad == ()


@given(
    st.lists(st.tuples(NAMES, CELLS), min_size=1, max_size=8),
    st.permutations(COLUMNS),
    st.sampled_from(",;\t|"),
    st.booleans(),
)
def test_a_table_that_a_spreadsheet_writes_is_read_whole(
    rows: list[tuple[str, str]], head: list[str], separator: str, marked: bool
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(head)
    for name, value in rows:
        cells = {"object": name, "action": "", "field": "name", "value": value}
        writer.writerow([cells[each] for each in head])
    # A line that begins with # is a comment, whatever column comes first.
    assume(head[0] != "value" or not any(value.lstrip().startswith("#") for _, value in rows))
    found = read_list(("\ufeff" if marked else "") + out.getvalue())
    assert found.is_table
    assert [(each.object, each.field) for each in found.lines] == [(name, "name") for name, _ in rows]
    assert [each.value.strip() for each in found.lines] == [value.strip() for _, value in rows]


def test_comments_blank_lines_and_quotes_are_read_and_numbered() -> None:
    found = read_list('# who moves\n\n+1 (415) 555-0100\r\n  "Brück, Ann"  \n#x\nann@example.com\n800-8200\n')
    assert found.lines == (
        Line(3, "+1 (415) 555-0100"),
        Line(4, "Brück, Ann"),
        Line(6, "ann@example.com"),
        Line(7, "800-8200"),
    )


def test_bad_lines_are_told_by_number_and_stop_nothing() -> None:
    found = read_list(
        'Object;Field;Value;\nSupport;name;"Front ""desk"""\n;name;x\nSales;;y\nA;name;b;c;d\n"B;name;x\nC;name;z\n'
    )
    assert [(each.number, each.object, each.value) for each in found.lines] == [
        (2, "Support", 'Front "desk"'),
        (7, "C", "z"),
    ]
    assert [(each.number, each.why.split(":")[0]) for each in found.bad] == [
        (3, "it names no object"),
        (4, "it has a value and names no field"),
        (5, "it has 5 columns, and the head 3"),
        (6, "its quotes cannot be read"),
    ]


def test_what_copying_leaves_at_the_ends_of_a_line_is_no_part_of_a_name() -> None:
    found = read_list('+17203202189,\n; +13034743901\n"Brück, Ann";\n\tSupport\t\n|x|\n')
    assert [each.object for each in found.lines] == ["+17203202189", "+13034743901", "Brück, Ann", "Support", "x"]


@pytest.mark.parametrize(
    "line", ["+17203202189, +13034743901", "+17203202189 +13034743901", "a@example.com;b@example.com"]
)
def test_a_line_of_several_objects_is_told(line: str) -> None:
    found = read_list(f"{line}\nBrück, Ann\n")
    assert [each.object for each in found.lines] == ["Brück, Ann"]
    assert [(each.number, each.why) for each in found.bad] == [
        (1, "it names several objects: give each a line of its own")
    ]


def test_columns_without_a_head_are_told() -> None:
    found = read_list("Support\tname\tFront desk\nSales\n")
    assert [each.object for each in found.lines] == ["Sales"]
    assert "the list no head: begin it with object, action, field, value" in found.bad[0].why


@pytest.mark.parametrize("text", ["foo,bar\na,b\n", "name;value\na;b\n", "queue\taction\na\tdelete\n"])
def test_a_table_without_a_column_of_objects_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="no column 'object'") as refused:
        read_list(text)
    assert "object, action, field, value" in refused.value.hint
    assert [each.object for each in read_list("Brück, Ann\nSmith, Joe\n").lines] == ["Brück, Ann", "Smith, Joe"]


def test_a_column_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ConfigError, match="note"):
        read_list("object,field,value,note\na,b,c,d\n")
    with pytest.raises(ConfigError, match="twice"):
        read_list("object,field,field\na,b,c\n")


def test_notes_blank_rows_and_a_foreign_head_of_a_spreadsheet_are_told_apart() -> None:
    found = read_list(
        'object;#note;field;;value\nSupport;"ask Bea; she knows";name;x;Front\n;;;;\n;; ;;\nSales;;name;;Desk'
    )
    assert found.lines == (Line(2, "Support", "", "name", "Front"), Line(5, "Sales", "", "name", "Desk"))
    assert not found.bad
    with pytest.raises(ConfigError, match="'note'") as refused:
        read_list("object,note\na,b\n")
    assert "'#note', is left out" in refused.value.hint
    with pytest.raises(ConfigError, match="no column 'object', but number, user, note"):
        read_list('number;user;note\n(415) 555-0100;ann@example.com;"a; b"\n\n555;bob@example.com;\n;;\n')


def test_files_are_read_by_their_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        file.write_bytes("object\nBrück\n".encode(encoding))
        assert [each.object for each in read_file(file).lines] == ["Brück"]
    with pytest.raises(ConfigError, match="UTF-8"):
        decoded("Brück".encode("latin-1"), "list.csv")
    with pytest.raises(ConfigError, match="no text"):
        decoded(b"PK\0\0", "list.xlsx")
    with pytest.raises(ConfigError, match="Cannot read"):
        read_file(tmp_path / "none.csv")


def test_ten_thousand_lines_are_read() -> None:
    text = "object,field,value\n" + "".join(f"{number},name,Queue {number}\n" for number in range(10_000))
    found = read_list(text)
    assert (len(found.lines), found.lines[-1]) == (10_000, Line(10_001, "9999", "", "name", "Queue 9999"))


def test_colours_of_what_was_copied_are_no_part_of_a_name() -> None:
    found = read_list("\x1b[31mSupport\x1b[0m\n+17203202189\x1b[K\n")
    assert [each.object for each in found.lines] == ["Support", "+17203202189"]
