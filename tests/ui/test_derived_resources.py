"""Resources that are made from the contract, on screen: their list, an object of theirs, and what is below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.resources.registry import summaries
from ztui.ui.commands.offers import offers

if TYPE_CHECKING:
    from collections.abc import Callable

Opened = Any


async def test_a_list_that_nobody_has_declared_is_opened_by_its_name(house: Callable[..., Opened]) -> None:
    async with house(start="pickup-groups") as on:
        lines = on.lines()
        assert lines[2].startswith(" Pickup groups")
        assert lines[3].split()[:3] == ["NAME", "EXT", "SITE"]
        assert on.screen.row is not None


async def test_an_object_shows_its_boxes_and_leads_to_the_lists_below_it(house: Callable[..., Opened]) -> None:
    async with house(start="pickup-groups") as on:
        name = on.screen.row.row["display_name"]
        await on.press("enter")
        lines = on.lines()
        assert lines[2].startswith(f" Pickup groups ▸ {name}")
        assert any("┌─ Overview ─" in line for line in lines)
        assert any("Pickup group members" in line for line in lines)
        assert on.screen.spoken == ""


def test_every_list_of_the_account_is_offered_and_deprecated_ones_last() -> None:
    known = {each.name: each for each in summaries() if not each.parents}
    offered = [each.command for each in offers((), "123456789") if each.command in known]
    assert set(offered) == set(known)
    assert [known[name].sunset for name in offered] == sorted(known[name].sunset for name in offered)
