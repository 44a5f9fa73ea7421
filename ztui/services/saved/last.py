"""What the next start opens: what the shell or the settings say, or the list that a run was cut at.

A running program keeps what its list shows in a small private file of its own, which it holds locked. One that nobody
holds any more belongs to a run that was cut: a dropped line, a kill, a power cut. A plain quit takes the file away,
unless the profile wants its last view always. Nothing here imports more than it takes to read such a file.
"""

from __future__ import annotations

import fcntl
import json
import os
import threading
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from ztui.core.dataclass import dataclass
from ztui.core.paths import ensure_private, file_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ztui.core.config import Profile
    from ztui.core.paths import Folders
    from ztui.services.view import Pairs

__all__ = ["Keeper", "LastView", "Start", "start_of"]

_OLDEST: Final = timedelta(days=7)
"""A run that was cut longer ago is not gone on with."""
_LONGEST: Final = 100_000
_MOST_FILES: Final = 20


@dataclass(frozen=True, slots=True)
class LastView:
    """The list that a run showed last, and the place in it.

    Attributes:
        resource: What is listed.
        parents: What the list is below.
        query: Server filters, without the window.
        window: The window as `relative.window_of` gives it, "" for the list's own.
        filter: The local filter.
        sort: Columns, `-` before a descending one.
        columns: Paths of the columns, None for the usual ones.
        key: Key of the row under the cursor, "" for none.
        top: How many rows were shown above the cursor's.
        account: ID of the sub account that was acted in, "" for the profile's own.
        account_name: What that is called.
        at: When it was kept, ISO in UTC.
        ended: The run was left plainly.
    """

    resource: str
    parents: Pairs = ()
    query: Pairs = ()
    window: str = ""
    filter: str = ""
    sort: tuple[str, ...] = ()
    columns: tuple[str, ...] | None = None
    key: str = ""
    top: int = 0
    account: str = ""
    account_name: str = ""
    at: str = ""
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Start:
    """What a start opens.

    Attributes:
        command: A line for `:`, without its colon; "" for none.
        last: A list to show again, None for none.
        path: The file that it was kept in, None without one.
    """

    command: str = ""
    last: LastView | None = None
    path: Path | None = None

    @property
    def identity(self) -> str:
        """Name what is opened, whatever the place in it: the same text for the same view."""
        if self.last is None:
            return f":{self.command}"
        kept = asdict(self.last)
        for each in ("key", "top", "at", "ended"):
            del kept[each]
        return json.dumps(kept, sort_keys=True)


def start_of(folders: Folders, profile: Profile, given: str, now: datetime) -> Start:
    """Say what a start opens.

    What is given goes before what was cut, that before the start view of the profile; where all are silent, the first
    area is shown (a `Start` with nothing in it). A file that cannot be read or understood counts as none.

    Args:
        folders: Where state and saved views live.
        profile: Whose settings and files.
        given: The words of the shell (`numbers`, `cq /support`), "" for none.
        now: The present instant, in UTC.
    """
    if given.strip():
        return Start(_command(given, folders, profile))
    if profile.restore_view != "never":
        for path in _files(folders, profile.name):
            last = _read(path)
            if last is not None and _is_wanted(last, now, always=profile.restore_view == "always") and _is_left(path):
                return Start(last=last, path=path)
    return Start(_command(profile.start_view, folders, profile))


