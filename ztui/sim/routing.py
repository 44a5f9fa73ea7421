"""From the path of a request to the operation and the account in whose name it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ztui.contract.catalogue import by_route
from ztui.core.dataclass import dataclass
from ztui.sim.handling import Refusal
from ztui.sim.refusals import no_account
from ztui.sim.requests import decoded

if TYPE_CHECKING:
    from ztui.contract.catalogue import Operation

__all__ = ["Accounts", "Routed", "account_of", "route"]

VERSION = "/v2"
_METHODS = ("GET", "POST", "PATCH", "PUT", "DELETE")


class Accounts(Protocol):
    """What routing needs to know of the world."""

    @property
    def master_id(self) -> str:
        """The id of the master account."""

    def has_account(self, account_id: str) -> bool:
        """Tell whether it is the master or one of its sub accounts."""


@dataclass(frozen=True, slots=True)
class Routed:
    """A request that has an operation.

    Attributes:
        operation: The contract's operation.
        path: Path parameters, decoded, without the `accountId` of a prefix.
        prefix: Account id of the prefix as sent, None without one.
    """

    operation: Operation
    path: dict[str, str]
    prefix: str | None


def route(method: str, path: str) -> Routed:
    """Find the operation of a path that begins with `/v2`.

    Path values are decoded once, and a second time where something is left to decode: a value that starts with a
    slash or holds two in a row has to be encoded twice, or it counts as more segments.

    Raises:
        Refusal: HTTP 404 for a path that no operation has, 405 when it has other methods.
    """
    below = path[len(VERSION) :]
    found = by_route(method, below)
    if found is None:
        others = [each for each in _METHODS if each != method and by_route(each, below) is not None]
        if others:
            raise Refusal(405, 405, f"Request method '{method}' is not supported.")
        raise _unknown()
    operation, segments = found
    values = {name: _value(segment) for name, segment in segments.items()}
    prefix = None
    if operation.twin is not None and "accountId" in values and path.startswith(f"{VERSION}/accounts/"):
        prefix = values.pop("accountId")
    return Routed(operation, values, prefix)


def account_of(routed: Routed, accounts: Accounts) -> tuple[str, dict[str, str]]:
    """Give the account in whose name the request goes, and the path parameters with `me` replaced by the master's id.

    Raises:
        Refusal: Code 2001 for an account that is not the master's and not below it.
    """
    asked = routed.prefix if routed.prefix is not None else routed.path.get("accountId")
    if asked is None:
        return accounts.master_id, routed.path
    account = accounts.master_id if asked == "me" else asked
    if not accounts.has_account(account):
        raise no_account(routed.operation, asked)
    if routed.prefix is not None:
        return account, routed.path
    path = routed.path | {"accountId": account}
    return (accounts.master_id if routed.operation.api == "accounts" else account), path


def _value(segment: str) -> str:
    """Decode a segment as Zoom does.

    Raises:
        Refusal: When the value should have been encoded twice and was not.
    """
    once = decoded(segment)
    if once.startswith("/") or "//" in once:
        raise _unknown()
    return decoded(once) if "%" in once else once


def _unknown() -> Refusal:
    return Refusal(404, 2300, "This API endpoint is not recognized.")
