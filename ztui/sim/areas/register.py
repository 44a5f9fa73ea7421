"""Brings all handlers in: importing a module registers what it handles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

from ztui.sim.handling import HANDLERS, Handler

__all__ = ["Areas", "load"]

_MODULES = (
    # What a list of calls asks for comes first: a start waits for no other.
    "calls",
    "sites",
    "accounts",
    "analytics",
    "assignments",
    "audio",
    "caller_ids",
    "common_areas",
    "devices",
    "downloads",
    "files",
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
    "trunks",
    "user_batches",
    "user_settings",
    "users",
    "voicemail_access",
    "voicemails",
    "rooms",
    "pickup",
    "monitoring",
    "outbound",
    "emergency_addresses",
    "locations",
    "external_contacts",
    "firmware",
    "provision_templates",
    "routing_rules",
    "campaigns",
    "opt_statuses",
    "consents",
    "peering",
    "carrier_reseller",
    "ported_numbers",
    "sms",
    "sms_sync",
    "fax",
    "reports",
    "call_quality",
    "whereabouts",
    "operation_logs",
    "phone_settings",
    "billing",
    "block_rules",
    "roles",
    "directories",
    "site_settings",
    "user_setting_types",
    "common_area_settings",
    "line_keys",
    "alerts",
    "audio_library",
    "call_log_sync",
    "setting_templates",
)


@cache
def load() -> None:
    """Import every module of handlers, once."""
    for name in _MODULES:
        import_module(f"ztui.sim.areas.{name}")


class Areas(Mapping[str, Handler]):
    """All handlers by operation id; modules are imported in turn until the one that is asked for has come in."""

    def __init__(self) -> None:
        """Import nothing yet."""
        self._pending = list(_MODULES)

    def __getitem__(self, operation_id: str) -> Handler:
        """Give the handler of an operation."""
        while operation_id not in HANDLERS and self._pending:
            import_module(f"ztui.sim.areas.{self._pending.pop(0)}")
        return HANDLERS[operation_id]

    def __iter__(self) -> Iterator[str]:
        """Go through all operations that have a handler."""
        load()
        return iter(HANDLERS)

    def __len__(self) -> int:
        """Count them."""
        load()
        return len(HANDLERS)
