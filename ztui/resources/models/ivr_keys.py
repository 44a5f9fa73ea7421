"""Keys of auto receptionists (GET /phone/auto_receptionists/{autoReceptionistId}/ivr)."""

from __future__ import annotations

from ztui.resources.models.lenient import Digits, Lenient

__all__ = ["Audio", "IvrKey", "Target"]


class Audio(Lenient):
    """A prompt or greeting."""

    id: str | None = None
    name: str | None = None


class Target(Lenient):
    """Where a key leads: an extension of ours, or a number."""

    id: str | None = None
    display_name: str | None = None
    extension_id: str | None = None
    extension_number: Digits | None = None
    phone_number: Digits | None = None


class IvrKey(Lenient):
    """A key, `none` for what happens without one; `hours_type` and the ids say what was asked for."""

    hours_type: str | None = None
    holiday_id: str | None = None
    break_id: str | None = None
    key: Digits | None = None
    action: int | None = None
    target: Target | None = None
    forward_to: Target | None = None
    audio_prompt: Audio | None = None
    audio_prompt_repeat: int | None = None
    voicemail_greeting: Audio | None = None
