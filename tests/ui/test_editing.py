"""Keys and menus that change something: what they act on, what they are called, and why they do not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.house import SMALL
from tests.ui.test_detail import Gate
from tests.ui.weekly_run import confirm, fill
from ztui.contract.catalogue import operation
from ztui.core.config import Profile
from ztui.resources.registry import resource
from ztui.ui.actions import ids_of
from ztui.ui.editing import Target
from ztui.ui.modals.actions import ActionsMenu, found
from ztui.ui.modals.choose import Choice
from ztui.ui.screens.form.screen import FormScreen
from ztui.ui.screens.plan.screen import PlanScreen

if TYPE_CHECKING:
    from collections.abc import Callable

Opened = Any
READER = Profile("acme", plan="none", read_only=True)


def refused(on: Any, title: str) -> str:
    """Give why an entry of the menu that is open cannot be chosen."""
    [why] = [each.refused for each in on.app.screen.choices if each.title == title]
    return str(why)


async def test_the_line_of_keys_names_what_they_act_on(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues", size=(120, 30)) as on:
        await on.press("j")
        assert "e edit  n new  D delete Appointments D…  a actions  / filter" in on.lines()[-1]
        await on.press("space", "space")
        assert "D delete 2 marked" in on.lines()[-1]
        await on.press("escape", "enter")
        assert " e edit call queue  n add members  D remove " in on.lines()[-1]
        await on.press("j")  # the first of them is the manager, who stays
        first, second = (on.screen.table.item_at(at).key for at in (1, 2))
        await on.press("space", "space")
        assert "D remove 2 marked" in on.lines()[-1]
        await on.press("D")
        assert [each.title.partition(" member ")[0] for each in on.screen.plan.changes] == ["Remove queue"] * 2
        assert [each.key for each in on.screen.plan.changes] == [first, second]


async def test_a_number_is_unassigned_or_deleted_as_its_row_has_it(house: Callable[..., Opened]) -> None:
    async with house(start="numbers /kind:user", size=(120, 30)) as on:
        assert "D unassign +1 " in on.lines()[-1]
        await on.press("escape", *"/unassigned", "enter")
        assert "D delete +" in on.lines()[-1]


async def test_a_session_that_only_reads_has_no_such_keys_and_says_why(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues", profile=READER) as on:
        assert "edit" not in on.lines()[-1]
        for key in "enD":
            await on.press(key)
            assert "may only read" in on.screen.spoken
            assert on.screen.area == "2"
        await on.press("a")
        for title in ("Edit…", "Business hours…", "Add members…", "Delete", "New call queue…"):
            assert refused(on, title) == "read-only"
        assert "may only read" in refused(on, "Nothing can be changed")
        await on.press("m")
        assert isinstance(on.app.screen, ActionsMenu)
        assert any("Add members…: read-only" in line for line in on.lines())


async def test_an_action_has_the_same_letter_in_its_list_and_its_details(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues") as on:
        letters = []
        for keys in (("a",), ("escape", "enter", "a")):
            await on.press(*keys)
            mine = [each for each in on.app.screen.choices if each.id.startswith(("act ", "part ", "edit"))]
            letters.append({each.title: each.key for each in mine})
        assert letters[0] == letters[1]
        assert letters[0]["Add members…"] == "m"


async def test_trunks_cannot_be_changed_and_say_so(house: Callable[..., Opened]) -> None:
    async with house(start="sip-trunks") as on:
        assert "edit" not in on.lines()[-1]
        assert " new" not in on.lines()[-1]
        for key in "enD":
            await on.press(key)
            assert "portal" in on.screen.spoken
        await on.press("a")
        assert "portal" in refused(on, "Create or change a trunk")
        await on.press("slash", *"whether", "enter")
        assert any("its last calls do." in line for line in on.lines())


async def test_what_only_some_rows_have_says_why_the_others_do_not(house: Callable[..., Opened]) -> None:
    async with house(start="internal-numbers") as on:
        assert "D " not in on.lines()[-1]
        await on.press("D")
        assert "does not tell its ID" in on.screen.spoken


async def test_a_scope_that_zoom_refused_greys_what_needs_it(house: Callable[..., Opened]) -> None:
    options = replace(SMALL, scopes=("phone:read:admin",))
    async with house(start="devices", options=options) as on:
        await on.press("a", "r")
        await confirm_refused(on)
        await on.press("escape", "7", "a")
        assert "lacks" in refused(on, "Reboot")


async def confirm_refused(on: Any) -> None:
    """Write the plan that is shown; it is refused."""
    await on.press("w")
    on.app.screen.opened_at -= 1
    await on.press("y")


async def test_a_menu_is_searched_by_typing_and_letters_wait_meanwhile(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues") as on:
        await on.press("a", "slash", *"add mem")
        box = on.app.screen
        assert [each.title for each in box.query_one("#choices").choices if not each.is_heading] == ["Add members…"]
        await on.press(*["backspace"] * 7, "backspace")
        assert box.words is None
        await on.press("slash", *"zzz", "escape")
        assert box.words is None
        assert box.is_current
        await on.press("slash", *"add mem", "enter")
        assert isinstance(on.screen, FormScreen)
        assert on.screen.sheet.title == "Add members"


def test_choices_are_found_by_all_words_of_title_note_and_heading() -> None:
    choices = [
        Choice("", "Queue", is_heading=True),
        Choice("a", "Add members", "guided"),
        Choice("", "Keys", is_heading=True),
        Choice("b", "Filter"),
    ]
    assert [each.title for each in found(choices, "QUEUE memb")] == ["Queue", "Add members"]
    assert [each.id for each in found(choices, "guided")] == ["", "a"]
    assert found(choices, "members keys") == ()


async def test_the_settings_of_a_tab_are_edited_and_else_the_object(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues", size=(120, 30)) as on:
        await on.press("enter", "e")
        assert on.screen.sheet.title == "Change call queue"
        await on.press("escape", "tab", "tab")
        assert on.screen.pane.resource.name == "call-handling"
        await on.press("e")
        assert on.screen.sheet.title == "Change setting"
        await on.press("escape", "a", "h")
        assert on.screen.sheet.title == "Business hours"
        assert on.screen.sheet.subject == on.screen.opened_from.heading.name


async def test_a_new_row_gets_the_cursor_a_deleted_one_leaves_and_others_stay(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues") as on:
        queues = on.screen
        site = queues.row.row["site"]["id"]
        await on.press("n")
        await fill(on, {"name": "Night desk", "site_id": site})
        await confirm(on)
        assert on.screen is queues
        assert queues.row.row["name"] == "Night desk"
        count = queues.pane.count
        await on.press("e")
        await fill(on, {"name": "Day desk"})
        await confirm(on)
        assert queues.row.row["name"] == "Day desk"
        assert any("Day desk" in line for line in on.lines())
        key = queues.row.key
        await on.press("D")
        await confirm(on)
        assert queues.pane.count == count - 1
        assert await queues.pane.listing.position_of(key) is None


async def test_what_was_written_below_is_read_again_above_and_a_deleted_object_is_left(
    house: Callable[..., Opened],
) -> None:
    async with house(start="call-queues", size=(120, 30)) as on:
        queues = on.screen
        await on.press("enter", "j")
        queue = on.screen
        members = queue.pane.count
        await on.press("D")
        await confirm(on)
        assert on.screen is queue
        assert queue.pane.count == members - 1
        assert f"Members   {members - 1} ·" in "\n".join(on.lines())
        await on.press("a", "d")
        await confirm(on)
        assert on.screen is queues
        assert await queues.pane.listing.position_of(queue.key) is None


async def test_the_console_opens_with_the_ids_of_the_row(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues") as on:
        key = on.screen.row.key
        await on.press("a", "slash", *"console", "enter")
        choices = on.app.screen.choices
        at = next(at for at, each in enumerate(choices) if each.id == "updateCallQueue")
        await on.press(*["down"] * at, "enter")
        assert on.screen.operation.id == "updateCallQueue"
        assert on.screen.draft.request().path == {"callQueueId": key}


def test_the_console_gets_the_ids_that_an_object_has_and_no_other() -> None:
    queue = Target(resource("call-queues"), ("q",), (), {"id": "q", "extension_id": "e"})
    member = Target(resource("queue-members"), ("m",), (("callQueueId", "q"),), {"id": "m"})
    assert ids_of(queue, operation("unassignMemberFromCallQueue")) == {"callQueueId": "q"}
    assert ids_of(member, operation("unassignMemberFromCallQueue")) == {"callQueueId": "q", "memberId": "m"}
    assert ids_of(queue, operation("getCallHandling")) == {"extensionId": "e"}
    assert ids_of(queue, operation("listCallQueues")) == {}


async def test_a_guided_task_opens_at_the_object_and_changes_of_many_rows_at_the_marks(
    house: Callable[..., Opened],
) -> None:
    async with house(start="users") as on:
        name = on.screen.row.row["name"]
        await on.press("a", "slash", *"somebody leaves", "enter")
        assert any("Somebody leaves" in line for line in on.lines()[:4])
        assert any("User" in line and name in line for line in on.lines())
        await on.press("escape", "escape")
        on.app.obey("users")
        await on.settle()
        await on.press("space", "space", "a", "slash", *"2 marked at", "enter")
        assert on.app.screen is not on.screen
        assert any("Change 2 users" in line for line in on.lines())


async def test_esc_stops_what_opens_a_form_and_who_went_on_is_not_called_back(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues") as on:
        gate = on.line.box = Gate(on.line.box)
        await on.pilot.press("e")
        assert "esc stops" in on.screen.spoken
        await on.pilot.press("escape")
        assert on.screen.spoken == "Stopped; nothing was changed."
        await on.pilot.press("e")
        await on.pilot.press("1")
        gate.open.set()
        await on.settle()
        assert on.screen.area == "1"


@pytest.mark.parametrize("keys", [(), ("enter",)])
async def test_every_key_of_a_screen_has_a_line_in_its_help(
    house: Callable[..., Opened], keys: tuple[str, ...]
) -> None:
    async with house(start="call-queues", size=(140, 50)) as on:
        await on.press(*keys)
        known = on.screen.known_actions()
        assert {"edit", "new", "delete", "actions", "undo", "journal"} <= {each.id for each in known}
        await on.press("question_mark")
        told = "\n".join("".join(part.text for part in line) for line in on.screen.lines())
        assert not [each.id for each in known if each.help not in told and not each.id.startswith("area-")]


async def test_nothing_is_edited_where_there_is_no_row(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues /nobody-has-this-name") as on:
        for key in "eD":
            await on.press(key)
            assert on.screen.spoken.startswith("There is no")
        await on.press("n")
        assert isinstance(on.screen, FormScreen)


async def test_the_mildest_action_asks_before_it_writes(house: Callable[..., Opened]) -> None:
    async with house(start="devices") as on:
        await on.press("D")
        assert isinstance(on.screen, PlanScreen)
        assert on.screen.plan.confirm.value == "severe"
