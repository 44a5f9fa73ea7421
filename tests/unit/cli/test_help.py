"""`ztui help`: topics and commands, for people and for screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tests.unit.cli.house import ztui
from ztui.cli.app import COMMANDS
from ztui.cli.help import complete_topics, help_on
from ztui.services.topics.topics import TOPICS

if TYPE_CHECKING:
    from pathlib import Path


def test_alone_it_lists_the_topics(tmp_path: Path) -> None:
    ran = ztui("help", folder=tmp_path)

    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines() if line.startswith("  ")] == [each.name for each in TOPICS]


def test_a_topic_is_printed_within_its_width(tmp_path: Path) -> None:
    ran = ztui("help", "plans", folder=tmp_path)

    assert (ran.code, ran.err) == (0, "")
    assert "  severe  cannot be undone" in ran.out
    assert all(len(line) <= 100 for line in ran.out.splitlines())


def test_a_screen_reader_gets_a_fact_a_line(tmp_path: Path) -> None:
    ran = ztui("--plain", "help", "exit-codes", folder=tmp_path)

    assert "3: unreachable or rate limited" in ran.out.splitlines()


def test_a_command_that_is_no_topic_tells_how_it_is_used(tmp_path: Path) -> None:
    ran = ztui("help", "snapshot", folder=tmp_path)

    assert ran.out.startswith("Usage: ztui snapshot")


def test_what_is_neither_is_told_with_the_nearest(tmp_path: Path) -> None:
    ran = ztui("help", "quotta", folder=tmp_path)

    assert (ran.code, ran.out) == (2, "")
    assert "Did you mean quota" in ran.err


def test_topics_and_commands_are_completed() -> None:
    with click.Context(help_on) as context:
        assert complete_topics(context, help_on.params[0], "ex") == ["exit-codes"]
        assert "list" in complete_topics(context, help_on.params[0], "")
        assert set(COMMANDS) <= set(complete_topics(context, help_on.params[0], ""))
