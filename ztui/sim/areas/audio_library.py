"""The audio libraries of users: greetings and music that are spoken from text or sent as files."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.contract.schemas import schema_at
from ztui.sim.areas import find
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.pairs import Collection
from ztui.sim.refusals import invalid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.sim.areas.rows import Row

__all__: list[str] = []

_MOST_TEXT = 3_000
_MOST_BYTES = 1_000_000
_TYPES = ("audio/mpeg", "audio/wav", "audio/mp3", "audio/x-wav", "mp3", "wav")
_NAMES = ("Greeting", "Away until Monday")


@handles("ListAudioItems")
def list_audios(context: Context) -> Listed:
    """Answer what a user's library holds."""
    return Listed(_library(context, find.user(context).id).rows())


@handles("AddAnAudio")
def add_spoken(context: Context) -> Row:
    """Let a text be spoken."""
    user, body = find.user(context), context.body or {}
    text = body.get("text", "")
    if not text:
        raise invalid("text", "The text is empty.")
    if len(text) > _MOST_TEXT:
        raise invalid("text", "Maximum text length has been exceeded.")
    if body.get("voice_language", "en-US") not in _languages():
        raise invalid("voice_language", "The language is not supported.")
    facts: dict[str, Any] = {"voice_language": "en-US", "voice_accent": "Matthew", "name": "Audio"} | body
    facts["name"] = body.get("audio_name") or "Audio"
    return _added(context, user.id, facts)


@handles("AddAudioItem")
def add_files(context: Context) -> Row:
    """Add files."""
    user, files = find.user(context), (context.body or {}).get("attachments", [])
    for file in files:
        name = file.get("name", "")
        if file.get("audio_type", "").lower() not in _TYPES:
            raise Refusal(400, 400, f"The type of audio is invalid, audio name: {name}.")
        try:
            size = len(base64.b64decode(file.get("base64_encoding", ""), validate=True))
        except (binascii.Error, ValueError):
            raise Refusal(400, 400, f"The type of audio is invalid, audio name: {name}.") from None
        if size > _MOST_BYTES:
            raise Refusal(400, 400, f"The size of audio exceeds limit, audio name: {name}.")
    return {"audios": [_added(context, user.id, {"name": file.get("name") or "Audio"}) for file in files]}


@handles("GetAudioItem")
def get_audio(context: Context) -> Row:
    """Answer one item, whoever's it is."""
    library, key = _found(context)
    row, facts = library.get(key) or {}, library.facts(key)
    url = f"{context.base}/phone/audios/{key}.mp3"
    spoken: Row = {name: facts[name] for name in ("text", "voice_language", "voice_accent") if name in facts}
    return {"audio_id": key, "name": row["name"], "play_url": url, **spoken}


@handles("UpdateAudioItem")
def rename(context: Context) -> None:
    """Name an item anew."""
    library, key = _found(context)
    library.update(key, {"name": context.body["name"]})


@handles("DeleteAudioItem")
def delete(context: Context) -> None:
    """Delete an item."""
    library, key = _found(context)
    library.remove(key)
    _owners(context).pop(key, None)


def _library(context: Context, user_id: str) -> Collection:
    system = find.system_of(context)

    def base() -> Iterator[Row]:
        if any(user.id == user_id for user in system.users.initial[:40]):
            dice = system.dice("audio", user_id)
            for at, name in enumerate(_NAMES):
                yield {"audio_id": dice.id(at), "name": name}

    return Collection(context, "ListAudioItems", [user_id], base=base)


def _languages() -> list[str]:
    """Give the languages that an item can be shown in."""
    return list((schema_at(operation("GetAudioItem").detail().response_schema, "voice_language") or {})["enum"])


def _owners(context: Context) -> dict[str, str]:
    """Give user ids by the id of what was added to their library; it is the mapping that is kept."""
    return find.system_of(context).settings.setdefault(("audio owners", ""), {})


def _added(context: Context, user_id: str, facts: Row) -> Row:
    key = _library(context, user_id).create(facts)
    _owners(context)[key] = user_id
    return {"audio_id": key, "name": facts["name"]}


def _found(context: Context) -> tuple[Collection, str]:
    """Give the library that an item is in, and its id.

    Raises:
        Refusal: For an item that is in nobody's library.
    """
    key, system = context.path["audioId"], find.system_of(context)
    first = {system.dice("audio", user.id).id(at): user.id for user in system.users.initial[:40] for at in (0, 1)}
    owner = _owners(context).get(key) or first.get(key, "")
    if system.users.get(owner) is not None:
        library = _library(context, owner)
        if library.get(key) is not None:
            return library, key
    http, code = (400, 300) if context.operation.method != "GET" else (404, 404)
    raise Refusal(http, code, f"The audio does not exist: {key}.")
