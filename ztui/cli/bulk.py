"""`ztui bulk`: the same change to many objects, or a change of its own to each, from a list."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ztui.cli.bulk_progress import Progress
from ztui.cli.conditions import parents_of
from ztui.cli.consent import unsent
from ztui.cli.output import Form, print_object, print_rows, width_of
from ztui.cli.requests import Sign, parse_field, read_text
from ztui.cli.writes import agreed, carry_out, tell_of_unfinished, wanted_of, where_option, write_options
from ztui.core.errors import ConfigError, ReadOnly
from ztui.core.text import display
from ztui.resources.model import Column
from ztui.services.bulk.preview import State, plan_of, preview
from ztui.services.bulk.reading import decoded, read_file, read_list
from ztui.services.bulk.results import bad_data, exit_code, line_data, line_results, result_data
from ztui.services.bulk.steps import steps_of
from ztui.services.changes.applying import why_not
from ztui.services.changes.wording import Words
from ztui.services.console.literals import from_json
from ztui.services.console.pointers import field_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.cli.writes import Wanted
    from ztui.services.bulk.preview import BulkPlan, Preview
    from ztui.services.bulk.reading import Listed
    from ztui.services.session import Session

__all__ = ["bulk"]

_STDIN = "-"
_REFUSED_BY_USER = 1
_INTERRUPTED = 130
_SEEN = (
    Column("line", 5),
    Column("object", 18),
    Column("found", 22, title="Found as"),
    Column("state", 9),
    Column("what", 30, title="What changes"),
)
_CAME = (
    Column("line", 5),
    Column("object", 18),
    Column("label", 18, title="Found as"),
    Column("outcome", 8),
    Column("said", 30),
)


def _options(function: Any) -> Any:
    """Add the options of writes, but with all forms that rows have."""
    function = write_options(function)
    for form in (Form.NDJSON, Form.CSV):
        text = f"Print {form.value.upper()}, a line for each line of the list."
        function = click.option(f"--{form}", "forms", flag_value=form, multiple=True, type=Form, help=text)(function)
    return function


@click.command("bulk")
@click.argument("file", metavar="FILE")
@click.argument("words", nargs=-1, metavar="[RESOURCE] [ACTION] [NAME=VALUE...]")
@click.option("--only-problems", is_flag=True, help="Of the preview or the results, print what did not go well.")
@where_option
@_options
@click.pass_context
def bulk(
    ctx: click.Context, /, file: str, words: tuple[str, ...], only_problems: bool, where: Any, **given: Any
) -> int:
    """Carry out a list of changes: one object a line, or a CSV file with the columns object, action, field and value.

    \b
    ztui bulk numbers.txt numbers assign-to-queue owner=801-8006 --dry-run
    ztui bulk numbers.txt numbers assign-to-queue owner=801-8006 --yes --reason "ticket 4711"
    ztui bulk leavers.txt users deactivate --yes
    ztui bulk queues.txt call-queues set status=inactive cost_center= --yes
    ztui bulk changes.csv call-queues --dry-run
    pbpaste | ztui bulk - numbers unassign --yes

    An object is named by its id, number in any form, extension, e-mail address or name; a name that several have is
    told with all of them and left out. FILE is - for stdin. A CSV file may hold any of the columns in any order:

    \b
    object,action,field,value
    801-8006,,name,Front desk
    801-8006,,cost_center,CC-7
    801-8006,add-members,users,rachel.0005@acme.example
    +1 303 242 4818,assign-to-queue,owner,801-8006

    Without an action a line sets a field, named as for 'ztui set' or by its title; 'ztui act RESOURCE' lists the
    actions. Without RESOURCE each object says what it is: queue:801-8006. Blank lines and lines that begin with # are
    left out.

    Everything is read and shown before: as what each object was found, and what changes. Lines that are ambiguous,
    not found or refused are left out, and keep no other line from being carried out. Lines that fit into one request
    of Zoom go together; each has an outcome and an entry in the journal of its own. Exit codes: 0 all done; 7 some
    lines were not; 5 the outcome of some is unknown; 1 none was done. A run that was cut is found again by
    'ztui journal resume'.
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    listed = read_list(decoded(_stdin(), "stdin")) if file == _STDIN else read_file(Path(file).expanduser())
    if not listed.lines and not listed.bad:
        raise ConfigError("The list is empty.", "Give one object a line, or a CSV file with a column 'object'.")
    with unsent():
        return runtime.run(_bulk(runtime, options, wanted_of(given, runtime), listed, words, where, only_problems))


def _stdin() -> bytes:
    return sys.stdin.buffer.read() if hasattr(sys.stdin, "buffer") else sys.stdin.read().encode()


