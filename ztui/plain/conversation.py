"""`ztui --plain`: the program as a conversation in lines, for screen readers and for terminals that can do no more.

Its own words go from place to place; every other word is a command of the shell, carried out in the open session.
"""

from __future__ import annotations

import asyncio
import shlex
import sys
from typing import TYPE_CHECKING

from ztui.core.amounts import counted
from ztui.core.errors import ConfigError, ZtuiError
from ztui.core.exit_codes import INTERRUPTED
from ztui.core.text import display
from ztui.plain.changing import action_words, create_words, delete_words, edit_words
from ztui.plain.found import find
from ztui.plain.house import Talk
from ztui.plain.places import Object
from ztui.plain.voice import Ear, Voice
from ztui.plain.walk import Walk, place_named
from ztui.plain.words import WORDS, Word, word_named

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.plain.places import Place
    from ztui.services.session import Session

__all__ = ["Conversation", "converse"]

_PROMPT = "ztui> "
_MOST_ENTRIES = 200
_ALSO_OF_THE_SHELL = ("list", "calls", "journal", "delete")
"""Words that mean a command of the shell where more follows them; of `delete` where that is no number."""


def converse(runtime: Runtime, options: GlobalOptions, session: Session, start: str) -> int:
    """Hold a conversation on stdin and stdout until it is ended; closes the session.

    Args:
        runtime: The composition root.
        options: The options of every command.
        session: What is talked about.
        start: Name of the resource to begin with, "" for the profile's or the areas.

    Returns:
        The exit code.
    """
    voice = Voice(runtime.stdout)
    is_terminal = sys.stdin is not None and sys.stdin.isatty() and runtime.stdout.isatty()
    ear = Ear(sys.stdin, voice, is_terminal=is_terminal)
    with asyncio.Runner() as loop:
        try:
            talk = Talk(runtime, session, voice, ear, loop)
            return Conversation(talk, ear, options).run(start or session.profile.start_view)
        finally:
            loop.run(session.close())


