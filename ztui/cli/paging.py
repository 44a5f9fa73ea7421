"""A pager for what is longer than the terminal; begun only once that shows, so that short output costs no process."""

from __future__ import annotations

import io
import os
from contextlib import contextmanager, redirect_stdout, suppress
from functools import wraps
from itertools import takewhile
from typing import TYPE_CHECKING, Any, TextIO, cast

from ztui.cli.captured import encoding_of
from ztui.cli.runtime import GlobalOptions
from ztui.core.errors import ConfigError

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Mapping, Sequence

    import click

    from ztui.cli.runtime import Runtime

__all__ = ["help_paged", "paged", "pager_of", "paging"]

_USUAL = "less"
_MANNERS = {"LESS": "FRX", "LV": "-c"}
"""What less and lv are told where the user tells them nothing: leave at the end of short text, keep the screen."""
_NONE = ("", "cat")
_HELP = ("-h", "--help")


def pager_of(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Give the words that run the pager: ZTUI_PAGER, else PAGER, else less; none if it is empty or cat.

    Raises:
        ConfigError: The words cannot be read, or name a program that is not there.
    """
    name = next((each for each in ("ZTUI_PAGER", "PAGER") if each in environ), "")
    given = environ[name].strip() if name else _USUAL
    if given in _NONE or environ.get("TERM", "") in ("", "dumb"):
        return ()
    import shlex
    import shutil

    try:
        words = tuple(shlex.split(given))
    except ValueError as error:
        raise ConfigError(f"{name} cannot be read: {error}.", "Mend it, or add --no-pager.") from None
    if shutil.which(words[0], path=environ.get("PATH")) is not None:
        return words
    if name:
        raise ConfigError(f"{name} names '{words[0]}', which is not there.", "Mend it, or add --no-pager.")
    return ()


@contextmanager
def paging(runtime: Runtime, options: GlobalOptions) -> Iterator[None]:
    """Hand what is printed on a terminal to the pager if it is longer; talk waits until the pager is left.

    Raises:
        ConfigError: The pager cannot be run.
    """
    out, err = runtime.stdout, runtime.stderr
    command = pager_of(runtime.environ) if _is_terminal(out) and not options.no_pager else ()
    if not command:
        yield
        return
    paged = _Paged(out, command, runtime.environ)
    held = _Held(err, paged)
    runtime.stdout, runtime.stderr = cast("TextIO", paged), cast("TextIO", held)
    try:
        yield
    finally:
        runtime.stdout, runtime.stderr = out, err
        paged.end()
        err.write(held.kept)


def paged(function: Any) -> Any:
    """Let a command's long output go to a pager; what is watched is painted by itself."""

    @wraps(function)
    def paging_function(ctx: click.Context, /, **given: Any) -> Any:
        if ctx.invoked_subcommand is not None or given.get("watch"):
            return function(ctx, **given)
        with paging(*ctx.obj):
            return function(ctx, **given)

    return paging_function


@contextmanager
def help_paged(argv: Sequence[str], runtime: Runtime) -> Iterator[None]:
    """Let a help that is asked for go to a pager; the parser prints it on the process's stdout."""
    words = list(takewhile(lambda word: word != "--", argv))
    if not any(each in words for each in _HELP):
        yield
        return
    with paging(runtime, GlobalOptions(no_pager="--no-pager" in words)):
        if isinstance(runtime.stdout, _Paged):
            with redirect_stdout(runtime.stdout):
                yield
        else:
            yield


class _Paged(io.TextIOBase):
    """A terminal with a pager before it, once more lines came than it has."""

    encoding = ""

    def __init__(self, out: TextIO, command: Sequence[str], environ: Mapping[str, str]) -> None:
        from shutil import get_terminal_size

        super().__init__()
        self.encoding = encoding_of(out)
        self._out = out
        self._command = command
        self._environ = {**_MANNERS, **environ}
        self._waiting: list[str] = []
        self._room = max(get_terminal_size().lines - 1, 1)
        self._pager: subprocess.Popen[str] | None = None

    @property
    def begun(self) -> bool:
        return self._pager is not None

    def isatty(self) -> bool:
        return True

    def write(self, text: str, /) -> int:
        """Keep or hand over.

        Raises:
            BrokenPipeError: The pager was left.
        """
        if self._pager is not None:
            assert self._pager.stdin is not None
            return self._pager.stdin.write(text)
        self._room -= text.count("\n")
        self._waiting.append(text)
        if self._room < 0:
            self._begin()
        return len(text)

    def _begin(self) -> None:
        import subprocess

        self._out.flush()
        try:
            self._pager = subprocess.Popen(  # noqa: S603
                self._command,
                stdin=subprocess.PIPE,
                stdout=self._out.fileno(),
                env=self._environ,
                encoding=self.encoding,
                errors="backslashreplace",
            )
        except OSError as error:
            raise ConfigError(f"The pager cannot be run: {error.strerror}.", "Add --no-pager.") from None
        text = "".join(self._waiting)
        self._waiting.clear()
        self.write(text)

    def end(self) -> None:
        """Print what was kept, or wait until the pager is left, which alone decides what ctrl+c means to it."""
        if self._pager is None:
            self._out.write("".join(self._waiting))
            return
        assert self._pager.stdin is not None
        with suppress(BrokenPipeError):
            self._pager.stdin.close()
        while True:
            try:
                self._pager.wait()
                return
            except KeyboardInterrupt:
                continue


class _Held(io.TextIOBase):
    """Talk that would be printed across a pager: it passes as long as there is none, and is kept then."""

    def __init__(self, err: TextIO, paged: _Paged) -> None:
        super().__init__()
        self._err = err
        self._paged = paged
        self.kept = ""

    def isatty(self) -> bool:
        return self._err.isatty()

    def write(self, text: str, /) -> int:
        if self._paged.begun:
            self.kept += text
            return len(text)
        return self._err.write(text)

    def flush(self) -> None:
        if not self._paged.begun:
            self._err.flush()


def _is_terminal(stream: TextIO) -> bool:
    """Tell whether a stream is a terminal of the system's, which another program can take over."""
    try:
        return stream.isatty() and os.isatty(stream.fileno())
    except (OSError, ValueError):
        return False
