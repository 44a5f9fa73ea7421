"""Consent to a write on the command line: a flag, a question on a terminal, or a phrase."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from ztui.cli.asking import can_ask, is_yes
from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError, StoreError
from ztui.core.text import display
from ztui.resources.model import Confirm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.cli.runtime import Runtime
    from ztui.services.console.danger import Danger

__all__ = ["Consent", "is_agreed", "unsent"]

_NOTHING = "Nothing was sent."


@dataclass(frozen=True, slots=True)
class Consent:
    """What was given: `--yes`, the phrase of `--confirm`, and the reason for the journal."""

    yes: bool = False
    phrase: str = ""
    reason: str = ""


def is_agreed(danger: Danger, consent: Consent, runtime: Runtime) -> bool:
    """Tell whether a request may be sent; on a terminal it is asked for what `--yes` would say.

    Raises:
        ConfigError: Consent is missing, and there is nobody to ask; it says which.
    """
    if danger.confirm is None:
        return True
    says = display(danger.says)
    if danger.confirm is Confirm.SEVERE:
        if consent.phrase == danger.phrase:
            return True
        if runtime.conversation is not None and runtime.asks and not consent.phrase:
            question = f"{says} This cannot be taken back. Type {display(danger.phrase)} to do it:"
            typed = runtime.conversation.ask(question)
            if typed != danger.phrase:
                runtime.stderr.write(f"{_NOTHING}\n")
            return typed == danger.phrase
        wrong = f"The phrase is not '{display(consent.phrase)}'. " if consent.phrase else ""
        raise ConfigError(f"{says} {wrong}{_NOTHING}", f"To do it, add --confirm '{display(danger.phrase)}'.")
    if consent.yes:
        return True
    if not can_ask(runtime):
        raise ConfigError(f"{says} {_NOTHING}", "To do it, add --yes.")
    if is_yes(runtime, f"{says} Send it?"):
        return True
    runtime.stderr.write(f"{_NOTHING}\n")
    return False


@contextmanager
def unsent() -> Iterator[None]:
    """Tell what the store refuses before a change is sent as what it is for who sends one: nothing was sent.

    Raises:
        ConfigError: In place of StoreError.
    """
    try:
        yield
    except StoreError as error:
        said = error.message if "nothing was sent" in error.message.casefold() else f"{error.message} {_NOTHING}"
        raise ConfigError(said, error.hint) from error
