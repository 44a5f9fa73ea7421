"""Settings: flags over environment over profile over defaults.

`config.toml` has one table per profile:

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
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ztui.core.errors import ConfigError, UnknownName, nearest
from ztui.core.secrets import Secret, SecretSource

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["PLANS", "Config", "Profile", "read_config", "read_only_of"]

PLANS = ("free", "pro", "business", "none")
"""Plans by which requests are limited; `none` asks for no limit of our own (a simulator)."""

_COLORS = ("red", "orange", "yellow", "green", "cyan", "blue", "magenta", "white")
_TYPES = {
    "production": bool,
    "read_only": bool,
    "require_reason": bool,
    "retention_days": int,
    "sync_ask_percent": int,
    "index_percent": int,
}
"""Settings that are no text."""
_MOST = {"retention_days": 36_500, "sync_ask_percent": 100, "index_percent": 100}
_SECRET_KINDS = ("env", "file", "command", "keyring")
_READ_ONLY = "ZTUI_READ_ONLY"
_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off", ""})


@dataclass(frozen=True, slots=True)
class Profile:
    """One account's access and manners.

    Attributes:
        name: How the user calls it; "demo" and "environment" are ours.
        account_id: Zoom account of the app's credentials.
        client_id: Of the server-to-server app.
        client_secret: Where its secret comes from.
        token: A static bearer token instead of an app, if given.
        api_url: Base URL, with or without `/v2`; "" leaves it to Zoom's token answer.
        oauth_url: Where tokens are fetched; "" is Zoom's.
        plan: One of `PLANS`; decides the request limits.
        label: Word shown beside the name (`PROD`), in the profile's colour.
        color: One of the named colours, "" for none.
        production: Confirmations are one level stricter.
        read_only: Nothing but GET leaves.
        read_only_by: What says so, to be named in messages: an option, a variable; "" for the profile itself.
        require_reason: A write wants a reason for the journal.
        account: Sub account to act for at first, "" for the own.
        timezone: IANA name of the viewer's zone, "" for the system's.
        start_view: Resource shown at start, "" for call history.
        columns: Chosen columns by resource.
        keys: Remapped keys by action id.
        theme: Name of a theme, "" for the default.
        retention_days: How long cached calls are kept, 0 for ever.
        sync_ask_percent: Share of the day's pot of requests from which on fetching calls asks first.
        index_percent: Share of the rate of requests that reading the inventory in the background may use; 0 is 1.
    """

    name: str
    account_id: str = ""
    client_id: str = ""
    client_secret: SecretSource | None = None
    token: SecretSource | None = None
    api_url: str = ""
    oauth_url: str = ""
    plan: str = "business"
    label: str = ""
    color: str = ""
    production: bool = False
    read_only: bool = False
    read_only_by: str = ""
    require_reason: bool = False
    account: str = ""
    timezone: str = ""
    start_view: str = ""
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    theme: str = ""
    retention_days: int = 0
    sync_ask_percent: int = 5
    index_percent: int = 50

    @property
    def read_only_switch(self) -> str:
        """Name what has to be changed to write, where only reading is allowed."""
        return self.read_only_by or f"read_only of the profile {self.name}"

    @property
    def has_credentials(self) -> bool:
        """Tell whether there is something to authenticate with."""
        return self.token is not None or bool(self.account_id and self.client_id and self.client_secret)

    @property
    def missing(self) -> tuple[str, ...]:
        """Name the environment variables that would complete the credentials."""
        if self.token is not None:
            return ()
        have = {
            "ZTUI_ACCOUNT_ID": self.account_id,
            "ZTUI_CLIENT_ID": self.client_id,
            "ZTUI_CLIENT_SECRET": self.client_secret,
        }
        return tuple(name for name, value in have.items() if not value)


@dataclass(frozen=True, slots=True)
class Config:
    """What the settings file says: profiles by name, and the one to take when none is named."""

    profiles: Mapping[str, Profile]
    default: str = ""

    def profile(self, name: str) -> Profile:
        """Find a profile.

        Raises:
            UnknownName: There is none of that name; the nearest are suggested.
        """
        try:
            return self.profiles[name]
        except KeyError:
            error = UnknownName("profile", name, self.profiles)
            if not self.profiles:
                error.hint = "config.toml names none; 'ztui info' says where it is."
            raise error from None

    def choose(self, environ: Mapping[str, str], name: str = "") -> Profile:
        """Take the named, the environment's, the default or the only profile, and lay the environment over it."""
        name = name or environ.get("ZTUI_PROFILE", "") or self.default
        if name:
            base = self.profile(name)
        elif len(self.profiles) == 1:
            base = next(iter(self.profiles.values()))
        else:
            base = Profile(name="environment")
        return _with_environment(base, environ)


