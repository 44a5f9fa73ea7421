"""Splitting what a program sends to its terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.harness.grammar import Kind, Tokenizer, tokens

OUTPUT = st.text(st.sampled_from("\x1b[]P;?0123m$Hu\\\a\x9b\x9c\r\nab é漢\x7f"), max_size=60) | st.text(max_size=60)


@given(OUTPUT)
def test_no_character_of_the_output_is_lost(output: str) -> None:
    assert "".join(token.text for token in tokens(output)) == output


@given(OUTPUT, st.lists(st.integers(0, 60), max_size=5))
def test_where_the_output_is_cut_makes_no_difference_but_to_texts(output: str, cuts: list[int]) -> None:
    tokenizer = Tokenizer()
    found = []
    for start, stop in zip([0, *sorted(cuts)], [*sorted(cuts), len(output)], strict=True):
        found += tokenizer.feed(output[start:stop])
    found += tokenizer.end()

    def without_seams(kinds: list[tuple[Kind, str]]) -> list[tuple[Kind, str]]:
        joined: list[tuple[Kind, str]] = []
        for kind, text in kinds:
            if joined and kind is Kind.TEXT and joined[-1][0] is Kind.TEXT:
                joined[-1] = (kind, joined[-1][1] + text)
            else:
                joined.append((kind, text))
        return joined

    whole = [(token.kind, token.text) for token in tokens(output)]
    assert without_seams([(token.kind, token.text) for token in found]) == without_seams(whole)


@pytest.mark.parametrize(
    ("output", "kinds"),
    [
        ("plain é", [Kind.TEXT]),
        ("\x1b[38;2;1;2;3mx\x1b[0m", [Kind.CSI, Kind.TEXT, Kind.CSI]),
        ("\x1b[?2026$p", [Kind.CSI]),
        ("\x1b[<u", [Kind.CSI]),
        ("\x1b]52;c;aGVsbG8=\x07", [Kind.STRING]),
        ("\x1b]8;;https://a.example\x1b\\x", [Kind.STRING, Kind.TEXT]),
        ("\x1bPtmux;\x1b\x1b]52;c;eA==\x07\x1b\\", [Kind.STRING]),
        ("\x1b(B\x1bM\x1b7", [Kind.ESCAPE, Kind.ESCAPE, Kind.ESCAPE]),
        ("a\x9b2Jb", [Kind.TEXT, Kind.C1, Kind.TEXT]),
        ("a\x07\x00\r\n", [Kind.TEXT, *[Kind.CONTROL] * 4]),
        ("\x1b\x1b[1m", [Kind.BROKEN, Kind.CSI]),
        ("\x1b[3", [Kind.BROKEN]),
        ("\x1b]0;never ended", [Kind.BROKEN]),
    ],
)
def test_each_kind_of_sequence_is_told(output: str, kinds: list[Kind]) -> None:
    assert [token.kind for token in tokens(output)] == kinds


def test_bytes_that_are_no_utf8_are_text() -> None:
    assert [token.kind for token in tokens(b"a\xff\x9bb")] == [Kind.TEXT]


def test_a_control_sequence_tells_its_parameters_and_its_end() -> None:
    (token,) = tokens("\x1b[?25l")

    assert (token.parameters, token.final) == ("?25", "l")
