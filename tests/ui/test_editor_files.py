"""The file that an editor is given: private while it is there, gone afterwards, also that of a run that was killed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING

import pytest

from ztui.core.errors import ConfigError
from ztui.ui.screens.form.editor import edited

if TYPE_CHECKING:
    from pathlib import Path

LOOK = (
    "import os, stat, sys; path = sys.argv[1]; both = (path, os.path.dirname(path));"
    "modes = [os.stat(each).st_mode for each in both];"
    "open(path, 'w').write(' '.join(oct(stat.S_IMODE(each)) for each in modes))"
)


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("mask", [0o000, 0o077])
def test_file_and_folder_are_private_and_gone_afterwards(temporary: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        assert edited("x", [sys.executable, "-c", LOOK], os.environ) == "0o600 0o700"
    finally:
        os.umask(before)
    assert list(temporary.iterdir()) == []


def test_an_editor_that_fails_leaves_nothing(temporary: Path) -> None:
    with pytest.raises(ConfigError, match="ended with 3"):
        edited("x", [sys.executable, "-c", "raise SystemExit(3)"], os.environ)
    assert list(temporary.iterdir()) == []


def test_what_a_killed_run_left_is_removed_and_that_of_others_stays(temporary: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = temporary / f"ztui-edit-{ended.pid}-abc"
    running, foreign = temporary / f"ztui-edit-{os.getppid()}-abc", temporary / "ztui-edit-mine-abc"
    for each in (left, running, foreign):
        each.mkdir()
        (each / "form.json").write_text("what was filled in")
    link = temporary / f"ztui-edit-{ended.pid}-link"
    link.symlink_to(foreign)
    edited("x", [sys.executable, "-c", ""], os.environ)
    assert sorted(temporary.iterdir()) == sorted([running, foreign, link])
    assert (foreign / "form.json").read_text() == "what was filled in"
