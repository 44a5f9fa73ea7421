"""One request from its first try to its last: slot, token, send, read, and again if that does no harm."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from ztui.core.dataclass import dataclass
from ztui.core.errors import Forbidden, OutcomeUnknown, RateLimited, ServerError, Unreachable, ZtuiError
from ztui.core.times import stamp
from ztui.zoom.answers import TRACKING, Answer, Problem, is_token_refused, lacks_scope, read_answer, to_error
from ztui.zoom.limits import next_midnight
from ztui.zoom.requestlog import RequestEntry, RequestLog
from ztui.zoom.retry import Patience, RetryPolicy, retry_after
from ztui.zoom.transport import Flow, Lost, NotSent, Transport, Untrusted, WireAnswer, WireRequest
from ztui.zoom.urls import API_URL, Target, named_host, told_base

if TYPE_CHECKING:
    import random
    from collections.abc import Awaitable, Callable

    from ztui.contract.catalogue import Operation
    from ztui.core.ports import Clock
    from ztui.zoom.auth import Token, Tokens
    from ztui.zoom.denials import Denials
    from ztui.zoom.limits import Limiter

__all__ = ["Call", "Line"]

_WORTH_A_TRY = 1_000_000
"""So many bytes of a file more than before, and the patience with the connection begins anew."""

_LOST_BY_GATEWAY = frozenset({502, 504, *range(300, 400)})  # a proxy's answers: behind it a write may have been done


class Receive(Protocol):
    """Takes the answers to one request, try by try."""

    received: int
    """Bytes that came so far."""

    @property
    def kept(self) -> int:
        """Bytes that need not come again."""

    async def __call__(self, transport: Transport, request: WireRequest) -> WireAnswer:
        """Send the request and give its answer without what was put elsewhere; raises as a transport does."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request that may be sent.

    Attributes:
        operation: What it is.
        target: Where it goes.
        query: Query string without `?`.
        content: Body, None for none.
        accounts: Accounts for which it counts.
        before: Awaited once, right before the first byte leaves.
        receive: Sends the request and takes the answer in place of the transport alone, for what is saved as a file.
        url: Where it goes when not to the target, checked.
    """

    operation: Operation
    target: Target
    query: str
    content: bytes | Flow | None
    accounts: tuple[str, ...]
    before: Callable[[], Awaitable[None]] | None = None
    receive: Receive | None = None
    url: str = ""


@dataclass(slots=True)
class _Progress:
    """How far one call has come."""

    at: datetime
    patience: Patience
    tries: int = 0
    waited: float = 0.0
    renewed: bool = False
    announced: bool = False
    status: int = 0
    tracking: str = ""
    seconds: float = 0.0
    received: int = 0
    kept: int = 0


@dataclass(slots=True)
class Line:
    """What all clients of one profile share: the connection, the token, the limits, the log.

    Attributes:
        transport: Sends bytes.
        tokens: Gives the token.
        limiter: Admits each try.
        clock: The time.
        requests: What was sent.
        base: The configured API URL, "" to take the one that Zoom names with the token.
        policy: When to try again.
        chance: Jitter.
        agent: Value of `User-Agent`.
        denials: What Zoom would not let the app do.
    """

    transport: Transport
    tokens: Tokens
    limiter: Limiter
    clock: Clock
    requests: RequestLog
    base: str
    policy: RetryPolicy
    chance: random.Random
    agent: str
    denials: Denials

    async def carry_out(self, call: Call) -> Answer:
        """Send the call until it is answered or trying again is no use.

        Raises:
            ZtuiError: One of the tree in `core.errors`.
        """
        progress = _Progress(self.clock.now(), self._patience_anew())
        failure = ""
        try:
            while True:
                outcome = await self._try(call, progress)
                if isinstance(outcome, Answer):
                    return outcome
                error, wait = outcome
                if wait is None:
                    raise error
                progress.waited += wait
                await self.clock.sleep(wait)
        except ZtuiError as error:
            failure = error.message
            raise
        finally:
            self._note(call, progress, failure)

    def _patience_anew(self) -> Patience:
        return Patience(self.policy, self.clock.monotonic(), self.chance)

    async def _try(self, call: Call, progress: _Progress) -> Answer | tuple[ZtuiError, float | None]:
        """Send once; give the answer, or the error and the seconds until the next try (None: no more)."""
        progress.waited += await self.limiter.admit(call.operation, call.accounts)
        token = await self.tokens.current()
        request = self._request(call, token)
        if call.before is not None and not progress.announced:
            progress.announced = True
            await call.before()
        self.requests.tried(call.operation.limit_label, again=progress.tries > 0)
        progress.tries += 1
        progress.status, progress.tracking = 0, ""
        sent = self.clock.monotonic()
        try:
            receive = call.receive
            raw = await (self.transport.send(request) if receive is None else receive(self.transport, request))
        except (NotSent, Lost) as reason:
            progress.seconds = self.clock.monotonic() - sent
            if call.receive is not None and call.receive.kept >= progress.kept + _WORTH_A_TRY:
                progress.kept, progress.patience = call.receive.kept, self._patience_anew()
            return self._unanswered(call, progress, reason, request.url)
        progress.seconds = self.clock.monotonic() - sent
        progress.status, progress.tracking = raw.status, raw.headers.get(TRACKING, "")
        progress.received = len(raw.body)
        return await self._answered(call, progress, raw, token)

    def _request(self, call: Call, token: Token) -> WireRequest:
        base = self.base or (told_base(token.api_url) if token.api_url else API_URL)
        headers = {"authorization": f"Bearer {token.value}", "accept": "application/json", "user-agent": self.agent}
        if isinstance(call.content, bytes):
            headers["content-type"] = "application/json"
        elif call.content is not None:
            headers["content-type"] = call.content.content_type
        url = f"{base}{call.target.path}" + (f"?{call.query}" if call.query else "")
        return WireRequest(call.operation.method, call.url or url, headers, call.content)

    def _unanswered(
        self, call: Call, progress: _Progress, reason: NotSent | Lost, url: str
    ) -> tuple[ZtuiError, float | None]:
        host = named_host(url)
        error: ZtuiError
        if isinstance(reason, Lost) and not call.operation.is_read:
            error = OutcomeUnknown(
                f"'{call.operation.title}' was sent to {host} and no answer came ({reason}).",
                "It may or may not have been done: look before trying again.",
            )
        else:
            hint = reason.hint if isinstance(reason, Untrusted) else "Check the network and the API URL."
            error = Unreachable(f"Cannot reach {host}: {reason}.", hint, operation_id=call.operation.id)
        error.__cause__ = reason
        if not call.operation.is_read or isinstance(reason, Untrusted):
            return error, None
        return error, progress.patience.wait(self.clock.monotonic(), connected=isinstance(reason, Lost))

    async def _answered(
        self, call: Call, progress: _Progress, raw: WireAnswer, token: Token
    ) -> Answer | tuple[ZtuiError, float | None]:
        await self._count(call, raw)
        try:
            found = read_answer(call.operation, raw, progress.seconds)
        except ServerError as unreadable:
            if not call.operation.is_read:
                return _unknown(call, f"HTTP {raw.status}, with a body that cannot be read"), None
            return unreadable, progress.patience.wait(self.clock.monotonic())
        acting = bool(call.target.account)
        if isinstance(found, Answer):
            self.denials.carried_out(acting, call.operation.id)
            return found
        if is_token_refused(found) and not progress.renewed and self.tokens.refuse(token):
            progress.renewed = True
            return to_error(call.operation, found, progress.tracking), 0.0
        error = to_error(call.operation, found, progress.tracking, acting=acting)
        if isinstance(error, Forbidden) and (lacks_scope(found) or not call.operation.is_read):
            self.denials.note(acting, call.operation.id, error, token.value)
        return error, await self._patience(call, progress, raw, found, error)

    async def _patience(
        self, call: Call, progress: _Progress, raw: WireAnswer, problem: Problem, error: ZtuiError
    ) -> float | None:
        """Give the seconds until the next try, None when the error stands."""
        if isinstance(error, RateLimited):
            return await self._limited(call, progress, raw, problem, error)
        if isinstance(error, ServerError):
            if not call.operation.is_read and raw.status in _LOST_BY_GATEWAY:
                raise _unknown(call, f"HTTP {raw.status}") from error
            if call.operation.is_read and (raw.status >= 500 or raw.status == 408):
                return progress.patience.wait(self.clock.monotonic(), retry_after(raw.headers, self.clock.now()))
        return None

    async def _limited(
        self, call: Call, progress: _Progress, raw: WireAnswer, problem: Problem, error: RateLimited
    ) -> float | None:
        """Deal with HTTP 429: the request was not executed, whatever its verb."""
        self.requests.refused(problem.message)
        told = retry_after(raw.headers, self.clock.now())
        daily = "daily" in raw.headers.get("x-ratelimit-type", "").casefold() or "daily rate" in problem.message
        if daily:
            limit = _number(raw.headers.get("x-ratelimit-limit", ""))
            if limit:
                await self.limiter.told(call.operation, call.accounts, 0, limit)
            now = self.clock.now()
            told = told if told is not None else (next_midnight(now) - now).total_seconds()
        elif told and "concurrent" not in problem.message.casefold():
            await self.limiter.hold_back(call.operation, call.accounts, told)
        if told is not None:
            error.until = self.clock.now() + timedelta(seconds=told)
            error.hint = f"Try again after {stamp(error.until, UTC)} UTC."
        return progress.patience.wait(self.clock.monotonic(), told)

    async def _count(self, call: Call, raw: WireAnswer) -> None:
        """Pass on what Zoom says is left of the day."""
        if "daily" in raw.headers.get("x-ratelimit-type", "").casefold():
            limit = _number(raw.headers.get("x-ratelimit-limit", ""))
            remaining = _number(raw.headers.get("x-ratelimit-remaining", ""))
            if limit and remaining is not None:
                await self.limiter.told(call.operation, call.accounts, remaining, limit)

    def _note(self, call: Call, progress: _Progress, failure: str) -> None:
        self.requests.add(
            RequestEntry(
                at=progress.at,
                method=call.operation.method,
                path=call.target.template,
                operation_id=call.operation.id,
                label=call.operation.limit_label,
                status=progress.status,
                ms=progress.seconds * 1000,
                retries=max(progress.tries - 1, 0),
                waited=progress.waited,
                tracking_id=progress.tracking,
                error=failure,
                bytes_out=_length(call.content) if progress.tries else 0,
                bytes_in=progress.received if call.receive is None else call.receive.received,
            )
        )


def _unknown(call: Call, why: str) -> OutcomeUnknown:
    return OutcomeUnknown(
        f"'{call.operation.title}' was sent, and the answer does not say whether it was done ({why}).",
        "Look at the object before trying again.",
    )


def _length(content: bytes | Flow | None) -> int:
    if content is None:
        return 0
    return len(content) if isinstance(content, bytes) else content.size


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() else None
