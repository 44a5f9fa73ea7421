"""What is done with a row or with all marked ones, on a simulated Zoom."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

Opened = Any


def sent_by(on: Any, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Keep what goes to the clipboard."""
    sent: list[tuple[str, str]] = []
    send = on.app.send_to_clipboard

    async def keep(text: str, what: str) -> Any:
        sent.append((text, what))
        return await send(text, what)

    monkeypatch.setattr(on.app, "send_to_clipboard", keep)
    return sent


async def test_copying_acts_on_all_marked_rows_and_says_so(
    house: Callable[..., Opened], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(start="users") as on:
        sent = sent_by(on, monkeypatch)
        keys = [on.screen.table.item_at(at).key for at in (0, 2)]
        await on.press("space", "j", "space", "c", "i")
        assert sent == [("\n".join(keys), "2 IDs")]
        assert on.screen.spoken == "Sent 2 IDs to the terminal's clipboard."
        await on.press("k")
        assert on.screen.spoken == "2 marked"
        await on.press("c", "j")
        assert [each["id"] for each in json.loads(sent[-1][0])] == keys
        await on.press("k", "escape")
        assert on.screen.spoken == ""


async def test_a_range_says_how_many_rows_it_has_and_the_keys_follow_the_marks(house: Callable[..., Opened]) -> None:
    async with house(start="numbers") as on:
        await on.press("V", "j", "j")
        assert on.screen.spoken == "range of 3 rows: move, then V marks it"
        await on.press("V")
        assert on.screen.spoken == "3 marked"
        assert "3 marked" in on.lines()[-1]
        await on.press("escape")
        assert "marked" not in on.lines()[-1]


async def test_marked_rows_that_the_filter_hides_are_copied_too(
    house: Callable[..., Opened], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(start="users") as on:
        sent = sent_by(on, monkeypatch)
        key = on.screen.table.item_at(0).key
        await on.press("space")
        await on.type("/zzzz")
        await on.press("enter", "c", "enter")
        assert sent == [(key, "1 ID")]


async def test_j_opens_the_row_as_zoom_sent_it(house: Callable[..., Opened]) -> None:
    async with house(start="users") as on:
        key = on.screen.table.item_at(1).key
        await on.press("j", "J")
        assert on.screen.key == key
        assert on.screen.tab == "Raw"
        assert any(line == "{" for line in on.lines())
        assert on.app.focused is not None
        await on.press("escape")
        assert on.screen.pane.resource.name == "users"


async def test_an_empty_list_promises_nothing_that_needs_a_row(house: Callable[..., Opened]) -> None:
    async with house(size=(140, 30), start="users") as on:
        assert "J raw" in on.lines()[-1]
        await on.type("/zzzz")
        await on.press("enter")
        assert not {"J raw", "c copy", "enter open"} & {part.strip() for part in on.lines()[-1].split("  ")}
        await on.press("J", "c")
        assert "no row" in on.screen.spoken
