"""The tables of the topics: made from what the program itself goes by, so that no text can be wrong about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.exit_codes import EXIT_CODES
from ztui.core.settings import SETTINGS
from ztui.resources.areas import AREAS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ztui.services.profiles.checking import Looks

__all__ = ["FILTERS", "TABLES", "table"]

Pairs = tuple[tuple[str, str], ...]

FILTERS: Pairs = (
    ("ann support", "rows that have all these words, whatever the case and the accents"),
    ("!voicemail", "rows that do not have the word"),
    ('"ann brück"', "the words as they stand"),
    ("0188", "digits also find numbers that are written in another form"),
    ("site:main", "the column has it; site:!main has it not"),
    ("status=active", "the column is it; status!=active is not it; site= has no value"),
    ("number:+1415*", "it begins so; *0188 ends so; site:* has a value"),
    ("duration>60", "more than; also < >= <=, and for times 2026-11-20, 14:05, mon, -7d"),
)
"""Examples of the language of `/`, and what each finds."""

_TIMES: Pairs = (
    ("2026-11-20", "the whole day: its begin for --from, its end for --to"),
    ("2026-11-20 18:00", "a time of your zone; quote it in a shell"),
    ("2026-11-20T18:00:00Z", "a time that says its zone"),
    ("now, today, yesterday", "also with a time: yesterday 18:00"),
    ("-90min -24h -7d -2weeks -6months", "back from now"),
)
_LEVELS: Pairs = (
    ("review", "an edit: w, then y; in a shell --yes"),
    ("danger", "takes something away: y in a box that cancels by itself; in a shell --yes"),
    ("severe", "cannot be undone: its name is typed, then ctrl+y; in a shell --confirm PHRASE"),
)
_OUTCOMES: Pairs = (
    ("done", "Zoom did it, and reading it shows it"),
    ("failed", "Zoom refused it, with its words"),
    ("conflict", "the object was changed since, or its state forbids it"),
    ("unknown", "it was sent, and no answer came; it is looked up and never sent again by itself"),
    ("skipped", "it is so already, or something before it stopped the run; nothing was sent"),
)


def _keys(looks: Looks) -> Pairs:
    return tuple(looks.keys)


def _commands(looks: Looks) -> Pairs:
    return tuple(looks.commands)


def _settings(looks: Looks) -> Pairs:
    return tuple((f"{each.name} = {each.example}", each.help) for each in SETTINGS)


def _environment(looks: Looks) -> Pairs:
    return tuple((each.variable, f"goes before {each.name}") for each in SETTINGS if each.variable)


def _codes(looks: Looks) -> Pairs:
    return tuple((str(code), meaning.replace("`", "")) for code, meaning in EXIT_CODES.items())


def _areas(looks: Looks) -> Pairs:
    return tuple((each.key, each.title) for each in AREAS)


def _lists(looks: Looks) -> Pairs:
    from ztui.resources.registry import summaries

    return tuple((", ".join((each.name, *each.aliases)), each.title) for each in summaries())


def _scopes(looks: Looks) -> Pairs:
    from ztui.services.profiles.scopes import FEATURES

    return tuple((each.name, each.title) for each in FEATURES)


def _tasks(looks: Looks) -> Pairs:
    from ztui.services.tasks.registry import tasks

    return tuple((each.name, each.title) for each in tasks())


def _limits(looks: Looks) -> Pairs:
    from ztui.contract.catalogue import Label, operation
    from ztui.contract.limits import Plan, pot, rate

    calls = operation("accountCallHistory")
    told: list[tuple[str, str]] = []
    for plan in (Plan.PRO, Plan.BUSINESS):
        for label in Label:
            allowed = rate(plan, calls, label)
            every = "a second" if allowed.seconds == 1 else f"in {allowed.seconds} seconds"
            told.append((f"{plan.value}, {label.value.lower()}", f"{allowed.count} {every}"))
        day = pot(plan, calls)
        if day is not None:
            told.append((f"{plan.value}, heavy and resource-intensive", f"{day.limit:,} a day together"))
    return tuple(told)


TABLES: Mapping[str, Callable[[Looks], Iterable[tuple[str, str]]]] = {
    "areas": _areas,
    "commands": _commands,
    "environment": _environment,
    "exit-codes": _codes,
    "filters": lambda looks: FILTERS,
    "keys": _keys,
    "levels": lambda looks: _LEVELS,
    "limits": _limits,
    "lists": _lists,
    "outcomes": lambda looks: _OUTCOMES,
    "scopes": _scopes,
    "settings": _settings,
    "tasks": _tasks,
    "times": lambda looks: _TIMES,
}
"""What stands in a text as `{{NAME}}`."""


def table(name: str, looks: Looks) -> Pairs:
    """Make a table: what is typed or seen, and what it is."""
    return tuple(TABLES[name](looks))
