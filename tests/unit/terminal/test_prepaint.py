"""The kept first screen: what is read back is what was kept, and nothing but text and colours reaches the terminal."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.ui.terminal.prepaint import Heading, KeptFrame, keep_frame, kept_frame, paint

if TYPE_CHECKING:
    from pathlib import Path

NOW = 1_000_000.0
HEADING = Heading("\x1b[1m acme\x1b[m", 5, "\x1b[48;5;235m", "\x1b[2mquota 99%\x1b[m", 9, "\x1b[2m")
FRAME = KeptFrame("key", (40, 3), HEADING, ("\x1b[38;5;1mJane\x1b[m", "李伟"), NOW - 60, 0.0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    keep_frame(tmp_path / "frame-a.json", FRAME)
    return tmp_path / "frame-a.json"


def read(file: Path, key: str = "key", size: tuple[int, int] = (40, 3), now: float = NOW) -> KeptFrame | None:
    return kept_frame(file, key, size, now)


def test_a_frame_comes_back_as_it_was_kept(file: Path) -> None:
    assert read(file) == FRAME
    assert file.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_another_key_or_size_is_another_screen(file: Path) -> None:
    assert read(file, key="other") is None
    assert read(file, size=(41, 3)) is None
    assert read(file, size=(40, 4)) is None


def test_a_frame_whose_times_would_mislead_is_none(file: Path) -> None:
    keep_frame(file, replace(FRAME, until=NOW))

    assert read(file, now=NOW - 1) is not None
    assert read(file, now=NOW) is None


def test_a_pipe_in_its_place_holds_up_nobody(file: Path) -> None:
    file.unlink()
    os.mkfifo(file, 0o600)
    assert read(file) is None


def test_a_file_of_others_or_in_another_place_is_not_read(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "frame-link.json"
    link.symlink_to(file)
    assert read(link) is None
    assert read(tmp_path / "none.json") is None
    file.chmod(0o640)
    assert read(file) is None


@given(st.integers(min_value=0, max_value=600))
def test_a_cut_file_is_no_frame(tmp_path_factory: pytest.TempPathFactory, length: int) -> None:
    file = tmp_path_factory.mktemp("cut") / "frame.json"
    keep_frame(file, FRAME)
    whole = file.read_bytes()
    file.write_bytes(whole[: min(length, len(whole) - 1)])

    assert read(file) is None


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda each: st.lists(each), max_leaves=5))
def test_whatever_stands_in_a_field_is_a_frame_or_none(tmp_path_factory: pytest.TempPathFactory, odd: object) -> None:
    file = tmp_path_factory.mktemp("odd") / "frame.json"
    keep_frame(file, FRAME)
    kept = json.loads(file.read_bytes())
    for field in kept:
        file.write_text(json.dumps({**kept, field: odd}), encoding="utf-8")
        found = read(file)
        assert found is None or isinstance(found, KeptFrame)


@pytest.mark.parametrize(
    "text",
    [
        "\x1b]52;c;aGVsbG8=\x07",
        "a\x1b[2Jb",
        "two\nlines",
        "a\x9b2Jb",
        "a\x00b",
        "\x1bc",
        "\x1b[1;1H",
        "\x1b[?1049l",
        "\r",
    ],
)
def test_a_file_cannot_drive_the_terminal(file: Path, text: str) -> None:
    keep_frame(file, replace(FRAME, lines=(text, "")))
    assert read(file) is None
    keep_frame(file, replace(FRAME, heading=replace(HEADING, told=text)))
    assert read(file) is None


@given(st.integers(min_value=1, max_value=80))
def test_the_first_line_fills_its_width_or_is_not_painted(columns: int) -> None:
    line = HEADING.line(columns, "stored ", " (3 h old) ")

    shown = "".join(piece.partition("m")[2] for piece in f"\x1b[m{line}".split("\x1b[")) if line else ""
    assert line is None if columns < 5 + 7 + 11 else len(shown) == columns
    assert ("quota 99%" in shown) == (columns >= 5 + 7 + 9 + 11)


def test_nothing_is_painted_where_there_is_no_terminal() -> None:
    reading, writing = os.pipe()
    try:
        assert paint(FRAME, "stored ", " (3 h old) ", (reading, writing)) is None
        os.set_blocking(reading, False)
        with pytest.raises(BlockingIOError):
            os.read(reading, 1)
    finally:
        os.close(reading)
        os.close(writing)
