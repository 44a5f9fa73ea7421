"""What the `:` line completes and the palette offers: resources, areas, commands, and the actions of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.text import fold
from ztui.resources.areas import AREAS
from ztui.resources.registry import summaries
from ztui.services.topics.topics import TOPICS
from ztui.ui.keys import shown_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ztui.ui.keys import KeyAction

__all__ = ["COMMANDS", "HouseCommand", "Offer", "command_named", "complete", "offers", "search"]


@dataclass(frozen=True, slots=True)
class HouseCommand:
    """A command that is no resource.

    Attributes:
        name: What is typed.
        help: One line.
        aliases: Other names.
        takes: What follows it, "" for nothing.
        alone: Means something without what it takes, too.
    """

    name: str
    help: str
    aliases: tuple[str, ...] = ()
    takes: str = ""
    alone: bool = False


COMMANDS = (
    HouseCommand("account", "Act in the name of a sub account; 'own' is the profile's own", ("as",), "NAME|own"),
    HouseCommand("bulk", "Change many objects, from a pasted list or a file", (), "[FILE]", alone=True),
    HouseCommand("callbacks", "Callers who were missed and not called back", (), "[TIME] [/FILTER]", alone=True),
    HouseCommand("check", "What is wrong or wasteful in the account", ("checks",), "[RULE|SEVERITY]", alone=True),
    HouseCommand("diff", "What changed since a snapshot, or between two", (), "FILE [FILE]"),
    HouseCommand("do", "Do an action by its id", (), "ACTION"),
    HouseCommand("find", "Find anything by a piece of what it is called", (), "[TEXT]", alone=True),
    HouseCommand("follow", "Show new calls as they come", (), "[SECONDS|off]", alone=True),
    HouseCommand("help", "Show the keys and signs of this screen, or a topic", ("h", "?"), "[TOPIC]", alone=True),
    HouseCommand("index", "Show how old the index is; read what is missing", (), "[sync|refresh|stop]", alone=True),
    HouseCommand("journal", "Show what was written with this profile", ("changes",), "[/FILTER]", alone=True),
    HouseCommand("log", "Show the requests that were sent"),
    HouseCommand("messages", "Show what was said on the speaking line", ("msg",)),
    HouseCommand("operations", "Browse and send every operation of Zoom's API", ("ops", "api"), "[ID]", alone=True),
    HouseCommand("profile", "Go on with another profile", (), "NAME"),
    HouseCommand("quit", "Leave ztui", ("q", "q!", "exit")),
    HouseCommand("quota", "Show what is left of Zoom's limits"),
    HouseCommand("ring", "Where a number, an extension or a name rings", (), "NUMBER|EXT|NAME"),
    HouseCommand("run", "Show the plan that was written last, and what came of it", ("runs",)),
    HouseCommand("requests", "Show the requests of the API console that were sent"),
    HouseCommand("snapshot", "Write the configuration of the account to a file", (), "FILE"),
    HouseCommand("setup", "Set up another account: scopes, credentials, a test"),
    HouseCommand("story", "All stored calls from and to a number or an extension", (), "NUMBER"),
    HouseCommand("task", "Guided tasks: a leaver, a joiner, a phone swap and others", ("tasks",), "[NAME]", alone=True),
    HouseCommand("sync", "Fetch calls that are not stored yet", (), "[30d|FROM..TO]", alone=True),
    HouseCommand("unfinished", "Show changes that were cut or got no answer, and what to do"),
    HouseCommand("view", "Show a saved view, or save what is shown: save NAME", (), "NAME|save NAME", alone=True),
    HouseCommand("views", "Saved views of lists: open, rename, delete"),
    HouseCommand("window", "Choose the window of the list of calls", (), "[30d|FROM..TO]", alone=True),
)


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the completions.

    Attributes:
        command: The line that it stands for, without the colon.
        title: What it is.
        note: A key or aliases, shown at the right.
        names: What it is found by at the `:` line.
        more: True when something has to follow, so that enter does not run it yet.
    """

    command: str
    title: str
    note: str = ""
    names: tuple[str, ...] = ()
    more: bool = False


