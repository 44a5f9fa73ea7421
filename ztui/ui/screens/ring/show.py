"""The doors to where something rings: from a row, an object, or a text that somebody typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core import phone
from ztui.core.errors import ZtuiError
from ztui.core.text import display
from ztui.resources.rows import label_of, text_of, value_at

if TYPE_CHECKING:
    from ztui.resources.model import Resource, Row
    from ztui.services.resolving import Match
    from ztui.services.ring.tree import Start
    from ztui.ui.app import ZtuiApp
    from ztui.ui.editing import Target
    from ztui.ui.screens.base import HouseScreen

__all__ = ["can_ring", "ring_of", "ring_text"]

_RINGABLE = frozenset(
    {"numbers", "users", "call-queues", "auto-receptionists", "shared-line-groups", "common-areas", "sites"}
)
_CALLS = frozenset({"call-history", "user-call-history"})
_NUMBERS = frozenset({"queue-numbers", "auto-receptionist-numbers", "shared-line-group-numbers", "common-area-numbers"})


def can_ring(target: Target | None) -> bool:
    """Tell whether it can be asked of an object where it rings."""
    return target is not None and target.resource.name in _RINGABLE | _CALLS | _NUMBERS


def ring_of(screen: HouseScreen, target: Target | None) -> None:
    """Show where an object rings; of a call, where the side of the account does."""
    from ztui.services.resolving import Match

    if target is None or target.row is None or not target.keys:
        screen.fail(ZtuiError("There is no row here."))
        return
    resource, row, key = target.resource, target.row, target.keys[0]
    if resource.name not in _RINGABLE:
        text = _text(resource, row)
        if text:
            ring_text(screen.house, text)
        else:
            screen.fail(ZtuiError("The row names neither a number nor an extension of the account."))
        return
    begin_at(screen, Match(resource.name, key, label_of(resource, row), "", row))


def begin_at(screen: HouseScreen, match: Match) -> None:
    """Show where a found object rings, or what is known of one that this API does not follow."""
    from ztui.services.ring.ring import start_of

    resource = screen.session.listings.find(match.resource)
    start = start_of(resource, match.row, match.key)
    if start is None:
        screen.fail(ZtuiError(f"The {resource.singular} has no main number, as far as its list says."))
    else:
        _show(screen, match, start)


def ring_text(app: ZtuiApp, text: str) -> None:
    """Show where what a text names rings."""
    here = app.house_screen
    if not text.strip():
        here.fail(ZtuiError("Where does what ring?", "Write :ring and a number, an extension, a name or an id."))
        return
    here.start(_found(here, text), "ring")


async def _found(screen: HouseScreen, text: str) -> None:
    from ztui.services.resolving import Ambiguous
    from ztui.services.ring.asking import Outside, found_start

    screen.show_progress(f"looking for {display(text, longest=40)}")
    try:
        found = await found_start(screen.session, text)
    except Ambiguous as error:
        _choose(screen, text, error.matches)
        return
    finally:
        screen.show_progress("")
    if isinstance(found, Outside):
        from ztui.ui.screens.ring.outside import OutsideScreen

        screen.house.go(OutsideScreen(screen.session, found), screen)
    else:
        _show(screen, *found)


def _choose(screen: HouseScreen, text: str, matches: tuple[Match, ...]) -> None:
    """Let the user say which one is meant."""
    from ztui.resources.registry import resource
    from ztui.ui.modals.choose import Choice, ChooseOne

    choices = [
        Choice(str(at), display(f"{resource(each.resource).singular} {each.label}", longest=60),
               display(each.detail, longest=40))
        for at, each in enumerate(matches)
    ]  # fmt: skip

    def picked(id: str | None) -> None:
        if id is not None:
            begin_at(screen, matches[int(id)])

    screen.app.push_screen(ChooseOne(f"Which '{display(text, longest=30)}'?", choices), picked)


def _show(screen: HouseScreen, match: Match, start: Start) -> None:
    from ztui.ui.screens.ring.screen import RingScreen

    screen.house.go(RingScreen(screen.session, match, start), screen)


def _text(resource: Resource, row: Row) -> str:
    """Give the number or extension of the account that a row is of; of an inbound call that which was called."""
    if resource.name in _NUMBERS:
        return text_of(row.get("number"))
    side = "caller" if row.get("direction") == "outbound" else "callee"
    number = text_of(value_at(row, f"{side}_did_number"))
    extension = text_of(value_at(row, f"{side}_ext_number"))
    return number if phone.is_e164(number) else f"ext {extension}" if extension else number
