"""What every test stands on: no user's folders or settings, one time zone, no network."""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
import tempfile
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from _pytest.terminal import TerminalReporter

# Settings of the user's machine that would change what the program does. Textual reads its own when it is imported.
FOREIGN_PREFIXES = ("ZTUI_", "TEXTUAL_", "XDG_", "SSH_", "TMUX", "LC_")
FOREIGN_NAMES = frozenset(
    ["NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "LINES", "STY", "LANGUAGE", "PAGER", "EDITOR"]
)
SNAPSHOT_PREFIX = "TEXTUAL_SNAPSHOT_"  # how the snapshot plugin talks to the processes of one run
PROXIES = frozenset(["http_proxy", "https_proxy", "all_proxy", "no_proxy"])
FIXED = {"TZ": "UTC", "LANG": "C.UTF-8", "TERM": "xterm-256color", "COLORTERM": "truecolor"}

# Names that resolve nowhere by RFC 2606: the tests may ask for them and get what a resolver would say.
UNRESOLVABLE = (".invalid", ".test", ".example")

settings.register_profile("default", deadline=None, max_examples=60)
settings.register_profile("ci", deadline=None, max_examples=100, derandomize=True, database=None, print_blob=True)
settings.register_profile(
    "thorough",
    deadline=None,
    max_examples=2_000,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "default"))


def _foreign(name: str) -> bool:
    if name.startswith(SNAPSHOT_PREFIX):
        return False
    return name in FOREIGN_NAMES or name.lower() in PROXIES or name.startswith(FOREIGN_PREFIXES)


for _name in [name for name in os.environ if _foreign(name)]:
    del os.environ[_name]
os.environ.update(FIXED)
time.tzset()

# Journal and ledger wait for the disk at every write. No test cuts the power, so memory does where there is some.
MEMORY = "/dev/shm"
ENOUGH = 4 * 1024**3
if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
    os.environ["TMPDIR"] = tempfile.tempdir = MEMORY


def _move_into(home: str, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("HOME", home)
    patch.setenv("USERPROFILE", home)
    for name, folder in (
        ("XDG_CONFIG_HOME", ".config"),
        ("XDG_CACHE_HOME", ".cache"),
        ("XDG_DATA_HOME", ".local/share"),
        ("XDG_STATE_HOME", ".local/state"),
        ("XDG_RUNTIME_DIR", ".run"),
    ):
        patch.setenv(name, f"{home}/{folder}")


@pytest.fixture(scope="session", autouse=True)
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep what is wider than one test out of the user's home as well."""
    base = tmp_path_factory.mktemp("homes")
    with pytest.MonkeyPatch.context() as patch:
        _move_into(tempfile.mkdtemp(dir=base), patch)
        yield base


@pytest.fixture(autouse=True)
def _own_home(_homes: Path) -> Iterator[None]:
    """Give each test an empty home, and take back what it, or the program in it, did to the environment."""
    before = dict(os.environ)
    with pytest.MonkeyPatch.context() as patch:
        _move_into(tempfile.mkdtemp(dir=_homes), patch)
        yield
    for name in os.environ.keys() - before.keys():
        del os.environ[name]
    os.environ.update(before)


def _is_near(address: object) -> bool:
    """Tell whether an address of `connect` or `sendto` stays on this machine (loopback, or a unix socket's path)."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    if host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _refuse(address: object) -> None:
    # Not an Exception: the program would take it for an unreachable host, and the test would pass.
    pytest.fail(f"a test wanted to reach {address!r}; only loopback is allowed")


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Let sockets reach this machine only."""
    patch = pytest.MonkeyPatch()

    def guarded(name: str) -> Callable[..., Any]:
        original = getattr(socket.socket, name)

        def call(self: socket.socket, *args: Any) -> Any:
            if self.family != getattr(socket, "AF_UNIX", None) and not _is_near(args[-1]):
                _refuse(args[-1])
            return original(self, *args)

        return call

    resolve = socket.getaddrinfo

    def getaddrinfo(host: Any, *args: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name is not None and not _is_near((name,)):
            if name.rstrip(".").endswith(UNRESOLVABLE):
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
            _refuse(name)
        return resolve(host, *args, **options)

    for name in ("connect", "connect_ex", "sendto"):
        patch.setattr(socket.socket, name, guarded(name))
    patch.setattr(socket, "getaddrinfo", getaddrinfo)
    yield
    patch.undo()


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Print the sums of the figures that tests recorded as properties `figure NAME`."""
    sums: Counter[str] = Counter()
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, value in getattr(report, "user_properties", ()) if report.when == "call" else ():
            if str(name).startswith("figure "):
                sums[str(name).removeprefix("figure ")] += int(value)
    if sums:
        terminalreporter.section("figures")
        for name, count in sorted(sums.items()):
            terminalreporter.write_line(f"{count:>7,} {name}")
