from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import ztui

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.house import Ran


def run(folder: Path, *words: str, terminal: bool = False) -> Ran:
    return ztui("--demo", "--demo-state", str(folder / "demo"), *words, folder=folder, terminal=terminal)


def first(folder: Path, resource: str, place: int = 0) -> str:
    found: str = run(folder, "list", resource, "--limit", str(place + 1)).json[place]["id"]
    return found


def name_of(folder: Path, queue: str) -> str:
    found: str = run(folder, "get", "call-queues", queue).json["name"]
    return found


def test_a_dry_run_prints_the_plan_and_changes_nothing(tmp_path: Path) -> None:
    queue = first(tmp_path, "call-queues")
    old = name_of(tmp_path, queue)
    words = ("set", "cq", queue, "name=New", "--dry-run")
    told = run(tmp_path, *words)
    assert (told.code, told.err) == (0, "")
    (change,) = told.json["changes"]
    assert (told.json["account"], told.json["level"], change["method"]) == (None, "review", "PATCH")
    assert change["fields"] == [{"title": "Name", "field": "name", "before": old, "after": "New"}]
    assert (change["body"], change["undo"]["body"]) == ({"name": "New"}, {"name": old})
    table = run(tmp_path, *words, terminal=True)
    assert f"Name: {old} -> New" in table.out
    assert name_of(tmp_path, queue) == old
    assert run(tmp_path, "journal").json == []


def test_without_consent_nothing_is_changed_and_it_says_what_to_add(tmp_path: Path) -> None:
    queue = first(tmp_path, "call-queues")
    old = name_of(tmp_path, queue)
    asked = run(tmp_path, "set", "call-queues", queue, "name=New")
    assert (asked.code, asked.out) == (2, "")
    assert "--yes" in asked.err
    severe = run(tmp_path, "delete", "call-queues", queue, "--yes")
    assert severe.code == 2
    assert f"--confirm '{queue[-6:]}'" in severe.err
    assert old in severe.err
    wrong = run(tmp_path, "delete", "call-queues", queue, "--confirm", "wrong")
    assert (wrong.code, wrong.out) == (2, "")
    assert "DELETE /phone/call_queues/" in wrong.err
    assert "will ring nobody" in wrong.err.partition("The phrase is not 'wrong'")[0]
    assert name_of(tmp_path, queue) == old


def test_nothing_is_sent_where_the_journal_cannot_be_written_and_it_says_so(tmp_path: Path) -> None:
    queue = first(tmp_path, "call-queues")
    old = name_of(tmp_path, queue)
    run(tmp_path, "set", "call-queues", queue, "cost_center=1", "--yes")
    (journal,) = (tmp_path / "demo").rglob("journal*.sqlite")
    journal.write_bytes(b"no journal " * 100)
    (tmp_path / "list").write_text(queue, encoding="utf-8")
    for words in (("set", "call-queues", queue, "name=New"), ("bulk", str(tmp_path / "list"), "cq", "name=New")):
        ran = run(tmp_path, *words, "--yes")
        assert (ran.code, ran.out) == (2, "")
        assert str(journal) in ran.err
        assert "othing was sent" in ran.err
    assert name_of(tmp_path, queue) == old


def test_a_plan_of_an_action_says_whom_each_of_its_requests_is_about(tmp_path: Path) -> None:
    queue = first(tmp_path, "call-queues")
    there = {each["id"] for each in run(tmp_path, "get", "call-queues", queue).json["members"]["users"]}
    users = [each for each in run(tmp_path, "list", "users").json if each["id"] not in there][:2]
    words = ("act", "call-queues", queue, "add-members", f"users={','.join(each['email'] for each in users)}")
    changes = run(tmp_path, *words, "--dry-run").json["changes"]
    assert [each["given"] for each in changes] == [[{"title": "Users", "value": each["id"]}] for each in users]
    table = run(tmp_path, *words, "--dry-run", "--table")
    assert all(each["name"] in table.out for each in users)


def test_a_read_that_fails_before_a_write_says_that_nothing_was_changed(tmp_path: Path) -> None:
    gone = run(tmp_path, "set", "call-queues", "nosuchqueue0123456789AB", "name=New", "--yes")
    assert (gone.code, gone.out) == (1, "")
    assert gone.err.rstrip().endswith("Nothing was changed.")


