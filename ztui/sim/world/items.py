"""Things of which the simulator knows no more than what was written to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Item"]


class Item(NamedTuple):
    """A thing by its id, with its fields by name; it is never changed, a change makes a new one."""

    id: str
    fields: Mapping[str, Any]

    def get(self, name: str, default: Any = None) -> Any:
        """Give a field, `default` where it was never written."""
        return self.fields.get(name, default)

    def with_fields(self, fields: Mapping[str, Any]) -> Item:
        """Give the same thing with these fields written over its own."""
        return Item(self.id, {**self.fields, **fields})
