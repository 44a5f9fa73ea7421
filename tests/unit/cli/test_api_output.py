"""Where the answer of `ztui api` goes, and what is said when it cannot go there."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import ztui
from ztui.cli.start import run
from ztui.main import House

if TYPE_CHECKING:
    from tests.unit.cli.house import Ran

needs_jq = pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not there")
needs_devices = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there are no such devices")


def api(folder: Path, *words: str) -> Ran:
    return ztui("--demo", "--demo-state", str(folder / "demo"), "api", *words, folder=folder)


def queue_words(folder: Path, name: str) -> tuple[str, ...]:
    site = api(folder, "/phone/sites?page_size=1").json["sites"][0]["id"]
    return ("POST", "/phone/call_queues", "-f", f"name={name}", "-f", f"site_id={site}", "--yes")


def queues_named(folder: Path, name: str) -> list[str]:
    return [each["id"] for each in api(folder, "listCallQueues", "--paginate").json if each.get("name") == name]


@needs_jq
def test_a_filter_that_fails_after_a_write_leaves_no_doubt_that_it_was_done(tmp_path: Path) -> None:
    ran = api(tmp_path, *queue_words(tmp_path, "Once"), "--jq", ".id | error")
    assert ran.code == 1
    assert "WAS done" in ran.err
    assert "sent." not in ran.err
    assert [ran.json["id"]] == queues_named(tmp_path, "Once")
    read = api(tmp_path, "/phone/sites?page_size=1", "--jq", ".sites | error")
    assert (read.code, read.out) == (1, "")


@needs_devices
def test_an_output_that_is_full_after_a_write_tells_the_id(tmp_path: Path) -> None:
    ran = api(tmp_path, *queue_words(tmp_path, "Once"), "-o", "/dev/full")
    assert (ran.code, ran.out) == (1, "")
    (made,) = queues_named(tmp_path, "Once")
    assert "WAS done" in ran.err
    assert made in ran.err


def test_an_output_that_cannot_be_is_told_before_anything_is_sent(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine")
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    words = queue_words(tmp_path, "Never")
    for name, said in (("none/x", "no folder"), ("there", "already"), ("broken", "already"), ("", "is a folder")):
        ran = api(tmp_path, *words, "-o", str(tmp_path / name))
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err
    assert queues_named(tmp_path, "Never") == []
    assert (tmp_path / "there").read_text() == "mine"


def test_stdout_and_devices_are_outputs(tmp_path: Path) -> None:
    words = ("/phone/sites?page_size=1",)
    assert api(tmp_path, *words, "-o", "-").json["page_size"] == 1
    assert api(tmp_path, *words, "-o", "/dev/stdout").json["page_size"] == 1
    if Path("/dev/null").exists():
        null = api(tmp_path, *words, "-o", "/dev/null")
        assert (null.code, null.out, null.err) == (0, "", "")


def test_a_dry_run_goes_where_the_answer_would_go(tmp_path: Path) -> None:
    ran = api(tmp_path, "/phone/sites", "--dry-run", "-o", str(tmp_path / "told"))
    assert (ran.code, ran.out) == (0, "")
    assert json.loads((tmp_path / "told").read_text())["operation"] == "listPhoneSites"


def in_pipe(folder: Path, *words: str) -> tuple[int, bytes, str]:
    """Run with a stdout that takes bytes."""
    folders = {f"ZTUI_{kind}_DIR": str(folder / kind.lower()) for kind in ("CONFIG", "CACHE", "STATE")}
    pipe, err = io.BytesIO(), io.StringIO()
    out = io.TextIOWrapper(pipe, encoding="utf-8")
    code = run(("--demo", "--demo-state", str(folder / "demo"), "api", *words), House(folders, out, err))
    out.flush()
    content = pipe.getvalue()
    out.detach()
    return code, content, err.getvalue()


def test_a_file_that_zoom_redirects_to_goes_into_a_pipe(tmp_path: Path) -> None:
    rows = api(tmp_path, "/phone/recordings?page_size=100").json["recordings"]
    key = next(each["id"] for each in rows if each.get("transcript_download_url"))
    words = ("phoneDownloadRecordingTranscript", "-p", f"recordingId={key}")
    code, piped, err = in_pipe(tmp_path, *words, "--verbose")
    assert code == 0
    saved = tmp_path / "transcript"
    assert api(tmp_path, *words, "-o", str(saved)).code == 0
    assert piped == saved.read_bytes()
    assert piped
    assert "HTTP 200" in err
    refused, nothing, said = in_pipe(tmp_path, *words, "--jq", ".")
    assert (refused, nothing) == (2, b"")
    assert "--jq" in said
