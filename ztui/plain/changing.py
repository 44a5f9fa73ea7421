"""Changes in a conversation: what is to be changed is asked for in lines, and becomes a command of the shell.

The command makes the plan, shows it, asks, writes and tells what came of it, as it does in a shell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError, UnknownName
from ztui.core.text import display
from ztui.resources.edits.registry import actions, edits
from ztui.resources.rows import text_of, value_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.plain.house import Talk
    from ztui.plain.places import Subject
    from ztui.resources.edits.model import Action, Input, WriteField
    from ztui.resources.model import Resource, Row

__all__ = ["action_words", "create_words", "delete_words", "edit_words"]

_LONGEST = 200
_DONE = ("done", "")
_DELETE = "delete"


def edit_words(talk: Talk, subject: Subject, words: Sequence[str]) -> list[str]:
    """Give the command that changes fields of an object; without words the fields are asked for.

    Raises:
        ConfigError: It has no fields to be changed, or nothing was changed.
    """
    resource = subject.resource
    fields = [
        each
        for each in edits(resource.name).fields
        if not each.create_only and (each.applies is None or each.applies(subject.row))
    ]
    if not fields:
        raise ConfigError(f"Nothing of {resource.title.lower()} can be edited.", "'do' says what else can be done.")
    wanted = list(words) or _asked_fields(talk, fields, subject.row)
    return ["set", resource.name, subject.key, *wanted, *subject.words]


def create_words(talk: Talk, resource: Resource, words: Sequence[str], where: Sequence[str]) -> list[str]:
    """Give the command that makes an object; without words the fields are asked for.

    Raises:
        ConfigError: None can be made here.
    """
    fields = [each for each in edits(resource.name).fields if not each.update_only]
    if not fields or not resource.operations.create:
        raise ConfigError(f"No {resource.singular} can be made here.", "'do' says what can be done.")
    if words:
        return ["create", resource.name, *words, *where]
    asked = [each for each in fields if each.required]
    wanted = [f"{each.write}={_answered(talk, each, required=True)}" for each in asked]
    others = [each for each in fields if not each.required]
    if others:
        wanted += _asked_fields(talk, others, {}, can_be_none=True)
    return ["create", resource.name, *wanted, *where]


def delete_words(subject: Subject) -> list[str]:
    """Give the command that deletes an object, or takes it out of its list."""
    return ["delete", subject.resource.name, subject.key, *subject.words]


def action_words(talk: Talk, subject: Subject, words: Sequence[str]) -> list[str]:
    """Give the command that carries out an action; without words the actions are said, and one is asked for.

    Raises:
        ConfigError: Nothing can be done to it, or nothing was chosen.
        UnknownName: There is no such action.
    """
    known = actions(subject.resource.name)
    if not known:
        raise ConfigError(f"Nothing else can be done to {subject.resource.title.lower()}.")
    if not words:
        talk.voice.say(*(f"{at}. {each.title} ({each.name})" for at, each in enumerate(known, 1)))
        words = [_heard(talk, "Which action? Its number, or nothing to leave:")]
    wanted = _chosen(known, words[0])
    filled = list(words[1:]) or _asked_inputs(talk, wanted)
    return ["act", subject.resource.name, subject.key, wanted.name, *filled, *subject.words]


def _chosen(known: Sequence[Action], word: str) -> Action:
    if word.isdecimal() and 1 <= int(word) <= len(known):
        return known[int(word) - 1]
    found = next((each for each in known if each.name == word), None)
    if found is None:
        raise UnknownName("action", word, [each.name for each in known])
    return found


def _asked_inputs(talk: Talk, action: Action) -> list[str]:
    """Ask for what an action needs, one after the other."""
    found: list[str] = []
    for each in action.inputs:
        text = _answered(talk, each, required=each.required)
        if text:
            found.append(f"{each.name}={text}")
    return found


def _answered(talk: Talk, asked: Input | WriteField, *, required: bool) -> str:
    """Ask for one value; a choice may be named by its number."""
    choices = [word for _, word in asked.choices]
    several = ", several with commas" if asked.several else ""
    picks = f", a {asked.picks[0].rstrip('s').replace('-', ' ')} by name, number or extension" if asked.picks else ""
    if asked.help:
        talk.voice.say(display(asked.help, longest=_LONGEST))
    if choices:
        talk.voice.say(*(f"{at}. {word}" for at, word in enumerate(choices, 1)))
    optional = "" if required else ", nothing to leave it"
    text = talk.conversation.ask(f"{asked.title}{picks}{several}{optional}:") if talk.conversation else ""
    if required and not text:
        raise ConfigError(f"{asked.title} is needed.", "Nothing was changed.")
    if choices and text.isdecimal() and 1 <= int(text) <= len(choices):
        return str(asked.choices[int(text) - 1][0])
    return next((str(raw) for raw, word in asked.choices if word.casefold() == text.casefold()), text)


def _asked_fields(talk: Talk, fields: Sequence[WriteField], row: Row, *, can_be_none: bool = False) -> list[str]:
    """Say the fields with what they hold, and ask for changes until there are no more."""
    talk.voice.say(*(f"{at}. {each.title}: {_held(each, row)}" for at, each in enumerate(fields, 1)))
    found: dict[str, str] = {}
    while True:
        word = _heard(talk, "Which field? Its number, or done:", can_end=True)
        if word.casefold() in _DONE:
            break
        if not word.isdecimal() or not 1 <= int(word) <= len(fields):
            talk.voice.say(f"There is no field {display(word, longest=40)}; they go from 1 to {len(fields)}.")
            continue
        field = fields[int(word) - 1]
        talk.voice.say(f"{field.title} is now: {_held(field, row)}")
        found[field.write] = _answered(talk, field, required=False)
    if not found and not can_be_none:
        raise ConfigError("Nothing was changed.")
    return [f"{name}={text}" for name, text in found.items()]


def _held(field: WriteField, row: Row) -> str:
    value = value_at(row, field.read) if field.read else None
    word = next((word for raw, word in field.choices if raw == value), None)
    return word or display(text_of(value), longest=_LONGEST) or "nothing"


def _heard(talk: Talk, question: str, *, can_end: bool = False) -> str:
    text = talk.conversation.ask(question) if talk.conversation is not None else ""
    if not text and not can_end:
        raise ConfigError("Nothing was chosen.")
    return text
