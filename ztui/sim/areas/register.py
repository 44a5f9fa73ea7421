"""Brings all handlers in: importing a module registers what it handles."""

from __future__ import annotations

from functools import cache
from importlib import import_module

__all__ = ["load"]

_MODULES = (
    "accounts",
    "analytics",
    "assignments",
    "audio",
    "caller_ids",
    "calls",
    "common_areas",
    "devices",
    "handling",
    "members",
    "numbers",
    "old_calls",
    "old_numbers",
    "queues",
    "receptionists",
    "recordings",
    "shared_lines",
    "sip_phones",
    "sites",
    "trunks",
    "user_batches",
    "user_settings",
    "users",
    "voicemail_access",
    "voicemails",
)


@cache
def load() -> None:
    """Import every module of handlers, once."""
    for name in _MODULES:
        import_module(f"ztui.sim.areas.{name}")