def command_named(name: str) -> HouseCommand | None:
    """Find a command by its name or alias, None if there is none."""
    wanted = name.casefold()
    return next((each for each in COMMANDS if wanted == each.name or wanted in each.aliases), None)


def offers(
    actions: Sequence[KeyAction],
    areas: Iterable[str],
    keymap: Mapping[str, str] | None = None,
    views: Iterable[str] = (),
) -> tuple[Offer, ...]:
    """List all that can be typed.

    Args:
        actions: The actions that exist on the screen.
        areas: Number keys of the areas there are.
        keymap: Keys that the user remapped.
        views: Names of saved views.
    """
    there = set(areas)
    keys = {each.resource: each.key for each in AREAS if each.key in there}
    hidden = {each.resource for each in AREAS} - set(keys)
    lists = [each for each in summaries() if not each.parents and each.name not in hidden]
    named = {each: Offer(each.name, each.title, keys.get(each.name, ""), (each.name, *each.aliases)) for each in lists}
    found = [named[each] for each in lists if not each.sunset]
    found += _trees()
    found += [
        Offer(each.name, each.help, each.takes, (each.name, *each.aliases), more=bool(each.takes) and not each.alone)
        for each in COMMANDS
    ]
    found += [
        Offer(f"do {each.id}", each.help, shown_key(each.id, keymap), (f"do {each.id}",))
        for each in actions
        if not each.id.startswith(("area-", "cursor-"))
    ]
    found += [Offer(f"help {each.name}", f"Help: {each.help}", "", (f"help {each.name}",)) for each in TOPICS]
    found += [Offer(f"view {each}", f"Saved view {each}", "", (f"view {fold(each)}",)) for each in views]
    found += [named[each] for each in lists if each.sunset]
    return tuple(found)


def _trees() -> list[Offer]:
    """Offer the settings of the account, and those of objects, of which the id has to follow."""
    from ztui.resources.settings.registry import all_settings

    return [
        Offer(each.name, each.title, "ID" if each.parameters else "", (each.name, *each.aliases), bool(each.parameters))
        for each in sorted(all_settings(), key=lambda each: bool(each.parameters))
    ]


def complete(text: str, offered: Sequence[Offer], most: int = 8) -> list[Offer]:
    """Give what the typed line may become: names that begin like it, then titles that hold it.

    Args:
        text: The line as typed; once a space follows a name, there is nothing to complete but `do` and its like.
        offered: All offers.
        most: How many are given.
    """
    wanted = fold(text.lstrip(": "))
    begins = [each for each in offered if any(name.startswith(wanted) for name in each.names)]
    if not wanted:
        begins = [each for each in begins if not each.command.startswith(("do ", "help ", "view "))]
    exact = [each for each in begins if wanted in each.names]
    is_name = not begins and any(wanted.partition(" ")[0] in each.names for each in offered)
    holds = [each for each in offered if len(wanted) > 1 and not is_name and wanted in fold(each.title)]
    return list(dict.fromkeys([*exact, *begins, *holds]))[:most]


def search(text: str, offered: Sequence[Offer], most: int = 8) -> list[Offer]:
    """Give what the palette shows: all words must occur, in the title or in a name; beginnings of words first."""
    words = fold(text).split()
    ranked: list[tuple[int, int, Offer]] = []
    for at, each in enumerate(offered):
        hay = fold(f"{each.title} {' '.join(each.names)}")
        if all(word in hay for word in words):
            weight = -sum(hay.startswith(word) or f" {word}" in hay for word in words)
            ranked.append((weight, at, each))
    return [each for _weight, _at, each in sorted(ranked, key=lambda one: one[:2])][:most]
