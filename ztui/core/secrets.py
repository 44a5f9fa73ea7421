"""Secrets: where they come from, and a wrapper that no print, log or traceback shows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Secret", "SecretSource"]

_COMMAND_SECONDS = 30


class Secret:
    """A value that only `reveal()` gives away."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        """Take the value."""
        self._value = value

    def reveal(self) -> str:
        """Give the value, to be put into a request and nowhere else."""
        return self._value

    def __bool__(self) -> bool:
        """Tell whether there is one."""
        return bool(self._value)

    def __repr__(self) -> str:
        """Show that there is a secret, and nothing of it."""
        return "Secret(***)" if self._value else "Secret()"

    __str__ = __repr__


@dataclass(frozen=True, slots=True)
class SecretSource:
    """Where a secret is to be had, asked for only when it is needed.

    Attributes:
        kind: `env`, `file`, `command`, `keyring` or `given`.
        where: Variable, path, command words, keyring entry `service/user`, or the secret itself.
    """

    kind: str
    where: str | tuple[str, ...] | Secret

    def resolve(self, environ: Mapping[str, str]) -> Secret:
        """Fetch the secret.

        Raises:
            ConfigError: It is not there; the message names the place, never the value.
        """
        match self.kind, self.where:
            case "given", Secret() as secret:
                return secret
            case "env", str() as name:
                value = environ.get(name, "")
                if not value:
                    raise ConfigError(f"The environment variable {name} holds no secret.", f"Set {name}.")
                return Secret(value.strip())
            case "file", str() as name:
                return _from_file(Path(name).expanduser())
            case "command", tuple() as words:
                return _from_command(words)
            case "keyring", str() as entry:
                return _from_keyring(entry)
            case _:
                raise ConfigError(f"A secret cannot come from '{self.kind}'.", "Use env, file, command or keyring.")


def _from_file(path: Path) -> Secret:
    try:
        return Secret(path.read_text(encoding="utf-8").strip())
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        raise ConfigError(f"Cannot read the secret from {path}: {reason}.", "Check the path and its mode.") from None


def _from_command(words: tuple[str, ...]) -> Secret:
    import subprocess

    try:
        done = subprocess.run(  # noqa: S603 - the user's own command, by argv, no shell
            words, check=True, capture_output=True, text=True, timeout=_COMMAND_SECONDS
        )
    except FileNotFoundError:
        raise ConfigError(f"The secret's command '{words[0]}' is not installed.", "Check client_secret.") from None
    except (OSError, subprocess.SubprocessError):
        raise ConfigError(f"The secret's command '{words[0]}' failed.", "Run it by hand to see why.") from None
    return Secret(done.stdout.strip())


def _from_keyring(entry: str) -> Secret:
    try:
        import keyring
    except ImportError:
        raise ConfigError("The keyring extra is not installed.", "Install ztui[keyring].") from None
    service, _, user = entry.partition("/")
    try:
        value = keyring.get_password(service, user)
    except Exception:
        raise ConfigError(f"The keyring cannot be read for {entry}.", "Unlock it, or use another source.") from None
    if not value:
        raise ConfigError(f"The keyring has no entry {entry}.", f"Add one with: keyring set {service} {user}")
    return Secret(value)
