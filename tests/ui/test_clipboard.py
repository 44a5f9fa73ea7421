"""The clipboard: which bytes go which way."""

from __future__ import annotations

import base64
import re
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.core.errors import ConfigError
from ztui.ui.terminal.clipboard import (
    LONGEST,
    PIECE,
    Clipboard,
    Way,
    osc52,
    run_briefly,
    way_of,
    wrapped_for_screen,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HOSTILE = "a\x1b]52;c;aGVsbG8=\x07b\nrm -rf\x00 \udc80"


class Programs:
    """Stands where programs are run; notes what was asked for and succeeds for the words that it was given."""

    def __init__(self, *succeeds: tuple[str, ...]) -> None:
        self.succeeds = succeeds
        self.asked: list[tuple[tuple[str, ...], bytes]] = []

    async def __call__(self, argv: Sequence[str], given: bytes) -> bool:
        self.asked.append((tuple(argv), given))
        return tuple(argv) in self.succeeds


WITH_W = ("tmux", "load-buffer", "-w", "-")
WITHOUT_W = ("tmux", "load-buffer", "-")


def test_tmux_is_asked_before_screen_and_a_bare_terminal_is_what_is_left() -> None:
    assert way_of({"TMUX": "/tmp/tmux-0/default,1,0", "STY": "1.pts"}) is Way.TMUX
    assert way_of({"STY": "1234.pts-0.host"}) is Way.SCREEN
    assert way_of({"TMUX": "", "TERM": "tmux-256color"}) is Way.BARE


@given(st.text())
def test_the_sequence_is_printable_ascii_between_its_two_controls(text: str) -> None:
    sequence = osc52(text)
    assert re.fullmatch(r"\x1b\]52;c;[A-Za-z0-9+/=]*\x07", sequence)
    assert base64.b64decode(sequence[7:-1]) == text.encode("utf-8", "replace")


@given(st.text(max_size=400))
def test_screen_gets_pieces_that_join_to_the_sequence(text: str) -> None:
    sequence = osc52(text)
    wrapped = wrapped_for_screen(sequence)
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", wrapped, re.DOTALL)
    assert "".join(pieces) == sequence
    assert all(len(piece) <= PIECE for piece in pieces)
    assert len(wrapped) == len(sequence) + 4 * len(pieces)


async def test_a_bare_terminal_gets_the_sequence_and_the_user_is_told_that_it_was_sent(tmp_path: Path) -> None:
    written: list[str] = []
    sent = await Clipboard(written.append, tmp_path, {}).send(HOSTILE, "the name")
    assert written == [osc52(HOSTILE)]
    assert sent.said == "Sent the name to the terminal's clipboard."
    assert sent.file is None


async def test_inside_screen_the_pieces_are_written(tmp_path: Path) -> None:
    written: list[str] = []
    await Clipboard(written.append, tmp_path, {"STY": "1.x"}).send("x" * 300, "the row")
    assert written == [wrapped_for_screen(osc52("x" * 300))]


async def test_inside_tmux_the_text_goes_to_its_standard_input_and_nothing_to_the_terminal(tmp_path: Path) -> None:
    written: list[str] = []
    tmux = Programs(WITH_W)
    sent = await Clipboard(written.append, tmp_path, {"TMUX": "x"}, tmux).send(HOSTILE, "the name")
    assert tmux.asked == [(WITH_W, HOSTILE.encode("utf-8", "replace"))]
    assert not written
    assert "copied" not in sent.said


async def test_an_old_terminal_that_would_print_the_sequence_gets_nothing(tmp_path: Path) -> None:
    written: list[str] = []
    sent = await Clipboard(written.append, tmp_path, {"TERM": "vt100"}).send("text", "the name")
    assert not written
    assert sent.file is not None
    assert sent.file.read_text() == "text"
    assert sent.said == f"This terminal has no clipboard: it is in {sent.file}."
    assert way_of({"TERM": "xterm-256color"}) is Way.BARE


async def test_an_old_tmux_keeps_the_text_for_itself_and_says_so(tmp_path: Path) -> None:
    tmux = Programs(WITHOUT_W)
    sent = await Clipboard(lambda text: None, tmp_path, {"TMUX": "x"}, tmux).send("x", "the ID")
    assert [argv for argv, _ in tmux.asked] == [WITH_W, WITHOUT_W]
    assert "buffer only" in sent.said


async def test_what_tmux_refuses_is_kept_in_a_private_file_whose_path_is_said(tmp_path: Path) -> None:
    sent = await Clipboard(lambda text: None, tmp_path / "state", {"TMUX": "x"}, Programs()).send("täxt", "the row")
    assert sent.file is not None
    assert str(sent.file) in sent.said
    assert sent.file.read_text(encoding="utf-8") == "täxt"
    assert stat.S_IMODE(sent.file.stat().st_mode) == 0o600


async def test_a_text_too_long_for_terminals_goes_to_the_file_and_not_to_the_terminal(tmp_path: Path) -> None:
    written: list[str] = []
    clipboard = Clipboard(written.append, tmp_path, {})
    assert (await clipboard.send("x" * LONGEST, "the JSON")).file is None
    sent = await clipboard.send("x" * (LONGEST + 1), "the JSON")
    assert len(written) == 1
    assert sent.file is not None
    assert sent.file.stat().st_size == LONGEST + 1


async def test_the_file_replaces_a_link_instead_of_following_it(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (tmp_path / "clipboard.txt").symlink_to(victim)
    await Clipboard(lambda text: None, tmp_path, {"TMUX": "x"}, Programs()).send("new", "the row")
    assert victim.read_text() == "precious"
    assert (tmp_path / "clipboard.txt").read_text() == "new"


async def test_without_a_folder_to_write_in_the_error_names_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    clipboard = Clipboard(lambda text: None, tmp_path / "file" / "below", {"TMUX": "x"}, Programs())
    with pytest.raises(ConfigError, match="Cannot create the folder"):
        await clipboard.send("x", "the ID")


async def test_a_program_that_is_missing_or_fails_is_no_success() -> None:
    assert not await run_briefly(("no-such-program-of-ours",), b"")
    assert not await run_briefly(("false",), b"")
    assert await run_briefly(("cat", "-"), HOSTILE.encode("utf-8", "replace"))


def test_the_clipboard_needs_nothing_of_textual() -> None:
    code = "import sys, ztui.ui.terminal.clipboard; print(any(name.split('.')[0] == 'textual' for name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
