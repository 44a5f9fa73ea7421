"""Profiles: flags over environment over the settings file over defaults."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError, UnknownName
from ztui.core.secrets import Secret, SecretSource
from ztui.core.settings import PLANS, SETTINGS, SettingKind, setting

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PLAIN", "Config", "Profile", "read_only_of", "refuse_switch", "switch_of", "terminal_of"]

_CREDENTIALS = ("ZTUI_ACCOUNT_ID", "ZTUI_CLIENT_ID", "ZTUI_CLIENT_SECRET", "ZTUI_TOKEN")
_READ_ONLY = "ZTUI_READ_ONLY"
PLAIN = "ZTUI_PLAIN"
"""The variable that asks for prompts and lines instead of screens."""
_OF_THE_TERMINAL = ("table_cursor", "terminal_driver")
_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off", ""})


@dataclass(frozen=True, slots=True)
class Profile:
    """One account's access and manners.

    Attributes:
        name: How the user calls it; "demo" and "environment" are ours.
        account_id: Zoom account of the app's credentials.
        client_id: Of the app.
        client_secret: Where its secret comes from.
        token: A static bearer token instead of an app, if given.
        login: `app`, or `user` for a user who signs in by a code.
        login_kept: Where that sign-in is kept: `keyring` or `file`.
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
        start_view: What is shown at start: a resource, a saved view, or a `:` line; "" for call history.
        restore_view: When the last list is shown again at the start: `cut`, `always` or `never`.
        columns: Chosen columns by resource.
        keys: Remapped keys by action id.
        theme: Name of a theme, "" for the default.
        mouse: The terminal is asked to report the mouse.
        ascii: Our own signs are drawn in ASCII.
        table_cursor: How the row under the cursor is shown: `bar`, `gutter`, or "" for what suits the colours.
        terminal_driver: What writes to the terminal: `differential` or `textual`.
        terminal_prepaint: A start shows the first screen as it was kept, until the program is loaded.
        history: What is typed at `:` and `/` is kept on disk.
        retention_days: How long cached calls are kept, 0 for ever.
        sync_ask_percent: Share of the day's pot of requests from which on fetching calls asks first.
        plain: Prompts and lines for a screen reader instead of screens.
        index_percent: Share of the rate of requests that reading the inventory in the background may use; 0 is 1.
    """

    name: str
    account_id: str = ""
    client_id: str = ""
    client_secret: SecretSource | None = None
    token: SecretSource | None = None
    login: str = "app"
    login_kept: str = "keyring"
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
    restore_view: str = "cut"
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    theme: str = ""
    mouse: bool = True
    ascii: bool = False
    table_cursor: str = ""
    terminal_driver: str = "differential"
    terminal_prepaint: bool = True
    history: bool = True
    retention_days: int = 0
    sync_ask_percent: int = 5
    index_percent: int = 50
    plain: bool = False

    @property
    def read_only_switch(self) -> str:
        """Name what has to be changed to write, where only reading is allowed."""
        return self.read_only_by or f"read_only of the profile {self.name}"

    @property
    def has_credentials(self) -> bool:
        """Tell whether there is something to authenticate with; whether a user has signed in is told later."""
        return not self.missing

    @property
    def is_users(self) -> bool:
        """Tell whether a user signs in, instead of an app by itself."""
        return self.login == "user" and self.token is None

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
        if self.is_users:
            del have["ZTUI_ACCOUNT_ID"]
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
            error = UnknownName("profile", name, self.profiles, "'ztui profile list' has all.")
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


def refuse_switch(environ: Mapping[str, str], name: str) -> None:
    """See that another profile would bring its own credentials.

    Raises:
        ConfigError: The environment holds credentials, which lie over every profile: the other one's label would stand
            over the same account.
    """
    given = [each for each in _CREDENTIALS if environ.get(each, "").strip()]
    if given:
        raise ConfigError(
            f"The environment holds {', '.join(given)}, so that {name} would be the same account.",
            f"Leave, unset {'it' if len(given) == 1 else 'them'}, and start ztui --profile {name}.",
        )


def _with_environment(profile: Profile, environ: Mapping[str, str]) -> Profile:
    given: dict[str, Any] = {}
    for each in SETTINGS:
        value = environ.get(each.variable, "").strip() if each.variable else ""
        if value and each.kind is SettingKind.SECRET:
            given[each.name] = SecretSource("given", Secret(value))
        elif value and each.kind is not SettingKind.SWITCH:
            given[each.name] = value
    wanted = read_only_of(environ)
    if wanted is not None:
        given |= {"read_only": wanted, "read_only_by": _READ_ONLY if wanted else ""}
    given |= terminal_of(environ)
    plain = switch_of(environ, PLAIN)
    if plain is not None:
        given["plain"] = plain
    if given.get("plan", "business") not in PLANS:
        raise ConfigError(f"ZTUI_PLAN is '{given['plan']}'.", f"Set it to one of {', '.join(PLANS)}.")
    return replace(profile, **given)


def terminal_of(environ: Mapping[str, str]) -> dict[str, Any]:
    """Give the settings of the terminal that the environment holds, which count in the demo, too.

    Raises:
        ConfigError: A value is none that there is.
    """
    found: dict[str, Any] = {}
    for each in filter(None, map(setting, _OF_THE_TERMINAL)):
        value = environ.get(each.variable, "").strip()
        if value and value not in each.choices:
            raise ConfigError(f"{each.variable} is '{value}'.", f"Set it to {' or '.join(each.choices)}.")
        if value:
            found[each.name] = value
    return found


def read_only_of(environ: Mapping[str, str]) -> bool | None:
    """Read what the environment says of writing, None for nothing.

    Raises:
        ConfigError: It is neither yes nor no.
    """
    return switch_of(environ, _READ_ONLY)


def switch_of(environ: Mapping[str, str], name: str) -> bool | None:
    """Read a yes or no of the environment, None where it is not set.

    Raises:
        ConfigError: It is neither yes nor no.
    """
    if name not in environ:
        return None
    word = environ[name].strip().casefold()
    if word not in _TRUE | _FALSE:
        raise ConfigError(f"{name} is '{word}', which is neither yes nor no.", "Set it to 1 or 0.")
    return word in _TRUE
