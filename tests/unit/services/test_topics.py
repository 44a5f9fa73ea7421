"""The topics of the help: every one has its text, its tables and examples that can be typed."""

from __future__ import annotations

from importlib.resources import files

import pytest

from ztui.core.errors import UnknownName
from ztui.core.exit_codes import EXIT_CODES
from ztui.core.settings import SETTINGS
from ztui.services.topics.tables import TABLES, table
from ztui.services.topics.topics import TOPICS, Kind, Topic, pieces, topic_named
from ztui.ui.key_table import KEYS
from ztui.ui.looks import LOOKS

TEXTS = {each.name.removesuffix(".txt"): each.read_text(encoding="utf-8")
         for each in files("ztui.services.topics").joinpath("texts").iterdir()}  # fmt: skip


def test_each_topic_has_a_text_and_each_text_a_topic() -> None:
    assert {each.name for each in TOPICS} == set(TEXTS)


@pytest.mark.parametrize("topic", TOPICS, ids=lambda each: each.name)
def test_a_topic_has_a_title_something_to_read_and_examples_of_commands(topic: Topic) -> None:
    told = list(pieces(topic, LOOKS))

    assert [each.kind for each in told].count(Kind.TITLE) == 1
    assert any(each.kind is Kind.TEXT for each in told)
    assert all(each.text.startswith("ztui ") for each in told if each.kind is Kind.EXAMPLE)
    assert all(each.text and each.name for each in told if each.kind is Kind.PAIR)
    assert not any("{{" in each.text for each in told)


def test_every_table_stands_in_a_text() -> None:
    assert {name for name in TABLES if any(f"{{{{{name}}}}}" in text for text in TEXTS.values())} == set(TABLES)


def test_tables_have_all_that_the_code_has() -> None:
    assert [code for code, _ in table("exit-codes", LOOKS)] == [str(code) for code in EXIT_CODES]
    assert len(table("settings", LOOKS)) == len(SETTINGS)
    assert len(table("keys", LOOKS)) == len(KEYS)


def test_names_are_all_different_and_found_in_any_case() -> None:
    names = [name for each in TOPICS for name in (each.name, *each.also)]

    assert len(names) == len(set(names))
    assert topic_named("Exit Codes").name == "exit-codes"
    assert topic_named("screen-reader").name == "plain"


def test_an_unknown_topic_names_the_nearest() -> None:
    with pytest.raises(UnknownName, match="quotas") as raised:
        topic_named("quotas")

    assert "quota" in raised.value.hint
