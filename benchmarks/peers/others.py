"""Other people's programs, installed by `make bench-peers` in an environment of their own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.turns import environment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.harness.screen import Screen

__all__ = ["Other", "installed"]

PROGRAMS = Path(__file__).parents[2] / ".venv-peers" / "bin"
_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Other:
    """A program that somebody else made.

    Attributes:
        name: Its name.
        program: Name of its file.
        arguments: Gives what it is started with, from the folder that it may write to.
        ready: What its screen shows when it can be used.
    """

    name: str
    program: str
    arguments: Callable[[Path], Sequence[str]]
    ready: str | Callable[[Screen], object]

    def argv(self, home: Path) -> list[str]:
        """Give its command line."""
        return [str(PROGRAMS / self.program), *self.arguments(home)]

    def environ(self, home: Path) -> dict[str, str]:
        """Give the variables that it runs with."""
        return environment(home)


def _csv(home: Path) -> list[str]:
    path = home / "rows.csv"
    if not path.exists():
        path.write_text("number,owner\n" + "".join(f"{each},owner {each}\n" for each in range(_ROWS)))
    return [str(path)]


_ALL = (
    Other("visidata", "vd", _csv, f"{_ROWS} rows"),
    Other("harlequin", "harlequin", lambda _: ["--theme", "harlequin"], "Data Catalog"),
    Other("posting", "posting", lambda _: [], "Collection"),
)


def installed() -> list[Other]:
    """Give those that are installed."""
    return [each for each in _ALL if (PROGRAMS / each.program).exists()]
