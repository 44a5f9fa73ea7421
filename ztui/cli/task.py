"""`ztui task`: guided tasks, each a plan of many changes with what it found said before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ztui.cli.filled import inputs_of, word_of
from ztui.cli.output import Form, print_object
from ztui.cli.writes import change, wanted_of, write_options
from ztui.core.amounts import counted
from ztui.core.errors import ConfigError, UnknownName
from ztui.core.text import display

if TYPE_CHECKING:
    from typing import TextIO

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.services.changes.model import Plan
    from ztui.services.session import Session
    from ztui.services.tasks.model import Findings, Task

__all__ = ["task"]

_LONG = 500


@click.command("task", context_settings={"ignore_unknown_options": True})
@click.argument("name", required=False, default="", metavar="[TASK]")
@click.argument("words", nargs=-1, metavar="[WHAT] [INPUT=VALUE]...")
@click.option("--find", is_flag=True, help="Only say what is there; plan nothing.")
@write_options
@click.pass_context
def task(ctx: click.Context, /, name: str, words: tuple[str, ...], find: bool, **given: Any) -> int:
    """Carry out a guided task: say what is there, plan all of its changes, show them, and write them when agreed.

    \b
    ztui task                                            which tasks there are
    ztui task leaver                                     what a task asks for, with examples
    ztui task leaver rachel.0005@acme.example --find           what there is, and what cannot be done
    ztui task leaver rachel.0005@acme.example --dry-run        the plan; nothing is written
    ztui task leaver rachel.0005@acme.example --forward-to 801-8006 --numbers-to 801-1000 --yes --reason "ticket 4711"

    The first word is what the task is about; the other inputs are INPUT=VALUE or --input VALUE. Users, queues and
    numbers are named by id, name, e-mail, extension, or number in any form. What was found is told on stderr.
    """  # noqa: D301  (click reads the control character)
    from ztui.services.tasks.registry import task_named, tasks

    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    if not name:
        _list(tasks(), runtime.stdout)
        return 0
    wanted = task_named(name)
    if not words:
        _explain(wanted, runtime.stdout)
        return 0
    filled = inputs_of(_named(wanted, words), wanted.inputs)
    how = wanted_of(given, runtime)
    if find:
        return _find(runtime, options, wanted, filled, how.form)

    async def make(session: Session) -> Plan:
        findings = await wanted.find(session, filled)
        if how.form is Form.TABLE:
            _say(findings, runtime.stderr)
        return await wanted.plan(session, filled, findings)

    return change(runtime, options, how, make)


def _named(wanted: Task, words: tuple[str, ...]) -> list[str]:
    """Give all words as `INPUT=VALUE`: the first one may come without its name, and any as `--input VALUE`.

    Raises:
        ConfigError: A value is missing, or a word has no name.
    """
    known = {each.name: each for each in wanted.inputs}
    first = wanted.inputs[0]
    found: list[str] = []
    rest = iter(words)
    for place, word in enumerate(rest):
        if word.startswith("--"):
            name, equals, value = word[2:].partition("=")
            name = name.replace("-", "_")
            if name not in known:
                raise UnknownName(f"input of '{wanted.title}'", name, known)
            if not equals:
                value = next(rest, "")
            if not value:
                raise ConfigError(f"{word}: the value is missing.", f"Write {word} VALUE.")
            found.append(f"{name}={value}")
        elif "=" in word and word.partition("=")[0].rstrip(":").replace("-", "_") in known:
            name, _, value = word.partition("=")
            found.append(f"{name.replace('-', '_')}={value}")
        elif place == 0 or (
            wanted.inputs[0].several and all(each.startswith(f"{wanted.inputs[0].name}=") for each in found)
        ):
            found.append(f"{first.name}={word}")
        else:
            raise ConfigError(f"'{display(word)}' is not understood.", "Write INPUT=VALUE.")
    return found


def _find(runtime: Runtime, options: GlobalOptions, wanted: Task, filled: dict[str, Any], form: Form) -> int:

    async def ask() -> Findings:
        async with runtime.session(options) as session:
            return await wanted.find(session, filled)

    findings = runtime.run(ask())
    if form is Form.TABLE:
        _say(findings, runtime.stdout)
    else:
        print_object(_data(findings), form, runtime.stdout)
    return 0


def _say(findings: Findings, out: TextIO) -> None:
    """Say in lines what was found."""
    requests = counted(findings.asked, "request")
    out.write(f"{display(findings.subject, longest=_LONG)} ({requests})\n")
    parts = (("", findings.found), ("Cannot: ", findings.cannot), ("Mind: ", findings.minds))
    for lead, lines in parts:
        for each in lines:
            out.write(f"  {lead}{display(each, longest=_LONG)}\n")


def _data(findings: Findings) -> dict[str, Any]:
    return {
        "subject": findings.subject,
        "found": list(findings.found),
        "cannot": list(findings.cannot),
        "minds": list(findings.minds),
        "requests": findings.asked,
    }


def _list(known: tuple[Task, ...], out: TextIO) -> None:
    for each in known:
        out.write(f"{each.name:<20} {display(each.title)}\n")
    out.write("'ztui task NAME' says what it asks for.\n")


def _explain(wanted: Task, out: TextIO) -> None:
    """Say what a task does, what it asks for, and how that is typed."""
    out.write(f"{display(wanted.title)}\n{display(wanted.about, longest=_LONG)}\n\n")
    for each in wanted.inputs:
        out.write(f"  {word_of(each):<34} {display(each.title)}{'. ' + each.help if each.help else ''}\n")
        for raw, word in each.choices:
            said = "" if str(raw) == word else f"  {display(word)}"
            out.write(f"  {'':<34}   {display(str(raw))}{said}\n")
    out.write("\nExamples\n")
    for example in wanted.examples:
        out.write(f"  ztui task {example}\n")
