"""What is wrong with the settings beyond their form: names that nothing has, and secrets that others can read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ztui.core.config_file import OPEN, Checked, Problem, check_config
from ztui.core.dataclass import dataclass
from ztui.core.errors import UnknownName, ZtuiError
from ztui.core.paths import is_readable_by_others
from ztui.core.shell import quoted
from ztui.core.toml_places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ztui.core.config import Profile

__all__ = ["Finding", "Looks", "check_settings"]


class Looks(Protocol):
    """What the terminal program knows by name."""

    @property
    def actions(self) -> frozenset[str]:
        """Ids of the actions whose keys can be others."""

    @property
    def themes(self) -> frozenset[str]:
        """Names of the themes."""

    def wrong_keys(self, keymap: Mapping[str, str]) -> Sequence[tuple[str, str, str]]:
        """Give what is wrong with the keys of a profile: the action's id, what is wrong, what to do."""

    @property
    def keys(self) -> Sequence[tuple[str, str]]:
        """Keys, as they are shown, with what they do."""

    @property
    def commands(self) -> Sequence[tuple[str, str]]:
        """What is typed after `:`, with what it does."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about the settings that should be mended.

    Attributes:
        problem: What, and where.
        stops: The program does not start with it; else it goes on without the setting.
    """

    problem: Problem
    stops: bool


def check_settings(path: Path, looks: Looks) -> tuple[Finding, ...]:
    """Look at a settings file as closely as can be without asking Zoom; a missing file has no findings.

    Args:
        path: The file.
        looks: What the terminal program knows by name.

    Returns:
        What is wrong, from top to bottom.
    """
    checked = check_config(path)
    found = [Finding(each, stops=True) for each in checked.problems]
    for profile in checked.config.profiles.values():
        found += _of_profile(checked, profile, looks)
    if checked.is_open:
        found.append(Finding(Problem(Place(), OPEN, f"Run: chmod 600 {quoted(str(path))}"), stops=False))
    return tuple(sorted(found, key=lambda each: each.problem.place.line))


def _of_profile(checked: Checked, profile: Profile, looks: Looks) -> Iterator[Finding]:
    above = ("profiles", profile.name)

    def place(*path: str) -> Place:
        return checked.at.value((*above, *path))

    wrong_view = _view(profile, checked.path)
    if wrong_view is not None:
        yield Finding(Problem(place("start_view"), wrong_view.message, wrong_view.hint), stops=False)
    yield from _secrets(checked, profile)
    if profile.theme and profile.theme not in looks.themes:
        yield _unknown(place("theme"), "theme", profile.theme, looks.themes)
    for id, message, hint in looks.wrong_keys(profile.keys):
        yield Finding(Problem(place("keys", id), message, hint), stops=False)
    for resource, columns in profile.columns.items():
        for wrong in _columns(resource, columns):
            yield Finding(Problem(place("columns", resource), wrong.message, wrong.hint), stops=False)


def _secrets(checked: Checked, profile: Profile) -> Iterator[Finding]:
    """Tell of files with secrets that others can read."""
    for name, source in (("client_secret", profile.client_secret), ("token", profile.token)):
        if source is not None and source.kind == "file" and isinstance(source.where, str):
            path = Path(source.where).expanduser()
            if is_readable_by_others(path):
                what = f"Others on this machine can read the secret in {path}."
                place = checked.at.value(("profiles", profile.name, name))
                yield Finding(Problem(place, what, f"Run: chmod 600 {quoted(str(path))}"), stops=False)


def _unknown(place: Place, kind: str, name: str, known: frozenset[str]) -> Finding:
    error = UnknownName(kind, name, sorted(known), f"They are: {', '.join(sorted(known))}.")
    return Finding(Problem(place, error.message, error.hint), stops=False)


def _view(profile: Profile, path: Path) -> ZtuiError | None:
    """Judge what is shown at the start; a line that begins with a colon is judged when it is obeyed."""
    from ztui.core.paths import Folders
    from ztui.resources.registry import resource
    from ztui.services.saved.views import SavedViews

    wanted = profile.start_view.strip()
    if wanted.startswith(":"):
        return None
    saved = SavedViews(Folders(path.parent, path.parent, path.parent), profile.name).names()
    if wanted.casefold() in (each.casefold() for each in saved):
        return None
    try:
        resource(wanted.split()[0] if wanted else "call-history")
    except UnknownName as error:
        return error
    return None


def _columns(name: str, columns: tuple[str, ...]) -> Iterator[ZtuiError]:
    from ztui.resources.registry import resource

    try:
        found = resource(name)
    except UnknownName as error:
        yield error
        return
    for each in columns:
        if found.column(each) is None:
            known = [column.path for column in found.columns]
            yield UnknownName(f"column of {found.name}", each, known, f"They are: {', '.join(known)}.")
