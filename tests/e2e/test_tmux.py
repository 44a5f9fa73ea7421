"""Inside tmux and inside screen: keys, sizes, detaching, the clipboard, and what is left behind."""

from __future__ import annotations

import base64
import json
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pytest

from benchmarks.harness.program import Program
from tests.e2e.programs import SMALL, WAIT, environment
from tests.e2e.test_demo import in_area

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.slow]

SITES = f"{shlex.quote(sys.executable)} -m ztui demo sites {' '.join(SMALL)}"


class Tmux:
    """A server of our own, with a terminal on it. To be used with `with`.

    Args:
        folder: An empty folder, for its socket.
        inside: The command that it runs.
    """

    def __init__(self, folder: Path, inside: str) -> None:
        self.socket = folder / "socket"
        config = folder / "tmux.conf"
        config.write_text(
            "set -g default-terminal tmux-256color\nset -g status off\nset -s escape-time 10\nset -g exit-empty on\n"
        )
        self._begin = ["tmux", "-u", "-S", str(self.socket), "-f", str(config)]
        # Nothing of the machine's own tmux, and its own folder for what it makes by itself.
        self._environ = {**environment(TMUX_TMPDIR=str(folder)), "TMUX": ""}
        self._inside = inside

    def __enter__(self) -> Self:
        self.terminal = self._on_terminal("new-session", "-s", "ztui", self._inside)
        return self

    def __exit__(self, *_: object) -> None:
        self.terminal.close()
        subprocess.run([*self._begin, "kill-server"], capture_output=True, env=self._environ, check=False)

    def _on_terminal(self, *words: str) -> Program:
        return Program([*self._begin, *words], size=(80, 24), environ=self._environ)

    def attach(self) -> Program:
        """Attach another terminal."""
        self.terminal = self._on_terminal("attach-session", "-t", "ztui")
        return self.terminal

    def tell(self, *words: str) -> str:
        """Run a command of tmux and give what it says."""
        done = subprocess.run([*self._begin, *words], capture_output=True, text=True, env=self._environ, check=False)
        return done.stdout


@pytest.fixture
def short() -> Iterator[Path]:
    """Give a folder with a short path, since that of a socket has 108 characters at most."""
    with tempfile.TemporaryDirectory(prefix="t-") as folder:
        yield Path(folder)


@pytest.fixture
def tmux(short: Path) -> Iterator[Tmux]:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not here (Debian: tmux)")
    with Tmux(short, f"{SITES}; echo code $?; exec cat") as running:
        yield running


def test_in_tmux_it_is_browsed_resized_left_alone_and_found_again(tmux: Tmux) -> None:
    program = tmux.terminal
    program.wait_for(in_area("Sites"), WAIT)
    program.press("f")
    program.wait_for("Sites: what Zoom is asked for", WAIT)
    program.resize(120, 40)
    program.wait_for(lambda screen: "what Zoom is asked for" in screen.text and "? more" in screen.row(39), WAIT)
    program.press("escape")
    program.wait_for(lambda screen: "what Zoom" not in screen.text and "? more" in screen.row(39), WAIT)

    tmux.tell("detach-client")
    assert program.wait_exit(WAIT) == 0
    again = tmux.attach()  # at another size
    again.wait_for(lambda screen: in_area("Sites")(screen) and "? more" in screen.row(23), WAIT)
    again.press("down")
    again.wait_for(lambda screen: re.search(r"▌ Denver", screen.text), WAIT)
    again.send(":q\r")
    again.wait_for("code 0", WAIT)
    assert tmux.tell("display", "-p", "#{alternate_on} #{mouse_any_flag} #{cursor_flag}") == "0 0 1\n"


def test_what_is_copied_in_tmux_is_in_its_buffer_and_at_the_terminal_outside(tmux: Tmux) -> None:
    program = tmux.terminal
    program.wait_for(in_area("Sites"), WAIT)
    program.press("c")
    program.wait_for("r  Row", WAIT)
    program.press("j")
    program.wait_for(lambda screen: "Sent" in screen.text and "tmux and the terminal's clipboard" in screen.text, WAIT)
    assert "opied" not in program.screen.text
    kept = tmux.tell("show-buffer")
    assert json.loads(kept)["name"] == "San Jose HQ"
    sent = re.findall(rb"\x1b\]52;[^;]*;([A-Za-z0-9+/=]+)\x07", program.output)
    assert [base64.b64decode(each).decode() for each in sent] == [kept]


@pytest.mark.skipif(shutil.which("screen") is None, reason="screen is not here (Debian: screen)")
def test_what_is_copied_in_screen_comes_through_whole_to_the_terminal_outside(short: Path) -> None:
    folder = short / "screens"
    folder.mkdir(mode=0o700)
    config = short / "screenrc"
    config.write_text("startup_message off\nterm screen-256color\ndefutf8 on\nmaptimeout 10\n")
    environ = environment(SCREENDIR=str(folder))
    argv = ["screen", "-U", "-c", str(config), "-S", "ztui", "sh", "-c", SITES]
    try:
        with Program(argv, environ=environ) as program:
            program.wait_for(in_area("Sites"), WAIT)
            program.press("c")
            program.wait_for("j  JSON", WAIT)
            program.press("j")
            program.wait_for("Sent", WAIT)
            found = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07", program.output)
            assert len(found) == 1
            assert json.loads(base64.b64decode(found[0]))["name"] == "San Jose HQ"
            assert len(found[0]) > 76  # more than one piece
            program.send(":q\r")
            program.wait_exit(WAIT)
    finally:  # it lives on when its terminal is taken away
        subprocess.run(["screen", "-S", "ztui", "-X", "quit"], env=environ, capture_output=True, check=False)
