"""Following the list of calls on the screen: new calls appear at its top, at a pace whose cost was told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError, ZtuiError
from ztui.core.times import api_text
from ztui.services.calls.follow import PASSING, USUAL, Follow
from ztui.services.calls.sync import Sync
from ztui.services.calls.turns import Busy
from ztui.services.calls.views import can_be_stored, span_of
from ztui.services.saved.relative import query_of, window_of
from ztui.ui.keys import shown_key
from ztui.ui.screens.windows.show import calls_screen

if TYPE_CHECKING:
    from ztui.services.session import Session
    from ztui.services.view import Pairs, View
    from ztui.ui.app import ZtuiApp
    from ztui.ui.screens.list import ListScreen

__all__ = ["Following", "follow_calls", "toggle_follow"]

_DAY = timedelta(days=1)
_SLOW = 300
"""Seconds between two looks while Zoom fails, at most."""
_OFF = frozenset({"off", "stop", "no"})


class Following:
    """One list that is followed, as long as it is shown; a screen or a box over it makes it pause."""

    def __init__(self, screen: ListScreen, work: Follow, window: str, query: Pairs) -> None:
        """Take the screen, what looks for calls, the window of before as it is kept, and the query that is followed."""
        self.work = work
        self._window = window
        self._query = query
        self._failed = 0
        self._again_at = float("-inf")
        self._screen = screen
        self._timer = screen.set_interval(work.every, self._due)

    @property
    def words(self) -> str:
        """Give what the header says."""
        return f"FOLLOW {self._pace:g} s" + (", Zoom fails" if self._failed else "")

    @property
    def _pace(self) -> float:
        """Give the seconds between two looks: more, the longer Zoom fails."""
        return min(self.work.every * 2**self._failed, max(self.work.every, _SLOW)) if self._failed else self.work.every

    def view(self, view: View) -> View:
        """Give a view with the window that the list had before it was followed, if it is still the one followed."""
        if view.query != self._query:
            return view
        session = self._screen.session
        return replace(view, query=query_of(self._window, session.clock.now(), session.zone))

    def end(self) -> None:
        """Look no more."""
        self._timer.stop()
        if self._screen.following is self:
            self._screen.following = None
        self._screen.show_frame()

    def _due(self) -> None:
        screen = self._screen
        is_due = screen.session.clock.monotonic() >= self._again_at
        if is_due and screen.is_current and not screen.busy("calls-follow"):
            screen.start(self.look(), "calls-follow")

    async def look(self) -> None:
        """Look once and show what came; what goes wrong ends the following, and is said.

        What may be over later is tried again, at a slower pace.
        """
        screen, pane = self._screen, self._screen.pane
        if pane is None or screen.following is not self:
            return
        if "to" in dict(pane.view.query):
            self.end()
            screen.say("Following stopped: this window has an end.", "warn")
            return
        try:
            is_first = self.work.looked_at is None
            if await self.work.look() or is_first or self._failed:
                await screen.session.listings.look_at_calls()
        except PASSING as error:
            self._fail(error)
            return
        except ZtuiError as error:
            self.end()
            await screen.session.listings.look_at_calls()  # they are as old as the last look
            if not error.message.startswith("Following stopped"):
                error.message = f"Following stopped: {error.message}"
            screen.fail(error)
            return
        if self._failed:
            self._failed, self._again_at = 0, float("-inf")
            screen.say("Zoom answers again: following goes on.", "good")
        screen.show_frame()
        await screen.house.update_quota()

    def _fail(self, error: ZtuiError) -> None:
        """Wait longer before the next look; said once, the header goes on telling."""
        self._failed += 1
        self._again_at = self._screen.session.clock.monotonic() + self._pace
        if self._failed == 1:
            self._screen.say(f"{error.message} Following tries again, more slowly.", "warn")
        self._screen.show_frame()


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
            before = screen.following.view(screen.pane.view)
            screen.following.end()
            if before != screen.pane.view:
                screen.show_view(before)
        screen.say("Not following.")
        return
    session, shown = screen.session, screen.pane.view
    if screen.following is not None:
        shown = screen.following.view(shown)
    view = _open_end(shown, screen)
    work = Follow(session.client, session.calls, session.clock, _pace(text))
    await _fetch_to_now(session, view)
    if screen.following is not None:
        screen.following.end()
    screen.show_view(view)
    window = window_of(shown.query, session.clock.now(), session.zone)
    screen.following = Following(screen, work, window, view.query)
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
        raise ConfigError(screen.house.offline_words)
    pane = screen.pane
    if pane is not None and not can_be_stored(pane.resource, view):
        raise ConfigError("Calls that Zoom filters cannot be followed.", "f takes its filters away, / filters instead.")
    begin = dict(view.query).get("from") or api_text(session.clock.now() - _DAY)
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
