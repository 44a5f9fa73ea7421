"""The transport of a session that may not ask the network."""

from __future__ import annotations

from ztui.zoom.transport import NotSent, WireAnswer, WireRequest

__all__ = ["Offline"]


class Offline:
    """Sends nothing."""

    async def send(self, request: WireRequest) -> WireAnswer:
        """Refuse; nothing leaves.

        Raises:
            NotSent: Always.
        """
        raise NotSent("this session is offline")

    async def aclose(self) -> None:
        """Do nothing: there is no connection."""
