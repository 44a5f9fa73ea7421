"""Recordings and voicemails (GET /phone/recordings, /phone/voice_mails and the lists of users and queues)."""

from __future__ import annotations

from ztui.resources.models.lenient import Digits, Lenient
from ztui.resources.models.parts import Owner, SiteRef

__all__ = ["Recording", "Speaker", "Transcription", "Voicemail"]


class Speaker(Lenient):
    """Who of us spoke."""

    name: str | None = None
    extension_number: Digits | None = None


class _Media(Lenient):
    """What both have; numbers are extensions where the type is 1."""

    id: str | None = None
    call_id: Digits | None = None
    call_log_id: str | None = None
    call_element_id: str | None = None
    call_history_id: str | None = None
    caller_name: str | None = None
    caller_number: Digits | None = None
    caller_number_type: int | None = None
    callee_name: str | None = None
    callee_number: Digits | None = None
    callee_number_type: int | None = None
    date_time: str | None = None
    duration: int | None = None
    download_url: str | None = None
    owner: Owner | None = None


class Recording(_Media):
    """A recording; owner, type and site stand in the account's list alone."""

    direction: str | None = None
    end_time: str | None = None
    recording_type: str | None = None
    accepted_by: Speaker | None = None
    outgoing_by: Speaker | None = None
    site: SiteRef | None = None
    auto_delete_enable: bool | None = None


class Transcription(Lenient):
    """What was understood; `status` is a code."""

    content: str | None = None
    status: int | None = None


class Voicemail(_Media):
    """A voicemail, read or unread; the transcription stands in its own answer alone."""

    status: str | None = None
    transcription: Transcription | None = None
    deleted_time: str | None = None
