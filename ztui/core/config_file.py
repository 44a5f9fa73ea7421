"""`config.toml`: read into profiles; all that is wrong with it is told at once, with line and column.

default = "acme"

[profiles.acme]
account_id = "..."
client_id = "..."
client_secret = { env = "ACME_SECRET" }
label = "PROD"
production = true
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import field
from typing import TYPE_CHECKING, Any

from ztui.core.config import Config, Profile
from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError, UnknownName
from ztui.core.paths import is_readable_by_others
from ztui.core.secrets import Secret, SecretSource
from ztui.core.settings import SECRET_SOURCES, SETTINGS, Setting, SettingKind, setting
from ztui.core.toml_places import Place, Places, places

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

__all__ = ["OPEN", "Checked", "Problem", "check_config", "profile_of", "read_config"]

OPEN = "The file holds a secret in clear, and others on this machine can read it."
_TOP = ("default", "profiles")
_WORDS = {bool: "true or false", int: "a whole number", str: "a text in quotes"}
_BOM = "\ufeff"
"""What some editors put before a text in UTF-8; TOML has no such sign."""
_TWICE = re.compile(r"Cannot declare \((.*?),?\) twice")
_AT = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the file that is no setting.

    Attributes:
        place: Where it stands; line 0 where the whole file is meant.
        message: What is wrong, a sentence.
        hint: What to do, "" where the message says it.
    """

    place: Place
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a file.

    Attributes:
        path: The file.
        config: The profiles, as far as they could be read.
        problems: What is wrong, from top to bottom.
        at: Where things stand in the file, for what others find wrong.
    """

    path: Path
    config: Config
    problems: tuple[Problem, ...]
    at: Places = field(default_factory=lambda: Places({}, {}))

    @property
    def is_open(self) -> bool:
        """Tell whether it holds a secret in clear, and others on this machine can read it."""
        sources = [each for one in self.config.profiles.values() for each in (one.client_secret, one.token)]
        return any(each is not None and each.kind == "given" for each in sources) and is_readable_by_others(self.path)

    def error(self) -> ConfigError | None:
        """Give the first problem as an error that says how many more there are, None without problems."""
        if not self.problems:
            return None
        first = self.problems[0]
        line = f", line {first.place.line}, column {first.place.column}" if first.place.line else ""
        more = len(self.problems) - 1
        others = f" 'ztui config check' shows {more} more." if more else ""
        return ConfigError(f"{self.path}{line}: {first.message}", f"{first.hint}{others}".strip())


def read_config(path: Path) -> Config:
    """Read the settings file; a missing one is empty.

    Raises:
        ConfigError: The file cannot be read or holds something that is no setting; the message names the place.
    """
    checked = check_config(path)
    error = checked.error()
    if error is not None:
        raise error
    return checked.config


def check_config(path: Path) -> Checked:
    """Read the settings file and gather all that is wrong with it; a missing one is empty."""
    if path.is_fifo() or path.is_socket():  # opening it would wait for ever
        return Checked(path, Config({}), (Problem(Place(), "It is no file.", "Move it away."),))
    try:
        text = path.read_text(encoding="utf-8").removeprefix(_BOM)
    except FileNotFoundError:
        return Checked(path, Config({}), ())
    except OSError as error:
        from ztui.core.shell import quoted

        hint = f"Look at its owner and mode: ls -ld {quoted(str(path))}"
        return Checked(path, Config({}), (Problem(Place(), f"It cannot be read: {error.strerror}.", hint),))
    except UnicodeDecodeError as error:
        return Checked(path, Config({}), (_not_utf8(error),))
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Checked(path, Config({}), (_not_toml(str(error), text),))
    reader = _Reader(places(text))
    config = reader.config(data)
    return Checked(path, config, tuple(sorted(reader.problems, key=lambda each: each.place.line)), reader.at)


def profile_of(name: str, settings: Mapping[str, Any]) -> Profile:
    """Make a profile of what its table would hold.

    Raises:
        ConfigError: Something is no setting, or has not its kind.
    """
    reader = _Reader(Places({}, {}))
    made = reader.profile(name, settings)
    for each in reader.problems:
        raise ConfigError(each.message, each.hint)
    return made


def _not_toml(said: str, text: str) -> Problem:
    found = _AT.search(said)
    what = _AT.sub("", said)
    told = found is not None and found[1]
    place = Place(int(found[1]), int(found[2])) if found is not None and told else Place(text.count("\n") + 1, 1)
    return Problem(place, *_told(what))


def _told(what: str) -> tuple[str, str]:
    """Say in words of the file what Python's parser says of it: what is wrong, what to do."""
    twice = _TWICE.match(what)
    if twice is not None:
        table = ".".join(re.findall(r"'([^']*)'", twice[1]))
        return f"The table [{table}] is there twice.", "Put the settings of both under one of them."
    if what == "Cannot overwrite a value":
        return "This setting is there twice.", "Leave one of the two."
    if what == r"Illegal character '\n'":
        return "The quotes are not closed in this line.", "Close them."
    return f"This is not TOML: {what}.", "Mend the line, then start again."


def _not_utf8(error: UnicodeDecodeError) -> Problem:
    before = error.object[: error.start].decode("utf-8")
    place = Place(before.count("\n") + 1, len(before) - before.rfind("\n"))
    return Problem(place, "It cannot be read: this is not UTF-8.", "Save the file in UTF-8.")


