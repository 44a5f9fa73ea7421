"""Setting ztui up: scopes, credentials, a test, and the account opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import Paste

from tests.ui.house import SMALL, Line, session_on
from tests.ui.scenes import SIZES, Scene
from ztui.core.config import Profile
from ztui.core.config_file import read_config
from ztui.core.errors import AuthError
from ztui.core.paths import Folders
from ztui.services.profiles.scopes import FEATURES, feature, scopes_of
from ztui.ui.screens.setup.form import SetupForm
from ztui.ui.screens.setup.tested import TestedScreen
from ztui.ui.screens.setup.wanted import SetupScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from textual.pilot import Pilot

    from tests.ui.house import House
    from ztui.services.session import Session
    from ztui.sim.inprocess import InProcess
    from ztui.sim.options import Options

    Houses = Callable[..., AbstractAsyncContextManager[House]]

NOBODY = Profile("environment", plan="none")


class Ways:
    """Opens sessions on a simulator, for profiles that are kept and that are not; keeps what was asked for."""

    def __init__(self, box: InProcess, folders: Folders, refuses: str = "") -> None:
        self.box = box
        self.folders = folders
        self.refuses = refuses
        self.tried: list[Profile] = []

    async def try_profile(self, profile: Profile) -> Session:
        self.tried.append(profile)
        if profile.client_id == self.refuses:
            raise AuthError("Zoom gives no token: Invalid client_id or client_secret.")
        return session_on(Line(self.box), self.folders, profile)

    async def open_profile(self, name: str) -> Session:
        return session_on(Line(self.box), self.folders, read_config(self.folders.config_file).profile(name))


@pytest.fixture
def ways(tmp_path: Path, boxes: Callable[[Options], InProcess]) -> Ways:
    return Ways(boxes(SMALL), Folders.inside(tmp_path), refuses="wrong")


def settings(ways: Ways) -> dict[str, object]:
    return {"profile": NOBODY, "start": "setup", "open_profile": ways.open_profile, "try_profile": ways.try_profile}


async def fill(opened: House, **texts: str) -> None:
    """Type into the fields of the form by their place."""
    places = {"name": 0, "account_id": 1, "client_id": 2, "where": 4}
    for name, text in texts.items():
        await opened.press("home", *["j"] * places[name], "enter", "ctrl+u")
        opened.app.post_message(Paste(text))
        await opened.press("enter")


async def test_an_account_is_set_up_and_opened(house: Houses, ways: Ways) -> None:
    async with house(**settings(ways)) as opened:
        assert isinstance(opened.screen, SetupScreen)
        await opened.press("enter")
        assert isinstance(opened.screen, SetupForm)
        await fill(opened, name="acme", account_id="acc", client_id="id", where="ACME_SECRET")
        await opened.press("w")
        assert isinstance(opened.screen, TestedScreen)
        assert all("yes" in line for line in opened.lines() if "Call queues" in line)
        made = read_config(ways.folders.config_file)
        assert made.default == "acme"
        kept = made.profiles["acme"]
        assert (kept.account_id, kept.client_id, kept.plan, kept.read_only) == ("acc", "id", "business", True)
        assert kept.client_secret is not None
        assert (kept.client_secret.kind, kept.client_secret.where) == ("env", "ACME_SECRET")
        assert ways.tried[0].read_only
        await opened.press("enter")
        assert opened.app.session.profile.name == "acme"
        assert "Calls" in opened.lines()[2]


async def test_credentials_that_are_refused_are_not_kept_and_nothing_typed_is_lost(house: Houses, ways: Ways) -> None:
    async with house(**settings(ways)) as opened:
        await opened.press("enter")
        await fill(opened, name="acme", account_id="acc", client_id="wrong", where="MY_SECRET")
        await opened.press("w")
        assert isinstance(opened.screen, SetupForm)
        assert "Invalid client_id" in opened.screen.spoken
        assert not ways.folders.config_file.exists()
        await fill(opened, client_id="id")
        await opened.press("w")
        assert isinstance(opened.screen, TestedScreen)
        assert list(read_config(ways.folders.config_file).profiles) == ["acme"]


async def test_what_is_missing_is_said_at_its_field_and_nothing_is_asked(house: Houses, ways: Ways) -> None:
    async with house(**settings(ways)) as opened:
        await opened.press("enter", "w")
        assert "Name: is missing" in opened.screen.spoken
        assert ways.tried == []


async def test_a_name_that_is_taken_is_said(house: Houses, ways: Ways) -> None:
    ways.folders.config_file.parent.mkdir(parents=True)
    ways.folders.config_file.write_text("[profiles.acme]\n")
    async with house(**settings(ways)) as opened:
        await opened.press("enter")
        await fill(opened, name="acme", account_id="acc", client_id="id", where="MY_SECRET")
        await opened.press("w")
        assert "already" in opened.screen.spoken
        assert read_config(ways.folders.config_file).profiles["acme"].account_id == ""


async def test_the_scopes_of_what_is_marked_are_sent_to_the_clipboard(house: Houses, ways: Ways) -> None:
    async with house(**settings(ways)) as opened:
        assert f"{len(scopes_of(FEATURES).scopes)} scopes" in opened.lines()[2]
        await opened.press("space")
        rest = [each for each in FEATURES if each is not feature("calls")]
        assert f"{len(scopes_of(rest).scopes)} scopes" in opened.lines()[2]
        await opened.press("end", "space")
        wanted = scopes_of(rest, write=True).scopes
        assert f"{len(wanted)} scopes" in opened.lines()[2]
        await opened.press("c", "g")
        assert f"{len(wanted)} scopes" in opened.screen.spoken


async def test_writing_scopes_leave_the_profile_free_to_write(house: Houses, ways: Ways) -> None:
    async with house(**settings(ways)) as opened:
        await opened.press("end", "space", "enter")
        assert opened.screen.sheet.value("read_only") is False


async def test_the_demo_sets_nothing_up(house: Houses) -> None:
    async with house(profile=NOBODY, start="setup") as opened:
        await opened.press("enter")
        await fill(opened, name="acme", account_id="acc", client_id="id", where="MY_SECRET")
        await opened.press("w")
        assert "without --demo" in opened.screen.spoken


PAGES = (
    Scene("wanted", (("colon", *"setup", "enter"), ("space",))),
    Scene("form", (("colon", *"setup", "enter"), ("enter",), ("w",))),
)


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("scene", PAGES, ids=lambda scene: scene.name)
def test_the_set_up_looks_as_approved(look: Callable[..., bool], scene: Scene, size: tuple[int, int]) -> None:
    assert look(scene, size, NOBODY)


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
def test_its_result_looks_as_approved(look: Callable[..., bool], size: tuple[int, int]) -> None:
    from ztui.services.profiles.testing import Tried, Verdict

    lacks = "Add to the app in Zoom's marketplace: phone:read:list_sites:admin (granular)."
    found = [Tried(each, "", Verdict.ALLOWED) for each in FEATURES[:6]]
    found += [Tried(FEATURES[13], "", Verdict.FORBIDDEN, "The token lacks the scope.", lacks, 4)]
    found += [Tried(FEATURES[7], "", Verdict.ABSENT, "Not found.", "", 1)]

    async def open_result(pilot: Pilot[None]) -> None:
        screen = pilot.app.screen
        pilot.app.go(TestedScreen(screen.session, "acme", found), screen)  # type: ignore[attr-defined]
        await pilot.pause()
        await pilot.press(*["j"] * 6)

    assert look(Scene("tested"), size, NOBODY, open_result)
