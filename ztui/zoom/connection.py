"""What the clients of one profile share, before the first request and after it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

    from ztui.core.ports import Clock
    from ztui.zoom.credentials import Credentials
    from ztui.zoom.exchange import Line
    from ztui.zoom.limits import Limiter
    from ztui.zoom.requestlog import RequestLog
    from ztui.zoom.retry import RetryPolicy
    from ztui.zoom.transport import Transport

__all__ = ["Connection"]


class Connection:
    """Limits and base of what is sent, and the line that sends it.

    The line is made with the first request, and what it needs imported: a list that is printed from the store sends
    none.

    Attributes:
        limiter: Admits each try.
        requests: What was sent.
        base: The configured API URL, "" to take the one that Zoom names with the token.
    """

    def __init__(
        self,
        credentials: Credentials,
        transport: Transport,
        clock: Clock,
        limiter: Limiter,
        requests: RequestLog,
        base: str,
        policy: RetryPolicy | None,
        chance: random.Random | None,
    ) -> None:
        """Take what `Client` takes, with the limits that its ledger and plan make."""
        self.limiter = limiter
        self.requests = requests
        self.base = base
        self._credentials = credentials
        self._transport = transport
        self._clock = clock
        self._policy = policy
        self._chance = chance
        self._line: Line | None = None

    @property
    def line(self) -> Line:
        """Give what carries requests out."""
        if self._line is None:
            self._line = self._made()
        return self._line

    def through(self, limiter: Limiter) -> Connection:
        """Give the same connection behind another limiter."""
        other = object.__new__(Connection)
        other.__dict__ = self.__dict__ | {"limiter": limiter, "_line": replace(self.line, limiter=limiter)}
        return other

    async def aclose(self) -> None:
        """Give up a token that is being fetched, and close."""
        if self._line is not None:
            await self._line.tokens.aclose()
        await self._transport.aclose()

    def _made(self) -> Line:
        import random

        from ztui import __version__
        from ztui.zoom.auth import Tokens
        from ztui.zoom.denials import Denials
        from ztui.zoom.exchange import Line
        from ztui.zoom.retry import RetryPolicy

        policy, chance = self._policy or RetryPolicy(), self._chance or random.Random()
        return Line(
            transport=self._transport,
            tokens=Tokens(self._credentials, self._transport, self._clock, self.requests, policy, chance),
            limiter=self.limiter,
            clock=self._clock,
            requests=self.requests,
            base=self.base,
            policy=policy,
            chance=chance,
            agent=f"ztui/{__version__}",
            denials=Denials(self._clock),
        )
