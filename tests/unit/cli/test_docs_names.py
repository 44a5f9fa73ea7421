"""The names that the documents give in commands are those of the default demo, and each of them names one thing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.docs_commands import PAGES, commands_of
from tests.unit.cli.house import ztui

if TYPE_CHECKING:
    from pathlib import Path

SHOWN = [
    each.text
    for page in PAGES
    if page in ("README.md", "docs/guide.md") or "tasks" in page
    for each in commands_of(page)
]
GONE = re.compile(r"quinn@|'Quinn Carter'|queue:Support|(?:ring|extensionId=) ?Support\b")
NAMED = (
    ("find", "'Support FR Denver'", "call-queues"),
    ("find", "801-8006", "call-queues"),
    ("find", '"+1 303 945 1597"', "call-queues"),
    ("find", "'David Nelson'", "users"),
    ("find", "rachel.0005@acme.example", "users"),
)


def test_no_command_names_what_the_demo_has_not() -> None:
    assert not [each for each in SHOWN if GONE.search(each)]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.mark.parametrize("name", sorted({each[1] for each in NAMED}))
def test_each_name_stands_in_a_document(name: str) -> None:
    assert any(name in each for each in SHOWN)


def test_names_of_the_documents_are_of_one_object_each(demo: Path) -> None:
    """Takes seconds: the account of the demo is the whole one."""
    kept = ("--demo", "--demo-state", str(demo))
    for words in (
        ("get", "call-queues", "Support FR Denver"),
        ("get", "call-queues", "801-8006"),
        ("get", "users", "David Nelson"),
        ("get", "users", "rachel.0005@acme.example"),
    ):
        ran = ztui(*kept, *words, "--json", folder=demo)
        assert ran.code == 0, (words, ran.err)
    queue = ztui(*kept, "get", "call-queues", "801-8006", "--json", folder=demo).json
    assert queue["name"] == "Support FR Denver"
    assert "+13039451597" in [each["number"] for each in queue["phone_numbers"]]
