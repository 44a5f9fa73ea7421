"""What the app learns beside its first rows: how sites write extensions, sub accounts, and what the user must know."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Final

from ztui.ui.accounts import has_sub_accounts, stored_names

if TYPE_CHECKING:
    from ztui.services.session import Session
    from ztui.ui.app import ZtuiApp

__all__ = ["Learning"]

_BRIEFLY: Final = 0.3
"""Seconds that what the rows are written with is waited for."""


class Learning:
    """What was learnt, and what is still to be; each is asked for once for each session.

    Args:
        app: The app.

    Attributes:
        account_names: Names of sub accounts, as far as they are stored.
        no_sub_accounts: It is known that there are none.
        knows_edits: What is known of edits was imported, so that the line of keys can tell of them.
    """

    def __init__(self, app: ZtuiApp) -> None:
        self._app = app
        self.account_names: tuple[str, ...] = ()
        self.no_sub_accounts = False
        self.knows_edits = False
        self._learnt: set[int] = set()
        self._recalled: set[int] = set()
        self._told: set[int] = set()

    async def recall_sites(self, session: Session) -> None:
        """Know from what is stored how sites write extensions before rows are painted, which would change else.

        Briefly: a store that is slow keeps no rows from the screen.
        """
        if id(session) not in self._recalled:
            self._recalled.add(id(session))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_BRIEFLY):
                    if await session.learn_sites(ask=False):
                        self._app.house_screen.look_again()

    def look_at_cache(self, session: Session) -> None:
        """Say that what was stored was damaged: nothing else shows it but that rows are missing."""
        if session.cache.was_damaged and id(session) not in self._told:
            self._told.add(id(session))
            self._app.tell_standing("What was stored was damaged, and is made anew: lists are read again.", "warn")

    async def learn(self, session: Session) -> None:
        """Learn, once the first rows are shown, what all screens of a session make use of.

        That is how sites write their extensions, and whether there are sub accounts: a request each, if not stored.
        """
        app = self._app
        if not self.knows_edits:
            from ztui.ui.screens.edited import learn_edits

            await learn_edits()
            self.knows_edits = True
            app.house_screen.show_frame()
            self._load_ahead()
        if id(session) in self._learnt:
            return
        self._learnt.add(id(session))
        if await session.learn_sites():
            app.house_screen.look_again()
        if not session.account.id:
            self.no_sub_accounts = not await has_sub_accounts(session)
            self.account_names = await stored_names(session)
            app.house_screen.show_frame()
        self._tell_of_clock(session)
        await self._tell_of_unfinished(session)

    def _load_ahead(self) -> None:
        """Load what other screens need while nobody waits for it; without a terminal nobody ever does."""
        if not self._app.is_headless:
            from ztui.ui.preloading import load_ahead

            self._app.work(load_ahead(self._app))

    def _tell_of_clock(self, session: Session) -> None:
        """Say that this machine's clock is wrong."""
        from ztui.services.profiles.skew import SKEW_HINT, told_skew

        skew = told_skew(session.client.requests.ahead)
        if skew:
            self._app.house_screen.say(f"{skew} {SKEW_HINT}", "warn")

    async def _tell_of_unfinished(self, session: Session) -> None:
        """Say that changes were cut or got no answer; where nothing was ever written, nothing is imported."""
        if session.journal is None or not session.journal.path.exists():
            return
        from ztui.services.changes.questions import told_unfinished

        told = await told_unfinished(session)
        if told:
            self._app.tell_standing(f"{told} See :unfinished.", "warn")
