"""What is wrong with a messy world beyond what its objects themselves can say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ztui.sim.world.entities import Number

__all__ = ["Flaws"]


@dataclass(slots=True)
class Flaws:
    """Empty in a clean world.

    Attributes:
        trunks: Places of the trunks on which every call of the last hours fails.
        bare_sites: Ids of the sites that have no emergency address until one is written.
        addresses: Status of emergency addresses that are not verified, by id, until they are written.
        numbers: Ids of the numbers whose emergency address is to be updated.
        caller_ids: Caller IDs of numbers that left the account, by who chose them and their own id.
        greetings: Ids of the deleted greetings that queues still name, by extension id.
    """

    trunks: set[int] = field(default_factory=set)
    bare_sites: set[str] = field(default_factory=set)
    addresses: dict[str, int] = field(default_factory=dict)
    numbers: set[str] = field(default_factory=set)
    caller_ids: dict[str, dict[str, Number]] = field(default_factory=dict)
    greetings: dict[str, str] = field(default_factory=dict)
