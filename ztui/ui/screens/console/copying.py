"""What of the console can be sent to the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.json_text import json_text
from ztui.ui.modals.copy import Copy, ask_and_copy, program
from ztui.ui.screens.console.desk import desk_of

if TYPE_CHECKING:
    from ztui.contract.catalogue import Operation
    from ztui.services.console.request import ConsoleRequest
    from ztui.ui.screens.base import HouseScreen

__all__ = ["copy_operation", "copy_request", "request_copies"]


def copy_operation(screen: HouseScreen, operation: Operation) -> None:
    """Offer id, request and scopes of an operation."""
    offered = [
        Copy("i", "ID", operation.id, "the ID"),
        Copy("r", "Request", f"{operation.method} {operation.path}", "the request"),
    ]
    scopes = " ".join(operation.granular_scopes)
    if scopes:
        offered.append(Copy("s", "Granular scopes", scopes, "the scopes"))
    ask_and_copy(screen, offered)


def request_copies(screen: HouseScreen, request: ConsoleRequest) -> list[Copy]:
    """Give what can be sent of a request: the curl, whose token is the shell's own, our command, and the body.

    The built-in Zoom has no address, so that there is no curl of it.
    """
    demo, account = screen.house.demo, screen.session.account.id
    offered = [Copy("c", "Command", request.as_command(program(account, demo=demo)), "the command")]
    if not demo:
        curl = request.as_curl(desk_of(screen).console.base, screen.session.client.account)
        offered.insert(0, Copy("u", "curl", curl, "the curl"))
    if request.body is not None:
        offered.append(Copy("b", "Body", json_text(request.body, indent=2), "the body"))
    return offered


def copy_request(screen: HouseScreen, request: ConsoleRequest) -> None:
    """Offer a request as curl, as a command, and its body."""
    ask_and_copy(screen, request_copies(screen, request))
