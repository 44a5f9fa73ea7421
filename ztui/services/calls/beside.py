"""Two calls beside each other: their ladders, and in what they differ; the same for screen and shell."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len

from ztui.contract.codes import name_of
from ztui.core import times
from ztui.core.dataclass import dataclass
from ztui.core.text import Display, display
from ztui.resources.rows import text_of
from ztui.services.calls.drawing import Span, draw
from ztui.services.calls.quality import quality_in_short
from ztui.services.calls.telling import party_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ztui.resources.cells import Viewer
    from ztui.services.calls.drawing import Line
    from ztui.services.calls.ladder import Ladder
    from ztui.services.calls.quality import Quality

__all__ = ["BESIDE", "Difference", "beside_lines", "compared", "difference_lines"]

BESIDE = 110
"""Cells from which two ladders stand beside each other; below that the second stands under the first."""
_GAP = 3
_LONGEST = 200
_NARROWEST = 12


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is compared: what it is called, and what each call says of it, "" for nothing."""

    label: Display
    one: Display
    other: Display

    @property
    def is_same(self) -> bool:
        """Tell whether both say the same."""
        return self.one == self.other


def compared(
    one: Ladder, other: Ladder, viewer: Viewer, qualities: tuple[Quality | None, Quality | None] = (None, None)
) -> tuple[Difference, ...]:
    """Compare two calls: time, parties, path, result, how long, trunk, what was kept, and quality where it is known.

    What neither call tells is left out. Waits are told where the legs tell them.
    """
    sides = [dict(_facts(each, viewer, quality)) for each, quality in zip((one, other), qualities, strict=True)]
    labels = dict.fromkeys((*sides[0], *sides[1]))
    found = (
        Difference(display(label), *(display(side.get(label, ""), longest=_LONGEST) for side in sides))
        for label in labels
    )
    return tuple(each for each in found if each.one or each.other)


def _facts(ladder: Ladder, viewer: Viewer, quality: Quality | None) -> Iterator[tuple[str, str]]:
    record, totals = ladder.record, ladder.totals
    yield "began", times.in_full(ladder.began, viewer.zone) if ladder.began else ""
    yield "direction", text_of(record.get("direction"))
    yield "from", party_text(ladder.parties[0], viewer) if ladder.parties else ""
    yield "path", _path(ladder, viewer)
    yield "result", _coded("call_result", text_of(record.get("call_result")) or _last_result(ladder))
    yield "reasons", _each(_coded("result_reason", leg.reason) for leg in ladder.legs if leg.reason)
    yield "keys", _each(leg.key for leg in ladder.legs if leg.key)
    for label, seconds in (("lasted", totals.duration), ("wait", totals.wait), ("talk", totals.talk),
                           ("hold", totals.hold or None)):  # fmt: skip
        yield label, "" if seconds is None else times.duration(seconds)
    yield "legs", str(len(ladder.legs)) if ladder.legs else "none told"
    yield "trunk", text_of(record.get("sbc_name"))
    yield "SIP group", text_of(record.get("sip_group_name"))
    yield "site", text_of(record.get("site_name"))
    yield (
        "devices",
        _each(text_of(leg.row.get(f"{side}_device_type")) for leg in ladder.legs for side in ("caller", "callee")),
    )
    yield "recordings", _count(sum(bool(leg.recording) for leg in ladder.legs))
    yield "voicemails", _count(sum(bool(leg.voicemail) for leg in ladder.legs))
    if quality is not None:
        yield "heard", quality_in_short(quality) or (f"MOS {quality.mos}" if quality.mos else "no measurements")


def _path(ladder: Ladder, viewer: Viewer) -> str:
    """Give where the call was, one after the other; who only rang beside others is left out."""
    to = " -> " if viewer.ascii else " → "
    places = [leg.callee for leg in ladder.legs if leg.callee is not None and (leg.is_node or leg.is_taken)]
    if not ladder.legs:
        places = list(range(1, len(ladder.parties)))
    named = [display(ladder.parties[each].label, longest=40) for each in places]
    return to.join(name for at, name in enumerate(named) if not at or name != named[at - 1])


