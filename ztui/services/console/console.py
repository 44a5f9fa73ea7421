"""The API console: sends one request of any operation, and tells all that came of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.contract import limits
from ztui.contract.answers import answer_problems
from ztui.core.dataclass import dataclass
from ztui.core.errors import (
    ApiError,
    ConfigError,
    Conflict,
    FieldError,
    Invalid,
    OutcomeUnknown,
    ReadOnly,
    ServerError,
    StoreError,
    ZtuiError,
)
from ztui.services.console.danger import Danger, counted, weigh
from ztui.services.console.history import History, Sent, without_secret_fields
from ztui.services.console.request import ConsoleRequest, request_problems
from ztui.store.journal import About, Outcome
from ztui.zoom.limits import NO_LIMITS
from ztui.zoom.multipart import FilePart
from ztui.zoom.urls import API_URL, api_base, target

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from ztui.contract.catalogue import Operation
    from ztui.core.ports import Intent
    from ztui.services.session import Session
    from ztui.store.journal import Journal

__all__ = ["Console", "Danger", "Exchange"]

_TRACKING = "x-zm-trackingid"
_OF_INTEREST = (_TRACKING, "content-type", "content-disposition", "location", "retry-after")
_LOCATION = "location"
_LIMITS = "x-ratelimit-"


@dataclass(frozen=True, slots=True)
class Exchange:
    """What came of a request.

    Attributes:
        request: What was sent, or was to be.
        at: When.
        status: HTTP status, 0 when no answer came or nothing was sent.
        seconds: From asking to the end of the answer, waiting for the limits included.
        label: Zoom's weight of the operation.
        headers: Those of interest: tracking id, rate limits, content type, location.
        quota: What is left of the day's pot, "" where there is none: "HEAVY, 29,991 of 30,000 left".
        data: The parsed body as Zoom sent it, None without one; bytes when it is a file.
        problems: Where the answer does not fit the contract.
        error: What went wrong, None when nothing did.
        saved_to: The file, for a download.
    """

    request: ConsoleRequest
    at: datetime
    status: int = 0
    seconds: float = 0.0
    label: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    quota: str = ""
    data: Any = None
    problems: tuple[FieldError, ...] = ()
    error: ZtuiError | None = None
    saved_to: Path | None = None


class Console:
    """The console of one session."""

    def __init__(self, session: Session) -> None:
        """Take the session; its client sends, its journal knows of every write."""
        self._session = session
        self._history = History(session.folders.state, session.profile.name, session.account.id)
        self._recent: tuple[Sent, ...] | None = None

    @property
    def history(self) -> Sequence[ConsoleRequest]:
        """The requests that were sent with this profile in this account, newest first, without secrets."""
        return tuple(each.request for each in self.sent)

    @property
    def sent(self) -> Sequence[Sent]:
        """The same, each with when it was sent and what became of it."""
        if self._recent is None:
            self._recent = self._history.read()
        return self._recent

    @property
    def base(self) -> str:
        """The URL of the API, for commands that are copied."""
        return api_base(self._session.profile.api_url or API_URL)

    def allowed(self, operation: Operation) -> str:
        """Give "" when requests of an operation may be sent, else why not."""
        if operation.is_read and not self._session.offline:
            return ""
        from ztui.services.changes.applying import why_not

        return why_not(self._session)

    async def danger(self, request: ConsoleRequest) -> Danger:
        """Say what a request does; Zoom is asked for the number of items that a collection-wide one takes."""
        danger = weigh(request, production=self._session.profile.production)
        return danger if self._session.offline else await counted(request, danger, self._session.client)

    async def send(
        self,
        request: ConsoleRequest,
        *,
        validate: bool = True,
        to: Path | None = None,
        on_progress: Callable[[int, int | None], None] | None = None,
        reason: str = "",
    ) -> Exchange:
        """Send a request once; consent is the caller's.

        Args:
            request: The request.
            validate: Send nothing that does not fit the contract.
            to: File or folder for the answer of a read; it is streamed there, and gone on with if it was broken off.
            on_progress: Told the bytes that came, and of how many (None when not known).
            reason: Why something is written, for the journal.

        Returns:
            What came of it, whatever Zoom says: `error` tells what went wrong. A write is in the journal before it is
            sent, and its outcome after; without an answer that stays unknown, and the write is never sent again.
        """
        session, known = self._session, request.operation
        begun = Exchange(request, session.clock.now(), label=str(known.label or known.limit_label))
        start, is_kept = session.clock.monotonic(), False
        try:
            self._check(request, validate=validate)
            if self.wants_reason(known) and not reason.strip():
                raise ConfigError("This profile wants a reason for every change.", "Nothing was sent.")
            await self._remember(Sent(request, begun.at))
            is_kept = True
            if not known.is_read:
                done = await self._write(begun, reason)
            elif to is not None:
                saved = await session.client.download(
                    known.id, request.path, request.query, to=to, on_progress=on_progress
                )
                done = replace(
                    begun,
                    status=min(known.success, 200),
                    headers=(("content-type", saved.content_type),),
                    saved_to=saved.path,
                )
            else:
                done = await self._answered(begun)
        except ZtuiError as error:
            done = _failed(begun, error)
        if is_kept:
            await self._remember(Sent(request, begun.at, done.status, _told(done)))
        return replace(done, seconds=session.clock.monotonic() - start, quota=await self._quota(known))

    def wants_reason(self, operation: Operation) -> bool:
        """Tell whether a request of an operation is sent with a reason only."""
        return self._session.profile.require_reason and not operation.is_read

    def _check(self, request: ConsoleRequest, *, validate: bool) -> None:
        """Refuse what may not or cannot be sent.

        Raises:
            ReadOnly: It writes, and may not.
            Invalid: It does not fit the contract.
        """
        known = request.operation
        why = "" if known.is_read else self.allowed(known)
        if why:
            raise ReadOnly(f"'{known.title}' changes something. {why}", "Nothing was sent.")
        problems = tuple(error for _, error in request_problems(request)) if validate else ()
        if problems:
            error = Invalid(f"'{known.title}' does not fit the contract.", "Nothing was sent.", operation_id=known.id)
            error.fields = problems
            raise error

    async def _answered(self, begun: Exchange, **more: Any) -> Exchange:
        request = begun.request
        answer = await self._session.client.request(
            request.operation_id, request.path, request.query, request.body, **more
        )
        kept = [(name, _bare(text) if name == _LOCATION else text) for name, text in sorted(answer.headers.items())
                if name in _OF_INTEREST or name.startswith(_LIMITS)]  # fmt: skip
        odd = tuple(FieldError("", each) for each in answer.odd)
        problems = (*odd, *answer_problems(request.operation, answer.data))
        return replace(begun, status=answer.status, headers=tuple(kept), data=answer.data, problems=problems)

    async def _write(self, begun: Exchange, reason: str) -> Exchange:
        """Send a write with the journal's leave, and note what became of it."""
        from ztui.services.changes.bound import OWNER, owner_of
        from ztui.services.changes.records import user_name

        request, journal = begun.request, self._session.journal
        assert journal is not None
        account = target(request.operation, request.path, self._session.client.account).account
        plan = {
            "path": dict(request.path),
            "query": without_secret_fields(request.query),
            "body": without_secret_fields(request.body),
            "files": [str(path) for _, path in request.files],
            OWNER: owner_of(self._session),
        } | ({"reason": reason} if reason else {})
        notes = About(title=request.operation.title, reason=reason, who=user_name())
        intent = await journal.open(request.operation_id, plan, account, notes)
        files = tuple(FilePart(name, path, "") for name, path in request.files)
        try:
            done = await self._answered(begun, intent=intent, files=files)
        except ZtuiError as error:
            outcome = _outcome(error)
            if outcome is Outcome.UNKNOWN:
                error.exit_code = OutcomeUnknown.exit_code
            tracking = error.tracking_id if isinstance(error, ApiError) else ""
            await journal.close_intent(intent, outcome, str(error), tracking_id=tracking)
            raise
        except asyncio.CancelledError:
            await asyncio.shield(_give_up(journal, intent))
            raise
        try:
            await journal.close_intent(intent, Outcome.DONE, tracking_id=dict(done.headers).get(_TRACKING, ""))
        except StoreError as error:
            return replace(done, error=error)
        return done

    async def _remember(self, sent: Sent) -> None:
        """Add to the history; a history that cannot be written keeps nobody from sending."""
        request = sent.request
        kept = replace(request, query=without_secret_fields(request.query), body=without_secret_fields(request.body))
        self._recent = (replace(sent, request=kept), *(each for each in self.sent if each.request != kept))
        try:
            await asyncio.to_thread(self._history.add, sent)
        except ZtuiError:
            return

    async def _quota(self, known: Operation) -> str:
        """Say what is left for requests of this weight."""
        plan = self._session.profile.plan
        if plan == NO_LIMITS:
            return ""
        pot = limits.pot(limits.plan_named(plan), known)
        try:
            use = (await self._session.client.pots()).get(pot.name) if pot is not None else None
        except StoreError:
            return ""
        return "" if use is None else f"{known.limit_label}, {max(use.limit - use.used, 0):,} of {use.limit:,} left"


