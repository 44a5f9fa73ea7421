"""What a start opens: what is given, what was cut, what the settings say."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ztui.core.config import Profile
from ztui.core.paths import Folders
from ztui.services.saved.last import Keeper, LastView, Start, start_of
from ztui.services.saved.views import SavedView, SavedViews

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
ACME = Profile("acme")
SEEN = LastView(
    "numbers",
    query=(("type", "all"),),
    window="7d",
    filter="0205",
    sort=("-number",),
    columns=("number", "owner"),
    key="n1",
    top=3,
    account="w1",
    account_name="West",
    at=NOW.isoformat(),
)

WHOLE = json.dumps(asdict(SEEN)).encode()


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders.inside(tmp_path)


def cut(folders: Folders, seen: LastView = SEEN, profile: Profile = ACME) -> None:
    """Leave behind what a run leaves that ends without a word."""
    keeper = Keeper(folders, profile)
    keeper.keep(seen)
    keeper.close()


def test_a_run_that_was_cut_is_gone_on_with(folders: Folders) -> None:
    cut(folders)
    start = start_of(folders, ACME, "", NOW + timedelta(hours=1))
    assert start.last == SEEN
    assert not start.command


def test_a_killed_process_leaves_its_view(folders: Folders) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from ztui.core.config import Profile;"
        "from ztui.core.paths import Folders; from ztui.services.saved.last import Keeper, LastView;"
        f"Keeper(Folders.inside(Path(sys.argv[1])), Profile('acme')).keep(LastView('users', at={NOW.isoformat()!r}));"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(folders.state.parent)], check=False)
    assert ended.returncode == -signal.SIGKILL
    last = start_of(folders, ACME, "", NOW).last
    assert last is not None
    assert last.resource == "users"


def test_what_is_given_goes_before_and_the_settings_come_after(folders: Folders) -> None:
    profile = replace(ACME, start_view="call-queues")
    assert start_of(folders, profile, "", NOW) == Start("call-queues")
    cut(folders)
    assert start_of(folders, profile, "users", NOW) == Start("users")
    assert start_of(folders, profile, "", NOW).last == SEEN
    assert start_of(folders, replace(profile, restore_view="never"), "", NOW) == Start("call-queues")


def test_a_plain_end_leaves_nothing_unless_the_last_view_is_always_wanted(folders: Folders) -> None:
    keeper = Keeper(folders, ACME)
    keeper.keep(SEEN)
    keeper.end(SEEN)
    assert start_of(folders, ACME, "", NOW) == Start()
    assert list(folders.state.iterdir()) == []
    always = replace(ACME, restore_view="always")
    keeper = Keeper(folders, always)
    keeper.keep(SEEN)
    keeper.end(SEEN)
    assert start_of(folders, always, "", NOW + timedelta(days=30)).last == replace(SEEN, ended=True)
    assert start_of(folders, ACME, "", NOW) == Start()


def test_what_a_running_program_shows_is_its_own(folders: Folders) -> None:
    keeper = Keeper(folders, ACME)
    keeper.keep(SEEN)
    assert start_of(folders, ACME, "", NOW) == Start()
    keeper.close()
    assert start_of(folders, ACME, "", NOW).last == SEEN


def test_each_of_several_cut_runs_is_gone_on_with_once_the_newest_first(folders: Folders) -> None:
    for at, name in enumerate(("users", "sites")):
        cut(folders, replace(SEEN, resource=name))
        path = next(each for each in folders.state.iterdir() if name in each.read_text())
        os.utime(path, ns=(at, at))
    first = start_of(folders, ACME, "", NOW)
    assert first.last is not None
    assert first.last.resource == "sites"
    keeper = Keeper(folders, ACME, forget=first.path)
    keeper.keep(first.last)
    second = start_of(folders, ACME, "", NOW)
    assert second.last is not None
    assert second.last.resource == "users"
    keeper.end()


def test_profiles_do_not_share_and_old_cuts_are_let_be(folders: Folders) -> None:
    cut(folders)
    assert start_of(folders, Profile("acme-lab"), "", NOW) == Start()
    assert start_of(folders, Profile("acm"), "", NOW) == Start()
    assert start_of(folders, ACME, "", NOW + timedelta(days=8)) == Start()


def test_the_file_is_private(folders: Folders) -> None:
    cut(folders)
    assert {each.stat().st_mode & 0o777 for each in folders.state.iterdir()} == {0o600}


@given(st.binary(max_size=200))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_counts_as_none(folders: Folders, noise: bytes) -> None:
    if not folders.state.exists():
        cut(folders)
    path = next(iter(folders.state.iterdir()))
    for damaged in (noise, WHOLE[: len(noise)], WHOLE.replace(b'"0205"', b"17"), b'{"resource": 1}'):
        path.write_bytes(damaged)
        assert start_of(folders, ACME, "", NOW) == Start()


def test_a_start_view_is_a_line_or_a_saved_view(folders: Folders) -> None:
    SavedViews(folders, "acme").save(SavedView("Night shift", "call-history"))
    assert start_of(folders, replace(ACME, start_view=":numbers /0205"), "", NOW) == Start("numbers /0205")
    assert start_of(folders, replace(ACME, start_view="night shift"), "", NOW) == Start("view Night shift")
    assert start_of(folders, ACME, "", NOW) == Start()


def test_the_identity_of_a_start_is_that_of_its_view(folders: Folders) -> None:
    moved = replace(SEEN, key="n2", top=9, at="")
    assert Start(last=SEEN).identity == Start(last=moved).identity
    assert Start(last=SEEN).identity != Start(last=replace(SEEN, filter="0206")).identity
    assert Start("users").identity == ":users"
