"""Every screen has a command that prints the same; `test_docs_commands` runs them, as they stand in docs/parity.md."""

from __future__ import annotations

from tests.docs_commands import PAGES, commands_of
from tests.parity import COMMANDS, PAGE, page, screens


def test_every_screen_has_a_command() -> None:
    assert len(screens()) > 30
    assert set(COMMANDS) == set(screens())


def test_the_page_is_what_the_code_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run make docs"


def test_the_commands_of_the_page_are_run() -> None:
    assert f"docs/{PAGE.name}" in PAGES
    assert {each.text for each in commands_of(f"docs/{PAGE.name}")} == set(COMMANDS.values())
