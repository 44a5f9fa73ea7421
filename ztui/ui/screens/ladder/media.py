"""What a call keeps, to be saved: its recordings, what was said in them, its voicemails."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ztui.resources.registry import resource
from ztui.services.calls.media import (
    RECORDINGS,
    VOICEMAILS,
    cost_of,
    has_recording,
    has_voicemail,
    recordings_of,
    voicemails_of,
)
from ztui.ui.screens.saving import Offer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from ztui.services.calls.ladder import Ladder
    from ztui.services.session import Session
    from ztui.services.view import ListedRow

    Read = Callable[[Session, Ladder], Awaitable[Sequence[ListedRow]]]

__all__ = ["kept_by", "offers_of_call"]


def kept_by(ladder: Ladder) -> list[tuple[str, Read]]:
    """Give what a call keeps: the name of the resource, and what reads it."""
    found: list[tuple[str, Read]] = []
    found += [(RECORDINGS, recordings_of)] if has_recording(ladder) else []
    found += [(VOICEMAILS, voicemails_of)] if has_voicemail(ladder) else []
    return found


def offers_of_call(session: Session, ladder: Ladder) -> list[Offer]:
    """Give the files of all recordings and voicemails of a call; one is read when it is saved."""
    return [
        Offer(resource(name), (), file.name, partial(read, session, ladder), cost_of(name, ladder))
        for name, read in kept_by(ladder)
        for file in resource(name).files
    ]
