"""What was typed is brought back; what may be secret is not kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ztui.services.saved.typed import COMMAND, FILTER, Typed

if TYPE_CHECKING:
    from pathlib import Path


def test_lines_come_back_at_the_next_start_each_once_the_newest_last(tmp_path: Path) -> None:
    first = Typed(tmp_path, "acme")
    for each in ("users", "numbers /0205", "users", "users"):
        first.keep(COMMAND, each)
    first.keep(FILTER, "status:active")
    assert Typed(tmp_path, "acme").lines(COMMAND) == ("numbers /0205", "users")
    assert Typed(tmp_path, "acme").lines(FILTER) == ("status:active",)
    assert Typed(tmp_path, "lab").lines(COMMAND) == ()
    assert {each.stat().st_mode & 0o777 for each in tmp_path.iterdir()} == {0o600}


def test_where_nothing_is_to_be_kept_lines_last_as_long_as_the_program(tmp_path: Path) -> None:
    typed = Typed(tmp_path, "acme", keeps=False)
    typed.keep(COMMAND, "users")
    assert typed.lines(COMMAND) == ("users",)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["", "x" * 501, "a\nb", "client_secret=abc", "find token=abc", "password:hunter2"])
def test_what_may_be_secret_or_is_no_line_is_not_kept(tmp_path: Path, text: str) -> None:
    typed = Typed(tmp_path, "acme")
    typed.keep(COMMAND, text)
    assert typed.lines(COMMAND) == ()


def test_the_file_stays_small(tmp_path: Path) -> None:
    typed = Typed(tmp_path, "acme")
    for at in range(1_500):
        typed.keep(COMMAND, f"{at} {'x' * 400}")
    assert next(tmp_path.iterdir()).stat().st_size < 400_000
    assert len(Typed(tmp_path, "acme").lines(COMMAND)) == 200
    assert Typed(tmp_path, "acme").lines(COMMAND)[-1].startswith("1499 ")


@given(st.binary(max_size=200))
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_costs_no_more_than_its_lines(tmp_path: Path, noise: bytes) -> None:
    (tmp_path / "typed-acme.ndjson").write_bytes(noise + b'\n["command", "users"]\n')
    assert Typed(tmp_path, "acme").lines(COMMAND)[-1] == "users"
