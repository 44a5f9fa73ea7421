"""What the box says where there are no results: what to type, what reading the account costs, whose number it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.phone import formatted
from ztui.core.text import display
from ztui.core.times import parse_instant, stamp

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from ztui.services.finding.finder import Findings, IndexState
    from ztui.services.finding.outside import Outside
    from ztui.services.inventory.cost import Cost

__all__ = ["how_to_index", "lacking", "nothing", "outside_lines"]

_NAMED = 2
"""Lists that are named when several are missing."""
_TO_TYPE = (
    "Type the last digits of a number, a piece of a name or an e-mail,",
    "an extension (8200, 800-8200), a MAC address, the beginning of an ID.",
)


def lacking(state: IndexState) -> str:
    """Name the lists that are missing, some of them if they are many; "" if none is."""
    every = [*state.missing, *(f"{each} (in part)" for each in state.partial)]
    more = len(every) - _NAMED
    return ", ".join(every) if more <= 0 else f"{', '.join(every[:_NAMED])} and {more} more"


def nothing(found: Findings, state: IndexState, zone: tzinfo) -> list[str]:
    """Say why there are no results; nothing where nothing was typed and not all is indexed."""
    if found.outside is not None:
        return outside_lines(found.outside, zone, is_sure=state.has_all_numbers)
    if found.text.strip():
        which = "that is indexed " if state.missing else ""
        told = f"Nothing {which}is called so: {display(found.text.strip(), longest=40)}"
        return [told, found.note] if found.note else [told]
    return [] if state.missing else [*_TO_TYPE]


def how_to_index(state: IndexState, cost: Cost | None, *, running: bool, offline: bool) -> Sequence[str]:
    """Say what reading the rest costs, and the key that begins."""
    if running:
        return ("The account is being indexed; results come as it is read.",)
    lines = ["The account is not indexed yet." if state.is_nearly_empty else "Not all is indexed yet."]
    if offline:
        return (*lines, "This session is offline: only what is stored is found.")
    if cost is not None:
        requests, about, time = str(cost).partition(", about ")
        lines.append(f"Reading it costs {requests}{',' if about else '.'}")
        lines += [f"about {time}."] if about else []
        if cost.unknown:
            lines.append("Then come 2 for each queue and group, 4 for each auto receptionist.")
        lines.append("None of them draws from the day's pot of heavy requests.")
    return (*lines, "", "ctrl+r begins; :index shows how far it is, and stops it.")


def outside_lines(told: Outside, zone: tzinfo, *, is_sure: bool = True) -> list[str]:
    """Tell of a number that nobody in the account has."""
    country = f"{told.country_name} ({told.country})" if told.country_name else told.country
    said = "is not a number of this account" if is_sure else "is not found, but not all numbers were read"
    lines = [f"{formatted(told.number)} {said}.", f"Country: {country or 'unknown'}", ""]
    if not told.searched:
        return [*lines, "No calls are stored: :sync fetches them."]
    if not told.calls:
        return [*lines, "No stored call is from or to it."]
    return [*lines, "Latest stored calls:", *(_call(each, told.number, zone) for each in told.calls)]


def _call(call: Any, number: str, zone: tzinfo) -> str:
    came = call.get("caller_did_number") == number
    other = call.get("callee_name" if came else "caller_name") or "somebody"
    instant = parse_instant(call.get("start_time"))
    when = stamp(instant, zone) if instant is not None else ""
    way = "from it to" if came else "to it from"
    return f"  {when}  {way} {display(other, longest=30)}  {display(call.get('call_result'))}".rstrip()
