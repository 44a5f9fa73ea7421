from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ztui.zoom.filenames import ending_of, file_name_of, safe_name

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("minutes.pdf", "minutes.pdf"),
        ("Übersicht 数.pdf", "Übersicht 数.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\System32\\evil.dll", "evil.dll"),
        ("/", "file"),
        ("..", "file"),
        ("", "file"),
        (".bashrc", "bashrc"),
        ("-rf", "rf"),
        ("a\x00b\r\nc\x1b[2J", "abc[2J"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("a<b>|c?.wav", "a_b__c_.wav"),
        ("half \ud800 a letter", "half  a letter"),
    ],
)
def test_a_foreign_name_becomes_one_plain_segment(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.one_of(st.text(), st.text("./\\ ~-\x00\u202e"), st.text(min_size=150, max_size=400)))
@example("a" * 300 + ".pdf")
@example("数" * 300 + ".pdf")
@example("x." + "y" * 300)
@example("a" * 179 + "\xa0b" * 9)
@example("~ - . \xa0.-a")
def test_no_name_leads_out_of_its_folder(text: str) -> None:
    name = safe_name(text)
    assert name == safe_name(name)
    for kind in (PurePosixPath, PureWindowsPath):
        assert kind(name).parts == (name,)
        assert not kind(name).is_absolute()
    assert 0 < len(name.encode("utf-8")) <= 181
    assert not name.startswith((".", "-", "~", " "))
    assert not name.endswith((".", " "))
    assert not any(unicodedata.category(char).startswith("C") for char in name)


def test_a_long_name_keeps_its_ending() -> None:
    assert safe_name("a" * 300 + ".pdf").endswith("a.pdf")


@given(st.text())
def test_no_header_is_too_strange_to_name_a_file(tmp_path_factory: pytest.TempPathFactory, header: str) -> None:
    folder: Path = tmp_path_factory.getbasetemp()
    for value in (header, f"attachment; filename={header}", f"attachment; filename*={header}"):
        name = file_name_of({"content-disposition": value}, "r1")
        assert (folder / name).parent == folder
        assert name not in ("", ".", "..")


def test_a_file_without_a_name_gets_an_ending_by_its_kind() -> None:
    assert file_name_of({"content-type": "audio/mpeg"}, "r1") == "r1.mp3"
    assert file_name_of({"content-type": "text/vtt; charset=utf-8"}, "r1") == "r1.vtt"
    assert file_name_of({"content-type": "application/x-strange"}, "r1") == "r1"
    assert file_name_of({}, "scan.pdf") == "scan.pdf"


@pytest.mark.parametrize(
    ("headers", "ending"),
    [
        ({"content-type": "audio/mpeg"}, ".mp3"),
        ({"content-type": "Text/VTT; charset=utf-8"}, ".vtt"),
        ({"content-type": "audio/wav", "content-disposition": 'attachment; filename="a.mp3"'}, ".wav"),
        ({"content-type": "application/octet-stream", "content-disposition": 'attachment; filename="a.MP3"'}, ".mp3"),
        ({"content-disposition": 'attachment; filename="a.b/c"'}, ""),
        ({"content-disposition": 'attachment; filename="a.tar gz"'}, ""),
        ({"content-disposition": 'attachment; filename=".profile"'}, ""),
        ({"content-type": "application/octet-stream"}, ""),
        ({}, ""),
    ],
)
def test_the_ending_is_that_of_the_kind_else_of_the_name(headers: dict[str, str], ending: str) -> None:
    assert ending_of(headers) == ending
