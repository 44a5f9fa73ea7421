"""The help: the keys of the screen it was asked on, those of everywhere, signs, short forms, the filter language."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.resources.areas import AREAS
from ztui.resources.calls import MARKS, RESULTS
from ztui.resources.registry import resource
from ztui.services.topics.tables import FILTERS
from ztui.services.topics.topics import TOPICS, Kind, pieces
from ztui.ui.commands.offers import COMMANDS
from ztui.ui.keys import shown_keys
from ztui.ui.screens.reading import TextScreen
from ztui.ui.widgets.lines import texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ztui.resources.model import Resource
    from ztui.services.session import Session
    from ztui.services.topics.topics import Topic
    from ztui.ui.keys import KeyAction
    from ztui.ui.screens.base import HouseScreen
    from ztui.ui.widgets.paint import Part, Signs

__all__ = ["HelpScreen", "TopicScreen", "key_lines", "sign_lines"]

Lines = list[list["Part"]]

_KEYS = 20
"""Cells of the column of keys."""


class HelpScreen(TextScreen):
    """Explains a screen.

    Args:
        session: The session.
        of: The screen on which help was asked for.
    """

    PLACES: ClassVar[tuple[str, ...]] = ()
    title_word = "Help"

    def __init__(self, session: Session, of: HouseScreen) -> None:
        super().__init__(session)
        self.of: HouseScreen = of.of if isinstance(of, HelpScreen) else of

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the keys."""
        return ("help", "keys")

    def crumbs(self) -> Sequence[str]:
        """Say what is explained."""
        return ("Help", *list(self.of.crumbs())[:1])

    def lines(self) -> Sequence[Sequence[Part]]:
        """Give all of it, what belongs to the screen first."""
        keymap = self.house.keymap_in_use
        actions = self.of.known_actions()
        here = [each for each in actions if "app" not in each.places]
        everywhere = [each for each in actions if "app" in each.places]
        about = _resource_of(self.of)
        lines: Lines = [texts((f" {about.title}", "strong"), f"   {about.help}"), texts()] if about is not None else []
        lines += key_lines("Here", here, keymap)
        lines += key_lines("Everywhere", everywhere, keymap)
        lines += _pairs("Topics, typed after :help", [(each.name, each.help) for each in TOPICS])
        lines += _commands()
        lines += _pairs("Filter, typed after /", FILTERS)
        if about is not None and about.words:
            lines += _pairs("Words of this list's filter", [(f"{each.name}:", each.about) for each in about.words])
        if told := getattr(self.of, "signs_told", ()):
            lines += _pairs("Signs of the tree", told)
        if about is not None and about.unavailable:
            lines += _pairs("What Zoom's API has no way for", sorted(about.unavailable.items()))
        return [*lines, *sign_lines(self.signs)]


class TopicScreen(TextScreen):
    """Explains a topic.

    Args:
        session: The session.
        topic: Which.
    """

    PLACES: ClassVar[tuple[str, ...]] = ()
    title_word = "Help"

    def __init__(self, session: Session, topic: Topic) -> None:
        super().__init__(session)
        self.topic = topic

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the same."""
        return ("help", self.topic.name)

    def crumbs(self) -> Sequence[str]:
        """Say what is explained."""
        return ("Help", self.topic.name)

    def lines(self) -> Sequence[Sequence[Part]]:
        """Give the text, with its tables."""
        from ztui.ui.looks import LOOKS

        lines: Lines = []
        before: Kind | None = None
        for each in pieces(self.topic, LOOKS):
            if before is not None and not (each.kind is before and each.kind in (Kind.PAIR, Kind.EXAMPLE)):
                lines.append(texts())
            before = each.kind
            match each.kind:
                case Kind.PAIR:
                    lines.append(_line(each.name, each.text))
                case Kind.EXAMPLE:
                    lines.append(texts((f"   {each.text}", "key")))
                case _:
                    lines.append(texts((f" {each.text}", "label" if each.kind is Kind.TITLE else "")))
        return lines


def _resource_of(screen: HouseScreen) -> Resource | None:
    """Give what the screen shows, None for one that shows no resource."""
    view = getattr(screen, "first_view", None)
    return resource(view.resource) if view is not None else getattr(screen, "resource", None)


def key_lines(title: str, actions: Iterable[KeyAction], keymap: Mapping[str, str]) -> Lines:
    """List actions under their groups, each with all its keys.

    Args:
        title: What stands above them.
        actions: In the order of the table of keys.
        keymap: What the user remapped.
    """
    groups: dict[str, list[KeyAction]] = {}
    for each in actions:
        groups.setdefault(each.group, []).append(each)
    lines: Lines = []
    for group, members in groups.items():
        heading = title if group == title else f"{title}: {group[:1].lower()}{group[1:]}"
        lines.append(texts((f" {heading}", "label")))
        areas = [each for each in members if each.id.startswith("area-")]
        for each in members:
            if each not in areas:
                lines.append(_line(shown_keys(each.id, keymap), each.help))
        if areas:
            names = ", ".join(f"{area.key} {area.short}" for area in AREAS)
            lines.append(_line("1 to 9", f"Go to an area: {names}"))
        lines.append(texts())
    return lines


def _line(key: str, meaning: str) -> list[Part]:
    return texts((f"   {key:<{_KEYS}} ", "key"), meaning)


def _pairs(title: str, pairs: Iterable[tuple[str, str]]) -> Lines:
    return [texts((f" {title}", "label")), *(_line(what, meaning) for what, meaning in pairs), texts()]


def _commands() -> Lines:
    pairs = [(f":{each.name} {each.takes}".rstrip(), each.help) for each in COMMANDS]
    pairs += [
        (":numbers /0205", "Go to a list by its name or alias, filtered at once"),
        (":calls last 7d", "A window of time: 24h, 7d, 2w, 6months"),
        (":cq @West", "A list in the name of the sub account West"),
    ]
    return _pairs("Commands, typed after :", pairs)


def sign_lines(signs: Signs) -> Lines:
    """Explain signs, marks and the short forms of results.

    Args:
        signs: The signs that the terminal can show.
    """
    lines = _pairs(
        "Signs in lists",
        [
            (signs.cursor, "the cursor's row"),
            (signs.mark, "a marked row"),
            (signs.ellipsis, "cut here, or not read yet"),
            (f"{signs.down} {signs.up}", "the column that the list is sorted by"),
            ("12+", "more than these 12; the list was not read to its end"),
            ("\ufffd", "a character that would have acted on the terminal"),
            *((_plain(sign, signs), meaning) for sign, meaning in MARKS.items()),
        ],
    )
    forms: dict[str, list[str]] = {}
    for raw, short in RESULTS:
        forms.setdefault(short, []).append(raw.replace("_", " "))
    return [*lines, *_pairs("Short forms of results", [(short, ", ".join(raw)) for short, raw in forms.items()])]


def _plain(sign: str, signs: Signs) -> str:
    """Give a mark as lists show it; where signs are ASCII, the square of a recording is a star."""
    return "*" if sign == "▪" and signs.ellipsis.isascii() else sign
