"""Opening hours and choices as people type them, in `ztui set`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import Ran, ztui

if TYPE_CHECKING:
    from pathlib import Path

HOURS, CLOSED = "business_hours+custom_hours+", "closed_hours+call_handling+"


def changed(folder: Path, key: str, words: str, *more: str) -> Ran:
    demo = ("--demo", "--demo-state", str(folder / "demo"))
    listed = ztui(*demo, "list", "call-queues", "--limit", "1", "--json", folder=folder).json[0]
    where = ("--where", f"extensionId={listed['extension_id']}")
    return ztui(*demo, "set", "call-handling", key, *where, words, *more, folder=folder)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Mon-Fri 08:00-17:00; Sat 9-12; Sun off", "Mon-Fri 08:00-17:00; Sat 09:00-12:00; Sun off"),
        ("Fri 9-13", "Mon-Thu 08:00-20:00; Fri 09:00-13:00; Sat-Sun off"),
    ],
)
def test_hours_are_typed_as_a_week_and_days_that_are_not_named_stay(tmp_path: Path, typed: str, shown: str) -> None:
    ran = changed(tmp_path, HOURS, f"settings.custom_hours_settings={typed}", "--dry-run", "--table")

    assert ran.code == 0, ran.err
    assert ran.out.splitlines()[2].endswith(f" -> {shown}")


def test_hours_that_cannot_be_read_say_how_they_are_written(tmp_path: Path) -> None:
    ran = changed(tmp_path, HOURS, "settings.custom_hours_settings=whenever", "--yes")

    assert ran.code == 2
    assert "write Mon-Fri 08:00-18:00; Sat off" in ran.err


def test_a_choice_is_named_by_its_word(tmp_path: Path) -> None:
    ran = changed(tmp_path, CLOSED, "settings.call_not_answer_action=Disconnect", "--dry-run", "--json")

    assert ran.json["changes"][0]["body"]["settings"]["call_not_answer_action"] == 11
