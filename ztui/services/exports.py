"""Rows written to a file of the user's own: private, whole or not at all, and over nothing that was there unasked."""

from __future__ import annotations

import asyncio
import errno
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ztui.core.errors import ConfigError, ZtuiError
from ztui.services.rowtext import RowForm, RowText

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence
    from typing import BinaryIO

    from ztui.services.rowtext import CsvColumn

__all__ = ["check_target", "export_rows", "export_text", "form_of", "refusal_of"]

_T = TypeVar("_T")
_AT_ONCE = 250
"""Rows that are made into text and written at once, beside the event loop; so many are in memory."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def form_of(path: Path) -> RowForm:
    """Give the form that the ending of a file's name says.

    Raises:
        ConfigError: It says none.
    """
    ending = path.suffix.lower().removeprefix(".")
    try:
        return RowForm({"jsonl": "ndjson"}.get(ending, ending))
    except ValueError:
        raise ConfigError(
            f"'{path.name}' does not say what it is to be.", "End it in .csv, .json or .ndjson."
        ) from None


def refusal_of(text: str) -> str:
    """Give why a typed path cannot be written to, "" if it can or is to be asked about (it is there)."""
    path = Path(text).expanduser()
    try:
        form_of(path)
        check_target(path, replace=True)
    except ConfigError as error:
        return f"{error.message} {error.hint}".strip()
    return ""


def check_target(path: Path, *, replace: bool) -> None:
    """See to it that a file can be made, before anything is fetched for it.

    Raises:
        ConfigError: There is a folder of that name, or none to put it in, or a file that is not to be replaced.
    """
    if path.is_dir():
        raise ConfigError("There is a folder of that name.")
    if not path.parent.is_dir():
        raise ConfigError(f"There is no folder {path.parent}.")
    if not replace and path.exists():
        raise _there(path)


async def export_rows(
    path: Path,
    rows: AsyncIterator[Mapping[str, Any]],
    columns: Sequence[CsvColumn],
    form: RowForm,
    *,
    replace: bool = False,
    on_progress: Callable[[int], None] | None = None,
) -> int:
    """Write rows to a file, however many; cancelled, it leaves nothing behind.

    Args:
        path: Where to. The rows go to a file beside it, which gets this name when it is whole.
        rows: The rows, as they come.
        columns: Of a CSV; JSON has the whole rows.
        form: The form.
        replace: Put it in the place of a file that is there.
        on_progress: Told how many rows are written.

    Returns:
        How many rows were written.

    Raises:
        ConfigError: As `check_target`.
        ZtuiError: It cannot be written, as the disk is full; what was there before stays.
    """
    await asyncio.to_thread(lambda: check_target(path, replace=replace))
    try:
        return await _exported(path, rows, RowText(form, columns), replace=replace, on_progress=on_progress)
    except OSError as error:
        raise _told(path, error) from None


def export_text(path: Path, text: str, *, replace: bool = False) -> None:
    """Write a text that is whole already, as `export_rows` does.

    Raises:
        ConfigError: As `check_target`.
        ZtuiError: It cannot be written; what was there before stays.
    """
    check_target(path, replace=replace)
    try:
        handle, name = tempfile.mkstemp(".part", f".{path.name}.", path.parent)
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_encoded(text))
                _settle(file)
            _put(part, path, replace)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise _told(path, error) from None


async def _exported(
    path: Path,
    rows: AsyncIterator[Mapping[str, Any]],
    text: RowText,
    *,
    replace: bool,
    on_progress: Callable[[int], None] | None,
) -> int:
    handle, name = await asyncio.to_thread(tempfile.mkstemp, ".part", f".{path.name}.", path.parent)
    part = Path(name)
    try:
        # What a full disk refuses is told by `fsync` at the latest.
        file = os.fdopen(handle, "wb")
        try:
            count = await _written(file, rows, text, on_progress)
            await _beside(lambda: _settle(file))
        finally:
            file.close()
        await _beside(lambda: _put(part, path, replace))
    finally:
        await _beside(lambda: part.unlink(missing_ok=True))
    return count


async def _written(
    file: BinaryIO, rows: AsyncIterator[Mapping[str, Any]], text: RowText, on_progress: Callable[[int], None] | None
) -> int:
    count = 0
    some: list[Mapping[str, Any]] = []

    async def write() -> None:
        await _beside(lambda: file.write(_encoded(text.body(some))))
        some.clear()
        if on_progress is not None:
            on_progress(count)

    file.write(_encoded(text.head()))
    async for row in rows:
        some.append(row)
        count += 1
        if len(some) == _AT_ONCE:
            await write()
    await write()
    file.write(_encoded(text.foot()))
    return count


async def _beside(work: Callable[[], _T]) -> _T:
    """Do a short piece of work in a thread; a caller that is cancelled waits for its end, and then is."""
    task = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        raise


def _settle(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def _put(part: Path, path: Path, replace: bool) -> None:
    """Give the whole file its name; a hard link fails where a file came to be meanwhile, as a rename would not."""
    if replace:
        part.replace(path)
        return
    try:
        os.link(part, path)
    except FileExistsError:
        raise _there(path) from None
    except OSError:  # a file system without hard links
        if path.exists():
            raise
        part.rename(path)


def _there(path: Path) -> ConfigError:
    return ConfigError(f"{path} is there already.", "Name another file, or say that it is to be replaced.")


def _told(path: Path, error: OSError) -> ZtuiError:
    """Say why a file cannot be written, and what to do."""
    if error.errno in _FULL:
        why = "the disk is full" if error.errno == errno.ENOSPC else error.strerror or str(error)
        return ZtuiError(
            f"{path} cannot be written: {why}. Nothing of it was kept.", "Make room, or name a file on another disk."
        )
    return ZtuiError(f"{path} cannot be written: {error.strerror or error}.", "Name another file.")
