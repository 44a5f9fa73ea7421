"""What came of a list, line by line; and the words in which previews and results speak of a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ztui.core.dataclass import dataclass
from ztui.core.phone import formatted
from ztui.core.text import Display, display
from ztui.resources.edits.registry import edits
from ztui.services.bulk.preview import State
from ztui.services.bulk.steps import SET
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.bulk.preview import BulkPlan, Preview, PreviewRow
    from ztui.services.bulk.reading import BadLine
    from ztui.services.changes.model import Result, Run
    from ztui.services.changes.wording import Words
    from ztui.services.resolving import Match

__all__ = [
    "LineResult",
    "bad_data",
    "exit_code",
    "found_words",
    "line_data",
    "line_results",
    "result_data",
    "what_words",
]

_WORST: Final = (Outcome.UNKNOWN, Outcome.FAILED, Outcome.CONFLICT, Outcome.SKIPPED, Outcome.DONE)
_LONG = 200
_FEW = 4
_HIDDEN = Display("(secret)")


@dataclass(frozen=True, slots=True)
class LineResult:
    """What came of one line.

    Attributes:
        number: Of the line.
        row: Its row; None for a line that could not be read.
        outcome: What became of it; None where nothing was to be sent for it.
        said: Zoom's words, or why nothing was sent; raw.
        results: What came of its changes.
    """

    number: int
    row: PreviewRow | None
    outcome: Outcome | None
    said: str
    results: tuple[Result, ...] = ()
    text: str = ""
    """What names the object."""


def line_results(view: Preview, bulk: BulkPlan, run: Run) -> list[LineResult]:
    """Say what came of each line, in the order of the lines."""
    of_line: dict[int, list[Result]] = {}
    for result in run.results:
        for number in bulk.lines.get(result.change.id, ()):
            of_line.setdefault(number, []).append(result)
    found = [_of_row(row, of_line.get(row.step.number, [])) for row in view.rows]
    found += [LineResult(each.number, None, None, f"unreadable: {each.why}", text=each.text) for each in view.bad]
    return sorted(found, key=lambda each: each.number)


def _of_row(row: PreviewRow, results: Sequence[Result]) -> LineResult:
    number = row.step.number
    if not results:
        why = "switched off" if row.state is State.OK else f"{row.state}: {row.why}" if row.why else str(row.state)
        return LineResult(number, row, None, why, text=row.step.text)
    worst = min(results, key=lambda each: _WORST.index(each.outcome))
    return LineResult(number, row, worst.outcome, worst.said, tuple(results), row.step.text)


def exit_code(view: Preview, run: Run | None) -> int:
    """Give the exit code: that of the run; else 7, or 1 if nothing was done, where lines cannot be carried out."""
    code = 0 if run is None else run.exit_code
    if code or not view.problems:
        return code
    done = run is not None and Outcome.DONE in run.counts
    return 7 if done or view.counts.get(State.SAME, 0) else 1


def found_words(row: PreviewRow) -> Display:
    """Say as what an object was found: its name and what tells it apart; or its candidates."""
    if row.match is not None:
        return display(_called(row.match), longest=_LONG)
    shown = "; ".join(map(_called, row.candidates[:_FEW]))
    more = f"; {len(row.candidates) - _FEW} more" if len(row.candidates) > _FEW else ""
    return display(shown + more, longest=_LONG)


def _called(match: Match) -> str:
    return " ".join(filter(None, (formatted(match.label), match.detail)))


def what_words(row: PreviewRow, words: Words, *, before: int = _LONG) -> Display:
    """Say what changes, or why nothing does; of values before, at most so many characters."""
    if row.why:
        return display(row.why, longest=_LONG)
    if row.step.action != SET:
        return display(row.says, longest=_LONG)
    parts = []
    for each in row.fields:
        declared = next((slot for slot in edits(row.step.resource).fields if slot.write == each.write), None)
        old = _HIDDEN if each.secret else display(words.value(declared, each.before), longest=before)
        after = _HIDDEN if each.secret else words.value(declared, each.after)
        parts.append(f"{each.title}: {old} → {after}")
    return display("; ".join(parts), longest=_LONG)


def line_data(row: PreviewRow, words: Words) -> dict[str, Any]:
    """Give a row of the preview as it is printed."""
    match = row.match
    return {
        "line": row.step.number,
        "object": row.step.text,
        "state": str(row.state),
        "resource": row.step.resource,
        "key": "" if match is None else match.key,
        "label": "" if match is None else match.label,
        "found": found_words(row),
        "action": row.step.action,
        "what": what_words(row, words),
        "fields": [
            {"title": each.title, "field": each.write}
            | ({"secret": True} if each.secret else {"before": each.before, "after": each.after})
            for each in row.fields
        ],
        "candidates": [{"key": each.key, "label": each.label, "detail": each.detail} for each in row.candidates],
    }


def bad_data(line: BadLine) -> dict[str, Any]:
    """Give a line that cannot be read as it is printed."""
    return {"line": line.number, "object": line.text, "state": str(State.BAD), "what": line.why}


def result_data(result: LineResult) -> dict[str, Any]:
    """Give what came of a line as it is printed."""
    row = result.row
    match = None if row is None else row.match
    return {
        "line": result.number,
        "object": result.text,
        "state": str(State.BAD if row is None else row.state),
        "outcome": "" if result.outcome is None else result.outcome.value,
        "said": result.said,
        "key": "" if match is None else match.key,
        "label": "" if match is None else match.label,
        "candidates": sorted({each for one in result.results for each in one.candidates}),
        "journal": [each.journal_id for each in result.results if each.journal_id],
    }
