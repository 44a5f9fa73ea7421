"""What `ztui doctor` prints on a terminal of 80 columns, held against files that were looked at.

`UPDATE_EXPECTED=1` writes them anew.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.unit.cli.house import ztui

EXPECTED = Path(__file__).with_name("expected")
WRONG = """[profiles.jo]
login = "user"
login_kept = "file"
client_id = "c1"
client_secret = { env = "JO_SECRET" }
theme = "pink"
"""


def same_everywhere(text: str, folder: Path) -> str:
    """Put words in the place of what differs from machine to machine, in the room that they had."""
    joined = re.sub(r"\n {20,}(?=\S)", " ", text)
    return re.sub(r"[\d,.]+ GB", "9.9 GB", joined.replace(str(folder), "FOLDER"))


def held(name: str, text: str) -> None:
    path = EXPECTED / name
    if os.environ.get("UPDATE_EXPECTED"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    assert text == path.read_text()


@pytest.mark.parametrize("look", [{}, {"NO_COLOR": "1"}], ids=["colours", "no-colours"])
def test_a_sound_account_reads_as_approved(tmp_path: Path, look: dict[str, str]) -> None:
    environ = {"COLORTERM": "truecolor", "LANG": "C.UTF-8", **look}
    ran = ztui("--demo", "doctor", "--table", folder=tmp_path, environ=environ, terminal=True)
    assert ran.code == 0
    assert max(len(line) for line in ran.out.splitlines()) <= 80
    held(f"doctor-demo{'-no-color' * bool(look)}.txt", ran.out)


def test_what_is_wrong_reads_as_approved(tmp_path: Path) -> None:
    path = tmp_path / "config" / "config.toml"
    path.parent.mkdir()
    path.write_text(WRONG)
    environ = {"JO_SECRET": "hush", "TERM": "dumb", "LANG": "C.UTF-8"}
    ran = ztui("doctor", "--table", folder=tmp_path, environ=environ, terminal=True)
    assert ran.code == 6
    assert "hush" not in ran.out
    held("doctor-wrong.txt", same_everywhere(ran.out, tmp_path))
