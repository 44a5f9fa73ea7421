"""`ztui calls`: fetching calls into the store on this machine, telling what is there, forgetting old ones."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import ztui

if TYPE_CHECKING:
    from pathlib import Path

DEMO = ("--demo", "--demo-state")


def test_calls_are_fetched_once_and_told_and_forgotten(tmp_path: Path) -> None:
    demo = (*DEMO, str(tmp_path / "demo"))
    before = ztui("calls", *demo, folder=tmp_path)
    assert (before.code, before.json["calls"], before.json["covered"]) == (0, 0, [])
    assert not list(tmp_path.rglob("*.calls.sqlite"))

    first = ztui("calls", "sync", "--from", "-24h", *demo, folder=tmp_path)
    assert first.code == 0, first.err
    assert first.json["complete"]
    assert first.json["new"] == first.json["calls"] > 300
    assert "heavy request" in first.err
    assert "% of today's pot, about" in first.err

    again = ztui("calls", "sync", "--from", "-24h", *demo, folder=tmp_path)
    assert (again.json["new"], again.json["calls"]) == (0, first.json["new"])
    assert again.json["requests"] == 1 < first.json["requests"]

    there = ztui("calls", *demo, folder=tmp_path)
    assert there.json["calls"] == first.json["new"]
    assert there.json["covered"][0]["from"] == "2026-11-20T14:05:00Z"
    (missing,) = there.json["missing"]  # the last hours are stored, though a sync looks at them once more
    assert missing["from"].startswith("2026-05-21")
    assert missing["to"] == "2026-11-20T14:04:59Z"
    told = ztui("calls", "--table", *demo, "--tz", "America/Los_Angeles", folder=tmp_path).out
    assert f"{first.json['new']:,} calls" in told
    assert "2026-11-20 06:05:00 PST to 2026-11-21 06:05:00 PST, now" in told

    gone = ztui("calls", "prune", "--before", "-2h", *demo, folder=tmp_path)
    assert gone.json["pruned"] + gone.json["calls"] == first.json["new"]
    assert ztui("calls", *demo, folder=tmp_path).json["covered"][0]["from"] == "2026-11-21T12:05:00Z"
    assert ztui("calls", "prune", "--before", "-2h", "--table", *demo, folder=tmp_path).out.startswith("0 calls")


def test_quiet_says_nothing_and_text_says_it_in_one_line(tmp_path: Path) -> None:
    demo = (*DEMO, str(tmp_path / "demo"))
    quiet = ztui("calls", "sync", "--from", "-1h", "--quiet", *demo, folder=tmp_path)
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
    line = ztui("calls", "sync", "--from", "-1h", "--table", *demo, folder=tmp_path).out
    assert line.startswith("0 new calls, 0 changed; ")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("sync", "--from", "-7months"), 2, "the last 6 months"),
        (("sync", "--from", "2027-01-01"), 2, "in the future"),
        (("sync", "--from", "-1h", "--to", "-2h"), 2, "before it begins"),
        (("sync", "--from", "soon"), 2, "no time"),
        (("sync", "--offline"), 2, "offline"),
        (("prune",), 2, "--before"),
        (("prune", "--before", "2027-01-01"), 2, "in the future"),
        (("prine",), 2, "No such command"),
    ],
)
def test_what_cannot_be_is_said(tmp_path: Path, words: tuple[str, ...], code: int, said: str) -> None:
    ran = ztui("calls", *words, "--demo", folder=tmp_path)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


def test_a_window_of_months_is_not_listed_before_it_is_stored(tmp_path: Path) -> None:
    demo = (*DEMO, str(tmp_path / "demo"))
    window = ("list", "calls", "--from", "-40d", "--columns", "start_time", "--ndjson")
    before = ztui(*window, *demo, folder=tmp_path)
    assert (before.code, before.out) == (2, "")
    assert "'ztui calls sync --from 2026-10-12T14:05:00Z --to 2026-11-21T14:05:00Z' fetches the calls" in before.err
    assert "a month" in ztui(*window, "--where", "keyword=8200", *demo, folder=tmp_path).err
    synced = ztui("calls", "sync", "--from", "-2h", *demo, folder=tmp_path)
    there = ztui(*window, "--offline", *demo, folder=tmp_path)
    assert there.out.count("\n") == synced.json["calls"] > 0


def test_calls_of_a_queue_are_direct_or_through_it_and_said_to_be(tmp_path: Path) -> None:
    demo = (*DEMO, str(tmp_path / "demo"))
    queue = ztui("list", "call-queues", "--limit", "1", "--json", *demo, folder=tmp_path).json[0]
    words = ("list", "call-history", "--of", f"queue:{queue['id']}", "--json")
    direct = ztui(*words, *demo, folder=tmp_path)
    assert f"({queue['extension_number']}), direct: calls to it." in direct.err
    through = ztui(*words, "--through", *demo, folder=tmp_path)
    assert f"through: any call passing {queue['extension_number']}." in through.err
    ids = [{each["call_history_uuid"] for each in ran.json} for ran in (direct, through)]
    assert ids[0] <= ids[1]
    assert all(str(each["callee_ext_number"]) == str(queue["extension_number"]) for each in direct.json)
    for wrong, said in (
        (("list", "users", "--of", "x"), "list of calls"),
        (("list", "calls", "--through"), "--of"),
        (("list", "calls", "--of", "nobody at all"), "nobody at all"),
    ):
        ran = ztui(*wrong, *demo, folder=tmp_path)
        assert ran.code in (1, 2)
        assert said in ran.err


def test_following_prints_calls_as_they_come(tmp_path: Path) -> None:
    words = ("calls", "follow", "--every", "2", "--limit", "1", "--demo")
    lines = ztui(*words, folder=tmp_path)
    assert (lines.code, lines.out.count("\n")) == (0, 1)
    assert lines.json["call_history_uuid"].startswith("20261121-")
    assert "30 heavy requests a minute, 6.0 % of today's pot an hour. ctrl+c ends it." in lines.err
    table = ztui(*words, "--table", "--quiet", folder=tmp_path)
    assert table.out.splitlines()[0].startswith("TIME UTC  DIR  FROM")
    assert (len(table.out.splitlines()), table.err) == (2, "")


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--every", "0"), "every 0 s"), (("--csv",), "no end"), (("--offline",), "offline"), (("--match", "x>"), "'x'")],
)
def test_what_cannot_be_followed_is_said(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    ran = ztui("calls", "follow", *words, "--demo", folder=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="ctrl+c is sent otherwise there")
def test_ctrl_c_ends_following_cleanly(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ztui", "--demo", "calls", "follow", "--match", "nobody-at-all"]
    environ = {**os.environ, "HOME": str(tmp_path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environ) as run:
        assert run.stderr is not None
        assert run.stderr.readline().startswith("ztui: Following every 10 s")
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=20)
    assert (run.returncode, out, err) == (0, "", "")


def settings(folder: Path, *lines: str) -> dict[str, str]:
    (folder / "config").mkdir()
    (folder / "config" / "config.toml").write_text("\n".join(["[profiles.acme]", "token = 't'", *lines]))
    return {"ZTUI_API_URL": "http://127.0.0.1:9/v2"}


def test_an_unreachable_zoom_is_worth_another_try(tmp_path: Path) -> None:
    ran = ztui("calls", "sync", "--from", "-1h", folder=tmp_path, environ=settings(tmp_path))
    assert ran.code == 3
    assert not ran.json["complete"]
    assert "Cannot reach" in ran.err


def test_what_is_not_kept_is_not_fetched(tmp_path: Path) -> None:
    environ = settings(tmp_path, "retention_days = 7")
    ran = ztui("calls", "sync", "--from", "-30d", "--to", "-20d", folder=tmp_path, environ=environ)
    assert (ran.code, ran.out) == (2, "")
    assert "retention_days is 7" in ran.err
    assert "7 days (retention_days)" in ztui("calls", "--table", folder=tmp_path, environ=environ).out


def test_an_empty_pot_says_when_it_goes_on(tmp_path: Path) -> None:
    demo = (*DEMO, str(tmp_path / "demo"))
    assert ztui("calls", "sync", "--from", "-1h", *demo, folder=tmp_path).code == 0
    (ledger,) = tmp_path.rglob("quota.sqlite")
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("update pot set used = allowed")
        connection.commit()
    ran = ztui("calls", "sync", "--from", "-24h", *demo, folder=tmp_path)
    assert (ran.code, ran.json["complete"], ran.json["requests"]) == (3, False, 0)
    assert ran.json["goes_on_at"] == "2026-11-22T00:00:00Z"
    assert "2026-11-22 00:00 UTC" in ran.err
    quiet = ztui("calls", "sync", "--from", "-24h", "-q", *demo, folder=tmp_path)
    assert (quiet.code, quiet.out) == (3, "")
    assert quiet.err.count("\n") == 1


def test_a_damaged_store_is_said_and_not_taken_for_one_without_calls(tmp_path: Path) -> None:
    demo = (*DEMO, str(tmp_path / "demo"))
    assert ztui("calls", "sync", "--from", "-1h", "--quiet", *demo, folder=tmp_path).code == 0
    (path,) = tmp_path.rglob("*.calls.sqlite")
    with path.open("r+b") as file:
        file.write(b"\xa5" * 3000)
    window = ("--offline", "list", "call-history", "--from", "-1h")
    for words in (("calls", "stats", "--by", "direction", "--json"), window):
        path.unlink(missing_ok=True)
        path.write_bytes(b"\xa5" * 9000)
        ran = ztui(*words, *demo, folder=tmp_path)
        assert (ran.code, ran.out) == (1, "")
        assert f"set aside as {path.name}.damaged" in ran.err
        assert path.with_name(path.name + ".damaged").read_bytes() == b"\xa5" * 9000
    after = ztui("calls", "stats", "--by", "direction", "--json", *demo, folder=tmp_path)
    assert (after.code, after.out) == (1, "")
    assert "No calls are stored yet" in after.err
    again = ztui("calls", "sync", "--from", "-1h", *demo, folder=tmp_path).json
    assert (again["complete"], again["new"] > 0) == (True, True)


def test_offline_a_window_that_is_stored_in_part_is_said_to_be(tmp_path: Path) -> None:
    demo = (*DEMO, str(tmp_path / "demo"))
    stored = ztui("calls", "sync", "--from", "-3d", "--to", "-2d", *demo, folder=tmp_path).json["calls"]
    assert stored > 0
    listed = ("--offline", "list", "call-history", "--ndjson")
    for start, there in (("-40d", stored), ("-10d", stored), ("-1d", 0)):
        ran = ztui(*listed, "--from", start, *demo, folder=tmp_path)
        assert (ran.code, ran.out.count("\n")) == (1, there)
        assert "not complete; 'ztui calls sync --from 2026-1" in ran.err
    counted = ztui(*listed[:-1], "--from", "-10d", "--count-by", "direction", "--json", *demo, folder=tmp_path)
    assert (counted.code, counted.json["complete"], counted.json["totals"]["calls"]) == (1, False, stored)
    file = tmp_path / "part.csv"
    written = ztui(*listed[:-1], "--from", "-10d", "-o", str(file), *demo, folder=tmp_path)
    assert (written.code, "not complete" in written.err) == (1, True)
    whole = ztui(*listed, "--from", "-3d", "--to", "-2d", *demo, folder=tmp_path)
    assert (whole.code, whole.err) == (0, "")
    assert 0 < whole.out.count("\n") <= stored  # what is fetched reaches a little over its ends