def test_a_change_and_its_undoing_work_across_commands(tmp_path: Path) -> None:
    queue = first(tmp_path, "call-queues")
    old = name_of(tmp_path, queue)
    done = run(tmp_path, "set", "call-queues", queue, "name=New", "--yes", "--reason", "ticket 7")
    assert (done.code, done.err) == (0, "")
    (change,) = done.json["changes"]
    assert (change["outcome"], change["as_asked"]) == ("done", True)
    assert name_of(tmp_path, queue) == "New"
    (entry,) = run(tmp_path, "journal").json
    assert (entry["id"], entry["outcome"], entry["reason"], entry["key"]) == (
        change["journal"],
        "done",
        "ticket 7",
        queue,
    )
    shown = run(tmp_path, "journal", "show", entry["id"][:8], terminal=True)
    assert "ticket 7" in shown.out
    assert "ztui journal undo" in shown.out
    undone = run(tmp_path, "journal", "undo", entry["id"], "--yes", terminal=True)
    assert (undone.code, undone.out.startswith("done ")) == (0, True)
    assert name_of(tmp_path, queue) == old
    again = run(tmp_path, "journal", "undo", entry["id"], "--yes")
    assert again.code == 7
    assert "undone already" in again.err
    assert run(tmp_path, "journal", "resume").json["changes"] == []


def test_undoing_what_was_changed_since_is_refused_and_says_what(tmp_path: Path) -> None:
    queue = first(tmp_path, "call-queues")
    run(tmp_path, "set", "call-queues", queue, "name=Mine", "--yes")
    run(tmp_path, "set", "call-queues", queue, "name=Theirs", "--yes")
    mine = run(tmp_path, "journal", "--match", queue).json[-1]["id"]
    refused = run(tmp_path, "journal", "undo", mine, "--yes")
    assert refused.code == 7
    assert "changed since" in refused.err
    assert name_of(tmp_path, queue) == "Theirs"


