"""Commands as words: those that print what screens show, as they are sent to the clipboard."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from ztui.core.json_text import json_text
from ztui.core.shell import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ztui.services.bulk.preview import Preview
    from ztui.services.changes.model import Plan
    from ztui.services.session import Session
    from ztui.services.view import View
    from ztui.ui.screens.base import HouseScreen

__all__ = ["bulk_text", "list_words", "option", "planned_text", "where_words", "window_words"]


def option(name: str, value: str) -> list[str]:
    """Give an option with its value, none for ""; a value that begins like an option is joined to it."""
    if not value:
        return []
    return [f"--{name}={value}"] if value.startswith("-") else [f"--{name}", value]


def where_words(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Give conditions as options."""
    return [word for name, value in pairs for word in ("--where", f"{name}={value}")]


def window_words(window: str) -> list[str]:
    """Give a window, as `relative.window_of` gives it, as options; one that ends now stays relative."""
    begin, dots, end = window.partition("..")
    if dots:
        return [*option("from", begin), *option("to", end)]
    if window in ("today", "yesterday"):
        return [*option("from", window), *(option("to", window) if window == "yesterday" else [])]
    return option("from", f"-{window}") if window else []


def list_words(session: Session, view: View, columns: tuple[str, ...] | None = None) -> list[str]:
    """Give the words that print a list: `list call-history --from=-7d --match outcome:missed`.

    Args:
        session: Whose clock and zone judge the window.
        view: What the list shows.
        columns: Paths of the columns, None for the usual ones.
    """
    from ztui.services.saved.views import SavedView

    saved = SavedView.of("", view, columns, session.clock.now(), session.zone)
    return [
        "list",
        saved.resource,
        *where_words((*saved.parents, *saved.query)),
        *window_words(saved.window),
        *option("match", saved.filter),
        *option("sort", ",".join(saved.sort)),
        *option("columns", ",".join(saved.columns or ())),
    ]


def planned_text(screen: HouseScreen, plan: Plan) -> str:
    """Give the commands that print a plan, one a line; of one in which nothing is on, that which prints the journal."""
    from ztui.services.changes.commands import commands_of

    lines = commands_of(plan, program=screen.program, also=("--dry-run",))
    return "\n".join(lines) or joined([*screen.program, "journal"])


def bulk_text(preview: Preview, program: Sequence[str]) -> str:
    """Give the command that shows the same preview, with the list that it reads behind it."""
    steps = [each.step for each in preview.rows]
    kinds = {each.resource for each in steps}
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("object", "action", "field", "value"))
    for each in steps:
        named = each.text if len(kinds) == 1 else f"{each.resource}:{each.text.partition(':')[2] or each.text}"
        for name, value in each.given or (("", ""),):
            table.writerow((named, each.action, name, value if isinstance(value, str) else json_text(value)))
    command = joined([*program, "bulk", "-", *(kinds if len(kinds) == 1 else ()), "--dry-run"])
    return f"{command} <<'END'\n{out.getvalue()}END"
