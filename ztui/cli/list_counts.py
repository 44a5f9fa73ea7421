"""`ztui list RESOURCE --count-by COLUMN`: how many rows have which value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.cli.counted import facts_of, print_counts
from ztui.cli.output import Form, print_object
from ztui.core.errors import ConfigError
from ztui.services.counters import counter_of
from ztui.services.counting import counted, way_named

if TYPE_CHECKING:
    from ztui.cli.list import Wanted
    from ztui.cli.runtime import Runtime
    from ztui.services.listing import Listing
    from ztui.services.session import Session

__all__ = ["print_list_counts"]

_MOST = 1000


async def print_list_counts(runtime: Runtime, session: Session, listing: Listing, wanted: Wanted) -> None:
    """Count the rows of a list that was read, and print what is wanted of it.

    Raises:
        ConfigError: They are not counted by that.
    """
    way, ground, status = way_named(wanted.resource, wanted.by), listing.ground, listing.status
    try:
        counts = await counted(counter_of(ground), ground.local, way, session.zone, wanted.limit or _MOST)
    except KeyError:
        raise ConfigError(f"These calls are not counted by {wanted.by}.", "Count by hour, weekday or day.") from None
    if wanted.form is Form.JSON:
        about = {"by": wanted.by, "loaded": status.loaded, "total": status.total, "complete": status.complete}
        print_object(about | facts_of(counts, session.viewer()), wanted.form, runtime.stdout)
    else:
        await print_counts(runtime, session, counts, wanted.form)
