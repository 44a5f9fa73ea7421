from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.services.changes.house import house
from ztui.core.errors import NotFound, UnknownName
from ztui.core.phone import formatted
from ztui.core.text import fold
from ztui.services.resolving import one, resolve, resolve_all, search

if TYPE_CHECKING:
    from pathlib import Path

    from ztui.services.resolving import Resolved


def _keys(found: Resolved) -> list[str]:
    return [each.key for each in found.matches]


async def test_a_complete_list_is_enough_and_its_age_is_told(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.rows("call-queues"))[0]
        await home.rows("users")
        await home.session.learn_sites()
        asked = len(home.wire.asked)
        home.clock.passed += 300
        found = await resolve(home.session, ["cq", "users"], "")
        assert not found.matches
        for text in (queue["name"], f" {queue['name'].upper()} ", queue["id"], f"ext {queue['extension_number']}"):
            found = await resolve(home.session, ["cq", "users"], text)
            assert (_keys(found), found.matches[0].resource) == ([queue["id"]], "call-queues")
        assert found.looked == "4 call queues, 5 min old; 12 users, 5 min old"
        assert (found.matches[0].label, found.matches[0].by) == (queue["name"], "extension")
        assert str(queue["extension_number"]) in found.matches[0].detail.replace("-", "")
        complete = found.matches[0].detail.split()[0]
        assert "-" in complete
        assert _keys(await resolve(home.session, ["cq", "users"], complete)) == [queue["id"]]
        assert len(home.wire.asked) == asked


async def test_zoom_is_asked_by_search_or_by_id_for_what_is_not_stored(tmp_path: Path) -> None:
    async with house(tmp_path) as other:
        user = (await other.rows("users"))[3]
        number = next(each for each in await other.rows("numbers") if each["number"].startswith("+1"))
    async with house(tmp_path / "new") as home:
        await home.session.learn_sites()
        asked = len(home.wire.asked)
        assert _keys(await resolve(home.session, ["users"], user["email"])) == [user["id"]]
        assert home.wire.asked[asked:] == [("GET", "/v2/phone/users")]
        assert _keys(await resolve(home.session, ["users"], user["id"])) == [user["id"]]
        found = await resolve(home.session, ["numbers"], formatted(number["number"])[3:])
        assert (_keys(found), found.looked) == ([number["id"]], "asked Zoom for numbers")
    async with house(tmp_path / "third") as home:
        assert _keys(await resolve(home.session, ["users"], user["email"], ask=False)) == []
        assert not home.wire.asked


async def test_many_texts_read_each_list_once(tmp_path: Path) -> None:
    async with house(tmp_path) as other:
        numbers = await other.rows("numbers")
    async with house(tmp_path / "new") as home:
        await home.session.learn_sites()
        asked = len(home.wire.asked)
        texts = [formatted(each["number"]) for each in numbers] + ["nobody", "", "911", numbers[0]["id"]]
        found = await resolve_all(home.session, ["numbers"], texts)
        assert [each.text for each in found] == texts
        assert [_keys(each) for each in found] == [[each["id"]] for each in numbers] + [[], [], [], [numbers[0]["id"]]]
        assert len(home.wire.asked) - asked == 3
        assert found[0].looked == f"{len(numbers)} numbers, now"


async def test_one_is_one_or_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        users = await home.rows("users")
        assert (await one(home.session, ["users"], users[0]["email"])).key == users[0]["id"]
        with pytest.raises(NotFound) as missing:
            await one(home.session, ["users", "call-queues"], "nobody \x1b[31m")
        assert "user or call queue" in missing.value.message
        assert "\x1b" not in missing.value.message
        assert "sked Zoom" in missing.value.hint
        with pytest.raises(UnknownName):
            await one(home.session, ["usres"], "x")


async def test_search_has_all_words_and_the_last_digits_of_numbers(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        users, numbers = await home.rows("users"), await home.rows("numbers")
        first, *rest = users[0]["name"].split()
        found = await search(home.session, ["users"], " ".join((*rest, first.lower())))
        assert users[0]["id"] in {each.key for each in found}
        ends = await search(home.session, ["numbers"], numbers[5]["number"][-4:])
        assert ends
        assert all(numbers[5]["number"][-4:] in each.label for each in ends)
        exact = await search(home.session, ["users", "numbers"], numbers[5]["number"])
        assert numbers[5]["id"] == next(each.key for each in exact if each.resource == "numbers")
        assert len(await search(home.session, ["users"], "", most=5)) == 5
        mail = users[0]["email"].split(".")[0]
        named = [mail in fold(each.label) for each in await search(home.session, ["users"], mail)]
        assert named == sorted(named, reverse=True)  # names first, then what has it elsewhere
        assert await search(home.session, ["users"], 'no "body') == ()


async def test_a_list_that_may_not_be_read_keeps_nobody_from_the_others(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        user = (await home.rows("users"))[0]
        home.wire.strike = lambda method, path: "500" if path.endswith("/call_queues") else ""
        found = await resolve(home.session, ["users", "call-queues"], user["email"])
        assert _keys(found) == [user["id"]]
        assert "not read" in found.looked
