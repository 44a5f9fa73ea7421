"""A second start shows the screen of the first one before the program is loaded, and is taken over without a jump."""

from __future__ import annotations

import os
import re
import shutil
import signal
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.programs import SMALL, WAIT, Server, command, on_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.harness.program import Program
    from benchmarks.harness.screen import Screen

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prepaint")]

SIZE = (100, 24)
_AGE = re.compile(r"\([^()]* old\)|\(now\)")
_KEPT = 1.6
"""Seconds without output after which the screen has been kept."""


def folders(root: Path) -> dict[str, str]:
    return {f"ZTUI_{kind.upper()}_DIR": str(root / kind) for kind in ("config", "cache", "state")}


def totals(screen: Screen) -> bool:
    return "answered" in screen.row(SIZE[1] - 2)


def rows_above(screen: Screen) -> list[int]:
    """Give how many rows, not counting lines of days, stand above each that is marked as the cursor's."""
    rows = [row for row in screen.rows if re.match(r"[ ▌]{2,4}\d\d:\d\d:\d\d", row)]
    return [at for at, row in enumerate(rows) if "▌" in row]


def is_stored(screen: Screen) -> bool:
    return "stored" in screen.row(0) and bool(screen.row(SIZE[1] - 1))


def is_live(screen: Screen) -> bool:
    return bool(_AGE.search(screen.row(0))) and "stored" not in screen.row(0) and totals(screen)


def without_age(screen: Screen) -> list[str]:
    """Give the lines of a screen, less what the first one tells of time."""
    head = screen.row(0).split("quota")[0].replace("stored", "").rstrip()
    return [head, *screen.rows[1:]]


@pytest.fixture(scope="module")
def zoom() -> Iterator[dict[str, Any]]:
    """Give the variables of a server that is there for the whole module."""
    with Server.simulator(*SMALL, traced=False) as server:
        yield server.variables


@pytest.fixture(scope="module")
def seen(zoom: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the program once, until it has read and kept, and kill it as nothing can be prepared for."""
    root = tmp_path_factory.mktemp("seen")
    with on_terminal(size=SIZE, traced=False, **zoom, **folders(root)) as program:
        program.wait_for(totals, WAIT)
        program.wait_quiet(_KEPT, WAIT)
        program.signal(signal.SIGKILL)
        program.wait_exit(WAIT)
    shutil.rmtree(root / "state")  # a cut run is gone on with, which is told elsewhere
    return root


@pytest.fixture
def kept(seen: Path, tmp_path: Path) -> Path:
    """Give a copy of what the first run left."""
    shutil.copytree(seen, tmp_path / "kept")
    return tmp_path / "kept"


def start(zoom: dict[str, Any], kept: Path, *words: str, **more: Any) -> Program:
    return on_terminal(*words, **{"size": SIZE, "traced": False, **zoom, **folders(kept), **more})


def frame_files(kept: Path) -> list[Path]:
    return sorted((kept / "cache").rglob("frame-*.json"))


def test_the_kept_screen_is_private_and_whole_after_a_kill(kept: Path) -> None:
    (file,) = frame_files(kept)

    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_the_app_takes_over_the_stored_screen_without_a_jump(zoom: dict[str, Any], kept: Path) -> None:
    with start(zoom, kept) as program:
        program.wait_for(is_stored, WAIT)
        assert "(now)" not in program.screen.row(0)
        painted, before = without_age(program.screen), len(program.output)

        program.wait_for(is_live, WAIT)
        program.wait_quiet(_KEPT, WAIT)
        after = program.output[before:]

        assert without_age(program.screen) == painted
        assert not re.search(rb"\x1b\[\?1049h|\x1b\[[0-3]?J", after)
        assert len(after) < 1500
        assert len(program.output) < 12_000
        assert not program.screen.unknown
        program.press("q")
        assert program.wait_exit(WAIT) == 0
        assert program.screen.left_on == ()
        assert program.settings == program.settings_before


def test_keys_that_move_wait_for_the_app(zoom: dict[str, Any], kept: Path) -> None:
    with start(zoom, kept) as program:
        program.wait_for(is_stored, WAIT)
        program.press("down", "j", "down")
        program.wait_for(is_live, WAIT)

        program.wait_for(lambda screen: rows_above(screen) == [3], WAIT)
        assert "dropped" not in program.screen.text


@pytest.mark.parametrize(
    ("keys", "shown"), [("jj\r", "Calls ▸"), ("3", "Numbers"), (":numbers /020\r", "Numbers ▸ /020"), ("?", "Help")]
)
def test_keys_that_lead_somewhere_wait_for_the_app(zoom: dict[str, Any], kept: Path, keys: str, shown: str) -> None:
    with start(zoom, kept) as program:
        program.wait_for(is_stored, WAIT)
        program.send(keys)

        program.wait_for(lambda screen: shown in screen.row(2), WAIT)
        assert "dropped" not in program.screen.text


@pytest.mark.parametrize("keys", ["D", "y", "q", ":do delete\r", "e\r"])
def test_other_keys_do_nothing_before_the_app_is_there(zoom: dict[str, Any], kept: Path, keys: str) -> None:
    with start(zoom, kept) as program:
        program.wait_for(is_stored, WAIT)
        painted = without_age(program.screen)
        program.send(keys)

        program.wait_for("was dropped", WAIT)

        assert without_age(program.screen)[:-2] == painted[:-2]
        assert program.screen.row(3) == painted[3]


def test_a_file_that_is_no_frame_counts_as_none(zoom: dict[str, Any], kept: Path) -> None:
    (file,) = frame_files(kept)
    file.write_bytes(file.read_bytes()[:-400])

    with start(zoom, kept) as program:
        program.wait_for(totals, WAIT)

        assert b"stored" not in program.output.replace(b"stored calls", b"")


def test_another_size_profile_or_account_shows_nothing_stored(zoom: dict[str, Any], kept: Path) -> None:
    others: list[dict[str, Any]] = [
        {"size": (90, 24)},
        {"ZTUI_CLIENT_ID": "another"},
        {"ZTUI_ACCOUNT": "p3h0n3"},
        {"NO_COLOR": "1"},
    ]
    for other in others:
        with start(zoom, kept, **other) as program:
            program.wait_for("1 Calls", WAIT)

            assert b"stored" not in program.output


def test_a_program_that_cannot_be_loaded_gives_the_terminal_back(
    zoom: dict[str, Any], kept: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken" / "textual"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise ImportError('no textual here')\n", encoding="utf-8")
    path = f"{broken.parent}{os.pathsep}{os.getcwd()}"

    with start(zoom, kept, PYTHONPATH=path) as program:
        code = program.wait_exit(WAIT)

        assert code == 1
        assert b"\x1b[?1049h" in program.output
        assert "no textual here" in program.screen.text
        assert program.screen.left_on == ()
        assert program.settings == program.settings_before


def test_an_interrupted_load_gives_the_terminal_back(zoom: dict[str, Any], kept: Path) -> None:
    with start(zoom, kept) as program:
        program.wait_for(is_stored, WAIT)
        program.signal(signal.SIGTERM)

        assert program.wait_exit(WAIT) == 128 + signal.SIGTERM
        assert program.screen.left_on == ()
        assert program.settings == program.settings_before


def test_the_cache_is_cleared_with_its_screens(zoom: dict[str, Any], kept: Path) -> None:
    answer = command("cache", "clear", traced=False, **zoom, **folders(kept))

    assert answer.code == 0
    assert frame_files(kept) == []
