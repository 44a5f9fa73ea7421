"""What a command prints and a screen shows of a tree: its head, its lines, and what is told beside it."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from ztui.contract.codes import name_of
from ztui.core import phone
from ztui.core.amounts import counted, few
from ztui.core.text import Display, display
from ztui.core.times import age, clock_with_zone, day, day_line, moment, parse_instant
from ztui.resources.rows import text_of
from ztui.services.ring.lines import is_folded_first, ring_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.resources.cells import Viewer
    from ztui.resources.model import Row
    from ztui.services.ring.about import About, CallerIds, LastCalls
    from ztui.services.ring.asking import Outside
    from ztui.services.ring.model import RingTree
    from ztui.services.ring.upward import Lead, Upward

__all__ = ["beside_lines", "head_words", "lost_words", "outside_lines", "report_lines", "way_to"]

_MOST_LEADS = 12
_LONG = 500
_DOTS = {False: " · ", True: " - "}


def head_words(tree: RingTree, viewer: Viewer, *, with_age: bool = True) -> Display:
    """Say for which moment the tree is: `now, Sat 21 Nov 14:05 PST`, and how old what it is made of is."""
    when = f"{day_line(tree.at, viewer.zone, viewer.now)} {clock_with_zone(tree.at, viewer.zone)}"
    old = "" if tree.as_of is None else age((viewer.now - tree.as_of).total_seconds())
    told = f" ({old})" if with_age and old not in ("", "now") else ""
    return display(f"{'now, ' if tree.is_now else ''}{when}{told}")


def report_lines(
    tree: RingTree, beside: About, viewer: Viewer, width: int = 0, *, whole: bool = False
) -> Iterator[Display]:
    """Give everything, line by line.

    Args:
        tree: The tree.
        beside: What is told beside it.
        viewer: For whom.
        width: Cells of the terminal; 0 without one.
        whole: Nothing is folded.
    """
    yield head_words(tree, viewer)
    if tree.lost:
        yield from _wrapped(lost_words(tree), width)
    for each in ring_lines(
        tree, viewer, width, None if whole else lambda node, path, depth: is_folded_first(node, depth)
    ):
        yield display(" ".join(each.text.split()).replace(" ,", ","), longest=_LONG) if viewer.plain else each.text
    for told in beside_lines(beside, viewer):
        yield from _wrapped(told, width)


def _wrapped(told: Display, width: int) -> Iterator[Display]:
    yield from map(Display, wrap(told, width, subsequent_indent="  ") if width > 20 else (told,))


def lost_words(tree: RingTree) -> Display:
    """Say that Zoom could not be asked, so that what is older stands in the tree."""
    return display(f"! {tree.lost}; this is what is stored")


def beside_lines(beside: About, viewer: Viewer) -> Iterator[Display]:
    """Give what is told beside a tree, what matters most first."""
    if beside.upward is not None:
        yield _leads(beside.upward, viewer)
    if beside.callers is not None:
        yield _callers(beside.callers, viewer)
    yield from _calls(beside.calls, viewer)
    if beside.upward is not None and beside.upward.unread:
        yield display(f"not looked through: {_left(beside.upward)}; {way_to(beside.upward)}")


def outside_lines(outside: Outside, beside: About, viewer: Viewer) -> Iterator[Display]:
    """Give what is told of a number that the account does not have."""
    told = [phone.formatted(outside.number), outside.words, outside.country]
    yield display(", ".join(filter(None, told)))
    if outside.missing:
        yield display(f"not read: {', '.join(outside.missing).lower()}; 'ztui index sync' reads them")
    if outside.looked:
        yield display(f"looked through: {outside.looked}")
    yield from _calls(beside.calls, viewer)


def _leads(upward: Upward, viewer: Viewer) -> Display:
    """Say what leads here, by object: `San Jose Main (key 0, closed hours)`."""
    by_name: dict[tuple[str, str], list[str]] = {}
    for each in upward.leads:
        by_name.setdefault((each.resource, each.key), []).append(each.how)
    named = {(each.resource, each.key): each for each in upward.leads}
    told = [_lead(named[key], hows) for key, hows in by_name.items()]
    said = few(told, _MOST_LEADS, _DOTS[viewer.ascii])
    here = f"leads to {display(upward.name, longest=30)}" if upward.name else "leads here"
    return display(f"{here}: {said or 'nothing that is known'}")


def _lead(lead: Lead, hows: list[str]) -> str:
    if lead.how == "number":
        return phone.formatted(display(lead.name))
    return f"{display(lead.name, longest=30)} ({', '.join(hows)})"


def way_to(upward: Upward) -> str:
    """Say how what was not looked through is read, "" if it cannot be.

    Users cost a request each, so their part is named; which extensions common areas have no list of Zoom's tells.
    """
    left = {each.what for each in upward.unread}
    if left - {"users", "common areas"}:
        return "'ztui index sync' reads them"
    if "users" in left:
        return "'ztui index sync --part user-handling' reads the users"
    return "Zoom's lists do not name their extensions"


def _left(upward: Upward) -> str:
    told = []
    for each in upward.unread:
        if each.total is None:
            told.append(f"{each.what} (not read)" if not each.read else f"{each.what} (of the list not all is read)")
        else:
            told.append(f"{each.total - each.read:,} of {each.total:,} {each.what}")
    return ", ".join(told)


def _callers(callers: CallerIds, viewer: Viewer) -> Display:
    is_whole = callers.read >= callers.total > 0
    least = "" if is_whole else ">= " if viewer.ascii else "≥ "
    count = f"{least}{counted(len(callers.users), 'user')}"
    part = "" if is_whole else f" ({callers.read:,} of {callers.total:,} read)"
    return display(f"caller id of: {count}{part}")


def _calls(calls: LastCalls, viewer: Viewer) -> Iterator[Display]:
    if calls.why:
        yield display(f"last calls: {calls.why}; :sync or 'ztui calls sync' fetches them")
        return
    told = _DOTS[viewer.ascii].join(_call(each, viewer) for each in calls.rows)
    stored = ""
    if calls.since is not None and calls.until is not None:
        stored = f" (stored {day(calls.since, viewer.zone, viewer.now)} to {day(calls.until, viewer.zone, viewer.now)})"
    yield display(f"last calls: {told or 'none'}{stored}")


def _call(row: Row, viewer: Viewer) -> str:
    """Give a call in a few words: `13:58 abandoned`, of another day `20 Nov 13:58 abandoned`."""
    instant = parse_instant(row.get("start_time"))
    when = "" if instant is None else moment(instant, viewer.zone, viewer.now)
    if when.count(":") == 2:
        when = when.rpartition(":")[0]
    return f"{when} {name_of('call_result', text_of(row.get('call_result')))}".strip()
