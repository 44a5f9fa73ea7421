"""Setting ztui up: scopes, credentials, a test, and the account opens."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from textual.events import Paste

from tests.ui.house import SMALL, Line, session_on
from tests.ui.scenes import SIZES, Scene, play
from ztui.core.config import Profile
from ztui.core.config_file import read_config
from ztui.core.errors import AuthError
from ztui.core.paths import Folders
from ztui.services.profiles.access import keeper_of, sign_in_of
from ztui.services.profiles.scopes import FEATURES, feature, scopes_of
from ztui.ui.app import ZtuiApp
from ztui.ui.screens.setup.form import SetupForm
from ztui.ui.screens.setup.signing import SignInBox
from ztui.ui.screens.setup.tested import TestedScreen
from ztui.ui.screens.setup.wanted import SetupScreen
from ztui.zoom.device import DeviceCode
from ztui.zoom.transport import WireRequest, asgi

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from textual.pilot import Pilot

    from tests.ui.house import House
    from ztui.services.session import Session
    from ztui.sim.inprocess import InProcess
    from ztui.sim.options import Options
    from ztui.zoom.device import DeviceSignIn

    Houses = Callable[..., AbstractAsyncContextManager[House]]

NOBODY = Profile("environment", plan="none")


SOON = replace(SMALL, poll=0.02)
"""A Zoom that may be asked at once whether a code was allowed."""
JO = {"name": "jo", "client_id": "id", "where": "JO_SECRET", "who": "file"}


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

    @asynccontextmanager
    async def sign_in(self, profile: Profile) -> AsyncIterator[DeviceSignIn]:
        way = asgi(Line(self.box))
        yield sign_in_of(profile, {"JO_SECRET": "hush"}, self.folders, way, self.box.clock)

    async def judge(self, user_code: str, *, allow: bool) -> None:
        body = json.dumps({"user_code": user_code, "allow": allow}).encode()
        await asgi(Line(self.box)).send(WireRequest("POST", "https://zoom.us/_sim/device", {}, body))

    async def open_profile(self, name: str) -> Session:
        return session_on(Line(self.box), self.folders, read_config(self.folders.config_file).profile(name))


@pytest.fixture
def ways(tmp_path: Path, boxes: Callable[[Options], InProcess]) -> Ways:
    return Ways(boxes(SMALL), Folders.inside(tmp_path), refuses="wrong")


@pytest.fixture
def soon(tmp_path: Path, boxes: Callable[[Options], InProcess]) -> Ways:
    return Ways(boxes(SOON), Folders.inside(tmp_path))


def settings(ways: Ways) -> dict[str, object]:
    opens = {"open_profile": ways.open_profile, "try_profile": ways.try_profile, "sign_in": ways.sign_in}
    return {"profile": NOBODY, "start": "setup", **opens}


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


async def code_shown(opened: House, **fields: str) -> SignInBox:
    """Fill in a user's profile and wait for the code."""
    await opened.press("enter")
    await fill(opened, **{name: text for name, text in fields.items() if name != "who"})
    await opened.press(
        "home", *["j"] * 5, "enter", *["down"] * ("app", "keyring", "file").index(fields["who"]), "enter"
    )
    return await box_shown(opened)


async def box_shown(opened: House) -> SignInBox:
    """Try what is filled in, and give the box with the code once it is there."""
    await opened.pilot.press("w")
    for _ in range(500):
        await opened.pilot.pause()
        if isinstance(opened.app.screen, SignInBox):
            return opened.app.screen
    raise AssertionError("\n".join(opened.lines()))


async def test_a_user_signs_in_by_a_code_and_the_account_opens(house: Houses, soon: Ways) -> None:
    async with house(**settings(soon)) as opened:
        box = await code_shown(opened, **JO)
        assert any(box.code.user_code in line for line in opened.lines())
        assert any("https://zoom.us/oauth_device" in line for line in opened.lines())
        await soon.judge(box.code.user_code, allow=True)
        await opened.settle()
        assert isinstance(opened.screen, TestedScreen)
        kept = read_config(soon.folders.config_file).profiles["jo"]
        assert (kept.login, kept.login_kept, kept.account_id) == ("user", "file", "")
        login = keeper_of(kept, soon.folders).read()
        assert login is not None
        assert login.client_id == "id"
        assert soon.tried[0].is_users


async def test_a_code_that_is_denied_or_left_keeps_nothing_and_loses_nothing(house: Houses, soon: Ways) -> None:
    async with house(**settings(soon)) as opened:
        box = await code_shown(opened, **JO)
        await soon.judge(box.code.user_code, allow=False)
        await opened.settle()
        assert isinstance(opened.screen, SetupForm)
        assert "denied" in opened.screen.spoken
        await box_shown(opened)
        await opened.press("escape")
        assert isinstance(opened.screen, SetupForm)
        assert "Nobody is signed in" in opened.screen.spoken
        assert opened.screen.sheet.value("client_id") == "id"
        assert not soon.folders.config_file.exists()


async def test_an_app_needs_its_account(house: Houses, ways: Ways) -> None:
    async with house(**settings(ways)) as opened:
        await opened.press("enter")
        await fill(opened, name="acme", client_id="id", where="MY_SECRET")
        await opened.press("w")
        assert "Account ID: is missing" in opened.screen.spoken
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


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
def test_the_code_of_a_user_looks_as_approved(look: Callable[..., bool], size: tuple[int, int]) -> None:
    address = "https://zoom.us/oauth_device"
    code = DeviceCode("hidden", "ABCD1234", address, f"{address}/ABCD1234", 1e9, 15, 5)

    async def show(pilot: Pilot[None]) -> None:
        await pilot.app.push_screen(SignInBox("jo", code))
        await pilot.pause()

    assert look(PAGES[1], size, NOBODY, show)


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
def test_mistakes_in_the_settings_look_as_approved(
    tmp_path: Path, boxes: Callable[..., InProcess], snap_compare: Callable[..., bool], size: tuple[int, int]
) -> None:
    from ztui.core.errors import ConfigError

    notice = ConfigError(
        "~/.config/ztui/config.toml, line 6, column 1: 'read_onyl' in profile acme is no setting.",
        "Known: read_only. 'ztui config check' shows 2 more.",
    )
    profile = Profile("acme", label="PROD", read_only=True, read_only_by="config.toml, which has mistakes", plan="none")
    app = ZtuiApp(session_on(Line(boxes(SMALL)), Folders.inside(tmp_path), profile), notice=notice)

    async def settled(pilot: Pilot[None]) -> None:
        await play(pilot, Scene("calls"))

    assert snap_compare(app, terminal_size=size, run_before=settled)
