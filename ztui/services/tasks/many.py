"""The extensions that a task is for: named, all of a site, or all call queues of the account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError
from ztui.resources.edits.model import Given, Input, InputKind
from ztui.resources.rows import text_of, value_at

if TYPE_CHECKING:
    from ztui.resources.model import Row
    from ztui.services.tasks.reads import Reads

__all__ = ["WHICH", "chosen_queues"]

WHICH = (
    Input("queues", "Call queues", InputKind.PICK, required=False, several=True, picks=("call-queues",)),
    Input(
        "site", "All queues of the site", InputKind.PICK, required=False, picks=("sites",), help="In place of queues."
    ),
    Input("every", "All queues there are", InputKind.SWITCH, required=False, help="In place of queues."),
)
"""Inputs by which queues are chosen."""


async def chosen_queues(reads: Reads, given: Given) -> list[Row]:
    """Give the queues that were chosen, by one walk through their list.

    Raises:
        ConfigError: None were chosen, or there are none.
        ZtuiError: The list cannot be read.
    """
    keys, site, every = given.get("queues") or [], given.get("site"), given.get("every") is True
    if sum((bool(keys), bool(site), every)) != 1:
        raise ConfigError("Which queues are meant?", "Name queues=, site= or every=yes; one of them.")
    rows = await reads.rows("call-queues")
    if keys:
        by_key = {text_of(each.get("id")): each for each in rows}
        return [by_key[key] for key in dict.fromkeys(keys) if key in by_key]
    found = [each for each in rows if every or value_at(each, "site.id") == site]
    if not found:
        raise ConfigError("There are no such queues.", "'ztui list call-queues' lists those there are.")
    return found
