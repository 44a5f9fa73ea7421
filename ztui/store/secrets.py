"""What never reaches a disk: `GET /sip_phones` and `GET /phone/devices/{id}` answer with SIP passwords in clear."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ztui.resources.model import Row

__all__ = ["is_secret_name", "without_secrets"]

_SECRET_NAME = re.compile("passw(or)?d|secret|authorization(?!_(name|id)$)|pin_code", re.IGNORECASE)
"""Names of secrets; with what name somebody registers is none, and is written back with every change."""
_INDEX = re.compile(r"\[\d+\]")


@lru_cache(maxsize=4096)
def is_secret_name(name: str) -> bool:
    """Tell whether a field of this name holds a secret."""
    return _SECRET_NAME.search(name) is not None


def without_secrets(row: Row, paths: Set[str] = frozenset()) -> Row:
    """Give the row without its secrets, at any depth; the row itself if it has none.

    Args:
        row: One object as Zoom sent it.
        paths: Paths of fields that are secret whatever they are called; indexes in them stand for all elements.
    """
    secret = frozenset(_INDEX.sub("", path) for each in paths for path in each.split("|"))
    cleaned: Row = _clean(row, "", secret) if _holds_secret(row, "", secret) else row
    return cleaned


def _is_secret(name: object, path: str, secret: Set[str]) -> bool:
    return is_secret_name(str(name)) or path in secret


def _below(path: str, name: object) -> str:
    return f"{path}.{name}" if path else str(name)


def _holds_secret(value: Any, path: str, secret: Set[str]) -> bool:
    if isinstance(value, dict):
        for name, each in value.items():
            if is_secret_name(name) or (secret and _below(path, name) in secret):
                return True
            if isinstance(each, dict | list) and _holds_secret(each, _below(path, name), secret):
                return True
        return False
    return any(isinstance(each, dict | list) and _holds_secret(each, path, secret) for each in value)


def _clean(value: Any, path: str, secret: Set[str]) -> Any:
    if isinstance(value, Mapping):
        return {
            name: _clean(each, _below(path, name), secret)
            for name, each in value.items()
            if not _is_secret(name, _below(path, name), secret)
        }
    if isinstance(value, list):
        return [_clean(each, path, secret) for each in value]
    return value
