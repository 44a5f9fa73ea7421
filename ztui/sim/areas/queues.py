"""Call queues: list, detail, create, change, delete, policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.sim.areas import find
from ztui.sim.areas.extensions import changed_fields, full_extension
from ztui.sim.areas.members import MOST_MEMBERS, chosen_members, grouped
from ztui.sim.areas.policies import merge_settings, settings_of
from ztui.sim.areas.rows import Row, Rows, known, number_refs, site_ref
from ztui.sim.areas.voicemail_access import access_members
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.world.entities import Action, Queue, Rules
from ztui.sim.world.words import LANGUAGES, STORAGE

if TYPE_CHECKING:
    from ztui.sim.world.system import PhoneSystem

__all__ = ["NEW_RULES"]

_WEEKDAY = (9 * 60, 17 * 60)
NEW_RULES = Rules(
    (None, *(_WEEKDAY,) * 5, None), "simultaneous", 20, 120, 10, 60, Action.VOICEMAIL, "", Action.VOICEMAIL, "", ()
)
"""Hours and routing of a new queue or receptionist."""


def _row(system: PhoneSystem, queue: Queue) -> Row:
    return known(
        extension_id=queue.ext_id,
        extension_number=queue.extension,
        id=queue.id,
        name=queue.name,
        phone_numbers=number_refs(system.numbers_of(queue.id), source=True),
        site=site_ref(system, queue.site_id),
        status=queue.status,
    )


@handles("listCallQueues")
def list_queues(context: Context) -> Listed:
    """Answer the list of call queues."""
    system, query = find.system_of(context), context.query
    filters = {name: query[name] for name in ("site_id", "cost_center", "department") if query.get(name)}
    found = (q for q in system.queues if all(getattr(q, name) == value for name, value in filters.items()))
    return Listed(Rows(found, lambda queue: _row(system, queue)))


@handles("getACallQueue")
def get_queue(context: Context) -> Row:
    """Answer one call queue with its members."""
    system, queue = find.system_of(context), find.queue(context, 404, 13000)
    return _row(system, queue) | known(
        cost_center=queue.cost_center,
        department=queue.department,
        members=grouped(system, queue.members, levels=True),
        phone_numbers=number_refs(system.numbers_of(queue.id), source=True)[:50],
        policy={"voicemail_access_members": access_members(context, queue.id)},
        timezone=queue.timezone,
        audio_prompt_language=queue.language,
        default_transcription_language=queue.transcription,
        recording_storage_location=queue.storage,
    )


@handles("createCallQueue")
def create_queue(context: Context) -> Row:
    """Create a queue; the extension is the short one."""
    system, body = find.system_of(context), context.body
    site = find.site_of(context, body["site_id"])
    members = chosen_members(context, body.get("members", {}), first_is_manager=True)
    if len(members) > MOST_MEMBERS:
        raise Refusal(400, 412, f"The maximum number of Call Queue members is up to {MOST_MEMBERS}.")
    extension = system.free_extension(site, 8000)
    if "extension_number" in body:
        extension = full_extension(system, site, body["extension_number"], "")
    queue = Queue(
        id=system.new_id(),
        ext_id=system.new_id(),
        name=body["name"],
        extension=extension,
        site_id=site.id,
        status="active",
        department=body.get("department", ""),
        cost_center=body.get("cost_center", ""),
        description=body.get("description", ""),
        timezone=site.timezone,
        language=LANGUAGES.get(site.country, "en-US"),
        transcription=LANGUAGES.get(site.country, "en-US"),
        storage=STORAGE.get(site.country, "US"),
        members=members,
        rules=NEW_RULES,
    )
    system.put_extension(queue)
    return {"extension_number": extension, "id": queue.id, "name": queue.name, "status": queue.status}


@handles("updateCallQueue")
def update_queue(context: Context) -> None:
    """Change a queue; the extension is the short one."""
    queue = find.queue(context)
    names = {
        "timezone": "timezone",
        "cost_center": "cost_center",
        "department": "department",
        "description": "description",
        "name": "name",
        "status": "status",
        "site_id": "site_id",
        "audio_prompt_language": "language",
        "default_transcription_language": "transcription",
        "recording_storage_location": "storage",
    }
    changes = changed_fields(context, queue, names)
    find.system_of(context).put_extension(queue._replace(**changes))


@handles("deleteACallQueue")
def delete_queue(context: Context) -> None:
    """Delete a queue; its numbers become unassigned."""
    system = find.system_of(context)
    system.remove_extension(find.queue(context, 400, 400))


@handles("getCallQueuePolicy")
def get_policy(context: Context) -> Row:
    """Answer the policies of a queue."""
    return settings_of(context, find.queue(context).id)


@handles("updateCallQueuePolicy")
def update_policy(context: Context) -> None:
    """Change the policies of a queue."""
    merge_settings(context, find.queue(context).id, context.body or {})
