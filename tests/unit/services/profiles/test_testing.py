"""Trying what a profile may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.services.changes.house import house
from ztui.core.errors import AuthError
from ztui.services.profiles.scopes import FEATURES, feature, scopes_of
from ztui.services.profiles.testing import Verdict, trials, tried

if TYPE_CHECKING:
    from pathlib import Path


async def test_everything_is_allowed_with_all_scopes_and_one_small_read_each_is_sent(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        found = [each async for each in tried(home.session)]
        assert [each.feature for each in found] == list(trials())
        assert {each.verdict for each in found} == {Verdict.ALLOWED}
        reads = [each for each in home.session.client.requests.recent if "oauth" not in each.path]
        assert len(reads) == len(found)
        assert {each.method for each in reads} == {"GET"}


async def test_what_is_not_allowed_names_the_scope_and_the_rest_is_tried(tmp_path: Path) -> None:
    given = scopes_of([feature("queues"), feature("users")])
    async with house(tmp_path, world={"scopes": ",".join(given.scopes)}) as home:
        found = {each.feature.name: each async for each in tried(home.session)}
        assert found["queues"].verdict is found["users"].verdict is Verdict.ALLOWED
        assert found["sites"].verdict is Verdict.LEFT_OUT
        assert "phone:read:list_sites:admin" in found["sites"].said + found["sites"].hint
        assert found["sites"].exit_code == 4


@pytest.mark.parametrize("each", trials(), ids=lambda each: each.name)
async def test_the_scopes_named_for_a_feature_are_enough_to_try_it(each: object, tmp_path: Path) -> None:
    wanted = feature(getattr(each, "name", ""))
    needed = scopes_of([wanted])
    classic = scopes_of([wanted], classic=True)
    async with house(tmp_path, world={"scopes": ",".join(needed.scopes or classic.scopes)}) as home:
        [found] = [one async for one in tried(home.session, [wanted])]
        assert found.verdict is Verdict.ALLOWED


async def test_credentials_that_are_refused_end_it_at_once(tmp_path: Path) -> None:
    async with house(tmp_path, world={"client": "other:secret"}) as home:
        with pytest.raises(AuthError):
            _ = [each async for each in tried(home.session, FEATURES)]
        asked = {each.path for each in home.session.client.requests.recent if "oauth" not in each.path}
        assert len(asked) == 1
