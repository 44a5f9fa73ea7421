"""`ztui help [TOPIC]`: what is to be known of a topic, or how a command is used."""

from __future__ import annotations

import shutil
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

from ztui.cli.paging import paged
from ztui.core.errors import UnknownName
from ztui.services.topics.topics import TOPICS, Kind, pieces, topic_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.services.topics.topics import Piece

__all__ = ["complete_topics", "help_on"]

_WIDEST = 100
_LEAST_TEXT = 30
_MOST_NAME = 34


def complete_topics(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Offer topics, then commands."""
    from ztui.cli.app import COMMANDS

    names = dict.fromkeys([*(each.name for each in TOPICS), *COMMANDS])
    return [each for each in names if each.startswith(incomplete)]


@click.command("help")
@click.argument("name", metavar="[TOPIC|COMMAND]", default="", shell_complete=complete_topics)
@click.pass_context
@paged
def help_on(ctx: click.Context, /, name: str, **given: Any) -> int:
    """Print what is to be known of a topic, or how a command is used; alone it lists the topics.

    \b
    ztui help
    ztui help filters
    ztui help exit-codes
    ztui help list
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    from ztui.cli.app import COMMANDS

    width = min(shutil.get_terminal_size().columns, _WIDEST) if runtime.stdout.isatty() else _WIDEST
    if not name:
        rows = [(each.name, each.help) for each in TOPICS]
        runtime.stdout.write("".join(f"{line}\n" for line in _pairs(rows, width, plain=_is_plain(runtime, options))))
        runtime.stdout.write("\n'ztui help TOPIC' prints one, 'ztui COMMAND --help' how a command is used.\n")
        return 0
    try:
        topic = topic_named(name)
    except UnknownName:
        if name not in COMMANDS:
            known = [*(each.name for each in TOPICS), *COMMANDS]
            raise UnknownName("topic or command", name, known, "'ztui help' lists the topics.") from None
        return _of_command(ctx, runtime, name)
    for line in _topic_lines(pieces(topic, runtime.looks()), width, plain=_is_plain(runtime, options)):
        runtime.stdout.write(f"{line}\n")
    if topic.name in COMMANDS:
        runtime.stdout.write(f"\n'ztui {topic.name} --help' says how the command is used.\n")
    return 0


def _is_plain(runtime: Runtime, options: GlobalOptions) -> bool:
    """Tell whether a screen reader reads it."""
    from ztui.core.config import PLAIN, switch_of

    return options.plain or bool(switch_of(runtime.environ, PLAIN))


def _of_command(ctx: click.Context, runtime: Runtime, name: str) -> int:
    above = ctx.parent
    assert above is not None
    assert isinstance(above.command, click.Group)
    command = above.command.get_command(above, name)
    assert command is not None
    runtime.stdout.write(command.get_help(click.Context(command, info_name=name, parent=above)) + "\n")
    return 0


def _topic_lines(told: Iterable[Piece], width: int, *, plain: bool = False) -> Iterator[str]:
    """Give a topic as lines of text.

    Args:
        told: Its pieces.
        width: Cells of a line.
        plain: One fact a line, nothing aligned, nothing wrapped.
    """
    rows: list[tuple[str, str]] = []
    before: Kind | None = None
    for each in told:
        if each.kind is Kind.PAIR:
            rows.append((each.name, each.text))
            continue
        if rows:
            yield from ("", *_pairs(rows, width, plain=plain))
            rows, before = [], Kind.PAIR
        if before is not None and not (each.kind is before is Kind.EXAMPLE):
            yield ""
        before = each.kind
        if each.kind is Kind.EXAMPLE:
            yield each.text if plain else f"    {each.text}"
        else:
            yield from [each.text] if plain else wrap(each.text, width)
    if rows:
        yield from ("", *_pairs(rows, width, plain=plain))


def _pairs(rows: Iterable[tuple[str, str]], width: int, *, plain: bool) -> Iterator[str]:
    rows = list(rows)
    if plain:
        yield from (f"{name}: {text}" for name, text in rows)
        return
    longest = min(max(len(name) for name, _ in rows), _MOST_NAME)
    for name, text in rows:
        first, *others = wrap(text, max(width - longest - 4, _LEAST_TEXT)) or [""]
        if len(name) > longest:
            yield f"  {name}"
            name = ""
        yield f"  {name:<{longest}}  {first}".rstrip()
        yield from (f"{'':<{longest + 4}}{line}" for line in others)
