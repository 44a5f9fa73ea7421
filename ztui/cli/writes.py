"""What all commands that change something share: their options, the way from a plan to its results, the exit code."""

from __future__ import annotations

import asyncio
import signal
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from ztui.cli.answering import say_error
from ztui.cli.consent import Consent, is_agreed, unsent
from ztui.cli.list import form_option
from ztui.cli.output import Form
from ztui.cli.plans import print_plan, print_run, say_result
from ztui.core.amounts import counted, few
from ztui.core.dataclass import dataclass
from ztui.core.errors import ApiError, ConfigError, Invalid, ReadOnly
from ztui.core.exit_codes import INTERRUPTED
from ztui.core.text import display
from ztui.resources.model import Confirm
from ztui.services.changes.applying import apply, why_not
from ztui.services.changes.naming import names_in
from ztui.services.changes.recovery import unfinished
from ztui.services.console.danger import Danger
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.services.changes.model import Plan, Result, Run
    from ztui.services.session import Session

__all__ = [
    "Wanted",
    "agreed",
    "carry_out",
    "change",
    "tell_of_unfinished",
    "wanted_of",
    "where_option",
    "write_options",
]

_REFUSED_BY_USER = 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the options of a write say."""

    dry_run: bool
    consent: Consent
    form: Form


def write_options(function: Any) -> Any:
    """Add the options that every write has."""
    for option in (
        click.option("--table", "forms", flag_value=Form.TABLE, multiple=True, type=Form, help="Print text lines."),
        click.option("--json", "forms", flag_value=Form.JSON, multiple=True, type=Form, help="Print JSON."),
        click.option("--reason", default="", metavar="TEXT", help="Why, for the journal."),
        click.option("--confirm", default="", metavar="PHRASE", help="Agree to what cannot be undone."),
        click.option("--yes", is_flag=True, help="Agree to the plan."),
        click.option("--dry-run", is_flag=True, help="Print the plan, and change nothing."),
    ):
        function = option(function)
    return function


def where_option(function: Any) -> Any:
    """Add the option that names what the object's list is below."""
    text = "The object above, for a list below an object."
    return click.option("--where", multiple=True, metavar="NAME=VALUE", help=text)(function)


def wanted_of(given: Mapping[str, Any], runtime: Runtime) -> Wanted:
    """Put the options of a write together."""
    consent = Consent(given["yes"], given["confirm"], given["reason"])
    return Wanted(given["dry_run"], consent, form_option(given["forms"], runtime))


def change(runtime: Runtime, options: GlobalOptions, wanted: Wanted, make: Callable[[Session], Awaitable[Plan]]) -> int:
    """Make a plan, print it or carry it out, and give the exit code.

    Args:
        runtime: The composition root.
        options: The options of every command.
        wanted: The options of every write.
        make: Makes the plan.
    """
    with unsent():
        return runtime.run(_change(runtime, options, wanted, make))


async def _change(
    runtime: Runtime, options: GlobalOptions, wanted: Wanted, make: Callable[[Session], Awaitable[Plan]]
) -> int:
    async with runtime.session(options) as session:
        why = "" if wanted.dry_run else why_not(session)
        if why:
            raise ReadOnly(f"Nothing was changed. {why}")
        if not wanted.dry_run and session.profile.require_reason and not wanted.consent.reason.strip():
            raise ConfigError("The profile wants a reason for every change.", "Add --reason TEXT.")
        try:
            plan = await make(session)
            plan = replace(plan, reason=wanted.consent.reason or plan.reason)  # a run that is resumed has its own
        except Invalid as error:
            return say_error(error, runtime.stderr)
        except ApiError as error:
            raise _before_writing(error) from None
        if wanted.dry_run or not plan.active:
            return _only_print(runtime, plan, wanted, await names_in(session, plan, ask=wanted.form is Form.TABLE))
        if not agreed(runtime, plan, wanted, names=await names_in(session, plan)):
            return _REFUSED_BY_USER
        await tell_of_unfinished(runtime, session)
        run, stopped = await carry_out(runtime, session, plan, wanted)
        if wanted.form is not Form.TABLE:
            print_run(run, wanted.form, runtime.stdout)
        return INTERRUPTED if stopped else _nothing_sent(run) or run.exit_code


