"""Saved views of a profile, in a file that people can read and mend.

The file is JSON, one object per name, and private. It is replaced as a whole; one that cannot be read is never written
over, so that nothing in it is lost. Programs that run at the same time take turns.
"""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError, UnknownName
from ztui.core.paths import ensure_private, file_name
from ztui.core.text import fold
from ztui.services.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime, tzinfo

    from ztui.core.paths import Folders

__all__ = ["SavedView", "SavedViews", "refusal_of"]

_LONGEST: Final = 60
_FIELDS: Final = frozenset({"resource", "parents", "query", "window", "filter", "sort", "columns"})
_RESERVED: Final = frozenset({"save"})


@dataclass(frozen=True, slots=True)
class SavedView:
    """What a list shows.

    Attributes:
        name: As the user called it.
        resource: What is listed.
        parents: What the list is below.
        query: Server filters, without the window.
        window: The window as `relative.window_of` gives it, "" for the list's own.
        filter: The local filter.
        sort: Columns, `-` before a descending one.
        columns: Paths of the columns, None for the usual ones.
    """

    name: str
    resource: str
    parents: tuple[tuple[str, str], ...] = ()
    query: tuple[tuple[str, str], ...] = ()
    window: str = ""
    filter: str = ""
    sort: tuple[str, ...] = ()
    columns: tuple[str, ...] | None = None

    @classmethod
    def of(
        cls, name: str, view: View, columns: tuple[str, ...] | None, now: datetime, zone: tzinfo
    ) -> SavedView:  # fmt: skip
        """Take what a list shows now."""
        from ztui.services.saved.relative import ENDS, window_of

        query = tuple(each for each in view.query if each[0] not in ENDS)
        window = window_of(view.query, now, zone)
        return cls(name, view.resource, view.parents, query, window, view.filter, view.sort, columns)

    def view(self, now: datetime, zone: tzinfo, *, dates: bool = False) -> View:
        """Give the view as of an instant; `dates` as in `relative.query_of`.

        Raises:
            ConfigError: Its window is none.
        """
        from ztui.services.saved.relative import query_of

        query = (*query_of(self.window, now, zone, dates=dates), *self.query)
        return View(self.resource, self.parents, query, self.filter, self.sort)


def refusal_of(name: str) -> str:
    """Give why a view cannot be called that, "" if it can."""
    if not name.strip():
        return "A view needs a name."
    if len(name) > _LONGEST or not name.isprintable():
        return f"A name has at most {_LONGEST} characters, all on one line."
    if name != name.strip() or "/" in name or "@" in name or name.startswith("-"):
        return "A name has no / and no @, and does not begin with -."
    return f"'{name}' is a word of the command." if fold(name.split()[0]) in _RESERVED else ""


