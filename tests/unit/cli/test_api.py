from __future__ import annotations

import io
import json
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import Terminal, ztui
from ztui.cli.start import run
from ztui.contract.catalogue import operations
from ztui.main import House

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.house import Ran

needs_jq = pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not there")


def api(folder: Path, *words: str, terminal: bool = False) -> Ran:
    return ztui("--demo", "--demo-state", str(folder / "demo"), "api", *words, folder=folder, terminal=terminal)


def queue_in(folder: Path) -> str:
    found: str = api(folder, "/phone/call_queues?page_size=1").json["call_queues"][0]["id"]
    return found


def test_a_read_prints_what_zoom_sends_and_nothing_else(tmp_path: Path) -> None:
    ran = api(tmp_path, "GET", "/phone/call_queues", "-q", "page_size=5")
    assert (ran.code, ran.err) == (0, "")
    assert len(ran.json["call_queues"]) == 5


def test_all_pages_are_one_array(tmp_path: Path) -> None:
    ran = api(tmp_path, "listPhoneSites", "--paginate", "-q", "page_size=5", "--verbose")
    assert ran.code == 0
    assert len(ran.json) == len({each["id"] for each in ran.json}) == 12
    assert ran.err.splitlines()[-1] == "< page 3: 12 of 12 rows"


def test_what_is_no_list_has_no_pages(tmp_path: Path) -> None:
    ran = api(tmp_path, "getACallQueue", "-p", "callQueueId=q", "--paginate")
    assert ran.code == 2
    assert "no list" in ran.err


def test_what_does_not_fit_is_told_field_by_field_and_not_sent(tmp_path: Path) -> None:
    ran = api(tmp_path, "POST", "/phone/call_queues", "-f", "extension_number=x", "-q", "a=b", "--yes")
    assert (ran.code, ran.out) == (2, "")
    assert [line.split(":")[0].strip() for line in ran.err.splitlines()[1:]] == [
        "query a",
        "body name",
        "body site_id",
        "body extension_number",
    ]
    insisted = api(tmp_path, "POST", "/phone/call_queues", "-f", "name=x", "--no-validate", "--yes")
    assert insisted.code == 1
    assert "Zoom refuses" in insisted.err


def test_a_dry_run_prints_the_request_and_sends_nothing(tmp_path: Path) -> None:
    words = ("DELETE", "/phone/call_queues/queue-12345/members", "--dry-run")
    told = api(tmp_path, *words).json
    assert told["operation"] == "unassignAllMembers"
    assert (told["method"], told["path"]) == ("DELETE", "/phone/call_queues/queue-12345/members")
    assert (told["level"], told["body"]) == ("severe", None)
    assert "ALL" in told["does"]
    assert "Bearer $ZOOM_TOKEN" in told["curl"]
    real = ztui("api", *words, folder=tmp_path)
    assert real.json == told


def test_a_write_wants_consent_and_changes_the_account(tmp_path: Path) -> None:
    queue = queue_in(tmp_path)
    words = ("PATCH", f"/phone/call_queues/{queue}", "-f", "name=Renamed")
    asked = api(tmp_path, *words)
    assert asked.code == 2
    assert "--yes" in asked.err
    done = api(tmp_path, *words, "--yes")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert api(tmp_path, f"/phone/call_queues/{queue}").json["name"] == "Renamed"


def test_taking_a_whole_collection_wants_its_number(tmp_path: Path) -> None:
    queue = queue_in(tmp_path)
    path = f"/phone/call_queues/{queue}/members"
    count = len(api(tmp_path, path, "--paginate").json)
    assert count
    for words in ((), ("--yes",), ("--confirm", str(count + 1))):
        refused = api(tmp_path, "DELETE", path, *words)
        assert refused.code == 2
        assert f"--confirm '{count}'" in refused.err
    assert len(api(tmp_path, path, "--paginate").json) == count
    assert api(tmp_path, "DELETE", path, "--confirm", str(count)).code == 0
    assert api(tmp_path, path, "--paginate").json == []


