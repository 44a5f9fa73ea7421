"""How the fields of a request of the API console are filled in: picked, pasted, files, and what Zoom says of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from textual import events

from tests.ui.console import TEST, box_of, go_to, open_form, sent, write
from ztui.core.errors import NotFound
from ztui.services.console.console import Exchange
from ztui.ui.modals.choose import Choice
from ztui.ui.modals.picks import PickSome
from ztui.ui.screens.console.belonging import picks_for
from ztui.ui.screens.console.sending import Sending

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.ui.house import House

    Houses = Callable[..., AbstractAsyncContextManager[House]]


async def test_what_is_picked_is_searched_and_its_name_stands_beside_the_id(house: Houses) -> None:
    async with house(profile=TEST, size=(120, 40)) as opened:
        await open_form(opened, "getACallQueue")
        await opened.press("p")
        box = box_of(opened)
        wanted = box.choices[-1]
        assert len(wanted.note.split()) > 1
        await opened.press(*wanted.id[-5:].lower())
        assert wanted in box.query_one("#choices").choices
        assert len(box.query_one("#choices").choices) < len(box.choices)
        await opened.press(*["backspace"] * 5)
        await opened.press(*wanted.id.lower(), "enter")
        assert opened.screen.line.text == wanted.id
        assert any(wanted.id in line and wanted.title[:20] in line for line in opened.lines())
        await opened.press("o")
        await open_form(opened, "deleteACallQueue")
        await opened.press("p", *wanted.id.lower(), "enter", "w")
        assert f"{wanted.id} is '{wanted.title}" in "\n".join(box_of(opened).question.says)


async def test_some_are_picked_with_a_search(house: Houses) -> None:
    async with house(profile=TEST) as opened:
        await open_form(opened, "addExternalContact")
        choices = [Choice(str(at), f"Name {at}", "note") for at in range(12)]
        given: list[object] = []
        opened.app.push_screen(PickSome("Which?", choices, ["3"]), given.append)
        await opened.settle()
        await opened.press(*"name 11", "tab", "enter")
        assert given == [("3", "11")]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("transfer_site_id", "sites"),
        ("siteIds", "sites"),
        ("new_user_id", "users"),
        ("provision_template_id", ""),
        ("name", ""),
    ],
)
def test_a_name_tells_from_which_list_its_ids_are(name: str, found: str) -> None:
    assert picks_for(name) == found
    assert picks_for("fileId", "phoneDownloadVoicemailFile") == "voicemails"


async def test_lines_that_are_pasted_are_all_kept(house: Houses) -> None:
    async with house(profile=TEST) as opened:
        await open_form(opened, "addExternalContact")
        await go_to(opened, "description")
        await opened.press("enter")
        opened.app.post_message(events.Paste("Front desk,\n second floor\n\n"))
        await opened.settle()
        assert any("enter take it  esc leave it" in line for line in opened.lines())
        await opened.press("enter")
        assert opened.screen.draft.request().body["description"] == "Front desk, second floor"
        assert not any("esc leave it" in line for line in opened.lines())
        await opened.press("slash")
        assert any("enter take it  esc leave it" in line for line in opened.lines())
        await opened.press(*"email", "enter")
        assert opened.screen.filter_count() == "1 field"
        assert not any("esc leave it" in line for line in opened.lines())


async def test_an_element_in_which_nothing_is_typed_is_no_element(house: Houses) -> None:
    async with house(profile=TEST) as opened:
        await open_form(opened, "addExternalContact")
        await go_to(opened, "phone_numbers")
        await opened.press("plus", "escape")
        assert opened.screen.draft.request().body == {"phone_numbers": []}
        await opened.press("plus", *"+14155550100", "enter", "plus", "enter")
        assert opened.screen.draft.request().body == {"phone_numbers": ["+14155550100"]}


async def test_a_file_that_is_not_there_is_told_at_its_line(house: Houses, tmp_path: Path) -> None:
    async with house(profile=TEST, size=(120, 40)) as opened:
        await open_form(opened, "UploadFaxFiles")
        for line in [each for each in opened.screen.lines.lines if each.required and each.at[0] == "path"]:
            opened.screen.put(line.at, "e-1")
        await go_to(opened, "file")
        opened.screen.put(("files", "file"), str(tmp_path / "none.pdf"))
        assert opened.screen.line.problem == "is no file that can be found"
        before = sent(opened)
        await write(opened)
        assert "Nothing was sent: 1 field" in opened.screen.spoken
        assert sent(opened) == before
        (tmp_path / "none.pdf").write_bytes(b"x")
        opened.screen.put(("files", "file"), str(tmp_path / "none.pdf"))
        assert not opened.screen.line.problem
        assert opened.screen.spoken == ""


async def test_what_zoom_says_of_an_id_stands_at_its_line_until_it_is_changed(house: Houses) -> None:
    async with house(profile=TEST) as opened:
        await open_form(opened, "addExternalContact")
        await opened.press("enter", *"Bo", "enter")
        form = opened.screen
        form.put(("body", "id"), "c-17")
        error = NotFound(
            "Zoom finds no such object for 'Add external contact': contact does not exist: c-17.", http=404
        )
        Sending(form).show(Exchange(form.draft.request(), datetime(2026, 11, 21, tzinfo=UTC), 404, error=error))
        await opened.settle()
        assert opened.screen is form
        assert form.line.title == "id"
        assert "c-17" in form.line.problem
        assert "refresh" not in form.spoken
        form.put(("body", "id"), "c-18")
        assert not form.line.problem


async def test_wrong_json_of_a_field_has_its_place(house: Houses) -> None:
    async with house(profile=TEST) as opened:
        await open_form(opened, "createCallQueue")
        form = opened.screen
        form.put(("body", "members"), "{oops")
        form.clear_filter()
        await go_to(opened, "members")
        await opened.press("enter")
        box_of(opened).area.text = '{\n  "users" []}'
        await opened.press("ctrl+o")
        assert box_of(opened).area.cursor_location == (1, 10)
