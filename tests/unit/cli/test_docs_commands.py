"""Every command line of the documents runs: against a small simulator, in the order in which a reader meets them."""

from __future__ import annotations

import io
import json
import re
import shlex
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.docs_commands import PAGES, Shown, all_commands, commands_of, examples_of, help_of_commands
from tests.unit.cli.house import Ran, Terminal
from ztui.cli.app import COMMANDS
from ztui.cli.start import run
from ztui.core.paths import Folders
from ztui.main import House
from ztui.services.saved.views import SavedView, SavedViews

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import ExitStack
    from pathlib import Path
    from typing import TextIO

    from ztui.cli.runtime import GlobalOptions
    from ztui.services.session import Session

SMALL = {"users": "40", "queues": "6", "numbers": "200", "calls": "3000", "sites": "3"}
CONFIG = """\
[profiles.lab]
account_id = "a"
client_id = "c"
client_secret = { env = "SECRET" }
"""
ANSWERS = "acc\nclient\nenv:SECRET\npro\n\nn\nn\n"
"""What is typed where `profile add` asks."""

NOT_RUN = {
    r"ztui": "opens the terminal program",
    r"ztui demo.*": "opens the terminal program",
    r"ztui scopes FEATURE .*": "stands for every feature",
    r"ztui sim.*": "serves until it is stopped",
    r"ztui calls follow.*": "follows until it is stopped",
    r"ztui --plain": "talks until it is left",
    r"ztui --profile acme": "opens the terminal program",
    r"ztui check (fix|--fix-plan) inactive-plan.*": "mends what so small an account has not",
    r"ztui profile log(in|out) jo": "signs a user in at Zoom",
    r"ztui profile add jo --device.*": "signs a user in at Zoom",
    r"ztui journal (leave|resume|settle) 3f2a91c0.*": "is about a run that was cut; the tests of the journal cut some",
    r"ztui .* --watch.*": "watches until it is stopped",
    r"ztui -v \.\.\.": "stands for every command",
    r"ztui --demo --demo-state DIR \.\.\.": "stands for every command",
    r"ztui profile test acme.*": "signs in at Zoom",
}
"""What is not run here, and why."""

MENTIONED = {
    "ztui api",
    "ztui index",
    "ztui profile remove",
    "ztui bulk",
    "ztui call",
    "ztui find",
    "ztui ring",
    "ztui save",
    "ztui profile",
    "ztui list",
    "ztui get",
}
"""Names of commands that do nothing without more words: their help is asked for."""

CODES = {
    r"ztui check.*": (0, 6),
    r"ztui doctor": (0, 6),
    r"ztui find .*": (0, 1),
    r"ztui diff .*": (0, 6),
    r"ztui call .* --quality": (0, 1),
    r"ztui journal resume": (0, 1),
}
"""Exit codes that tell what was found; of all others it is 0."""


class Small(House):
    """The house with a Zoom of few users and calls."""

    def open_session(
        self, options: GlobalOptions, stack: ExitStack, sim: Mapping[str, str] | None, **more: Any
    ) -> Session:
        return super().open_session(options, stack, {**(sim or {}), **SMALL}, **more)


