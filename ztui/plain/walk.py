"""Where a conversation is, where it was before, and how much of a list it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError, UnknownName, ZtuiError
from ztui.plain.listed import Listed
from ztui.plain.places import Areas
from ztui.resources.areas import AREAS
from ztui.services.view import View

if TYPE_CHECKING:
    from ztui.plain.house import Talk
    from ztui.plain.places import Place, Subject
    from ztui.services.session import Session

__all__ = ["Walk", "place_named"]


class Walk:
    """The way through the places of a conversation.

    Attributes:
        place: Where it is.
        count: So many entries of a list are said at once.
        has_fact_lines: Each fact of an entry is said on a line of its own.
    """

    def __init__(self, talk: Talk) -> None:
        """Begin at the areas."""
        self._talk = talk
        self.place: Place = Areas(talk)
        self._before: list[Place] = []
        self.count = 10
        self.has_fact_lines = False

    def show(self) -> None:
        """Say where this is, in a line, and what is here."""
        if isinstance(self.place, Listed):
            self.place.count, self.place.has_fact_lines = self.count, self.has_fact_lines
        lines = self._talk.run(self.place.lines())
        self._talk.voice.say(self.place.where, *lines)

    def enter(self, place: Place) -> None:
        """Go to a place and say what is there; a place that cannot be shown is not gone to."""
        here, self.place = self.place, place
        try:
            self.show()
        except (ZtuiError, KeyboardInterrupt):
            self.place = here
            self._talk.run(place.close())
            raise
        self._before.append(here)

    def back(self) -> None:
        """Go to the place before.

        Raises:
            ConfigError: There is none.
        """
        if not self._before:
            raise ConfigError("There is nothing before this.", "'go' lists the areas.")
        self._talk.run(self.place.close())
        self.place = self._before.pop()
        self.show()

    def again(self) -> None:
        """Read what is here anew when it is said next."""
        self._talk.run(self.place.again())

    def listed(self) -> Listed:
        """Give the list that this is; raises ConfigError where it is none."""
        if not isinstance(self.place, Listed):
            raise ConfigError("This is no list.", "'back' leads to the list, 'go NAME' to another.")
        return self.place

    def subject(self, word: str) -> Subject:
        """Give the object that is open, for what a word does to it; raises ConfigError where none is."""
        if self.place.subject is None:
            raise ConfigError("No object is open.", f"Open an entry by its number, then {word}.")
        return self.place.subject

    def begin_anew(self, session: Session) -> None:
        """Leave all places, and go to the areas of another session."""
        for each in (self.place, *self._before):
            self._talk.run(each.close())
        self._talk.open, self._before, self.place = session, [], Areas(self._talk)
        self.show()


def place_named(talk: Talk, text: str) -> Place | list[str]:
    """Give what a name leads to: nothing to the areas; what follows a slash is a filter.

    Returns:
        The place, or the words of the command that prints settings.

    Raises:
        UnknownName: Nothing is called so; carries the nearest names.
    """
    from ztui.resources.registry import names, resource
    from ztui.resources.settings.registry import find_settings, settings_names

    name, slash, words = text.partition("/")
    name = name.strip()
    if not name:
        return Areas(talk)
    area = next((each for each in AREAS if name.casefold() in (each.short.casefold(), each.key)), None)
    if area is not None and area.tabs and not slash:
        return talk.run(Areas(talk).open(AREAS.index(area) + 1))
    first, _, key = name.partition(" ")
    if area is None and find_settings(first) is not None:
        return ["get", first, *filter(None, [key.strip()])]
    try:
        found = resource(area.resource if area is not None else name.replace(" ", "-"))
    except UnknownName:
        raise UnknownName("list or settings", name, (*names(), *settings_names()), "'help lists' has all.") from None
    return Listed(talk, View(found.name, filter=words.strip()))
