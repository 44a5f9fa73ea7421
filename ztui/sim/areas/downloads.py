"""Files to download: recordings, voicemails, and transcripts, which are told by a redirect to another host."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from ztui.sim.areas import find
from ztui.sim.areas.attachments import ATTACHMENTS, attachment
from ztui.sim.areas.calls import now_of
from ztui.sim.filecontent import vtt, wav
from ztui.sim.files import File
from ztui.sim.handling import ZOOM, Context, Refusal, handles
from ztui.sim.requests import Reply
from ztui.sim.world.calls.history import LEGS

if TYPE_CHECKING:
    from ztui.sim.requests import Request
    from ztui.sim.world.calls.history import History
    from ztui.sim.world.calls.scene import Call
    from ztui.sim.world.world import World

__all__ = ["delivered"]

_FILES = "https://file.zoom.us"
_OTHER_NAMES = {"127.0.0.1": "localhost", "localhost": "127.0.0.1", "::1": "localhost"}
_SAID = (
    "Thank you for calling, how can I help?",
    "I would like to ask about my order.",
    "Let me look that up for you.",
    "It was meant to arrive yesterday.",
    "It is on its way and should be there tomorrow.",
    "That is good to hear, thank you.",
)
_CUE_SECONDS = 8
_MOST_CUES = 500


def _recording(history: History, key: str, now: int) -> tuple[Call, int]:
    number = history.recording_seal.read_short(key)
    found = history.by_leg(number, now)
    absent = found is None or number is None or not found[0].legs[found[1]].recording
    if found is None or absent or history.recording_states.get(number or 0) == "deleted":
        raise Refusal(400, 404, "File does not exist")
    return found


@handles("phoneDownloadRecordingFile")
def recording_file(context: Context) -> File:
    """Give the sound of a recording."""
    key = context.path["fileId"]
    call, place = _recording(find.system_of(context).history, key, now_of(context))
    leg = call.legs[place]
    return _sound("recording", key, leg.end - max(leg.answer, leg.start), leg.end)


@handles("phoneDownloadVoicemailFile")
def voicemail_file(context: Context) -> File:
    """Give the sound of a voicemail."""
    key, history = context.path["fileId"], find.system_of(context).history
    number = history.voicemail_seal.read_short(key)
    found = history.by_leg(number, now_of(context))
    if found is None or number is None or not found[0].legs[found[1]].voicemail:
        raise Refusal(400, 404, "File does not exist")
    call, place = found
    if history.voicemail_states.get(call.serial * LEGS + place) == "deleted":
        raise Refusal(400, 404, "File does not exist")
    leg = call.legs[place]
    return _sound("voicemail", key, leg.end - leg.start - leg.wait, leg.end)


def _sound(kind: str, key: str, seconds: int, at: int) -> File:
    return File(f"{kind}_{_plain(key)}.wav", "audio/wav", wav(seconds), datetime.fromtimestamp(at, UTC))


def _plain(key: str) -> str:
    return "".join(char for char in key if char.isascii() and (char.isalnum() or char in "-_"))


@handles("phoneDownloadRecordingTranscript")
def transcript(context: Context) -> Reply:
    """Say where the transcript of a recording is: on another host, by an address that is leave enough."""
    key = context.path["recordingId"]
    _recording(find.system_of(context).history, key, now_of(context))
    elsewhere = _elsewhere(context.base)
    path = f"/download/transcript/{context.account}/{key}"
    query = {"alone": "yes" if elsewhere != context.base else "no"}
    query["key"] = _seal(context.world, path, query["alone"])
    return Reply(302, headers={"location": f"{elsewhere}{path}?{urlencode(query)}"})


def delivered(world: World, request: Request, now: datetime) -> File:
    """Give the file that a redirect led to.

    Raises:
        Refusal: 403 for an address that the simulator did not give, 400 when the token came along to another host.
    """
    query = dict(request.query)
    if request.path.startswith(ATTACHMENTS):
        return attachment(world, request.path, query.get("key", ""))
    alone = query.get("alone", "")
    if query.get("key") != _seal(world, request.path, alone):
        raise Refusal(403, None, "The address of the file is not valid.")
    if alone == "yes" and "authorization" in request.headers:
        raise Refusal(400, None, "Only one way to show leave is allowed; the address is one.")
    account, _, key = request.path.removeprefix("/download/transcript/").partition("/")
    history = world.system(account).history
    call, place = _recording(history, key, int(now.timestamp()))
    leg = call.legs[place]
    length = max(leg.end - max(leg.answer, leg.start), 1)
    step = max(_CUE_SECONDS, -(-length // _MOST_CUES))
    names = (leg.callee.name or leg.callee.number, leg.caller.name or leg.caller.number)
    cues = [
        (start, min(start + step, length), names[turn % 2], _SAID[(call.serial + turn) % len(_SAID)])
        for turn, start in enumerate(range(0, length, step))
    ]
    return File(f"transcript_{_plain(key)}.vtt", "text/vtt", vtt(cues), datetime.fromtimestamp(leg.end, UTC))


def _elsewhere(base: str) -> str:
    """Give another host that leads here, the same one where there is none."""
    if base == ZOOM:
        return _FILES
    parts = urlsplit(base)
    other = _OTHER_NAMES.get(parts.hostname or "")
    return base if other is None else f"{parts.scheme}://{other}:{parts.port or 80}"


def _seal(world: World, path: str, alone: str) -> str:
    text = f"{world.sizes.seed}/{path}/{alone}".encode()
    return hashlib.blake2b(text, digest_size=16).hexdigest()
