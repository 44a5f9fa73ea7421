"""What Zoom's API has no way for: menus show it with the reason and do not offer it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.resources.registry import resource

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Impossible", "impossible"]

_PORTAL = "The API has no way for it; it is done in the Zoom portal."


@dataclass(frozen=True, slots=True)
class Impossible:
    """Something that people look for and the API cannot do.

    Attributes:
        title: What it would be, as an action is called.
        reason: Why there is no way, and what there is instead.
    """

    title: str
    reason: str


def impossible(resource_name: str) -> tuple[Impossible, ...]:
    """Give what cannot be done to the objects of a resource, by its name or alias.

    What is said of its list, object, create, update and delete operations stands in `Resource.unavailable`; what goes
    beyond those stands here. Both are given.

    Raises:
        UnknownName: There is no such resource.
    """
    known = resource(resource_name)
    words = {**_WORDS, "create": f"Create a {known.singular}", "update": f"Change a {known.singular}",
                      "delete": f"Delete a {known.singular}"}  # fmt: skip
    told = [Impossible(words.get(what, what.capitalize()), why) for what, why in known.unavailable.items()]
    return (*told, *_BEYOND.get(known.name, ()))


_WORDS: Mapping[str, str] = {
    "buy": "Buy numbers",
    "date": "Tell the day of the port",
    "domains": "Change domains",
    "holiday": "Routing of a holiday",
    "mac": "Change the MAC address",
    "move": "Move an assigned number to another site in one go",
    "port": "Submit a port",
}

_BEYOND: Mapping[str, tuple[Impossible, ...]] = {
    "call-queues": (
        Impossible("Opt a member in or out", "Members do it themselves; the API only reads it."),
        Impossible("Change who manages it", _PORTAL),
        Impossible("Read its description", "The API writes it and never gives it back; it cannot be verified."),
    ),
    "numbers": (
        Impossible(
            "Swap the numbers of two owners", "Unassign both and assign them anew; calls ring nobody meanwhile."
        ),
        Impossible("Unassign from pickup groups, Teams, contact center, meetings, locations, emergency pools", _PORTAL),
    ),
    "users": (
        Impossible(
            "Create a Zoom user", "The phone API gives the phone to users who are there; people are made in Zoom."
        ),
        Impossible("Opt the user in or out of queues", "Users do it themselves; the API only reads it."),
        Impossible("See when a license was last used", "The API does not tell it."),
    ),
    "accounts": (Impossible("Verify a domain, change managed or trusted domains", "The API only reads them."),),
    "devices": (
        Impossible(
            "Swap a phone in one go", "Add the new one, assign it, write its keys, delete the old one; or as a task."
        ),
    ),
    "sip-trunks": (
        Impossible("Create or change a trunk", _PORTAL),
        Impossible("See whether it is up", "The API does not tell it; its last calls do."),
    ),
    "sip-groups": (Impossible("Create or change a group", _PORTAL),),
    "peering-numbers": (
        Impossible("Move numbers between carriers in one go", "Remove them and add them with the other carrier."),
    ),
    "sms-consents": (
        Impossible("Opt somebody in who has opted out", "A consent is given by the one whose number it is."),
    ),
    "recordings": (
        Impossible(
            "Recover what was deleted elsewhere",
            "The API does not list the bin; what was deleted here is recovered by undoing it, until Zoom empties it.",
        ),
    ),
    "voicemails": (
        Impossible("Bring back a deleted voicemail", "The API deletes for good; the trash is the portal's."),
    ),
    "call-history": (
        Impossible("Delete a call of the account", "Calls are deleted from the history of a single user."),
    ),
    "emergency-addresses": (
        Impossible("Verify an address", "Zoom verifies it by itself after it was written; the status tells."),
    ),
}
