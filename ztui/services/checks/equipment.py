"""Rules about desk phones that are off, and about greetings that are gone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ztui.resources.ivr_keys import NO_KEY
from ztui.resources.rows import text_of, value_at
from ztui.resources.shows import dicts, words
from ztui.services.checks.facts import site_of
from ztui.services.checks.model import Edit, Finding, Mend, Rule, Severity, key_edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.services.checks.facts import Extension, Facts

__all__ = ["LONG", "RULES", "audio_ids"]

LONG = timedelta(days=7)
"""A device that is off for so long is off."""

_OWN_AUDIO = frozenset({"", "0"})
"""Ids that stand for Zoom's own greetings and music, or for none."""


_GONE = "the audio that was played is deleted"


def _off(facts: Facts) -> Iterator[Finding]:
    for key, name, row in facts.rows("devices"):
        since = facts.offline.get(key)
        if since is None or facts.now - since < LONG or not dicts(row.get("assignees")):
            continue
        days = (facts.now - since).days
        who = text_of(value_at(row, "assignees[0].name"))
        says = f"was offline whenever it was looked at, for {days} days; it is {who}'s"
        yield Finding("device-offline", "devices", key, name, says, site_of(row))


def _prompts(each: Extension) -> Iterator[tuple[str, str, str, str, str]]:
    """Go through the audios of an extension: hours, id of the holiday, field, id and name."""
    for state in each.handling.states():
        holiday = state.holiday.id if state.holiday is not None else ""
        for prompt in each.handling.rules_of(state).prompts:
            yield state.hours.value, holiday, prompt.field, prompt.id, prompt.name


def audio_ids(facts: Facts) -> frozenset[str]:
    """Give the ids of all greetings and music that hours, routing and menus name, but for Zoom's own."""
    named = {id for each in facts.routed for _, _, _, id, _ in _prompts(each)}
    named |= {each.menu.prompt[0] for menus in facts.menus.values() for each in menus}
    return frozenset(named - _OWN_AUDIO)


def _gone(facts: Facts) -> Iterator[Finding]:
    for each in facts.routed:
        bad = [prompt for prompt in _prompts(each) if facts.audio.get(prompt[3]) is False]
        if bad:
            fields = dict.fromkeys(_called(field) for _, _, field, _, _ in bad)
            says = f"{', '.join(fields)}: the audio was deleted"
            edits = tuple(
                Edit(
                    "call-handling",
                    f"{hours}+call_handling+{holiday}",
                    parents=(("extensionId", each.extension_id),),
                    final=_GONE,
                )
                for hours, holiday in dict.fromkeys((hours, holiday) for hours, holiday, _, _, _ in bad)
            )
            mend = Mend("Choose another audio", edits, "which audio is played")
            yield Finding("audio-gone", each.resource, each.key, each.name, says, each.site, mend=mend)
    for key, name, row in facts.rows("auto-receptionists"):
        menus = [each for each in facts.menus.get(key, ()) if facts.audio.get(each.menu.prompt[0]) is False]
        if menus:
            says = "the audio of its menu was deleted"
            keys = [each.menu.keys[0].key if each.menu.keys else NO_KEY for each in menus]
            prompts = tuple(key_edit(key, each, named, _GONE) for each, named in zip(menus, keys, strict=True))
            mend = Mend("Choose another prompt", prompts, "audio_prompt_id: which prompt is played")
            yield Finding("audio-gone", "auto-receptionists", key, name, says, site_of(row), part="menu", mend=mend)


def _called(field: str) -> str:
    return words(field.rpartition(".")[2])


RULES = (
    Rule(
        "audio-gone",
        "Greetings and music that were deleted",
        Severity.WARNING,
        "Callers hear nothing, or Zoom's own words, where somebody meant to tell them something.",
        _gone,
        ("queue-handling", "menu-handling", "group-handling", "ivr", "audio"),
    ),
    Rule(
        "device-offline",
        "Desk phones that are offline for long",
        Severity.NOTE,
        "Somebody's phone does not ring: unplugged, broken, or not needed.",
        _off,
        ("devices", "watch"),
        limits=f"Zoom tells no time: ztui notes what it sees at every check, and tells after {LONG.days} days.",
    ),
)
