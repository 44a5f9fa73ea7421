"""What may be wrong between this machine and Zoom."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.unit.services.changes.house import house
from ztui.core.config_file import Problem
from ztui.core.toml_places import Place
from ztui.services.changes.applying import apply
from ztui.services.changes.updating import plan_update
from ztui.services.profiles import doctor
from ztui.services.profiles.checking import Finding
from ztui.services.profiles.doctor import Look, State, at_account, at_folders, at_settings
from ztui.services.profiles.scopes import feature, scopes_of
from ztui.services.profiles.testing import Tried, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def of(looks: Sequence[Look], area: str) -> list[tuple[State, str]]:
    return [(each.state, f"{each.said} {each.hint}") for each in looks if each.area == area]


async def test_a_sound_account_is_fine_throughout(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        looks = [each async for each in at_account(home.session)]
        assert {each.state for each in looks if each.area != "clock"} == {State.FINE}
        assert [each.area for each in looks] == ["credentials", "scopes", "clock", "quota", "journal", "cache"]


async def test_missing_scopes_are_told_by_what_they_are_for(tmp_path: Path) -> None:
    async with house(tmp_path, world={"scopes": ",".join(scopes_of([feature("users")]).scopes)}) as home:
        looks = [each async for each in at_account(home.session)]
        scopes = of(looks, "scopes")
        queues = next(each for each in scopes if each[1].startswith("Call queues: not granted. The app has no scope"))
        assert queues[0] is State.LEFT_OUT
        assert "phone:read:list_call_queues:admin" in queues[1]
        assert not any("Users: " in said for _, said in scopes)
        assert not [each for each in looks if each.state is State.WRONG and each.area != "clock"]
        assert "ztui scopes AREA" in scopes[-1][1]


def test_an_app_that_may_read_nothing_and_a_role_without_rights_are_wrong() -> None:
    left_out = Tried(feature("users"), "listPhoneUsers", Verdict.LEFT_OUT, "The app has no scope for it.", "Add.", 4)
    by_role = replace(left_out, feature=feature("sites"), verdict=Verdict.FORBIDDEN)
    assert of(list(doctor._of_tries([left_out])), "scopes")[-1][0] is State.WRONG
    assert of(list(doctor._of_tries([by_role])), "scopes")[0][0] is State.WRONG


async def test_refused_credentials_end_the_looking_at_scopes(tmp_path: Path) -> None:
    async with house(tmp_path, world={"client": "other:secret"}) as home:
        looks = [each async for each in at_account(home.session)]
        assert [state for state, _ in of(looks, "credentials")] == [State.WRONG]
        assert of(looks, "scopes") == []


@pytest.mark.parametrize(
    ("ahead", "state", "word"), [(3, State.FINE, ""), (90, State.WRONG, "ahead"), (-90, State.WRONG, "behind")]
)
def test_a_clock_that_is_off_is_told_with_its_side(ahead: float, state: State, word: str) -> None:
    allowed = Tried(feature("users"), "listPhoneUsers", Verdict.ALLOWED, ahead=ahead)
    [(found, said)] = of(list(doctor._of_tries([allowed])), "clock")
    assert found is state
    assert word in said


def test_a_network_that_reaches_nothing_is_told_once() -> None:
    failed = Tried(feature("users"), "listPhoneUsers", Verdict.FAILED, "No way.", "Look at the cable.", 3)
    looks = list(doctor._of_tries([failed, replace(failed, feature=feature("sites"))]))
    assert [(each.area, each.said, each.hint) for each in looks] == [("network", "No way.", "Look at the cable.")]


async def test_open_writes_and_odd_values_are_told(tmp_path: Path) -> None:
    async with house(tmp_path, world={"faults": "types=60"}) as home:
        await home.rows("users")
        looks = [each async for each in at_account(home.session)]
        [(state, said)] = of(looks, "cache")
        assert state is State.NOTE
        assert "users" in said


async def test_a_write_without_an_outcome_is_told(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        [key, *_] = await home.keys("call-queues")
        plan = await plan_update(home.session, "call-queues", key, {"name": "Other"})
        cut: list[str] = []
        home.wire.strike = lambda method, path: _strike(method, cut)
        await apply(home.session, plan)
        home.wire.strike = lambda method, path: ""
        [(state, said)] = of([each async for each in at_account(home.session)], "journal")
        assert state is State.WRONG
        assert "1 an unknown one" in said
        assert "ztui journal resume" in said


def _strike(method: str, cut: list[str]) -> str:
    """Lose the answer to a write, and all that is asked after it."""
    if method != "GET":
        cut.append(method)
        return "reset-done"
    return "reset" if cut else ""


def test_folders_that_cannot_be_written_name_the_variable(tmp_path: Path) -> None:
    locked = tmp_path / "file"
    locked.write_text("")
    [fine, wrong] = at_folders((("cache", tmp_path / "a" / "b", "A"), ("state", locked / "x", "B")))
    assert (fine.area, fine.state in (State.FINE, State.NOTE)) == ("folders", True)
    assert wrong.state is State.WRONG
    assert "B" in wrong.hint


def test_what_is_wrong_with_the_settings_has_its_line(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    assert of(at_settings(path, ()), "settings")[0][0] is State.NOTE
    path.write_text("")
    assert of(at_settings(path, ()), "settings")[0][0] is State.FINE
    found = (Finding(Problem(Place(3, 1), "Wrong."), stops=True), Finding(Problem(Place(), "Open."), stops=False))
    assert of(at_settings(path, found), "settings") == [
        (State.WRONG, "Line 3: Wrong. 'ztui config check' shows all of it."),
        (State.NOTE, "Open. 'ztui config check' shows all of it."),
    ]
