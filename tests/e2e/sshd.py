"""A secure shell daemon of our own: on a free port of loopback, with its own keys, for the current user alone."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tests.e2e.programs import WAIT, end

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Sshd", "why_not"]

_SEPARATION = Path("/run/sshd")
"""Where a daemon of root wants to be able to lock itself in; it is made by what starts the system's own."""

_CONFIG = """
ListenAddress 127.0.0.1:{port}
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/user_key.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
AcceptEnv *
PrintMotd no
PrintLastLog no
LogLevel ERROR
"""


def daemon() -> str | None:
    """Give the path of the daemon, which is rarely on the path of a user."""
    return shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin:/sbin")


def why_not() -> str:
    """Say why there can be no daemon here, "" if there can."""
    missing = [name for name in ("ssh", "ssh-keygen") if shutil.which(name) is None]
    if daemon() is None:
        missing.append("sshd")
    if missing:
        return f"{', '.join(missing)} not here (Debian: openssh-server)"
    if os.getuid() == 0 and not _SEPARATION.is_dir() and not os.access("/run", os.W_OK):
        return f"{_SEPARATION} is not here"
    return ""


class Sshd:
    """The daemon. To be used with `with`.

    Args:
        folder: An empty folder for its keys.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("host_key", "user_key"):
            argv = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
            subprocess.run(argv, check=True, stdin=subprocess.DEVNULL)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        host_key = (folder / "host_key.pub").read_text()
        (folder / "known_hosts").write_text(f"[127.0.0.1]:{self.port} {host_key}")
        (folder / "sshd_config").write_text(_CONFIG.format(port=self.port, folder=folder))

    def client(self, *options: str) -> list[str | Path]:
        """Give the words that run a command over it; the command is to be added as one word for the shell there."""
        return [
            *("ssh", "-F", "none", "-p", str(self.port), "-i", str(self.folder / "user_key"), "-l", getpass.getuser()),
            *("-o", "BatchMode=yes", "-o", "IdentitiesOnly=yes", "-o", f"UserKnownHostsFile={self.folder}/known_hosts"),
            *("-o", "LogLevel=ERROR", "-o", "EscapeChar=none"),
            *options,
            "127.0.0.1",
        ]

    def __enter__(self) -> Self:
        if os.getuid() == 0:
            _SEPARATION.mkdir(mode=0o755, exist_ok=True)
        argv: Sequence[str] = [str(daemon()), "-D", "-e", "-f", str(self.folder / "sshd_config")]
        with open(self.folder / "said", "wb") as said:
            self._process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        latest = time.perf_counter() + WAIT
        while not self._answers():
            if self._process.poll() is not None or time.perf_counter() > latest:
                raise AssertionError(f"sshd does not run: {(self.folder / 'said').read_text()}")
        return self

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as one:
                return one.recv(4) == b"SSH-"
        except OSError:
            return False

    def __exit__(self, *_: object) -> None:
        end(self._process)
