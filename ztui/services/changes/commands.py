"""A plan as commands: what is typed in a shell to have the same planned, shown and, once agreed, written."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from ztui.core.json_text import json_text
from ztui.core.shell import joined
from ztui.core.text import display
from ztui.resources.edits.model import InputKind
from ztui.services.changes.planning import DELETE
from ztui.services.changes.values import typed
from ztui.store.secrets import is_secret_name, without_secrets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ztui.services.changes.model import Change, Plan

__all__ = ["commands_of"]

_LONG = 100_000
_FILE = "@FILE"
"""Stands for a secret, which no command line shows: it is read from a file."""


def commands_of(plan: Plan, *, program: Sequence[str] = ("ztui",), also: Sequence[str] = ()) -> tuple[str, ...]:
    """Give the commands of the changes that are switched on, quoted for a shell, in their order.

    An action that makes several requests is one command where all of them are on, else a request of `ztui api` for
    each. None of the commands agrees by itself to anything: each shows its plan and asks.

    Args:
        plan: The plan.
        program: The words that a command begins with: the program, and what makes it act for the same profile.
        also: Options of each, such as `--dry-run`.

    Returns:
        One line each. A secret is `@FILE`, to be replaced by the name of a file; a change that takes the key of an
        object that another change makes is a comment.
    """
    all_of, on = Counter(map(_asked, plan.changes)), Counter(map(_asked, plan.active))
    found: list[str] = []
    for change in plan.active:
        words = _words(change, whole=on[_asked(change)] == all_of[_asked(change)])
        if words is None:
            found.append(f"# {display(change.title, longest=200)}: no single command does this")
            continue
        reason = ["--reason", plan.reason] if plan.reason else []
        found.append(_line([*program, words[0]], [*words[1], *reason, *also], words[2]))
    return tuple(dict.fromkeys(found))


def _line(head: Sequence[str], options: Sequence[str], operands: Sequence[str]) -> str:
    """Quote a command; where an id begins like an option, the options go first."""
    if any(each.startswith("-") for each in operands):
        words = [*head, *options, "--", *operands]
    else:
        words = [*head, *operands, *options]
    return display(joined(str(display(each, longest=_LONG)) for each in words), longest=_LONG)


def _asked(change: Change) -> tuple[str, str, str, str]:
    """Give what tells actions apart: those alike are requests of one action on one object."""
    return change.resource, change.key, change.action, repr(change.given)


def _words(change: Change, *, whole: bool) -> tuple[str, list[str], list[str]] | None:
    """Give the command's name, its options and its operands; None where none does it."""
    if change.stand_ins:
        return None
    where = [word for name, value in change.parents for word in ("--where", f"{name}={value}")]
    if change.undoes:
        return "journal", [], ["undo", change.undoes]
    if change.action == DELETE and whole:
        extra = [word for each in _given(change) for word in ("--with", each)]
        return "delete", [*extra, *where], [change.resource, change.key]
    if change.action and whole:
        return "act", where, [change.resource, change.key, change.action, *_given(change)]
    if change.fields and not change.action and not change.removes:
        fields = list(_fields(change))
        if change.key:
            return "set", where, [change.resource, change.key, *fields]
        return "create", where, [change.resource, *fields]
    return _api(change)


def _given(change: Change) -> Iterator[str]:
    """Give what an action was given, as words; ids of several objects with commas."""
    from ztui.resources.edits.registry import actions

    inputs = {
        slot.name: slot for each in actions(change.resource) if each.name == change.action for slot in each.inputs
    }
    for name, value in change.given:
        slot = inputs.get(name)
        if slot is not None and slot.kind is InputKind.SECRET:
            yield f"{name}={_FILE}"
        elif slot is not None and slot.several and _are_plain(value):
            yield f"{name}={','.join(value)}"
        else:
            yield _word(name, value, None if slot is None else slot.kind)


def _are_plain(value: Any) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(
        isinstance(each, str) and each and "," not in each and each == each.strip() and not each.startswith("@")
        for each in value
    )  # fmt: skip


def _fields(change: Change) -> Iterator[str]:
    from ztui.resources.edits.registry import edits

    kinds = {each.write: each.kind for each in edits(change.resource).fields}
    for each in change.fields:
        yield f"{each.write}={_FILE}" if each.secret else _word(each.write, each.after, kinds.get(each.write))


def _word(name: str, value: Any, kind: InputKind | None) -> str:
    """Give `name=text` where that reads back as the same value, else `name:=JSON`."""
    if isinstance(value, str) and not value.startswith("@") and (kind is None or typed(kind, value) == value):
        return f"{name}={value}"
    return f"{name}:={json_text(value)}"


def _api(change: Change) -> tuple[str, list[str], list[str]] | None:
    """Give the request itself, for what no other command makes; None where its body is no object of fields."""
    request = change.request
    options = [word for name, value in request.path.items() for word in ("-p", f"{name}={value}")]
    options += [word for name, value in _flat(request.query) for word in ("-q", f"{name}={value}")]
    body = request.body
    if body is not None and not isinstance(body, dict):
        return None
    if isinstance(body, dict):
        clean = without_secrets(body, change.secrets)
        for name in body:
            if name not in clean or is_secret_name(name):
                options += ["-f", f"{name}={_FILE}"]
            else:
                options += ["-f", f"{name}:={json_text(clean[name])}"]
    return "api", options, [request.operation_id]


def _flat(query: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    for name, value in query.items():
        for each in value if isinstance(value, list | tuple) else (value,):
            yield name, each
