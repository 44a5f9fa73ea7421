"""What is made of terminfo entries; each in a process of its own, since the library reads one for good."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.unit.terminal.updates import TERMINALS
from ztui.ui.terminal.driver.capabilities import NONE, Capabilities

_ASK = "from ztui.ui.terminal.driver.capabilities import *; print(read_capabilities({term!r}, 1))"


def asked(term: str) -> Capabilities:
    done = subprocess.run([sys.executable, "-c", _ASK.format(term=term)], capture_output=True, text=True, check=True)
    found = eval(done.stdout, {"Capabilities": Capabilities})
    assert isinstance(found, Capabilities)
    return found


@pytest.mark.parametrize("term", [*TERMINALS, "dumb", "there-is-no-such-terminal"])
def test_an_entry_says_what_may_be_sent(term: str) -> None:
    found = asked(term)
    expected = TERMINALS.get(term, NONE)
    if found == NONE != expected:
        pytest.skip(f"there is no terminfo entry {term} here")

    assert found == expected
