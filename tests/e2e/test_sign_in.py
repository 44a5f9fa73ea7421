"""A user signs in by a code, over HTTP: the command waits, somebody decides, and the next commands are let in."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.programs import SMALL, Server, command, environment
from tests.keyrings import configured
from ztui.core.logins import LoginKeeper

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("signing in")]

SECRET = "hush-hush-secret"


@pytest.fixture(scope="module")
def server(_homes: object) -> Iterator[Server]:
    with Server.simulator("--poll", "0.1", "--client", f"app:{SECRET}", *SMALL, traced=False) as running:
        yield running


@pytest.fixture
def variables(server: Server, tmp_path: Path) -> dict[str, Any]:
    folders = {f"ZTUI_{kind}_DIR": str(tmp_path / kind) for kind in ("CONFIG", "CACHE", "STATE")}
    return {
        **folders,
        "ZTUI_API_URL": f"{server.url}/v2",
        "ZTUI_OAUTH_URL": f"{server.url}/oauth/token",
        "JO_SECRET": SECRET,
    }


def control(server: Server, path: str, **given: Any) -> Any:
    request = urllib.request.Request(f"{server.url}/_sim/{path}", json.dumps(given).encode(), method="POST")
    with urllib.request.urlopen(request, timeout=30) as reply:
        return json.load(reply)


def sign_in(server: Server, variables: dict[str, Any], *words: str, allow: bool) -> tuple[int, str]:
    """Run a command that shows a code, decide on it, and give its exit code and what it said."""
    argv = [sys.executable, "-m", "ztui", *words]
    with subprocess.Popen(
        argv, env=environment(**variables), stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stderr is not None
        said = ""
        for line in running.stderr:
            said += line
            if re.fullmatch(r"    [A-Z]{8}\n", line):
                control(server, "device", user_code=line.strip(), allow=allow)
        return running.wait(60), said


APP = ("--client-id", "app", "--secret", "env:JO_SECRET")
ADD = ("profile", "add", "jo", "--device", "--wait", *APP, "--login-kept", "file")
TOLD = ("--plan", "none", "--label", "JO", "--production", "--read-only")


def test_a_code_that_is_allowed_lets_the_next_commands_in_and_is_renewed(
    server: Server, variables: dict[str, Any], tmp_path: Path
) -> None:
    code, said = sign_in(server, variables, *ADD, *TOLD, allow=True)
    assert code == 0, said
    assert f"{server.url}/oauth_device" in said
    assert "kept in clear in" in said
    kept = LoginKeeper("jo", "file", tmp_path / "STATE" / "login-jo.json").read()
    assert kept is not None
    assert command("list", "sites", **variables).code == 0
    control(server, "token/expire")
    renewed = command("list", "sites", **variables)
    assert (renewed.code, renewed.err) == (0, "")
    following = LoginKeeper("jo", "file", tmp_path / "STATE" / "login-jo.json").read()
    assert following is not None
    assert following.refresh_token.reveal() != kept.refresh_token.reveal()
    for secret in (SECRET, kept.refresh_token.reveal(), kept.access_token.reveal()):
        assert secret not in said
        assert all(secret not in path.read_text() for path in (tmp_path / "CONFIG").rglob("*") if path.is_file())

    control(server, "token/revoke")
    ended = command("list", "sites", **variables)
    assert ended.code == 4, "what is stored is listed, and the reason told"
    assert "ztui profile login jo" in ended.err
    assert sign_in(server, variables, "profile", "login", "jo", "--wait", allow=True)[0] == 0
    assert command("list", "sites", **variables).code == 0


def test_a_code_that_is_denied_adds_no_profile(server: Server, variables: dict[str, Any], tmp_path: Path) -> None:
    code, said = sign_in(server, variables, *ADD, *TOLD, allow=False)
    assert code == 4
    assert "denied in the browser" in said
    assert not (tmp_path / "CONFIG" / "config.toml").exists()
    assert not (tmp_path / "STATE" / "login-jo.json").exists()


def test_a_wrong_secret_of_the_app_is_told_before_anybody_is_asked(server: Server, variables: dict[str, Any]) -> None:
    answer = command(*ADD, *TOLD, **variables | {"JO_SECRET": "wr0ng-one"})
    assert (answer.code, answer.out) == (4, b"")
    assert "Invalid client_id or client_secret" in answer.err
    assert "wr0ng-one" not in answer.err


def test_a_sign_in_lies_in_the_keyring_and_in_no_file(
    server: Server, variables: dict[str, Any], tmp_path: Path
) -> None:
    wanted = variables | configured(tmp_path, "FileKeyring")
    code, said = sign_in(server, wanted, *ADD[:-2], *TOLD, allow=True)
    assert code == 0, said
    assert "kept in the keyring" in said
    held = json.loads((tmp_path / "held.json").read_text())["ztui/jo"]
    control(server, "token/expire")
    assert command("list", "sites", **wanted).code == 0
    assert json.loads((tmp_path / "held.json").read_text())["ztui/jo"] != held
    secret = json.loads(held)["refresh_token"]
    assert not [
        path for path in (tmp_path / "STATE").rglob("*") if path.is_file() and secret in path.read_text("latin-1")
    ]


def test_a_locked_keyring_is_told_before_anybody_is_asked(
    server: Server, variables: dict[str, Any], tmp_path: Path
) -> None:
    answer = command(*ADD[:-2], *TOLD, **variables | configured(tmp_path, "Locked"))
    assert (answer.code, answer.out) == (2, b"")
    assert "The keyring is locked" in answer.err
    assert "oauth_device" not in answer.err
