"""How the program looks in each theme: a list with cursor, marks and a filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.color import Color

from tests.ui.scenes import Scene
from ztui.core.config import Profile
from ztui.ui.theme import DEFAULT, THEMES

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from textual.theme import Theme

    from tests.ui.house import House

    Houses = Callable[..., AbstractAsyncContextManager[House]]

MARKED = Scene("marked", (("3",), ("space", "space"), ("j", "j", "slash", *"us", "enter")))


@pytest.mark.parametrize("theme", [each.name for each in THEMES if each.name != DEFAULT])
def test_each_theme_looks_as_approved(look: Callable[..., bool], theme: str) -> None:
    profile = Profile("acme", plan="none", label="PROD", color="red", theme=theme)
    assert look(MARKED, (80, 24), profile)


@pytest.mark.parametrize("found", THEMES, ids=lambda found: found.name)
def test_the_words_of_each_theme_stand_out_from_what_is_behind_them(found: Theme) -> None:
    if found.ansi:
        return
    cursor = Color.parse(found.variables["cursor-row"])
    ground = Color.parse(str(found.background))
    words = (found.foreground, found.primary, found.accent, found.success, found.warning, found.error)
    for word in (*words, found.variables["faint"]):
        color = Color.parse(str(word))
        assert _contrast(color, ground) >= (7 if found.name == "ztui-contrast" else 4.5), word
        assert _contrast(color, cursor) >= 3, word


def _contrast(one: Color, other: Color) -> float:
    """Give the contrast of two colours as WCAG has it: 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    parts = [each / 255 for each in (color.r, color.g, color.b)]
    red, green, blue = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


async def test_a_theme_that_nobody_knows_is_told_and_the_usual_one_taken(house: Houses) -> None:
    async with house(profile=Profile("acme", plan="none", theme="ztui-drak")) as opened:
        await opened.settle()
        assert opened.app.theme == DEFAULT
        assert "ztui-drak" in opened.screen.spoken
        assert "ztui-dark" in opened.screen.spoken
