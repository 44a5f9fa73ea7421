"""The object whose changes the journal is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.text import display

if TYPE_CHECKING:
    from ztui.core.text import Display
    from ztui.resources.model import Row

__all__ = ["JournalSubject"]


@dataclass(frozen=True, slots=True)
class JournalSubject:
    """The object whose changes the journal is asked for.

    Attributes:
        resource: Name of its resource.
        key: Its key.
        label: What it is called.
        also: Other ids by which requests name it.
    """

    resource: str
    key: str
    label: Display
    also: tuple[str, ...] = ()

    @classmethod
    def of(cls, resource: str, key: str, label: str, row: Row) -> JournalSubject:
        """Make it from an object's row: requests may name it by the id of its extension, too."""
        extension = row.get("extension_id")
        return cls(resource, key, display(label, longest=60), (extension,) if isinstance(extension, str) else ())

    @property
    def keys(self) -> tuple[str, ...]:
        """Give all its ids."""
        return (self.key, *self.also)
