"""How the paths of operations lie below one another: which list an id in a path comes from."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ztui.contract.catalogue import operations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.contract.catalogue import Operation

__all__ = ["lists", "names_in", "plain", "shape_of"]

_NAME = re.compile(r"\{(\w+)\}")


def plain(known: Operation) -> str:
    """Give the path template without the account prefix, where there is such a form."""
    if known.twin is not None and known.path.startswith("/accounts/{"):
        return known.twin
    return known.path


def names_in(template: str) -> list[str]:
    """Give the names of a template's parameters, in their order."""
    return _NAME.findall(template)


def shape_of(template: str) -> str:
    """Give a template with its parameters unnamed, since two operations may name the same one differently."""
    return _NAME.sub("{}", template)


@cache
def lists() -> Mapping[str, Operation]:
    """Give the operation that lists what lies at a path, by the path's shape."""
    return {
        shape_of(plain(each)): each for each in operations().values() if each.is_read and each.items_key is not None
    }
