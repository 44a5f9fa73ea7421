"""What docs/adding-a-resource.md says of files, fields and commands is so."""

from __future__ import annotations

import re
from pathlib import Path

from ztui.resources.model import Resource

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "adding-a-resource.md").read_text(encoding="utf-8")
EXAMPLE = ROOT / "ztui" / "resources" / "alert_settings.py"


def test_the_paths_that_it_names_are_there() -> None:
    named = set(re.findall(r"\b(?:ztui|tests|docs)/[\w./-]+", PAGE))
    assert len(named) > 10
    assert [each for each in named if not (ROOT / each.rstrip(".")).exists()] == []


def test_the_fields_that_it_names_are_those_of_a_resource() -> None:
    rows = re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE)
    fields = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert {"name", "columns", "get_key", "confirm"} <= set(fields) <= set(Resource.__dataclass_fields__)


def test_what_it_says_is_needed_is_what_has_no_default() -> None:
    made = Resource.__init__.__defaults__ or ()
    every = list(Resource.__dataclass_fields__)
    first, _, _ = PAGE.partition("And these where they apply")
    needed = set(re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`.*?) \|", first, re.MULTILINE))))
    assert needed == set(every[: len(every) - len(made)])


def test_its_example_is_one_file_of_less_than_a_hundred_lines_that_nothing_names() -> None:
    assert len(EXAMPLE.read_text(encoding="utf-8").splitlines()) < 100
    code = [each for folder in ("ztui", "styles") for each in (ROOT / folder).rglob("*.py") if each != EXAMPLE]
    assert not [each.name for each in code if EXAMPLE.stem in each.read_text(encoding="utf-8")]


def test_what_it_runs_is_a_target_of_make() -> None:
    targets = set(re.findall(r"^make (\w+)$", PAGE, re.MULTILINE))
    assert targets == {"docs"}
    assert all(f"\n{each}: " in (ROOT / "Makefile").read_text(encoding="utf-8") for each in targets)
