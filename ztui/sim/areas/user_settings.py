"""A user's own settings: caller id, country, music, devices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.sim.areas import find
from ztui.sim.areas.policies import merge_settings, settings_of
from ztui.sim.areas.rows import Row, known
from ztui.sim.handling import Context, Refusal, handles
from ztui.sim.world.equipment import CALLING_CODES
from ztui.sim.world.places import COUNTRY_NAMES

if TYPE_CHECKING:
    from ztui.sim.world.entities import User
    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []


def _country(code: str) -> Row:
    return {"code": code, "country_code": CALLING_CODES.get(code, ""), "name": COUNTRY_NAMES.get(code, code)}


def _devices(system: PhoneSystem, user: User) -> list[Row]:
    return [
        known(
            device_type=device.type,
            display_name=device.name,
            id=device.id,
            status=device.status,
            mac_address=device.mac,
            private_ip=device.private_ip,
            public_ip=device.public_ip,
        )
        for device in system.devices
        if user.ext_id in device.assignees
    ][:10]


@handles("phoneUserSettings")
def get_settings(context: Context) -> Row:
    """Answer the settings of a user."""
    system, user = find.system_of(context), find.user(context)
    site = system.sites.get(user.site_id)
    main = system.numbers_of(site.receptionist_id) if site is not None else []
    own = system.numbers_of(user.id)
    row = settings_of(context, f"{user.id}:own")
    row |= {
        "extension_number": user.extension,
        "status": "Active" if user.status == "activate" else "Inactive",
        "company_number": main[0].number if main else "",
        "outbound_caller_ids": [
            {"is_default": turn == 0, "name": number.display_name, "number": number.number}
            for turn, number in enumerate([*own, *main])
        ],
        "desk_phone": {"devices": _devices(system, user), "phone_screen_lock": False},
    }
    written = system.settings.get(("settings", f"{user.id}:own"), {})
    if "country" not in written and site is not None:
        row["country"] = _country(site.country)
    if "outbound_caller" not in written:
        row["outbound_caller"] = {"number": (own or main)[0].number} if own or main else {}
    for name in ("delegation", "intercom", "shared_lines_call_setting"):
        if name not in written:
            row.pop(name, None)
    return row


@handles("updateUserSettings")
def update_settings(context: Context) -> None:
    """Change the settings of a user; caller id and country are read under other names."""
    system, user, body = find.system_of(context), find.user(context), dict(context.body or {})
    caller = body.pop("outbound_caller_id", None)
    if caller is not None:
        if caller and system.number_by_e164(caller) is None:
            raise Refusal(400, 300, "Validation Failed.", [("outbound_caller_id", "The number is not the account's.")])
        body["outbound_caller"] = {"number": caller}
    country = body.pop("country_iso_code", None)
    if country is not None:
        body["country"] = _country(country)
    merge_settings(context, f"{user.id}:own", body)