class Stage:
    """A folder with a demo that is kept, a profile and files of the names in the documents."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.found = ""
        self.demo = folder / "demo"
        (folder / "config").mkdir()
        (folder / "config" / "config.toml").write_text(CONFIG, encoding="utf-8")
        SavedViews(Folders.inside(self.demo), "demo").save(SavedView("missed today", "call-history", window="today"))
        self.queue = self.made("create", "call-queues", "name=Support", f"site_id={self.site}", "extension_number=8200")
        self.ran("index", "sync", "--quiet")
        self.ran("calls", "sync", "--from", "-30d", "--yes", "--quiet")

    @property
    def site(self) -> str:
        return str(self.rows("sites")[0]["id"])

    def rows(self, *words: str) -> list[dict[str, Any]]:
        return [dict(each) for each in self.ran("list", *words, "--json").json]

    def made(self, *words: str) -> str:
        return str(self.ran(*words, "--yes", "--json").json["changes"][0]["key"])

    def ran(self, *words: str) -> Ran:
        done = self.run(words)
        assert done.code == 0, (words, done.err)
        return done

    def run(self, words: tuple[str, ...]) -> Ran:
        demo = () if words[:1] in (("profile",), ("config",)) else ("--demo", "--demo-state", str(self.demo))
        folders = {f"ZTUI_{kind}_DIR": str(self.folder / kind.lower()) for kind in ("CONFIG", "CACHE", "STATE")}
        out, err = io.StringIO(), Terminal()
        code = run([*demo, *words], Small({**folders, "TERM": "xterm", "SECRET": "s"}, out, err))
        return Ran(code, out.getvalue(), err.getvalue())

    def filled(self, text: str) -> str:
        """Put what the demo has in the place of the names in a command."""
        for pattern, stand_in in STAND_INS:
            text = re.sub(pattern, lambda found, put=stand_in: found[1] + put(self), text)  # type: ignore[misc]
        return text

    def unassigned(self, place: int = 0) -> str:
        return str([each["number"] for each in self.rows("numbers") if not each.get("assigned_list")][place])

    def assigned(self, place: int = 0) -> str:
        return [str(each["number"]) for each in self.rows("numbers") if each.get("assigned_list")][place]

    def device_of_somebody(self) -> str:
        """Give a device with whom it is taken from, as `unassign devices` takes them."""
        found = next(each for each in self.rows("devices") if each.get("assignees"))
        return f"{found['id']} --with extensions={found['assignees'][0]['id']}"

    def first(self, *words: str, field: str = "id", place: int = 0) -> str:
        return str(self.rows(*words)[place][field])

    def member(self, field: str = "id") -> str:
        return self.first("queue-members", "--where", f"callQueueId={self.queue}", field=field, place=-1)

    def entry(self) -> str:
        return str(self.ran("journal", "--outcome", "done", "--json").json[0]["id"])

    def finding(self) -> str:
        """Give the id of a finding, always the same."""
        if not self.found:
            self.found = str(self.run(("check", "--json")).json["findings"][0]["id"])
        return self.found

    def queue_made(self) -> str:
        return next(
            str(each["id"]) for each in self.rows("call-queues") if str(each["extension_number"]).endswith("8201")
        )


def _call(field: str, place: int = 0) -> Any:
    return lambda stage: stage.first("call-history", "--from", "-20d", field=field, place=place)


STAND_INS: tuple[tuple[str, Any], ...] = (
    (r"(--by )COLUMN\b", lambda _: "result"),
    (r"(list )RESOURCE(?= --count-by)", lambda _: "numbers"),
    (r"(--count-by )COLUMN\b", lambda _: "status"),
    (r"(list )(?:RESOURCE|NAME)\b", lambda _: "sites"),
    (r"(get )(?:RESOURCE|NAME) KEY\b", lambda stage: f"sites {stage.site}"),
    (r"(--view )NAME\b", lambda _: "'missed today'"),
    (r"((?:ring|find) )TEXT\b", lambda _: "Support"),
    (r"(ring )(?:'Support FR Denver'|801-8006)", lambda stage: stage.queue),
    (r'(ring )"\+1 (?:303 945 1597|415 555 0100)"', lambda stage: stage.assigned(2)),
    (r"(extensionId=|owner=|queues=|--forward-to |--to queue:)801-8006\b", lambda _: "Support"),
    (r"((?:callQueueId=|queue-policies |queue:|call-queues ))801-8006\b", lambda stage: stage.queue),
    (r"(users )rachel\.0005@acme\.example", lambda stage: stage.first("users", field="email")),
    (r"(task leaver )'David Nelson'", lambda stage: stage.first("users", field="email", place=7)),
    (r"(--numbers-to )(?:801-)?8002\b", lambda stage: stage.first("users", field="email", place=6)),
    (r"(call )ID(?= --beside)", _call("call_history_uuid")),
    (r"(--beside )ID2\b", _call("call_history_uuid", 1)),
    (r"(call )ID$", _call("call_history_uuid")),
    (r"(call )20261120-[0-9a-f-]+", _call("call_history_uuid")),
    (r"(call )7018317023722949162\b", _call("call_id")),
    (r"(save recordings )ID ID\b", lambda stage: f"{stage.first('recordings')} {stage.first('recordings', place=1)}"),
    (r"(save recordings --transcript )ID\b", lambda stage: stage.first("recordings")),
    (r"(save voicemails -o folder --)$", lambda stage: f" {stage.first('voicemails')}"),
    (r"(fileId=)ID\b", lambda stage: stage.first("recordings")),
    (r"(roleId=)ID\b", lambda stage: stage.first("roles")),
    (r"(site-settings )ID\b", lambda stage: stage.site),
    (r"(user-settings )ID\b", lambda stage: stage.first("users")),
    (r"(journal (?:show|undo) )ID\b", Stage.entry),
    (r"(delete call-queues )(?:KEY|8f71O6rWT8KFUGQmJIFAdQ)(?= --confirm)", Stage.queue_made),
    (r"(site_id=|site-settings )8f71O6rWT8KFUGQmJIFAdQ\b", lambda stage: stage.site),
    (r"(unassign numbers )3fX0pA 7Yb1qC\b", lambda stage: f"{stage.assigned()} {stage.assigned(1)}"),
    (r"(unassign devices )3fX0pA --with extensions=u8Yx1q", lambda stage: stage.device_of_somebody()),
    (r"(numbers )3fX0pA 7Yb1qC\b", lambda stage: f"{stage.unassigned()} {stage.unassigned(1)}"),
    (r"((?<!un)assign numbers )3fX0pA\b", Stage.unassigned),
    (r"(unassign numbers )3fX0pA\b", Stage.assigned),
    (r"(users=)3fX0pA,7Yb1qC\b", lambda stage: f"{stage.first('users', place=8)},{stage.first('users', place=9)}"),
    (r"(user:|extensions=)u8Yx1q\b", lambda stage: stage.first("users", place=3)),
    (r"(devices )8f71O6rWT8KFUGQmJIFAdQ\b", lambda stage: stage.first("devices", "--where", "status=online")),
    (r"(diff monday\.json )friday\.json", lambda _: "monday.json"),
    (r"(task audio .*owner=)(?:quinn|rachel\.0005)@acme\.example", lambda stage: stage.first("users", field="email")),
    (
        r"(task leaver )[a-z.0-9]+@acme\.example",
        lambda stage: stage.first("users", field="email", place=7),
    ),
    (r"(journal (?:show|undo) )3f2a91c0\b", Stage.entry),
    (r"(call )20261120-1c8b(?= |$)", _call("call_history_uuid")),
    (r"(--beside )OTHER_ID", _call("call_history_uuid", 1)),
    (r"(save recordings (?:--transcript )?)4f0c53b1b2f84f0d9a", lambda stage: stage.first("recordings", place=1)),
    (r"(ring )801-8000\b", lambda stage: stage.queue),
    (r"(check .*)queue-single-77d0e1a2b3\b", Stage.finding),
    (r"(save recordings -o folder --)$", lambda stage: f" {stage.first('recordings', place=2)}"),
    (r"(--since yesterday -o )changes\.csv", lambda _: "written.csv"),
    (r"(profile add )lab\b", lambda _: "second-lab"),
    (r"(profile add )acme$", lambda _: "second-acme"),
    (r"(numbers )KEY KEY\b", lambda stage: f"{stage.unassigned()} {stage.unassigned(1)}"),
    (r"(unassign numbers )KEY\b", Stage.assigned),
    (r"(users=)KEY,KEY\b", lambda stage: f"{stage.first('users', place=4)},{stage.first('users', place=5)}"),
    (
        r"((?:callQueueId=|queue-policies |queue:))(?:ID|KEY|Support|8f71O6rWT8KFUGQmJIFAdQ)\b",
        lambda stage: stage.queue,
    ),
    (r"((?:call-queues |-p callQueueId=))(?:KEY|ID|Support|8f71O6rWT8KFUGQmJIFAdQ)(?= |$)", lambda stage: stage.queue),
    (r"(queue-members )(?:USER|u8Yx1q)\b", Stage.member),
    (r'(queue-members )"Ann Lee"', Stage.member),
    (r'(numbers )"\(303\) 368-7244"', Stage.unassigned),
    (r"(site_id=)SITE\b", lambda stage: stage.site),
    (r"(name=Support .*extension_number=)8200\b", lambda _: "8201"),
)
"""Pattern, whose first group stays, and what the demo has for the rest."""


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.chdir(tmp_path)
    stage = Stage(tmp_path)
    users = [stage.first("users", place=place) for place in range(3)]
    stage.ran("act", "call-queues", stage.queue, "add-members", f"users={','.join(users)}", "--yes")
    (tmp_path / "numbers.txt").write_text(f"{stage.unassigned(3)}\n{stage.unassigned(4)}\n", encoding="utf-8")
    (tmp_path / "changes.csv").write_text(f"object,field,value\n{stage.queue},department,Care\n", encoding="utf-8")
    (tmp_path / "leavers.txt").write_text(f"{stage.first('users', field='email', place=11)}\n", encoding="utf-8")
    (tmp_path / "queues.txt").write_text(f"{stage.queue}\n", encoding="utf-8")
    body = {"name": "Night desk", "site_id": stage.site, "extension_number": 8300}
    (tmp_path / "queue.json").write_text(json.dumps(body), encoding="utf-8")
    (tmp_path / "folder").mkdir()
    return stage


def why_not(shown: Shown) -> str:
    return next((why for pattern, why in NOT_RUN.items() if re.fullmatch(pattern, shown.text)), "")


def fault_of(stage: Stage, shown: Shown, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a command as a reader would; give what is wrong with its end."""
    text = f"{shown.text} --help" if shown.text in MENTIONED else stage.filled(shown.text)
    stdin: TextIO
    if " bulk - " in text:
        stdin = io.TextIOWrapper(io.BytesIO(stage.assigned().encode()))
    elif " profile add " in text:
        stdin = Terminal(ANSWERS)
    else:
        stdin = Terminal("y\n" * 3)
    monkeypatch.setattr(sys, "stdin", stdin)
    ran = stage.run(tuple(shlex.split(text)[1:]))
    codes = next((codes for pattern, codes in CODES.items() if re.fullmatch(pattern, shown.text)), (0,))
    return "" if ran.code in codes else f"{shown.where}: {text}: {ran.code}: {ran.err[-400:]}"


