"""What is looked at: the screens of which snapshots are kept and screenshots are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.ui.idle import until_worked

if TYPE_CHECKING:
    from textual.pilot import Pilot

__all__ = [
    "AREA_SCENES",
    "CALL_SCENES",
    "CONSOLE_MORE",
    "CONSOLE_SCENES",
    "EDIT_SCENES",
    "FOUND_SCENES",
    "MORE_SCENES",
    "SIZES",
    "Scene",
    "play",
]

SIZES = ((80, 24), (120, 40))


@dataclass(frozen=True, slots=True)
class Scene:
    """A screen and the way to it.

    Attributes:
        name: Of the files that show it.
        keys: Words of keys; each is pressed, then all that it sets off is waited for.
    """

    name: str
    keys: tuple[tuple[str, ...], ...] = ()


AREA_SCENES = (
    Scene("calls"),
    Scene("queues", (("2",),)),
    Scene("numbers", (("3",),)),
    Scene("trunks", (("4",),)),
    Scene("trunks-groups", (("4",), ("tab",))),
    Scene("trunks-audio", (("4",), ("tab",), ("tab",))),
    Scene("trunks-audio-numbers", (("4",), ("tab",), ("tab",), ("tab",))),
    Scene("trunks-phones", (("4",), ("shift+tab",))),
    Scene("accounts", (("5",),)),
    Scene("users", (("6",),)),
    Scene("devices", (("7",),)),
    Scene("menus", (("8",),)),
    Scene("sites", (("9",),)),
)

MORE_SCENES = (
    Scene("call", (("enter",),)),
    Scene("queue", (("2",), ("j", "j"), ("enter",))),
    Scene("number", (("3",), ("enter",))),
    Scene("filter", (("3",), ("slash", *"unassigned"))),
    Scene("fields", (("f",),)),
    Scene("columns", (("3",), ("t",))),
    Scene("actions", (("2",), ("a",))),
    Scene("command-line", (("2",), ("colon", *"sip"))),
    Scene("help", (("question_mark",),)),
    Scene("quota", (("colon", *"quota", "enter"),)),
    Scene("account", (("5",), ("E",), ("2",))),
)


_DELETES = (("colon", *"operations deleteAExternalContact", "enter"), ("e",), ("enter", *"MuSRZJkkrz0mYe", "enter"))
_ADDS = (("colon", *"operations addExternalContact", "enter"), ("e",))

CONSOLE_SCENES = (
    Scene("operations", (("colon", *"operations", "enter"),)),
    Scene("operation", (("colon", *"operations listSipGroups", "enter"),)),
    Scene("request", (*_ADDS, ("enter", *"Night desk", "enter"))),
    Scene("answer", (("colon", *"operations listPhoneSites", "enter"), ("e",), ("enter",))),
    Scene("severe", (("colon", *"operations unassignAllMembers", "enter"), ("e",), ("p",), ("enter",), ("w",))),
)
"""The API console: its list, a sheet, a form, an answer, and what is asked before a whole collection goes."""

CONSOLE_MORE = (
    Scene("operations-found", (("colon", *"operations /method:DELETE queue", "enter"),)),
    Scene("request-wrong", (("colon", *"operations listPhoneDevices", "enter"), ("e",), ("w",))),
    Scene("request-json", (*_ADDS, ("enter", *"Night desk", "enter"), ("J",))),
    Scene("review", (*_ADDS, ("enter", *"Night desk", "enter"), ("w",))),
    Scene("danger", (*_DELETES, ("w",))),
)

_RENAMED = (("2",), ("j", "j"), ("e",), ("enter", *" 2", "enter"))
_TAKEN = (("2",), ("j",), ("enter",), ("j", "space", "space"))

EDIT_SCENES = (
    Scene("members-marked", _TAKEN),
    Scene("actions-many", (("2",), ("j",), ("enter",), ("a",))),
    Scene("form", _RENAMED),
    Scene("form-new", (("2",), ("n",))),
    Scene("form-hours", (("2",), ("j",), ("a", "h"))),
    Scene("plan", (*_RENAMED, ("w",))),
    Scene("plan-review", (*_RENAMED, ("w",), ("w",))),
    Scene("plan-danger", (*_TAKEN, ("D",), ("w",))),
    Scene("plan-severe", (("2",), ("j",), ("D",), ("w",))),
    Scene("plan-result", (*_TAKEN, ("D",), ("w",), ("wait:500", "y"))),
    Scene("journal", (*_TAKEN, ("D",), ("w",), ("wait:500", "y"), ("L",))),
)
"""An edit: keys and menu, form, plan, what confirms it, what came of it."""


_WEEK = (("colon", *"calls last 7d", "enter"),)

CALL_SCENES = (
    Scene("presets", (("m",),)),
    Scene("calls-missed", (*_WEEK, ("slash", *"outcome:missed", "enter"))),
    Scene("frequency", (*_WEEK, ("F", "enter"))),
    Scene("plots", (*_WEEK, ("P",))),
    Scene("heat-map", (*_WEEK, ("P", "tab"))),
    Scene("callbacks", (*_WEEK, ("colon", *"callbacks -7d", "enter"))),
    Scene("story", (*_WEEK, ("j", "j"), ("i",))),
    Scene("calls-beside", (*_WEEK, ("space", "space"), ("B",))),
)
"""Call history: presets, counts, plots, who is to be called back, a caller's story, two calls."""

_INDEXED = (("colon", *"index sync", "enter"),)

FOUND_SCENES = (
    Scene("find", (*_INDEXED, ("escape",), ("ctrl+f", *"renew"))),
    Scene("ring", (*_INDEXED, ("2",), ("j", "j"), ("W",))),
    Scene("check", (*_INDEXED, ("colon", *"check", "enter"), ("r",))),
    Scene("setup", (("colon", *"setup", "enter"),)),
)
"""What is found in the whole account, and how one begins."""


async def play(pilot: Pilot[None], scene: Scene) -> None:
    """Go to a scene."""
    await _settle(pilot)
    for keys in scene.keys:
        await pilot.press(*keys)
        await _settle(pilot)


async def _settle(pilot: Pilot[None]) -> None:
    for _ in range(3):
        await until_worked(pilot.app)
        await pilot.pause()
