"""Secrets: where they come from, and a wrapper that no print, log or traceback shows."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Secret", "SecretSource", "keyring_entry"]


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
        patience: Seconds that a command may take; enough for a touch on a hardware key.
    """

    kind: str
    where: str | tuple[str, ...] | Secret
    patience: float = field(default=30.0, repr=False)

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
                return _from_command(words, self.patience)
            case "keyring", str() as entry:
                return _from_keyring(entry)
            case _:
                raise ConfigError(f"A secret cannot come from '{self.kind}'.", "Use env, file, command or keyring.")


def _from_file(path: Path) -> Secret:
    try:
        secret = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        raise ConfigError(f"Cannot read the secret from {path}: {reason}.", "Check the path and its mode.") from None
    if not secret:
        raise ConfigError(f"The file {path} holds no secret.", "Write it there, and nothing else.")
    return Secret(secret)


def _from_command(words: tuple[str, ...], patience: float) -> Secret:
    """Take the first line of what a command prints; what it says on stderr goes nowhere."""
    import subprocess

    name = words[0]
    try:
        done = subprocess.run(  # noqa: S603 - the user's own command, by argv, no shell
            words,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            timeout=patience,
        )
    except FileNotFoundError:
        raise ConfigError(
            f"The secret's command '{name}' is not installed.", "Check client_secret or token, and PATH."
        ) from None
    except subprocess.TimeoutExpired:
        raise ConfigError(
            f"The secret's command '{name}' gave nothing within {patience:g} s.",
            "It may wait for input; run it by hand, unlock what it reads, then try again.",
        ) from None
    except OSError as error:
        raise ConfigError(
            f"The secret's command '{name}' cannot be run: {error.strerror}.", "Check its path and mode."
        ) from None
    if done.returncode != 0:
        raise ConfigError(
            f"The secret's command '{name}' failed with exit code {done.returncode}.", "Run it by hand to see why."
        )
    secret = _first_line(done.stdout)
    if not secret:
        raise ConfigError(f"The secret's command '{name}' printed nothing.", "Run it by hand to see why.")
    return Secret(secret)


def _first_line(printed: bytes) -> str:
    """Give the first line: programs that keep passwords put more about them below it."""
    return printed.decode("utf-8", "replace").strip().partition("\n")[0].strip()


def _from_keyring(entry: str) -> Secret:
    service, _, user = entry.partition("/")
    with keyring_entry(f"the secret {entry}", "or use env, file or command") as keyring:
        value = keyring.get_password(service, user)
    if not value:
        raise ConfigError(f"The keyring has no entry {entry}.", f"Add one with: keyring set {service} {user}")
    return Secret(value)


@contextmanager
def keyring_entry(what: str, instead: str) -> Iterator[Any]:
    """Give the keyring package for one use; what it raises is told in our words.

    Args:
        what: What is to be read or kept.
        instead: The other way, for the hint.

    Raises:
        ConfigError: The package is not installed, there is no keyring on this machine, or it is locked.
    """
    try:
        import keyring
        from keyring.errors import InitError, KeyringLocked, NoKeyringError
    except ImportError:
        raise ConfigError(
            f"The keyring package is not installed, so {what} cannot be had.", f"Install ztui[keyring], {instead}."
        ) from None
    try:
        yield keyring
    except NoKeyringError:
        raise ConfigError(
            f"This machine has no keyring for {what}.",
            f"Over SSH there often is none: start one (gnome-keyring, KeePassXC), {instead}.",
        ) from None
    except (KeyringLocked, InitError):
        raise ConfigError(f"The keyring is locked; {what} cannot be had.", f"Unlock it, {instead}.") from None
    except ConfigError:
        raise
    except Exception as error:  # each backend raises its own
        kind = type(error).__name__
        raise ConfigError(
            f"The keyring cannot be used for {what} ({kind}).", f"Unlock or mend it, {instead}."
        ) from None
