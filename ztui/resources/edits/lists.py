"""How the rows of a list come and go, and what an object has besides its own fields, as data.

Most lists gain a row by their own create and lose one by the action `delete`. The exceptions stand here: lists below an
object that an action of that object fills, and lists whose rows have something milder than being deleted.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.resources.rows import KEY_JOINT

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Adding", "Part", "adding", "parts", "removing"]


@dataclass(frozen=True, slots=True)
class Adding:
    """What adds rows to a list below an object: an action of that object, whose key the list's first parent has."""

    resource: str
    action: str


@dataclass(frozen=True, slots=True)
class Part:
    """Settings of an object that are a row of a list of their own.

    Attributes:
        title: What it is called in the object's menu.
        resource: The list.
        parent: The list's parameter for the object.
        path: Path in the object's row of what that parameter takes.
        key: Key of the row in that list.
        letter: The letter that chooses it in menus.
    """

    title: str
    resource: str
    parent: str
    path: str
    key: str
    letter: str


_DELETE = ("delete",)

_REMOVES: Mapping[str, tuple[str, ...]] = MappingProxyType({"numbers": ("unassign", "delete")})
"""Resource -> actions that take its row away, the mildest first; the first one that a row has is meant."""

_NUMBERS = "add-numbers"
_ADDS: Mapping[str, tuple[Adding, ...]] = MappingProxyType(
    {
        "queue-members": (Adding("call-queues", "add-members"),),
        "queue-numbers": (Adding("call-queues", _NUMBERS),),
        "auto-receptionist-numbers": (Adding("auto-receptionists", _NUMBERS),),
        "common-area-numbers": (Adding("common-areas", _NUMBERS),),
        "shared-line-group-members": (Adding("shared-line-groups", "add-members"),),
        "shared-line-group-numbers": (Adding("shared-line-groups", _NUMBERS),),
        "room-numbers": (Adding("rooms", _NUMBERS),),
        "sms-campaign-numbers": (Adding("sms-campaigns", _NUMBERS),),
        "sms-consent-numbers": (Adding("sms-consents", _NUMBERS),),
        "pickup-group-members": (Adding("pickup-groups", "add-members"),),
        "monitoring-group-members": (
            Adding("monitoring-groups", "add-monitors"),
            Adding("monitoring-groups", "add-monitored"),
        ),
        "role-members": (Adding("roles", "add-members"),),
        "role-targets": (Adding("roles", "add-targets"),),
    }
)


def _handling(title: str, hours: str, setting: str, letter: str) -> Part:
    key = KEY_JOINT.join((hours, setting, ""))
    return Part(title, "call-handling", "extensionId", "extension_id", key, letter)


_HOURS = (
    _handling("Business hours", "business_hours", "custom_hours", "h"),
    _handling("Calls in business hours: waiting, overflow, routing", "business_hours", "call_handling", "b"),
    _handling("Calls in closed hours: routing", "closed_hours", "call_handling", "c"),
)
_PARTS: Mapping[str, tuple[Part, ...]] = MappingProxyType(
    dict.fromkeys(("call-queues", "users", "auto-receptionists", "shared-line-groups"), _HOURS)
)


def removing(resource_name: str) -> tuple[str, ...]:
    """Give the actions by which a row leaves a list, the mildest first; a resource need not have any of them."""
    return _REMOVES.get(resource_name, _DELETE)


def adding(resource_name: str) -> tuple[Adding, ...]:
    """Give the actions of the object above a list that add rows to it, () where the list has a create of its own."""
    return _ADDS.get(resource_name, ())


def parts(resource_name: str) -> tuple[Part, ...]:
    """Give the settings of an object that are rows of lists of their own."""
    return _PARTS.get(resource_name, ())