class _Wrong(Exception):
    """A value that is none of its setting."""


class _Reader:
    """Turns the parsed file into profiles and notes what is wrong."""

    def __init__(self, at: Places) -> None:
        self.at = at
        self.problems: list[Problem] = []

    def config(self, data: Mapping[str, Any]) -> Config:
        for key in data:
            if key not in _TOP:
                self.unknown((key,), f"'{key}' is no setting.", key, _TOP)
        tables = data.get("profiles", {})
        if not isinstance(tables, dict) or not all(isinstance(each, dict) for each in tables.values()):
            self.wrong(("profiles",), "'profiles' must hold one table per profile, such as [profiles.acme].")
            tables = {}
        profiles = {name: self.profile(name, table) for name, table in tables.items()}
        return Config(profiles, self.default(data.get("default", ""), profiles))

    def default(self, value: object, profiles: Mapping[str, Profile]) -> str:
        if not isinstance(value, str):
            self.wrong(("default",), "'default' must be the name of a profile, a text in quotes.", value=True)
        elif value and value not in profiles:
            what = f"The default profile '{value}' has no table."
            self.unknown(("default",), what, value, profiles, value=True)
        else:
            return value
        return ""

    def profile(self, name: str, table: Mapping[str, Any]) -> Profile:
        known = [each.name for each in SETTINGS]
        given: dict[str, Any] = {}
        for key, value in table.items():
            path, found = ("profiles", name, key), setting(key)
            if found is None:
                self.unknown(path, f"'{key}' in profile {name} is no setting.", key, known)
                continue
            try:
                given[key] = _value(found, value)
                if key == "timezone":
                    _refuse_unknown_zone(str(given[key]))
            except UnknownName as error:
                del given[key]
                what = f"'{key}' in profile {name}: {error.message}"
                self.problems.append(Problem(self.at.value(path), what, error.hint))
            except _Wrong as error:
                choices = error.args[1] if len(error.args) > 1 else ()
                self.wrong(path, f"'{key}' in profile {name} {error.args[0]}", choices, value=True)
        return Profile(name=name, **given)

    def unknown(
        self, path: tuple[str, ...], what: str, name: str, known: Iterable[str], *, value: bool = False
    ) -> None:
        """Note a name that nothing has, with the nearest, or where all are listed."""
        place = self.at.value(path) if value else self.at.key(path)
        hint = UnknownName("", name, known, "'ztui config schema' lists the settings.").hint
        self.problems.append(Problem(place, what, hint))

    def wrong(self, path: tuple[str, ...], what: str, choices: Iterable[str] = (), *, value: bool = False) -> None:
        place = self.at.value(path) if value else self.at.key(path)
        known = ", ".join(choices)
        self.problems.append(Problem(place, what, f"Known: {known}." if known else ""))


def _value(found: Setting, value: object) -> object:
    """Give the value of a setting as a profile has it."""
    match found.kind:
        case SettingKind.SECRET:
            return _secret(value)
        case SettingKind.COLUMNS | SettingKind.KEYS:
            return _table(found, value)
    wanted: type = {SettingKind.SWITCH: bool, SettingKind.NUMBER: int}.get(found.kind, str)
    if type(value) is not wanted:
        raise _Wrong(f"must be {_WORDS[wanted]}.")
    if isinstance(value, int) and found.kind is SettingKind.NUMBER and not 0 <= value <= found.most:
        raise _Wrong(f"must be from 0 to {found.most}.")
    if found.kind is SettingKind.CHOICE and value not in (*found.choices, found.default):
        raise _Wrong(f"is '{value}'.", found.choices)
    return value


def _refuse_unknown_zone(name: str) -> None:
    from ztui.core.zones import find_zone

    find_zone(name, {})


def _table(found: Setting, value: object) -> dict[str, str | tuple[str, ...]]:
    if not isinstance(value, dict):
        raise _Wrong("must be a table.")
    made: dict[str, str | tuple[str, ...]] = {}
    for name, inner in value.items():
        if found.kind is SettingKind.KEYS and isinstance(inner, str):
            made[name] = inner
        elif (
            found.kind is SettingKind.COLUMNS
            and isinstance(inner, list)
            and all(isinstance(each, str) for each in inner)
        ):
            made[name] = tuple(inner)
        else:
            raise _Wrong(
                f"must hold {'texts in quotes' if found.kind is SettingKind.KEYS else 'lists of texts in quotes'}."
            )
    return made


def _secret(value: object) -> SecretSource:
    if isinstance(value, str):
        return SecretSource("given", Secret(value))
    if isinstance(value, dict) and len(value) == 1:
        kind, where = next(iter(value.items()))
        if kind == "command" and isinstance(where, list) and where and all(isinstance(each, str) for each in where):
            return SecretSource(kind, tuple(where))
        if kind == "command" and isinstance(where, str):
            import shlex

            try:
                return SecretSource(kind, tuple(shlex.split(where)))
            except ValueError as error:
                raise _Wrong(f"has a command that is not whole: {error}.") from None
        if kind in SECRET_SOURCES and isinstance(where, str):
            return SecretSource(kind, where)
    raise _Wrong('must be a table such as { env = "NAME" }.', SECRET_SOURCES)
