"""In which form an operation's scopes are wanted: for the app's own account, or by a master for a sub account."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ztui.contract.catalogue import Operation

__all__ = ["wanted_scopes"]

_OWN, _MASTER = ":admin", ":master"


def wanted_scopes(scopes: Iterable[str], operation: Operation, *, acting: bool) -> tuple[str, ...]:
    """Give scopes as they are wanted.

    Args:
        scopes: Those that the contract names.
        operation: Of which; only what also exists with `/accounts/{accountId}` before its path has two forms.
        acting: The request goes in the name of a sub account, with that prefix, and wants `:master`.
    """
    if operation.twin is None:
        return tuple(scopes)
    one, other = (_OWN, _MASTER) if acting else (_MASTER, _OWN)
    return tuple(dict.fromkeys(each.removesuffix(one) + other if each.endswith(one) else each for each in scopes))
