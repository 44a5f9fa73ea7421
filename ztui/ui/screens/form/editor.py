"""A form in the user's own editor: a private file that is gone afterwards, whatever happens."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import stat
import subprocess
import tempfile
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from ztui.core.errors import ConfigError, ZtuiError
from ztui.core.text import display

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ztui.ui.screens.form.screen import FormScreen

__all__ = ["edit_outside", "edited"]

_NAME = "form.json"
_FOLDER = "ztui-edit-"
_MOST = 5_000_000
"""Bytes of a file that is taken back."""


def edit_outside(form: FormScreen, refused: str) -> str:
    """Let the user change a form in an editor, and go on to the plan.

    Args:
        form: The form.
        refused: A text that was not taken before, which is offered again; "" for the form as it is.

    Returns:
        The text that could not be taken now, "" if it was or nothing was changed.
    """
    text = refused or form.sheet.as_text()
    try:
        changed = _suspended(form, text)
    except ZtuiError as error:
        form.fail(error)
        return refused
    if changed == text and not refused:
        form.say("Nothing was changed in the editor.")
        return ""
    try:
        form.sheet.take_text(changed)
    except ConfigError as error:
        again = "ctrl+e opens your text again, J shows it here."
        form.fail(ConfigError(error.message, f"{error.hint} {again}".strip()))
        return changed
    form.changed()
    form.action_write()
    return ""


def _suspended(form: FormScreen, text: str) -> str:
    command = _editor_command(form.house.environ)
    if form.house.is_writing:
        raise ZtuiError("A plan is being written.", "The editor can be opened when that is over.")
    app = form.app
    screen: AbstractContextManager[None] = nullcontext() if app.is_headless else app.suspend()
    failed: ZtuiError | None = None
    changed = ""
    try:
        with screen:
            # Textual takes the terminal back only behind a block that ends without an error.
            try:
                changed = edited(text, command, form.house.environ)
            except ZtuiError as error:
                failed = error
    except SuspendNotSupported:
        raise ZtuiError("This terminal cannot be lent to an editor.", "J changes the form as JSON here.") from None
    if failed is not None:
        raise failed
    return changed


def _editor_command(environ: Mapping[str, str]) -> list[str]:
    """Give the user's editor as arguments; no shell reads them.

    Raises:
        ConfigError: None is set, or what is set cannot be read or found.
    """
    wanted = environ.get("VISUAL", "").strip() or environ.get("EDITOR", "").strip()
    if not wanted:
        raise ConfigError("No editor is set.", "Set VISUAL or EDITOR, such as EDITOR=nano; J writes JSON here.")
    try:
        command = shlex.split(wanted)
    except ValueError as error:
        raise ConfigError(f"The editor '{display(wanted, longest=60)}' cannot be read: {error}.") from None
    if shutil.which(command[0], path=environ.get("PATH")) is None:
        name = display(command[0], longest=60)
        raise ConfigError(f"There is no editor '{name}'.", "Set VISUAL or EDITOR; J writes JSON here.")
    return command


def edited(text: str, command: Sequence[str], environ: Mapping[str, str]) -> str:
    """Run an editor on a text.

    Args:
        text: What stands in the file.
        command: The editor and its arguments; the file is put behind them.
        environ: Its environment.

    Returns:
        What stands in the file afterwards.

    Raises:
        ConfigError: The editor failed, or left no text.
    """
    _remove_left()
    folder = Path(tempfile.mkdtemp(prefix=f"{_FOLDER}{os.getpid()}-"))  # its mode is 0700
    try:
        file = folder / _NAME
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
            out.write(text)
        _run([*command, str(file)], environ)
        return _read(file)
    except OSError as error:
        raise ConfigError(f"The text could not be edited: {error.strerror or type(error).__name__}.") from None
    except UnicodeEncodeError:
        raise ConfigError("The text has characters that no file can hold.", "J shows it here.") from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _remove_left() -> None:
    """Remove what runs that were killed have left: folders of ours whose process is no more."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*-*"):
        pid = folder.name.removeprefix(_FOLDER).partition("-")[0]
        with suppress(OSError):
            about = folder.lstat()
            if pid.isdecimal() and stat.S_ISDIR(about.st_mode) and about.st_uid == os.getuid() and not _runs(int(pid)):
                shutil.rmtree(folder, ignore_errors=True)


def _runs(pid: int) -> bool:
    """Tell whether a process of this machine runs, whoever's it is."""
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return True


def _run(command: Sequence[str], environ: Mapping[str, str]) -> None:
    """Run a program to its end; ctrl+c is the program's, not ours."""
    before = signal.getsignal(signal.SIGINT)
    with subprocess.Popen(command, env=dict(environ)) as process:  # noqa: S603  (the user's own editor, no shell)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            code = process.wait()
        finally:
            signal.signal(signal.SIGINT, before)
    if code:
        raise ConfigError(f"The editor ended with {code}, so nothing was taken.", "The form is as it was.")


def _read(file: Path) -> str:
    if file.stat().st_size > _MOST:
        raise ConfigError("The text from the editor is too long.", "The form is as it was.")
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ConfigError("The text from the editor is not in UTF-8.", "The form is as it was.") from None