class Keeper:
    """Keeps what a running program shows, in a file of its own that is made when there is something to keep.

    It may be asked from any thread; after `end` or `close` nothing is kept any more.
    """

    def __init__(self, folders: Folders, profile: Profile, *, forget: Path | None = None) -> None:
        """Take where state lives, and whose views.

        Args:
            folders: Where state lives.
            profile: Whose settings and files.
            forget: The file whose view is shown again, which is this run's from now on.
        """
        self._folder = folders.state
        self._profile = profile
        self._forget = forget
        self._path = folders.state / f"last-{file_name(profile.name)}.{os.getpid()}-{os.urandom(4).hex()}.json"
        self._file: int | None = None
        self._kept: LastView | None = None
        self._alone = threading.Lock()
        self._is_closed = False

    def keep(self, last: LastView) -> None:
        """Keep this; what cannot be written is not kept, since nothing else depends on it."""
        with self._alone:
            self._keep(last)

    def _keep(self, last: LastView) -> None:
        if self._is_closed or self._profile.restore_view == "never" or last == self._kept:
            return
        text = json.dumps(asdict(last), ensure_ascii=False).encode("utf-8", "surrogatepass")
        if len(text) > _LONGEST:
            return
        try:
            self._write(text + b"\n")
        except OSError:
            return
        self._kept = last
        if self._forget is not None:
            self._forget.unlink(missing_ok=True)
            self._forget = None

    def end(self, last: LastView | None = None) -> None:
        """Say that the run ends as it was asked to: what was kept is taken away, or kept as left plainly."""
        with self._alone:
            if last is not None and self._profile.restore_view == "always":
                self._keep(replace(last, ended=True))
            elif self._file is not None:
                self._path.unlink(missing_ok=True)
            if self._forget is not None:
                self._forget.unlink(missing_ok=True)
            self._close()

    def close(self) -> None:
        """Let go of the file, which stays as it is: the run was cut."""
        with self._alone:
            self._close()

    def _close(self) -> None:
        self._is_closed = True
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _write(self, text: bytes) -> None:
        """Write in place, since a file that is replaced would not be the locked one; the first line counts."""
        if self._file is None:
            ensure_private(self._folder, "ZTUI_STATE_DIR")
            self._file = os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.pwrite(self._file, text, 0)
        os.ftruncate(self._file, len(text))


def _command(text: str, folders: Folders, profile: Profile) -> str:
    """Give a start as a command: a line that begins with a colon is one, a name of a saved view shows it."""
    text = text.strip()
    if not text or text.startswith(":"):
        return text.lstrip(": ")
    from ztui.services.saved.views import SavedViews

    known = {each.casefold(): each for each in SavedViews(folders, profile.name).names()}
    found = known.get(text.casefold())
    return text if found is None else f"view {found}"


def _files(folders: Folders, profile: str) -> Iterator[Path]:
    """Give the files of a profile, the newest first; those of too many are taken away once nobody holds them."""
    try:
        found = folders.state.glob(f"last-{file_name(profile)}.*.json")
        aged = sorted(((path.stat().st_mtime_ns, path) for path in found), reverse=True)
    except OSError:
        return
    for at, (_age, path) in enumerate(aged):
        if at < _MOST_FILES:
            yield path
        elif _is_left(path):
            path.unlink(missing_ok=True)


def _is_left(path: Path) -> bool:
    """Tell whether the program that kept a file is gone."""
    try:
        file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(file)
    return True


def _is_wanted(last: LastView, now: datetime, *, always: bool) -> bool:
    if last.ended:
        return always
    try:
        return abs(now - datetime.fromisoformat(last.at)) <= _OLDEST
    except (ValueError, TypeError):
        return False


def _read(path: Path) -> LastView | None:
    """Read a file, None if it cannot be understood."""
    try:
        with path.open("rb") as file:
            return _understood(json.loads(file.readline(_LONGEST)))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _understood(kept: dict[str, Any]) -> LastView:
    """Make the view of what was read.

    Raises:
        TypeError, ValueError, KeyError: It is none.
    """
    columns = kept["columns"]
    last = LastView(
        resource=kept["resource"],
        parents=_pairs(kept["parents"]),
        query=_pairs(kept["query"]),
        window=kept["window"],
        filter=kept["filter"],
        sort=tuple(kept["sort"]),
        columns=None if columns is None else tuple(columns),
        key=kept["key"],
        top=kept["top"],
        account=kept["account"],
        account_name=kept["account_name"],
        at=kept["at"],
        ended=kept["ended"],
    )
    texts = (last.resource, last.window, last.filter, *last.sort, *(last.columns or ()), last.key, last.account)
    texts += (last.account_name, last.at)
    is_place = isinstance(kept["top"], int) and isinstance(kept["ended"], bool)
    if not is_place or not all(isinstance(each, str) for each in texts):
        raise TypeError("no view")
    return last


def _pairs(value: Any) -> Pairs:
    made = tuple((first, second) for first, second in value)
    if not all(isinstance(each, str) for pair in made for each in pair):
        raise TypeError("no pairs")
    return made
