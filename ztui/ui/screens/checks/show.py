"""The door to the checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ztui.ui.app import ZtuiApp

__all__ = ["show_checks"]


def show_checks(app: ZtuiApp, words: str = "") -> None:
    """Show what is wrong in the account that is acted in; `words` are ids of rules, or a severity, "" is all.

    Raises:
        UnknownName: There is no such rule.
    """
    from ztui.services.checks.model import AT_LEAST, Severity
    from ztui.services.checks.rules import rules_named
    from ztui.ui.screens.checks.screen import ChecksScreen

    here = app.house_screen
    given = words.casefold().split()
    severity = next((Severity(each) for each in given if each in set(Severity)), Severity.NOTE)
    ids = tuple(each for each in given if each not in set(Severity))
    app.go(ChecksScreen(here.session, rules_named(ids, AT_LEAST[severity])), here)
