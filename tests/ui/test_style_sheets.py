"""How much of style sheets a start reads: each rule costs a tenth of a millisecond, at every start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


async def test_the_first_screen_has_few_rules_and_rare_screens_bring_their_own(house: Callable[..., Any]) -> None:
    async with house() as on:
        at_first = len(on.app.stylesheet.rules)

        await on.pilot.press("enter")
        await on.settle()

        assert at_first < 80
        assert len(on.app.stylesheet.rules) > at_first


async def test_a_theme_that_is_begun_with_looks_as_one_that_is_chosen_later(house: Callable[..., Any]) -> None:
    def looks(on: Any) -> tuple[set[str], set[object]]:
        return set(on.app.classes), {(each.id, each.styles.background) for each in on.screen.query("*")}

    async with house() as on:
        begun, before = on.app.theme, looks(on)
        on.app.theme = "ztui-light"
        await on.settle()
        assert looks(on) != before

        on.app.theme = begun
        await on.settle()

        assert looks(on) == before
