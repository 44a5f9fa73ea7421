"""What became of every operation: built, accepted, refused where it has to be."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.every_operation.client import console_of, request_of
from tests.every_operation.requests import valid
from tests.every_operation.state import STRANGER, begin
from tests.every_operation.violations import violations
from ztui.contract.validation import validate_request
from ztui.core.errors import Invalid
from ztui.services.console.draft import Draft, LineKind
from ztui.sim.templates import names_in, plain
from ztui.zoom.urls import target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.every_operation.state import Asked, State
    from ztui.contract.catalogue import Operation
    from ztui.services.console.console import Exchange

__all__ = ["Judged", "judge"]

USUAL = frozenset({(404, 404), (404, 2001), (404, 1001), (400, 404), (404, None), (400, 300)})
"""How an object that is not there is refused where the contract documents nothing for it."""


@dataclass
class Judged:
    """What is to be said of some operations: figures by name, and each thing that is wrong as one line."""

    figures: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


async def judge(known: Operation, into: Judged, folder: Path) -> None:
    """Ask for an operation rightly and wrongly, and note what came of it.

    The valid request goes through the client, the wrong ones are refused by it and then sent past it.
    """
    into.figures["operations"] += 1
    state = await begin()
    asked = await valid(known, state)
    into.faults += [f"{known.id}: {each}" for each in (*_refused_by_client(asked), *_wrong_form(asked))]
    into.figures["forms"] += 1
    await _refuse(asked, state, into)
    async with console_of(state, folder) as console:
        exchange = await console.send(request_of(asked, folder / "files"), to=_file_of(known, folder))
    faults = [f"{known.id}: {each}" for each in _wrong_answer(known, exchange)]
    into.figures["accepted"] += not faults
    into.faults += faults


def _file_of(known: Operation, folder: Path) -> Path | None:
    """Give where the answer of an operation that gives a file is to go."""
    return folder / "answer" if known.is_read and known.detail().response_schema is None else None


def _refused_by_client(asked: Asked) -> Iterator[str]:
    upload = asked.operation.content_type is not None and "json" not in asked.operation.content_type
    if not upload:
        for problem in validate_request(asked.operation, asked.path, asked.query, asked.body):
            yield f"the client refuses a valid request: {problem.field} {problem.message}"


def _wrong_form(asked: Asked) -> Iterator[str]:
    """Fill the form in line by line as somebody would who types, and compare what it would send."""
    filled = Draft(asked.operation, path=asked.path, query=asked.query, body=asked.body)
    typed = Draft(asked.operation)
    for line in filled.lines():
        if line.is_set and line.kind is LineKind.ONE_OF:
            typed.choose(line.at, line.chosen)
        elif line.is_set and line.kind not in (LineKind.OBJECT, LineKind.LIST):
            typed.set(line.at, line.text)
    names = {line.at for line in typed.lines()}
    detail = asked.operation.detail()
    for place, parameters in (("path", detail.path_parameters), ("query", detail.parameters)):
        yield from (f"the form has no {place} {each.name}" for each in parameters if (place, each.name) not in names)
    for draft, how in ((filled, "filled in"), (typed, "typed")):
        # A file is named by its path on this machine, which a form cannot know.
        wrong = [each for each in draft.problems if each.field not in asked.files]
        yield from (f"the form, {how}: {each.field} {each.message}" for each in wrong)
        sent = draft.request()
        if (dict(sent.path), sent.body) != (dict(asked.path), asked.body):
            yield f"the form, {how}, would send {sent.path} {sent.body} for {asked.path} {asked.body}"


def _wrong_answer(known: Operation, exchange: Exchange) -> Iterator[str]:
    if exchange.error is not None:
        yield f"{type(exchange.error).__name__}: {exchange.error}"
        return
    # A file is fetched from where a redirect leads.
    expected = known.success if exchange.saved_to is None else min(known.success, 200)
    if exchange.status != expected:
        yield f"answers with {exchange.status}"
    if known.detail().response_schema is None and exchange.data is not None:
        yield "has an answer where the contract has none"
    yield from (f"the answer does not fit: {each.field} {each.message}" for each in exchange.problems)


async def _refuse(asked: Asked, state: State, into: Judged) -> None:
    """Break every constraint in turn; what has none must refuse what a path cannot lead to."""
    known = asked.operation
    constraints = 0
    for each in violations(asked):
        constraints += each.kind != "unknown"
        into.figures[f"broken: {each.kind}"] += 1
        if not validate_request(known, each.asked.path, each.asked.query, each.asked.body):
            into.faults.append(f"{known.id}: the client lets pass {each.kind} {each.field}")
        got = await state.send(each.asked)
        if got.status != 400 or not got.data.get("message"):
            into.faults.append(f"{known.id}: the simulator answers {got.status} to {each.kind} {each.field}")
    if constraints:
        into.figures["with constraints"] += 1
        return
    into.figures["without constraints"] += 1
    into.faults += [f"{known.id}: {fault}" for fault in await _paths(asked, state)]


async def _paths(asked: Asked, state: State) -> list[str]:
    """Empty each value of the path for the client, and put a stranger's id in its place for the simulator."""
    known, faults = asked.operation, []
    enums = {each.name for each in known.detail().path_parameters if each.enum}
    documented = {(each.http, each.code) for each in known.detail().errors} | USUAL
    for name in names_in(plain(known)):
        try:
            target(known, {**asked.path, name: ""}, "")
            faults.append(f"the client takes an empty {name}")
        except Invalid:
            pass
        if name in enums:
            continue
        got = await state.send(_with_path(asked, name))
        refused = got.status >= 300 and got.headers.get("content-type", "").startswith("application/json")
        if not refused or (got.status, got.data.get("code")) not in documented:
            faults.append(f"{got.status} {got.body[:200]!r} to an unknown {name} is not documented")
    return faults


def _with_path(asked: Asked, name: str) -> Asked:
    return type(asked)(asked.operation, {**asked.path, name: STRANGER}, asked.query, asked.body, asked.files)
