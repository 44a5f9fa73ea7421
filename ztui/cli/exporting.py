"""`-o FILE`: rows to a file of the user's own instead of to stdout, told of on stderr."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from ztui.cli.output import Form
from ztui.cli.passing_line import PassingLine
from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError
from ztui.services.exports import check_target, export_rows, form_of
from ztui.services.rowtext import RowForm, csv_columns

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from ztui.cli.runtime import Runtime
    from ztui.core.ports import Clock
    from ztui.resources.model import Column, Row
    from ztui.services.session import Session

__all__ = ["Expected", "Target", "export", "target"]


@dataclass(frozen=True, slots=True)
class Target:
    """Where to, how, and whether a file that is there is replaced."""

    path: Path
    form: RowForm
    clobber: bool


@dataclass(frozen=True, slots=True)
class Expected:
    """How many rows there will be, and what they are called."""

    count: int
    noun: str


def target(output: str, form: Form | None, *, clobber: bool) -> Target:
    """Understand the options of a file.

    Args:
        output: Its name as it was given.
        form: The form that was asked for, None for the one of the file's ending.
        clobber: Replace a file that is there.

    Raises:
        ConfigError: There is no form, or none that a file can have; the file cannot be made.
    """
    path = Path(output).expanduser()
    if form is Form.TABLE:
        raise ConfigError("A table cannot be written with -o.", "Ask for --csv, --json or --ndjson.")
    made = Target(path, form_of(path) if form is None else RowForm(form.value), clobber)
    check_target(path, replace=True)
    if not clobber and path.exists():
        raise ConfigError(f"{path} is there already.", "Name another file, or add --clobber.")
    return made


async def export(
    runtime: Runtime,
    session: Session,
    to: Target,
    rows: AsyncIterator[Row],
    columns: Sequence[Column],
    expected: Expected,
) -> int:
    """Write the rows, and give the exit code.

    Raises:
        ConfigError: There is a file already.
        ZtuiError: It cannot be written.
    """
    line = _Line(runtime.stderr, session.clock, expected)
    made = csv_columns(columns, session.zone)
    try:
        count = await export_rows(to.path, rows, made, to.form, replace=to.clobber, on_progress=line.show)
    finally:
        line.end()
    runtime.stderr.write(f"ztui: {count:,} {expected.noun} written to {to.path}.\n")
    return 0


class _Line:
    """A line on a terminal's stderr that tells how far it is; elsewhere nothing."""

    def __init__(self, err: TextIO, clock: Clock, expected: Expected) -> None:
        self._expected = expected
        self._passing = PassingLine(err, clock, at_once=False)

    def show(self, count: int) -> None:
        """Paint how many rows are written."""
        self._passing.paint(f"{count:,} of {self._expected.count:,} {self._expected.noun} written")

    def end(self) -> None:
        """Take the line away."""
        self._passing.end()
