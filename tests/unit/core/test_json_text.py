"""JSON that is safe to print."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from ztui.core.json_text import json_text, texts_in


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda each: st.lists(each) | st.dictionaries(st.text(), each),
    )
)
def test_what_is_written_reads_back_as_the_same(value: object) -> None:
    assert json.loads(json_text(value)) == value
    assert json.loads(json_text(value, indent=2)) == value


@given(st.text(st.characters(categories=["Cc", "Cs", "Cf", "Zl", "Zp"]) | st.sampled_from("ab\u202e\x9b\u2066")))
def test_no_control_character_is_left(text: str) -> None:
    written = json_text({"name": text})
    assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in written)
    assert not set(written) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def test_other_scripts_stay_readable() -> None:
    assert json_text({"name": "山田 太郎"}) == '{"name": "山田 太郎"}'


def test_all_texts_are_found_however_deep_but_no_names() -> None:
    body = {"name": "a", "members": [{"id": "b"}, ["c", ("d",)]], "count": 3, "on": True, "none": None}
    assert sorted(texts_in(body)) == ["a", "b", "c", "d"]
    assert list(texts_in("alone")) == ["alone"]
