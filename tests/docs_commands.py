"""The command lines that stand in the documents, in the help of the commands and in the topics."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ztui.cli.app import COMMANDS
from ztui.services.topics.topics import TOPICS, Kind, pieces
from ztui.ui.looks import LOOKS

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PAGES", "Shown", "all_commands", "commands_of", "examples_of", "help_of_commands"]

ROOT = Path(__file__).parent.parent
PAGES = (
    "README.md",
    *(
        f"docs/{name}.md"
        for name in (
            "guide",
            "performance",
            "resources",
            "simulator",
            "architecture",
            "parity",
            "scopes",
            "adding-a-resource",
        )
    ),
    *sorted(f"docs/tasks/{each.name}" for each in (ROOT / "docs" / "tasks").glob("*.md")),
)
"""All but the reference, whose usages are made from the code."""

_BEGIN = re.compile(r"(?:^|[\s(|])(ztui(?:\s.*)?)$")
_TALK = re.compile(r"\s+# .*|\s{3,}\S.*")
"""What explains a command on its line."""
_CODE = re.compile(r"`([^`]+)`")
_CHOICE = re.compile(r"[\w-]+(?:\|[\w-]+)+")
_NAMED = re.compile(r"(?:\S+=)?[A-Z][A-Z0-9]+|\.\.\.")
"""A word that stands for others."""
_OPTIONAL = re.compile(r" \[([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Shown:
    """A command line as it stands in a document.

    Attributes:
        where: Document and line.
        text: From `ztui` on.
        is_usage: It stands in a sentence and names in capitals what is to be put there: `ztui find TEXT`.
    """

    where: str
    text: str
    is_usage: bool = False


def commands_of(page: str) -> Iterator[Shown]:
    """Give the command lines of blocks and of code in sentences, one for each choice that a line offers."""
    for number, text, is_block in _pieces((ROOT / page).read_text(encoding="utf-8")):
        for piece in [text] if is_block else [each.replace("\\|", "|") for each in _CODE.findall(text)]:
            for part in _parts(piece):
                where = f"{page}:{number}"
                for each in _texts(part, is_block=is_block):
                    yield Shown(where, each, not is_block and any(map(_NAMED.fullmatch, each.split())))


def all_commands() -> Iterator[Shown]:
    """Give the command lines of all documents, then those of the help of each command, then those of the topics."""
    for page in PAGES:
        yield from commands_of(page)
    for path, text in help_of_commands().items():
        yield from examples_of(f"{path} --help", text)
    for topic in TOPICS:
        for piece in pieces(topic, LOOKS):
            if piece.kind is Kind.EXAMPLE:
                yield Shown(f"ztui help {topic.name}", piece.text)


def help_of_commands() -> dict[str, str]:
    """Give the help of each command and of each of its parts, by its words."""
    found: dict[str, str] = {}

    def walk(path: str, command: click.Command) -> None:
        found[path] = command.help or ""
        for name, part in command.commands.items() if isinstance(command, click.Group) else ():
            walk(f"{path} {name}", part)

    for name, (place, _) in COMMANDS.items():
        module, _, attribute = place.partition(":")
        walk(f"ztui {name}", getattr(import_module(module), attribute))
    return found


def examples_of(where: str, text: str) -> Iterator[Shown]:
    """Give the command lines of a help: those that stand on lines of their own."""
    for line in map(str.strip, text.partition("\b")[2].splitlines()):
        if re.match(r"(?:ztui|eval) ", f"{line} "):
            for part in _parts(line):
                yield from (Shown(where, each) for each in _texts(part, is_block=True))


def _parts(line: str) -> Iterator[str]:
    """Give the commands of a line that are joined by a pipe or by `&&`, not by what stands in quotes."""
    part = ""
    for piece in re.split(r"( \| | && )", line):
        part += piece
        if piece in (" | ", " && ") and all(part.count(quote) % 2 == 0 for quote in "\"'"):
            yield part.removesuffix(piece)
            part = ""
    yield part


def _pieces(text: str) -> Iterator[tuple[int, str, bool]]:
    """Give lines of blocks, and paragraphs, whose code may go on in the next line; each with where it begins."""
    fenced, begin, sentence = False, 0, ""
    for number, line in enumerate([*text.splitlines(), ""], 1):
        is_fence = line.startswith("```")
        is_block = not is_fence and (fenced or (line.startswith("    ") and not sentence))
        if sentence and (is_fence or not line.strip() or line.startswith("|")):
            yield begin, sentence, False
            sentence = ""
        if is_block:
            yield number, line.strip(), True
        elif not is_fence and line.strip():
            begin = begin if sentence else number
            sentence = f"{sentence} {line.strip()}".strip()
        fenced ^= is_fence


def _texts(part: str, *, is_block: bool) -> Iterator[str]:
    found = _BEGIN.search(_TALK.sub("", part) if is_block else part)
    if found is None:
        return
    text = found[1].removesuffix(')"').rstrip(" &")
    choice, optional = _CHOICE.search(text), _OPTIONAL.search(text)
    if choice is not None:
        yield from (text.replace(choice[0], each) for each in choice[0].split("|"))
    elif optional is not None:
        yield from (text.replace(optional[0], each) for each in ("", f" {optional[1]}"))
    else:
        yield text
