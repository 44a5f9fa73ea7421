"""A name that nothing has is answered with the nearest, or with where all are listed, and never with what is alike
in a few letters only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import ztui

if TYPE_CHECKING:
    from pathlib import Path

DEMO = ("--demo",)


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        (("bogus",), "'ztui --help' lists the commands, 'ztui help lists' the lists."),
        (("doctr",), "Did you mean doctor?"),
        (("list", "nosuch"), "'ztui help lists' has all."),
        (("list", "quues"), "Did you mean queues"),
        (("get", "nosuch", "K"), "'ztui help lists' has all."),
        ((*DEMO, "list", "numbers", "--columns", "nope"), "'--columns all' shows every column."),
        ((*DEMO, "list", "numbers", "--columns", "numbr"), "Did you mean number"),
        ((*DEMO, "list", "numbers", "--sort", "-nope"), "'--columns all' shows every column."),
        ((*DEMO, "list", "numbers", "--where", "nope=1"), "'--columns all' shows every column."),
        ((*DEMO, "act", "call-queues", "K", "nonsense"), "'ztui act call-queues' has all."),
        ((*DEMO, "--tz", "Mars/X", "list", "sites"), "such as Europe/Berlin"),
        ((*DEMO, "--tz", "berlin", "list", "sites"), "Did you mean Europe/Berlin?"),
        (("help", "nonsense"), "'ztui help' lists"),
    ],
    ids=lambda each: each if isinstance(each, str) else " ".join(each),
)
def test_an_unknown_name_is_told_with_what_helps(line: tuple[str, ...], hint: str, tmp_path: Path) -> None:
    ran = ztui(*line, folder=tmp_path)

    assert ran.code == 2
    assert hint in ran.err


def test_names_in_the_settings_are_told_with_what_helps(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text(
        'default = "zzz"\n[profiles.lab]\nstart_view = "nosuch"\ntheme = "mauve"\nzork = 1\n'
        'keys = { "nope.id" = "f5" }\ncolumns = { sites = ["nope"] }\n',
        encoding="utf-8",
    )

    hints = {each["line"]: each["hint"] for each in ztui("config", "check", "--json", folder=tmp_path).json}

    assert hints[1] == "Known: lab."
    assert hints[3] == "'ztui help lists' has all."
    assert hints[4].startswith("Known: ztui-")
    assert hints[5] == "'ztui config schema' lists the settings."
    assert hints[6] == "'ztui help keys' has the ids of all."
    assert hints[7].startswith(("They are: name", "Known: name"))


def test_the_topic_of_lists_has_every_list_with_its_short_names(tmp_path: Path) -> None:
    told = ztui("help", "lists", folder=tmp_path).out

    assert "call-queues, " in told
    assert "queue-members" in told
