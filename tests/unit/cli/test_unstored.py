"""What is said where an earlier command would have stored what is looked for: in the demo none ever has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import ztui

if TYPE_CHECKING:
    from pathlib import Path

ANEW = "Each --demo command starts anew; --demo-state DIR"
LOOKING = (
    ("calls", "callbacks"),
    ("calls", "stats", "--by", "hour"),
    ("calls", "story", "8006"),
    ("find", "0188"),
    ("journal",),
    ("journal", "show", "3f2a91c0"),
    ("journal", "undo", "last", "--yes"),
)


@pytest.mark.parametrize("words", LOOKING, ids=" ".join)
def test_a_demo_that_is_not_kept_says_that_nothing_of_earlier_commands_is_there(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    assert ANEW in ztui("--demo", *words, folder=tmp_path).err
    assert ANEW not in ztui("--demo", "--demo-state", str(tmp_path / "kept"), *words, folder=tmp_path).err
    named = {"ZTUI_ACCOUNT_ID": "a", "ZTUI_CLIENT_ID": "b", "ZTUI_CLIENT_SECRET": "c"}
    assert ANEW not in ztui("--offline", *words, folder=tmp_path, environ=named).err
