"""What a list is read with: the narrow view of the client, and the requests that make up one list."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

from ztui.contract import limits
from ztui.contract.catalogue import operation
from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError
from ztui.core.times import api_window

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence
    from datetime import datetime

    from ztui.resources.model import Resource
    from ztui.services.view import Pairs

__all__ = ["Ask", "PageOfRows", "PageSource", "Reply", "asks", "bound", "span"]


class PageOfRows(Protocol):
    """One page, as `zoom.paging.Page` gives it."""

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """New rows as Zoom sent them."""

    @property
    def total(self) -> int | None:
        """Rows of the whole list, None where Zoom does not say."""

    @property
    def odd(self) -> int:
        """Elements of the page that are no rows."""


class Reply(Protocol):
    """One answer, as `zoom.client.Answer` gives it."""

    @property
    def data(self) -> Any:
        """The parsed body."""


class PageSource(Protocol):
    """The client as lists and objects see it."""

    @property
    def account(self) -> str:
        """The sub account in whose name requests go, "" for the own."""

    def pages(
        self,
        operation_id: str,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, Any] | None = None,
        *,
        key: Callable[[Mapping[str, Any]], str] | None = None,
    ) -> AsyncIterator[PageOfRows]:
        """Give the pages of a list, each row once."""

    async def request(
        self,
        operation_id: str,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, Any] | None = None,
    ) -> Reply:
        """Send one read."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One walk through pages: operation, path and query parameters; arrays are lists."""

    operation_id: str
    path: Mapping[str, str]
    query: Mapping[str, str | list[str]]


def asks(resource: Resource, operation_id: str, parents: Pairs, query: Pairs, account: str) -> tuple[Ask, ...]:
    """Give the walks that make up one list: one, or one per value of a parameter that takes only one at a time.

    A fallback is asked with those of the parameters that it knows.

    Args:
        resource: What is listed.
        operation_id: Its list operation, or the fallback.
        parents: What the view is bound to.
        query: The view's server filters.
        account: The sub account in whose name requests go, "" for the own.
    """
    wanted = operation(operation_id)
    path, below = bound(resource, operation_id, parents, account)
    known = None
    if operation_id != resource.operations.list:
        known = {parameter.name for parameter in wanted.detail().parameters}
    sent: dict[str, list[str]] = {}
    for name, value in (*resource.query, *below, *query):
        if known is None or name in known:
            sent.setdefault(name, []).append(value)
    plain: dict[str, str | list[str]] = {name: each if len(each) > 1 else each[0] for name, each in sent.items()}
    if resource.each is None or (known is not None and resource.each[0] not in known):
        return (Ask(operation_id, path, plain),)
    name, values = resource.each
    return tuple(Ask(operation_id, path, plain | {name: value}) for value in sent.get(name, values))


def bound(resource: Resource, operation_id: str, parents: Pairs, account: str) -> tuple[dict[str, str], Pairs]:
    """Part what a view is bound to into path parameters and query parameters of an operation.

    Raises:
        ConfigError: Something that the list is below is not named.
    """
    given = dict(parents)
    missing = [name for name in resource.parents if not given.get(name)]
    if missing:
        raise ConfigError(
            f"{resource.title} are below another object: {', '.join(missing)} is not given.",
            "Open them from the object that they belong to.",
        )
    places = operation(operation_id).path_params
    path = {name: value for name, value in parents if name in places}
    if resource.account_bound and "accountId" not in path:
        path["accountId"] = account or "me"
    return path, tuple((name, value) for name, value in parents if name not in places and name != "accountId")


def span(operation_id: str, query: Pairs, now: datetime) -> Pairs:
    """Give the last 24 hours where a list demands a window and none was chosen, () elsewhere."""
    rules = limits.window(operation(operation_id))
    if rules is None or not rules.required or any(name == "from" for name, _ in query):
        return ()
    return api_window(now - timedelta(days=1), now, dates=rules.dates_only)
