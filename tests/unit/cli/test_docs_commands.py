"""Every command line of the documents runs as it is written, in the demo that everybody has, page by page."""

from __future__ import annotations

import io
import json
import re
import shlex
import shutil
import sys
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pytest

from tests.docs_commands import PAGES, Shown, all_commands, commands_of, examples_of, help_of_commands
from tests.unit.cli.house import Ran, Terminal
from tests.worlds import lent_worlds
from ztui.cli.app import COMMANDS
from ztui.cli.start import run
from ztui.core.paths import Folders
from ztui.main import House
from ztui.services.saved.views import SavedView, SavedViews

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from contextlib import ExitStack
    from pathlib import Path

    from ztui.cli.runtime import GlobalOptions
    from ztui.services.session import Session

GROUPS = ("README.md", "docs/guide.md", "docs/", "--help", "ztui help ")
"""Beginnings and ends of the names of pages."""
FEW = {"users": "40", "queues": "6", "numbers": "200", "calls": "3000", "sites": "3"}
PROFILE = '[profiles.{}]\naccount_id = "a"\nclient_id = "c"\nclient_secret = {{ env = "SECRET" }}\n'
ANSWERS = "acc\nclient\nenv:SECRET\npro\n\nn\nn\n"
"""What is typed where `profile add` asks."""

NOT_RUN = {
    r"ztui": "opens the terminal program",
    r"ztui demo.*": "opens the terminal program",
    r"ztui --profile acme": "opens the terminal program",
    r"ztui --plain": "talks until it is left",
    r"ztui sim.*": "serves until it is stopped",
    r"ztui calls follow.*": "follows until it is stopped",
    r"ztui .* --watch": "watches until it is stopped",
    r"ztui profile log(in|out) jo": "signs a user in at Zoom; the tests of the sign-in do, at a simulator",
    r"ztui profile add jo --device.*": "signs a user in at Zoom; the tests of the sign-in do, at a simulator",
    r"ztui profile test acme.*": "signs in at Zoom",
    r"ztui check (fix|--fix-plan) inactive-plan.*": "mends what is not wrong in the demo",
    r"ztui journal (leave|resume|settle) 3f2a91c0.*": "is about a run that was cut; the tests of the journal cut some",
    r"ztui (-v|--demo --demo-state DIR) \.\.\.": "stands for every command",
}
"""What is not run here, and why."""

OF_FEW = r"ztui (check( --.*| rules)?|snapshot .*|diff .*|index.*|calls sync( .*)?)"
"""Commands that read most of an account, and name nothing of it: they run in a demo with few users and calls."""

READERS_OWN = {"3f2a91c0": "of an entry in the reader's own journal"}
"""The only ids in the documents that the demo cannot have; an entry that was just written is taken."""

_NAMES = ("api", "bulk", "call", "find", "get", "index", "list", "profile", "profile remove", "ring", "save")
MENTIONED = {f"ztui {name}" for name in _NAMES}
"""Names of commands that do nothing without more words: their help is asked for."""

_FINDING = "unassigned-numbers-8b04c9ef88"
FIRST: Mapping[str, tuple[tuple[str, ...], ...]] = {
    r"ztui check ignore .*": (("check", "--rule", "unassigned-numbers"),),
    r"ztui check unignore .*": (
        ("check", "--rule", "unassigned-numbers"),
        ("check", "ignore", _FINDING, "--reason", "grows"),
    ),
    r"ztui --offline list call-queues": (("list", "call-queues"),),
    r"ztui --offline ring 801-8006": (("ring", "801-8006"),),
}
"""What somebody did before: a command that shows what is stored, or is about a finding, has nothing to show else."""

CODES = {
    r"ztui check.*": (0, 6),
    r"ztui doctor": (0, 6),
    r"ztui find .*": (0, 1),
    r"ztui diff .*": (0, 6),
    r"ztui call .* --quality": (0, 1),
    r"ztui journal resume": (0, 1),
}
"""Exit codes that tell what was found; of all others it is 0."""


class Few(House):
    """The house with a Zoom of few users and calls."""

    def open_session(
        self, options: GlobalOptions, stack: ExitStack, sim: Mapping[str, str] | None, **more: Any
    ) -> Session:
        return super().open_session(options, stack, {**(sim or {}), **FEW}, **more)


