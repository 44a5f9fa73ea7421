"""From the ids of a request to the objects of the world, or to the refusal that is documented for their absence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.sim.handling import Context, Refusal
from ztui.sim.refusals import missing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ztui.sim.world.entities import CommonArea, Number, Queue, Receptionist, SharedLine, Site, User
    from ztui.sim.world.system import PhoneSystem

__all__ = [
    "common_area",
    "numbers_in",
    "queue",
    "receptionist",
    "shared_line",
    "site",
    "site_of",
    "system_of",
    "user",
]


def system_of(context: Context) -> PhoneSystem:
    """Give the phone system of the acting account."""
    return context.world.system(context.account)


def user(context: Context) -> User:
    """Give the user of the path, by id or e-mail; `me` is refused, since a server-to-server app has no user."""
    key = context.path["userId"]
    found = system_of(context).user(key)
    if found is None:
        raise Refusal(404, 1001, f"User does not exist: {key}.")
    return found


def queue(context: Context, http: int = 400, code: int | None = 300) -> Queue:
    """Give the queue of the path, or refuse with what this operation documents."""
    key = context.path["callQueueId"]
    found = system_of(context).queues.get(key)
    if found is None:
        text = "The Call Queue does not exist, callQueueId:" if code == 13000 else "The group does not exist, groupId:"
        raise Refusal(http, code, f"{text}{key}.")
    return found


def receptionist(context: Context, http: int = 400, code: int = 400) -> Receptionist:
    """Give the auto receptionist of the path, or refuse."""
    key = context.path["autoReceptionistId"]
    found = system_of(context).receptionists.get(key)
    if found is None:
        raise Refusal(http, code, f"Auto Receptionist does not exist: {key}.")
    return found


def common_area(context: Context, http: int = 400, code: int = 404) -> CommonArea:
    """Give the common area of the path, or refuse."""
    key = context.path["commonAreaId"]
    found = system_of(context).common_areas.get(key)
    if found is None:
        raise Refusal(http, code, f"Common area does not exist: {key}.")
    return found


def shared_line(context: Context) -> SharedLine:
    """Give the shared line group of the path, or refuse."""
    key = context.path.get("slgId") or context.path["sharedLineGroupId"]
    found = system_of(context).shared_lines.get(key)
    if found is None:
        raise missing(context, f"Shared line group does not exist: {key}.")
    return found


def site(context: Context) -> Site:
    """Give the site of the path, or refuse."""
    key = context.path["siteId"]
    found = system_of(context).sites.get(key)
    if found is None:
        raise Refusal(400, 400, "Site does not exist.")
    return found


def site_of(context: Context, site_id: str, http: int = 400, code: int | str | None = 300) -> Site:
    """Give a site that a body names, or refuse with this status and code."""
    found = system_of(context).sites.get(site_id)
    if found is None:
        raise Refusal(http, code, "Site does not exist.")
    return found


def numbers_in(context: Context, asked: Sequence[Mapping[str, Any]], absent: Refusal, taken: Refusal) -> list[Number]:
    """Give the numbers of `{id, number}` references, either of which may be left out; one that comes again counts once.

    Raises:
        Refusal: `absent` for a number that is not the account's, `taken` for one that has an owner or is pending.
    """
    system = system_of(context)
    found: list[Number] = []
    for each in asked:
        number = system.numbers.get(str(each.get("id", ""))) or system.number_by_e164(str(each.get("number", "")))
        if number is None or number.product != "ZOOM_PHONE":
            raise absent
        if number.owner is not None or number.status == "Pending":
            raise taken
        if number not in found:
            found.append(number)
    return found