async def _give_up(journal: Journal, intent: Intent) -> None:
    """Note what became of a write that nobody waits for any more."""
    outcome = Outcome.SKIPPED if await journal.is_open(intent) else Outcome.UNKNOWN
    await journal.close_intent(intent, outcome, "broken off")


def _bare(url: str) -> str:
    """Give a URL without its query, which may be leave enough to fetch a file."""
    base, mark, _ = url.partition("?")
    return f"{base}?..." if mark else base


def _told(done: Exchange) -> str:
    """Say in a word what became of a request."""
    if done.error is None:
        return "done"
    return "not known" if isinstance(done.error, OutcomeUnknown) else "refused" if done.status else "no answer"


def _failed(begun: Exchange, error: ZtuiError) -> Exchange:
    if not isinstance(error, ApiError):
        return replace(begun, error=error)
    headers = ((_TRACKING, error.tracking_id),) if error.tracking_id else ()
    return replace(begun, status=error.http, headers=headers, error=error)


def _outcome(error: ZtuiError) -> Outcome:
    """Give what became of a write that ended with an error.

    A success that cannot be read may be one, and so may a failure of Zoom's own: it can come after the write was done.
    """
    if isinstance(error, OutcomeUnknown):
        return Outcome.UNKNOWN
    if isinstance(error, ServerError) and (200 <= error.http < 300 or error.http >= 500):
        return Outcome.UNKNOWN
    return Outcome.CONFLICT if isinstance(error, Conflict) else Outcome.FAILED
