"""Changes of many objects on screen: which ones, what is done, the preview, and the way to its plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.events import Paste
from textual.widgets import TextArea

from tests.ui.house import Line, session_on
from tests.ui.idle import until_worked
from tests.ui.plans import TEST, confirm, kind, listed, text_of
from tests.ui.scenes import SIZES, Scene
from ztui.core.config import Profile
from ztui.core.errors import ConfigError
from ztui.core.paths import Folders
from ztui.services.bulk.preview import plan_of
from ztui.services.bulk.reading import read_list
from ztui.services.changes.applying import apply
from ztui.services.changes.updating import plan_update
from ztui.services.view import View
from ztui.sim.options import Options
from ztui.ui.screens.bulk.preview import BulkScreen
from ztui.ui.screens.bulk.show import show_bulk, show_bulk_file
from ztui.ui.screens.form.screen import FormScreen
from ztui.ui.screens.plan.screen import PlanScreen
from ztui.ui.widgets.menu import Menu

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from textual.pilot import Pilot

    from tests.ui.house import House
    from ztui.services.session import Session
    from ztui.sim.inprocess import InProcess

    Houses = Callable[..., AbstractAsyncContextManager[House]]

FREE = Options(accounts=1, sites=1, users=6, queues=3, numbers=60, calls=1, plan="none", strict=True)


LOOKED_AT = """object,action,field,value
8008001,,name,Front desk
ext 8008002,,Cost center,CC 7
8008002,add-members,users,victor.0001@acme.example
Assistenza West San Jose,,status,inactive
no such queue,,name,x
8028001,,nmae,x
8008001,set,name,Reception
8008004,,name,Orders FR San Jose
9uvtXwhc3-2hZNoN498Ssg,add-members,users,nobody@acme.example
"""


@pytest.fixture
def opened(house: Houses) -> Houses:
    """Open the app on the list of queues of a tiny account."""

    def begin(**given: Any) -> AbstractAsyncContextManager[House]:
        return house(**{"options": FREE, "profile": TEST, "start": "call-queues"} | given)

    return begin


async def pick(on: House, title: str) -> None:
    """Choose what begins so in the box."""
    menu = on.app.screen.query_one(Menu)
    menu.cursor = next(at for at, each in enumerate(menu.choices) if each.title.startswith(title))
    await on.press("enter")


async def preview_file(on: House, folder: Path, text: str) -> None:
    path = folder / "list.txt"
    path.write_text(text, encoding="utf-8")
    await on.press("colon")
    await on.type(f"bulk {path}")
    await on.press("enter")


async def test_a_table_is_previewed_and_its_plan_written(opened: Houses, tmp_path: Path) -> None:
    async with opened() as on:
        first, second, third = await listed(on, "call-queues")
        rows = [
            (first["name"], "name", "Front desk"),
            (second["id"], "Cost center", "CC 7"),
            ("nobody", "name", "x"),
            (third["id"], "nmae", "x"),
            (first["id"], "name", "Other"),
        ]
        await preview_file(on, tmp_path, "object,field,value\n" + "".join(",".join(each) + "\n" for each in rows))
        assert kind(on) is BulkScreen
        text = text_of(on)
        assert "2 of 5 to change · 3 problems" in text
        for state in ("ok", "not found", "unreadable", "twice"):
            assert state in text
        await on.press("exclamation_mark")
        assert ("CC 7" in text_of(on), "not found" in text_of(on)) == (False, True)
        await on.press("escape")
        assert "CC 7" in text_of(on)
        await on.press("w")
        assert kind(on) is PlanScreen
        assert "Left out: 3 of 5 lines." in text_of(on)
        await confirm(on, "y")
        await on.settle()
        names = {each["id"]: each["name"] for each in await listed(on, "call-queues")}
        assert names[first["id"]] == "Front desk"
        assert {each["name"] for each in await listed(on, "call-queues")} & {"x", "Other"} == set()


async def test_space_leaves_a_line_out_of_the_plan(opened: Houses, tmp_path: Path) -> None:
    async with opened() as on:
        first, second, _ = await listed(on, "call-queues")
        await preview_file(on, tmp_path, f"object,field,value\n{first['id']},name,One\n{second['id']},name,Two\n")
        await on.press("space")
        assert "1 of 2 to change" in text_of(on)
        await on.press("w")
        assert [each.key for each in on.screen.plan.changes] == [second["id"]]
        await on.press("escape")
        assert kind(on) is BulkScreen


async def test_a_name_that_several_have_is_chosen(opened: Houses, tmp_path: Path) -> None:
    async with opened() as on:
        first, second, _ = await listed(on, "call-queues")
        for each in (first, second):
            plan = await plan_update(on.app.session, "call-queues", each["id"], {"name": "Twin"})
            await apply(on.app.session, plan)
        await listed(on, "call-queues")
        await preview_file(on, tmp_path, "object,field,value\nTwin,cost_center,CC 9\n")
        assert "ambiguous" in text_of(on)
        await on.press("w")
        assert "No line can be carried out" in on.screen.spoken
        await on.press("enter")
        box: Any = on.app.screen
        chosen = box.choices[1].id
        box.query_one(Menu).cursor = 1
        await on.press("enter")
        assert "1 of 1 to change" in text_of(on)
        await on.press("w")
        assert [each.key for each in on.screen.plan.changes] == [chosen]


async def test_marked_rows_get_the_fields_that_are_filled_in(opened: Houses) -> None:
    async with opened() as on:
        await on.press("space", "space", "a")
        await pick(on, "Change the 2 marked")
        await pick(on, "Set fields")
        assert kind(on) is FormScreen
        on.screen.sheet.type("cost_center", "CC 9")
        await on.press("w")
        assert kind(on) is BulkScreen
        assert "2 of 2 to change" in text_of(on)
        await on.press("w")
        await confirm(on, "y")
        await on.settle()
        rows = await listed(on, "call-queues")
        found = [(await on.app.session.objects.read("call-queues", each["id"])).answer for each in rows]
        assert sum(each["cost_center"] == "CC 9" for each in found) == 2


async def test_all_that_match_are_read_and_counted_before(opened: Houses) -> None:
    async with opened(start="numbers") as on:
        show_bulk(on.app, on.app.session, "numbers", view=View("numbers", filter="unassigned"))
        await on.settle()
        box: Any = on.app.screen
        free = [each for each in await listed(on, "numbers") if not each.get("assigned_list")]
        assert box.about == f"Change {len(free)} numbers"
        await pick(on, "Delete")
        assert kind(on) is BulkScreen
        await on.press("w")
        assert on.screen.plan.phrase == str(len(on.screen.plan.active))


async def test_a_pasted_list_is_asked_what_it_is_of(opened: Houses) -> None:
    async with opened() as on:
        first, *_ = await listed(on, "call-queues")
        show_bulk(on.app, on.app.session, "")
        await on.settle()
        on.app.screen.query_one("#editor").text = f"# mine\n{first['id']}\n"  # type: ignore[attr-defined]
        await on.press("ctrl+o")
        await pick(on, "Call queues")
        await pick(on, "Delete")
        assert kind(on) is BulkScreen
        assert "1 of 1 to change" in text_of(on)


@pytest.mark.parametrize("start", ["", "call-queues"], ids=["calls", "queues"])
async def test_a_file_of_numbers_is_asked_what_it_is_of_whatever_list_is_on_screen(
    opened: Houses, tmp_path: Path, start: str
) -> None:
    async with opened(start=start) as on:
        first, *_ = await listed(on, "numbers")
        await preview_file(on, tmp_path, f"{first['number']}\n")
        assert asked(on) == "What are they?"
        await pick(on, "Numbers")
        assert asked(on) == "Change 1 numbers"


def asked(on: Any) -> str:
    return str(on.app.screen.about)


async def test_a_list_that_cannot_be_read_is_said(opened: Houses, tmp_path: Path) -> None:
    async with opened() as on:
        await preview_file(on, tmp_path, "# nothing\n")
        assert "empty" in on.screen.spoken
        await on.press("colon")
        await on.type("bulk /no/such/file")
        await on.press("enter")
        assert "Cannot read /no/such/file" in on.screen.spoken


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
def test_the_preview_looks_as_approved(look: Callable[..., bool], tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LOOKED_AT, encoding="utf-8")
    scene = Scene("bulk-preview", (("2",), ("colon",)))

    async def preview(pilot: Pilot[None]) -> None:
        house: Any = pilot.app
        await pilot.press("escape")
        show_bulk_file(house, house.session, "call-queues", str(path))
        for _ in range(3):
            await until_worked(pilot.app)
            await pilot.pause()

    assert look(scene, size, profile=TEST, then=preview)


async def test_what_is_pasted_stands_below_the_words_that_say_what_to_paste(opened: Houses) -> None:
    async with opened() as on:
        show_bulk(on.app, on.app.session, "")
        await on.settle()
        area = on.app.screen.query_one(TextArea)
        on.app.post_message(Paste("8008001\n8008002"))
        await on.settle()
        assert area.text.endswith("value\n8008001\n8008002")
        assert [each.object for each in read_list(area.text).lines] == ["8008001", "8008002"]


async def test_a_list_that_was_read_stays_behind_with_its_profile_and_account(
    house: Houses, tmp_path: Path, boxes: Callable[[Options], InProcess]
) -> None:
    line = Line(boxes(FREE))

    async def lab(name: str) -> Session:
        return session_on(line, Folders.inside(tmp_path / name), Profile(name, plan="none"))

    async with house(options=FREE, profile=TEST, start="call-queues", open_profile=lab) as on:
        (first, *_) = await listed(on, "call-queues")
        text = f"object,field,value\n{first['id']},name,Front desk\n"

        async def behind() -> None:
            for key in ("left_square_bracket", "escape", "w"):
                await on.press(key)
                assert kind(on) not in (BulkScreen, PlanScreen)
                assert on.screen.session is on.app.session

        own = on.app.session
        await preview_file(on, tmp_path, text)
        made = await plan_of(own, on.screen.view)
        await on.type(":account")
        await on.press("enter", "5", "E")
        assert on.app.session is not own
        await behind()
        await on.app.act_in("", "")
        await on.settle()
        await preview_file(on, tmp_path, text)
        assert kind(on) is BulkScreen, text_of(on)
        await on.type(":profile lab")
        await on.press("enter")
        assert on.lines()[0].startswith(" lab")
        await behind()
        with pytest.raises(ConfigError, match="made in another account"):
            await apply(on.app.session, made.plan)
        assert not line.box.engine.records.writes
        assert not on.line.box.engine.records.writes
