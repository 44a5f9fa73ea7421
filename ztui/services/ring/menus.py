"""The keys of an auto receptionist's menu, read: `GET /phone/auto_receptionists/{autoReceptionistId}/ivr` as data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ztui.core.dataclass import dataclass
from ztui.resources.rows import text_of, value_at
from ztui.resources.shows import dicts
from ztui.services.ring.routes import Route, key_route, silent_route

__all__ = ["Key", "Menu", "read_menu"]

_ORDER = "1234567890*#"


@dataclass(frozen=True, slots=True)
class Key:
    """A key and where it leads; the route is None where none is told."""

    key: str
    route: Route | None


@dataclass(frozen=True, slots=True)
class Menu:
    """The menu of one kind of hours, or of one holiday.

    Attributes:
        keys: Keys in the order of a dial, without those that are disabled.
        silent: What happens to a caller who presses nothing; None where it is not told.
        repeats: How often the prompt is played before that.
        prompt: Id and name of what is played.
    """

    keys: tuple[Key, ...]
    silent: Route | None
    repeats: int | None
    prompt: tuple[str, str]


def read_menu(answer: object) -> Menu:
    """Read what Zoom answered, whatever it is."""
    told: Mapping[str, Any] = answer if isinstance(answer, Mapping) else {}
    keys = [Key(text_of(each.get("key")), key_route(each)) for each in dicts(told.get("key_actions"))]
    repeats = value_at(told, "caller_enters_no_action.audio_prompt_repeat")
    return Menu(
        keys=tuple(sorted((each for each in keys if _leads_on(each)), key=_place)),
        silent=silent_route(told.get("caller_enters_no_action")),
        repeats=repeats if isinstance(repeats, int) and not isinstance(repeats, bool) else None,
        prompt=(text_of(value_at(told, "audio_prompt.id")), text_of(value_at(told, "audio_prompt.name"))),
    )


def _leads_on(key: Key) -> bool:
    return key.route is None or key.route.code != -1


def _place(key: Key) -> tuple[int, str]:
    at = _ORDER.find(key.key) if len(key.key) == 1 else -1
    return (len(_ORDER) if at < 0 else at, key.key)
