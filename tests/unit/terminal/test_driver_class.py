"""The driver between Textual and the terminal: what it holds back, what it lets pass, what it does when it fails."""

from __future__ import annotations

import importlib
import signal
from typing import TYPE_CHECKING, Any

import pytest
from textual.app import App
from textual.events import Resize
from textual.geometry import Size

from tests.unit.terminal.updates import piece, strip, update
from ztui.ui.terminal.driver.driver import DifferentialDriver
from ztui.ui.terminal.driver.lines import Frame

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"
ROW = update([piece(0, 0, "a row")])
LONG = update(piece(y, 0, strip(("31", "long " * 16))) for y in range(24))
PACKAGE = "ztui.ui.terminal.driver"
STAGES = (
    ("differ.UpdateParser.parse", ROW),
    ("updates.parse_line", ROW),
    ("cells.Style.cells_of", ROW),
    ("model.Model.overlaid", ROW),
    ("differ.find_shift", LONG),
    ("differ.write_row", ROW),
    ("pen.Pen.move", ROW),
    ("pen.Pen.write", ROW),
    ("pen._step", LONG),
)


class Sink(list[str]):
    """Stands where the thread stands that writes to the terminal."""

    def write(self, text: str) -> None:
        self.append(text)

    @property
    def taken(self) -> str:
        """Give what came since the last time."""
        text = "".join(self)
        self.clear()
        return text


@pytest.fixture
async def driver(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[DifferentialDriver, Sink]]:
    monkeypatch.setenv("TERM", "xterm-256color")
    app: App[None] = App()
    before = {each: signal.getsignal(each) for each in (signal.SIGTSTP, signal.SIGCONT)}
    async with app.run_test(size=(80, 24)):
        made, sink = DifferentialDriver(app), Sink()
        made._writer_thread = sink  # type: ignore[assignment]
        yield made, sink
    for number, handler in before.items():
        signal.signal(number, handler)


Driver = tuple[DifferentialDriver, Sink]


async def test_an_update_is_sent_once(driver: Driver) -> None:
    made, sink = driver
    made.write(ROW)
    assert "a row" in sink.taken
    made.write(ROW)
    assert sink.taken == ""


@pytest.mark.parametrize(("stage", "data"), STAGES)
async def test_whatever_fails_what_came_is_sent(
    driver: Driver, monkeypatch: pytest.MonkeyPatch, stage: str, data: str
) -> None:
    made, sink = driver

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError(stage)

    with monkeypatch.context() as patch:
        where, *names = stage.split(".")
        owner: Any = importlib.import_module(f"{PACKAGE}.{where}")
        for name in names[:-1]:
            owner = getattr(owner, name)
        patch.setattr(owner, names[-1], fail)
        for _ in range(2):
            for each in (BEGIN, data, END):
                made.write(each)
            assert sink.taken == BEGIN + data + END
            assert made.frame() is None

    made.write(data)
    assert len(sink.taken) > len("a row")


async def test_short_updates_go_without_the_bracket_and_long_ones_within_it(driver: Driver) -> None:
    made, sink = driver
    for each in (BEGIN, ROW, END):
        made.write(each)
    assert "2026" not in sink.taken
    for each in (BEGIN, ROW, END):
        made.write(each)
    assert sink.taken == ""
    for each in (BEGIN, LONG, END):
        made.write(each)
    sent = sink.taken
    assert sent.startswith(BEGIN)
    assert sent.endswith(END)


@pytest.mark.parametrize(
    "data", ["\x07", "\x1b[?1003h", "\x1b[?2026$p", "\x1b[>25u", "\x1b[<u", "\x1b]2;title\x07", "\x1b]52;c;eA==\x07"]
)
async def test_what_draws_nothing_passes_and_changes_nothing(driver: Driver, data: str) -> None:
    made, sink = driver
    made.write(ROW)
    sink.clear()
    made.write(data)
    assert sink.taken == data
    made.write(ROW)
    assert sink.taken == ""


@pytest.mark.parametrize("data", ["text", "\x1b[2J", "\x1b[?1003hx", "\x1bc"])
async def test_after_anything_else_nothing_is_known(driver: Driver, data: str) -> None:
    made, sink = driver
    made.write(ROW)
    sink.clear()
    made.write(data)
    assert sink.taken == data
    made.write(ROW)
    assert "a row" in sink.taken


async def test_a_size_that_is_told_in_the_input_makes_it_forget(driver: Driver) -> None:
    made, sink = driver
    made.write(ROW)
    sink.clear()
    made.process_message(Resize(Size(80, 24), Size(80, 24)))
    made.write(ROW)
    assert "a row" in sink.taken


async def test_a_frame_that_was_painted_before_is_not_painted_again(driver: Driver) -> None:
    made, sink = driver
    made.adopt(Frame((80, 24), ("a row",)))

    made.write(ROW)

    assert sink.taken == ""
    assert made.frame() == Frame((80, 24), ("a row", *[""] * 23))


async def test_a_frame_that_cannot_be_read_is_no_frame(driver: Driver) -> None:
    made, sink = driver
    made.adopt(Frame((80, 24), ("a\x1b[2Jrow",)))

    assert made.frame() is None
    made.write(ROW)
    assert "a row" in sink.taken
