"""The page of promises: ten of them, each with where it is kept and tests that exist."""

from __future__ import annotations

import ast
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
LEAST_TESTS = 4


def sections() -> dict[str, str]:
    """Give each promise's title with its text."""
    heads = [*re.finditer(r"^## (.+)$", PAGE, re.MULTILINE)]
    ends = [*(each.start() for each in heads), len(PAGE)]
    return {head[1]: PAGE[start:end] for head, (start, end) in zip(heads, pairwise(ends), strict=True)}


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    functions = (each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(each.name for each in functions)


def named_tests(text: str) -> list[tuple[str, str]]:
    return re.findall(r"^- `(tests/[\w/]+\.py)::(test_\w+)`$", text, re.MULTILINE)


def test_there_are_ten_promises() -> None:
    assert [title.split(".")[0] for title in sections()] == [str(each) for each in range(1, 11)]


@pytest.mark.parametrize("title", sections())
def test_a_promise_says_where_it_is_kept_and_which_tests_would_fail(title: str) -> None:
    text = sections()[title]
    places = re.findall(r"`(ztui/[^`]+)`", text)
    tests = named_tests(text)
    assert places
    assert [each for each in places if not (ROOT / each).exists()] == []
    assert len(tests) == text.count("\n- `"), "a line names no test"
    assert len(tests) >= LEAST_TESTS
    assert [name for path, name in tests if name not in names_in(path)] == []


def test_no_test_is_named_twice() -> None:
    named = named_tests(PAGE)
    assert len(named) == len(set(named))
