"""Settings as Zoom has them: read when asked, kept in the session with their age, never on disk."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError, Forbidden, UnknownName, ZtuiError
from ztui.resources.settings.nodes import without_secrets
from ztui.resources.settings.registry import settings as settings_named
from ztui.resources.settings.tree import tree_of
from ztui.services.refusals import Refusals

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from ztui.core.ports import Clock
    from ztui.resources.settings.model import Settings
    from ztui.resources.settings.nodes import Node
    from ztui.services.sources import PageSource
    from ztui.services.view import Pairs

__all__ = ["SettingsReader", "SettingsState", "SettingsView", "chosen", "read_request"]


@dataclass(frozen=True, slots=True)
class SettingsView:
    """Which settings of which object, and which part of them.

    Attributes:
        name: In the registry of settings.
        path: Path parameters that name the object.
        choice: Value of the parameter that is one choice, "" for none.
        also: Query parameters that go with the choice (`holiday_id`).
    """

    name: str
    path: Pairs = ()
    choice: str = ""
    also: Pairs = ()


@dataclass(frozen=True, slots=True)
class SettingsState:
    """What was read.

    Attributes:
        settings: Of which kind it is.
        view: What was asked for.
        answer: As Zoom sent it, secrets included: it is not to leave this process but by `plain`.
        as_of: When it was read.
        locks: The answer about locks, None where there is none.
        note: What could not be had beside the answer, "" for nothing.
    """

    settings: Settings
    view: SettingsView
    answer: Any = field(repr=False)
    as_of: datetime
    locks: Any = field(default=None, repr=False)
    note: str = ""

    def tree(self, *, missing: bool = False) -> tuple[Node, ...]:
        """Make the tree; `missing` adds the fields that only the contract has."""
        return tree_of(self.settings, self.answer, locks=self.locks, missing=missing)

    @property
    def plain(self) -> Any:
        """Give the answer without secrets."""
        return without_secrets(self.answer, self.tree())


def chosen(settings: Settings, text: str) -> str:
    """Give the value of the choice that was typed; case, spaces and `-` for `_` do not matter.

    Raises:
        UnknownName: There is none of that name; carries the nearest, or all where they are few.
        ConfigError: These settings have no choice.
    """
    choice = settings.choice
    if choice is None:
        raise ConfigError(f"{settings.title} have no parts to choose from.", "Leave it out.")
    wanted = text.strip().casefold().replace("-", "_").replace(" ", "_")
    found = next((each for each in choice.values if each.casefold() == wanted), None)
    if found is None:
        raise UnknownName(choice.parameter, text, choice.values)
    return found


class SettingsReader:
    """The settings that one session reads."""

    def __init__(self, client: PageSource, clock: Clock) -> None:
        """Take the way to Zoom and the time."""
        self._client = client
        self._clock = clock
        self._kept: dict[SettingsView, SettingsState] = {}
        self._refusals = Refusals(clock)

    def kept(self, view: SettingsView) -> SettingsState | None:
        """Give what was read last in this session, None if nothing was; no network."""
        return self._kept.get(view)

    async def read(self, view: SettingsView, *, again: bool = True) -> SettingsState:
        """Ask Zoom, and keep what it answers.

        Args:
            view: What to ask for.
            again: Ask also for what was forbidden a short while ago.

        Raises:
            ConfigError: Something that names the object or the part is missing.
            ZtuiError: Zoom's answer, or that there is none.
        """
        settings = settings_named(view.name)
        path, query = read_request(settings, view, self._client.account)
        known = None if again else self._refusals.about(settings.get)
        if known is not None:
            raise known
        try:
            reply = await self._client.request(settings.get, path, query)
        except Forbidden as error:
            self._refusals.remember(error, settings.get)
            raise
        locks, note = await self._locks(settings, path, query)
        state = SettingsState(settings, view, reply.data, self._clock.now(), locks, note)
        self._kept[view] = state
        return state

    async def _locks(self, settings: Settings, path: Mapping[str, str], query: Mapping[str, str]) -> tuple[Any, str]:
        """Ask what is locked, where that is another operation's answer; without it the settings are still shown."""
        if not settings.locks:
            return None, ""
        try:
            reply = await self._client.request(settings.locks, path, query)
        except ZtuiError as error:
            return None, f"What is locked could not be read: {error.message}"
        return reply.data, ""


def read_request(settings: Settings, view: SettingsView, account: str) -> tuple[dict[str, str], dict[str, str]]:
    """Give path and query of the read.

    Raises:
        ConfigError: Something that names the object or the part is missing.
    """
    path, query = dict(view.path), dict(view.also)
    missing = [name for name in settings.parameters if not path.get(name, "").strip()]
    if missing:
        raise ConfigError(
            f"{settings.title} belong to an object: {', '.join(missing)} is not given.",
            "Open them from the object that they belong to, or name its id.",
        )
    if settings.account_bound:
        path.setdefault("accountId", account or "me")
    choice = settings.choice
    if choice is not None and (choice.needed or view.choice):
        value = view.choice or choice.values[0]
        (path if choice.needed else query)[choice.parameter] = value
        also = choice.also_needed(value)
        if also and not query.get(also):
            raise ConfigError(f"{value} needs the id of one of them.", f"Name it as {also}.")
    return path, query
