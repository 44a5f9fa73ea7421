"""What may be wrong between this machine and Zoom, looked at one thing after another, and what to do about each."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from ztui.core.amounts import size
from ztui.core.dataclass import dataclass
from ztui.core.errors import StoreError, ZtuiError
from ztui.core.text import display
from ztui.services.profiles.skew import SKEW_HINT, told_skew
from ztui.services.profiles.testing import Verdict, tried
from ztui.services.quota import read_quota

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Sequence
    from pathlib import Path

    from ztui.core.config import Profile
    from ztui.core.paths import Folders
    from ztui.services.profiles.checking import Finding
    from ztui.services.profiles.testing import Tried
    from ztui.services.session import Session

__all__ = ["Look", "State", "at_account", "at_folders", "at_settings", "at_sign_in", "at_stored"]

_LITTLE = 20
"""Percent of the day's requests."""


class State(StrEnum):
    """How something is."""

    FINE = "fine"
    NOTE = "note"
    WRONG = "wrong"
    LEFT_OUT = "not granted"
    UNKNOWN = "not looked at"


@dataclass(frozen=True, slots=True)
class Look:
    """What was found where.

    Attributes:
        area: `settings`, `folders`, `credentials`, `scopes`, `quota`, `clock`, `journal`, `cache` ...
        state: How it is.
        said: What is so, a sentence.
        hint: What to do, "" where nothing needs to be.
    """

    area: str
    state: State
    said: str
    hint: str = ""


def at_settings(path: Path, findings: Sequence[Finding]) -> list[Look]:
    """Look at the settings file."""
    if not path.exists():
        return [Look("settings", State.NOTE, f"{path} does not exist.", "'ztui profile add NAME' makes it.")]
    if not findings:
        return [Look("settings", State.FINE, f"{path} is right.")]
    return [
        Look(
            "settings",
            State.WRONG if each.stops else State.NOTE,
            f"{_line(each)}{each.problem.message}",
            each.problem.hint or "'ztui config check' shows all of it.",
        )
        for each in findings
    ]


def _line(finding: Finding) -> str:
    return f"Line {finding.problem.place.line}: " if finding.problem.place.line else ""


def at_folders(folders: Iterable[tuple[str, Path, str]]) -> list[Look]:
    """Look at folders: name, path, and the variable that names another one."""
    import shutil

    looks = []
    for name, path, variable in folders:
        there = path if path.exists() else next((each for each in path.parents if each.exists()), path)
        why = _refusal(there)
        if why:
            hint = f"Change its owner or mode, or set {variable} to a folder that you may write."
            looks.append(Look("folders", State.WRONG, f"The {name} {path} cannot be written: {why}.", hint))
            continue
        free = shutil.disk_usage(there).free
        state = State.FINE if free > _ROOM else State.NOTE
        said = f"The {name} {path} can be written, {size(free)} are free."
        looks.append(Look("folders", state, said, "" if state is State.FINE else "Make room: calls need some."))
    return looks


def _refusal(folder: Path) -> str:
    """Give why nothing can be made in a folder, "" if it can: it is tried, since rights do not tell of `/proc`."""
    from tempfile import TemporaryDirectory

    try:
        TemporaryDirectory(prefix=".ztui-", dir=folder).cleanup()
    except OSError as error:
        return error.strerror or str(error)
    return ""


_ROOM = 1_000_000_000


def at_sign_in(profile: Profile, folders: Folders) -> list[Look]:
    """Look at what is kept of a user's sign-in; an app's profile has none."""
    if not profile.is_users:
        return []
    from ztui.services.profiles.access import keeper_of

    keeper = keeper_of(profile, folders)
    try:
        kept = keeper.read()
    except ZtuiError as error:
        return [Look("sign-in", State.WRONG, display(error.message), display(error.hint))]
    if kept is None:
        return [Look("sign-in", State.WRONG, "Nobody is signed in.", keeper.again)]
    if profile.login_kept == "file":
        said = f"It is kept in clear in {keeper.place}, which only you and root can read."
        return [Look("sign-in", State.NOTE, said, "Where there is a keyring, login_kept can be left out.")]
    return [Look("sign-in", State.FINE, "It is kept in the keyring.")]


