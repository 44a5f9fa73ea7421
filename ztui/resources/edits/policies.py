"""Switches that are written by an operation of their own, and read by another than the object's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.contract.schemas import schema_at
from ztui.core.errors import ConfigError
from ztui.resources.edits.asking import called, id_at
from ztui.resources.edits.model import Action, Check, Given, Input, InputKind, Request
from ztui.resources.rows import text_of, value_at
from ztui.resources.shows import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.model import Row

__all__ = ["nested", "policy_action"]


_KINDS = {"boolean": InputKind.SWITCH, "integer": InputKind.NUMBER}


def nested(values: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Make a body from dotted paths and their values."""
    body: dict[str, Any] = {}
    for path, value in values:
        *above, last = path.split(".")
        inner = body
        for name in above:
            inner = inner.setdefault(name, {})
        inner[last] = value
    return body


def _input(update: str, path: str, title: str) -> Input:
    schema = schema_at(operation(update).detail().request_schema, path) or {}
    name = path.removesuffix(".enable").replace(".", "_")
    choices = tuple((each, words(str(each))) for each in schema.get("enum", ()))
    return Input(
        name,
        title,
        InputKind.CHOICE if choices else _KINDS.get(schema.get("type", ""), InputKind.TEXT),
        required=False,
        choices=choices,
    )


def policy_action(
    resource: str,
    update: str,
    owner: str,
    read: str,
    policies: Sequence[tuple[str, ...]],
    name: str = "set-policies",
    noun: str = "policies",
) -> Action:
    """Make the action that sets policies of an object.

    Args:
        resource: The resource whose objects have them.
        update: The operation that writes them.
        owner: The path parameter of both operations for the object.
        read: The operation that tells them.
        policies: Path in the body, title and, if it is another one, path in the answer of `read`.
        name: Name of the action.
        noun: What they are called.
    """
    kept = _Policies(
        update,
        owner,
        read,
        noun,
        {_input(update, path, title): path for path, title, *_ in policies},
        {path: rest[0] if rest else path for path, _, *rest in policies},
    )
    return Action(
        name,
        f"Set {noun}",
        resource,
        kept.make,
        (update,),
        tuple(kept.paths),
        kept.check,
        inverse=kept.undo,
        final=f"what the {noun} were before is not among what was read; set them again to have them back",
        says=kept.says,
        reads=kept.reads,
    )


@dataclass(frozen=True)
class _Policies:
    """Policies of an object.

    Attributes:
        update, owner, read, noun: As `policy_action` takes them.
        paths: Path in the body of what each input asks for.
        told: Path in the answer of each path in the body.
    """

    update: str
    owner: str
    read: str
    noun: str
    paths: Mapping[Input, str]
    told: Mapping[str, str]

    def make(self, row: Row, given: Given) -> Sequence[Request]:
        """Make the request that writes what differs from what is there."""
        values = [(path, given[each.name]) for each, path in self.paths.items() if given.get(each.name) is not None]
        if not values:
            raise ConfigError(f"None of the {self.noun} was named.")
        values = [(path, value) for path, value in values if self._before(row, path) != value] or values
        return [Request(self.update, self._owner(row), body=nested(values))]

    def check(self, row: Row, request: Request) -> Check:
        """Make the check that they are as the request has them."""
        match = tuple((self.told.get(path, path), value) for path, value in _leaves(request.body))
        return Check(self.read, self._owner(row), match=match)

    def undo(self, row: Row, request: Request, _: Any) -> Request | None:
        """Make the request that writes what was there before, None where that is not known of all of them."""
        known = [(path, self._before(row, path)) for path, _ in _leaves(request.body)]
        if any(value is None for _, value in known):
            return None
        return Request(self.update, request.path, body=nested(known))

    def says(self, row: Row, given: Given) -> str:
        """Tell what each was and becomes."""
        asked = [(each.title, self._before(row, path), given.get(each.name)) for each, path in self.paths.items()]
        told = [
            f"{title} {_word(was)} becomes {_word(now)}" for title, was, now in asked if now is not None and was != now
        ]
        return f"{called(row)}: {', '.join(told) or f'the {self.noun} are so already'}"

    def reads(self, row: Row, _: Given) -> Request:
        """Make the read that tells them."""
        return Request(self.read, self._owner(row))

    def _owner(self, row: Row) -> dict[str, str]:
        return {self.owner: id_at(row, "id", "object")}

    def _before(self, row: Row, path: str) -> Any:
        answer = row.get(self.read)
        return value_at(answer, self.told[path]) if isinstance(answer, Mapping) else None


def _word(value: Any) -> str:
    return "(not known)" if value is None else f"'{text_of(value)}'"


def _leaves(body: Any, prefix: str = "") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, value in body.items():
        path = f"{prefix}{name}"
        found += _leaves(value, f"{path}.") if isinstance(value, dict) else [(path, value)]
    return found