class SavedViews:
    """The saved views of one profile; every method reads the file anew, since another program may have written it."""

    def __init__(self, folders: Folders, profile: str) -> None:
        """Take where settings live, and whose views."""
        self.path = folders.config / f"views-{file_name(profile)}.json"

    def all(self) -> tuple[SavedView, ...]:
        """Give all, by name.

        Raises:
            ConfigError: The file cannot be read; it is left as it is.
        """
        return tuple(sorted(self._read().values(), key=lambda each: fold(each.name)))

    def names(self) -> tuple[str, ...]:
        """Give the names, () where the file cannot be read."""
        try:
            return tuple(each.name for each in self.all())
        except ConfigError:
            return ()

    def find(self, name: str) -> SavedView:
        """Find a view by its name; case does not count.

        Raises:
            UnknownName: There is none.
            ConfigError: The file cannot be read.
        """
        known = self._read()
        found = known.get(_key(name))
        if found is None:
            raise UnknownName("saved view", name, [each.name for each in known.values()])
        return found

    def has(self, name: str) -> bool:
        """Tell whether a view is called that.

        Raises:
            ConfigError: The file cannot be read.
        """
        return _key(name) in self._read()

    def save(self, view: SavedView) -> None:
        """Keep a view in the place of one that is called so.

        Raises:
            ConfigError: It cannot be called so, or the file cannot be read or written.
        """
        _refuse(view.name)
        with self._alone():
            known = self._read()
            known[_key(view.name)] = view
            self._write(known)

    def rename(self, name: str, to: str) -> None:
        """Call a view otherwise.

        Raises:
            UnknownName: There is no such view.
            ConfigError: It cannot be called so, another is, or the file cannot be read or written.
        """
        _refuse(to)
        with self._alone():
            view, known = self.find(name), self._read()
            if _key(to) != _key(name) and _key(to) in known:
                raise ConfigError(f"There is a view '{to}' already.", "Take another name.")
            del known[_key(name)]
            known[_key(to)] = SavedView(to, *_values(view))
            self._write(known)

    def delete(self, name: str) -> None:
        """Forget a view; one that is gone is no error.

        Raises:
            ConfigError: The file cannot be read or written.
        """
        with self._alone():
            known = self._read()
            if known.pop(_key(name), None) is not None:
                self._write(known)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        ensure_private(self.path.parent, "ZTUI_CONFIG_DIR")
        try:
            lock = os.open(self.path.with_suffix(".lock"), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise _unwritable(self.path, error) from None
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _read(self) -> dict[str, SavedView]:
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return {}
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is no UTF-8 text"
            raise ConfigError(f"Cannot read the saved views in {self.path}: {reason}.", "Mend the file.") from None
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            place = f"line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else "it"
            raise ConfigError(
                f"The saved views in {self.path} cannot be read: {place} is no JSON.", "Mend or remove it."
            ) from None
        if not isinstance(found, dict):
            raise ConfigError(f"The saved views in {self.path} are no object of names.", "Mend or remove the file.")
        views = {_key(name): self._view(name, value) for name, value in found.items()}
        if len(views) < len(found):
            raise ConfigError(f"Two saved views in {self.path} are called alike.", "Rename one of them there.")
        return views

    def _view(self, name: str, value: Any) -> SavedView:
        try:
            return _understood(name, value)
        except (TypeError, ValueError, KeyError, AttributeError):
            raise ConfigError(
                f"The view '{name}' in {self.path} cannot be understood.", "Mend it there, or remove it."
            ) from None

    def _write(self, views: Mapping[str, SavedView]) -> None:
        named = {each.name: _as_json(each) for each in sorted(views.values(), key=lambda each: fold(each.name))}
        text = json.dumps(named, ensure_ascii=False, indent=2) + "\n"
        import tempfile

        try:
            handle, part = tempfile.mkstemp(".part", f".{self.path.name}.", self.path.parent)
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    file.write(text)
                    file.flush()
                    os.fsync(file.fileno())
                Path(part).replace(self.path)
            finally:
                Path(part).unlink(missing_ok=True)
        except OSError as error:
            raise _unwritable(self.path, error) from None


def _unwritable(path: Path, error: OSError) -> ConfigError:
    return ConfigError(f"Cannot write the saved views in {path}: {error.strerror or error}.", "Check its folder.")


def _key(name: str) -> str:
    return fold(name.strip())


def _refuse(name: str) -> None:
    if reason := refusal_of(name):
        raise ConfigError(reason)


def _values(view: SavedView) -> tuple[Any, ...]:
    return view.resource, view.parents, view.query, view.window, view.filter, view.sort, view.columns


def _as_json(view: SavedView) -> dict[str, Any]:
    """Give a view without what it leaves open."""
    every = {
        "resource": view.resource,
        "parents": dict(view.parents),
        "query": [list(each) for each in view.query],
        "window": view.window,
        "filter": view.filter,
        "sort": list(view.sort),
        "columns": None if view.columns is None else list(view.columns),
    }
    return {name: value for name, value in every.items() if value}


def _understood(name: str, value: Any) -> SavedView:
    """Read a view; what is of a wrong type, or of a name that no view has, is an error."""
    if not isinstance(value, dict) or not set(value) <= _FIELDS:
        raise ValueError(name)
    texts = [value["resource"], value.get("window", ""), value.get("filter", "")]
    parents, query = value.get("parents", {}), value.get("query", [])
    sort, columns = value.get("sort", []), value.get("columns")
    every = [*texts, *parents, *parents.values(), *(part for pair in query for part in pair), *sort, *(columns or ())]
    shaped = all(isinstance(each, list) for each in (sort, query, columns or [], *query))
    if not shaped or not all(isinstance(each, str) for each in every):
        raise TypeError(name)
    return SavedView(
        name=name,
        resource=value["resource"],
        parents=tuple(parents.items()),
        query=tuple((first, second) for first, second in query),
        window=value.get("window", ""),
        filter=value.get("filter", ""),
        sort=tuple(sort),
        columns=tuple(columns) if columns else None,
    )
