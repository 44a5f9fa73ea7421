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

ENVIRONMENTS = Path(__file__).parents[2] / ".venv-peers"
_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Other:
    """A program that somebody else made.

    Attributes:
        name: Its name, which is also that of its environment.
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
        return [str(self.path), *self.arguments(home)]

    @property
    def path(self) -> Path:
        """Give its file."""
        return ENVIRONMENTS / self.name / "bin" / self.program

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
    Other("harlequin", "harlequin", lambda _: [], "Data Catalog"),
    Other("posting", "posting", lambda _: [], "Collection"),
)


def installed() -> list[Other]:
    """Give those that are installed."""
    return [each for each in _ALL if each.path.exists()]
