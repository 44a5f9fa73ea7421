"""The terminal program on an account reached over HTTP: what it keeps, and what it shows when the line is dead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.programs import SMALL, WAIT, Server, on_terminal
from tests.e2e.test_demo import CURSOR, leave

if TYPE_CHECKING:
    from benchmarks.harness.screen import Screen

pytestmark = [pytest.mark.slow]


def names(screen: Screen) -> list[str]:
    """Give the names in the list; what stands beside them depends on what is known of sites by then."""
    return [row[3:23] for row in screen.rows[4:20]]


def test_rows_seen_before_are_shown_at_once_with_their_age_when_zoom_cannot_be_reached() -> None:
    with Server.simulator(*SMALL) as server, on_terminal("call-queues", **server.variables) as program:
        program.wait_for(lambda screen: CURSOR in screen.text and screen.row(2).endswith(" 40"), WAIT)
        seen = names(program.screen)
        leave(program)

    with on_terminal("call-queues", **server.variables) as program:
        program.wait_for(lambda screen: names(screen) == seen, WAIT)
        program.wait_for(lambda screen: "stored" not in screen.row(0), WAIT)
        program.press("r")
        program.wait_for("127.0.0.1", WAIT)
        assert names(program.screen) == seen
        assert "old" in program.screen.row(0)
        leave(program)


def test_the_list_and_the_other_areas_are_there_while_zoom_is_slow() -> None:
    with Server.simulator(*SMALL, "--latency", "1500") as server, on_terminal(**server.variables) as program:
        program.wait_for("1 Calls", WAIT)
        program.press("9")
        program.wait_for(lambda screen: screen.row(2).startswith(" Sites"), WAIT)
        program.press("?")
        program.wait_for("Go to the first row", WAIT)
        assert all(not each["status"] or each["path"] != "/v2/phone/sites" for each in server.log())
        program.press("escape")
        program.wait_for(lambda screen: CURSOR in screen.text, WAIT)
        leave(program)


def test_a_scope_that_is_missing_is_named_on_screen() -> None:
    with (
        Server.simulator(*SMALL, "--scopes", "phone:read:list_sites:admin") as server,
        on_terminal("call-queues", size=(120, 40), **server.variables) as program,
    ):
        program.wait_for("phone:read:list_call_queues:admin", WAIT)
        program.press("9")
        program.wait_for(lambda screen: screen.row(2).startswith(" Sites") and CURSOR in screen.text, WAIT)
        leave(program)
