r"""The language of `/`: what is typed becomes terms that the store understands.

    ann brück           rows that have both words, in any column of names, numbers, extensions and statuses
    "ann brück"         the words as they stand; \\" is a quote
    !voicemail          rows that do not have it
    0188  (415) 555     digits also find numbers that are written in another form
    site:main           the column has it;  site:!main or !site:main  has it not
    status=active       the column is it, as shown or as sent;  site=  has no value;  !=  is not it
    result:voicemail    of fields with a few words a whole one, as sent or as shown (vm); result:"voice" holds it
    duration>60         order of numbers, durations (1:30), extensions and times; also < >= <=
    ext=8200            an extension without its site's code, or the complete number, also as 800-8200
    +1415*  from:*0188  what begins or ends so;  site:*  has a value
    number:0188         a word of the resource's own: either side of a call;  ext:  queue:  alike
    time>12:00          a time of day, or a day (2026-11-20, 20 Nov), month or instant of the viewer's zone; also : =
    after:-7d           began then or later, of calls;  before:yesterday  began before it;  -24h  -2w  -3months  now

Case and accents do not count. All terms must hold. What is in quotes is taken as it stands.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ztui.resources.cells import Viewer
from ztui.services.filters_pieces import FilterError, pieces
from ztui.services.filters_terms import term_of
from ztui.services.sorting import sort_order
from ztui.store.terms import LocalFilter

if TYPE_CHECKING:
    from ztui.resources.model import Resource

__all__ = ["FilterError", "parse", "sort_order"]

_NOBODY = Viewer(UTC, datetime(2026, 1, 1, tzinfo=UTC))


def parse(text: str, resource: Resource, viewer: Viewer | None = None) -> LocalFilter:
    """Read a filter.

    Args:
        text: As typed; "" lets every row pass.
        resource: Whose columns and words it may name.
        viewer: Who typed it: times are those of the viewer's zone, short extensions those of the sites' forms. None
            is somebody in UTC who knows of no site.

    Raises:
        FilterError: A term names no column, has no value, or compares what has no order, a quote is not closed.
    """
    return LocalFilter(tuple(term_of(piece, resource, viewer or _NOBODY) for piece in pieces(text)))
