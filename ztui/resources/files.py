"""Files that belong to rows: the sound of a recording, what was said in it, the pages of a fax."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.resources.rows import text_of, value_at

if TYPE_CHECKING:
    from ztui.resources.model import Resource, Row, Show

__all__ = ["File", "address_of", "files_of", "path_of"]


@dataclass(frozen=True, slots=True)
class File:
    """One file that a row leads to.

    Attributes:
        name: What it is, in one lower-case word; also the first word of its file's name.
        operation: The operation that gives it.
        who: Names whom it is from or of, for its file's name; raw.
        url: Path in the row of the address that Zoom gives for it, which is asked first; "" where rows have none.
        path: What the operation takes where the row has no address: pairs (path parameter, path in the row).
        when: Path in the row of its instant.
    """

    name: str
    operation: str
    who: Show
    url: str = ""
    path: tuple[tuple[str, str], ...] = ()
    when: str = "date_time"


def address_of(file: File, row: Row) -> str:
    """Give the address that the row has for a file, foreign text; "" for none."""
    return text_of(value_at(row, file.url)) if file.url else ""


def path_of(file: File, row: Row) -> dict[str, str]:
    """Give the path parameters of a file's operation, {} where the row does not tell them all."""
    found = {parameter: text_of(value_at(row, path)) for parameter, path in file.path}
    return found if all(found.values()) else {}


def files_of(resource: Resource, row: Row) -> tuple[File, ...]:
    """Give the files that a row really has."""
    return tuple(each for each in resource.files if address_of(each, row) or path_of(each, row))
