"""What a begun word at `:` or `/` can become: names, columns, values, views, windows, accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.errors import UnknownName
from ztui.core.text import fold
from ztui.resources.registry import resource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ztui.resources.model import Column, Resource
    from ztui.ui.screens.base import HouseScreen

__all__ = ["Known", "filter_words", "known_words", "line_words"]

_WINDOWS = ("today", "yesterday", "last 24h", "last 7d", "last 30d", "last 90d")


@dataclass(frozen=True, slots=True)
class Known:
    """What there is to be named in a line.

    Attributes:
        accounts: Names of sub accounts.
        words: What can follow a command, by its name: saved views, profiles, topics, tasks.
    """

    accounts: Sequence[str] = ()
    words: Callable[[str], Iterable[str]] = lambda _command: ()


def filter_words(text: str, of: Resource) -> tuple[str, ...]:
    """Give what the last word of a filter can become: fields with their colon, or values of the field.

    Args:
        text: The filter up to the cursor.
        of: What is listed.
    """
    word = text.rpartition(" ")[2]
    negated, begun = ("!", word[1:]) if word.startswith("!") else ("", word)
    name, colon, value = begun.partition(":")
    if not colon:
        names = [each.name for each in of.words]
        names += [(each.alias or each.path) for each in of.columns]
        return tuple(f"{negated}{each}:" for each in dict.fromkeys(names) if each.startswith(fold(name)))
    paths = next((each.paths for each in of.words if each.name == name), (name,))
    columns = [each for each in map(of.column, paths) if each is not None]
    values = [word for each in columns for word in (*_values(each, of), *(short for _, short in each.short))]
    found = dict.fromkeys(str(each) for each in values if fold(str(each)).startswith(fold(value)))
    return tuple(f"{negated}{name}:{_quoted(each)}" for each in found)


def line_words(text: str, known: Known) -> tuple[str, ...]:
    """Give the whole lines that a line with a space in it can become.

    Args:
        text: The line without its colon, up to the cursor.
        known: What there is to be named.
    """
    name, space, rest = text.lstrip(": ").partition(" ")
    if not space:
        return ()
    head, at, account = text.rpartition(" @")
    if at and " /" not in account:
        return tuple(f"{head} @{each}" for each in known.accounts if fold(each).startswith(fold(account)))
    of = _listed(name)
    before, slash, filter = text.partition(" /")
    if slash:
        done = filter.rpartition(" ")[0]
        kept = f"{before} /{done}{' ' if done else ''}"
        return tuple(f"{kept}{each}" for each in filter_words(filter, of)) if of is not None else ()
    offered = [f"{name} {each}" for each in known.words(name)]
    if of is not None and of.window:
        offered += [f"{name} {each}" for each in (*_WINDOWS, *(word for chip in of.chips for word in chip.names))]
    return tuple(each for each in dict.fromkeys(offered) if fold(each).startswith(fold(f"{name} {rest}")))


def _values(column: Column, of: Resource) -> Sequence[str]:
    """Give the words that a column can have, as far as declaration or contract name them."""
    if column.values:
        return column.values
    from ztui.contract.catalogue import operation
    from ztui.contract.schemas import row_schema, schema_at

    schema = schema_at(row_schema(operation(of.operations.list)), column.path) or {}
    return [str(each) for each in schema.get("enum", ())]


def known_words(screen: HouseScreen) -> Known:
    """Give what there is to be named in a line typed on a screen: nothing is asked for it."""
    session, house = screen.session, screen.house

    def words(command: str) -> Iterable[str]:
        match command:
            case "profile":
                from ztui.core.config_file import check_config

                return check_config(session.folders.config_file).config.profiles
            case "task" | "tasks":
                from ztui.services.tasks.registry import tasks

                return [each.name for each in tasks()]
            case "help" | "h":
                from ztui.services.topics.topics import TOPICS

                return [each.name for each in TOPICS]
            case "check" | "checks":
                from ztui.services.checks.rules import RULES

                return [each.id for each in RULES]
            case "account" | "as":
                return ("own", *house.learning.account_names)
            case "index":
                return ("sync", "refresh", "stop")
            case "view":
                return ("save",)
        return ()

    return Known(house.learning.account_names, words)


def _listed(name: str) -> Resource | None:
    try:
        return resource(name)
    except UnknownName:
        return None


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value
