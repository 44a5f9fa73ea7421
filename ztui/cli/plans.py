"""How plans, their results and the journal are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.cli.output import Form, print_object
from ztui.contract.catalogue import operation
from ztui.core.amounts import counted
from ztui.core.hours import written_hours
from ztui.core.json_text import json_text
from ztui.core.text import display
from ztui.services.changes.later import shown_path
from ztui.services.changes.reporting import run_data
from ztui.services.changes.wording import Words
from ztui.store.journal import Outcome
from ztui.store.secrets import without_secrets
from ztui.zoom.urls import target

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

    from ztui.resources.edits.model import Request
    from ztui.services.changes.model import Change, Plan, Result, Run

__all__ = ["print_plan", "print_run", "say_result"]

_LONG = 200
_DOTS = "(secret)"


def print_plan(plan: Plan, form: Form, out: TextIO, names: Mapping[str, str] | None = None) -> None:
    """Print a plan: a few lines for people, or one object.

    Args:
        plan: The plan.
        form: How.
        out: Where.
        names: What objects are called, by their ids, for people.
    """
    if form is not Form.TABLE:
        print_object(_plan_data(plan), form, out)
        return
    for change in plan.changes:
        out.write(f"{'' if change.on else '(off) '}{display(change.title)}\n")
        where = _where(change.request, plan.account)
        out.write(f"  {where['method']} {where['path']}\n")
        for title, before, after in _lines(change, names or {}):
            out.write(f"  {title}: {before} -> {after}\n" if before else f"  {title}: {after}\n")
        if change.unverified:
            out.write(f"  Cannot be verified: {display(change.unverified, longest=_LONG)}\n")
    for each in plan.says:
        out.write(f"{display(each, longest=500)}\n")
    if plan.active:
        phrase = f", --confirm '{display(plan.phrase)}'" if plan.phrase else ""
        out.write(f"{counted(len(plan.active), 'change')}, {plan.confirm.value}{phrase}\n")


def _lines(change: Change, names: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Give title, before and after of each field."""
    found: list[tuple[str, str, str]] = []
    for each in change.fields:
        before = _DOTS if each.secret else _named(each.before, names) if change.key else ""
        found.append((display(each.title), before, _DOTS if each.secret else _named(each.after, names)))
    return found


def _named(value: Any, names: Mapping[str, str]) -> str:
    name = names.get(value) if isinstance(value, str) else None
    return _value(value) if name is None else f"{display(name)} ({display(value)})"


def _value(value: Any) -> str:
    if value is None or value == "":
        return "(empty)"
    text = value if isinstance(value, str) else written_hours(value) or json_text(value)
    return display(text, longest=_LONG)


def _where(request: Request, account: str) -> dict[str, Any]:
    known = operation(request.operation_id)
    return {
        "operation": known.id,
        "method": known.method,
        "path": shown_path(target(known, request.path, account).path),
    }


def _request_data(request: Request, account: str, secrets: frozenset[str]) -> dict[str, Any]:
    body = request.body
    if isinstance(body, dict):
        body = without_secrets(body, secrets)
    return {**_where(request, account), "query": dict(request.query), "body": body}


def _change_data(change: Change, account: str) -> dict[str, Any]:
    fields = [
        {"title": each.title, "field": each.write}
        | ({"secret": True} if each.secret else {"before": each.before, "after": each.after})
        for each in change.fields
    ]
    undo = None if change.inverse is None else _request_data(change.inverse, account, change.secrets)
    return {
        "id": change.id,
        "resource": change.resource,
        "key": change.key,
        "label": change.label,
        "title": change.title,
        "on": change.on,
        "level": change.confirm.value,
        **_request_data(change.request, account, change.secrets),
        "fields": fields,
        "given": [] if fields else _given(change),
        "unverified": change.unverified,
        "undo": undo,
        "final": change.final,
        "differs": change.differs,
    }


def _given(change: Change) -> list[dict[str, str]]:
    """Give what an action was given, as far as this request is about it, by the titles of its inputs; no secrets."""
    found: list[dict[str, str]] = []
    for line in Words().lines(change):
        title = line.title or (found[-1]["title"] if found else "")
        found.append({"title": title, "value": line.after})
    return found


def _plan_data(plan: Plan) -> dict[str, Any]:
    return {
        "id": plan.id,
        "profile": plan.profile,
        "account": plan.account or None,
        "made_at": plan.made_at.isoformat(),
        "level": plan.confirm.value,
        "phrase": plan.phrase,
        "reason": plan.reason,
        "says": list(plan.says),
        "changes": [_change_data(each, plan.account) for each in plan.changes],
    }


def print_run(run: Run, form: Form, out: TextIO) -> None:
    """Print what came of a plan."""
    if form is not Form.TABLE:
        print_object(run_data(run), form, out)
        return
    for each in run.results:
        say_result(each, out)


def say_result(result: Result, out: TextIO) -> None:
    """Say what came of one change, in a line; in more where Zoom refuses fields or reading shows something else."""
    said = f": {display(result.said, longest=500)}" if result.said else ""
    entry = f"  [{result.journal_id[:8]}]" if result.journal_id else ""
    out.write(f"{result.outcome.value:<8} {display(result.change.title)}{said}{entry}\n")
    for field, message in result.fields:
        out.write(f"         {display(field)}: {display(message)}\n")
    if result.outcome is Outcome.DONE and not result.as_asked:
        for title, asked, found in result.found:
            out.write(f"         {display(title)}: asked {_value(asked)}, found {_value(found)}\n")
    if result.candidates:
        word = "may be" if result.outcome is Outcome.UNKNOWN else "found"
        out.write(f"         {word}: {', '.join(map(display, result.candidates))}\n")
