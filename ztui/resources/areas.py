"""The areas under the number keys."""

from __future__ import annotations

from ztui.core.dataclass import dataclass
from ztui.resources.model import Tab

__all__ = ["AREAS", "Area", "area_of"]


@dataclass(frozen=True, slots=True)
class Area:
    """One of the nine areas.

    Attributes:
        key: The number key that opens it.
        short: Its word in the header.
        title: Its title in full.
        resource: What it lists; of a screen with tabs the first.
        tabs: The tabs, () for a plain list.
    """

    key: str
    short: str
    title: str
    resource: str
    tabs: tuple[Tab, ...] = ()


AREAS = (
    Area("1", "Calls", "Call history", "call-history"),
    Area("2", "Queues", "Call queues", "call-queues"),
    Area("3", "Numbers", "Numbers", "numbers"),
    Area(
        "4",
        "Trunks",
        "SIP trunks",
        "sip-trunks",
        (
            Tab("BYOC trunks", "sip-trunks"),
            Tab("SIP groups", "sip-groups"),
            Tab("Meeting audio trunks", "audio-trunks"),
            Tab("Audio numbers", "trunk-numbers"),
            Tab("SIP phones", "sip-phones"),
        ),
    ),
    Area("5", "Accounts", "Accounts", "accounts"),
    Area("6", "Users", "Users", "users"),
    Area("7", "Devices", "Devices", "devices"),
    Area("8", "Menus", "Auto receptionists", "auto-receptionists"),
    Area("9", "Sites", "Sites", "sites"),
)


def area_of(name: str) -> Area | None:
    """Give the area in which a resource is listed, None for one that is reached by name or from an object."""
    for area in AREAS:
        if area.resource == name or any(tab.resource == name for tab in area.tabs):
            return area
    return None
