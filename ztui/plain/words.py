"""The words of a conversation: what can be said, and what it does."""

from __future__ import annotations

from ztui.core.dataclass import dataclass

__all__ = ["WORDS", "Word", "word_named"]


@dataclass(frozen=True, slots=True)
class Word:
    """A command of the conversation.

    Attributes:
        name: The word.
        takes: What may follow it, "" for nothing.
        help: What it does, in a sentence.
        also: Other words for it.
    """

    name: str
    takes: str
    help: str
    also: tuple[str, ...] = ()


WORDS = (
    Word("go", "NAME", "Go to an area, a list or settings by name, such as go queues; alone it lists the areas.",
         ("areas", "home")),
    Word("list", "", "Say again what is here.", ("where", "l")),
    Word("open", "NUMBER", "Open an entry; the number alone does the same.", ("o",)),
    Word("next", "", "The next entries.", ("n",)),
    Word("previous", "", "The entries before.", ("p", "prev")),
    Word("back", "", "Back to where you were.", ("b",)),
    Word("filter", "WORDS", "Only entries that hold the words; alone it shows all again.", ("f", "/")),
    Word("sort", "COLUMN", "Another order, -COLUMN for descending; alone it is Zoom's own."),
    Word("window", "FROM [TO]", "Calls and the like of another time, such as window yesterday, or window -7d."),
    Word("facts", "[on|off]", "Each fact of an entry on a line of its own, or each entry on one line."),
    Word("page", "COUNT", "How many entries are said at once."),
    Word("refresh", "", "Ask Zoom again."),
    Word("find", "WORDS", "Anything in the account, by a piece of a name, number, extension or address."),
    Word("ring", "[NUMBER|NAME]", "Where it rings; alone that of the object that is open."),
    Word("calls", "", "The calls of the object that is open, else the call history."),
    Word("edit", "[FIELD=VALUE ...]", "Change fields of the object that is open; alone it asks for them.", ("e",)),
    Word("new", "[FIELD=VALUE ...]", "Make a new one in this list; alone it asks for the fields."),
    Word("do", "[ACTION] [INPUT=VALUE ...]", "What else can be done here; with a number or a name it does it.", ("a",)),
    Word("delete", "[NUMBER]", "Delete or take away the object that is open, or an entry of the list."),
    Word("undo", "[ID]", "Take back what you changed last, or an entry of the journal."),
    Word("journal", "[show ID]", "What was changed with ztui."),
    Word("enter", "", "Act in the name of the sub account that is open."),
    Word("leave", "", "Act in your own account again."),
    Word("help", "[TOPIC]", "These words, or what is to be known of a topic.", ("?",)),
    Word("quit", "", "Leave; the end of the input does the same.", ("q", "exit")),
)  # fmt: skip
"""All words, in the order of their use."""

_BY_NAME = {name: each for each in WORDS for name in (each.name, *each.also)}


def word_named(name: str) -> Word | None:
    """Find a word by one of its names, None if there is none of it."""
    return _BY_NAME.get(name.casefold())
