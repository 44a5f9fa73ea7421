"""`ztui list call-history --refresh`: calls that are stored are asked for again; without it they are not."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from tests.unit.cli.house import ztui
from ztui.cli.start import run
from ztui.main import House

if TYPE_CHECKING:
    from pathlib import Path

    from ztui.services.session import Session

DAY = ("--from", "2026-11-18T00:00:00Z", "--to", "2026-11-18T03:00:00Z")


class Counting(House):
    """The house that keeps the session it opened."""

    sessions: tuple[Session, ...] = ()

    def open_session(self, *args: Any, **more: Any) -> Session:
        self.sessions = (*self.sessions, super().open_session(*args, **more))
        return self.sessions[-1]


def asked(folder: Path, *words: str) -> tuple[int, str]:
    """Give how many requests for calls a list sends, and what it prints."""
    folders = {f"ZTUI_{kind}_DIR": str(folder / kind.lower()) for kind in ("CONFIG", "CACHE", "STATE")}
    out = io.StringIO()
    house = Counting({**folders, "TERM": "xterm"}, out, io.StringIO())
    assert run(("--demo", "--demo-state", str(folder), "list", "call-history", *DAY, "--ndjson", *words), house) == 0
    (session,) = house.sessions
    return sum(each.operation_id == "accountCallHistory" for each in session.client.requests.recent), out.getvalue()


def by_id(printed: str) -> dict[str, Any]:
    return {each["call_history_uuid"]: each for each in map(json.loads, printed.splitlines())}


def test_calls_that_are_stored_are_asked_for_again_where_that_is_wished(tmp_path: Path) -> None:
    demo = ("--demo", "--demo-state", str(tmp_path))
    assert ztui(*demo, "calls", "sync", *DAY, "--quiet", "--yes", folder=tmp_path).code == 0

    stored, printed = asked(tmp_path)
    anew, again = asked(tmp_path, "--refresh")

    assert stored == 0
    assert anew >= 1
    assert by_id(again) == by_id(printed) != {}


def test_nothing_is_asked_for_again_offline(tmp_path: Path) -> None:
    ran = ztui("--demo", "--offline", "list", "call-history", "--refresh", folder=tmp_path)

    assert ran.code == 2
    assert "--refresh asks Zoom" in ran.err
