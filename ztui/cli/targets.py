"""`-o`: where an answer goes, looked at before anything is sent."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ztui.core.errors import ConfigError

if TYPE_CHECKING:
    from ztui.cli.runtime import Runtime

__all__ = ["copy_file", "is_device", "opened", "target_of"]

_STDOUT = ("-", "/dev/stdout")
_SENT_NOTHING = "nothing was sent."


def target_of(name: str, *, is_file: bool) -> Path | None:
    """Give the file that `-o` names, None for stdout (`-`, and no name at all).

    Args:
        name: As typed.
        is_file: The answer is a file, which in a folder gets the name that Zoom gives it.

    Raises:
        ConfigError: There is something of that name already, or it cannot be made.
    """
    if not name or name in _STDOUT:
        return None
    try:
        path = Path(name).expanduser()
        if path.is_dir() and not is_file:
            raise ConfigError(f"{path} is a folder.", f"Name a file in it for the answer; {_SENT_NOTHING}")
        if not path.is_dir() and not is_device(path):
            if os.path.lexists(path):
                raise ConfigError(f"The file {path} is there already.", f"Choose another name; {_SENT_NOTHING}")
            if not path.parent.is_dir():
                raise ConfigError(f"There is no folder {path.parent}.", f"Make it first; {_SENT_NOTHING}")
        place = path if path.is_dir() or is_device(path) else path.parent
        if not os.access(place, os.W_OK):
            raise ConfigError(f"Nothing can be written to {place}.", f"Choose another one; {_SENT_NOTHING}")
    except (OSError, RuntimeError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise ConfigError(f"Cannot use {name} for -o: {why}.", f"Choose another name; {_SENT_NOTHING}") from None
    return path


def is_device(path: Path) -> bool:
    """Tell whether something is there that takes bytes and is no file, such as `/dev/null` or a pipe."""
    return path.exists() and not path.is_file() and not path.is_dir()


def opened(path: Path, *, binary: bool = False) -> IO[Any]:
    """Open a target of `target_of`; a file that came to be there meanwhile is left alone.

    Raises:
        OSError: It cannot be opened.
    """
    mode = ("w" if is_device(path) else "x") + ("b" if binary else "")
    return path.open(mode, encoding=None if binary else "utf-8")


def copy_file(source: Path, runtime: Runtime, output: Path | None) -> None:
    """Copy a file into a pipe or a device, byte by byte as it is.

    Raises:
        ConfigError: It is a stream that takes no bytes.
    """
    if output is not None:
        with source.open("rb") as file, opened(output, binary=True) as out:
            shutil.copyfileobj(file, out)
        return
    binary = getattr(runtime.stdout, "buffer", None)
    if binary is None:
        raise ConfigError("The answer is a file, which cannot be shown here.", "Name a file for it with -o FILE.")
    runtime.stdout.flush()
    with source.open("rb") as file:
        shutil.copyfileobj(file, binary)
    binary.flush()
