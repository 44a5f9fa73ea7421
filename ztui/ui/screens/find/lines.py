"""What the box of results shows: a heading for each kind, a line for each result, what was typed underlined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.phone import formatted
from ztui.core.text import Display, display
from ztui.services.finding.places import in_digits, in_mac, in_text
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.paint import Part, fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.finding.finder import Findings, Group
    from ztui.services.finding.places import Places
    from ztui.store.index.documents import Document, Hit, Wanted

__all__ = ["Results", "extension_of", "number_of"]

_EXTENSION = 10
_DETAIL = 17
_MAIL = 22
_WIDE = 90
"""Cells of a line from which on the mail stands beside the number."""
_RIGHT, _RIGHT_WIDE = 20, 18
"""Cells that owner and site get, and in a wide line."""

Sides = tuple["Sequence[Part]", "Sequence[Part]"]


@dataclass(frozen=True, slots=True)
class _Line:
    group: Group
    hit: Hit | None


class Results:
    """The lines of what was found (`LineSource`)."""

    def __init__(self, found: Findings | None = None, ellipsis: str = "…") -> None:
        self.found = found
        self.ellipsis = ellipsis
        self._lines: list[_Line] = []
        for group in found.groups if found is not None else ():
            self._lines += [_Line(group, None), *(_Line(group, hit) for hit in group.hits)]

    @property
    def count(self) -> int:
        """Give the number of lines."""
        return len(self._lines)

    def hit(self, position: int) -> Hit | None:
        """Give the result on a line, None for a heading."""
        return self._lines[position].hit if 0 <= position < len(self._lines) else None

    def next_hit(self, position: int, by: int) -> int | None:
        """Give the nearest line with a result from a position on, in a direction; None if there is none."""
        step = 1 if by >= 0 else -1
        while 0 <= position < len(self._lines):
            if self._lines[position].hit is not None:
                return position
            position += step
        return None

    def line(self, position: int, width: int) -> Sides:
        """Give the left and the right side of a line."""
        assert self.found is not None
        at = self._lines[position]
        if at.hit is None:
            more = "" if self.found.complete else "+"
            return texts((at.group.title, "label"), (f"  {at.group.count:,}{more}", "dim")), ()
        return _hit_line(at.hit, self.found.wanted, width, self.ellipsis)


def _hit_line(hit: Hit, wanted: Wanted, width: int, ellipsis: str) -> Sides:
    made = hit.document
    wide = width >= _WIDE
    right = _RIGHT_WIDE if wide else min(_RIGHT, width // 3)
    name = max(width - right - _EXTENSION - _DETAIL - 3 - (_MAIL + 1 if wide else 0), 12)
    if hit.resource == "numbers":
        name = max(name, _DETAIL)
        label = fit(display(formatted(made.label)), name, ellipsis=ellipsis)
        owner = fit(display(made.owner), width - right - name - 3, ellipsis=ellipsis)
        whose = _marked(owner, in_text(owner, wanted)) if made.owner else texts(("unassigned", "dim"))
        left = [*_marked(label, in_digits(label, wanted)), *texts(" "), *whose]
        return left, _place(made.site, right, ellipsis)
    shown = fit(display(made.label), name, ellipsis=ellipsis)
    extension = fit(display(extension_of(made)), _EXTENSION, ellipsis=ellipsis)
    left = [*_marked(shown, in_text(shown, wanted)), *texts(" "), *_marked(extension, in_digits(extension, wanted))]
    left += [*texts(" "), *_detail(made, wanted, _DETAIL, ellipsis, mail=not wide)]
    if wide:
        mail = fit(display(made.mail), _MAIL, ellipsis=ellipsis)
        left += [*texts(" "), *_marked(mail, in_text(mail, wanted))]
    return left, _place("  ".join(filter(None, (made.owner, made.site))), right, ellipsis)


def _place(told: str, width: int, ellipsis: str) -> list[Part]:
    return texts((fit(display(told), width, ellipsis=ellipsis).rstrip(), "dim"))


def _detail(made: Document, wanted: Wanted, width: int, ellipsis: str, *, mail: bool) -> list[Part]:
    """Give the number, MAC address or mail that was found, else the first of them that there is."""
    mac = ":".join(made.mac[at : at + 2] for at in range(0, len(made.mac), 2))
    told = number_of(made, wanted)
    fields: list[tuple[str, Places]] = [
        (told, in_digits(told, wanted)),
        (mac, in_mac(mac, wanted)),
        (made.mail if mail else "", in_text(made.mail, wanted)),
    ]
    there = [each for each in fields if each[0]]
    text, places = next((each for each in there if each[1]), there[0] if there else ("", ()))
    shown = fit(display(text), width, ellipsis=ellipsis)
    return _marked(shown, tuple(each for each in places if each[1] < width or shown.rstrip() == text))


def number_of(made: Document, wanted: Wanted) -> str:
    """Give the number of an object that was found, else its first one; formatted."""
    shown = [formatted(each) for each in made.numbers]
    return next((each for each in shown if in_digits(each, wanted)), shown[0] if shown else "")


def extension_of(made: Document) -> str:
    """Give an extension with its site's code: `800-8200`."""
    code = made.extension.removesuffix(made.short) if made.short else ""
    return f"{code}-{made.short}" if code and made.short else made.extension


def _marked(shown: str, places: Places) -> list[Part]:
    """Give a text that is safe to show in parts, those that were typed underlined."""
    parts: list[Part] = []
    at = 0
    for first, end in places:
        if first < at:
            continue
        parts += [Part(Display(shown[at:first])), Part(Display(shown[first:end]), "under")]
        at = end
    return [each for each in (*parts, Part(Display(shown[at:]))) if each.text]