class Conversation:
    """Hears words and does what they say, until the end."""

    def __init__(self, talk: Talk, ear: Ear, options: GlobalOptions) -> None:
        """Take who talks, and the options of the commands."""
        self._talk = talk
        self._ear = ear
        self._voice = talk.voice
        self._options = options
        self._own = talk.open
        self._walk = Walk(talk)
        self._is_over = False
        self._words: dict[str, Callable[[str], object]] = {
            "go": self._go, "list": self._list, "open": self._open, "next": self._next, "previous": self._previous,
            "back": self._back, "filter": self._filter, "sort": self._sort, "window": self._window,
            "facts": self._facts, "page": self._page, "refresh": self._refresh, "find": self._find,
            "ring": self._ring, "calls": self._calls, "edit": self._edit, "new": self._new, "do": self._do_action,
            "delete": self._delete, "undo": self._undo, "journal": self._journal, "enter": self._enter,
            "leave": self._leave, "help": self._help, "quit": self._quit,
        }  # fmt: skip

    def run(self, start: str = "") -> int:
        """Talk until the input ends or somebody quits, and give the exit code."""
        self._ear.edits([each.name for each in WORDS])
        self._voice.say("ztui, a conversation in lines. 'help' says what can be said, 'quit' leaves.")
        self._tried(lambda: self._go(start) if start else self._walk.show())
        while not self._is_over:
            try:
                line = self._ear.hear(_PROMPT)
            except KeyboardInterrupt:
                self._voice.say("", "'quit' leaves.")
                continue
            if line is None:
                break
            if line:
                self._tried(lambda line=line: self._do(line))  # type: ignore[misc]
        self._voice.say("Goodbye.")
        return 0

    def _tried(self, action: Callable[[], None]) -> None:
        """Do something; what goes wrong is a sentence, and an interrupt ends it and not the conversation."""
        try:
            action()
        except KeyboardInterrupt:
            self._voice.say("", "Stopped.")
        except ZtuiError as error:
            self._voice.say(f"{display(error.message, longest=500)} {display(error.hint, longest=500)}".rstrip())
        except BrokenPipeError:
            raise
        except OSError as error:
            self._voice.say(f"{display(error.filename or 'A file')} cannot be used: {error.strerror or error}.")

    def _do(self, line: str) -> None:
        """Understand a line and do it."""
        if line.startswith(("/", ":")) and len(line) > 1:
            line = f"{'filter' if line[0] == '/' else 'go'} {line[1:]}"
        first, _, rest = line.partition(" ")
        rest = rest.strip()
        if first.isdecimal():
            self._open(int(first))
            return
        word = word_named(first)
        if word is None or (word.name in _ALSO_OF_THE_SHELL and rest and not rest.isdecimal()):
            self._shell(_split(line))
            return
        self._words[word.name](rest)

    # Places

    def _enter_place(self, place: Place | list[str]) -> None:
        """Go to a place and say what is there; of what is none, a command says it."""
        if isinstance(place, list):
            self._shell(place)
        else:
            self._walk.enter(place)

    def _go(self, rest: str) -> None:
        self._enter_place(place_named(self._talk, rest))

    def _open(self, rest: str | int) -> None:
        number = _number(rest, "open")
        self._enter_place(self._talk.run(self._walk.place.open(number)))

    def _back(self, rest: str) -> None:
        self._walk.back()

    def _list(self, rest: str) -> None:
        self._walk.show()

    def _next(self, rest: str) -> None:
        self._walk.listed().move(1)
        self._walk.show()

    def _previous(self, rest: str) -> None:
        self._walk.listed().move(-1)
        self._walk.show()

    def _filter(self, rest: str) -> None:
        self._talk.run(self._walk.listed().filter(rest))
        self._walk.show()

    def _sort(self, rest: str) -> None:
        self._talk.run(self._walk.listed().sort(rest))
        self._walk.show()

    def _window(self, rest: str) -> None:
        from ztui.cli.window import window_query

        place = self._walk.listed()
        start, _, end = rest.partition(" to ") if " to " in rest else rest.partition(" ")
        session = self._talk.open
        ends = window_query(place.resource, start.strip(), end.strip(), session.clock.now(), session.zone)
        self._talk.run(place.window(ends))
        self._walk.show()

    def _facts(self, rest: str) -> None:
        self._walk.has_fact_lines = {"on": True, "off": False}.get(rest.casefold(), not self._walk.has_fact_lines)
        self._voice.say("Each fact on a line." if self._walk.has_fact_lines else "Each entry on a line.")

    def _page(self, rest: str) -> None:
        self._walk.count = min(max(_number(rest, "page"), 1), _MOST_ENTRIES)
        self._voice.say(f"{counted(self._walk.count, 'entry')} at once.")

    def _refresh(self, rest: str) -> None:
        self._walk.again()
        self._walk.show()

    # Looking

    def _find(self, rest: str) -> None:
        if not rest:
            raise ConfigError("What is to be found?", "Write: find WORDS.")
        self._enter_place(self._talk.run(find(self._talk, rest)))

    def _ring(self, rest: str) -> None:
        self._shell(["ring", *(_split(rest) if rest else [self._walk.subject("ring").key])])

    def _calls(self, rest: str) -> None:
        link = self._walk.place.calls if isinstance(self._walk.place, Object) else None
        if link is None or not isinstance(self._walk.place, Object):
            self._go("call-history")
        else:
            self._enter_place(self._talk.run(self._walk.place.follow(link)))

    def _journal(self, rest: str) -> None:
        self._shell(["journal"])

    # Changing

    def _edit(self, rest: str) -> None:
        self._change(edit_words(self._talk, self._walk.subject("edit"), _split(rest)))

    def _new(self, rest: str) -> None:
        place = self._walk.listed()
        where = [word for name, value in place.view.parents for word in ("--where", f"{name}={value}")]
        self._change(create_words(self._talk, place.resource, _split(rest), where))

    def _delete(self, rest: str) -> None:
        if rest:
            subject = self._talk.run(self._walk.listed().subject_at(_number(rest, "delete")))
        else:
            subject = self._walk.subject("delete")
        self._change(delete_words(subject))

    def _do_action(self, rest: str) -> None:
        self._change(action_words(self._talk, self._walk.subject("do"), _split(rest)))

    def _undo(self, rest: str) -> None:
        self._change(["journal", "undo", rest or "last"])

    def _change(self, words: list[str]) -> None:
        """Carry out a command that changes something; what is here is read anew afterwards."""
        if self._shell(words) == 0:
            self._walk.again()

    # Everything else

    def _enter(self, rest: str) -> None:
        subject = self._walk.subject("enter")
        if subject.resource.name != "accounts":
            raise ConfigError("This is no sub account.", "'go accounts' lists them.")
        from ztui.resources.rows import label_of

        self._walk.begin_anew(
            self._talk.run(self._own.acting_for(subject.key, label_of(subject.resource, subject.row)))
        )

    def _leave(self, rest: str) -> None:
        self._walk.begin_anew(self._own)

    def _help(self, rest: str) -> None:
        if rest and word_named(rest) is None:
            self._shell(["help", *_split(rest)])
            return
        one = word_named(rest)
        told = [_told(each) for each in ([one] if one is not None else WORDS)]
        if one is None:
            told += ["A number opens the entry of that number; ctrl+c ends a command, not the conversation."]
            told += ["Every other word is a command of the shell, without ztui before it: check, calls sync."]
        self._voice.say(*told)

    def _quit(self, rest: str) -> None:
        self._is_over = True

    def _shell(self, words: Sequence[str]) -> int:
        """Carry out a command of the shell in the open session."""
        from ztui.cli.app import run_in

        if not words:
            return 0
        code = run_in(words, self._talk, self._options)
        if code == INTERRUPTED:
            self._voice.say("", "Stopped.")
        self._voice.flush()
        return code


def _told(word: Word) -> str:
    also = f" Also: {', '.join(word.also)}." if word.also else ""
    return f"{word.name} {word.takes}".rstrip() + f": {word.help}{also}"


def _number(text: str | int, word: str) -> int:
    if isinstance(text, int):
        return text
    if not text.isdecimal():
        raise ConfigError("A number is wanted.", f"Write: {word} NUMBER.")
    return int(text)


def _split(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError as error:
        raise ConfigError(f"The line cannot be read: {error}.", "Close the quotes.") from None
