"""Records a session in the demo as an SVG that moves: `make screenshots`.

The program runs on a terminal of our own and is given keys as somebody would press them; what stands on it after
each step becomes a frame. The picture needs no script: its frames are shown and hidden by CSS, which also works where
pictures are only shown, as on a page of GitHub. Rows that several frames have are drawn once.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.harness.program import Program

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.harness.screen import Screen

__all__ = ["FILE", "MOST_BYTES", "STEPS", "Frame", "picture", "record", "write"]

FILE = Path(__file__).parent.parent / "screenshots" / "session.svg"
MOST_BYTES = 300_000
"""So large may the file be."""

_SIZE = (92, 26)
_WIDE, _HIGH, _MARGIN = 8.4, 18, 12
_FONT = "ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"
_PAPER, _INK = "#121212", "#d0d0d0"
_NAMED = {
    "black": "#121212", "red": "#e06c75", "green": "#98c379", "brown": "#e5c07b", "blue": "#61afef",
    "magenta": "#c678dd", "cyan": "#56b6c2", "white": "#d0d0d0", "default": "",
}  # fmt: skip
_WAIT = 25.0


@dataclass(frozen=True, slots=True)
class Step:
    """Keys that are pressed, what has to be on the screen then, and for how many seconds it is looked at."""

    keys: tuple[str, ...]
    until: str
    seconds: float = 2.0


STEPS = (
    Step((), "▌", 2.5),
    Step(("/",), "/", 0.6),
    Step(("outcome:missed",), "outcome:missed", 1.4),
    Step(("enter",), "outcome:missed", 1.2),
    Step(("enter",), "call ended", 3.5),
    Step(("2",), "Onboarding EN", 1.2),
    Step(("/", "support"), "Support Tier 2", 1.2),
    Step(("enter", "down", "enter"), "opted in", 2.5),
    Step(("W",), "here", 3.5),
    Step(("escape",), "opted in", 0.6),
    Step(("e",), "Name", 1.5),
    Step(("enter",), "Name", 0.4),
    Step(("ctrl+u", "Front desk", "enter"), "Front desk", 1.2),
    Step(("w",), "Front desk", 2.5),
    Step(("w",), "y/n", 2.0),
    Step(("y",), "Front desk", 2.0),
    Step(("z",), "Front desk", 2.5),
    Step(("escape", "ctrl+f"), "Find", 0.8),
    Step(("support",), "Support Tier", 3.0),
)
"""The story: a missed call, a queue and where it rings, an edit with its plan, its undo, and finding anything."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stood on the screen, a drawn row for each line, and for how long."""

    rows: tuple[str, ...]
    seconds: float


@dataclass
class _Drawn:
    """The rows that were drawn, each once."""

    ids: dict[str, str] = field(default_factory=dict)

    def id_of(self, row: str) -> str:
        return self.ids.setdefault(row, f"r{len(self.ids)}")


def record(steps: Sequence[Step] = STEPS) -> str:
    """Play the story and give the SVG."""
    folder = Path(__file__).parent.parent
    mine = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    environ = {**mine, "PYTHONPATH": str(folder), "ZTUI_TZ": "America/Los_Angeles", "COLORTERM": "truecolor"}
    frames: list[Frame] = []
    with Program([sys.executable, "-m", "ztui", "demo"], size=_SIZE, term="xterm-256color", environ=environ) as program:
        for step in steps:
            program.press(*step.keys)
            program.wait_for(lambda screen, wanted=step.until: wanted in screen.text, _WAIT)  # type: ignore[misc]
            program.wait_quiet(0.4, _WAIT)
            frames.append(Frame(tuple(_rows(program.screen)), step.seconds))
    return picture(frames)


def _rows(screen: Screen) -> Iterator[str]:
    """Draw each line of a screen: runs of cells of one look, with what is behind them."""
    for y in range(screen.lines):
        yield "".join(_run(*each) for each in _runs(screen, y))


def _runs(screen: Screen, y: int) -> Iterator[tuple[int, int, str, tuple[str, str, bool]]]:
    start, cells, text, look = 0, 0, "", ("", "", False)
    for x in range(screen.columns):
        cell: Any = screen.cell(x, y)
        mine = _look(cell)
        if mine != look and cells:
            yield start, cells, text, look
            start, cells, text = x, 0, ""
        look, text, cells = mine, text + cell.data, cells + 1
    yield start, cells, text, look


def _look(cell: Any) -> tuple[str, str, bool]:
    ink, paper = _color(cell.fg) or _INK, _color(cell.bg)
    if cell.reverse:
        ink, paper = paper or _PAPER, ink
    return ("" if ink == _INK else ink), ("" if paper == _PAPER else paper), bool(cell.bold)


def _color(name: str) -> str:
    if len(name) == 6 and all(each in "0123456789abcdef" for each in name):
        return f"#{name}"
    return _NAMED.get(name.removeprefix("bright"), "")


def _run(x: int, cells: int, text: str, look: tuple[str, str, bool]) -> str:
    ink, paper, bold = look
    left, width = f"{x * _WIDE:g}", f"{cells * _WIDE:g}"
    drawn = f'<rect x="{left}" width="{width}" height="{_HIGH}" fill="{paper}"/>' if paper else ""
    if not text.strip():
        return drawn
    own = f' fill="{ink}"' if ink else ""
    own += ' font-weight="700"' if bold else ""
    return f'{drawn}<text x="{left}" y="13" textLength="{width}"{own}>{escape(text, quote=False)}</text>'


def picture(frames: Sequence[Frame]) -> str:
    """Put frames into one picture that begins anew at its end."""
    drawn = _Drawn()
    total = sum(each.seconds for each in frames)
    shown: list[str] = []
    rules: list[str] = []
    passed = 0.0
    for at, frame in enumerate(frames):
        begin, passed = 100 * passed / total, passed + frame.seconds
        end = 100 * passed / total
        first = "0%{visibility:hidden}" if at else ""
        last = f"{end:.2f}%{{visibility:hidden}}" if at + 1 < len(frames) else ""
        rules.append(f"@keyframes f{at}{{{first}{begin:.2f}%{{visibility:visible}}{last}}}")
        rules.append(f"#f{at}{{animation:f{at} {total:g}s step-end infinite}}")
        rows = "".join(f'<use href="#{drawn.id_of(row)}" y="{y * _HIGH}"/>' for y, row in enumerate(frame.rows) if row)
        hidden = "" if at == 0 else ' visibility="hidden"'
        shown.append(f'<g id="f{at}"{hidden}>{rows}</g>')
    width, height = _SIZE[0] * _WIDE + 2 * _MARGIN, _SIZE[1] * _HIGH + 2 * _MARGIN
    defined = "".join(f'<g id="{id}">{row}</g>' for row, id in drawn.ids.items())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" aria-label="A session in ztui">\n'
        f"<style>text{{white-space:pre;font:14px {_FONT};fill:{_INK}}}{''.join(rules)}</style>\n"
        f'<rect width="100%" height="100%" rx="8" fill="{_PAPER}"/>\n<defs>{defined}</defs>\n'
        f'<g transform="translate({_MARGIN} {_MARGIN})">{"".join(shown)}</g>\n</svg>\n'
    )


def write() -> None:
    """Record the session and write its file."""
    made = record()
    assert len(made.encode()) < MOST_BYTES, f"{len(made.encode()):,} bytes"
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(made, encoding="utf-8")
    print(FILE.name, f"{len(made.encode()):,} bytes")


if __name__ == "__main__":
    write()
