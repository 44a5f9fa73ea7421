"""Call queues, members, numbers (GET /phone/call_queues, /phone/call_queues/{callQueueId}, .../members)."""

from __future__ import annotations

from ztui.resources.models.lenient import Digits, Lenient
from ztui.resources.models.parts import AssignedNumber, SiteRef

__all__ = ["CallQueue", "QueueMember", "QueueMembers", "QueueNumber"]


class QueueMember(Lenient):
    """A member; `receive_call` is a user's opt-in, `level` says what it is (`commonArea`) or may do (`manager`)."""

    id: str | None = None
    name: str | None = None
    level: str | None = None
    receive_call: bool | None = None
    extension_id: str | None = None


class QueueMembers(Lenient):
    """Members in the queue's own answer, by kind."""

    users: list[QueueMember] | None = None
    common_areas: list[QueueMember] | None = None


class QueueNumber(AssignedNumber):
    """A number that leads straight to the queue."""


class CallQueue(Lenient):
    """A queue; members, zone and languages stand in its own answer alone."""

    id: str | None = None
    name: str | None = None
    extension_id: str | None = None
    extension_number: Digits | None = None
    status: str | None = None
    site: SiteRef | None = None
    phone_numbers: list[QueueNumber] | None = None
    members: QueueMembers | None = None
    timezone: str | None = None
    department: str | None = None
    cost_center: str | None = None
    audio_prompt_language: str | None = None
