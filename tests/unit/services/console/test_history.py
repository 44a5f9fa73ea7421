from __future__ import annotations

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from ztui.core.errors import ConfigError, StoreError
from ztui.services.console.history import History, Sent
from ztui.services.console.request import ConsoleRequest

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)


def queue(name: str) -> ConsoleRequest:
    return ConsoleRequest("getACallQueue", {"callQueueId": name})


def test_requests_come_back_newest_first_and_each_once(tmp_path: Path) -> None:
    history = History(tmp_path, "acme")
    assert history.read() == ()
    for name in ("a", "b", "a"):
        history.add(Sent(queue(name), AT))
    assert History(tmp_path, "acme").read() == (Sent(queue("a"), AT), Sent(queue("b"), AT))


def test_profiles_and_accounts_have_histories_of_their_own(tmp_path: Path) -> None:
    History(tmp_path, "acme").add(Sent(queue("a"), AT))
    assert History(tmp_path, "other").read() == ()
    assert History(tmp_path, "acme", "sub-1").read() == ()


def test_no_secret_reaches_the_file_and_only_the_owner_reads_it(tmp_path: Path) -> None:
    body = {"user_name": "x", "password": "hush", "lines": [{"sip_password": "hush"}]}
    History(tmp_path / "state", "acme").add(Sent(ConsoleRequest("createSIPPhone", {}, {}, body), AT))
    (kept,) = History(tmp_path / "state", "acme").read()
    assert kept.request.body == {"user_name": "x", "lines": [{}]}
    for path in (tmp_path / "state").iterdir():
        assert "hush" not in path.read_text()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_it_stays_bounded_and_damaged_lines_are_left_out(tmp_path: Path) -> None:
    history = History(tmp_path, "acme")
    history.add(Sent(ConsoleRequest("createCallQueue", {}, {}, {"name": "x" * 100_000}), AT))
    (file,) = tmp_path.glob("*.ndjson")
    file.write_bytes(file.read_bytes() + b'\xff\n[]\n{"account": "", "operation": "noSuch"}\nnull\n{"account"\n')
    assert [each.request.body for each in history.read()] == [None]
    for number in range(450):
        history.add(Sent(queue(str(number)), AT))
    assert 200 <= len(file.read_text().splitlines()) <= 401
    assert history.read()[0].request == queue("449")


def test_programs_at_once_lose_nothing(tmp_path: Path) -> None:
    def work(name: str) -> None:
        history = History(tmp_path, "acme")
        for number in range(20):
            history.add(Sent(queue(f"{name}-{number}"), AT))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, "abcd"))
    assert len(History(tmp_path, "acme").read()) == 80


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises((ConfigError, StoreError)):
        History(tmp_path / "file", "acme").add(Sent(queue("a"), AT))
    assert History(tmp_path / "file", "acme").read() == ()


def test_what_became_of_a_request_is_kept_and_older_lines_are_read(tmp_path: Path) -> None:
    History(tmp_path, "acme").add(Sent(queue("a"), AT, 404, "refused"))
    (file,) = tmp_path.glob("*.ndjson")
    older = json.loads(file.read_text())
    assert History(tmp_path, "acme").read() == (Sent(queue("a"), AT, 404, "refused"),)
    del older["status"], older["outcome"]
    file.write_text(json.dumps(older) + "\n")
    assert History(tmp_path, "acme").read() == (Sent(queue("a"), AT),)
