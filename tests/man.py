"""The man page and the completion scripts, made from the commands; `make docs` writes them, the wheel installs them."""

from __future__ import annotations

import inspect
import io
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import get_completion_class

from ztui.cli.app import COMMANDS, cli
from ztui.cli.completion import VARIABLE
from ztui.core.exit_codes import EXIT_CODES
from ztui.core.settings import SETTINGS
from ztui.main import House
from ztui.services.topics.topics import TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).parent.parent / "docs"
SCRIPTS = {"bash": "completions/ztui.bash", "zsh": "completions/_ztui", "fish": "completions/ztui.fish"}


def files() -> dict[str, str]:
    """Give all files that are made, by their path below docs/."""
    return {"man/ztui.1": man_page(), **{path: _script(shell) for shell, path in SCRIPTS.items()}}


def _script(shell: str) -> str:
    found = get_completion_class(shell)
    assert found is not None
    return found.source_template % found(cli, {}, "ztui", VARIABLE).source_vars() + "\n"


def man_page() -> str:
    """Give the man page, in the macros of man(7)."""
    house = House({}, io.StringIO(), io.StringIO())
    context = click.Context(cli, info_name="ztui", obj=(house, None), **cli.context_settings)
    lines = ['.TH ZTUI 1 "" "ztui" "User commands"', ".SH NAME", "ztui \\- browse and change a Zoom Phone account"]
    lines += [".SH SYNOPSIS", ".B ztui", "[\\fIoptions\\fR] [\\fIcommand\\fR | \\fIresource\\fR] [\\fIarguments\\fR]"]
    lines += [".SH DESCRIPTION", *_text(cli.help or "")]
    lines += [".SH OPTIONS", *_options(context, cli), ".SH COMMANDS"]
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        below = click.Context(command, info_name=name, parent=context, obj=(house, None))
        lines += _command(below, command)
        for part in command.commands.values() if isinstance(command, click.Group) else ():
            lines += _command(click.Context(part, info_name=part.name, parent=below, obj=(house, None)), part)
    lines += [".SH TOPICS", "\\fBztui help\\fR \\fITOPIC\\fR prints what is to be known of one."]
    for topic in TOPICS:
        lines += [".TP", f".B {_escaped(topic.name)}", _escaped(f"{topic.help[0].upper()}{topic.help[1:]}.")]
    lines.append(".SH EXIT STATUS")
    for code, meaning in EXIT_CODES.items():
        lines += [".TP", f".B {code}", _escaped(f"{meaning[0].upper()}{meaning[1:]}.".replace("`", ""))]
    lines += [".SH SETTINGS", "One table \\fB[profiles.NAME]\\fR in config.toml; \\fBztui config\\fR prints its path."]
    for each in SETTINGS:
        variable = f" {each.variable} goes before it." if each.variable else ""
        lines += [".TP", f".B {_escaped(each.name)}", _escaped(each.help + variable)]
    return "\n".join(lines) + "\n"


def _command(context: click.Context, command: click.Command) -> Iterator[str]:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    yield f'.SS "{_escaped(usage)}"'
    yield from _text(command.help or "")
    yield from _options(context, command)


def _options(context: click.Context, command: click.Command) -> Iterator[str]:
    for each in command.get_params(context):
        record = each.get_help_record(context) if isinstance(each, click.Option) else None
        if record is not None and "--help" not in record[0]:
            yield from (".TP", f".B {_escaped(record[0])}", _escaped(record[1]))


def _text(help: str) -> Iterator[str]:
    """Give the paragraphs of a help; those with click's mark keep their lines."""
    for number, paragraph in enumerate(re.split(r"\n\s*\n", inspect.cleandoc(help))):
        if number:
            yield ".PP"
        if paragraph.startswith("\b"):
            yield from (".nf", *(_escaped(line) for line in paragraph.split("\n")[1:]), ".fi")
        else:
            yield _escaped(" ".join(paragraph.split()))


def _escaped(text: str) -> str:
    """Make a text safe for troff: no escapes, no requests at the start of a line."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq").replace("'", "\\(aq").strip("\n")
    text = re.sub(r"(?<=[0-9]),(?=[a-z])", r",\\:", text)  # where a list may be broken
    return f"\\&{text}" if text.startswith(".") else text


def write() -> None:
    """Write all files."""
    for path, text in files().items():
        (DOCS / path).parent.mkdir(exist_ok=True)
        (DOCS / path).write_text(text, encoding="utf-8")
        sys.stdout.write(f"docs/{path}\n")


if __name__ == "__main__":
    write()
