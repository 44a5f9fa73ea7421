"""`ztui ring` as a shell runs it, against a Zoom on the other side of a socket."""

from __future__ import annotations

import json

import pytest

from tests.e2e.programs import SMALL, Server, command

pytestmark = [pytest.mark.slow]


def test_a_tree_is_read_over_a_socket_and_then_again_without_it() -> None:
    with Server.simulator(*SMALL, "--plan", "none", traced=False) as server:
        words = ("ring", "801-8000", "--at", "2026-11-23 15:00", "--json")
        first = command(*words, traced=False, **server.variables)
        assert (first.code, first.err) == (0, "")
        data = json.loads(first.out)
        assert data["tree"]["kind"] == "call_queue"
        assert data["not_read"] == []
        again = command("--offline", *words, traced=False, **server.variables)
        assert json.loads(again.out)["tree"] == data["tree"]