async def at_account(session: Session) -> AsyncIterator[Look]:
    """Sign in and look at what belongs to the account; each thing that cannot be looked at says why."""
    found: list[Tried] = []
    try:
        found = [each async for each in tried(session)]
    except ZtuiError as error:
        yield Look("credentials", State.WRONG, display(error.message), display(error.hint))
    else:
        for look in _of_tries(found):
            yield look
    yield await _quota(session)
    for look in await at_stored(session):
        yield look


async def at_stored(session: Session) -> list[Look]:
    """Look at what lies on this machine: the journal, and the cache with what Zoom's answers had that was odd."""
    return [await _journal(session), await _oddities(session)]


def _of_tries(found: Sequence[Tried]) -> Iterable[Look]:
    reached = [each for each in found if each.verdict is Verdict.ALLOWED]
    if not reached and found and all(each.exit_code == 3 for each in found):
        yield Look("network", State.WRONG, display(found[0].said), display(found[0].hint))
        return
    yield Look("credentials", State.FINE, "Zoom accepts them.")
    for each in found:
        if each.verdict is not Verdict.ALLOWED:
            said = f"{each.feature.title}: {each.verdict}. {display(each.said)}"
            yield Look("scopes", _STATES.get(each.verdict, State.NOTE), said, display(each.hint))
    yield _sum_of(len(reached), len(found), left_out=sum(each.is_left_out for each in found))
    ahead = next((each.ahead for each in reached if each.ahead is not None), None)
    if ahead is None:
        yield Look("clock", State.UNKNOWN, "Zoom's answers have no date.")
    elif said := told_skew(ahead):
        yield Look("clock", State.WRONG, said, SKEW_HINT)
    else:
        yield Look("clock", State.FINE, "This machine's clock agrees with Zoom's.")


_STATES = {Verdict.FORBIDDEN: State.WRONG, Verdict.LEFT_OUT: State.LEFT_OUT}


def _sum_of(reached: int, tried: int, *, left_out: int) -> Look:
    """Say how many areas can be read; an app that may read none of them is of no use, else few are as good as many."""
    said = f"{reached} of {tried} areas can be read."
    if left_out and not reached:
        return Look("scopes", State.WRONG, said, "'ztui scopes AREA' prints the scopes to add to the app.")
    if left_out:
        hint = "If one is missed: 'ztui scopes AREA' prints the scopes to add to the app."
        return Look("scopes", State.FINE, f"{said} The app has no scope for {left_out} others.", hint)
    return Look("scopes", State.FINE, said)


async def _quota(session: Session) -> Look:
    quota = await read_quota(session.client)
    left = quota.percent_left
    if left is None:
        return Look("quota", State.FINE, "Requests are not limited.")
    pots = ", ".join(f"{each.name} {each.left:,} of {each.limit:,}" for each in quota.pots)
    said = f"Requests left today: {pots}."
    if left > _LITTLE:
        return Look("quota", State.FINE, said)
    return Look("quota", State.NOTE, said, "They are renewed at midnight UTC; 'ztui calls sync' uses many.")


async def _journal(session: Session) -> Look:
    if session.journal is None:
        return Look("journal", State.NOTE, "There is none: nothing can be written.")
    try:
        cut, unknown = len(await session.journal.unfinished()), len(await session.journal.unknown())
    except StoreError as error:
        return Look("journal", State.WRONG, display(error.message), display(error.hint))
    if not cut and not unknown:
        return Look("journal", State.FINE, "No write is open.")
    said = f"{cut} writes have no outcome, {unknown} an unknown one."
    return Look("journal", State.WRONG, said, "'ztui journal resume' looks them up.")


async def _oddities(session: Session) -> Look:
    try:
        odd = await session.cache.oddities()
    except StoreError as error:
        return Look("cache", State.WRONG, display(error.message), "'ztui cache clear' makes it anew.")
    if not odd:
        return Look("cache", State.FINE, "Zoom's answers were as its documentation says, as far as they are stored.")
    lists = ", ".join(f"{name} {count:,}" for name, count in odd)
    return Look("cache", State.NOTE, f"Values that are not as documented, and were shown all the same: {lists}.")
