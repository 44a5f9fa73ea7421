"""Whether what the programs say that they wrote is what the simulator was told, and what they show is what it has."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from benchmarks.harness.program import Waited
from tests.soak.screen.acts import out_of_boxes
from ztui.core.text import display
from ztui.store.journalfile import COLUMNS, Outcome, entry_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from benchmarks.harness.program import Program
    from tests.soak.screen.weather import Weather
    from ztui.store.journalfile import JournalEntry

__all__ = ["Books", "shown_is_so"]

_NAME = slice(3, 31)
_EXTENSION = re.compile(r"\b8\d{3,6}\b")


@dataclass
class Books:
    """The journal beside the simulator's log.

    Attributes:
        entries: Of the journal.
        outcomes: How many entries have each outcome.
        applied: How many writes of ours the simulator carried out.
        wrong: What does not agree.
    """

    entries: list[JournalEntry] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    applied: int = 0
    wrong: list[str] = field(default_factory=list)

    @classmethod
    def balanced(cls, state: Path, writes: Iterable[Mapping[str, Any]]) -> Books:
        """Compare the journal in a state folder with the writes that were applied."""
        books = cls(_entries(state))
        carried = Counter((each["method"], each["path"].removeprefix("/v2")) for each in writes if _is_ours(each))
        books.applied = carried.total()
        books.outcomes.update("open" if each.outcome is None else each.outcome.value for each in books.entries)
        sure: Counter[tuple[str, str]] = Counter()
        perhaps: Counter[tuple[str, str]] = Counter()
        for each in books.entries:
            if each.request is None:
                continue
            place = (str(each.request["method"]), str(each.request["path"]))
            sure[place] += each.outcome is Outcome.DONE
            perhaps[place] += each.outcome in (Outcome.DONE, Outcome.UNKNOWN, None)
        for place in carried.keys() | sure.keys():
            if carried[place] < sure[place]:
                books.wrong.append(f"{place}: said to be done {sure[place]} times, carried out {carried[place]}")
            if carried[place] > perhaps[place]:
                books.wrong.append(
                    f"{place}: carried out {carried[place]} times, the journal knows of {perhaps[place]}"
                )
        return books


def _is_ours(write: Mapping[str, Any]) -> bool:
    return str(write["headers"].get("user-agent", "")).startswith("ztui/")


def _entries(state: Path) -> list[JournalEntry]:
    found: list[JournalEntry] = []
    for path in sorted(state.glob("journal-*.sqlite")):
        with closing(sqlite3.connect(path)) as connection:
            found += [entry_of(row) for row in connection.execute(f"select {COLUMNS} from intent order by n")]
    return found


def shown_is_so(program: Program, weather: Weather) -> list[str]:
    """See, in calm weather, that the list of queues shows what the simulator has; give what differs."""
    weather.calm()
    out_of_boxes(program)
    program.send(":queues\r")
    try:
        program.wait_for(lambda screen: screen.row(2).startswith(" Queues"), 40)
        out_of_boxes(program)  # also out of its filter
        program.send(":queues\r")
        program.wait_for(lambda screen: screen.row(2).startswith(" Queues"), 40)
        program.wait_quiet(1.0, 30)
        if "▸" in program.screen.row(2):
            return []  # Zoom is asked for some of them only
        program.wait_for("▌", 40)
        program.press("g", "r")
        program.wait_for(lambda screen: "(now)" in screen.row(0) or "(1 s old)" in screen.row(0), 60)
        program.wait_quiet(0.5, 30)
    except Waited as error:
        return [f"the list of queues did not come: {error}"]
    known = {(str(display(each["name"])), str(each["extension_number"])) for each in weather.rows()}
    if "EXT" not in program.screen.row(3):
        return []  # its columns were changed meanwhile
    differs = []
    for row in program.screen.rows[4:36]:
        found = _EXTENSION.search(row, 31)
        name = row[_NAME].strip().rstrip("…")
        if found and not any(one.startswith(name) and end.endswith(found[0]) for one, end in known):
            differs.append(f"shown and not so: {row}")
    return [f"{each}\n{program.screen.text}" for each in differs[:1]]
