"""The way of a request through the simulator: token, route, faults, account, scopes, limits, validation, answer, shape.

A handler, or the schema where there is none, only says what the answer is; everything else is here.
"""

from __future__ import annotations

import hashlib
import traceback
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.core.errors import ConfigError
from ztui.sim.clock import SimClock, zulu
from ztui.sim.devices import Devices
from ztui.sim.faults import Fault, Faults, garbled, mistyped
from ztui.sim.files import File, served
from ztui.sim.generic import Generic
from ztui.sim.handling import Answering, Context, Handler, PartlyDone, Refusal
from ztui.sim.kept import Kept
from ztui.sim.lag import Lag
from ztui.sim.limits import Limits, TooFast
from ztui.sim.oauth import Tokens
from ztui.sim.paging import Pager, asked_page, dead_token
from ztui.sim.records import Record, Records
from ztui.sim.requests import Reply, Request
from ztui.sim.routing import account_of, route
from ztui.sim.scopes import Permissions
from ztui.sim.shape import check, shaped
from ztui.sim.templates import plain
from ztui.sim.validation import read_body, read_path, read_query

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from ztui.contract.catalogue import Operation
    from ztui.sim.options import Options
    from ztui.sim.paging import Cut
    from ztui.sim.wire import Wire
    from ztui.sim.world.world import World

__all__ = ["DOWNLOADS", "Engine"]

DOWNLOADS = "/download/"
"""Below it are files that answers lead to."""

_OF_PHONE = ("phone", "number_management")
"""Parts of the API that only an account with Zoom Phone has."""

_ALONE = {
    "syncPhoneDevice": "/phone/devices/sync",
    "batchAddLocations": "/phone/batch_locations",
    "AddBYOCPhoneNumber": "/number_management/byoc_numbers",
    "addBYOCNumber": "/number_management/byoc_numbers",
}
"""Writes of which an account takes one at a time."""

_CROWDED = {"batchAddLocations": (400, 300)}
"""Status and code of those that Zoom refuses with others than 429 when there is one already."""


