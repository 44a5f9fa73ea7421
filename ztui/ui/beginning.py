"""The screen that the app begins with: the list that was cut, what the start command shows, or the first area."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.errors import ZtuiError
from ztui.core.text import display
from ztui.resources.registry import resource
from ztui.ui.screens.base import HouseScreen

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence

    from ztui.services.session import Session
    from ztui.ui.app import ZtuiApp

__all__ = ["WaitingScreen", "first_screen", "until_shown"]


class WaitingScreen(HouseScreen):
    """Stands until it is known which account is meant; nothing of another one is read and shown meanwhile.

    Args:
        session: The profile's own.
        account: What was typed or kept of the account.
    """

    def __init__(self, session: Session, account: str) -> None:
        super().__init__(session)
        self.account = account

    def crumbs(self) -> Sequence[str]:
        """Give the account that is looked for."""
        return (f"Looking for the account {display(self.account, longest=40)}",)


def first_screen(app: ZtuiApp, text: str) -> tuple[HouseScreen, bool]:
    """Make the screen to begin with.

    Args:
        app: The app, which has no screen yet.
        text: The start command, "" for none.

    Returns:
        The screen, and whether it is what the command shows: if not, the command is still to be obeyed.
    """
    last = app.resuming.first_screen()
    if last is not None:
        return last, False
    if app.resuming.other_account:
        return WaitingScreen(app.session, app.resuming.other_account), False
    shown = _shown_by(app, text) if text.strip() else None
    if shown is not None:
        return shown, not isinstance(shown, WaitingScreen)
    return app.root(app.areas[0].key), False


async def until_shown(app: ZtuiApp, work: Coroutine[Any, Any, None]) -> None:
    """Do what leads on from the first screen; where it does not lead on, the first area is shown."""
    try:
        await work
    finally:
        if isinstance(app.house_screen, WaitingScreen) and not app.is_leaving:
            await app.begin_anew(app.session)


def _shown_by(app: ZtuiApp, text: str) -> HouseScreen | None:
    """Make the screen that a line shows; None where it does something else, or is wrong: obeying it tells."""
    start = text.strip().casefold()
    area = next((each for each in app.areas if start in (each.resource, *resource(each.resource).aliases)), None)
    if area is not None:
        return app.root(area.key)
    from ztui.ui.commands.named import account_of, screen_shown

    try:
        account = account_of(text)
        return WaitingScreen(app.session, account) if account else screen_shown(app, text)
    except ZtuiError:
        return None
