"""`ztui profile add --device`, `login` and `logout`, as far as no server is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import ztui
from ztui.core.config_file import read_config

if TYPE_CHECKING:
    from pathlib import Path

ADD = ("profile", "add", "jo", "--device", "--client-id", "c1", "--secret", "env:JO_SECRET", "--no-input")


def test_a_users_profile_is_added_without_an_account_and_says_how_to_sign_in(tmp_path: Path) -> None:
    ran = ztui(*ADD, "--login-kept", "file", folder=tmp_path)
    assert (ran.code, ran.out) == (0, "")
    assert "To sign in: ztui profile login jo" in ran.err
    made = read_config(tmp_path / "config" / "config.toml").profiles["jo"]
    assert (made.login, made.login_kept, made.account_id, made.has_credentials) == ("user", "file", "", True)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("list", "sites"), 4, "ztui profile login jo"),
        (("profile", "login", "nobody"), 2, "nobody"),
        (("profile", "login", "jo", "--wait"), 2, "JO_SECRET"),
    ],
)
def test_what_is_missing_to_sign_in_is_said(tmp_path: Path, words: tuple[str, ...], code: int, said: str) -> None:
    ztui(*ADD, "--login-kept", "file", folder=tmp_path)
    ran = ztui(*words, folder=tmp_path, environ={} if code == 2 else {"JO_SECRET": "hush"})
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


@pytest.mark.parametrize("words", [("profile", "login", "jo"), ("--no-input", "profile", "login", "jo")])
def test_where_nobody_sees_the_code_it_ends_at_once_and_says_what_to_do(tmp_path: Path, words: tuple[str, ...]) -> None:
    ztui(*ADD, "--login-kept", "file", folder=tmp_path)
    ran = ztui(*words, folder=tmp_path, environ={"JO_SECRET": "hush"})
    assert (ran.code, ran.out) == (2, "")
    assert "nobody is at this terminal" in ran.err
    assert "--wait" in ran.err


def test_a_profile_is_added_without_signing_in_where_there_is_no_terminal(tmp_path: Path) -> None:
    ran = ztui(*ADD[:-1], "--login-kept", "file", folder=tmp_path, environ={"JO_SECRET": "hush"})
    assert ran.code == 0
    assert "To sign in: ztui profile login jo" in ran.err


def test_an_app_has_nothing_to_forget(tmp_path: Path) -> None:
    ztui("profile", "add", "acme", "--account-id", "a", "--client-id", "c", "--secret", "env:S", folder=tmp_path)
    ran = ztui("profile", "logout", "acme", folder=tmp_path)
    assert (ran.code, "signs in by itself" in ran.err) == (0, True)


def test_an_apps_profile_has_nobody_to_sign_in(tmp_path: Path) -> None:
    app = ("--account-id", "a", "--client-id", "c", "--secret", "env:S")
    ztui("profile", "add", "acme", *app, folder=tmp_path)
    ran = ztui("profile", "login", "acme", folder=tmp_path)
    assert ran.code == 2
    assert "--device" in ran.err


def test_logging_out_forgets_what_is_kept_and_so_does_removing(tmp_path: Path) -> None:
    ztui(*ADD, "--login-kept", "file", folder=tmp_path)
    kept = tmp_path / "state" / "login-jo.json"
    kept.parent.mkdir(exist_ok=True)
    for words in (("profile", "logout", "jo"), ("profile", "remove", "jo", "--yes")):
        kept.write_text("{}")
        kept.chmod(0o600)
        assert ztui(*words, folder=tmp_path).code == 0
        assert not kept.exists()
