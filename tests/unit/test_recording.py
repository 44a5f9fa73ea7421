"""The recorded session: small, whole, and shown where nothing but pictures is allowed."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from tests.recording import FILE, MOST_BYTES, STEPS, Frame, picture


def test_the_kept_session_is_small_and_has_a_frame_for_each_step() -> None:
    text = FILE.read_text(encoding="utf-8")

    assert len(text.encode()) < MOST_BYTES
    assert "<script" not in text
    assert ElementTree.fromstring(text).tag.endswith("svg")
    assert len(re.findall(r'<g id="f\d+"', text)) == len(STEPS)


def test_frames_follow_each_other_and_draw_what_they_share_once() -> None:
    row = '<text x="0" y="13" textLength="8.4">a</text>'

    drawn = picture([Frame((row, ""), 1.0), Frame((row, row), 3.0)])

    assert drawn.count(row) == 1
    assert "@keyframes f0{0.00%{visibility:visible}25.00%{visibility:hidden}}" in drawn
    assert "@keyframes f1{0%{visibility:hidden}25.00%{visibility:visible}}" in drawn
