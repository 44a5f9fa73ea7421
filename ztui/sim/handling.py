"""How an operation is answered: a handler takes a `Context` and gives data, a `Listed`, or raises a `Refusal`.

The engine has done the rest before (token, scopes, limits, faults, routing, validation of parameters and body against
the contract) and does the rest after (paging, shape, status, lag).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    from datetime import datetime

    from ztui.contract.catalogue import Operation
    from ztui.sim.world.world import World

__all__ = ["HANDLERS", "ZOOM", "Answering", "Context", "Handler", "Listed", "PartlyDone", "Refusal", "handles"]

ZOOM = "https://api.zoom.us"
"""Where Zoom's own API is."""


class Refusal(Exception):
    """An answer that is an error: HTTP status, Zoom's code (None for none), text, and errors field by field."""

    def __init__(self, http: int, code: int | str | None, message: str, errors: Sequence[tuple[str, str]] = ()) -> None:
        """Take what goes into the body; `errors` are pairs (field, message)."""
        super().__init__(message)
        self.http = http
        self.code = code
        self.message = message
        self.errors = tuple(errors)


class PartlyDone(Refusal):
    """A refusal of some items of a write whose others were done; what was done stays."""


@dataclass(frozen=True, slots=True)
class Context:
    """One request as a handler sees it.

    Attributes:
        world: All state, of all accounts.
        operation: The contract's operation.
        account: Id of the account in whose name the request goes (the master's own or a sub account's).
        path: Path parameters, decoded; `accountId` of a prefix is not among them.
        query: Query parameters, typed by the contract, arrays as lists; paging parameters are not among them.
        body: The parsed body, None without one.
        now: The simulator's instant.
        base: Where the client reaches Zoom, without a slash at its end: the root of URLs in answers.
    """

    world: World
    operation: Operation
    account: str
    path: Mapping[str, str]
    query: Mapping[str, Any]
    body: Any
    now: datetime
    base: str = ZOOM


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows of a list, all of them; the engine cuts the page and adds token, size and total as the schema has them.

    Attributes:
        rows: All rows; a sequence that makes its rows when they are asked for is welcome.
        extra: Further fields of the answer beside the rows (`from`, `to`).
    """

    rows: Sequence[Mapping[str, Any]]
    extra: Mapping[str, Any] = field(default_factory=dict)


Handler = Callable[[Context], Any]
"""Gives the data of a 2xx answer (None for an empty one) or a `Listed`."""

HANDLERS: dict[str, Handler] = {}


class Answering(Mapping[str, Handler]):
    """What answers each operation: its handler, and one for all that have none."""

    def __init__(self, handlers: Mapping[str, Handler], otherwise: Handler) -> None:
        """Take the handlers and what answers for the rest."""
        self._handlers = handlers
        self._otherwise = otherwise

    def __getitem__(self, operation_id: str) -> Handler:
        """Give what answers an operation."""
        return self._handlers.get(operation_id, self._otherwise)

    def __contains__(self, operation_id: object) -> bool:
        """Say yes: everything is answered."""
        return True

    def __iter__(self) -> Iterator[str]:
        """Go through the operations that have a handler of their own."""
        return iter(self._handlers)

    def __len__(self) -> int:
        """Count these."""
        return len(self._handlers)


def handles(*operation_ids: str) -> Callable[[Handler], Handler]:
    """Register the function as the handler of these operations; the engine derives the rest from the schema."""

    def register(handler: Handler) -> Handler:
        for operation_id in operation_ids:
            HANDLERS[operation_id] = handler
        return handler

    return register