class Engine:
    """A Zoom: its state, its clock and its rules."""

    def __init__(
        self,
        options: Options,
        *,
        clock: SimClock | None = None,
        handlers: Mapping[str, Handler] | None = None,
        state: Path | None = None,
    ) -> None:
        """Take the options; clock and handlers are made from them and the areas unless given.

        With a folder for its `state`, changes are kept there and are found by the next simulator of the same options.

        Raises:
            ConfigError: When the changes that are kept cannot be done again.
        """
        self.options = options
        self.clock = clock or SimClock(options.now, running=options.clock == "run")
        self.world = _world(options)
        self.handlers = handlers if handlers is not None else _handlers()
        self.permissions = Permissions(options.scopes, options.role)
        self.devices = Devices(self.clock, options.seed, options.poll)
        self.tokens = Tokens(
            self.clock, options.seed, options.client, self.permissions.text, self.devices, options.app_account
        )
        self.limits = Limits(options.plan)
        self.faults = Faults(options.seed, options.faults)
        self.records = Records()
        self._pager = Pager(options.seed)
        self._generic = Generic(options.seed, options.now, self.handlers)
        self._lag = Lag(options.lag, self.clock.monotonic)
        self._kept = Kept(state, options) if state is not None else None
        if self._kept is not None:
            self._kept.replay(self.world, self.handlers, self._generic.answer)

    def prepare(self) -> None:
        """Make what the first list of calls needs, before anybody asks for it: people, hours, latest calls, routes."""
        history = self.world.system(self.world.master_id).history
        history.count(int(self.clock.now().timestamp()))
        route("GET", "/v2/phone/call_history")

    async def serve(self, request: Request, wire: Wire, wall: datetime) -> None:
        """Answer a request over its line; `wall` is now by the clock that the client sees.

        It is one below `/v2`, or of a file that a redirect has led to.

        Raises:
            ConnectionResetError, TimeoutError: A fault of the line, when there is no socket.
            Misshapen: With `strict`, when an answer does not fit the contract.
        """
        record = self.records.add(zulu(self.clock.now()), request.method, request.path, request.query, request.headers)
        fault = self.faults.of(record.number)
        record.fault = fault.kind
        if fault.before and fault.kind in ("reset", "timeout"):
            await (wire.reset() if fault.kind == "reset" else wire.hang())
            return
        reply = await self._reply(request, record, fault, wall)
        reply.headers["x-zm-trackingid"] = self._tracking_id(record.number)
        record.status = reply.status
        if fault.kind == "cut":
            await wire.cut(reply)
        elif fault.kind == "timeout":
            await wire.hang()
        else:
            await wire.answer(self._spoiled(reply, fault, record.number))

    async def _reply(self, request: Request, record: Record, fault: Fault, wall: datetime) -> Reply:
        """Give the answer, refusals included."""
        try:
            return await self._answer(request, record, fault)
        except TooFast as refusal:
            headers = {} if fault.kind == "bare-429" else refusal.headers | {"retry-after": refusal.retry_after(wall)}
            return _refused(refusal, headers)
        except Refusal as refusal:
            return _refused(refusal, {"retry-after": zulu(wall)} if refusal.http == 429 else {})
        except ConfigError as error:
            return Reply(500, {"code": 500, "message": str(error)})
        except Exception as error:
            record.error = "".join(traceback.format_exception(error))
            if self.options.strict:
                raise
            return Reply(500, {"code": 500, "message": "Internal error."})

    async def _answer(self, request: Request, record: Record, fault: Fault) -> Reply:
        """Go through all stations; each raises a `Refusal` where the way ends."""
        if request.path.startswith(DOWNLOADS):
            _strike(fault)
            await self._wait(fault)
            return served(self._delivered(request), request.headers)
        self.tokens.check(request.headers.get("authorization", ""))
        routed = route(request.method, request.path)
        known = routed.operation
        record.operation = known.id
        _strike(fault)
        account, path = account_of(routed, self.world)
        record.account = account
        if known.api in _OF_PHONE and not self.world.has_phone(account):
            raise Refusal(403, None, "Zoom Phone has not been enabled for this account.")
        self.permissions.check(known, prefixed=routed.prefix is not None)
        headers = self.limits.spend(known, self.clock.now())
        read_path(known, path)
        query = read_query(known, request.query)
        page = asked_page(known, query)
        if fault.kind == "pages":
            if page[1]:
                raise dead_token(known)
            record.fault = ""
        body = read_body(known, request)
        context = Context(self.world, known, account, path, query, body, self.clock.now(), request.base)
        cut = self._pager.cut(context, *page)
        if cut is not None:
            context = replace(context, now=cut.since)
        with self.limits.writing(_object_of(context), *_CROWDED.get(known.id, (429, 429))):
            await self._wait(fault)
            data = self._execute(context, record)
        if isinstance(data, File):
            data = served(data, request.headers)
        return self._finished(context, data, cut, headers)

    def _delivered(self, request: Request) -> File:
        """Give the file that a redirect has led to; it takes no token."""
        from ztui.sim.areas.downloads import delivered

        return delivered(self.world, request, self.clock.now())

    async def _wait(self, fault: Fault) -> None:
        """Take the time that an answer takes; without latency others still get their turn."""
        await self.clock.sleep(self.options.latency / 1000 + fault.delay)

    def _execute(self, context: Context, record: Record) -> Any:
        """Let the handler, or the schema, answer; a write is noted as applied."""
        handler = self.handlers.get(context.operation.id, self._generic.answer)
        if context.operation.is_read:
            data = handler(context)
            return self._lag.as_seen(context, data) if self._lag.seconds else data
        try:
            if self._lag.seconds:
                with self._lag.watching(context, Answering(self.handlers, self._generic.answer)):
                    data = handler(context)
            else:
                data = handler(context)
        except PartlyDone:
            self._applied(context, record)
            raise
        self._applied(context, record)
        return data

    def _applied(self, context: Context, record: Record) -> None:
        """Note and keep a write that was done."""
        self.records.applied(record)
        self.world.note(context)
        if self._kept is not None:
            self._kept.add(context)

    def _finished(self, context: Context, data: Any, cut: Cut | None, headers: dict[str, str]) -> Reply:
        """Cut the page, compare with the contract if told to, and give the reply."""
        if isinstance(data, Reply):
            data.headers = headers | data.headers
            return data
        data = shaped(context, data, self._pager, cut)
        if self.options.strict:
            check(context.operation, data)
        return Reply(context.operation.success, data, headers)

    def _spoiled(self, reply: Reply, fault: Fault, number: int) -> Reply:
        """Give the reply as the fault leaves it."""
        if fault.kind == "garbage" and reply.status < 300:
            return garbled(reply, fault.point)
        if fault.kind == "types" and reply.status < 300 and reply.data is not None:
            reply.data = mistyped(reply.data, self.options.seed, number)
        return reply

    def _tracking_id(self, number: int) -> str:
        digest = hashlib.blake2b(f"{self.options.seed}/track/{number}".encode(), digest_size=16).hexdigest()
        return f"v=2.0;clid=us01;rid=WEB_{digest}"


def _strike(fault: Fault) -> None:
    """Raise the refusal that the fault is, if it is one."""
    if fault.kind == "500":
        raise Refusal(500, 500, "Internal server error.")
    if fault.kind == "503":
        raise Refusal(503, 503, "Service unavailable.")
    if fault.kind in ("429", "bare-429"):
        raise TooFast("You have reached the maximum per-second rate limit for this API. Try again later.", 1, {})


def _refused(refusal: Refusal, headers: dict[str, str]) -> Reply:
    """Give a refusal as Zoom writes it; the code is left out where there is none."""
    body: dict[str, Any] = {} if refusal.code is None else {"code": refusal.code}
    body["message"] = refusal.message
    if refusal.errors:
        body["errors"] = [{"field": field, "message": message} for field, message in refusal.errors]
    return Reply(refusal.http, body, headers)


def _object_of(context: Context) -> str:
    """Name the object that a write works on: the path up to its first value; "" for reads and for no object.

    A few writes have the whole account for their object.
    """
    known: Operation = context.operation
    if known.id in _ALONE:
        return f"{context.account}{_ALONE[known.id]}"
    if known.is_read or not context.path:
        return ""
    name, value = next(iter(context.path.items()))
    return f"{context.account}{plain(known).split('{' + name + '}')[0]}{value}"


def _world(options: Options) -> World:
    from ztui.sim.world.world import World

    return World(options)


def _handlers() -> Mapping[str, Handler]:
    """Give the handlers of all areas."""
    from ztui.sim.areas.register import Areas

    return Areas()
