"""How `ztui api` prints: the answer on stdout or into a file, everything else on stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO, cast

from ztui.cli.output import Form, print_object
from ztui.cli.streams import is_unicode
from ztui.cli.targets import opened
from ztui.core.errors import ConfigError, Invalid, ZtuiError
from ztui.core.json_text import json_text
from ztui.core.text import display

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ztui.cli.jq import Jq
    from ztui.cli.runtime import Runtime
    from ztui.core.errors import FieldError
    from ztui.services.console.console import Exchange
    from ztui.services.console.pointers import Pointer

__all__ = [
    "Rows",
    "describe",
    "note_problems",
    "print_answer",
    "print_exchange",
    "progress",
    "refuse",
    "say_error",
]

_MOST = 10
_FAILED = 2


def print_answer(runtime: Runtime, data: Any, output: Path | None, jq: Jq | None) -> None:
    """Print an answer, or write it to the file; nothing when there is none.

    Raises:
        ConfigError: A file is to be printed on a terminal.
        ZtuiError: jq fails with it.
        OSError: It cannot be written.
    """
    if data is None:
        return
    if isinstance(data, bytes):
        _print_bytes(runtime, data, output)
        return
    values = [data] if jq is None else jq.apply(data)
    if output is not None:
        with opened(output) as file:
            for each in values:
                print_object(each, Form.JSON, cast("TextIO", file))
        return
    for each in values:
        print_object(each, Form.JSON, runtime.stdout)


def print_exchange(
    runtime: Runtime, exchange: Exchange, output: Path | None, jq: Jq | None, *, include: bool, silent: bool
) -> None:
    """Print what came of a request; that a write was done is said also where its answer cannot be shown as wanted.

    Raises:
        ZtuiError: The answer cannot be shown; of a write it says that it was done.
        OSError: The answer of a read cannot be written.
    """
    try:
        if include and exchange.status:
            _print_head(exchange, runtime.stdout)
        if not silent:
            print_answer(runtime, exchange.data, output, jq)
        runtime.stdout.flush()
    except BrokenPipeError:
        raise
    except (ZtuiError, OSError) as error:
        if exchange.request.operation.is_read:
            raise
        raise _was_done(runtime, exchange, error) from error


def _was_done(runtime: Runtime, exchange: Exchange, error: ZtuiError | OSError) -> ZtuiError:
    """Give the error for a write that was done and whose answer cannot be shown; the answer is told another way."""
    why = error.message if isinstance(error, ZtuiError) else f"{error.strerror or error}."
    said = f"'{exchange.request.operation.title}' WAS done, but its answer could not be shown as wanted: {why}"
    if isinstance(error, ZtuiError):
        try:
            print_answer(runtime, exchange.data, None, None)
            runtime.stdout.flush()
        except (ZtuiError, OSError):
            return ZtuiError(said, _told_id(exchange.data))
        return ZtuiError(said, "The answer is printed as it came; do not send it again.")
    return ZtuiError(said, _told_id(exchange.data))


def _told_id(data: Any) -> str:
    names = [name for name in data if name.casefold().endswith("id")] if isinstance(data, dict) else []
    name = "id" if "id" in names else next((each for each in names if isinstance(data[each], str | int)), "")
    return (f"Its {name} is {data[name]}; do" if name else "Do") + " not send it again."


def _print_bytes(runtime: Runtime, data: bytes, output: Path | None) -> None:
    if output is not None:
        with opened(output, binary=True) as file:
            file.write(data)
        return
    binary = getattr(runtime.stdout, "buffer", None)
    if runtime.stdout.isatty() or binary is None:
        raise ConfigError("The answer is a file, which a terminal cannot show.", "Name a file for it with -o FILE.")
    runtime.stdout.flush()
    binary.write(data)


class Rows:
    """Prints rows as one array while they come, or keeps them for a filter or a file."""

    def __init__(self, runtime: Runtime, output: Path | None, jq: Jq | None, *, silent: bool) -> None:
        """Take where they go."""
        self._runtime = runtime
        self._output = output
        self._jq = jq
        self._silent = silent
        self._kept: list[Any] | None = [] if output or jq is not None else None
        self._count = 0

    def add(self, row: Any) -> None:
        """Take one row."""
        if self._silent:
            return
        if self._kept is not None:
            self._kept.append(row)
            return
        out = self._runtime.stdout
        out.write(("[\n" if not self._count else ",\n") + json_text(row, ascii=not is_unicode(out)))
        self._count += 1

    def end(self) -> None:
        """End the array, also after an error: what came stays readable."""
        if self._silent:
            return
        if self._kept is not None:
            print_answer(self._runtime, self._kept, self._output, self._jq)
        else:
            self._runtime.stdout.write("\n]\n" if self._count else "[]\n")


def _print_head(exchange: Exchange, out: TextIO) -> None:
    """Print status and headers of interest, as `--include` wants them before the body."""
    out.write(f"HTTP {exchange.status}\n")
    for name, text in exchange.headers:
        out.write(f"{name}: {display(text)}\n")
    out.write("\n")


def describe(exchange: Exchange, base: str, account: str, err: TextIO) -> None:
    """Tell what was sent and what came, as `--verbose` wants it."""
    request = exchange.request
    parts = [f"HTTP {exchange.status}" if exchange.status else "no answer", f"{exchange.seconds:.3f} s"]
    parts.append(exchange.quota or exchange.label)
    err.write(f"> {request.operation.method} {base}{request.url_path(account)}\n")
    err.write(f"< {', '.join(parts)}\n")
    for name, text in exchange.headers:
        err.write(f"< {name}: {display(text)}\n")


def note_problems(problems: Sequence[FieldError], err: TextIO) -> None:
    """Note where an answer does not fit the contract; it was printed as it came."""
    if not problems:
        return
    err.write("ztui: The answer is not as the contract has it; it is printed as it came.\n")
    _list([(each.field, each.message) for each in problems], err)


def refuse(title: str, problems: Sequence[tuple[Pointer, FieldError]], err: TextIO) -> int:
    """Say field by field why a request is not sent, and give the exit code."""
    err.write(f"ztui: '{title}' does not fit the contract; nothing was sent. --no-validate sends it all the same.\n")
    _list([(f"{at[0]} {each.field}".strip(), each.message) for at, each in problems], err)
    return _FAILED


def say_error(error: ZtuiError, err: TextIO) -> int:
    """Say what went wrong, field by field where it is about fields, and give the exit code."""
    about_fields = isinstance(error, Invalid) and len(error.fields) > 1
    err.write(f"ztui: {display(error.message if about_fields else error)}\n")
    if isinstance(error, Invalid):
        if about_fields:
            _list([(each.field, each.message) for each in error.fields], err)
        return error.exit_code if error.http else _FAILED
    return error.exit_code


def progress(err: TextIO) -> Callable[[int, int | None], None] | None:
    """Give what shows how far a download is, on one line of a terminal; None elsewhere."""
    if not err.isatty():
        return None

    def show(received: int, total: int | None) -> None:
        of = f" of {total:,} ({100 * received // total}%)" if total else ""
        err.write(f"\r{received:,}{of} bytes")
        if total is not None and received >= total:
            err.write("\n")
        err.flush()

    return show


def _list(problems: Sequence[tuple[str, str]], err: TextIO) -> None:
    for field, message in problems[:_MOST]:
        err.write(f"  {display(field)}: {display(message)}\n" if field else f"  {display(message)}\n")
    if len(problems) > _MOST:
        err.write(f"  and {len(problems) - _MOST} more\n")
