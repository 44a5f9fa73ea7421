"""Greeting and hold music of many queues, from an audio that is there or from a file that is added before."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ztui.core.errors import ConfigError, Conflict, FieldError, Invalid
from ztui.core.text import fold
from ztui.resources.edits.asking import called, id_at
from ztui.resources.edits.model import Edits, Given, Input, InputKind, Request, WriteField
from ztui.resources.registry import resource
from ztui.resources.rows import key_of, text_of, value_at
from ztui.services.changes.creating import plan_create
from ztui.services.changes.later import new_one
from ztui.services.changes.updating import plan_update
from ztui.services.tasks.belongings import handled
from ztui.services.tasks.many import WHICH, chosen_queues
from ztui.services.tasks.model import Findings, Task
from ztui.services.tasks.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ztui.resources.model import Row
    from ztui.services.changes.model import Plan
    from ztui.services.session import Session
    from ztui.services.tasks.reads import Reads

__all__ = ["AUDIO"]

_NEW = new_one("audio")
_MOST_BYTES = 1_000_000
_TYPES = {".mp3": "audio/mpeg", ".wav": "audio/wav"}
_PLACES = {
    "greeting": ("settings.greeting_prompt_id", "settings.greeting_prompt", "greeting"),
    "hold": ("settings.music_on_hold_id", "settings.music_on_hold", "music on hold"),
}
"""What is set -> path in the body, path of the audio in the answer, words."""


def _upload(row: Row, body: Mapping[str, Any]) -> Request:
    file = dict(body["attachments"])
    return Request("AddAudioItem", {"userId": id_at(row, "userId", "user")}, body={"attachments": [file]})


_FILE = Edits(
    "audios",
    (
        WriteField("name", "attachments.name", "Name", required=True),
        WriteField("", "attachments.audio_type", "Type", required=True),
        WriteField("", "attachments.base64_encoding", "File", InputKind.SECRET, required=True),
    ),
    create=_upload,
    create_check="audios[0].audio_id",
)
"""A file that is added; what is in it is neither shown nor kept in the journal."""


def _read(name: str) -> tuple[str, str, str]:
    """Give name, type and content of a file as the body has it; raises Invalid."""
    path = Path(name).expanduser()
    kind = _TYPES.get(path.suffix.lower(), "")
    try:
        why = "" if kind else "must be an MP3 or WAV file"
        why = why or (
            f"has {path.stat().st_size:,} bytes; Zoom takes 1 MB" if path.stat().st_size > _MOST_BYTES else ""
        )
        if not why:
            return path.stem, kind, base64.b64encode(path.read_bytes()).decode("ascii")
    except OSError as error:
        why = f"cannot be read: {error.strerror}"
    refusal = Invalid(f"The file {name} {why}.", "Nothing was sent.")
    refusal.fields = (FieldError("file", why),)
    raise refusal


async def _look(session: Session, given: Given, reads: Reads) -> Findings:
    del session
    if bool(given.get("audio")) == bool(given.get("file")):
        raise ConfigError("Which audio is meant?", "Name audio= of the owner's library, or file= to add one.")
    library = await reads.rows("audios", (("userId", given["owner"]),))
    file = _read(text_of(given["file"])) if given.get("file") else None
    audio = None if file else _of_library(library, text_of(given["audio"]))
    name = file[0] if file else text_of((audio or {}).get("name"))
    wanted = _NEW if file else text_of((audio or {}).get("audio_id"))
    queues = await chosen_queues(reads, given)
    read = await reads.each(queues, lambda row: handled(reads, text_of(row.get("extension_id"))))
    rows, lines = [], []
    for queue, hours in read:
        row = next((each for each in hours if each.get("hours") == "business_hours"
                    and each.get("sub_setting_type") == "call_handling"), None)  # fmt: skip
        if row is not None:
            rows.append((queue, row))
            lines.append(f"{called(queue)}: {_now(row, given['what'], wanted)}")
    return Findings(
        subject=f"{', '.join(_PLACES[each][2] for each in given['what'])}: {name}, on {len(rows)} queues",
        found=tuple(lines),
        cannot=tuple(f"{each}." for each in reads.failed),
        minds=("The audio belongs to the library of its owner: deleting that user takes it from all queues.",),
        facts=(wanted, file, tuple(rows)),
    )


def _of_library(library: Sequence[Row], wanted: str) -> Row:
    """Find an audio by its id or its name; raises ConfigError."""
    found = [each for each in library if text_of(each.get("audio_id")) == wanted]
    found = found or [each for each in library if fold(text_of(each.get("name"))) == fold(wanted)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(text_of(each.get("name")) for each in library[:8]) or "nothing"
    told = "is there more than once" if found else "is not in the library of the owner"
    raise ConfigError(f"The audio '{wanted}' {told}.", f"There is {names}.")


def _now(row: Row, what: Sequence[str], wanted: str) -> str:
    parts = []
    for each in what:
        _, path, words = _PLACES[each]
        so = text_of(value_at(row, f"{path}.id")) == wanted
        parts.append(f"{words} is {'so already' if so else text_of(value_at(row, f'{path}.name')) or 'not known'}")
    return ", ".join(parts)


async def _make(session: Session, given: Given, findings: Findings) -> Plan:
    wanted, file, rows = findings.facts
    steps = Steps(session)
    if file is not None:
        parts = ("attachments.name", "attachments.audio_type", "attachments.base64_encoding")
        values = dict(zip(parts, file, strict=True))
        parents = (("userId", given["owner"]),)
        adding = plan_create(session, "audios", values, parents=parents, edits=_FILE)
        made = await steps.add(adding, what=f"Add the audio {file[0]}", title=f"Add the audio {file[0]}", quiet=True)
        if not made:
            raise Conflict(f"The audio cannot be added: {'; '.join(steps.plan().says)}", "Nothing was sent.")
        steps.makes(made, _NEW)
    same: list[str] = []
    for queue, row in rows:
        values = {_PLACES[each][0]: wanted for each in given["what"]}
        parents = (("extensionId", text_of(queue.get("extension_id"))),)
        key = key_of(resource("call-handling"), row)
        what = f"{called(queue)}: {', '.join(_PLACES[each][2] for each in given['what'])}"
        planning = plan_update(session, "call-handling", key, values, parents=parents)
        if not await steps.add(planning, what=what, title=what, quiet=True):
            same.append(called(queue))
    if same:
        steps.say(f"So already: {', '.join(same)}.")
    steps.say(*findings.cannot, *findings.minds)
    return steps.plan()


AUDIO = Task(
    name="audio",
    title="Greeting and hold music",
    about="Set the greeting, the music on hold, or both of many queues, from a user's audio library or from a file.",
    inputs=(
        Input("what", "What", InputKind.CHOICES, several=True,
              choices=(("greeting", "the greeting"), ("hold", "the music on hold"))),
        Input("owner", "Owner", InputKind.PICK, picks=("users",), help="Whose audio library it is in."),
        Input("audio", "Audio", required=False, help="Name or id of an audio in that library."),
        Input("file", "File", required=False, help="An MP3 or WAV file of 1 MB at most, in place of an audio."),
        *WHICH,
    ),
    resources=("call-queues",),
    look=_look,
    make=_make,
    subject="queues",
    examples=(
        "audio greeting owner=quinn@acme.example audio='Away until Monday' queues=Support --dry-run",
        "audio greeting,hold owner=quinn@acme.example file=jingle.mp3 site=Denver --yes",
    ),
)  # fmt: skip
