"""No module needs itself to be loaded, by whatever way round."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import ztui

PACKAGE = Path(ztui.__file__).parent
FEWEST = 800
"""So many modules there are at least."""


def modules() -> dict[str, Path]:
    """Give every module of the package by its name."""
    named = ((".".join(each.relative_to(PACKAGE.parent).with_suffix("").parts), each) for each in PACKAGE.rglob("*.py"))
    return {name.removesuffix(".__init__"): path for name, path in named}


def loaded_with(path: Path) -> set[str]:
    """Give the names that a module imports when it is loaded: not in functions, and not for types alone."""
    names: set[str] = set()
    waiting: list[ast.stmt] = list(ast.parse(path.read_text(encoding="utf-8")).body)
    while waiting:
        statement = waiting.pop()
        match statement:
            case ast.Import():
                names.update(each.name for each in statement.names)
            case ast.ImportFrom(module=str(module)):
                names.update((module, *(f"{module}.{each.name}" for each in statement.names)))
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                waiting += statement.orelse
            case ast.If() | ast.Try():
                waiting += [*statement.body, *statement.orelse]
    return names


def circle_in(graph: dict[str, set[str]]) -> list[str]:
    """Give one circle of a graph, nothing where there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return [*error.args[1]]
    return []


def test_no_module_is_loaded_in_a_circle() -> None:
    known = modules()
    assert len(known) > FEWEST
    graph = {name: (loaded_with(path) & known.keys()) - {name} for name, path in known.items()}
    assert graph["ztui.cli.app"], "imports are seen"
    assert circle_in(graph) == []


@pytest.mark.parametrize(
    "line", ["import b", "from b import c", "if x:\n    import b", "try:\n    import b\nfinally:\n    pass"]
)
def test_a_circle_would_be_seen(line: str, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(line)
    assert circle_in({"a": loaded_with(tmp_path / "a.py"), "b": {"a"}})


@pytest.mark.parametrize("line", ["def f():\n    import b", "if TYPE_CHECKING:\n    import b"])
def test_what_is_imported_later_or_for_types_makes_no_circle(line: str, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(line)
    assert circle_in({"a": loaded_with(tmp_path / "a.py"), "b": {"a"}}) == []
