"""The refusals that many operations share, each with the status and code that the contract documents for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.sim.handling import Context, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ztui.contract.catalogue import Operation

__all__ = ["invalid", "missing", "no_account", "refuse", "validation_failed"]

_NOT_FOUND = (404, 1001, 2001, 13000, 13500, 13003, 13507, 3001, 1002013, 2040, 40401, 301, 300, None)
"""Codes that stand for a missing object, the likeliest first."""


def validation_failed(errors: Iterable[tuple[str, str]]) -> Refusal:
    """Give HTTP 400, code 300 with what is wrong field by field."""
    return Refusal(400, 300, "Validation Failed.", tuple(errors))


def invalid(field: str, message: str) -> Refusal:
    """Give HTTP 400, code 300 for one field."""
    return validation_failed([(field, message)])


def missing(context: Context, message: str = "") -> Refusal:
    """Give the refusal that the operation documents for an object that is not there.

    Where it documents none that says so, it is its HTTP 400, and HTTP 404 code 404 where it has none either.
    """
    return _missing_in(context.operation, message)


def _missing_in(operation: Operation, message: str = "") -> Refusal:
    """Give the operation's refusal for an object that is not there."""
    text = message or "The requested resource does not exist."
    documented = [(each.http, each.code) for each in operation.detail().errors]
    for http in (404, 400):
        for code in _NOT_FOUND:
            if (http, code) in documented and (http == 404 or code in (404, 1001, 2001)):
                return Refusal(http, code, text)
    plain = next((code for code in (400, 300) if (400, code) in documented), None)
    return Refusal(404, 404, text) if plain is None else Refusal(400, plain, text)


def refuse(context: Context, code: int | str, message: str, http: int = 400) -> Refusal:
    """Give a refusal of that code with the HTTP status documented for it, `http` where it is not documented."""
    for each in context.operation.detail().errors:
        if each.code == code:
            return Refusal(each.http, code, message)
    return Refusal(http, code, message)


def no_account(operation: Operation, account: str) -> Refusal:
    """Give code 2001, with the HTTP status that the operation has for it."""
    http = next((each.http for each in operation.detail().errors if each.code == 2001), 404)
    return Refusal(http, 2001, f"Account does not exist: {account}.")