def test_nothing_is_written_where_only_reading_is_allowed(tmp_path: Path) -> None:
    words = ("api", "deleteACallQueue", "-p", "callQueueId=queue-12345", "--confirm", "-12345")
    reading = ztui("--demo", "--read-only", *words, folder=tmp_path)
    assert reading.code == 4
    assert "--read-only" in reading.err
    told = ztui("--demo", *words, folder=tmp_path, environ={"ZTUI_READ_ONLY": "1"})
    assert told.code == 4
    assert "ZTUI_READ_ONLY" in told.err
    config = tmp_path / "config"
    config.mkdir()
    (config / "config.toml").write_text('[profiles.lab]\ntoken = "t"\nread_only = true\n')
    lab = ztui(*words, folder=tmp_path)
    assert lab.code == 4
    assert "profile lab" in lab.err


def test_a_url_of_another_host_is_not_sent_to_the_own_one(tmp_path: Path) -> None:
    ran = api(tmp_path, "https://api.example.com/v2/phone/sites")
    assert (ran.code, ran.out) == (2, "")
    assert "api.example.com" in ran.err


def test_a_url_that_is_too_long_is_told_and_not_sent(tmp_path: Path) -> None:
    ran = api(tmp_path, "/phone/call_queues", "-q", "next_page_token=" + "x" * 70_000)
    assert (ran.code, ran.out) == (2, "")
    assert "URL" in ran.err


def test_a_write_without_anything_in_it_is_not_sent(tmp_path: Path) -> None:
    queue = queue_in(tmp_path)
    ran = api(tmp_path, "PATCH", f"/phone/call_queues/{queue}", "--yes")
    assert (ran.code, ran.out) == (2, "")
    assert "body: is empty" in ran.err


def test_a_dry_run_of_a_severe_request_tells_its_phrase(tmp_path: Path) -> None:
    told = api(tmp_path, "deleteACallQueue", "-p", "callQueueId=queue-12345", "--dry-run").json
    assert (told["level"], told["phrase"]) == ("severe", "-12345")
    several = api(
        tmp_path, "deleteUnassignedPhoneNumbers", "-q", "phone_numbers=+14155550100,+14155550101", "--dry-run"
    )
    assert (several.json["phrase"], several.json["count"]) == ("2", 2)


def test_no_at_the_prompt_sends_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Keyboard(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Keyboard("n\n"))
    folders = {f"ZTUI_{kind}_DIR": str(tmp_path / kind) for kind in ("CONFIG", "CACHE", "STATE")}
    out, err = io.StringIO(), Terminal()
    words = ("--demo", "api", "updateCallQueue", "-p", "callQueueId=q", "-f", "name=x")
    assert run(words, House(folders, out, err)) == 2
    assert "Nothing was sent" in err.getvalue()


