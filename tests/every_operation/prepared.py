"""What operations need that a schema cannot tell: things made first, ids of the right kind, values that fit."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.every_operation.state import State

__all__ = ["Given", "prepared", "prepares"]

Given = Mapping[str, Any]
"""Of a request: `path`, `query`, `body` and `files`, each as far as it matters."""

Prepare = Callable[["State"], Awaitable[Given]]
_MODULES = ("calls", "numbers", "people", "groups", "masters", "messages", "rules", "settings")
_PREPARED: dict[str, Prepare] = {}


def prepares(*ids: str) -> Callable[[Prepare], Prepare]:
    """Take a function for what the operations of these ids need."""

    def keep(function: Prepare) -> Prepare:
        for id in ids:
            assert id not in _PREPARED, id
            _PREPARED[id] = function
        return function

    return keep


async def prepared(id: str, state: State) -> dict[str, Any]:
    """Make what an operation needs and give its part of the request, {} where the schema says enough."""
    for module in _MODULES:
        import_module(f"tests.every_operation.{module}")
    prepare = _PREPARED.get(id)
    return dict(await prepare(state)) if prepare is not None else {}
