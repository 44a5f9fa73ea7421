"""Names, heads, widths and areas: what people see and type of the resources, and what loading them costs."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ztui.contract.codes import TABLES
from ztui.core.errors import UnknownName
from ztui.resources.areas import AREAS, area_of
from ztui.resources.model import Column, Field, Kind
from ztui.resources.registry import names, resource, resources

if TYPE_CHECKING:
    from ztui.resources.model import Resource

EVERY = pytest.mark.parametrize("each", resources(), ids=lambda each: each.name)
GUTTER, GAP, WIDTH, WIDE = 3, 2, 80, 120


def parts_of(each: Resource) -> list[Column | Field]:
    return [*each.columns, *(part for group in each.groups for part in group.fields)]


@EVERY
def test_the_columns_fit_a_screen_and_the_wide_ones_a_wide_screen(each: Resource) -> None:
    for width, shown in (
        (WIDTH, [c for c in each.columns if not (c.hidden or c.wide_only)]),
        (WIDE, [c for c in each.columns if not c.hidden]),
    ):
        needed = GUTTER + sum(column.width for column in shown) + GAP * (len(shown) - 1)
        assert needed <= width, f"{needed} cells"


@EVERY
def test_columns_have_names_and_heads_of_their_own(each: Resource) -> None:
    spoken = [name for column in each.columns for name in (column.path, column.alias) if name]
    assert len(spoken) == len(set(spoken))
    heads = [column.head for column in each.columns]
    assert len(heads) == len(set(heads))
    for column in each.columns:
        assert each.column(column.path) is column
        assert column.head.strip() or column.about
        assert len(column.head) <= max(column.width, 3) or column.hidden or column.wide_only, column.head


@EVERY
def test_codes_have_a_table(each: Resource) -> None:
    for part in parts_of(each):
        assert part.table in {"", *TABLES}
        assert part.kind is not Kind.CODE or part.table


@EVERY
def test_names_and_aliases_belong_to_one_resource(each: Resource) -> None:
    for name in (each.name, *each.aliases):
        assert resource(name) is each
        assert resource(name.upper().replace("-", "_")) is each
    assert len(names()) == len(set(names()))


def test_passwords_are_secrets_wherever_they_come() -> None:
    for each in resources():
        for part in parts_of(each):
            assert part.kind is Kind.SECRET or "password" not in part.path, part.path
            assert not isinstance(part, Column) or part.kind is not Kind.SECRET, "a list shows no secrets"


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName) as caught:
        resource("call-ques")
    assert "call-queues" in caught.value.nearest


def test_the_nine_areas_lead_to_resources() -> None:
    assert [area.key for area in AREAS] == list("123456789")
    line = " ".join(f"{area.key} {area.short}" for area in AREAS)
    assert len(line) <= 80
    for area in AREAS:
        assert area_of(area.resource) is area
        for tab in area.tabs:
            assert area_of(tab.resource) is area
    assert area_of("queue-members") is None
    assert sum(len(tab.title) + 2 for tab in AREAS[3].tabs) <= 76


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("cq", "call-queues"),
        ("calls", "call-history"),
        ("no", "numbers"),
        ("queues", "call-queues"),
        ("menus", "auto-receptionists"),
    ],
)
def test_the_short_names_that_people_type_are_known(alias: str, name: str) -> None:
    assert resource(alias).name == name


LOAD = """
KNOWN = {"ztui.resources." + name for name in ("registry", "model", "rows", "shows", "call_queues")}
import sys
from ztui.resources.registry import names, resource, summaries
assert names() and summaries() and resource("cq")
loaded = {name for name in sys.modules if name.startswith("ztui.resources.") and name not in KNOWN}
print(*loaded, *{"pydantic", "phonenumbers", "jsonschema", "textual", "httpx"} & set(sys.modules))
"""


def test_the_registry_loads_what_is_asked_for_and_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


DERIVE = """
import pathlib, sys
opened = []
sys.addaudithook(lambda event, args: event == "open" and str(args[0]).endswith(".json") and opened.append(str(args[0])))
from ztui.resources.registry import names, resource, summaries
assert names() and summaries()
print(*(pathlib.Path(each).parent.name + "/" + pathlib.Path(each).name for each in opened))
opened.clear()
assert resource("pickup-groups").columns
print(*(pathlib.Path(each).parent.name + "/" + pathlib.Path(each).name for each in opened))
"""


def test_names_need_the_index_alone_and_deriving_one_resource_its_own_data() -> None:
    done = subprocess.run([sys.executable, "-c", DERIVE], capture_output=True, text=True, check=True)
    by_names, by_deriving = done.stdout.splitlines()
    assert by_names.split() == ["resources/index.json"]
    assert by_deriving.split() == ["data/index.json", "data/phone_group_call_pickup.json"]
