"""`--watch`: a command looks again at a pace; a terminal is painted anew, a pipe gets what changed."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from ztui.cli.captured import Captured, captured
from ztui.cli.output import Form
from ztui.cli.start import say
from ztui.core.dataclass import dataclass
from ztui.core.errors import RateLimited, ServerError, Unreachable, ZtuiError
from ztui.core.text import display
from ztui.core.times import clock_with_zone, stamp, zone_name

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping

    from ztui.cli.runtime import Runtime
    from ztui.services.session import Session

__all__ = ["Watch", "WatchEnded", "watched"]

_LOW = 10
"""Percent of a day's pot that are left to others."""
_HOME, _CLEAR, _END_OF_LINE, _BELOW = "\x1b[H", "\x1b[2J", "\x1b[K", "\x1b[J"
_PASSING = (Unreachable, RateLimited, ServerError)
"""What may be over at the next look."""


class WatchEnded(ZtuiError):
    """Watching stopped by itself."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class Watch:
    """How it is watched.

    Attributes:
        every: Seconds between the end of a look and the next one.
        title: The command, without its options.
        form: Of what is printed; a table in a pipe has a line of time before it.
    """

    every: float
    title: str
    form: Form


async def watched(runtime: Runtime, session: Session, watch: Watch, look: Callable[[], Awaitable[int]]) -> int:
    """Look until ctrl+c.

    Args:
        runtime: The composition root.
        session: The one that all looks share.
        watch: Pace, title and form.
        look: Reads and prints once; gives the exit code.

    Raises:
        WatchEnded: Little is left of the day's pot.
        ZtuiError: The first look fails, or a later one for good.
    """
    is_terminal = runtime.stdout.isatty() and runtime.environ.get("TERM", "dumb") != "dumb"
    show = (_Screen if is_terminal else _Pipe)(runtime, session, watch)
    try:
        return await _for_ever(runtime, session, watch, look, show)
    finally:
        show.end()


async def _for_ever(
    runtime: Runtime, session: Session, watch: Watch, look: Callable[[], Awaitable[int]], show: _Screen | _Pipe
) -> int:
    cost = ""
    while True:
        before = dict(session.client.requests.by_label)
        with show.kept() as kept:
            try:
                await look()
            except _PASSING as error:
                if not cost:
                    raise
                say(runtime, display(error.message), "The next look may do better.", error.exit_code)
        cost = _cost(before, session.client.requests.by_label) or cost or "no request"
        show.put(kept, cost)
        await _refuse_when_low(session)
        await session.clock.sleep(watch.every)


class _Screen:
    """A terminal: a line that says what, how often and when, and below it as much as there is room for."""

    def __init__(self, runtime: Runtime, session: Session, watch: Watch) -> None:
        self._out, self._err = runtime.stdout, runtime.stderr
        self._runtime, self._session, self._watch = runtime, session, watch
        self._begun = False

    @contextmanager
    def kept(self) -> Iterator[Captured]:
        """Keep rows and talk alike, as both are painted."""
        with captured(self._runtime, terminal=True) as text:
            self._runtime.stderr = text
            try:
                yield text
            finally:
                self._runtime.stderr = self._err

    def put(self, text: Captured, cost: str) -> None:
        columns, height = shutil.get_terminal_size()
        head = f"Every {self._watch.every:g} s: ztui {self._watch.title}"
        lines = [f"{head}  ({cost})  {_when(self._session)}", "", *text.getvalue().splitlines()]
        if len(lines) > height:
            more = f"{len(lines) - height + 1:,} more lines"
            lines = [*lines[: height - 1], more]
        fitted = [line if cell_len(line) <= columns else set_cell_size(line, columns) for line in lines]
        begin = _HOME if self._begun else _CLEAR + _HOME
        self._out.write(begin + f"{_END_OF_LINE}\n".join(fitted) + _END_OF_LINE + _BELOW)
        self._out.flush()
        self._begun = True

    def end(self) -> None:
        """Leave what is painted, and go on below it."""
        if self._begun:
            self._out.write("\n")


class _Pipe:
    """A pipe or a file: what is printed stands there again when it is another; talk goes to stderr as it comes."""

    def __init__(self, runtime: Runtime, session: Session, watch: Watch) -> None:
        self._runtime, self._session, self._watch = runtime, session, watch
        self._last: str | None = None

    @contextmanager
    def kept(self) -> Iterator[Captured]:
        """Keep the rows, to be compared."""
        with captured(self._runtime) as text:
            yield text

    def put(self, text: Captured, cost: str) -> None:
        out, printed = self._runtime.stdout, text.getvalue()
        if self._last is None:
            say(
                self._runtime,
                f"Looking every {self._watch.every:g} s; the first look took {cost}.",
                "ctrl+c ends it.",
                0,
            )
        if printed == self._last or not printed:
            return
        if self._watch.form is Form.TABLE:
            out.write(f"# {_when(self._session)}\n")
        elif self._last is not None:
            now = clock_with_zone(self._session.clock.now(), self._session.zone, seconds=True)
            say(self._runtime, f"Changed at {now}.", "", 0)
        out.write(printed)
        out.flush()
        self._last = printed

    def end(self) -> None:
        """Do nothing: all lines are whole."""


def _when(session: Session) -> str:
    now = session.clock.now()
    return f"{stamp(now, session.zone)} {zone_name(now, session.zone)}"


def _cost(before: Mapping[str, int], now: Mapping[str, int]) -> str:
    """Say what was sent since: `1 light request`, `2 heavy and 1 light requests`; "" for nothing."""
    sent = {label: now[label] - before.get(label, 0) for label in now}
    parts = [f"{count:,} {label.lower()}".strip() for label, count in sent.items() if count]
    many = "s" if sum(sent.values()) != 1 else ""
    return f"{' and '.join(parts)} request{many}" if parts else ""


async def _refuse_when_low(session: Session) -> None:
    left = (await session.quota()).percent_left
    if left is not None and left < _LOW:
        raise WatchEnded(
            f"Watching stopped: less than {_LOW} % of a pot of today's requests is left.", "It is full at 00:00 UTC."
        )
