"""`ztui list call-history --of OWNER`: calls of a queue, user, site or number, direct ones or those through it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ztui.cli.named import kinded
from ztui.core.errors import ConfigError
from ztui.services.calls.owned import calls_of
from ztui.services.resolving import one

if TYPE_CHECKING:
    from ztui.cli.runtime import Runtime
    from ztui.services.session import Session
    from ztui.services.view import View

__all__ = ["owned_view"]

_OWNERS: Final = (
    "call-queues",
    "users",
    "auto-receptionists",
    "shared-line-groups",
    "common-areas",
    "numbers",
    "sites",
)


async def owned_view(runtime: Runtime, session: Session, view: View, text: str, *, through: bool) -> View:
    """Give a view of the calls of an owner, and say on stderr in which sense they are its.

    Args:
        runtime: Where it is said.
        session: In whose account the owner is looked for.
        view: What else is asked for.
        text: The owner as people name it: `queue:Support`, `ext 8200`, an e-mail address, a number, an id.
        through: Those through it, as Zoom finds them, instead of those that name it.

    Raises:
        ConfigError: Another list has no owners, or the owner has no calls.
        NotFound: There is no such owner.
        Ambiguous: There are several.
    """
    if view.resource != "call-history":
        raise ConfigError("--of is for the list of calls.", "Use --where for other lists.")
    match = await one(session, *kinded(_OWNERS, text))
    owned = calls_of(match.resource, match.row, session.viewer())
    if owned is None:
        raise ConfigError(f"'{text}' names nothing that calls are of.", "It has no extension and no number.")
    runtime.stderr.write(f"ztui: {owned.owner}, {owned.through_words if through else owned.direct_words}.\n")
    if through:
        return replace(view, query=(*view.query, *owned.through))
    return replace(view, filter=f"{owned.filter} {view.filter}".strip())
