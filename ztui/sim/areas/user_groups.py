"""User groups: every site has one, with the users of the site, as the `group_id` of call history says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.sim.areas import find
from ztui.sim.handling import Refusal

if TYPE_CHECKING:
    from ztui.sim.handling import Context
    from ztui.sim.world.entities import User
    from ztui.sim.world.system import PhoneSystem

__all__ = ["group", "group_of", "groups"]


def groups(system: PhoneSystem) -> dict[str, str]:
    """Give the names of the groups by id."""
    return {f"{site.name} users": f"{site.name} users" for site in system.sites}


def group(context: Context) -> str:
    """Give the id of the group of the path.

    Raises:
        Refusal: 404/2040 when there is none.
    """
    key = context.path["groupId"]
    if key not in groups(find.system_of(context)):
        raise Refusal(404, 2040, f"User group does not exist: {key}.")
    return key


def group_of(context: Context, user: User) -> str:
    """Give the id of the group that a user is in, "" without one."""
    site = find.system_of(context).sites.get(user.site_id)
    return f"{site.name} users" if site is not None else ""
