"""Downloads: an answer that becomes a file, through redirects and broken connections, and never a half one by its name.

The bytes go to a part file beside the target, which gets its name at the end. What a broken connection has left is
gone on with where the server tells that the file is still the same (`If-Range`); else it begins anew.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError, ServerError, ZtuiError
from ztui.zoom.answers import is_envelope
from ztui.zoom.filenames import ending_of, file_name_of, safe_name
from ztui.zoom.fileurls import origin, redirected
from ztui.zoom.partfile import PartFile
from ztui.zoom.ranges import goes_on, total_of, validator_of
from ztui.zoom.transport import Lost, NotSent, WireAnswer, WireRequest
from ztui.zoom.urls import named_host, refused

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping
    from pathlib import Path

    from ztui.zoom.exchange import Call, Line
    from ztui.zoom.transport import Transport, WireStream

__all__ = ["Downloaded", "Wish", "save"]

_BATCH = 256 * 1024
_HEAD = 64 * 1024
_MOST_HOPS = 5
_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A file that is complete.

    Attributes:
        path: Where it is.
        bytes: Its size.
        content_type: What the server says of it, "" if nothing.
    """

    path: Path
    bytes: int
    content_type: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to become of a download.

    Attributes:
        to: The file, or a folder that is there, in which it gets the name that the server gives it.
        on_progress: Told the bytes that are there, and of how many (None when that is not known).
        overwrite: Replace a file that is there.
        ending: `to` is a file without its ending, which what comes decides.
    """

    to: Path
    on_progress: Callable[[int, int | None], None] | None = None
    overwrite: bool = False
    ending: bool = False


async def save(line: Line, call: Call, wish: Wish, owner: str) -> Downloaded:
    """Carry out a read and save its answer.

    Args:
        line: The connection.
        call: The read.
        wish: Where it goes.
        owner: Whose credentials are used: nobody goes on with what another has begun.

    Raises:
        Invalid: The call is no read.
        ConfigError: The file is there already, or the folder cannot be written; nothing was sent.
        StoreError: The disk is full.
        ServerError: Zoom's answer is no file, or leads where none can be.
        ZtuiError: As `Client.request`; its hint says when the bytes that came are kept.
    """
    wanted = call.operation
    if not wanted.is_read:
        raise refused(wanted.id, "", f"'{wanted.title}' changes something and gives no file.", "is no read")
    folder, name = _place(call, wish)
    source = blake2b(f"{owner} {call.url or call.target.path}?{call.query}".encode(), digest_size=16).hexdigest()
    part = PartFile(folder, name, source)
    receiver = _Receiver(part, wish, folder, name)
    await _on_disk(part.open)
    try:
        await line.carry_out(replace(call, receive=receiver))
    except ZtuiError as error:
        error.hint = f"{error.hint} {part.leave()}".strip()
        raise
    finally:
        part.leave()
    if receiver.done is None:
        raise ServerError(f"Zoom has no file for '{wanted.title}'.", operation_id=wanted.id)
    return receiver.done


def _place(call: Call, wish: Wish) -> tuple[Path, str]:
    """Give the folder and the name to begin with.

    Raises:
        ConfigError: There is a file already, or no such folder.
    """
    if wish.to.is_dir() and not wish.ending:
        values = unquote(urlsplit(call.url or call.target.path).path).rstrip("/").rsplit("/", 1)
        return wish.to, safe_name(values[-1], safe_name(call.operation.id))
    if not wish.to.parent.is_dir():
        raise ConfigError(f"There is no folder {wish.to.parent}.", "Nothing was sent.")
    if wish.to.exists() and not (wish.overwrite or wish.ending):
        raise ConfigError(f"The file {wish.to} is there already.", "Choose another name; nothing was sent.")
    return wish.to.parent, wish.to.name


class _Receiver:
    """Takes the answers to one call, try by try, until one of them is the whole file."""

    def __init__(self, part: PartFile, wish: Wish, folder: Path, name: str) -> None:
        self._part = part
        self._wish = wish
        self._folder = folder
        self._name = name
        self.received = 0
        self.done: Downloaded | None = None

    @property
    def kept(self) -> int:
        """Bytes that need not come again."""
        return self._part.size if self._part.validator else 0

    async def __call__(self, transport: Transport, request: WireRequest) -> WireAnswer:
        """Send the request, follow where it leads, and save what comes; give the answer without its file.

        Raises:
            NotSent, Lost: As a transport does.
            ServerError: A redirect that is not followed.
            StoreError: The disk does not take it.
        """
        answer = await self._asked(transport, request)
        if answer is None:
            await _on_disk(lambda: self._part.begin(""))
            answer = await self._asked(transport, request)
        if answer is None:
            raise Lost("the answer is another part of the file than was asked for")
        return answer

    async def _asked(self, transport: Transport, request: WireRequest) -> WireAnswer | None:
        """Go from redirect to redirect; None when what is kept does not fit and it has to begin anew."""
        headers = {**request.headers, "accept": "*/*", "accept-encoding": "identity"}
        if self._part.size:
            headers |= {"range": f"bytes={self._part.size}-", "if-range": self._part.validator}
        url, away = request.url, False
        for _ in range(_MOST_HOPS + 1):
            try:
                async with transport.stream(replace(request, url=url, headers=headers)) as stream:
                    location = stream.headers.get("location", "")
                    if stream.status not in _REDIRECTS or not location:
                        return await self._taken(stream, url if away else "")
            except (NotSent, Lost) as error:
                raise _from(url, error) if away else error from error
            url = redirected(url, location, request.url)
            if away or origin(url) != origin(request.url):
                away = True
                headers.pop("authorization", None)
        raise ServerError("Zoom sends the download from one place to the next.", "Try again later.")

    async def _taken(self, stream: WireStream, elsewhere: str) -> WireAnswer | None:
        """Save a file; give anything else back to be read as an answer."""
        status, headers = stream.status, stream.headers
        kept = self._part.size
        if (status == 416 and kept) or (status == 206 and not (kept and goes_on(headers, kept))):
            return None
        if status not in (200, 206):
            if elsewhere and 300 <= status < 500 and status not in (408, 429):
                raise ServerError(f"{named_host(elsewhere)} does not give the file (HTTP {status}).", "Try it again.")
            body, _ = await _begun(stream.chunks)
            return WireAnswer(status, headers, body)
        head = b""
        if status == 200:
            head, complete = await _begun(stream.chunks)
            if _is_no_file(headers, head, complete=complete):
                return WireAnswer(status, {**headers, "content-type": "application/json"}, head)
            await _on_disk(lambda: self._part.begin(validator_of(headers)))
        await self._write(head, stream.chunks, total_of(headers, self._part.size))
        await self._finish(headers)
        return WireAnswer(status, headers, b"")

    async def _write(self, head: bytes, chunks: AsyncIterator[bytes], total: int | None) -> None:
        waiting = bytearray(head)
        try:
            self._tell(waiting, total)
            async for chunk in chunks:
                waiting += chunk
                self._tell(waiting, total)
                if len(waiting) >= _BATCH:
                    await self._flush(waiting)
        finally:
            await self._flush(waiting)
        if total is not None and self._part.size != total:
            raise Lost("the file broke off")

    def _tell(self, waiting: bytearray, total: int | None) -> None:
        if self._wish.on_progress is not None:
            self._wish.on_progress(self._part.size + len(waiting), total)

    async def _flush(self, waiting: bytearray) -> None:
        data = bytes(waiting)
        waiting.clear()
        self.received += len(data)
        await _on_disk(lambda: self._part.add(data))

    async def _finish(self, headers: Mapping[str, str]) -> None:
        target = self._wish.to
        if self._folder == target:
            target = _free(self._folder / file_name_of(headers, self._name))
        else:
            target = target.with_name(target.name + ending_of(headers)) if self._wish.ending else target
            target = target if self._wish.overwrite else _free(target)
        await _on_disk(lambda: self._part.finish(target))
        kind = headers.get("content-type", "").partition(";")[0].strip().casefold()
        self.done = Downloaded(target, self._part.size, kind)


async def _on_disk(work: Callable[[], None]) -> None:
    """Do what waits for the disk beside the event loop; a download that is cancelled waits until it is done."""
    task = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


async def _begun(chunks: AsyncIterator[bytes]) -> tuple[bytes, bool]:
    """Read the first part of a body, enough for any error; tell whether that was all."""
    head = bytearray()
    async for chunk in chunks:
        head += chunk
        if len(head) >= _HEAD:
            return bytes(head), False
    return bytes(head), True


def _is_no_file(headers: Mapping[str, str], head: bytes, *, complete: bool) -> bool:
    """Tell whether an answer of success holds an error, or a page of something between here and Zoom."""
    kind = headers.get("content-type", "").partition(";")[0].strip().casefold()
    if kind in ("text/html", "application/xhtml+xml"):
        return True
    claims = kind == "application/json"
    if not complete:
        return claims and head.lstrip()[:1] not in (b"{", b"[")
    try:
        data: Any = json.loads(head) if claims or head.lstrip()[:1] == b"{" else None
    except (ValueError, RecursionError):
        return claims
    return is_envelope(data)


def _free(path: Path) -> Path:
    """Give the path, with a number when there is something by that name."""
    found, number = path, 1
    while found.exists() or found.is_symlink():
        number += 1
        found = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return found


def _from(url: str, error: NotSent | Lost) -> Lost:
    """Say which host failed when it is not the API's."""
    return Lost(f"{named_host(url)}: {error}", timed_out=isinstance(error, Lost) and error.timed_out)
