"""BYOC trunks and SIP groups (GET /number_management/sip_trunks, /number_management/sip_groups)."""

from __future__ import annotations

from ztui.resources.models.lenient import Digits, Lenient

__all__ = ["SipGroup", "SipTrunk", "TrunkRef"]


class SipTrunk(Lenient):
    """A BYOC trunk; `id` stands for `sip_trunk_id` in the older list."""

    sip_trunk_id: Digits | None = None
    id: Digits | None = None
    name: str | None = None
    carrier: str | None = None
    carrier_account: str | None = None
    region: str | None = None
    sbc_label: str | None = None
    source_system: str | None = None


class TrunkRef(Lenient):
    """The trunk that carries a group; `type` is BYOC or BYOP."""

    sip_trunk_id: Digits | None = None
    id: Digits | None = None
    name: str | None = None
    type: str | None = None


class SipGroup(Lenient):
    """A SIP group; `id` stands for `sip_group_id` in the older list."""

    sip_group_id: Digits | None = None
    id: Digits | None = None
    display_name: str | None = None
    description: str | None = None
    send_sip_group_name: bool | None = None
    sip_trunk: TrunkRef | None = None
    source_system: str | None = None
