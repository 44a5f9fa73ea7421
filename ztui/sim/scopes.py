"""What a token may do: its scopes, and the role behind it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ztui.contract.catalogue import operations
from ztui.sim.handling import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ztui.contract.catalogue import Operation

__all__ = ["Permissions", "all_scopes"]


@cache
def all_scopes() -> frozenset[str]:
    """Give every scope that an operation asks for, classic and granular, for the own account and for sub accounts."""
    return frozenset(
        scope
        for each in operations().values()
        for scopes in (each.scopes, each.granular_scopes)
        for prefixed in (False, True)
        for scope in _form(scopes, each, prefixed)
    )


class Permissions:
    """The scopes and the role of the simulator's app."""

    def __init__(self, scopes: Iterable[str], role: str) -> None:
        """Take the scopes granted (none: all) and `admin` or `readonly`."""
        self._granted = frozenset(scopes)
        self._role = role
        self._text = ""

    def text(self) -> str:
        """Give the scopes as a token's answer lists them."""
        if self._granted:
            return " ".join(sorted(self._granted))
        if not self._text:
            self._text = " ".join(sorted({scope for each in operations().values() for scope in each.scopes}))
        return self._text

    def check(self, operation: Operation, *, prefixed: bool) -> None:
        """Let an operation pass; `prefixed` when it goes to `/accounts/{accountId}/...`, which wants master scopes.

        Raises:
            Refusal: HTTP 400 with code 4711 for a missing scope, code 200 for a role that may not write.
        """
        if self._granted:
            wanted = [
                *_form(operation.scopes, operation, prefixed),
                *_form(operation.granular_scopes, operation, prefixed),
            ]
            if wanted and self._granted.isdisjoint(wanted):
                listed = ", ".join(wanted)
                raise Refusal(400, 4711, f"Invalid access token, does not contain scopes:[{listed}].")
        if self._role == "readonly" and not operation.is_read:
            http = next((each.http for each in operation.detail().errors if each.code == 200), 400)
            raise Refusal(http, 200, "No permission. The role of this user may not change this resource.")


def _form(scopes: Iterable[str], operation: Operation, prefixed: bool) -> list[str]:
    """Give the scopes in the form for the master's own account or for a sub account."""
    if operation.twin is None:
        return list(scopes)
    return [
        scope.removesuffix(":admin") + ":master"
        if prefixed and scope.endswith(":admin")
        else scope.removesuffix(":master") + ":admin"
        if not prefixed and scope.endswith(":master")
        else scope
        for scope in scopes
    ]
