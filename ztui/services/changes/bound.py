"""Which account a plan, a run and an entry of the journal belong to.

The name of a profile does not tell: other credentials in the environment, or a changed profile, lead the same name to
another account of Zoom's. So what is written keeps whose credentials it was planned with, and where they lead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.zoom.urls import API_URL

if TYPE_CHECKING:
    from ztui.services.session import Session
    from ztui.store.journal import JournalEntry

__all__ = ["OWNER", "is_elsewhere", "is_ours", "owner_of"]

OWNER = "owner"
"""Where a record of the journal, or a kept run, says whose credentials it was planned with."""
_TOKEN = "token-"  # noqa: S105  (how the name begins that stands for an account which nobody named)


def owner_of(session: Session) -> str:
    """Give whose credentials a session uses and where they lead, "" where a token is all that is known of them."""
    name, _, base = session.client.owner.partition(" ")
    return "" if name.startswith(_TOKEN) else f"{name} {base or API_URL}"


def is_ours(session: Session, account: str, owner: object) -> bool:
    """Tell whether something belongs to the account of a session.

    Args:
        session: Who asks.
        account: In the name of which sub account it was planned, "" for the own.
        owner: As `owner_of` gave it then; what is no text, or empty, is not known.
    """
    here = owner_of(session)
    known = isinstance(owner, str) and owner and here
    return account == session.account.id and (not known or owner == here)


def is_elsewhere(session: Session, entry: JournalEntry) -> bool:
    """Tell whether an entry of the journal belongs to another account than a session's."""
    return not is_ours(session, entry.intent.account, entry.plan.get(OWNER))
