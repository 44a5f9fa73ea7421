"""The sub accounts of a profile: whether there are any, and which one is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import ApiError, Forbidden, UnknownName
from ztui.core.text import fold
from ztui.resources.registry import resource
from ztui.resources.rows import label_of
from ztui.services.listing import View

if TYPE_CHECKING:
    from ztui.core.errors import ZtuiError
    from ztui.services.listing import ListedRow
    from ztui.services.session import Session

__all__ = ["find_account", "has_sub_accounts", "stored_names"]

MOST = 10_000


async def _listed(session: Session) -> tuple[list[ListedRow], ZtuiError | None]:
    """Give the sub accounts, from Zoom if none are stored, and why they could not be read."""
    listing = session.listings.open(View("accounts"))
    try:
        await listing.load()
        if not listing.status.loaded and not session.offline:
            await listing.refresh()
        return await listing.rows(0, MOST), listing.status.error
    finally:
        await listing.close()


async def has_sub_accounts(session: Session) -> bool:
    """Tell whether the profile's account has sub accounts; where Zoom did not say, or may not, it may have some."""
    rows, error = await _listed(session)
    refused = isinstance(error, ApiError) and 400 <= error.http < 500 and error.http != 429
    refused = refused and not isinstance(error, Forbidden)
    return bool(rows) or session.offline or (error is not None and not refused)


async def stored_names(session: Session) -> tuple[str, ...]:
    """Give the names of the sub accounts that are stored."""
    listing = session.listings.open(View("accounts"))
    try:
        await listing.load()
        rows = await listing.rows(0, MOST)
    finally:
        await listing.close()
    return tuple(sorted(filter(None, (label_of(resource("accounts"), each.row) for each in rows))))


async def find_account(session: Session, wanted: str) -> tuple[str, str]:
    """Find a sub account by its id, its name or how its name begins.

    Args:
        session: The profile's own session.
        wanted: As typed.

    Returns:
        Id and name.

    Raises:
        UnknownName: There is none, or more than one.
    """
    accounts = resource("accounts")
    rows, _error = await _listed(session)
    named = {each.key: label_of(accounts, each.row) for each in rows}
    if wanted in named:
        return wanted, named[wanted]
    folded = fold(wanted)
    for fits in (lambda name: name == folded, lambda name: name.startswith(folded), lambda name: folded in name):
        hits = [(key, name) for key, name in named.items() if fits(fold(name))]
        if len(hits) == 1:
            return hits[0]
    raise UnknownName("sub account", wanted, named.values())
