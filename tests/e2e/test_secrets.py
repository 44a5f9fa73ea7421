"""What a day's work leaves behind: no secret in a file, argument, output, copy or log, and no file for others."""

from __future__ import annotations

import base64
import json
import os
import re
import stat
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from tests.e2e.programs import WAIT, Server, command, on_terminal
from tests.e2e.test_demo import CURSOR, leave
from tests.e2e.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.harness.program import Program

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("secrets")]

CLIENT_SECRET = "nQ7-client-secret-of-acme-Zt4"
PIN = "83461975"
TINY = ("--calls", "200", "--users", "12", "--numbers", "30", "--queues", "4", "--sites", "2")
_CLIPBOARD = re.compile(rb"\x1b\]52;[^;]*;([A-Za-z0-9+/=]*)")

CONFIG = """
default = "acme"

[profiles.acme]
account_id = "account"
client_id = "client"
client_secret = { command = ["cat", "{secret}"] }
label = "PROD"
"""


class Day:
    """A machine on which somebody works: its folders, its programs, and what they put out."""

    def __init__(self, folder: Path, url: str) -> None:
        self.home = folder / "home"
        self.vault = folder / "vault"
        self.vault.write_text(CLIENT_SECRET)
        self.vault.chmod(0o600)
        self.pin = folder / "pin"
        self.pin.write_text(PIN)
        self.out: list[bytes] = []
        self.arguments: set[str] = set()
        names = ("config", "cache", "state", "data", "tmp", "runtime")
        for name in names:
            (self.home / name).mkdir(parents=True, mode=0o700)
        self.variables: dict[str, Any] = {
            "HOME": str(self.home),
            **{f"XDG_{each.upper()}_HOME": str(self.home / each) for each in names[:4]},
            "XDG_RUNTIME_DIR": str(self.home / "runtime"),
            "TMPDIR": str(self.home / "tmp"),
            "ZTUI_API_URL": f"{url}/v2",
            "ZTUI_OAUTH_URL": f"{url}/oauth/token",
        }
        config = self.home / "config" / "ztui"
        config.mkdir(mode=0o700)
        (config / "config.toml").write_text(CONFIG.replace("{secret}", str(self.vault)))
        (config / "config.toml").chmod(0o600)

    def run(self, *words: str, code: int = 0, **extra: str) -> bytes:
        """Run a command of the shell."""
        done = command(*words, **{**self.variables, **extra})
        self.out += [done.out, done.err.encode()]
        assert done.code == code, (words, done.err)
        return done.out

    def open(self, *words: str) -> Program:
        return on_terminal(*words, size=(120, 40), **self.variables)

    def look(self, program: Program) -> None:
        """Note the arguments of the program and of all that it started."""
        family = [psutil.Process(program.process.pid)]
        family += family[0].children(recursive=True)
        self.arguments |= {" ".join(each.cmdline()) for each in family}

    def close(self, program: Program) -> None:
        self.look(program)
        leave(program)
        put_out = b"".join(chunk.data for chunk in program.chunks)
        self.out += [put_out, *(base64.b64decode(found) for found in _CLIPBOARD.findall(put_out))]

    def files(self) -> Iterator[Path]:
        return (each for each in sorted(self.home.rglob("*")) if each.is_file())


def _on_the_command_line(day: Day) -> None:
    day.run("-v", "list", "call-queues", "--json")
    day.run("list", "sip-phones", "--json")
    day.run("-v", "list", "devices", "--csv")
    device = json.loads(day.run("list", "devices", "--limit", "1", "--json"))[0]["id"]
    day.run("-v", "get", "devices", device, "--json")
    day.run("get", "devices", device)
    site = json.loads(day.run("list", "sites", "--limit", "1", "--json"))[0]["id"]
    queue = json.loads(day.run("list", "call-queues", "--limit", "1", "--json"))[0]["id"]
    day.run("-v", "set", "call-queues", queue, "department=Night", "--yes")
    day.run("api", "GET", f"/phone/sites/{site}", "--verbose")
    _write_secrets(day)
    day.run("journal")
    day.run("journal", "--json")
    day.run("index", "sync")
    day.run("snapshot", str(day.home / "tmp" / "monday.json"))
    day.run("find", "8000")
    day.run("calls", "sync", "--from", "-2d", "--yes")
    day.run("log")
    day.run("doctor")
    day.run("config", "show")
    day.run("profile", "show", "acme")
    day.run("profile", "test", "acme")
    # What is wrong is told without it.
    day.run("list", "call-queues", "--account", "nobody", code=1)
    day.run("list", "sites", ZTUI_CLIENT_SECRET="", ZTUI_OAUTH_URL="http://127.0.0.1:9/oauth/token", code=3)


def _write_secrets(day: Day) -> None:
    """Send a secret of each kind: one of an object, one of an action."""
    phones = json.loads(day.run("list", "sip-phones", "--limit", "1", "--json"))
    key = phones[0]["id"]
    shown = day.run("set", "sip-phones", key, f"password=@{day.pin}", "--dry-run")
    assert PIN.encode() not in shown
    day.run("-v", "set", "sip-phones", key, f"password=@{day.pin}", "--yes", "--reason", "lost")


def _on_screen(day: Day) -> None:
    with day.open("devices") as program:
        program.wait_for(lambda screen: CURSOR in screen.text, WAIT)
        program.press("enter")
        program.wait_for("Provisioning", WAIT)
        day.look(program)
        program.press("J")
        program.wait_for("mac_address", WAIT)
        program.press("c")
        program.wait_for("JSON", WAIT)
        program.press("j")
        program.wait_for("Sent the JSON", WAIT)
        day.close(program)


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Day, frozenset[bytes]]:
    """Give a day that is over, and the secrets that were in it."""
    options = (*TINY, "--plan", "none", "--client", f"client:{CLIENT_SECRET}")
    with Server.simulator(*options) as server, Wire(server.url) as wire:
        day = Day(tmp_path_factory.mktemp("day"), wire.url)
        _on_the_command_line(day)
        _on_screen(day)
    return day, wire.secrets | {CLIENT_SECRET.encode()}


def test_the_day_had_secrets_of_each_kind(worked: tuple[Day, frozenset[bytes]]) -> None:
    day, secrets = worked
    basic = base64.b64encode(f"client:{CLIENT_SECRET}".encode())
    assert {PIN.encode(), basic} < secrets
    assert len(secrets) > 20
    assert sum(1 for _ in day.files()) > 5


def test_no_secret_is_in_any_file(worked: tuple[Day, frozenset[bytes]]) -> None:
    day, secrets = worked
    leaks = {
        (str(each.relative_to(day.home)), secret)
        for each in day.files()
        for secret in secrets
        if secret in each.read_bytes()
    }
    assert not leaks


def test_no_secret_is_in_what_was_printed_shown_or_copied(worked: tuple[Day, frozenset[bytes]]) -> None:
    day, secrets = worked
    assert not {secret for secret in secrets if any(secret in each for each in day.out)}


def test_no_secret_is_in_the_arguments_of_a_process(worked: tuple[Day, frozenset[bytes]]) -> None:
    day, secrets = worked
    assert day.arguments
    assert not {secret for secret in secrets if any(secret.decode() in each for each in day.arguments)}


def test_nobody_else_reads_what_was_written(worked: tuple[Day, frozenset[bytes]]) -> None:
    day, _ = worked
    open_to_others = {
        str(each.relative_to(day.home)): oct(stat.S_IMODE(each.stat().st_mode))
        for each in day.home.rglob("*")
        if stat.S_IMODE(os.lstat(each).st_mode) & 0o077
    }
    assert not open_to_others
