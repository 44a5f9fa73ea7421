"""What the resources are called that nobody has declared.

A name is made from the path: the last collection, with the singular of what it is below, and `old-` before what is
deprecated. Where that reads badly, and where there is more to say than a title, the table of `own` has the word.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.resources.derived.lists import list_operations, needed
from ztui.resources.derived.own import OWN
from ztui.resources.derived.words import sentence, singular_of

if TYPE_CHECKING:
    from collections.abc import Set

    from ztui.contract.catalogue import Operation

__all__ = ["OLD", "Named", "Row", "named", "rest_of"]

OLD = "old-"
"""Before the name of what Zoom has deprecated."""
Row = tuple[str, tuple[str, ...], str, tuple[str, ...], bool, str, bool]
"""Name, aliases, title, parents, whether it is deprecated, list operation, whether it lists what one account has."""
_APIS = frozenset({"phone", "number_management", "accounts"})


@dataclass(frozen=True, slots=True)
class Named:
    """What a derived resource is called.

    Attributes:
        name: Kebab-case plural.
        title: In the words of telephony.
        singular: One of them, lower case but for acronyms.
        help: One line, "" where there is nothing to say but the title.
    """

    name: str
    title: str
    singular: str
    help: str


@cache
def named(operation_id: str) -> Named:
    """Give what the resource of a list operation is called."""
    listed = list_operations()[operation_id]
    own = OWN.get(operation_id)
    name = own.name if own is not None and own.name else _by_path(listed)
    if listed.sunset and not name.startswith(OLD):
        name = OLD + name
    title = own.title if own is not None and own.title else sentence(name.removeprefix(OLD))
    singular = own.singular if own is not None and own.singular else _lowered(singular_of(title))
    if name.startswith(OLD):
        title += " (old API)"
    return Named(name, title, singular, own.help if own is not None else "")


def rest_of(claimed: Set[str], taken: Set[str]) -> tuple[Row, ...]:
    """Give what is to be said of every list that nobody has declared, deprecated ones last.

    Args:
        claimed: List operations that are declared.
        taken: Names and aliases that are given away.
    """
    rest = [each for each in list_operations().values() if each.id not in claimed]
    rest.sort(key=lambda each: each.sunset)
    known = {*taken, *(named(each.id).name for each in rest)}
    rows: list[Row] = []
    for each in rest:
        said = named(each.id)
        one = singular_of(said.name)
        aliases = () if one in known else (one,)
        known.update(aliases)
        bound = "accountId" in each.path_params and each.twin is None
        rows.append((said.name, aliases, said.title, needed(each.id), each.sunset, each.id, bound))
    return tuple(rows)


def _lowered(title: str) -> str:
    """Write the beginning of a sentence as it stands within one."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def _by_path(listed: Operation) -> str:
    """Make a name from the path: `/phone/users/{userId}/recordings` gives `user-recordings`."""
    parts = [part for part in listed.path.split("/") if part and part != "{accountId}"]
    while len(parts) > 1 and parts[0] in _APIS:
        parts = parts[1:]
    below = ""
    for place, part in enumerate(parts):
        if part.startswith("{"):
            below = singular_of(parts[place - 1]) if place else part.strip("{}")
            parts = parts[place + 1 :]
            break
    kept = [part for part in parts if not part.startswith("{")]
    return "-".join(filter(None, (below, *kept))).replace("_", "-")
