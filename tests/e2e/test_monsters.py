"""Answers that are valid and monstrous, over HTTP and on a terminal: the app stays alive, answers keys, and leaves."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.e2e.programs import WAIT, Server, command, on_terminal
from tests.e2e.test_demo import CURSOR, leave
from tests.e2e.test_hostile import foreign

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("monsters")]

LONG = "Z\x1b]0;stolen\x07 [/nope] \u202e " + "x\x1b[2J" * 100_000
"""Half a million bytes, with controls and marks."""
LONGEST = "Q\x1b[2J\u202e" * 1_500_000
"""Ten million bytes and more."""
MOST_SECONDS = 10
"""Between a key and its answer while so much is read, written as JSON and shown: long, as the machine may be loaded."""
DEEP = "[" * 900 + "]" * 900
TOO_DEEP = '{"next_page_token": "", "devices": ' + "[" * 300_000 + "]" * 300_000 + "}"


def row(number: int, **members: str) -> str:
    """Give a queue as JSON; members are JSON, and may be there twice."""
    known = {"id": f'"q{number}"', "name": f'"Queue {number}"', "extension_number": str(800 + number)} | members
    return "{" + ", ".join(f'"{name}": {value}' for name, value in known.items()) + "}"


ROWS = (
    row(0, name=json.dumps(LONG)),
    row(1, policy=DEEP),
    row(2, extension_number="NaN", status="Infinity"),
    row(3, extension_number="1e999", extension_id="9" * 5000),
    row(4)[:-1] + ', "name": "the second name", "id": "q4", "name": "the last name"}',
    row(5, name='"\\ud800 half"', site='[{"name": null}, 7]'),
    row(6, phone_numbers="[" + ", ".join(['{"number": "+14085550100"}'] * 20_000) + "]"),
    row(7, **{"k" * 100_000: '"a key that is long"'}),
)
ALONE = row(8, name=json.dumps(LONGEST), note=json.dumps("the end"))
LISTED = (
    '{"next_page_token": "", "page_size": 300, "total_records": 1e3, "call_queues": ['
    + ", ".join([*ROWS, row(8, name='"Alone"')])
    + "]}"
)
REFUSED = json.dumps({"code": 300, "message": LONG, "errors": [{"field": LONG[:5000], "message": LONG}]})


class Monsters(BaseHTTPRequestHandler):
    """A Zoom that answers so."""

    def answer(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", "0")))
        status, body = self.said(urlsplit(self.path).path)
        data = body.encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = answer

    def said(self, path: str) -> tuple[int, str]:
        if path.endswith("/token"):
            return 200, '{"access_token": "t0ken", "expires_in": 3600}'
        if path.startswith("/v2/phone/call_queues/q"):
            return 200, (*ROWS, ALONE)[int(path.rpartition("q")[2][:1])]
        known = {"call_queues": (200, LISTED), "devices": (200, TOO_DEEP), "users": (200, '{"users": NaN}')}
        return known.get(path.rpartition("/")[2], (400, REFUSED))

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def zoom() -> Iterator[Server]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Monsters)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Server((), url=f"http://127.0.0.1:{server.server_address[1]}")
    server.shutdown()
    server.server_close()
    thread.join(10)


def test_the_app_shows_monsters_answers_keys_and_leaves(zoom: Server) -> None:
    with on_terminal("call-queues", size=(120, 40), traced=False, **zoom.variables) as program:
        program.wait_for(lambda screen: CURSOR in screen.text and "the last name" in screen.text, WAIT)
        assert "half" in program.screen.text
        program.press("enter")
        program.wait_for(lambda screen: screen.row(2).startswith(" Queues ▸ Z"), WAIT)
        program.press("J")
        program.wait_for('"name": "Z', WAIT)
        program.press("?")
        program.wait_for("Go to the first row", WAIT)
        for key, said in (("9", "Zoom refuses"), ("6", "6 Users"), ("7", "nested too deeply")):
            program.send("\x1b")
            program.wait_quiet(0.2)
            program.press(key)
            program.wait_for(said, WAIT)
        program.press("2")
        program.wait_for(lambda screen: screen.row(2).startswith(" Queues") and CURSOR in screen.text, WAIT)
        assert foreign(program.tokens) == []
        assert program.screen.titles == []
        leave(program)


def test_ten_megabytes_in_one_field_are_read_to_their_end_while_keys_are_answered(zoom: Server) -> None:
    with on_terminal("call-queues", size=(120, 40), traced=False, **zoom.variables) as program:
        program.wait_for(lambda screen: CURSOR in screen.text and "Alone" in screen.text, WAIT)
        program.press("G")
        program.wait_quiet(0.2)
        program.press("enter")
        program.wait_for(lambda screen: screen.row(2).startswith(" Queues ▸ Q"), WAIT)
        pressed = program.press("J")
        took = program.wait_for(r'"Q\u001b[2J', WAIT) - pressed
        for key, seen in (("G", '"note": "the end"'), ("g", '"id": "q8"')):
            pressed = program.press(key)
            took = max(took, program.wait_for(seen, WAIT) - pressed)
        assert took < MOST_SECONDS
        assert foreign(program.tokens) == []
        leave(program)


@pytest.mark.parametrize(
    ("words", "code"), [(("list", "sites"), 1), (("list", "users"), 0), (("get", "call-queues", "q0"), 0)]
)
def test_commands_end_with_a_sentence_or_what_was_asked(zoom: Server, words: tuple[str, ...], code: int) -> None:
    answer = command(*words, traced=False, **zoom.variables)
    assert "Traceback" not in answer.err
    assert answer.code == code, answer.err[:500]
    assert "\x1b" not in answer.err + answer.out.decode()
    assert len(answer.err) < 20_000


def test_json_of_monsters_reads_back(zoom: Server) -> None:
    answer = command("list", "call-queues", "--json", traced=False, **zoom.variables)
    rows = json.loads(answer.out)
    assert [each["id"] for each in rows] == [f"q{number}" for number in range(len(ROWS) + 1)]
    assert (rows[0]["name"], rows[4]["name"]) == (LONG, "the last name")
    assert not set(answer.out) & {0x1B, 0x07}
