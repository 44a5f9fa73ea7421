"""The transport of a session that may not ask the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import Unreachable

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from ztui.zoom.transport import WireAnswer, WireRequest, WireStream

__all__ = ["Offline"]


class Offline:
    """Sends nothing."""

    async def send(self, request: WireRequest) -> WireAnswer:
        """Refuse; nothing leaves.

        Raises:
            Unreachable: Always, at once: neither waiting nor another address would help.
        """
        raise _offline()

    def stream(self, request: WireRequest) -> AbstractAsyncContextManager[WireStream]:
        """Refuse; nothing leaves.

        Raises:
            Unreachable: Always, at once.
        """
        raise _offline()

    async def aclose(self) -> None:
        """Do nothing: there is no connection."""


def _offline() -> Unreachable:
    return Unreachable("This session is offline.", "Leave --offline out to ask Zoom.")
