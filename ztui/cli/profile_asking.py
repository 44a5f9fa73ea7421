"""Questions on a terminal about a profile; what is typed is judged at once, and asked for again where it is wrong."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from ztui.cli.asking import can_ask, is_yes
from ztui.core.errors import ConfigError
from ztui.core.settings import PLANS, SECRET_SOURCES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ztui.cli.runtime import Runtime

__all__ = ["ask_settings", "is_sure"]

_WHERE = """\
The app's secret stays where it is; the settings file only says where that is:
  env:NAME          an environment variable
  file:PATH         a file that only you may read
  command:WORDS     what a command prints, such as: command:pass zoom/acme
  keyring:SERVICE/USER
"""
_HINT = "--account-id, --client-id and --secret say it; 'ztui profile add --help' has an example."


def ask_settings(runtime: Runtime, given: Mapping[str, Any], *, ask: bool) -> dict[str, Any]:
    """Complete the settings of a new profile.

    Args:
        runtime: The composition root; questions go to its stderr.
        given: What is known.
        ask: Ask for the rest, where there is somebody to ask.

    Raises:
        ConfigError: Something is missing and there is nobody to ask.
    """
    settings = dict(given)
    needed = [each for each in _QUESTIONS if each[0] != "account_id" or settings.get("login") != "user"]
    wanted = [] if "token" in settings else [each for each in needed if each[0] not in settings]
    if not wanted:
        return settings
    if not ask or not can_ask(runtime):
        names = ", ".join(name for name, _, _ in wanted)
        raise ConfigError(f"The profile lacks {names}. Nothing was written.", _HINT)
    for name, question, read in wanted:
        if name == "client_secret":
            runtime.stderr.write(_WHERE)
        settings[name] = _asked(runtime, question, read)
    if "plan" not in settings:
        settings["plan"] = _asked(runtime, f"Plan ({', '.join(PLANS)}) [business]", _plan)
    if "label" not in settings and (label := _asked(runtime, "Word beside its name, such as PROD []", str)):
        settings["label"] = label
    if "production" not in settings and is_sure(runtime, "Is it in production, with stricter confirmations?"):
        settings["production"] = True
    if "read_only" not in settings and is_sure(runtime, "Shall it only read, and never write?"):
        settings["read_only"] = True
    return settings


def is_sure(runtime: Runtime, question: str) -> bool:
    """Ask yes or no.

    Raises:
        ConfigError: There is nobody to ask.
    """
    if not can_ask(runtime):
        raise ConfigError(f"{question} There is nobody to ask; nothing was changed.", "To do it, add --yes.")
    return is_yes(runtime, question)


def _asked(runtime: Runtime, question: str, read: Callable[[str], Any]) -> Any:
    """Ask until what comes can be read.

    Raises:
        ConfigError: The input ended.
    """
    while True:
        runtime.stderr.write(f"{question}: ")
        runtime.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise ConfigError("The input ended; nothing was written.")
        try:
            return read(line.strip())
        except ValueError as error:
            runtime.stderr.write(f"  {error}\n")


def _needed(text: str) -> str:
    if not text or not text.isprintable():
        raise ValueError("It stands on the page of the app, under App Credentials.")
    return text


def _place(text: str) -> dict[str, str]:
    kind, colon, where = text.partition(":")
    if not colon or kind not in SECRET_SOURCES or not where.strip():
        raise ValueError(f"It begins with one of {', '.join(f'{each}:' for each in SECRET_SOURCES)}")
    return {kind: where.strip()}


def _plan(text: str) -> str:
    if text and text not in PLANS:
        raise ValueError(f"It is one of {', '.join(PLANS)}.")
    return text or "business"


_QUESTIONS: tuple[tuple[str, str, Callable[[str], Any]], ...] = (
    ("account_id", "Account ID of the server-to-server OAuth app", _needed),
    ("client_id", "Client ID", _needed),
    ("client_secret", "Where its secret lies", _place),
)
