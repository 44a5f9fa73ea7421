"""Counts with their nouns, sizes and shares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.core.amounts import counted, percent, plural, size


@pytest.mark.parametrize(
    ("noun", "many"),
    [
        ("call", "calls"),
        ("entry", "entries"),
        ("line key", "line keys"),
        ("emergency address", "emergency addresses"),
        ("voicemail box", "voicemail boxes"),
        ("switch", "switches"),
        ("cut run", "cut runs"),
    ],
)
def test_a_noun_gets_its_plural(noun: str, many: str) -> None:
    assert plural(noun) == many


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 changes"), (1, "1 change"), (2, "2 changes"), (12_480, "12,480 changes")]
)
def test_a_count_has_its_noun(count: int, said: str) -> None:
    assert counted(count, "change") == said


def test_a_count_agrees_with_its_verb() -> None:
    assert counted(1, "change is", "changes are") == "1 change is"
    assert counted(2, "change is", "changes are") == "2 changes are"


@pytest.mark.parametrize(
    ("share", "said"),
    [(0, "0.0 %"), (0.0001, "under 0.1 %"), (0.0005, "0.1 %"), (0.2268, "22.7 %"), (1, "100.0 %")],
)
def test_a_share_is_said_in_percent(share: float, said: str) -> None:
    assert percent(share) == said


@given(st.floats(0, 1, exclude_min=True))
def test_a_share_that_is_there_is_never_said_to_be_none(share: float) -> None:
    assert percent(share) != "0.0 %"


@pytest.mark.parametrize(
    ("bytes", "said"),
    [(0, "0.0 MB"), (1_000_000, "1.0 MB"), (999_900_000, "999.9 MB"), (12_300_000_000, "12.3 GB")],
)
def test_a_size_is_said_roughly(bytes: int, said: str) -> None:
    assert size(bytes) == said
