"""Opens calls whose legs are given: they are in the store, and the session does not ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.resources.registry import resource
from ztui.store.listings import ListKey

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ztui.ui.app import ZtuiApp

__all__ = ["open_call"]

CALLS = "call-history"


async def open_call(app: ZtuiApp, record: Mapping[str, Any]) -> None:
    """Store a call as its own answer would be, and open it without the network."""
    session = app.session
    session.offline = True
    key = str(record["call_history_uuid"])
    await session.cache.put(ListKey.of(CALLS), session.listings.shape(resource(CALLS)), key, record)
    app.open_object(CALLS, key)
