"""The desk of the API console, one for each session: the drafts that were begun, and the ways between the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ztui.contract.catalogue import Operation
    from ztui.services.session import Session
    from ztui.ui.screens.base import HouseScreen

__all__ = ["Desk", "desk_of"]


class Desk:
    """What the screens of the console share.

    Args:
        session: In whose name requests go.
    """

    def __init__(self, session: Session) -> None:
        self.session = session

    def refusals(self, operation: Operation) -> tuple[str, ...]:
        """Say why an operation cannot be sent, as far as that is known before."""
        lacking = self.session.client.denied.get(operation.id)
        if lacking is None:
            return ()
        scopes = " or ".join(lacking) or "what it needs"
        return (f"Zoom refused it: the app lacks {scopes}. Add it in the app's scopes.",)

    def open_sheet(self, operation: Operation, opened_from: HouseScreen) -> None:
        """Show what an operation is."""
        from ztui.ui.screens.console.sheet import OperationScreen

        opened_from.house.go(OperationScreen(self.session, operation), opened_from)


def desk_of(screen: HouseScreen) -> Desk:
    """Give the desk of the session that a screen acts with."""
    desks = screen.house.desks
    found = desks.get(id(screen.session))
    if found is None:
        found = desks[id(screen.session)] = Desk(screen.session)
    return found