async def _bulk(
    runtime: Runtime,
    options: GlobalOptions,
    wanted: Wanted,
    listed: Listed,
    words: Sequence[str],
    where: Sequence[str],
    only_problems: bool,
) -> int:
    async with runtime.session(options) as session:
        if not wanted.dry_run and (why := why_not(session)):
            raise ReadOnly(f"Nothing was changed. {why}")
        if not wanted.dry_run and session.profile.require_reason and not wanted.consent.reason.strip():
            raise ConfigError("The profile wants a reason for every change.", "Add --reason TEXT.")
        view = await _preview(runtime, session, listed, words, where)
        if wanted.dry_run or not any(each.is_active for each in view.rows):
            await _print_preview(runtime, session, view, wanted, only_problems)
            return exit_code(view, None) if not wanted.dry_run else 7 * bool(view.problems)
        made = await plan_of(session, view)
        plan = replace(made.plan, reason=wanted.consent.reason)
        if not wanted.consent.yes and runtime.stderr.isatty():
            await _print_preview(
                runtime, session, view, replace(wanted, form=Form.TABLE), only_problems, to_stderr=True
            )
        if not agreed(runtime, plan, wanted, show=False):
            return _REFUSED_BY_USER
        await tell_of_unfinished(runtime, session)
        progress = Progress(runtime.stderr, session.clock, len(plan.active))
        run, stopped = await carry_out(runtime, session, plan, wanted, progress.took)
        progress.end()
        results = line_results(view, replace(made, plan=plan), run)
        rows = [result_data(each) for each in results]
        if only_problems:
            rows = [each for each in rows if each["outcome"] != "done" and each["state"] != State.SAME]
        data = {"id": plan.id, "account": plan.account or None, "lines": rows, "stopped": run.stopped}
        await _print(runtime, session, rows, _CAME, data, wanted.form)
        _say_counts(runtime, Counter(each["outcome"] or each["state"] for each in map(result_data, results)))
        return _INTERRUPTED if stopped else exit_code(view, run)


async def _preview(
    runtime: Runtime, session: Session, listed: Listed, words: Sequence[str], where: Sequence[str]
) -> Preview:
    resource, action, given = _said(words)
    parents = parents_of(session.listings.find(resource), where) if resource else ()
    steps, bad = steps_of(session, listed, resource=resource, action=action, given=given)
    reading = Progress(runtime.stderr, session.clock, len(steps), "read")
    view = await preview(session, steps, bad, parents=parents, progress=reading.at)
    reading.end()
    return view


def _said(words: Sequence[str]) -> tuple[str, str, dict[str, Any]]:
    """Part the words into resource, action and values.

    Raises:
        ConfigError: A word cannot be read, or a value is given twice.
    """
    names = [each for each in words[:2] if "=" not in each]
    if len(names) == 2 and "=" in words[0]:
        names = []
    given: dict[str, Any] = {}
    for word in words[len(names) :]:
        field = parse_field(word)
        name = field_of(field.steps)
        if name in given:
            raise ConfigError(f"'{name}' is given twice.")
        if field.sign == Sign.TEXT:
            given[name] = field.text
            continue
        text = field.text if field.sign == Sign.JSON else read_text(field.text)
        try:
            given[name] = text if field.sign == Sign.FILE else from_json(text)
        except ValueError as error:
            raise ConfigError(f"The value of {name} is no JSON: {error}.") from None
    resource, action = [*names, "", ""][:2]
    return resource, action, given


async def _print_preview(
    runtime: Runtime, session: Session, view: Preview, wanted: Wanted, only_problems: bool, *, to_stderr: bool = False
) -> None:
    words = Words()
    rows = [line_data(each, words) for each in view.rows] + [bad_data(each) for each in view.bad]
    rows.sort(key=lambda each: each["line"])
    if only_problems:
        rows = [each for each in rows if each["state"] not in (State.OK, State.SAME)]
    made: BulkPlan | None = None
    if any(each.is_active for each in view.rows):
        made = await plan_of(session, view)
    plan = None if made is None else made.plan
    data = {
        "id": None if plan is None else plan.id,
        "account": session.account.id or None,
        "level": None if plan is None else plan.confirm.value,
        "phrase": "" if plan is None else plan.phrase,
        "says": [] if plan is None else list(plan.says),
        "lines": rows,
    }
    await _print(runtime, session, rows, _SEEN, data, wanted.form, to_stderr=to_stderr)
    for each in () if plan is None else plan.says:
        runtime.stderr.write(f"ztui: {display(each, longest=500)}\n")
    _say_counts(runtime, view.counts)


async def _print(
    runtime: Runtime,
    session: Session,
    rows: Iterable[Mapping[str, Any]],
    columns: Sequence[Column],
    data: Mapping[str, Any],
    form: Form,
    *,
    to_stderr: bool = False,
) -> None:
    out = runtime.stderr if to_stderr else runtime.stdout
    if form is Form.JSON:
        print_object(data, form, out)
        return
    await print_rows(rows, columns, form, out, session.viewer(), width_of(out))


def _say_counts(runtime: Runtime, counts: Mapping[Any, int]) -> None:
    said = ", ".join(f"{count:,} {name}" for name, count in sorted(counts.items(), key=lambda each: -each[1]) if count)
    runtime.stderr.write(f"ztui: {said or 'nothing'}.\n")
