"""What can be given away: licences that are left, numbers that nobody has, extensions that are free."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.phone import formatted
from ztui.resources.edits.registry import action
from ztui.resources.rows import text_of, value_at
from ztui.services.resolving import resolve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.model import Row
    from ztui.services.session import Session
    from ztui.services.tasks.reads import Reads

__all__ = ["free_numbers", "left_of_plans", "taken_by"]

_WITH_EXTENSION = ("users", "call-queues", "auto-receptionists", "common-areas", "shared-line-groups")


async def left_of_plans(reads: Reads, types: Sequence[str]) -> tuple[list[str], list[str]]:
    """Say how many licences are left of calling plans, and what cannot be had."""
    if not types:
        return [], []
    rows = await reads.maybe(reads.rows("calling-plans"), "The calling plans") or []
    said, problems = [], [f"{each}." for each in reads.failed]
    for wanted in types:
        those = [each for each in rows if text_of(each.get("type")) == text_of(wanted)]
        left = sum(each["available"] for each in those if isinstance(each.get("available"), int))
        name = next((text_of(each.get("name")) for each in those), f"Calling plan {wanted}")
        said.append(f"{name}: {left} left")
        if rows and not those:
            problems.append(f"The account has no calling plan {wanted}.")
        elif rows and left <= 0:
            problems.append(f"No licence of {name} is left; Zoom will refuse it.")
    return said, problems


async def free_numbers(reads: Reads, keys: Sequence[str]) -> tuple[list[Row], list[str]]:
    """Give the numbers that can be given to somebody, and say why others cannot."""
    read = await reads.each([{"id": each} for each in keys], lambda row: reads.get("numbers", text_of(row["id"])))
    needs = action("numbers", "assign-to-user").needs
    assert needs is not None
    judged = [(row, needs(row)) for _, row in read]
    refused = [f"{formatted(row.get('number'))}: {why}." for row, why in judged if why]
    return [row for row, why in judged if not why], [*refused, *(f"{each}." for each in reads.failed)]


async def taken_by(session: Session, site: Row, extension: str) -> list[str]:
    """Say who has an extension of a site already."""
    complete = f"{text_of(value_at(site, 'site_code'))}{extension}"
    found = await resolve(session, _WITH_EXTENSION, complete)
    return [f"Extension {extension} of the site is taken by {each.label}." for each in found.matches
            if each.by == "extension"]  # fmt: skip
