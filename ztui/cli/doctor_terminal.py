"""What `ztui doctor` says of the terminal: what it can show, what it takes, and what stands before it."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from ztui.cli.streams import is_unicode
from ztui.services.profiles.doctor import Look, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.cli.runtime import GlobalOptions, Runtime

__all__ = ["at_terminal"]

_LEAST = (60, 15)
_DESIGN = (80, 24)
_TMUX_SECONDS = 2.0
_PASSED_ON = frozenset({"on", "external"})


def at_terminal(runtime: Runtime, options: GlobalOptions) -> Iterator[Look]:
    """Look at size, colours, characters, clipboard, the driver and the way to the terminal."""
    yield _screen(runtime)
    yield _colors(runtime)
    yield _characters(runtime)
    yield _clipboard(runtime)
    yield _driver(runtime, options)
    if runtime.environ.get("SSH_CONNECTION"):
        yield Look("way", State.FINE, "Over SSH: nothing is animated, and only what differs is sent.")


def _screen(runtime: Runtime) -> Look:
    term = runtime.environ.get("TERM", "")
    if not runtime.stdout.isatty():
        return Look("terminal", State.UNKNOWN, "The output is no terminal.")
    if not runtime.abilities().screens:
        return Look("terminal", State.WRONG, f"TERM is '{term}', which cannot show screens.", "Set TERM to what it is.")
    size = shutil.get_terminal_size()
    said = f"{size.columns}x{size.lines}, TERM={term}."
    if size.columns < _LEAST[0] or size.lines < _LEAST[1]:
        hint = f"The terminal program needs {_LEAST[0]}x{_LEAST[1]}; the commands and 'ztui --plain' do not."
        return Look("terminal", State.WRONG, said, hint)
    if size.columns < _DESIGN[0] or size.lines < _DESIGN[1]:
        return Look("terminal", State.NOTE, said, f"{_DESIGN[0]}x{_DESIGN[1]} shows all columns.")
    return Look("terminal", State.FINE, said)


def _colors(runtime: Runtime) -> Look:
    environ, can = runtime.environ, runtime.abilities().colors
    if environ.get("NO_COLOR"):
        return Look("colours", State.FINE, "There are no colours (NO_COLOR); every meaning has a word or a sign.")
    if can == "none":
        return Look("colours", State.FINE, "There are no colours; every meaning has a word or a sign.")
    if can == "auto" and environ.get("COLORTERM", "") in {"truecolor", "24bit"}:
        return Look("colours", State.FINE, "16 million colours.")
    if can == "256" or (can == "auto" and "256" in environ.get("TERM", "")):
        return Look("colours", State.FINE, "256 colours.")
    hint = 'The theme ztui-ansi uses the terminal\'s own: theme = "ztui-ansi".'
    return Look("colours", State.FINE, "16 colours.", hint)


def _characters(runtime: Runtime) -> Look:
    if not is_unicode(runtime.stdout):
        hint = "Set LANG to a locale with UTF-8, such as C.UTF-8."
        return Look("characters", State.NOTE, "The output takes ASCII only; names are shown with escapes.", hint)
    if not runtime.abilities().signs:
        return Look("characters", State.FINE, "Text arrives in UTF-8; lines and signs are drawn in ASCII.")
    return Look("characters", State.FINE, "The output takes UTF-8.")


def _clipboard(runtime: Runtime) -> Look:
    environ = runtime.environ
    if environ.get("TMUX"):
        return _tmux()
    if environ.get("STY"):
        return Look("clipboard", State.NOTE, "screen passes it on in pieces; long texts may be cut.")
    if runtime.stdout.isatty() and not runtime.abilities().strings:
        return Look("clipboard", State.NOTE, "This terminal takes none; what is copied is written to a private file.")
    return Look("clipboard", State.FINE, "Sent by OSC 52, which the terminal has to allow.")


def _tmux() -> Look:
    """Ask tmux whether it hands the clipboard on."""
    program = shutil.which("tmux")
    if program is None:
        hint = "tmux itself is not in the PATH; it is asked to set the clipboard."
        return Look("clipboard", State.NOTE, "Whether tmux passes it on (set-clipboard) is not known.", hint)
    try:
        asked = subprocess.run(  # noqa: S603 - a program of the user's, by its path, no shell
            [program, "show-options", "-gqv", "set-clipboard"],
            capture_output=True,
            text=True,
            check=False,
            timeout=_TMUX_SECONDS,
        )
        value = asked.stdout.strip()
    except (OSError, subprocess.SubprocessError):
        value = ""
    if value in _PASSED_ON:
        return Look("clipboard", State.FINE, f"tmux passes it on: its set-clipboard is {value}.")
    said = (
        f"tmux keeps it: its set-clipboard is {value}." if value else "tmux does not say whether set-clipboard is on."
    )
    return Look("clipboard", State.NOTE, said, "In ~/.tmux.conf: set -g set-clipboard on")


def _driver(runtime: Runtime, options: GlobalOptions) -> Look:
    from ztui.core.errors import ZtuiError

    other = runtime.environ.get("TEXTUAL_DRIVER")
    if other:
        return Look("driver", State.NOTE, f"TEXTUAL_DRIVER names {other}.", "Unset it for ztui's own.")
    try:
        wanted = runtime.profile(options).terminal_driver
    except ZtuiError:
        return Look("driver", State.UNKNOWN, "The settings say which; they cannot be read.")
    if wanted == "differential":
        return Look("driver", State.FINE, "Only what differs is sent to the terminal.")
    return Look(
        "driver", State.NOTE, "Textual's own, which sends whole lines.", 'Leave out terminal_driver = "textual".'
    )
