"""Changing a setting from its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.ui.weekly_run import confirm
from ztui.core.config import Profile
from ztui.resources.settings.nodes import NodeKind, all_nodes
from ztui.ui.screens.form.screen import FormScreen
from ztui.ui.screens.plan.screen import PlanScreen
from ztui.ui.screens.settings import SettingsScreen
from ztui.ui.screens.settings_edit import edit_setting, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

Opened = Any


async def to_a_switch(on: Any) -> Any:
    """Put the cursor on a switch that can be changed; gives its node."""
    screen = on.screen
    await on.press(*["down", "right"] * 2)
    for at, line in enumerate(screen.shown):
        if line.node.kind is NodeKind.SWITCH and not refusal(screen, line.node):
            screen.table.move_to(at)
            await on.settle()
            return line.node
    raise AssertionError([line.node.title for line in screen.shown])


async def test_a_switch_goes_to_its_plan_and_is_read_again_when_it_is_written(house: Callable[..., Opened]) -> None:
    async with house(start="phone-settings") as on:
        before = await to_a_switch(on)
        assert "e edit" in on.lines()[-1]
        await on.press("e")
        assert isinstance(on.screen, PlanScreen)
        await confirm(on)
        assert isinstance(on.screen, SettingsScreen)
        now = next(line.node for line in on.screen.shown if line.node.key == before.key)
        assert now.value is not before.value


async def test_a_session_that_only_reads_has_no_key_and_says_why(house: Callable[..., Opened]) -> None:
    async with house(start="phone-settings", profile=Profile("acme", plan="none", read_only=True)) as on:
        assert "edit" not in on.lines()[-1]
        await on.press("e")
        assert "This cannot be changed here." in on.screen.spoken


async def test_what_is_no_switch_is_asked_for_with_what_it_is_now(house: Callable[..., Opened]) -> None:
    async with house(start="phone-settings") as on:
        screen = on.screen
        wanted = (NodeKind.CHOICE, NodeKind.NUMBER, NodeKind.TEXT)
        nodes = [
            each
            for each in all_nodes(screen.nodes)
            if each.kind in wanted and each.is_set and each.value is not None and not refusal(screen, each)
        ]
        assert nodes, [(each.title, each.kind, refusal(screen, each)) for each in all_nodes(screen.nodes)]
        edit_setting(screen, nodes[0])
        await on.settle()
        form: Any = on.screen
        assert type(form) is FormScreen
        assert form.sheet.subject == nodes[0].title
        assert form.sheet.value("value") == nodes[0].value
        await on.press("w")
        shown: Any = on.app.house_screen
        assert shown.plan.says[0].startswith("No change")
