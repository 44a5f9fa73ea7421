"""What comes of a request of the API console."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.hostile import HOSTILE_NAMES
from tests.ui.console import TEST, box_of, make_contact, open_form, write
from tests.ui.house import SMALL
from ztui.core.config import Profile
from ztui.core.errors import FieldError, Invalid
from ztui.services.console.console import Exchange
from ztui.services.console.request import ConsoleRequest
from ztui.ui.screens.console.answer import AnswerScreen
from ztui.ui.screens.console.copying import request_copies
from ztui.ui.screens.console.sending import Sending

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.ui.house import House

    Houses = Callable[..., AbstractAsyncContextManager[House]]

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
ODD = tuple(FieldError(f"rows[0].field{at}", "must be a string, not an integer") for at in range(20))


class Walked(list[object]):
    """A list that notes the threads in which it was gone through from end to end."""

    def __init__(self, rows: Iterable[object]) -> None:
        super().__init__(rows)
        self.threads: list[int] = []

    def __iter__(self) -> Iterator[object]:
        """Note the thread."""
        self.threads.append(threading.get_ident())
        return super().__iter__()


async def test_requests_that_were_sent_fill_the_form_again(house: Houses) -> None:
    async with house(profile=TEST) as opened:
        await make_contact(opened)
        await opened.press("colon", *"requests", "enter")
        row = next(line for line in opened.lines() if "POST   /phone/external_contacts" in line)
        assert "201 done" in row
        assert ":" in row
        await opened.press("enter")
        assert opened.screen.draft.request().body == {"name": "Bo"}
        await opened.press("H")
        assert opened.screen.title_word == "Requests of the console"


async def test_a_scope_that_was_refused_is_said_before(house: Houses) -> None:
    options = replace(SMALL, scopes=("phone:read:list_call_queues:admin",))
    async with house(profile=TEST, options=options) as opened:
        await open_form(opened, "listPhoneSites")
        await write(opened)
        assert opened.screen.exchange.status in {400, 401, 403}
        await opened.press("colon", *"operations listPhoneSites", "enter")
        assert any("Zoom refused it: the app lacks" in line for line in opened.lines())


async def test_what_zoom_says_of_fields_comes_back_onto_their_lines(house: Houses) -> None:
    async with house(profile=TEST) as opened:
        await open_form(opened, "addExternalContact")
        await opened.press("enter", *"Bo", "enter")
        form = opened.screen
        error = Invalid("Zoom refuses it.", http=400, code=300)
        error.fields = (FieldError("Name", "is taken [/nope]"),)
        Sending(form).show(Exchange(form.draft.request(), NOW, 400, error=error))
        await opened.settle()
        assert opened.screen is form
        assert any("name *" in line and "! is taken [/nope]" in line for line in opened.lines())
        assert "Zoom refuses it." in form.spoken
        assert form.line.title == "name"
        await opened.press("enter", "2", "enter")
        assert not form.line.problem
        error.fields = (FieldError("nowhere", "is odd"),)
        Sending(form).show(Exchange(form.draft.request(), NOW, 400, error=error))
        await opened.settle()
        assert "is odd" in "\n".join(opened.lines())


async def test_an_answer_is_folded_searched_and_shown_as_json(house: Houses) -> None:
    async with house(profile=TEST, size=(120, 40)) as opened:
        await open_form(opened, "listPhoneSites")
        await opened.press("enter")
        screen = opened.screen
        name = screen.exchange.data["sites"][1]["name"]
        await opened.press("slash", *name.split()[0].lower(), "enter")
        found = next(at for at, (path, _value) in enumerate(screen.lines.source.found) if path == ("sites", 1, "name"))
        screen.lines.move_to(found)
        await opened.press("enter")
        tree = screen.lines.source.tree
        assert screen.lines.source.in_tree(screen.lines.cursor) == tree.reveal(("sites", 1, "name"))
        await opened.press("left")
        before = screen.lines.source.count
        await opened.press("left")
        folded = screen.lines.source.count
        assert folded < before
        await opened.press("J")
        assert json.loads("\n".join(screen.lines.source.lines)) == screen.exchange.data
        await opened.press("escape")
        assert screen.lines.source.count == folded


async def test_an_answer_of_ten_megabytes_does_not_hold_the_keys_up(house: Houses) -> None:
    rows = Walked({"id": f"row-{at}", "text": HOSTILE_NAMES[at % 9] + "x" * 60} for at in range(80_000))
    data = {"rows": rows}
    async with house(profile=TEST) as opened:
        request = ConsoleRequest("listPhoneSites")
        exchange = Exchange(request, NOW, 200, 0.5, "LIGHT", data=data, problems=ODD)
        screen = AnswerScreen(opened.screen.session, exchange)
        opened.app.go(screen, opened.screen)
        await opened.settle()
        assert screen.lines.source.count < 200
        assert "and 17 more" in screen.lines.text
        await opened.press("J")
        await opened.press("slash", *"row-79999", "enter")
        assert screen.filter_count() == "1 found"
        await opened.press("escape", "J")
        assert screen.lines.source.count == 4 * 80_000 + 4
        await opened.press("J", "slash", *"row-79999", "enter")
        await opened.press("enter")
        assert any("row-79999" in line for line in opened.lines())
        assert rows.threads
        assert threading.get_ident() not in rows.threads


async def test_an_answer_is_copied_as_curl_without_the_token(house: Houses) -> None:
    async with house(profile=TEST, environ={}) as opened:
        await open_form(opened, "listPhoneSites")
        await opened.press("enter", "c")
        titles = [each.title for each in box_of(opened).choices]
        assert titles == ["Answer", "curl", "Command"]
        text = "\n".join(opened.lines())
        assert "ztui api listPhoneSites" in text
        await opened.press("u")
        assert "curl" in opened.screen.spoken
        assert "demo" not in request_copies(opened.screen, opened.screen.exchange.request)[0].text


async def test_what_is_copied_of_the_demo_asks_the_demo(house: Houses) -> None:
    async with house(profile=TEST, environ={}) as opened:
        opened.app.demo = True
        await open_form(opened, "listPhoneSites")
        (command,) = request_copies(opened.screen, opened.screen.draft.request())
        assert command.text == "ztui --demo api listPhoneSites"
        await opened.press("c")
        assert [each.title for each in box_of(opened).choices] == ["Command", "Command that prints this"]


async def test_a_curl_goes_to_the_address_of_the_session(house: Houses) -> None:
    profile = Profile("acme", plan="none", api_url="http://127.0.0.1:8765")
    async with house(profile=profile, environ={}) as opened:
        await open_form(opened, "listPhoneSites")
        curl = request_copies(opened.screen, opened.screen.draft.request())[0]
        assert "http://127.0.0.1:8765/v2/phone/sites" in curl.text


async def test_a_file_is_saved_under_the_name_that_is_given(house: Houses, tmp_path: Path) -> None:
    async with house(profile=TEST) as opened:
        client = opened.screen.session.client
        voicemails = (await client.request("accountVoiceMails", {}, {})).data["voice_mails"]
        await open_form(opened, "phoneDownloadVoicemailFile")
        await opened.press("enter", *voicemails[0]["id"].replace("-", "-"), "enter")
        await write(opened)
        field = box_of(opened).query_one("#asked")
        field.value = str(tmp_path / "nowhere" / "voice.mp3")
        await opened.press("enter")
        assert any("There is no folder" in line for line in opened.lines())
        (tmp_path / "there.mp3").write_bytes(b"x")
        field.value = str(tmp_path / "there.mp3")
        await opened.press("enter")
        assert any("There is such a file already" in line for line in opened.lines())
        field.value = str(tmp_path / "voice.mp3")
        await opened.press("enter")
        assert opened.screen.exchange.error is None, opened.screen.exchange.error
        assert opened.screen.exchange.saved_to.stat().st_size > 0
        assert "Saved to" in opened.screen.lines.text
        assert f"{opened.screen.exchange.saved_to.stat().st_size:,} bytes" in opened.screen.lines.text