def _before_writing(error: ApiError) -> ApiError:
    """Say of a read that failed before a plan was made that nothing was changed; its kind, and so its code, stays."""
    if "nothing was" not in str(error).casefold():
        error.hint = f"{error.hint} Nothing was changed.".strip()
    return error


def _nothing_sent(run: Run) -> int:
    """Give the exit code of a run that the journal ended before its first change left, 0 for every other one."""
    held = run.stopped and all(each.outcome is Outcome.SKIPPED for each in run.results)
    return ConfigError.exit_code if held else 0


def _only_print(runtime: Runtime, plan: Plan, wanted: Wanted, names: Mapping[str, str]) -> int:
    """Print a plan; one whose changes are all switched off is a conflict."""
    print_plan(plan, wanted.form, runtime.stdout, names)
    if wanted.form is not Form.TABLE and not plan.active:
        for each in plan.says:
            runtime.stderr.write(f"ztui: {display(each, longest=500)}\n")
    return 7 if plan.changes and not plan.active and not wanted.dry_run else 0


def agreed(
    runtime: Runtime, plan: Plan, wanted: Wanted, *, show: bool = True, names: Mapping[str, str] | None = None
) -> bool:
    """Ask whether a plan is to be carried out, which is shown before if `show`; raises where nobody can be asked.

    What needs a phrase is shown wherever the phrase is missing or wrong: who is to type it should see what for.
    """
    lacks_phrase = plan.confirm is Confirm.SEVERE and wanted.consent.phrase != plan.phrase
    is_seen = runtime.conversation is not None or runtime.stderr.isatty()
    if show and (lacks_phrase or (not wanted.consent.yes and is_seen)):
        print_plan(plan, Form.TABLE, runtime.stderr, names)
    titles = few([each.title for each in plan.active], 3, "; ")
    production = " PROD" if plan.production else ""
    says = f"{titles}, in {plan.profile}{production}."
    return is_agreed(Danger(plan.confirm, plan.phrase, says), wanted.consent, runtime)


async def tell_of_unfinished(runtime: Runtime, session: Session) -> None:
    """Say that changes of an earlier run are open."""
    left = await unfinished(session)
    if left:
        many = counted(len(left), "earlier change is", "earlier changes are")
        them = "it" if len(left) == 1 else "them"
        runtime.stderr.write(f"ztui: {many} not finished; 'ztui journal resume' finds out what became of {them}.\n")


async def carry_out(
    runtime: Runtime, session: Session, plan: Plan, wanted: Wanted, tell: Callable[[Result], None] | None = None
) -> tuple[Run, bool]:
    """Carry out; the first interrupt lets the running changes end, the second one does not wait for them.

    Args:
        runtime: The composition root.
        session: The one that the plan was made in.
        plan: The plan.
        wanted: The options of every write.
        tell: Told each result as it comes; None says it in a line.
    """
    stop = asyncio.Event()
    task = asyncio.current_task()
    assert task is not None

    def interrupted() -> None:
        if stop.is_set():
            task.cancel()
        runtime.stderr.write("ztui: Stopping after the running changes.\n")
        stop.set()

    def say(result: Result) -> None:
        if wanted.form is Form.TABLE:
            say_result(result, runtime.stdout)
        elif result.outcome is not Outcome.DONE or not result.as_asked:
            say_result(result, runtime.stderr)

    with _heard(interrupted):
        run = await apply(session, plan, on_result=tell or say, stop=stop)
    if rest := len(run.postponed):
        many = counted(rest, "change was", "changes were")
        runtime.stderr.write(f"ztui: {many} not sent; 'ztui journal resume {plan.id[:8]}' plans what is left.\n")
    return run, stop.is_set()


@contextmanager
def _heard(interrupted: Callable[[], None]) -> Iterator[None]:
    """Let an interrupt call something instead of ending the loop, where the loop can: on POSIX, in the main thread."""
    loop = asyncio.get_running_loop()
    try:
        loop.add_signal_handler(signal.SIGINT, interrupted)
    except (NotImplementedError, RuntimeError, ValueError):
        yield
        return
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGINT)
