"""The objects that the rows of a derived list name by their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.resources.derived.leaves import leaves
from ztui.resources.model import Related

if TYPE_CHECKING:
    from ztui.contract.details import Schema

__all__ = ["related_of"]

_KEYS = (
    ("Site", "sites", ("site.id", "site.site_id", "site_id")),
    ("User", "users", ("user_id",)),
    ("Queue", "call-queues", ("call_queue_id",)),
    ("Common area", "common-areas", ("common_area_id", "assignee.common_area_id")),
    ("Device", "devices", ("device_id", "device.id")),
    ("Number", "numbers", ("phone_number_id",)),
    ("Call", "call-history", ("call_history_uuid",)),
)
"""Title, resource, and the paths at which its key may stand."""
_OF_A_PERSON = frozenset({"email", "user_display_name"})
"""What stands beside the extension of a user, and of nobody else."""


def related_of(row: Schema, answer: Schema | None) -> tuple[Related, ...]:
    """Give the links of a row to objects of other resources.

    Args:
        row: Schema of a row of the list.
        answer: Schema of the object's own answer, None without one.
    """
    known = {each.path for schema in (row, answer or {}) for each in leaves(schema, 1)}
    found = [
        Related(title, target, key="|".join(path for path in paths if path in known))
        for title, target, paths in _KEYS
        if not known.isdisjoint(paths)
    ]
    if "extension_id" in known and not known.isdisjoint(_OF_A_PERSON) and "user_id" not in known:
        found.append(Related("User", "users", match=(("extension_id", "extension_id"),)))
    return tuple(found)
