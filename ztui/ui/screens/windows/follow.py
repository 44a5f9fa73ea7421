"""Following the list of calls on the screen: new calls appear at its top, at a pace whose cost was told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError, ZtuiError
from ztui.services.calls.follow import USUAL, Follow
from ztui.services.calls.sync import Sync
from ztui.services.calls.turns import Busy
from ztui.services.calls.views import can_be_stored, span_of
from ztui.ui.keys import shown_key
from ztui.ui.screens.windows.show import calls_screen

if TYPE_CHECKING:
    from ztui.services.session import Session
    from ztui.services.view import View
    from ztui.ui.app import ZtuiApp
    from ztui.ui.screens.list import ListScreen

__all__ = ["Following", "follow_calls", "toggle_follow"]

_DAY = timedelta(days=1)
_OFF = frozenset({"off", "stop", "no"})


class Following:
    """One list that is followed, as long as it is shown; a screen or a box over it makes it pause."""

    def __init__(self, screen: ListScreen, work: Follow) -> None:
        """Take the screen and what looks for calls."""
        self.work = work
        self._screen = screen
        self._timer = screen.set_interval(work.every, self._due)

    @property
    def words(self) -> str:
        """Give what the header says."""
        return f"FOLLOW {self.work.every:g} s"

    def end(self) -> None:
        """Look no more."""
        self._timer.stop()
        if self._screen.following is self:
            self._screen.following = None
        self._screen.show_frame()

    def _due(self) -> None:
        screen = self._screen
        if screen.is_current and not screen.busy("calls-follow"):
            screen.start(self.look(), "calls-follow")

    async def look(self) -> None:
        """Look once and show what came; what goes wrong ends the following, and is said."""
        screen, pane = self._screen, self._screen.pane
        if pane is None or screen.following is not self:
            return
        if "to" in dict(pane.view.query):
            self.end()
            screen.say("Following stopped: this window has an end.", "warn")
            return
        try:
            is_first = self.work.looked_at is None
            if await self.work.look_patiently() or is_first:
                await screen.session.listings.look_at_calls()
        except ZtuiError as error:
            self.end()
            if not error.message.startswith("Following stopped"):
                error.message = f"Following stopped: {error.message}"
            screen.fail(error)
            return
        screen.show_frame()
        await screen.house.update_quota()


def toggle_follow(app: ZtuiApp, screen: ListScreen) -> None:
    """Follow the list of calls that is shown, or stop it."""
    app.work(follow_calls(app, "off" if screen.following is not None else ""))


async def follow_calls(app: ZtuiApp, text: str) -> None:
    """Follow the list of calls that is shown.

    Args:
        app: The app.
        text: The pace in seconds, "" for the usual one, `off` to stop.

    Raises:
        ConfigError: There is no list of calls, it cannot be followed, or the pace cannot be.
        ZtuiError: What the list lacks up to now cannot be fetched.
    """
    screen = calls_screen(app)
    if screen is None or screen.pane is None:
        raise ConfigError("Only a list of calls can be followed.", "1 shows it.")
    if text.casefold() in _OFF:
        if screen.following is not None:
            screen.following.end()
        screen.say("Not following.")
        return
    session, view = screen.session, _open_end(screen.pane.view, screen)
    work = Follow(session.client, session.calls, session.clock, _pace(text))
    await _fetch_to_now(session, view)
    if screen.following is not None:
        screen.following.end()
    screen.show_view(view)
    screen.following = Following(screen, work)
    key = shown_key("follow", app.keymap_in_use)
    screen.say(f"Following every {work.every:g} s: {await work.cost()}. {key} ends it.")
    await screen.following.look()


def _pace(text: str) -> float:
    try:
        return float(text.removesuffix("s")) if text else USUAL
    except ValueError:
        raise ConfigError(f"'{text}' is no number of seconds.", "Write :follow 10, or :follow off.") from None


def _open_end(view: View, screen: ListScreen) -> View:
    """Give the view without an end: up to now, whenever that is.

    Raises:
        ConfigError: Zoom filters it, or the session is offline.
    """
    session = screen.session
    if session.offline:
        raise ConfigError("This session is offline: no calls can be followed.")
    pane = screen.pane
    if pane is not None and not can_be_stored(pane.resource, view):
        raise ConfigError("Calls that Zoom filters cannot be followed.", "f takes its filters away, / filters instead.")
    begin = dict(view.query).get("from") or f"{session.clock.now() - _DAY:%Y-%m-%dT%H:%M:%SZ}"
    return replace(view, query=(("from", begin),))


async def _fetch_to_now(session: Session, view: View) -> None:
    """Fetch what is missing of the list, so that what comes is all that is new.

    Raises:
        ConfigError: That costs more than the profile lets pass without being asked for.
    """
    span = span_of("accountCallHistory", view.query, session.clock.now())
    if span is None:
        raise ConfigError("This window cannot be followed.", "f changes it.")
    work = Sync(session.client, session.calls, session.clock, span)
    try:
        cost = await work.look()
        if cost.percent > session.profile.sync_ask_percent:
            raise ConfigError(
                f"Much of this window is not stored yet: {cost}.", ":sync fetches it, or take a shorter one."
            )
        if cost.requests:
            await work.run()
    except Busy:
        pass  # what another sync fetches shows as it comes
    finally:
        await work.close()
