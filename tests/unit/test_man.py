"""The man page and the completion scripts are those of the code, and groff takes the page."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tests.man import DOCS, SCRIPTS, files, man_page
from ztui.cli.app import COMMANDS


@pytest.mark.parametrize("path", ["man/ztui.1", *SCRIPTS.values()])
def test_what_is_kept_is_what_the_code_makes(path: str) -> None:
    assert (DOCS / path).read_text(encoding="utf-8") == files()[path], "run: make docs"


def test_every_command_has_its_part() -> None:
    page = man_page().replace("\\-", "-")
    for name in COMMANDS:
        assert f'.SS "ztui {name}' in page


def test_groff_takes_the_page_without_a_word() -> None:
    groff = shutil.which("groff")
    if groff is None:
        pytest.skip("groff is not on this machine")
    done = subprocess.run(
        [groff, "-man", "-Tutf8", "-ww"], input=man_page(), capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stderr == ""
    assert "ztui calls sync" in done.stdout