def _last_result(ladder: Ladder) -> str:
    """Give the result of the last leg where the call was; the call's own stands in the row of a list alone."""
    results = (leg.result for leg in reversed(ladder.legs) if leg.result and (leg.is_node or leg.is_taken))
    return next(results, "")


def _each(values: Iterator[str]) -> str:
    return ", ".join(dict.fromkeys(filter(None, values)))


def _count(number: int) -> str:
    return str(number) if number else ""


def _coded(table: str, value: str) -> str:
    return name_of(table, value) if value else ""


# Drawn


def beside_lines(one: Ladder, other: Ladder, width: int, viewer: Viewer) -> list[Line]:
    """Draw both ladders: beside each other from `BESIDE` cells on, else the second under the first.

    No line is wider than the width; a call without legs says so.
    """
    if width < BESIDE:
        return [*_side_lines(one, "first call", width, viewer), (), *_side_lines(other, "second call", width, viewer)]
    left = (width - _GAP) // 2
    rule = " | " if viewer.ascii else " │ "
    drawn = (
        _side_lines(one, "first call", left, viewer),
        _side_lines(other, "second call", width - _GAP - left, viewer),
    )
    return [
        (*_padded(first or (), left), Span(display(rule), "dim"), *(second or ()))
        for first, second in zip_longest(*drawn)
    ]


def _side_lines(ladder: Ladder, title: str, width: int, viewer: Viewer) -> list[Line]:
    """Draw one of them, below a line that names it."""
    began = f"{times.moment(ladder.began, viewer.zone, viewer.now)} " if ladder.began else ""
    id = text_of(ladder.record.get("call_history_uuid") or ladder.record.get("id"))
    head: Line = (
        Span(_fitted(f"{title}  {began}", width), "label"),
        Span(_fitted(id, max(width - cell_len(title) - cell_len(began) - 2, 0)), "dim"),
    )
    if not ladder.legs:
        return [head, (Span(_fitted("Zoom tells no legs of this call.", width), "dim"),)]
    drawing = draw(ladder, width, viewer)
    return [head, *drawing.heads, *drawing.lines]


def _padded(line: Line, width: int) -> Line:
    missing = width - sum(cell_len(span.text) for span in line)
    return (*line, Span(Display(" " * missing))) if missing > 0 else line


def difference_lines(found: Sequence[Difference], width: int, *, ascii: bool = False) -> list[Line]:
    """Give what differs as a table of two columns, then in one line what is the same.

    Where a value is longer than its column it goes on below; no line is wider than the width.
    """
    unlike = [each for each in found if not each.is_same]
    label = max((cell_len(each.label) for each in found), default=0) + 2
    column = max((width - label - 1) // 2, _NARROWEST)
    lines: list[Line] = []
    none = "-" if ascii else "–"
    for each in unlike:
        cells = [_wrapped(value or none, column) for value in (each.one, each.other)]
        for at, (left, right) in enumerate(zip_longest(*cells, fillvalue="")):
            name = each.label if not at else ""
            lines.append(
                (
                    Span(_fitted(f"{name:<{label}}", width), "dim"),
                    *_padded((Span(display(left)),), column + 1),
                    Span(display(right)),
                )
            )
    same = ", ".join(f"{each.label} {each.one}" for each in found if each.is_same)
    lines += [(Span(display(each), "dim"),) for each in _wrapped(f"The same: {same}", width)] if same else []
    return lines


def _wrapped(text: str, width: int) -> list[str]:
    """Cut a text into pieces of at most so many cells, between words where it can be."""
    pieces, line = [], ""
    for word in text.split(" "):
        for part in _parts(word, width):
            longer = f"{line} {part}" if line else part
            if cell_len(longer) <= width:
                line = longer
            else:
                pieces.append(line)
                line = part
    return [*pieces, line] if line or not pieces else pieces


def _parts(word: str, width: int) -> Iterator[str]:
    part = ""
    for char in word:
        if part and cell_len(part + char) > width:
            yield part
            part = ""
        part += char
    yield part


def _fitted(text: str, width: int) -> Display:
    return display(_wrapped(text, width)[0] if width > 0 and cell_len(text) > width else text if width > 0 else "")