def _with_environment(profile: Profile, environ: Mapping[str, str]) -> Profile:
    given: dict[str, Any] = {}
    texts = {
        "account_id": "ZTUI_ACCOUNT_ID",
        "client_id": "ZTUI_CLIENT_ID",
        "api_url": "ZTUI_API_URL",
        "oauth_url": "ZTUI_OAUTH_URL",
        "account": "ZTUI_ACCOUNT",
        "timezone": "ZTUI_TZ",
        "plan": "ZTUI_PLAN",
    }
    for key, variable in texts.items():
        if environ.get(variable):
            given[key] = environ[variable].strip()
    for key, variable in (("client_secret", "ZTUI_CLIENT_SECRET"), ("token", "ZTUI_TOKEN")):
        if environ.get(variable):
            given[key] = SecretSource("given", Secret(environ[variable].strip()))
    wanted = read_only_of(environ)
    if wanted is not None:
        given |= {"read_only": wanted, "read_only_by": _READ_ONLY if wanted else ""}
    if given.get("plan", "business") not in PLANS:
        raise ConfigError(f"ZTUI_PLAN is '{given['plan']}'.", f"Set it to one of {', '.join(PLANS)}.")
    return replace(profile, **given)


def read_only_of(environ: Mapping[str, str]) -> bool | None:
    """Read what the environment says of writing, None for nothing.

    Raises:
        ConfigError: It is neither yes nor no.
    """
    if _READ_ONLY not in environ:
        return None
    word = environ[_READ_ONLY].strip().casefold()
    if word not in _TRUE | _FALSE:
        raise ConfigError(f"{_READ_ONLY} is '{word}', which is neither yes nor no.", "Set it to 1 or 0.")
    return word in _TRUE


def read_config(path: Path) -> Config:
    """Read the settings file; a missing one is empty.

    Raises:
        ConfigError: The file cannot be read or holds something that is no setting; the message names the line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Config({})
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"Cannot read {path}: {getattr(error, 'strerror', None) or error}.") from None
    import tomllib

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is not TOML: {error}.", "Mend the line, then start again.") from None
    return _Reader(path, text).config(data)


class _Reader:
    """Turns the parsed file into profiles; knows the text, to name the line of what is wrong."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.lines = text.splitlines()

    def config(self, data: dict[str, Any]) -> Config:
        for key in data:
            if key not in {"default", "profiles"}:
                raise self.wrong(key, f"'{key}' is no setting.", nearest(key, ("default", "profiles")))
        tables = data.get("profiles", {})
        if not isinstance(tables, dict) or not all(isinstance(each, dict) for each in tables.values()):
            raise self.wrong("profiles", "'profiles' must hold one table per profile, such as [profiles.acme].")
        profiles = {name: self.profile(name, table) for name, table in tables.items()}
        default = data.get("default", "")
        if not isinstance(default, str):
            raise self.wrong("default", "'default' must be the name of a profile, a text in quotes.")
        if default and default not in profiles:
            raise self.wrong("default", f"The default profile '{default}' has no table.", nearest(default, profiles))
        return Config(profiles, default)

    def profile(self, name: str, table: dict[str, Any]) -> Profile:
        known = {each for each in Profile.__dataclass_fields__ if each not in {"name", "read_only_by"}}
        given: dict[str, Any] = {}
        for key, value in table.items():
            if key not in known:
                raise self.wrong(key, f"'{key}' in profile {name} is no setting.", nearest(key, known))
            given[key] = self.value(name, key, value)
        return Profile(name=name, **given)

    def value(self, name: str, key: str, value: Any) -> Any:
        if key in {"client_secret", "token"}:
            return self.secret(name, key, value)
        if key in {"columns", "keys"}:
            if not isinstance(value, dict):
                raise self.wrong(key, f"'{key}' in profile {name} must be a table.")
            return {each: self.inner(name, key, had) for each, had in value.items()}
        wanted: type = _TYPES.get(key, str)
        if type(value) is not wanted:
            words = {bool: "true or false", int: "a whole number", str: "a text in quotes"}
            raise self.wrong(key, f"'{key}' in profile {name} must be {words[wanted]}.")
        if key in _MOST and isinstance(value, int) and not 0 <= value <= _MOST[key]:
            raise self.wrong(key, f"'{key}' in profile {name} must be from 0 to {_MOST[key]}.")
        for setting, allowed in (("plan", PLANS), ("color", ("", *_COLORS))):
            if key == setting and value not in allowed:
                raise self.wrong(
                    key, f"'{key}' in profile {name} is '{value}'.", tuple(each for each in allowed if each)
                )
        return value

    def inner(self, name: str, key: str, value: Any) -> str | tuple[str, ...]:
        if key == "keys" and isinstance(value, str):
            return value
        if key == "columns" and isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(value)
        form = "texts in quotes" if key == "keys" else "lists of texts in quotes"
        raise self.wrong(key, f"The values of '{key}' in profile {name} must be {form}.")

    def secret(self, name: str, key: str, value: Any) -> SecretSource:
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
                    raise self.wrong(key, f"The command of '{key}' in profile {name}: {error}.") from None
            if kind in _SECRET_KINDS and isinstance(where, str):
                return SecretSource(kind, where)
        raise self.wrong(key, f"'{key}' in profile {name} must be a table such as {{ env = \"NAME\" }}.", _SECRET_KINDS)

    def wrong(self, key: str, what: str, choices: tuple[str, ...] = ()) -> ConfigError:
        pattern = re.compile(rf"^\s*\[?[\w.\"'-]*\b{re.escape(key)}\b")
        line = next((number for number, text in enumerate(self.lines, 1) if pattern.match(text)), 0)
        place = f"{self.path}, line {line}" if line else str(self.path)
        return ConfigError(f"{place}: {what}", f"Known: {', '.join(choices)}." if choices else "")
