"""The driver's package stands alone: it names nothing of the program, and Textual is known in one module."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.terminal.updates import width
from ztui.core.config import terminal_of
from ztui.core.errors import ConfigError
from ztui.ui.driver_choice import driver_class
from ztui.ui.terminal import driver

FILES = sorted(Path(str(driver.__file__)).parent.glob("*.py"))


def imported(path: Path) -> set[str]:
    """Give the first names of the modules that a file imports from elsewhere."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {each.name.partition(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(str(node.module).partition(".")[0])
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_it_names_nothing_around_it(path: Path) -> None:
    assert "ztui" not in path.read_text()
    beside = imported(path) - sys.stdlib_module_names
    assert beside <= ({"textual"} if path.name == "driver.py" else {"rich"} if path.name == "cells.py" else set())


def test_a_frame_can_be_read_without_textual_or_rich() -> None:
    code = "import sys, ztui.ui.terminal.driver.differ; print([m for m in ('textual', 'rich') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_the_widths_that_terminals_agree_on_are_those_that_textual_measures() -> None:
    from rich.cells import cell_len

    from ztui.ui.terminal.driver.cells import Palette

    cells = Palette().plain.cells_of
    for code in (*range(0x20, 0x7F), *range(0xA0, 0xD800), *range(0xE000, 0xFFFE), *range(0x20000, 0x20100)):
        char = chr(code)
        if cell_len(char):
            found = list(cells(char))
            assert len(found) == cell_len(char), hex(code)
    assert width("漢字 é") == 6


def test_a_setting_and_textuals_own_variable_choose_the_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEXTUAL_DRIVER", raising=False)
    ours, theirs = driver_class("differential"), driver_class("textual")
    assert ours is not None
    assert "DifferentialDriver" in [each.__name__ for each in ours.__mro__]
    assert theirs is not None
    assert "DifferentialDriver" not in [each.__name__ for each in theirs.__mro__]

    monkeypatch.setenv("TEXTUAL_DRIVER", "textual.drivers.linux_driver:LinuxDriver")
    assert driver_class("differential") is None


def test_the_environment_sets_what_concerns_the_terminal() -> None:
    wanted = {"ZTUI_TABLE_CURSOR": "gutter", "ZTUI_TERMINAL_DRIVER": "textual", "TERM": "xterm"}

    assert terminal_of(wanted) == {"table_cursor": "gutter", "terminal_driver": "textual"}
    with pytest.raises(ConfigError, match="ZTUI_TABLE_CURSOR is 'blink'"):
        terminal_of({"ZTUI_TABLE_CURSOR": "blink"})
