"""What a profile signs in with; whose rows are stored is the same with its secret, without it, and offline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ztui.core.config_file import profile_of
from ztui.core.errors import ConfigError
from ztui.core.paths import Folders
from ztui.services.profiles.access import credentials_of, without_requests
from ztui.zoom.credentials import ServerToServer, StaticToken, Unusable, UserLogin

if TYPE_CHECKING:
    from pathlib import Path

APP = {"account_id": "a", "client_id": "c", "client_secret": {"env": "SECRET"}}
USER = {"client_id": "c", "client_secret": {"env": "SECRET"}, "login": "user", "login_kept": "file"}
TOKEN = {"token": {"env": "SECRET"}, "account_id": "a"}


@pytest.mark.parametrize(
    ("settings", "kind"),
    [(APP, ServerToServer), (USER, UserLogin), (USER | {"account_id": "a"}, UserLogin), (TOKEN, StaticToken)],
)
def test_whose_rows_are_stored_does_not_depend_on_the_secret(
    tmp_path: Path, settings: dict[str, object], kind: type[object]
) -> None:
    profile, folders = profile_of("acme", settings), Folders.inside(tmp_path)
    whole = credentials_of(profile, {"SECRET": "hush"}, folders)
    assert isinstance(whole, kind)
    assert "hush" not in repr(whole)
    lacking = credentials_of(profile, {}, folders, lenient=True)
    assert isinstance(lacking, Unusable)
    assert "SECRET" in lacking.error.message
    assert whole.owner == lacking.owner == without_requests(profile, {}).owner
    with pytest.raises(ConfigError, match="SECRET"):
        credentials_of(profile, {}, folders)


def test_a_token_alone_tells_whose_rows_are_stored(tmp_path: Path) -> None:
    profile = profile_of("acme", {"token": {"env": "SECRET"}})
    whole = credentials_of(profile, {"SECRET": "hush"}, Folders.inside(tmp_path))
    assert without_requests(profile, {"SECRET": "hush"}).owner == whole.owner
    with pytest.raises(ConfigError):
        without_requests(profile, {})


def test_without_credentials_it_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="nothing to sign in with") as caught:
        credentials_of(profile_of("jo", {"login": "user", "client_id": "c"}), {}, Folders.inside(tmp_path))
    assert "ZTUI_CLIENT_SECRET" in caught.value.hint
    assert "ZTUI_ACCOUNT_ID" not in caught.value.hint
