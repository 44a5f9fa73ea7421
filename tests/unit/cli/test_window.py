"""`--from` and `--to`: days and times of the viewer, sent as instants, judged before anything is sent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from tests.unit.cli.house import ztui
from ztui.cli.window import window_query
from ztui.core.errors import ConfigError
from ztui.resources.registry import resource

if TYPE_CHECKING:
    from pathlib import Path

CALLS = ("--demo", "--tz", "America/Los_Angeles", "list", "call-history", "--csv", "--columns", "start_time")
NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
PACIFIC = ZoneInfo("America/Los_Angeles")


def begun(folder: Path, *words: str) -> list[str]:
    ran = ztui(*CALLS, *words, folder=folder)
    assert (ran.code, ran.err) == (0, "")
    found = ran.out.split()[1:]
    assert found
    return found


def test_yesterday_is_the_day_of_the_viewer(tmp_path: Path) -> None:
    found = begun(tmp_path, "--from", "yesterday", "--to", "yesterday")
    assert min(found) >= "2026-11-20T08:00:00Z"
    assert "2026-11-21T07" in max(found)
    assert begun(tmp_path, "--where", "from=2026-11-20", "--where", "to=2026-11-20") == found


def test_a_window_without_an_end_ends_now(tmp_path: Path) -> None:
    found = begun(tmp_path, "--from", "-90min")
    assert min(found) >= "2026-11-21T12:35:00Z"
    assert max(found) > "2026-11-21T13:50"


def test_without_a_window_zoom_decides(tmp_path: Path) -> None:
    assert begun(tmp_path) == begun(tmp_path, "--from", "-24h")


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        ("", "", ()),
        ("2026-11-01", "2026-11-01", ("2026-11-01T07:00:00Z", "2026-11-02T07:59:59Z")),
        ("2026-10-01", "2026-10-31", ("2026-10-01T07:00:00Z", "2026-11-01T06:59:59Z")),
        ("-6months", "-5months", ("2026-05-21T14:10:00Z", "2026-06-21T13:05:00Z")),
        ("-7months", "-6months", None),
        ("-2months", "", None),
    ],
)
def test_a_window_is_sent_as_instants_unless_zoom_would_not_take_it(
    start: str, end: str, wanted: tuple[str, ...] | None
) -> None:
    if wanted is None:
        with pytest.raises(ConfigError):
            window_query(resource("call-history"), start, end, NOW, PACIFIC)
    else:
        sent = window_query(resource("call-history"), start, end, NOW, PACIFIC)
        assert sent == tuple(zip(("from", "to"), wanted, strict=False))


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--from", "teatime"), "'teatime' is no time"),
        (("--to", "2026-02-30"), "'2026-02-30' is no time"),
        (("--from", "2026-11-20", "--to", "2026-11-19"), "before it begins"),
        (("--from", "2999-01-01"), "in the future"),
        (("--to", "2999-01-01"), "in the future"),
        (("--from", "-13months"), "6 months"),
        (("--from", "-3months", "--where", "keyword=8200"), "a month"),
        (("--where", "from=Anna"), "'Anna' is no time"),
    ],
)
def test_a_window_that_cannot_be_exits_with_2_before_anything_is_sent(
    tmp_path: Path, words: tuple[str, ...], reason: str
) -> None:
    environ = {"ZTUI_TOKEN": "x", "ZTUI_API_URL": "http://127.0.0.1:9/v2"}
    demo = ztui(*CALLS, *words, folder=tmp_path)
    assert (demo.code, demo.out, demo.err.count("\n")) == (2, "", 1)
    assert reason in demo.err
    assert ztui("list", "call-history", *words, folder=tmp_path, environ=environ).code == 2
