"""The settings of a profile as data: what `config.toml` may hold, and what schema, check and reference say of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from ztui.core.dataclass import dataclass

__all__ = [
    "COLORS",
    "DRIVERS",
    "KEPT",
    "PLANS",
    "SECRET_SOURCES",
    "SETTINGS",
    "Setting",
    "SettingKind",
    "setting",
]

PLANS = ("free", "pro", "business", "none")
"""Plans by which requests are limited; `none` asks for no limit of our own (a simulator)."""

LOGINS = ("app", "user")
"""Whose rights a profile has: those of a server-to-server app, or of a user who signs in by a code."""

KEPT = ("keyring", "file")
"""Where the sign-in of a user is kept."""

COLORS = ("red", "orange", "yellow", "green", "cyan", "blue", "magenta", "white")
"""Colours of a profile's label."""

RESTORES = ("cut", "always", "never")
"""When a start shows the list of the last run again."""

CURSORS = ("bar", "gutter")
"""How the row under the cursor is shown."""

DRIVERS = ("differential", "textual")
"""What writes to the terminal."""


class SettingKind(StrEnum):
    """What a setting is."""

    TEXT = "text"
    SWITCH = "switch"
    NUMBER = "number"
    CHOICE = "choice"
    SECRET = "secret"  # noqa: S105
    COLUMNS = "columns"
    KEYS = "keys"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of a profile.

    Attributes:
        name: As it stands in the file.
        kind: What it is.
        help: What it does, in a sentence.
        example: A value as TOML.
        choices: The values that there are, of a choice.
        most: The largest number; the smallest is 0.
        variable: Environment variable that goes before it, "" for none.
        default: Value without it.
    """

    name: str
    kind: SettingKind
    help: str
    example: str
    choices: tuple[str, ...] = ()
    most: int = 0
    variable: str = ""
    default: Any = ""

    @property
    def schema(self) -> dict[str, Any]:
        """Give it as JSON Schema, for editors that check TOML by one."""
        made: dict[str, Any] = {"type": "string"}
        match self.kind:
            case SettingKind.SWITCH:
                made = {"type": "boolean"}
            case SettingKind.NUMBER:
                made = {"type": "integer", "minimum": 0, "maximum": self.most}
            case SettingKind.CHOICE:
                made = {"type": "string", "enum": list(self.choices)}
            case SettingKind.SECRET:
                made = {"oneOf": [{"type": "string"}, *(_source(each) for each in SECRET_SOURCES)]}
            case SettingKind.COLUMNS:
                made = {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}}
            case SettingKind.KEYS:
                made = {"type": "object", "additionalProperties": {"type": "string"}}
        default = {} if self.kind in _WITHOUT_DEFAULT or self.default == "" else {"default": self.default}
        return {"description": self.help, **made, **default}


SECRET_SOURCES = ("env", "file", "command", "keyring")
"""Where a secret may come from: a variable, a file, what a command prints, an entry `service/user` of the keyring."""
_WITHOUT_DEFAULT = frozenset({SettingKind.SECRET, SettingKind.COLUMNS, SettingKind.KEYS})


def _source(kind: str) -> dict[str, Any]:
    text: dict[str, Any] = {"type": "string"}
    held = {"oneOf": [text, {"type": "array", "items": text, "minItems": 1}]} if kind == "command" else text
    return {"type": "object", "properties": {kind: held}, "required": [kind], "additionalProperties": False}


def _text(name: str, help: str, example: str, variable: str = "") -> Setting:
    return Setting(name, SettingKind.TEXT, help, f'"{example}"', variable=variable)


def _switch(name: str, help: str, variable: str = "", *, default: bool = False) -> Setting:
    example = "false" if default else "true"
    return Setting(name, SettingKind.SWITCH, help, example, variable=variable, default=default)


def _number(name: str, help: str, example: str, most: int, default: int) -> Setting:
    return Setting(name, SettingKind.NUMBER, help, example, most=most, default=default)


SETTINGS: tuple[Setting, ...] = (
    _text("account_id", "Zoom account of the app's credentials.", "q1w2e3", "ZTUI_ACCOUNT_ID"),
    _text("client_id", "Client ID of the OAuth app.", "AbCdEf", "ZTUI_CLIENT_ID"),
    Setting(
        "client_secret",
        SettingKind.SECRET,
        "Where the app's secret comes from: a variable, a file, a command or the keyring.",
        '{ env = "ACME_SECRET" }',
        variable="ZTUI_CLIENT_SECRET",
    ),
    Setting(
        "token",
        SettingKind.SECRET,
        "Where a bearer token comes from, instead of an app.",
        '{ command = "pass zoom/token" }',
        variable="ZTUI_TOKEN",
    ),
    Setting(
        "login", SettingKind.CHOICE, "Whose rights: an app's own, or a user's who signs in by a code.",
        '"user"', LOGINS, default="app",
    ),
    Setting(
        "login_kept", SettingKind.CHOICE, "Where a user's sign-in is kept; a file is private, and not encrypted.",
        '"file"', KEPT, default="keyring",
    ),
    _text(
        "api_url", "Base URL of the API, with or without /v2; without it Zoom's token answer says it.",
        "https://api.zoom.us", "ZTUI_API_URL",
    ),
    _text(
        "oauth_url", "Where tokens are fetched; without it at Zoom's own.", "https://zoom.us/oauth/token",
        "ZTUI_OAUTH_URL",
    ),
    Setting(
        "plan", SettingKind.CHOICE, "Zoom plan, by which requests are limited.", '"pro"', PLANS,
        variable="ZTUI_PLAN", default="business",
    ),
    _text("label", "Word shown beside the name, in the profile's colour.", "PROD"),
    Setting("color", SettingKind.CHOICE, "Colour of the label.", '"red"', COLORS),
    _switch("production", "Confirmations are one level stricter."),
    _switch("read_only", "Nothing but reads leaves this machine.", "ZTUI_READ_ONLY"),
    _switch("require_reason", "Every write wants a reason for the journal."),
    _text("account", "Sub account to act for at first; without it the own.", "p3h0n3", "ZTUI_ACCOUNT"),
    _text("timezone", "Zone of the times shown, an IANA name; without it the system's.", "Europe/Berlin", "ZTUI_TZ"),
    _text(
        "start_view", "What is shown at the start: a resource, a saved view, or a line for ':'; else call history.",
        ":numbers /0205",
    ),
    Setting(
        "restore_view", SettingKind.CHOICE,
        "When the last list is shown again: after a run that was cut, always, or never.", '"always"', RESTORES,
        default="cut",
    ),
    Setting(
        "columns", SettingKind.COLUMNS, "Columns shown, by resource.", '{ numbers = ["number", "owner"] }', default={}
    ),
    Setting("keys", SettingKind.KEYS, "Other keys, by the id of the action.", '{ refresh = "f5,r" }', default={}),
    _text("theme", "Name of a theme; without it ztui's own.", "ztui-light"),
    _switch("mouse", "The terminal reports clicks and the wheel; without it, it selects text as usual.", default=True),
    _switch("ascii", "Borders and signs are drawn in ASCII, also where the terminal could show others."),
    Setting(
        "table_cursor", SettingKind.CHOICE,
        "How the row under the cursor is shown: as a bar, or by a mark in the first column, which takes a slow line "
        "a tenth; without it a bar, and a mark where there are no colours.", '"gutter"', CURSORS,
        variable="ZTUI_TABLE_CURSOR",
    ),
    Setting(
        "terminal_driver", SettingKind.CHOICE,
        "What writes to the terminal: one that sends only what differs, or Textual's own.", '"textual"', DRIVERS,
        variable="ZTUI_TERMINAL_DRIVER", default="differential",
    ),
    _switch(
        "terminal_prepaint", "A start shows the first screen as it was kept, until the program is loaded.", default=True
    ),
    _switch("history", "What is typed at ':' and '/' is kept for the next start.", default=True),
    _number("retention_days", "Days for which fetched calls are kept; 0 is for ever.", "180", 36_500, 0),
    _number("sync_ask_percent", "Share of the day's requests from which on fetching calls asks first.", "5", 100, 5),
    _switch("plain", "Prompts and lines for a screen reader instead of screens.", "ZTUI_PLAIN"),
    _number("index_percent", "Share of the rate of requests that reading the inventory may use.", "50", 100, 50),
)  # fmt: skip
"""All settings of a profile, in the order of the reference."""

_BY_NAME = {each.name: each for each in SETTINGS}


def setting(name: str) -> Setting | None:
    """Find a setting by its name, None if there is none of it."""
    return _BY_NAME.get(name)
