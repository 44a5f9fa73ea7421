"""What a refusal says of scopes and rights, in words that name what to add to the app."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ztui.contract.scopes import wanted_scopes

if TYPE_CHECKING:
    from ztui.contract.catalogue import Operation
    from ztui.core.errors import Forbidden

__all__ = ["explain"]

_NAMED_SCOPES = re.compile(r"scopes?\s*:?\s*\[([^\]]*)\]", re.IGNORECASE)


def explain(error: Forbidden, operation: Operation, message: str, *, lacks_scope: bool, acting: bool) -> None:
    """Say which scope or right is missing: the scopes that Zoom names, else those of the contract.

    Args:
        error: Gets its scopes and its hint.
        operation: What was asked for.
        message: Zoom's text.
        lacks_scope: Whether Zoom says that it is the scope.
        acting: Whether it went in the name of a sub account, which needs scopes that end in `:master`.
    """
    if "not been enabled" in message:
        error.hint = "Zoom Phone must be bought and enabled for this account or user first."
        return
    error.by_role = not lacks_scope
    if error.by_role:
        error.scopes = wanted_scopes((*operation.granular_scopes, *operation.scopes), operation, acting=acting)
        words = " or ".join(_scope_words(operation, acting=acting))
        error.hint = f"The role of the app's owner lacks a right, or the app lacks a scope: {words}." if words else ""
        return
    named = _NAMED_SCOPES.search(message)
    given = tuple(each.strip() for each in named[1].split(",") if each.strip()) if named else ()
    named_here = (*operation.granular_scopes, *operation.scopes)
    error.scopes = given or wanted_scopes(named_here, operation, acting=acting)
    words = " or ".join(_scope_words(operation, acting=acting)) or ", ".join(given)
    error.message = f"The token lacks the scope for '{operation.title}'."
    error.args = (error.message,)
    error.hint = f"Add to the app in Zoom's marketplace: {words}." if words else "Add the scope to the app."


def _scope_words(operation: Operation, *, acting: bool) -> list[str]:
    words = []
    for family, named in (("granular", operation.granular_scopes), ("classic", operation.scopes)):
        if named:
            words.append(f"{', '.join(wanted_scopes(named, operation, acting=acting))} ({family})")
    return words
