"""The client: the only door through which a request leaves.

From the outside in: read-only guard, intent, path and query, the object's write lock, then per try the limiter, the
token and the connection (`ztui.zoom.exchange`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ztui.contract.catalogue import Operation, operation
from ztui.core.errors import NotFound
from ztui.zoom.connection import Connection
from ztui.zoom.limits import Background, Limiter
from ztui.zoom.requestlog import RequestLog
from ztui.zoom.urls import API_URL, OAUTH_URL, api_base, checked, has_moved_path, target

if TYPE_CHECKING:
    import random
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence
    from pathlib import Path

    from ztui.core.ports import Clock, Intent, PotUse, QuotaLedger, WriteLog
    from ztui.zoom.answers import Answer
    from ztui.zoom.credentials import Credentials
    from ztui.zoom.denials import Denial
    from ztui.zoom.download import Downloaded
    from ztui.zoom.exchange import Call
    from ztui.zoom.multipart import FilePart
    from ztui.zoom.paging import Page
    from ztui.zoom.query import ArrayStyle
    from ztui.zoom.retry import RetryPolicy
    from ztui.zoom.transport import Transport

__all__ = ["Client"]


class Client:
    """Sends requests to one Zoom account, or in the name of one of its sub accounts.

    Attributes:
        account: The sub account in whose name requests go, "" for the credentials' own account.
        requests: What was sent; shared by all clients of one connection.
        read_only: Whether nothing but GET leaves.
    """

    def __init__(
        self,
        *,
        credentials: Credentials,
        transport: Transport,
        clock: Clock,
        ledger: QuotaLedger,
        write_log: WriteLog | None = None,
        plan: str = "business",
        read_only: bool = False,
        account: str = "",
        api_url: str = "",
        arrays: ArrayStyle = "repeat",
        policy: RetryPolicy | None = None,
        chance: random.Random | None = None,
    ) -> None:
        """Take what requests need; nothing is sent yet.

        Args:
            credentials: App or token.
            transport: `ztui.zoom.transport.http()` or `asgi(app)`.
            clock: The time.
            ledger: Limits and locks shared with other processes.
            write_log: The journal; without it nothing but GET leaves.
            plan: Zoom's plan, which sets the limits; `none` for no limits.
            read_only: Let nothing but GET leave.
            account: Sub account to act for, "" for the own.
            api_url: Base URL, with or without `/v2`; "" to take the one that Zoom names with the token.
            arrays: How arrays stand in a query; Zoom does not say which way it takes.
            policy: When to try again.
            chance: Source of jitter.

        Raises:
            ConfigError: A URL cannot be used, or there is no such plan.
        """
        checked(getattr(credentials, "oauth_url", "") or OAUTH_URL, "OAuth URL")
        self.account = account
        self.requests = RequestLog()
        self.read_only = read_only
        self._ledger = ledger
        self._write_log = write_log
        self._arrays: ArrayStyle = arrays
        self._own = credentials.owner
        self._moved: set[str] = set()
        self._is_root = True
        base, limiter = api_base(api_url) if api_url else "", Limiter(ledger, clock, plan)
        self._connection = Connection(credentials, transport, clock, limiter, self.requests, base, policy, chance)

    def acting_for(self, account: str) -> Client:
        """Give a client that acts in the name of a sub account ("" for the own), over the same connection."""
        other = object.__new__(Client)
        other.__dict__ = self.__dict__ | {"account": account, "_is_root": False}
        return other

    def in_background(self, percent: int) -> Client:
        """Give a client that leaves the rest of the rate to others; its `limiter` counts what it sends."""
        other = object.__new__(Client)
        apart = self._connection.through(Background(self.limiter, percent))
        other.__dict__ = self.__dict__ | {"_connection": apart, "_is_root": False}
        return other

    @property
    def owner(self) -> str:
        """Whose credentials these are, and where they are used: what is stored for one owner is no other's."""
        return f"{self._own} {self._connection.base}"

    @property
    def host(self) -> str:
        """The host that requests go to, as far as it is known before the first token."""
        return urlsplit(self._connection.base or API_URL).hostname or ""

    @property
    def limiter(self) -> Limiter:
        """The limits, to be shown."""
        return self._connection.limiter

    @property
    def denied(self) -> Mapping[str, Denial]:
        """Operations that Zoom refused for want of a scope or a right, as long as that is remembered."""
        return self._connection.line.denials.of(bool(self.account), self._connection.line.tokens.held)

    def ask_again(self) -> None:
        """Forget what was refused, as the user asks for it again; a scope can have been granted to a new token only."""
        if self._connection.line.denials.forget():
            self._connection.line.tokens.renew()

    async def pots(self) -> Mapping[str, PotUse]:
        """Give the use of the daily pots by name, for the account in whose name requests go."""
        return await self._connection.limiter.pots(self.account or self._own)

    async def request(
        self,
        operation_id: str,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        *,
        intent: Intent | None = None,
        files: Sequence[FilePart] = (),
    ) -> Answer:
        """Send one request and give its answer.

        Args:
            operation_id: Zoom's id of the operation.
            path: Path parameters; `accountId` of an account prefix is filled in.
            query: Query parameters; a list is an array, None is left out.
            body: What becomes the JSON body, an object or an array; None sends none.
            intent: The journal's leave, for anything but GET.
            files: For an upload, which has no body beside them; read from the disk while they are sent.

        Raises:
            ReadOnly: A write of a session that may only read, or without an open intent.
            Invalid: A path value, parameter or file is missing or wrong, or Zoom refuses one; `fields` say which.
            ConfigError: A file cannot be read.
            OutcomeUnknown: A write was sent and no answer came.
            ZtuiError: The rest of the tree in `core.errors`.
        """
        from ztui.zoom.bodies import content_of
        from ztui.zoom.writes import check_leave, note_of

        wanted = operation(operation_id)
        if not wanted.is_read:
            check_leave(wanted, intent, read_only=self.read_only, has_journal=self._write_log is not None)
        call = replace(self._call(wanted, path, query), content=content_of(wanted, body, files))
        if wanted.is_read:
            return await self._read(call, path)
        assert intent is not None
        return await self._write(call, intent, note_of(call, body))

    async def download(
        self,
        operation_id: str,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, Any] | None = None,
        *,
        to: Path,
        on_progress: Callable[[int, int | None], None] | None = None,
        overwrite: bool = False,
        ending: bool = False,
    ) -> Downloaded:
        """Save the file that a read answers with; never whole in memory, and by its name only once it is complete.

        Args:
            operation_id: A read.
            path: As for `request`.
            query: As for `request`.
            to: The file, or a folder that is there, in which the file gets the name that Zoom gives it.
            on_progress: Told the bytes that are there, and of how many, if known.
            overwrite: Replace a file that is there.
            ending: `to` is a file without its ending, which what comes decides.

        Raises:
            ConfigError, StoreError: The file is there already, or cannot be written.
            ZtuiError: As `request`; the hint says when the bytes that came are kept.
        """
        from ztui.zoom.download import Wish, save

        call = self._call(operation(operation_id), path, query)
        return await save(self._connection.line, call, Wish(to, on_progress, overwrite, ending), self.owner)

    async def download_url(
        self,
        url: str,
        *,
        to: Path,
        on_progress: Callable[[int, int | None], None] | None = None,
        overwrite: bool = False,
        ending: bool = False,
    ) -> Downloaded:
        """Save the file that a row's `download_url` names; otherwise as `download`.

        Raises:
            Invalid: The URL leads neither to one of Zoom's hosts by https nor to the API's; nothing was sent.
            ZtuiError: As `download`.
        """
        from ztui.zoom.download import Wish, save
        from ztui.zoom.fileurls import file_call

        call = file_call(url, self._connection.base or API_URL, self._accounts(self.account))
        return await save(self._connection.line, call, Wish(to, on_progress, overwrite, ending), self.owner)

    def pages(
        self,
        operation_id: str,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, Any] | None = None,
        *,
        page_size: int | None = None,
        key: Callable[[Mapping[str, Any]], str] | None = None,
    ) -> AsyncIterator[Page]:
        """Give the pages of a list, one after another, each row once.

        Args:
            operation_id: A list operation; one without pages gives one page.
            path: As for `request`.
            query: As for `request`; sent with every page.
            page_size: Rows per page, None for the most that Zoom gives.
            key: Gives a row's id, so that a row which moved to a later page meanwhile does not come twice. Without
                it whole rows are compared, and only when the list had to be started again.

        Raises:
            ZtuiError: As `request`; the pages given before stay good.
        """
        from ztui.zoom.paging import walk

        async def ask(sent: Mapping[str, Any]) -> Any:
            return (await self.request(operation_id, path, sent)).data

        return walk(operation(operation_id), ask, query or {}, page_size=page_size, key=key)

    async def aclose(self) -> None:
        """Close the connection; a client made by `acting_for` leaves it to the one it came from."""
        if self._is_root:
            await self._connection.aclose()

    def _call(self, wanted: Operation, path: Mapping[str, str] | None, query: Mapping[str, Any] | None) -> Call:
        from ztui.zoom.exchange import Call
        from ztui.zoom.query import check_query, query_string

        where = target(wanted, path, self.account, moved=wanted.api in self._moved)
        check_query(wanted, query or {})
        text = query_string(query or {}, self._arrays)
        return Call(wanted, where, text, None, self._accounts(where.account))

    def _accounts(self, account: str) -> tuple[str, ...]:
        return (self._own, account) if account else (self._own,)

    async def _read(self, call: Call, path: Mapping[str, str] | None) -> Answer:
        """Send a read; where its path is gone and Zoom has announced another one, from then on to that."""
        wanted = call.operation
        try:
            return await self._connection.line.carry_out(call)
        except NotFound as gone:
            if gone.http != 404 or not has_moved_path(wanted) or wanted.api in self._moved:
                raise
            moved = replace(call, target=target(wanted, path, self.account, moved=True))
            try:
                answer = await self._connection.line.carry_out(moved)
            except NotFound:
                raise gone from None
        self._moved.add(wanted.api)
        return answer

    async def _write(self, call: Call, intent: Intent, note: Mapping[str, Any]) -> Answer:
        """Hold the object's lock, make sure that the intent is open, and send."""
        from ztui.zoom.writes import announced

        assert self._write_log is not None
        before = announced(self._write_log, intent, call, note)
        async with self._ledger.write_lock(call.accounts[-1], call.target.subject):
            return await self._connection.line.carry_out(replace(call, before=before))
