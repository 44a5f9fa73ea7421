"""The grammar of the `:` line: `numbers /0205`, `cq @West`, `calls last 30d`, `profile lab`, `q`."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError
from ztui.core.times import api_window

__all__ = ["Command", "parse", "window_of"]

_SPAN = re.compile(r"(\d{1,4})\s*(min|h|d|w|months?)", re.IGNORECASE)
_UNITS = {
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "month": timedelta(days=30),
}


@dataclass(frozen=True, slots=True)
class Command:
    """What was typed, taken apart.

    Attributes:
        name: The first word: a resource, an alias or a command.
        words: The other words, without those below.
        filter: What follows ` /`, a local filter; None if there was none.
        account: What follows ` @`: the account to act in; None if there was none.
        last: What follows ` last `: a span of time such as `30d`; "" if there was none.
    """

    name: str
    words: tuple[str, ...] = ()
    filter: str | None = None
    account: str | None = None
    last: str = ""

    @property
    def rest(self) -> str:
        """Give the other words as one text."""
        return " ".join(self.words)


def parse(text: str) -> Command:
    """Take a typed line apart.

    Args:
        text: The line without its colon. A leading colon and spaces do not matter.

    Returns:
        The command; its name is "" for an empty line.
    """
    line, slash, filter = f" {text.strip().lstrip(':').strip()}".partition(" /")
    line, at, account = line.partition(" @")
    words = line.split()
    name, words = (words[0], words[1:]) if words else ("", [])
    last = ""
    if len(words) >= 2 and words[0].casefold() == "last":
        ends = 3 if words[1].isdecimal() else 2
        last, words = "".join(words[1:ends]), words[ends:]
    return Command(
        name=name,
        words=tuple(words),
        filter=filter.strip() if slash else None,
        account=account.strip() if at else None,
        last=last,
    )


def window_of(last: str, now: datetime, *, dates: bool = False) -> tuple[tuple[str, str], ...]:
    """Make the `from` and `to` of a window that ends now.

    Args:
        last: A number and a unit: `30min`, `24h`, `7d`, `2w`, `6months`.
        now: The end, in UTC.
        dates: The list takes days and no instants.

    Returns:
        Query parameters with instants or days in UTC.

    Raises:
        ConfigError: It is no span of time.
    """
    found = _SPAN.fullmatch(last.strip())
    if found is None or not int(found[1]):
        raise ConfigError(f"'{last}' is no span of time.", "Write 24h, 7d, 2w or 6months.")
    unit = found[2].casefold()
    begin = now - int(found[1]) * _UNITS["month" if unit.startswith("month") else unit]
    return api_window(begin, now, dates=dates)
