"""Whatever has an extension, and which kind it is."""

from __future__ import annotations

from typing import NamedTuple

from ztui.sim.world.entities import CommonArea, Kind, Queue, Receptionist, SharedLine, User
from ztui.sim.world.rooms import Pickup, Room

__all__ = ["Extension", "Held", "kind_of"]

Extension = User | Queue | Receptionist | CommonArea | SharedLine | Room | Pickup
"""Whatever has an extension."""

_KINDS: dict[type[Extension], Kind] = {
    User: Kind.USER,
    Queue: Kind.QUEUE,
    Receptionist: Kind.RECEPTIONIST,
    CommonArea: Kind.COMMON_AREA,
    SharedLine: Kind.SHARED_LINE,
    Room: Kind.ROOM,
    Pickup: Kind.PICKUP,
}


class Held(NamedTuple):
    """An extension with its kind."""

    kind: Kind
    thing: Extension


def kind_of(thing: Extension) -> Kind:
    """Give the kind of something with an extension."""
    return _KINDS[type(thing)]
