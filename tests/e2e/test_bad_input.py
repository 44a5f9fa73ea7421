"""What is wrong around the program: said in a sentence, with what to do, and with the exit code that scripts go by.

The commands and the terminal program meet the same; the latter opens where there is anything to show.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.programs import SMALL, WAIT, Server, command, environment, on_terminal
from tests.e2e.test_demo import CURSOR, leave

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("bad input")]

APP = """[profiles.acme]
account_id = "mine"
client_id = "app"
client_secret = { env = "ACME_SECRET" }
plan = "none"
"""


@pytest.fixture(scope="module")
def server(_homes: object) -> Iterator[Server]:
    """Give a Zoom that knows one app of one account, which may read queues and sites, and lives in the past."""
    limited = ("--client", "app:hush", "--app-account", "mine", "--scopes", "phone:read:list_call_queues:admin")
    with Server.simulator(*limited, *SMALL, traced=False) as running:
        yield running


@pytest.fixture
def variables(server: Server, tmp_path: Path) -> dict[str, Any]:
    folders = {f"ZTUI_{kind}_DIR": str(tmp_path / kind) for kind in ("CONFIG", "CACHE", "STATE")}
    urls = {name: value for name, value in server.variables.items() if name.endswith("_URL")}
    return {**folders, **urls, "ACME_SECRET": "hush"}


def settings(folder: Path, text: str | bytes = APP) -> Path:
    path = folder / "CONFIG" / "config.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    path.chmod(0o600)
    return path


# What Zoom does not take


@pytest.mark.parametrize(
    ("wrong", "code", "said", "hint"),
    [
        ({"ACME_SECRET": "wr0ng-one"}, 4, "Invalid client_id or client_secret", "Check client id and client secret"),
        ({"ZTUI_ACCOUNT_ID": "other"}, 4, "Bad Request", "Check the account id"),
        ({"ACME_SECRET": ""}, 2, "ACME_SECRET holds no secret", "Set ACME_SECRET"),
        ({"ZTUI_TOKEN": "t0ken-of-yesterday"}, 4, "access token", ""),
        ({"ZTUI_PLAN": "gold"}, 2, "ZTUI_PLAN is 'gold'", "business"),
        ({"ZTUI_READ_ONLY": "perhaps"}, 2, "neither yes nor no", "1 or 0"),
        ({"ZTUI_API_URL": "http://zoom.invalid/v2"}, 2, "plain http", "https"),
    ],
)
def test_credentials_that_are_wrong_are_told_without_showing_them(
    wrong: dict[str, str], code: int, said: str, hint: str, variables: dict[str, Any], tmp_path: Path
) -> None:
    settings(tmp_path)
    answer = command("list", "call-queues", **variables | wrong)
    assert (answer.code, answer.out) == (code, b"")
    assert said in answer.err
    assert hint in answer.err
    assert "Traceback" not in answer.err
    for secret in ("wr0ng-one", "t0ken-of-yesterday", "hush"):
        assert secret not in answer.err


def test_a_scope_that_is_missing_is_named(variables: dict[str, Any], tmp_path: Path) -> None:
    settings(tmp_path)
    assert command("list", "call-queues", **variables).code == 0
    answer = command("list", "sites", **variables)
    assert (answer.code, answer.out) == (4, b"")
    assert "phone:read:list_sites:admin" in answer.err
    tested = command("profile", "test", "--table", **variables)
    assert (tested.code, b"not granted" in tested.out) == (0, True), "an app is given few scopes on purpose"
    for area, code in (("queues", 0), ("users", 4), ("qeues", 2)):
        assert command("profile", "test", "acme", area, **variables).code == code, area


def test_the_terminal_program_opens_without_a_secret_and_says_what_is_missing(
    variables: dict[str, Any], tmp_path: Path
) -> None:
    settings(tmp_path)
    assert command("list", "call-queues", **variables).code == 0
    with on_terminal(**variables | {"ACME_SECRET": ""}) as program:
        program.wait_for("ACME_SECRET", WAIT)
        program.send("2")
        program.wait_for(lambda screen: "Queues" in screen.row(2) and CURSOR in screen.text, WAIT)
        leave(program)


# What is wrong with the settings


@pytest.mark.parametrize(
    ("text", "place", "said", "hint"),
    [
        (b"[profiles.acme]\nlabel = '\xff'\n", "line 2, column 10", "not UTF-8", "Save the file in UTF-8"),
        ("[profiles.acme\n", "line 1, column 15", "not TOML", "Mend the line"),
        ("[profiles.acme]\nacount_id = 'x'\n", "line 2, column 1", "'acount_id'", "account_id"),
        ("[profiles.acme]\nread_only = 'yes'\n", "line 2, column 13", "must be true or false", ""),
        ("[profiles.acme]\nplan = 'gold'\n", "line 2, column 8", "is 'gold'", "business"),
        ("default = 'amce'\n[profiles.acme]\n", "line 1, column 11", "has no table", "acme"),
        ("[profiles.acme]\nclient_secret = { pigeon = 'x' }\n", "line 2, column 17", "env", "keyring"),
    ],
)
def test_settings_that_are_wrong_are_told_with_their_place(
    text: str | bytes, place: str, said: str, hint: str, variables: dict[str, Any], tmp_path: Path
) -> None:
    path = settings(tmp_path, text)
    answer = command("list", "call-queues", **variables)
    assert (answer.code, answer.out) == (2, b"")
    assert answer.err.startswith(f"ztui: {path}, {place}: ")
    assert said in answer.err
    assert hint in answer.err
    with on_terminal(**variables) as program:
        assert program.wait_exit(WAIT) == 2
        assert said in program.output.decode()


def test_settings_that_cannot_be_read_are_told(variables: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "CONFIG" / "config.toml"
    path.mkdir(parents=True)
    answer = command("info", **variables)
    assert answer.code == 2
    assert f"{path}: It cannot be read: Is a directory. Look at its owner and mode: ls -ld {path}" in answer.err


def test_mistakes_beside_the_credentials_leave_the_terminal_program_open_for_reading(
    variables: dict[str, Any], tmp_path: Path
) -> None:
    """One that is misspelt may be `read_only`, so nothing can be written until it is mended."""
    path = settings(tmp_path, f"{APP}read_onyl = true\n")
    with on_terminal("call-queues", **variables) as program:
        program.wait_for("'read_onyl'", WAIT)
        program.wait_for(lambda screen: "READ-ONLY" in screen.row(0) and CURSOR in screen.text, WAIT)
        program.send(":messages\r")
        program.wait_for("line 6", WAIT)
        leave(program)
    path.write_text(APP)
    with on_terminal("call-queues", **variables) as program:
        program.wait_for(lambda screen: "Queues" in screen.row(2) and CURSOR in screen.text, WAIT)
        assert "READ-ONLY" not in program.screen.text
        leave(program)


@pytest.mark.parametrize(
    ("line", "said"),
    [('theme = "pink"', "theme named 'pink'"), ('keys = { refrsh = "f5" }', "refrsh")],
)
def test_names_that_the_screens_do_not_know_are_told_there_and_by_the_check(
    line: str, said: str, variables: dict[str, Any], tmp_path: Path
) -> None:
    settings(tmp_path, f"{APP}{line}\n")
    assert command("list", "call-queues", **variables).code == 0
    checked = command("config", "check", "--table", **variables)
    assert checked.code == 2
    with on_terminal("call-queues", **variables) as program:
        program.wait_for(said, WAIT)
        program.wait_for(CURSOR, WAIT)
        leave(program)


# What is wrong with the machine


@pytest.mark.parametrize("kind", ["CACHE", "STATE"])
def test_a_folder_that_is_a_file_is_told(kind: str, variables: dict[str, Any], tmp_path: Path) -> None:
    settings(tmp_path)
    (tmp_path / kind).write_text("")
    answer = command("list", "call-queues", "--json", **variables)
    assert answer.code == 0
    assert json.loads(answer.out)
    assert f"{tmp_path / kind} is a file where a folder should be. What is read is not kept." in answer.err
    assert f"ZTUI_{kind}_DIR" in answer.err
    refused = command("set", "call-queues", "8000", "department=Care", "--yes", **variables)
    assert (refused.code, refused.out) == (2, b"")
    with on_terminal(**variables) as program:
        assert program.wait_exit(WAIT) == 2
        assert "is a file" in program.output.decode()


def test_a_folder_that_cannot_be_made_is_told(variables: dict[str, Any], tmp_path: Path) -> None:
    settings(tmp_path)
    answer = command("list", "call-queues", **variables | {"ZTUI_STATE_DIR": "/proc/nowhere"})
    assert answer.code == 0
    assert "Cannot create the folder /proc/nowhere" in answer.err


def test_a_user_without_a_home_is_told(tmp_path: Path) -> None:
    """As in a container that runs under a number which no name belongs to."""
    nobody = (
        "import pwd, sys\n"
        "def none(uid): raise KeyError(uid)\n"
        "pwd.getpwuid = none\n"
        "from ztui.main import main\n"
        "sys.exit(main(['config', 'path']))\n"
    )
    environ = {name: value for name, value in environment().items() if name != "HOME" and not name.startswith("XDG_")}
    done = subprocess.run(
        [sys.executable, "-c", nobody], env=environ, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "Set HOME, or ZTUI_CONFIG_DIR" in done.stderr


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Path]:
    """Give a folder on a disk without room."""
    folder = tmp_path / "full"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "ztui-test", str(folder)]
    try:
        made = subprocess.run(mount, capture_output=True, check=False).returncode == 0 if os.geteuid() == 0 else False
    except FileNotFoundError:
        made = False
    if not made:
        pytest.skip("no disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True, capture_output=True)


def filled(folder: Path) -> None:
    with (folder / "filler").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 1024)
        except OSError:
            pass


@pytest.mark.parametrize(
    ("kind", "words", "code"),
    [
        ("CACHE", ("list", "call-queues"), 1),
        ("STATE", ("list", "call-queues"), 1),
        ("CONFIG", ("profile", "add", "lab", "--account-id", "a", "--client-id", "c", "--secret", "env:S"), 2),
    ],
)
def test_a_full_disk_is_told_and_what_is_there_stays(
    kind: str, words: tuple[str, ...], code: int, variables: dict[str, Any], tmp_path: Path, full: Path
) -> None:
    if kind == "CONFIG":
        (full / "config.toml").write_text(APP)
    else:
        settings(tmp_path)
    filled(full)
    answer = command(*words, **variables | {f"ZTUI_{kind}_DIR": str(full), "ZTUI_PLAN": "business"})
    assert (answer.code, answer.out) == (code, b"")
    assert str(full) in answer.err
    assert "full" in answer.err.replace(str(full), "") or "No space left" in answer.err
    assert "Traceback" not in answer.err
    if kind == "CONFIG":
        assert (full / "config.toml").read_text() == APP


@pytest.mark.parametrize("kind", ["CACHE", "STATE"])
def test_the_terminal_program_says_that_the_disk_is_full(
    kind: str, variables: dict[str, Any], tmp_path: Path, full: Path
) -> None:
    settings(tmp_path)
    filled(full)
    wanted = {f"ZTUI_{kind}_DIR": str(full), "ZTUI_PLAN": "business"}
    with on_terminal("call-queues", **variables | wanted) as program:
        program.wait_for(lambda screen: "full" in screen.text.replace(str(full), ""), WAIT)
        leave(program)


def test_a_clock_that_is_off_is_told(server: Server, variables: dict[str, Any], tmp_path: Path) -> None:
    """The machine's clock cannot be moved for a test, so this process lives a day ahead."""
    settings(tmp_path)
    ahead = (
        "import datetime as d, sys\n"
        "from ztui.core import ports\n"
        "class Ahead(d.datetime):\n"
        "    @classmethod\n"
        "    def now(cls, tz=None): return d.datetime.now(tz) + d.timedelta(days=1)\n"
        "ports.datetime = Ahead\n"
        "from ztui.main import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    run = [sys.executable, "-c", ahead, "list", "call-queues", "--limit", "1"]
    done = subprocess.run(run, env=environment(**variables), capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0
    assert "clock is 86,4" in done.stderr
    assert "NTP" in done.stderr
