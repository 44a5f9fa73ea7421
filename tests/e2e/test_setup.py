"""The first start: ztui without any settings, on a terminal, until an account is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.programs import SMALL, WAIT, Server, on_terminal
from tests.e2e.test_demo import CURSOR, leave
from ztui.core.config_file import read_config

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.harness.program import Program

pytestmark = [pytest.mark.slow]


def fill(program: Program, down: int, text: str) -> None:
    """Fill the field so many lines down in."""
    program.send("g" + "j" * down + "\r")
    program.wait_for("take it", WAIT)
    program.send("\x15" + text + "\r")
    program.wait_for(lambda screen: text in screen.text and "take it" not in screen.text, WAIT)


def test_an_account_is_set_up_without_any_settings_and_its_calls_are_there(tmp_path: Path) -> None:
    with Server.simulator(*SMALL) as server:
        urls: dict[str, Any] = {name: value for name, value in server.variables.items() if name.endswith("_URL")}
        folders: dict[str, Any] = {f"ZTUI_{kind}_DIR": str(tmp_path / kind) for kind in ("CONFIG", "CACHE", "STATE")}
        with on_terminal(**urls, **folders, MY_SECRET="s3cr3t-of-mine") as program:
            program.wait_for("server-to-server OAuth app", WAIT)
            program.press("enter")
            program.wait_for("Credentials", WAIT)
            for down, text in ((0, "acme"), (1, "my-account"), (2, "my-client"), (4, "MY_SECRET")):
                fill(program, down, text)
            program.press("w")
            program.wait_for("May be read", WAIT)
            program.press("enter")
            program.wait_for(lambda screen: screen.row(2).startswith(" Calls") and CURSOR in screen.text, WAIT)
            assert "acme" in program.screen.row(0)
            leave(program)
        kept = (tmp_path / "CONFIG" / "config.toml").read_text()
        assert "s3cr3t-of-mine" not in kept
        assert read_config(tmp_path / "CONFIG" / "config.toml").profiles["acme"].account_id == "my-account"