def test_a_profile_may_want_a_reason(tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.mkdir()
    (config / "config.toml").write_text('[profiles.lab]\ntoken = { env = "T" }\nrequire_reason = true\n')
    words = ("--profile", "lab", "api", "rebootPhoneDevice", "-p", "deviceId=d", "--yes")
    environ = {"T": "t", "ZTUI_API_URL": "http://127.0.0.1:9/v2"}
    ran = ztui(*words, folder=tmp_path, environ=environ)
    assert ran.code == 2
    assert "--reason" in ran.err


def test_what_zoom_refuses_has_its_exit_code(tmp_path: Path) -> None:
    ran = api(tmp_path, "getACallQueue", "-p", "callQueueId=nope")
    assert (ran.code, ran.out) == (1, "")
    assert "finds no such object" in ran.err
    offline = ztui("--demo", "--offline", "api", "listCallQueues", folder=tmp_path)
    assert offline.code == 3


def test_headers_are_printed_when_they_are_wanted(tmp_path: Path) -> None:
    ran = api(tmp_path, "listCallQueues", "-q", "page_size=1", "--include")
    head, _, body = ran.out.partition("\n\n")
    assert head.splitlines()[0] == "HTTP 200"
    assert "x-zm-trackingid: " in head
    assert json.loads(body)["page_size"] == 1
    told = api(tmp_path, "listCallQueues", "--silent", "--verbose")
    assert told.out == ""
    assert told.err.startswith("> GET https://api.zoom.us/v2/phone/call_queues\n< HTTP 200, ")


@needs_jq
def test_jq_filters_what_is_printed(tmp_path: Path) -> None:
    ran = api(tmp_path, "listPhoneSites", "--paginate", "--jq", ".[0] | keys[0], length")
    first, second = ran.out.split()
    assert (ran.code, json.loads(first), int(second) > 2) == (0, "country", True)
    for expression in (".[", "--help"):
        wrong = api(tmp_path, "listPhoneSites", "--jq", expression)
        assert (wrong.code, wrong.out) == (2, "")
        assert "jq" in wrong.err


def test_answers_go_to_a_file_that_is_not_there_yet(tmp_path: Path) -> None:
    target = tmp_path / "sites.json"
    words = ("listPhoneSites", "--paginate", "-o", str(target))
    ran = api(tmp_path, *words)
    assert (ran.code, ran.out) == (0, "")
    assert len(json.loads(target.read_text())) == 12
    again = api(tmp_path, *words)
    assert again.code == 2
    assert "there already" in again.err


def test_a_file_is_saved_and_never_shown_on_a_terminal(tmp_path: Path) -> None:
    url = api(tmp_path, "/phone/recordings?page_size=1").json["recordings"][0]["download_url"]
    words = ("phoneDownloadRecordingFile", "-p", f"fileId={url.rpartition('/')[2].partition('?')[0]}")
    shown = api(tmp_path, *words, terminal=True)
    assert (shown.code, shown.out) == (2, "")
    assert "-o FILE" in shown.err
    saved = api(tmp_path, *words, "-o", str(tmp_path / "call.mp3"))
    assert saved.code == 0
    assert "call.mp3" in saved.err
    assert (tmp_path / "call.mp3").stat().st_size > 1_000


def test_operations_prints_all_or_those_that_hold_the_words(tmp_path: Path) -> None:
    everything = ztui("operations", "--json", folder=tmp_path).json
    assert [each["id"] for each in everything] == list(operations())
    found = ztui("operations", "queue", "members", "--method", "delete", "--json", folder=tmp_path).json
    assert {each["method"] for each in found} == {"DELETE"}
    assert [each["confirm"] for each in found if each["collection_wide"]] == ["severe"]
    none = ztui("operations", "elephant", "--json", folder=tmp_path)
    assert (none.code, none.json) == (0, [])
    near = ztui("operations", "createCallQueu3", "--json", folder=tmp_path)
    assert (near.code, near.json) == (0, [])
    assert "createCallQueue" in near.err
    for words in (("--api", "phon"), ("--tag", "Call Loggs")):
        wrong = ztui("operations", *words, folder=tmp_path)
        assert (wrong.code, wrong.out) == (2, "")
        assert "Did you mean" in wrong.err
    old = ztui("operations", "--deprecated", "--json", folder=tmp_path).json
    assert old
    assert all(each["sunset"] for each in old)
    lists = {each["id"]: each["resource"] for each in everything}
    assert lists["listCallQueues"] == "call-queues"


def test_operations_tells_of_one_what_the_contract_says(tmp_path: Path) -> None:
    ran = ztui("operations", "createCallQueue", "--table", folder=tmp_path)
    assert ran.out.splitlines()[0] == "POST /phone/call_queues"
    for part in ("phone:write:call_queue:admin", "members.users[].email", "required; 1 to 32 characters", "400/412"):
        assert part in ran.out
    (only,) = ztui("operations", "listCallLogs", "--json", folder=tmp_path).json[:1]
    assert only["id"] == "listCallLogsMetrics"


def test_operations_fit_tables_and_csv(tmp_path: Path) -> None:
    table = ztui("operations", "voicemail", folder=tmp_path, terminal=True)
    assert table.code == 0
    assert table.out.splitlines()[0].split()[:3] == ["METHOD", "PATH", "ID"]
    csv = ztui("operations", "--csv", folder=tmp_path).out.splitlines()
    assert csv[0].startswith("id,method,path,twin,api,tag,title")
    assert len(csv) == len(operations()) + 1
