"""Brings handlers in: importing a module registers what it handles, and none is imported before it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

from ztui.contract.catalogue import operations
from ztui.sim.handling import HANDLERS, Handler

__all__ = ["MODULES", "Areas", "load"]

MODULES: Mapping[str, tuple[str, ...]] = {
    "Accounts": ("accounts", "caller_ids", "files", "phone_settings"),
    "Alerts": ("alerts",),
    "Audio Library": ("audio_library",),
    "Auto Receptionists": ("receptionists", "assignments", "voicemail_access"),
    "Billing Account": ("billing",),
    "Blocked List": ("block_rules",),
    "Call Handling": ("handling",),
    "Call Logs": ("calls", "old_calls", "call_log_sync"),
    "Call Queues": ("members", "queues", "voicemail_access", "analytics", "recordings"),
    "Carrier Reseller": ("carrier_reseller",),
    "Cloud Peering Provider Exchange": ("peering",),
    "Cloud Peering Reseller": ("peering",),
    "Common Areas": ("common_area_settings", "common_areas", "assignments"),
    "Dashboard": ("whereabouts", "call_quality"),
    "Device Line Keys": ("line_keys",),
    "Dial by Name Directory": ("directories",),
    "Emergency Addresses": ("emergency_addresses",),
    "Emergency Service Locations": ("locations",),
    "External Contacts": ("external_contacts",),
    "Fax": ("fax", "files"),
    "Firmware Update Rules": ("firmware",),
    "Group Call Pickup": ("pickup",),
    "Groups": ("phone_settings",),
    "IVR": ("receptionists",),
    "Inbound Blocked List": ("block_rules",),
    "Line Keys": ("line_keys",),
    "Monitoring Groups": ("monitoring",),
    "Outbound Calling": ("outbound",),
    "Phone Devices": ("devices", "line_keys"),
    "Phone Numbers": ("numbers", "old_numbers", "assignments"),
    "Phone Plan": ("ported_numbers",),
    "Phone Plans": ("billing",),
    "Phone Roles": ("roles",),
    "Private Directory": ("directories",),
    "Provider Exchange": ("peering",),
    "Provision Templates": ("provision_templates",),
    "Recordings": ("recordings", "downloads"),
    "Reports": ("reports", "operation_logs"),
    "Routing Rules": ("routing_rules",),
    "SIP Connected Audio": ("audio",),
    "SIP Phone": ("sip_phones",),
    "SMS": ("sms", "sms_sync"),
    "SMS Campaign": ("campaigns", "opt_statuses"),
    "SMS Campaigns": ("campaigns",),
    "SMS Consent": ("consents", "opt_statuses"),
    "Setting": ("trunks", "ported_numbers"),
    "Setting Templates": ("setting_templates",),
    "Settings": ("phone_settings", "trunks", "ported_numbers"),
    "Shared Line Appearance": ("line_keys",),
    "Shared Line Group": ("shared_lines", "assignments", "voicemail_access"),
    "Sites": ("sites", "site_settings", "caller_ids"),
    "Users": ("users", "caller_ids", "user_setting_types", "user_batches", "user_settings", "phone_settings"),
    "Voicemails": ("voicemails", "downloads"),
    "Zoom Rooms": ("rooms",),
}
"""The modules that handle operations of a tag, those with most of them first."""


@cache
def load() -> None:
    """Import every module of handlers, once."""
    for name in dict.fromkeys(name for names in MODULES.values() for name in names):
        import_module(f"ztui.sim.areas.{name}")


class Areas(Mapping[str, Handler]):
    """All handlers by operation id; asked for one, it imports the modules of its tag until the handler has come in."""

    def __getitem__(self, operation_id: str) -> Handler:
        """Give the handler of an operation."""
        known = operations().get(operation_id)
        for name in MODULES.get(known.tag, ()) if known is not None else ():
            if operation_id in HANDLERS:
                break
            import_module(f"ztui.sim.areas.{name}")
        return HANDLERS[operation_id]

    def __iter__(self) -> Iterator[str]:
        """Go through all operations that have a handler."""
        load()
        return iter(HANDLERS)

    def __len__(self) -> int:
        """Count them."""
        load()
        return len(HANDLERS)
