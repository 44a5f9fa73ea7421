"""The desk of the API console, one for each session: the drafts that were begun, and the ways between the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.services.console.console import Console
from ztui.services.console.draft import Draft

if TYPE_CHECKING:
    from ztui.contract.catalogue import Operation
    from ztui.services.console.console import Exchange
    from ztui.services.console.request import ConsoleRequest
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
        self.console = Console(session)
        self.names: dict[str, str] = {}
        """What objects are called that were picked, by their ids."""
        self._drafts: dict[str, Draft] = {}
        self._settled: dict[str, list[ConsoleRequest]] = {}

    # What is known before

    def allowed(self, operation: Operation) -> str:
        """Say why an operation cannot be sent by this session, "" if it can."""
        return self.console.allowed(operation)

    def refusals(self, operation: Operation) -> tuple[str, ...]:
        """Say why an operation would not be executed, as far as that is known before: a scope, a session that reads."""
        refused = [self.allowed(operation)]
        denial = self.session.client.denied.get(operation.id)
        if denial is not None:
            refused.append(denial.said)
        return tuple(filter(None, refused))

    # Drafts

    def draft(self, operation: Operation) -> Draft:
        """Give the draft of an operation: the one that was begun, else a new one."""
        if operation.id not in self._drafts:
            self._keep(Draft(operation))
        return self._drafts[operation.id]

    def fill(self, request: ConsoleRequest) -> None:
        """Make the draft of an operation anew from a request that was sent."""
        draft = Draft(request.operation, path=request.path, query=request.query, body=request.body)
        for name, file in request.files:
            draft.set(("files", name), str(file))
        self._keep(draft)

    def _keep(self, draft: Draft) -> None:
        self._drafts[draft.operation.id] = draft
        self._settled[draft.operation.id] = [Draft(draft.operation).request(), draft.request()]

    def settle(self, request: ConsoleRequest) -> None:
        """Take a request for nothing that could be lost: it was sent, whatever Zoom said, and is in the history."""
        self._settled.setdefault(request.operation_id, []).append(request)

    def is_changed(self, draft: Draft) -> bool:
        """Tell whether something is filled in that was never sent as it stands."""
        return draft.request() not in self._settled.get(draft.operation.id, ())

    @property
    def unsent(self) -> tuple[str, ...]:
        """Give the titles of the operations for which something is filled in that was not sent."""
        return tuple(each.operation.title for each in self._drafts.values() if self.is_changed(each))

    # Going on

    def open_sheet(self, operation: Operation, opened_from: HouseScreen) -> None:
        """Show what an operation is."""
        from ztui.ui.screens.console.sheet import OperationScreen

        opened_from.house.go(OperationScreen(self.session, operation), opened_from)

    def open_form(self, operation: Operation, opened_from: HouseScreen) -> None:
        """Fill in a request; one that was begun is gone on with."""
        from ztui.ui.screens.console.request import RequestScreen

        opened_from.house.go(RequestScreen(self.session, operation), opened_from)

    def open_answer(self, exchange: Exchange, opened_from: HouseScreen) -> None:
        """Show what came of a request."""
        from ztui.ui.screens.console.answer import AnswerScreen

        opened_from.house.go(AnswerScreen(self.session, exchange), opened_from)

    def open_history(self, opened_from: HouseScreen) -> None:
        """Show the requests that were sent."""
        from ztui.ui.screens.console.history import RequestsScreen

        opened_from.house.go(RequestsScreen(self.session), opened_from)


def desk_of(screen: HouseScreen) -> Desk:
    """Give the desk of the session that a screen acts with."""
    desks = screen.house.desks
    found = desks.get(id(screen.session))
    if found is None:
        found = desks[id(screen.session)] = Desk(screen.session)
    return found
