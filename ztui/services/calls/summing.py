"""What callers to be called back, and a caller's story, come to: in words, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core import phone, times
from ztui.core.amounts import counted
from ztui.core.text import display
from ztui.resources.extensions import split_extension
from ztui.services.calls.windows import instant_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ztui.core.text import Display
    from ztui.resources.cells import Viewer
    from ztui.services.calls.story import CallerStory
    from ztui.services.calls.windows import Span
    from ztui.store.calls.callbacks import Callers

__all__ = ["callers_words", "spans_words", "story_lines"]

_LONGEST = 60
_SPANS = 3


def callers_words(found: Callers, *, ascii: bool = False) -> Display:
    """Give how many callers there are, and what was left out, in one line."""
    left = [
        f"{found.withheld:,} withheld" if found.withheld else "",
        f"{found.inside:,} from own extensions" if found.inside else "",
    ]
    others = ", ".join(filter(None, left))
    parts = [
        f"{found.count:,} to be called back, {counted(found.tries, 'missed call')}",
        f"{found.done:,} done with" if found.done else "",
        f"not among them {others}" if others else "",
    ]
    return _joined(parts, ascii=ascii)


def spans_words(missing: Sequence[Span], viewer: Viewer) -> Display:
    """Give spans, newest first, as text from the oldest on; of many the first ones."""
    told = [
        " to ".join(times.moment(instant_of(each), viewer.zone, viewer.now) for each in (first, end - 1))
        for first, end in reversed(missing)
    ]
    more = f" and {len(told) - _SPANS:,} more" if len(told) > _SPANS else ""
    zone = times.zone_name(viewer.now, viewer.zone)
    return display(f"{', '.join(told[:_SPANS])} {zone}{more}")


def story_lines(work: CallerStory, viewer: Viewer) -> list[tuple[Display, Display]]:
    """Give whose story it is, what its calls come to, and what is known of the number, label by label."""
    story, whose = work.story, work.whose
    number = phone.formatted(whose.number) or _extension(whose.subject.extension, viewer)
    who = _joined([number, ", ".join(display(each, longest=_LONGEST) for each in work.names)], ascii=viewer.ascii)
    ways = [f"{story.begun:,} from it" if story.begun else "", f"{story.got:,} to it" if story.got else ""]
    calls = [
        f"{story.calls:,}: {', '.join(filter(None, ways))}" if story.calls else "none is stored",
        f"{story.answered:,} answered" if story.answered else "",
        f"{story.missed:,} missed" if story.missed else "",
        f"{story.voicemails:,} to voicemail" if story.voicemails else "",
        f"{story.recorded:,} recorded" if story.recorded else "",
        f"{times.duration(story.seconds)} in all" if story.seconds else "",
    ]
    told = [
        ("who", who),
        ("calls", _joined(calls, ascii=viewer.ascii)),
        ("when", _when(story.first, story.last, viewer)),
        ("with", _joined((_other(each, viewer) for each in story.others), ascii=viewer.ascii)),
        *((label, display(text)) for label, text in work.known),
    ]
    return [(display(label), display(text)) for label, text in told if text]


def _when(first: int | None, last: int | None, viewer: Viewer) -> str:
    if last is None:
        return ""
    ends = [times.moment(instant_of(each), viewer.zone, viewer.now) for each in (first, last) if each is not None]
    zone = times.zone_name(instant_of(last), viewer.zone)
    if len(ends) < 2 or first == last:
        begun = instant_of(last)
        return f"{times.day(begun, viewer.zone, viewer.now)} at {times.clock(begun, viewer.zone)} {zone}"
    return f"first {ends[0]}, last {ends[1]} {zone}"


def _other(each: tuple[str, str, str, int], viewer: Viewer) -> str:
    name, extension, number, count = each
    shown = _extension(extension, viewer)
    called = f"{name} ({shown})" if name and shown else name or shown or phone.formatted(number) or "withheld"
    return f"{display(called, longest=_LONGEST)} {count:,}"


def _extension(extension: str, viewer: Viewer) -> str:
    splits = (split_extension(extension, form) for form in viewer.sites.values())
    return next((short for code, short in splits if code), extension)


def _joined(parts: Iterable[str], *, ascii: bool) -> Display:
    return display((" - " if ascii else " · ").join(filter(None, parts)))
