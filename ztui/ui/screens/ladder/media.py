"""What a call keeps, to be saved: its recordings, what was said in them, its voicemails."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ztui.resources.registry import resource
from ztui.services.calls.media import RECORDINGS, VOICEMAILS, recordings_of, voicemails_of
from ztui.ui.screens.saving import Offer

if TYPE_CHECKING:
    from ztui.services.calls.ladder import Ladder
    from ztui.services.session import Session

__all__ = ["offers_of_call"]


def offers_of_call(session: Session, ladder: Ladder) -> list[Offer]:
    """Give the files of all recordings and voicemails that the legs name; one is read when it is saved."""
    offers: list[Offer] = []
    for name, read, has in (
        (RECORDINGS, recordings_of, any(leg.recording for leg in ladder.legs)),
        (VOICEMAILS, voicemails_of, any(leg.voicemail for leg in ladder.legs)),
    ):
        known = resource(name)
        offers += [Offer(known, (), file.name, partial(read, session, ladder)) for file in known.files if has]
    return offers
