"""How `ztui api` prints: the answer on stdout or into a file, everything else on stderr."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from ztui.cli.output import Form, print_object
from ztui.cli.streams import is_unicode
from ztui.core.errors import ConfigError, Invalid, ZtuiError
from ztui.core.json_text import json_text
from ztui.core.text import display

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ztui.cli.jq import Jq
    from ztui.cli.runtime import Runtime
    from ztui.core.errors import FieldError
    from ztui.services.console.console import Exchange
    from ztui.services.console.pointers import Pointer

__all__ = [
    "Rows",
    "check_target",
    "describe",
    "note_problems",
    "print_answer",
    "print_head",
    "progress",
    "refuse",
    "say_error",
]

_MOST = 10
_FAILED = 2


def check_target(name: str) -> Path:
    """Give the file for `-o`.

    Raises:
        ConfigError: There is a file of that name already.
    """
    path = Path(name).expanduser()
    if path.is_file():
        raise ConfigError(f"The file {path} is there already.", "Choose another name; nothing was sent.")
    return path


def print_answer(runtime: Runtime, data: Any, output: str, jq: Jq | None) -> None:
    """Print an answer, or write it to the file; nothing when there is none.

    Raises:
        ConfigError: A file is to be printed on a terminal, or jq fails.
    """
    if data is None:
        return
    if isinstance(data, bytes):
        _print_bytes(runtime, data, output)
        return
    values = [data] if jq is None else jq.apply(data)
    if output:
        with Path(output).expanduser().open("x", encoding="utf-8") as file:
            for each in values:
                print_object(each, Form.JSON, file)
        return
    for each in values:
        print_object(each, Form.JSON, runtime.stdout)


def _print_bytes(runtime: Runtime, data: bytes, output: str) -> None:
    if output:
        with Path(output).expanduser().open("xb") as file:
            file.write(data)
        return
    binary = getattr(runtime.stdout, "buffer", None)
    if runtime.stdout.isatty() or binary is None:
        raise ConfigError("The answer is a file, which a terminal cannot show.", "Name a file for it with -o FILE.")
    runtime.stdout.flush()
    binary.write(data)


class Rows:
    """Prints rows as one array while they come, or keeps them for a filter or a file."""

    def __init__(self, runtime: Runtime, output: str, jq: Jq | None, *, silent: bool) -> None:
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


def print_head(exchange: Exchange, out: TextIO) -> None:
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