def test_what_is_so_already_is_no_change(tmp_path: Path) -> None:
    queue = first(tmp_path, "call-queues")
    ran = run(tmp_path, "set", "call-queues", queue, f"name={name_of(tmp_path, queue)}", "--yes")
    assert (ran.code, ran.json["changes"]) == (0, [])
    assert "No change" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nmae=x",), "Did you mean name"),
        (("name:=null",), "must be a string, not null"),
        (("extension_number=1a",), "digits"),
        (("name=a", "name=b"), "twice"),
        (("name:={",), "no JSON"),
        (("name",), "no field"),
        ((), "No field is named"),
    ],
)
def test_what_cannot_be_sent_is_usage(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    queue = first(tmp_path, "call-queues")
    ran = run(tmp_path, "set", "call-queues", queue, *words, "--yes")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_plan_for_people_names_the_site_that_it_writes(tmp_path: Path) -> None:
    site = run(tmp_path, "get", "call-queues", first(tmp_path, "call-queues")).json["site"]
    words = ("create", "call-queues", "name=Made", f"site_id={site['id']}", "--dry-run", "--table")
    assert f"Site: {site['name']} ({site['id']})" in run(tmp_path, *words).out


def test_an_object_is_made_and_deleted(tmp_path: Path) -> None:
    site = run(tmp_path, "get", "call-queues", first(tmp_path, "call-queues")).json["site"]["id"]
    missing = run(tmp_path, "create", "call-queues", "name=Made", "--yes")
    assert missing.code == 2
    assert "is missing" in missing.err
    made = run(tmp_path, "create", "call-queues", "name=Made", f"site_id={site}", "--yes").json["changes"][0]
    assert name_of(tmp_path, made["key"]) == "Made"
    gone = run(tmp_path, "delete", "call-queues", made["key"], "--confirm", "Made")
    assert (gone.code, gone.json["changes"][0]["outcome"]) == (0, "done")
    assert run(tmp_path, "get", "call-queues", made["key"]).code == 1
    assert run(tmp_path, "delete", "call-queues", made["key"], "--confirm", "Made").code == 1


def test_actions_are_listed_and_carried_out(tmp_path: Path) -> None:
    queue = first(tmp_path, "call-queues")
    assert "add-members" in run(tmp_path, "act", "call-queues").out
    members = {each["id"] for each in run(tmp_path, "list", "queue-members", "--where", f"callQueueId={queue}").json}
    user = next(
        each["id"] for each in run(tmp_path, "list", "users", "--limit", "30").json if each["id"] not in members
    )
    added = run(tmp_path, "act", "call-queues", queue, "add-members", f"users={user}", "--yes")
    assert (added.code, added.json["changes"][0]["outcome"]) == (0, "done")
    again = run(tmp_path, "act", "call-queues", queue, "add-members", f"users={user}", "--yes")
    assert (again.code, again.json["changes"][0]["outcome"]) == (0, "skipped")
    away = run(tmp_path, "delete", "queue-members", user, "--where", f"callQueueId={queue}", "--yes")
    assert (away.code, away.json["changes"][0]["outcome"]) == (0, "done")
    unknown = run(tmp_path, "act", "call-queues", queue, "add-member", "--yes")
    assert unknown.code == 2
    assert "add-members" in unknown.err


def test_a_number_is_assigned_and_taken_away(tmp_path: Path) -> None:
    number = run(tmp_path, "list", "numbers", "--match", "unassigned", "--limit", "1").json[0]["id"]
    queue = first(tmp_path, "call-queues")
    assigned = run(tmp_path, "assign", "numbers", number, "--to", f"queue:{queue}", "--yes")
    assert (assigned.code, assigned.json["changes"][0]["outcome"]) == (0, "done")
    assert number in {each["id"] for each in run(tmp_path, "get", "call-queues", queue).json["phone_numbers"]}
    taken = run(tmp_path, "unassign", "numbers", number, "--yes")
    assert (taken.code, taken.json["changes"][0]["outcome"]) == (0, "done")
    nobody = run(tmp_path, "assign", "numbers", number, "--to", "queue", "--yes")
    assert nobody.code == 2
    assert "KIND" in nobody.err or "queue:KEY" in nobody.err
    assert run(tmp_path, "assign", "sites", "x", "--to", f"queue:{queue}", "--yes").code == 2


def test_a_deletion_of_many_wants_the_count_and_says_what_goes_with_them(tmp_path: Path) -> None:
    queues = [each["id"] for each in run(tmp_path, "list", "call-queues", "--limit", "2").json]
    plan = run(tmp_path, "delete", "call-queues", *queues, "--dry-run").json
    assert (plan["phrase"], plan["level"], len(plan["changes"])) == ("2", "severe", 2)
    assert any("member" in each for each in plan["says"])
    done = run(tmp_path, "delete", "call-queues", *queues, "--confirm", "2")
    assert [each["outcome"] for each in done.json["changes"]] == ["done", "done"]


def test_nothing_is_changed_where_only_reading_is_allowed(tmp_path: Path) -> None:
    queue = first(tmp_path, "call-queues")
    reading = run(tmp_path, "--read-only", "set", "call-queues", queue, "name=New", "--yes")
    assert reading.code == 4
    assert "--read-only" in reading.err
    assert run(tmp_path, "--read-only", "set", "call-queues", queue, "name=New", "--dry-run").code == 0
    assert run(tmp_path, "journal").json == []


def test_a_profile_may_want_a_reason(tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.mkdir()
    (config / "config.toml").write_text('[profiles.lab]\ntoken = { env = "T" }\nrequire_reason = true\n')
    words = ("--profile", "lab", "create", "call-queues", "name=a", "site_id=b", "--yes")
    ran = ztui(*words, folder=tmp_path, environ={"T": "t", "ZTUI_API_URL": "http://127.0.0.1:9/v2"})
    assert ran.code == 2
    assert "--reason" in ran.err


def test_names_cannot_command_the_terminal(tmp_path: Path) -> None:
    queue = first(tmp_path, "call-queues")
    nasty = "\x1b[2Jgone\u202e"
    assert run(tmp_path, "api", "PATCH", f"/phone/call_queues/{queue}", "-f", f"name={nasty}", "--yes").code == 0
    for words in (("set", "call-queues", queue, "name=x", "--dry-run"), ("journal",)):
        told = run(tmp_path, *words, terminal=True)
        assert told.code == 0
        assert "\x1b" not in told.out
        assert "\u202e" not in told.out
    assert json.loads(run(tmp_path, "get", "call-queues", queue).out)["name"] == nasty
