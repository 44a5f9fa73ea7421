"""Whether a row is what was asked to be made: exactly, in another way of writing, or near enough to make one doubt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ztui.resources.extensions import whole
from ztui.resources.rows import KEY_JOINT, value_at
from ztui.services.changes.values import same

if TYPE_CHECKING:
    from collections.abc import Collection

    from ztui.resources.extensions import SiteForm
    from ztui.resources.model import Resource, Row

__all__ = ["is_as_asked", "resembles", "telling"]

Match = tuple[tuple[str, Any], ...]

_EXTENSION = "extension_number"
_NUMBER = re.compile(r"[+()\d\s./-]*\d[+()\d\s./-]*")
"""What is read by its digits alone: numbers with and without +, with the signs that people put between them."""


def is_as_asked(row: Row, match: Match, forms: Collection[SiteForm]) -> bool:
    """Tell whether a row says all that was asked for.

    Args:
        row: Of the list.
        match: Pairs (path, value).
        forms: How the sites write extensions: a short one was asked for, and lists have the complete one.
    """
    return all(_says(row, path, value, forms) for path, value in match)


def _says(row: Row, path: str, value: Any, forms: Collection[SiteForm]) -> bool:
    found = value_at(row, path)
    if same(found, value):
        return True
    if path.rpartition(".")[2] != _EXTENSION or found is None:
        return False
    one, other = _digits(found), _digits(value)
    return one == other or any(one == each.code + other or other == each.code + one for each in forms)


def telling(resource: Resource, match: Match) -> Match:
    """Give what names an object among the values that it was asked for with, () where none of them does."""
    names = {
        path
        for part in (resource.label_path, resource.key.replace(KEY_JOINT, "|"))
        for path in part.split("|")
    }  # fmt: skip
    return tuple(each for each in match if each[0] in names)


def resembles(resource: Resource, row: Row, match: Match) -> bool:
    """Tell whether a row may be what was asked for, written otherwise: its name or number is the same to a person."""
    return any(_plain(value_at(row, path)) == _plain(value) for path, value in telling(resource, match))


def _plain(value: Any) -> str:
    text = whole(value)
    return _digits(text) if _NUMBER.fullmatch(text) else " ".join(text.casefold().split())


def _digits(value: Any) -> str:
    return re.sub(r"\D", "", whole(value))
