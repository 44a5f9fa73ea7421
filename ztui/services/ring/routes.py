"""What routing leads to: an action's code and its target, as one value.

Codes of `routing.action`, `busy_routing.action` and of the keys of a menu have tables of their own (`contract.codes`).
An unknown code leads to `Leads.UNKNOWN`, never to a guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from ztui.contract.codes import name_of
from ztui.core.dataclass import dataclass
from ztui.resources.rows import text_of, value_at

__all__ = ["Leads", "Route", "Target", "busy_route", "key_route", "route", "silent_route"]


class Leads(StrEnum):
    """Where an action takes the caller."""

    EXTENSION = "extension"
    """To an object of the account: `Route.target` says which."""
    NUMBER = "number"
    """To a phone number."""
    CONTACT = "external_contact"
    VOICEMAIL = "voicemail"
    """To the voicemail of the target, or of the extension itself where there is no target."""
    MENU = "menu"
    """To the keys of the auto receptionist's own menu of these hours."""
    END = "end"
    """The call ends, perhaps after a message."""
    WAIT = "wait"
    """The line shows a waiting call."""
    BUSY = "busy"
    """The caller hears the busy signal."""
    REPEAT = "repeat"
    """The menu is played again."""
    ROOT = "root"
    """Back to the first menu that the caller was in."""
    DIRECTORY = "dial_by_name"
    MEETING = "meeting"
    """To the meeting service."""
    UNSEEN = "unseen"
    """Out of this API's sight: rooms of others, contact centers, Teams."""
    NOTHING = "nothing"
    """The key is disabled."""
    UNKNOWN = "unknown"


_RESOURCES: Mapping[int, str] = MappingProxyType(
    {
        2: "users",
        3: "rooms",
        4: "common-areas",
        6: "auto-receptionists",
        7: "call-queues",
        8: "shared-line-groups",
        9: "external-contacts",
    }
)
"""Action -> resource that shows its target."""

_VOICEMAIL_OF: Mapping[int, str] = MappingProxyType(
    {200: "users", 300: "auto-receptionists", 400: "call-queues", 500: "shared-line-groups"}
)
_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "user": "users",
        "zoomroom": "rooms",
        "commonarea": "common-areas",
        "autoreceptionist": "auto-receptionists",
        "callqueue": "call-queues",
        "sharedlinegroup": "shared-line-groups",
    }
)
"""`extension_type` of a target, folded -> resource."""

