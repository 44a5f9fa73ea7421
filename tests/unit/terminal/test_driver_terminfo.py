"""What is made of terminfo entries; each in a process of its own, since the library reads one for good."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ztui.ui.terminal.driver.capabilities import NONE, Capabilities

_ASK = "from ztui.ui.terminal.driver.capabilities import *; print(read_capabilities({term!r}, 1))"
_SEQUENCES = {"region", "scroll_up", "scroll_down", "erase_end", "forward", "ends_attributes", "column", "ends_colors"}
KNOWN = {
    "xterm-256color": _SEQUENCES | {"erase_count", "erase_colored"},
    "tmux-256color": _SEQUENCES,
    "screen-256color": _SEQUENCES,
    "linux": _SEQUENCES - {"scroll_up", "scroll_down"} | {"erase_count", "erase_colored"},
    "vt100": {"region", "erase_end", "forward"},
    "dumb": set(),
    "there-is-no-such-terminal": set(),
}


def asked(term: str) -> Capabilities:
    done = subprocess.run([sys.executable, "-c", _ASK.format(term=term)], capture_output=True, text=True, check=True)
    found = eval(done.stdout, {"Capabilities": Capabilities})
    assert isinstance(found, Capabilities)
    return found


@pytest.mark.parametrize("term", KNOWN)
def test_an_entry_says_what_may_be_sent(term: str) -> None:
    found = asked(term)
    if found == NONE and KNOWN[term]:
        pytest.skip(f"there is no terminfo entry {term} here")

    assert found == Capabilities(**dict.fromkeys(KNOWN[term], True))
