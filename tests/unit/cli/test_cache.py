"""`ztui cache` and `ztui log`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.unit.cli.house import ztui

if TYPE_CHECKING:
    from pathlib import Path


def kept(folder: Path, profile: str = "acme") -> dict[str, Path]:
    """Make the files of a cache, and a stranger's beside them."""
    below = folder / "cache" / profile
    below.mkdir(parents=True)
    names = ("own-1.sqlite", "own-1.sqlite-wal", "own-1.calls.sqlite", "own-1.calls.sqlite-shm", "notes.txt")
    for name in names:
        (below / name).write_bytes(b"x" * 1000)
    return {name: below / name for name in names}


def settings(folder: Path) -> None:
    (folder / "config").mkdir()
    (folder / "config" / "config.toml").write_text("[profiles.acme]\n")


def test_the_files_are_shown_with_all_that_belongs_to_them(tmp_path: Path) -> None:
    kept(tmp_path)
    rows = ztui("cache", "path", folder=tmp_path).json
    assert [(each["profile"], each["what"], each["bytes"]) for each in rows] == [
        ("acme", "calls", 2000),
        ("acme", "rows", 2000),
    ]
    table = ztui("cache", "path", "--table", folder=tmp_path).out
    assert table.startswith(f"{tmp_path / 'cache'}\n")


def test_rows_are_forgotten_and_nothing_else(tmp_path: Path) -> None:
    settings(tmp_path)
    files = kept(tmp_path)
    other = kept(tmp_path, "lab")
    ran = ztui("cache", "clear", folder=tmp_path)
    assert (ran.code, ran.err) == (0, "ztui: 1 file forgotten, 0.0 MB.\n")
    gone = {"own-1.sqlite", "own-1.sqlite-wal"}
    assert {name for name, path in files.items() if not path.exists()} == gone
    assert all(path.exists() for path in other.values())


def test_calls_are_forgotten_only_when_it_is_said_twice(tmp_path: Path) -> None:
    settings(tmp_path)
    files = kept(tmp_path)
    ran = ztui("cache", "clear", "--calls", folder=tmp_path)
    assert ran.code == 2
    assert "costs requests" in ran.err
    assert all(path.exists() for path in files.values())
    assert ztui("cache", "clear", "--calls", "--yes", folder=tmp_path).code == 0
    assert [name for name, path in files.items() if path.exists()] == ["notes.txt"]


def test_a_link_that_leads_out_of_the_cache_is_left_alone(tmp_path: Path) -> None:
    settings(tmp_path)
    kept(tmp_path)
    elsewhere = tmp_path / "elsewhere.sqlite"
    elsewhere.write_text("mine")
    (tmp_path / "cache" / "acme" / "link.sqlite").symlink_to(elsewhere)
    ztui("cache", "clear", "--calls", "--yes", folder=tmp_path)
    assert elsewhere.read_text() == "mine"


def test_the_demo_has_neither_cache_nor_log(tmp_path: Path) -> None:
    for words in (("cache", "path"), ("cache", "clear"), ("log",)):
        ran = ztui("--demo", *words, folder=tmp_path)
        assert ran.code == 2
        assert "--demo-state" in ran.err


def test_the_end_of_the_log_is_printed_without_control_characters(tmp_path: Path) -> None:
    assert ztui("log", folder=tmp_path).err == "ztui: nothing is logged.\n"
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "ztui.log.1").write_text("one\ntwo\n")
    (tmp_path / "state" / "ztui.log").write_text("three \x1b[2J\nfour\n")
    assert ztui("log", "-n", "3", folder=tmp_path).out == "two\nthree \ufffd[2J\nfour\n"
    assert ztui("log", "--path", folder=tmp_path).out == f"{tmp_path / 'state' / 'ztui.log'}\n"