_EXTENSIONS = frozenset({2, 4, 6, 7, 8})
_UNSEEN = frozenset({3, 5, 15, 18, 19})
_SHARED: Mapping[int, Leads] = MappingProxyType({9: Leads.CONTACT, 10: Leads.NUMBER})
_ROUTING: Mapping[int, Leads] = MappingProxyType({1: Leads.VOICEMAIL, 11: Leads.END, 12: Leads.END, 14: Leads.MENU})
_BUSY: Mapping[int, Leads] = MappingProxyType(
    {1: Leads.VOICEMAIL, 11: Leads.END, 12: Leads.END, 21: Leads.WAIT, 22: Leads.BUSY}
)
_KEYS: Mapping[int, Leads] = MappingProxyType(
    {
        -1: Leads.NOTHING,
        16: Leads.MEETING,
        17: Leads.MEETING,
        21: Leads.REPEAT,
        22: Leads.ROOT,
        26: Leads.DIRECTORY,
        100: Leads.VOICEMAIL,
        200: Leads.VOICEMAIL,
        300: Leads.VOICEMAIL,
        400: Leads.VOICEMAIL,
        500: Leads.VOICEMAIL,
    }
)
_SILENT: Mapping[int, Leads] = MappingProxyType({-1: Leads.END, 1: Leads.VOICEMAIL})


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a route names; texts as they were sent, "" for what was not told.

    Attributes:
        resource: Resource of the object, "" for what is none or of which no kind was told.
        key: Its id.
        extension_id: Id of its extension, by which hours and routing are asked for.
        name: What it is called.
        extension: Its extension.
        number: The phone number that is called.
    """

    resource: str = ""
    key: str = ""
    extension_id: str = ""
    name: str = ""
    extension: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """An action with its target.

    Attributes:
        leads: Where it takes the caller.
        code: Zoom's code; None where only a target was told.
        words: The code in words, for an unknown one `action 24 (unknown)`.
        target: Whom it names, None for nobody.
        operator: Whom a caller reaches who leaves the voicemail with 0, if that is switched on.
        greeting: Id and name of the greeting that is played, "" for both without one.
        press_1: Whoever takes the call must press 1 first.
    """

    leads: Leads
    code: int | None
    words: str
    target: Target | None = None
    operator: Target | None = None
    greeting: tuple[str, str] = ("", "")
    press_1: bool = False

    @property
    def is_lost(self) -> bool:
        """Tell whether it names an object or a number and does not say which."""
        needs = {Leads.EXTENSION, Leads.NUMBER, Leads.CONTACT}
        return self.leads in needs and (self.target is None or self.target == Target(self.target.resource))


def route(value: object) -> Route | None:
    """Read `routing` of an answer: what happens to a call that nobody takes, or outside the hours.

    Returns:
        The route; None where none is told.
    """
    return _route(value, "action", _ROUTING, "forward_to")


def busy_route(value: object) -> Route | None:
    """Read `busy_routing`: what happens to a call while the line is busy."""
    return _route(value, "busy_action", _BUSY, "forward_to")


def key_route(value: object) -> Route | None:
    """Read one of `key_actions` of a menu."""
    return _route(value, "ivr_action", _KEYS, "target")


def silent_route(value: object) -> Route | None:
    """Read `caller_enters_no_action` of a menu: what happens to a caller who presses nothing."""
    return _route(value, "ivr_no_action", _SILENT, "forward_to")


def _route(value: object, table: str, own: Mapping[int, Leads], where: str) -> Route | None:
    if not isinstance(value, Mapping):
        return None
    code = _code(value.get("action"))
    to = _target(value.get(where), code)
    if code is None:
        raw = value.get("action")
        if raw is None and to is None:
            return None
        # A target without an action is one of the older answers, whose action stands elsewhere.
        leads = _by_target(to) if raw is None and to is not None else Leads.UNKNOWN
        return Route(leads, None, "" if raw is None else f"action {text_of(raw)} (unknown)", to)
    return Route(
        leads=_leads(code, own),
        code=code,
        words=name_of(table, code),
        target=to,
        operator=_target(value.get("operator"), None) if value.get("connect_to_operator") is True else None,
        greeting=_greeting(value, where),
        press_1=value.get("require_press_1_before_connecting") is True,
    )


def _leads(code: int, own: Mapping[int, Leads]) -> Leads:
    if code in own:
        return own[code]
    if code in _EXTENSIONS:
        return Leads.EXTENSION
    if code in _UNSEEN:
        return Leads.UNSEEN
    return _SHARED.get(code, Leads.UNKNOWN)


def _by_target(target: Target) -> Leads:
    if target.extension_id or target.key:
        return Leads.EXTENSION
    return Leads.NUMBER if target.number else Leads.UNKNOWN


def _code(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    is_code = isinstance(value, str) and len(value) < 6 and value.removeprefix("-").isdecimal()
    return int(str(value)) if is_code else None


def _target(value: object, code: int | None) -> Target | None:
    if not isinstance(value, Mapping):
        return None
    names = ("display_name", "name", "zcc_phone_number_display_name", "pcc_phone_number_display_name",
             "teams_voice_app_name", "description")  # fmt: skip
    kind = text_of(value.get("extension_type")).casefold().replace("_", "").replace(" ", "")
    named = _RESOURCES.get(code or 0, "") or _VOICEMAIL_OF.get(code or 0, "")
    found = Target(
        resource=named or _TYPES.get(kind, ""),
        key=text_of(value.get("id")),
        extension_id=text_of(value.get("extension_id")),
        name=text_of(value_at(value, "|".join(names))),
        extension=text_of(value.get("extension_number")),
        number=text_of(value_at(value, "phone_number|zcc_phone_number")),
    )
    return None if found == Target(found.resource) and not named else found


def _greeting(value: Mapping[str, Any], where: str) -> tuple[str, str]:
    paths = [f"{each}voicemail_greeting" for each in ("", f"{where}.")] + ["message_greeting"]
    id, name = (value_at(value, "|".join(f"{each}.{part}" for each in paths)) for part in ("id", "name"))
    return text_of(id), text_of(name)
