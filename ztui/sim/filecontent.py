"""Contents of files, made on the spot: sound of the right length, subtitles, pages; the same for the same facts."""

from __future__ import annotations

import math
import struct
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["pdf", "vtt", "wav"]

_LARGEST = 4_000_000
"""Bytes of sound; what is longer has fewer samples a second."""

_RATE = 8_000
_PAGE = (
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
)


def wav(seconds: int) -> bytes:
    """Give a sound of that length: a short tone each second, 8 bits, one channel."""
    seconds = max(seconds, 1)
    rate = _RATE
    while rate * seconds > _LARGEST and rate > 125:
        rate //= 2
    size = rate * seconds
    head = struct.pack(
        "<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + size, b"WAVE", b"fmt ", 16, 1, 1, rate, rate, 1, 8, b"data", size
    )
    return head + _second(rate) * seconds + b"\0" * (size % 2)


@lru_cache(maxsize=8)
def _second(rate: int) -> bytes:
    tone = bytes(128 + int(40 * math.sin(2 * math.pi * place / 16)) for place in range(rate // 4))
    return tone + bytes([128]) * (rate - len(tone))


def vtt(cues: Iterable[tuple[int, int, str, str]]) -> bytes:
    """Give subtitles: seconds from and to, who speaks, and what."""
    parts = ["WEBVTT\n"]
    for number, (start, end, name, text) in enumerate(cues, 1):
        parts.append(f"{number}\n{_clock(start)} --> {_clock(end)}\n{_line(name)}: {_line(text)}\n")
    return "\n".join(parts).encode("utf-8", "replace")


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.000"


def _line(text: str) -> str:
    return " ".join(text.replace("-->", "->").split())


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """Give pages of text, each a few lines; what is not ASCII becomes `?`."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
    ]
    for number, lines in enumerate(pages):
        shown = b"\n".join(b"(" + _escaped(line) + b") Tj T*" for line in lines)
        stream = b"BT /F1 12 Tf 14 TL 72 720 Td\n" + shown + b"\nET"
        objects.append(_PAGE.format(5 + 2 * number).encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    made = bytearray(b"%PDF-1.4\n")
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(made)


def _escaped(line: str) -> bytes:
    plain = line.encode("ascii", "replace")
    return plain.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