@pytest.mark.timeout(400)
def test_every_command_of_the_documents_and_of_every_help_runs(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes seconds, since it runs more than a hundred commands; they share one simulator and what is stored of it."""
    run_already: set[str] = set()
    faults = []
    for shown in (each for each in all_commands() if not why_not(each)):
        if shown.text not in run_already:
            faults.append(fault_of(stage, shown, monkeypatch))
        run_already.add(shown.text)
    assert len(run_already) > 80
    assert not [each for each in faults if each], "\n".join(["", *filter(None, faults)])


def test_what_is_not_run_stands_in_a_document() -> None:
    shown = [each.text for each in all_commands()]
    for pattern in NOT_RUN:
        assert any(re.fullmatch(pattern, text) for text in shown), pattern


@pytest.mark.parametrize(("path", "text"), help_of_commands().items(), ids=list(help_of_commands()))
def test_every_help_has_an_example(path: str, text: str) -> None:
    own = [each.text for each in examples_of(path, text) if each.text.startswith((path, "ztui --profile"))]

    assert own, text


def test_the_documents_are_read_whole() -> None:
    shown = {word for page in PAGES for each in commands_of(page) for word in shlex.split(each.text)[1:]}
    assert set(COMMANDS) <= shown
    assert 'ztui api "/phone/call_history?from=2026-11-20&to=2026-11-21" --jq ".call_history | length"' in [
        each.text for each in commands_of("docs/guide.md")
    ]
