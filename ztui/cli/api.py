"""`ztui api`: one request of any operation of the API."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from ztui.cli.answering import (
    Rows,
    describe,
    note_problems,
    print_answer,
    print_exchange,
    progress,
    refuse,
    say_error,
)
from ztui.cli.completing import complete_operations
from ztui.cli.consent import Consent, is_agreed
from ztui.cli.jq import Jq
from ztui.cli.refusals import check_host, check_length, empty_body
from ztui.cli.requests import Words, draft_of
from ztui.cli.targets import copy_file, is_device, target_of
from ztui.contract.answers import row_problems
from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError, FieldError, ReadOnly, ZtuiError
from ztui.core.text import display
from ztui.services.console.console import Console
from ztui.services.console.danger import weigh
from ztui.zoom.paging import Bare

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.core.config import Profile
    from ztui.services.console.request import ConsoleRequest
    from ztui.services.session import Session

__all__ = ["api"]

_REFUSED_BY_USER = 2
_MOST_ODD = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for."""

    request: ConsoleRequest
    validate: bool
    paginate: bool
    include: bool
    silent: bool
    verbose: bool
    output: Path | None
    is_file: bool
    jq: Jq | None
    consent: Consent


@click.command("api")
@click.argument(
    "target", nargs=-1, required=True, metavar="METHOD PATH | OPERATION_ID", shell_complete=complete_operations
)
@click.option("-p", "--path", multiple=True, metavar="NAME=VALUE", help="A parameter of the path.")
@click.option("-q", "--query", multiple=True, metavar="NAME=VALUE", help="A query parameter; again for an array.")
@click.option("-f", "--field", "fields", multiple=True, metavar="NAME=VALUE", help="A field of the body, typed.")
@click.option("-F", "--raw-field", "raw", multiple=True, metavar="NAME=TEXT", help="A field that is a text as it is.")
@click.option("--body", default="", metavar="FILE", help="JSON of the body; - for stdin.")
@click.option("--paginate", is_flag=True, help="Read all pages, and print one array.")
@click.option("--dry-run", is_flag=True, help="Print the request, and send nothing.")
@click.option("--no-validate", is_flag=True, help="Send also what does not fit the contract.")
@click.option("--yes", is_flag=True, help="Agree to a write.")
@click.option("--confirm", default="", metavar="PHRASE", help="Agree to what cannot be undone.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the journal.")
@click.option("-i", "--include", is_flag=True, help="Print status and headers before the answer.")
@click.option("-o", "--output", default="", metavar="FILE", help="Write the answer to a file; a broken one is resumed.")
@click.option("--jq", "expression", default="", metavar="EXPR", help="Filter the answer with the jq of this machine.")
@click.option("--silent", is_flag=True, help="Print no answer.")
@click.option("--verbose", is_flag=True, help="Tell request, status and headers on stderr.")
@click.pass_context
def api(ctx: click.Context, /, target: tuple[str, ...], dry_run: bool, **given: Any) -> int:
    """Send one request: METHOD and PATH, a PATH alone for a GET, or the id of an operation.

    \b
    ztui api GET /phone/call_queues -q page_size=5
    ztui api listPhoneSites --paginate
    ztui api GET "/phone/call_history?from=2026-11-20&to=2026-11-21" --jq ".call_history[0]"
    ztui api PATCH /phone/call_queues/{callQueueId} -p callQueueId=nhAvzB2H25jzFXIvq7Pt6g -f name=Support --dry-run
    ztui api POST /phone/call_queues --body queue.json --yes

    Values take the types of the contract: name=text, a.b=text, a[0].b=text, ids=a,b or ids[]=a; name:=JSON and
    name:=null for any value, name=@FILE for the text of a file and the files of an upload. The request is judged by
    the contract before a byte leaves. 'ztui operations' finds operations and says what they take.
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    words = Words(target, given["path"], given["query"], given["fields"], given["raw"], given["body"])
    for url in (each for each in target if each.startswith(("http://", "https://"))):
        check_host(url, runtime.profile(options).api_url)
    draft = draft_of(words)
    request = draft.request()
    problems = () if given["no_validate"] else (*draft.located_problems, *empty_body(request))
    if problems:
        return refuse(draft.operation.title, problems, runtime.stderr)
    check_length(request)
    wanted = _wanted(request, given)
    if dry_run:
        output = None if wanted.output is not None and wanted.output.is_dir() else wanted.output
        print_answer(runtime, _described(request, runtime.profile(options)), output, wanted.jq)
        return 0
    return runtime.run(_run(runtime, options, wanted))


def _wanted(request: ConsoleRequest, given: Mapping[str, Any]) -> Wanted:
    """Put the options together; what cannot be done is said before anything is sent."""
    known = request.operation
    if given["paginate"] and (known.items_key is None or not known.is_read):
        raise ConfigError(f"'{known.title}' gives no list.", "Leave --paginate out.")
    if given["paginate"] and given["include"]:
        raise ConfigError("--include is for one answer, and --paginate reads many.", "Leave one of them out.")
    is_file = known.is_read and known.detail().response_schema is None
    if is_file and given["expression"]:
        raise ConfigError(f"'{known.title}' answers with a file, which jq does not filter.", "Leave --jq out.")
    return Wanted(
        request=request,
        validate=not given["no_validate"],
        paginate=given["paginate"],
        include=given["include"],
        silent=given["silent"],
        verbose=given["verbose"],
        output=target_of(given["output"], is_file=is_file),
        is_file=is_file,
        jq=Jq(given["expression"]) if given["expression"] else None,
        consent=Consent(given["yes"], given["confirm"], given["reason"]),
    )


def _described(request: ConsoleRequest, profile: Profile) -> dict[str, Any]:
    """Give what `--dry-run` prints."""
    from ztui.zoom.urls import API_URL, api_base

    known = request.operation
    danger = weigh(request, production=profile.production)
    base = api_base(profile.api_url or API_URL)
    asks = known.collection_wide
    return {
        "operation": known.id,
        "method": known.method,
        "path": request.url_path(profile.account).partition("?")[0],
        "query": dict(request.query),
        "body": request.body,
        "files": {name: str(path) for name, path in request.files},
        "account": profile.account or None,
        "level": danger.confirm and str(danger.confirm),
        "phrase": None if known.collection_wide else danger.phrase or None,
        "count": danger.count,
        "does": f"{danger.says} Zoom is asked for their number, which is the phrase." if asks else danger.says,
        "curl": request.as_curl(base, profile.account),
    }


async def _run(runtime: Runtime, options: GlobalOptions, wanted: Wanted) -> int:
    known = wanted.request.operation
    async with runtime.session(options) as session:
        console = Console(session)
        if not known.is_read:
            why = console.allowed(known)
            if why:
                raise ReadOnly(f"'{known.title}' changes something. {why}", "Nothing was sent.")
            if session.profile.require_reason and not wanted.consent.reason.strip():
                raise ConfigError("The profile wants a reason for every write.", "Add --reason TEXT.")
            if not is_agreed(await console.danger(wanted.request), wanted.consent, runtime):
                return _REFUSED_BY_USER
        if wanted.paginate:
            return await _pages(runtime, session, wanted)
        return await _send(runtime, console, session.account.id, wanted)


async def _send(runtime: Runtime, console: Console, account: str, wanted: Wanted) -> int:
    known, output = wanted.request.operation, wanted.output
    if wanted.is_file and output is None and not wanted.silent and runtime.stdout.isatty():
        raise ConfigError(f"'{known.title}' answers with a file.", "Name one for it with -o FILE; nothing was sent.")
    with TemporaryDirectory(prefix="ztui-") if wanted.is_file else nullcontext("") as private:
        passes = output is None or is_device(output)
        to = (Path(private, "answer") if passes else output) if wanted.is_file else None
        shown = progress(runtime.stderr)
        done = await console.send(
            wanted.request, validate=wanted.validate, to=to, on_progress=shown, reason=wanted.consent.reason
        )
        if wanted.verbose:
            describe(done, console.base, account, runtime.stderr)
        print_exchange(runtime, done, output, wanted.jq, include=wanted.include, silent=wanted.silent)
        if done.error is not None:
            return say_error(done.error, runtime.stderr)
        if done.saved_to is not None and passes:
            if not wanted.silent:
                copy_file(done.saved_to, runtime, output)
        elif done.saved_to is not None:
            runtime.stderr.write(f"ztui: Saved {display(done.saved_to)}.\n")
    note_problems(done.problems, runtime.stderr)
    return 0


async def _pages(runtime: Runtime, session: Session, wanted: Wanted) -> int:
    """Print all rows of a list as one array."""
    request = wanted.request
    known = request.operation
    query = dict(request.query)
    size = query.pop("page_size", None)
    rows = Rows(runtime, wanted.output, wanted.jq, silent=wanted.silent)
    odd: dict[tuple[str, str], FieldError] = {}
    code = 0
    try:
        pages = session.client.pages(known.id, request.path, query, page_size=size if isinstance(size, int) else None)
        async for page in pages:
            if page.odd > len(page.strays):
                odd |= {
                    ("", "list"): FieldError(known.items_key or "", "is no list: there may be more than is printed")
                }
            for row in (*(each["value"] if isinstance(each, Bare) else each for each in page.rows), *page.strays):
                rows.add(row)
                if len(odd) < _MOST_ODD:
                    odd |= {(each.field, each.message): each for each in row_problems(known, row)}
            if wanted.verbose:
                of = "" if page.total is None else f" of {page.total:,}"
                runtime.stderr.write(f"< page {page.number}: {page.seen:,}{of} rows\n")
    except ZtuiError as error:
        rows.end()
        code = say_error(error, runtime.stderr)
        runtime.stderr.write("ztui: The list is not complete.\n")
        return code
    rows.end()
    note_problems(tuple(odd.values()), runtime.stderr)
    return code