class Reader:
    """Somebody with a demo that is kept, profiles, and files of the names in the documents."""

    def __init__(self, folder: Path, house: type[House] = House) -> None:
        self.folder = folder
        self.house = house
        self.demo = folder / "demo"

    def begin(self) -> None:
        """Keep a view, fetch some calls, and write something."""
        SavedViews(Folders.inside(self.demo), "demo").save(SavedView("missed today", "call-history", window="today"))
        self.ran("calls", "sync", "--from", "-30d", "--yes", "--quiet")
        self.entry()

    def settle(self, shown: Iterable[Shown]) -> None:
        """Write the files, and the profiles that the page does not add itself."""
        added = {shlex.split(each.text)[3] for each in shown if each.text.startswith("ztui profile add ")}
        profiles = "".join(PROFILE.format(name) for name in ("acme", "lab") if name not in added)
        (self.folder / "config").mkdir(exist_ok=True)
        (self.folder / "config" / "config.toml").write_text(profiles, encoding="utf-8")
        (self.folder / "folder").mkdir(exist_ok=True)
        body = {"name": "Night desk", "site_id": "5cGqKQK_1N9nVolooV_hmw", "extension_number": 8300}
        for name, text in (
            ("numbers.txt", "(303) 979-3605\n(720) 446-4615\n"),
            ("changes.csv", "object,field,value\n801-8003,department,Care\n"),
            ("leavers.txt", "ethan.0010@acme.example\n"),
            ("queues.txt", "801-8003\n"),
            ("queue.json", json.dumps(body)),
        ):
            (self.folder / name).write_text(text, encoding="utf-8")

    def ran(self, *words: str) -> Ran:
        done = self.run(words)
        assert done.code == 0, (words, done.err)
        return done

    def run(self, words: tuple[str, ...]) -> Ran:
        demo = () if words[:1] in (("profile",), ("config",)) else ("--demo", "--demo-state", str(self.demo))
        folders = {f"ZTUI_{kind}_DIR": str(self.folder / kind.lower()) for kind in ("CONFIG", "CACHE", "STATE")}
        out, err = io.StringIO(), Terminal()
        environ = {**folders, "TERM": "xterm", "SECRET": "s", "LAB_SECRET": "s"}
        with lent_worlds():
            code = run([*demo, *words], self.house(environ, out, err))
        return Ran(code, out.getvalue(), err.getvalue())

    def fault_of(self, shown: Shown, monkeypatch: pytest.MonkeyPatch) -> str:
        """Do what a document says; give what is wrong with its end."""
        text = f"{shown.text} --help" if shown.is_usage or shown.text in MENTIONED else shown.text
        for own in READERS_OWN:
            if own in text:
                text = text.replace(own, self.entry())
        for words in next((before for pattern, before in FIRST.items() if re.fullmatch(pattern, text)), ()):
            self.run(words)
        monkeypatch.setattr(sys, "stdin", _typed(text))
        typed = shlex.split(text)[1:]
        if text.endswith(" --"):  # xargs adds what the command before it in the pipe prints
            typed.append(self.ran("list", typed[1], "--jq", ".[0].id").out.strip().strip('"'))
        ran = self.run(tuple(typed))
        codes = next((codes for pattern, codes in CODES.items() if re.fullmatch(pattern, text)), (0,))
        return "" if ran.code in codes else f"{shown.where}: {text}: {ran.code}: {ran.err[-400:]}"

    def entry(self) -> str:
        """Write something; give its id in the journal."""
        self.ran("set", "call-queues", "801-8003", "department=Night", "--yes")
        return str(self.ran("journal", "--outcome", "done", "--json").json[0]["id"])


def _typed(text: str) -> io.TextIOBase:
    if " bulk - " in text:
        return io.TextIOWrapper(io.BytesIO(b"(303) 482-7337\n"))
    return Terminal(ANSWERS if " profile add " in text else "y\n" * 3)


def why_not(shown: Shown) -> str:
    return next((why for pattern, why in NOT_RUN.items() if re.fullmatch(pattern, shown.text)), "")


def is_of_few(shown: Shown) -> bool:
    return bool(re.fullmatch(OF_FEW, shown.text)) and not shown.is_usage


def pages(*, few: bool) -> list[tuple[str, list[Shown]]]:
    """Give what is run of each page, help and topic; each command once."""
    known: set[str] = set()
    found = []
    for page, shown in groupby(all_commands(), lambda each: each.where.partition(":")[0]):
        own = [each for each in dict.fromkeys(shown) if not why_not(each) and is_of_few(each) is few]
        own = [each for each in own if each.text not in known]
        known |= {each.text for each in own}
        if own:
            found.append((page, own))
    return found


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    reader = Reader(tmp_path_factory.mktemp("base"))
    reader.begin()
    return reader


@pytest.mark.timeout(600)
@pytest.mark.parametrize("group", GROUPS)
def test_every_command_of_a_document_runs_in_the_demo_as_it_is_written(
    group: str, base: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Takes long, since it runs some three hundred commands in a whole account. Each page begins with the same demo."""
    faults = []
    for number, (page, shown) in enumerate(pages(few=False)):
        if group_of(page) != group:
            continue
        reader = Reader(tmp_path / str(number))
        shutil.copytree(base.folder, reader.folder)
        reader.settle(shown)
        monkeypatch.chdir(reader.folder)
        faults += [reader.fault_of(each, monkeypatch) for each in shown]
        monkeypatch.chdir(tmp_path)
        shutil.rmtree(reader.folder)

    assert faults
    assert not any(faults), "\n".join(["", *filter(None, faults)])


def group_of(page: str) -> str:
    """Give in which of the parts that run beside each other the commands of a page are."""
    return next(group for group in GROUPS if page.startswith(group) or page.endswith(group))


@pytest.mark.timeout(300)
def test_every_command_that_reads_an_account_runs_as_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Takes seconds: each of them reads all there is, of few users."""
    reader = Reader(tmp_path, Few)
    reader.settle(())
    monkeypatch.chdir(tmp_path)
    reader.ran("snapshot", "friday.json")
    faults = [reader.fault_of(each, monkeypatch) for _, shown in pages(few=True) for each in shown]

    assert len(faults) > 20
    assert not any(faults), "\n".join(["", *filter(None, faults)])


def test_what_is_not_run_stands_in_a_document() -> None:
    shown = [each.text for each in all_commands()]
    for pattern in NOT_RUN:
        assert any(re.fullmatch(pattern, text) for text in shown), pattern
    for own in READERS_OWN:
        assert any(own in text for text in shown), own


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
    assert sum(len(shown) for few in (False, True) for _, shown in pages(few=few)) > 180
