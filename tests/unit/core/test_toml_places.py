"""Where the keys of a TOML file stand."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from ztui.core.toml_places import Place, places

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = """# a = 1
default = "a"  # b = 2

[profiles.acme]   # c
"a=b" = 3
keys.quit = "x"
columns = { numbers = [
  'a = 3',
] }
token = \"\"\"
a = 3
[x]
\"\"\"
[ profiles . "x y" ]
  label   =    'q'
[[list]]
one = 1
"""


def test_keys_and_values_are_found_where_they_stand() -> None:
    found = places(TEXT)
    assert found.key(("default",)) == Place(2, 1)
    assert found.value(("default",)) == Place(2, 11)
    assert found.key(("profiles", "acme")) == Place(4, 2)
    assert found.key(("profiles", "acme", "a=b")) == Place(5, 1)
    assert found.value(("profiles", "acme", "keys", "quit")) == Place(6, 13)
    assert found.value(("profiles", "acme", "token")) == Place(10, 9)
    assert found.key(("profiles", "x y", "label")) == Place(15, 3)
    assert found.value(("profiles", "x y", "label")) == Place(15, 16)
    assert found.key(("list", "one")) == Place(17, 1)


def test_what_is_inside_of_an_inline_table_stands_where_the_table_does() -> None:
    assert places(TEXT).value(("profiles", "acme", "columns", "numbers")) == Place(7, 11)


def test_a_table_that_has_no_line_of_its_own_stands_where_the_first_thing_in_it_does() -> None:
    assert places(TEXT).key(("profiles",)) == Place(4, 2)
    assert places(TEXT).key(("nothing",)) == Place()


def test_lines_of_windows_have_the_same_places() -> None:
    assert places(TEXT.replace("\n", "\r\n")).value(("profiles", "x y", "label")) == Place(15, 16)


NAMES = st.from_regex(r"[a-z]{1,3}|\"[a-z =\[\]#.]{1,4}\"", fullmatch=True)
VALUES = st.sampled_from(
    ["1", "true", "'a = b'", '"#"', '"""\na = 3\n[b]\n"""', "[\n1, # x\n2\n]", "{ a = 1, b = [2] }", "2026-11-21"]
)
LINES = st.lists(st.tuples(NAMES, VALUES), max_size=6, unique_by=lambda each: each[0])
TABLES = st.lists(st.tuples(NAMES, LINES), max_size=4, unique_by=lambda each: each[0])


def leaves(data: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Give the path of each value of a table, and of each table."""
    for name, value in data.items():
        yield (*path, name)
        if isinstance(value, dict) and len(path) < 1:
            yield from leaves(value, (*path, name))


@given(TABLES)
def test_each_value_begins_where_it_is_said_to(tables: list[tuple[str, list[tuple[str, str]]]]) -> None:
    text = "".join(
        f"# c\n[{table.replace('[', '').replace(']', '')}]\n" + "".join(f" {name} = {value}\n" for name, value in lines)
        for table, lines in tables
    )
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    found = places(text)
    rows = text.split("\n")
    for path in leaves(data):
        place = found.value(path) if len(path) > 1 else found.key(path)
        rest = rows[place.line - 1][place.column - 1 :]
        whole = "\n".join([rest, *rows[place.line :]])
        if len(path) == 1:
            assert rest.startswith(path[0]) or rest.startswith(f'"{path[0]}"')
        else:
            assert any(whole.startswith(value) for _, lines in tables for _, value in lines)
