"""Who can be found: the directories that callers reach by a name, and the members of private directories.

Zoom API: each site has its own directory by name, in which everybody of the site is at first; the account's operations
take the site as a parameter. A private directory is of the account, or of a site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.sim.areas import find
from ztui.sim.areas.rows import Row, contains, known, site_ref
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.pairs import Collection
from ztui.sim.refusals import invalid
from ztui.sim.world.entities import Kind, User

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []

_BY_NAME = (Kind.USER, Kind.COMMON_AREA)
_TYPES = {
    Kind.USER: "user",
    Kind.QUEUE: "call_queue",
    Kind.RECEPTIONIST: "auto_receptionist",
    Kind.COMMON_AREA: "common_area",
    Kind.SHARED_LINE: "shared_line_group",
    Kind.ROOM: "zoom_room",
}
_PRIVATE = 4
"""Users who are hidden at first."""


@handles("ListUsersFromDirectory", "ListUsersFromDirectoryBySite")
def list_found(context: Context) -> Listed:
    """Answer who can be found by name in a site, or with `in_directory=false` who cannot."""
    system, site = find.system_of(context), _site(context)
    hidden = _hidden(context, site)
    wanted = context.query.get("in_directory", True)
    people = (each for each in _people(system) if each.site_id == site)
    return Listed([_found(system, each) for each in people if (each.ext_id not in hidden) is wanted])


@handles("AddUsersToDirectory", "AddUsersToDirectoryBySite")
def add_found(context: Context) -> None:
    """Let people of a site be found by name: those named, else all."""
    hidden = _hidden(context, _site(context))
    for key in _extensions(context, (context.body or {}).get("extension_ids")):
        hidden.pop(key, None)


@handles("DeleteUsersFromDirectory", "DeleteUsersFromDirectoryBySite")
def remove_found(context: Context) -> None:
    """Let people no longer be found by name: those named, else everybody of the site."""
    hidden = _hidden(context, _site(context))
    hidden |= dict.fromkeys(_extensions(context, context.query.get("extension_ids")), True)


@handles("listPrivateDirectoryMembers")
def list_private(context: Context) -> Listed:
    """Answer the members of the private directory of the account or a site."""
    system, query = find.system_of(context), context.query
    kept = [(row["extension_id"], row["searchable_on_web_portal"]) for row in _private(context).rows()]
    members = [row for key, searchable in kept if (row := _hidden_row(system, key, searchable)) is not None]
    rows = [row for row in members if query.get("site_id") in (None, row.get("site_id"))]
    names = ("extension_display_name", "extension_email", "extension_number")
    return Listed([row for row in rows if contains(query.get("keyword", ""), *(row.get(name, "") for name in names))])


@handles("addMembersToAPrivateDirectory")
def add_private(context: Context) -> None:
    """Hide extensions from everybody but those who may search for them."""
    _directory_site(context, context.body.get("site_id", ""))
    system, members = find.system_of(context), _private(context)
    rows = []
    for place, each in enumerate(context.body["members"]):
        row = _hidden_row(system, each["extension_id"], each["searchable_on_web_portal"])
        if row is None:
            field = f"members[{place}].extension_id"
            raise invalid(field, f"Extension does not exist: {each['extension_id']}.")
        rows.append(row)
    for row in rows:
        members.create(row, row["extension_id"])


@handles("updateAPrivateDirectoryMember")
def update_private(context: Context) -> None:
    """Change who may search for an extension."""
    members = _private(context)
    key = _member(context, members, context.body.get("site_id", ""))
    members.update(key, {"searchable_on_web_portal": context.body["searchable_on_web_portal"]})


@handles("removeAMemberFromAPrivateDirectory")
def remove_private(context: Context) -> None:
    """Let an extension be seen by everybody again."""
    members = _private(context)
    members.remove(_member(context, members, context.query.get("site_id", "")))


def _site(context: Context) -> str:
    """Give the id of the site whose directory is meant."""
    key = context.path.get("siteId") or context.query.get("site_id") or (context.body or {}).get("site_id", "")
    if key not in find.system_of(context).sites:
        raise invalid("site_id", f"Site does not exist: {key}.")
    return str(key)


def _hidden(context: Context, site: str) -> dict[str, Any]:
    """Give the extensions of a site that cannot be found by name; it is the mapping that is kept."""
    return find.system_of(context).settings.setdefault(("not by name", site), {})


def _people(system: PhoneSystem) -> Iterator[Any]:
    return (each for kind, table in system.tables() if kind in _BY_NAME for each in table)


def _found(system: PhoneSystem, thing: Any) -> Row:
    return known(
        extension_id=thing.ext_id,
        display_name=thing.name,
        email=thing.email if isinstance(thing, User) else "",
        extension_number=str(thing.extension),
        site=site_ref(system, thing.site_id),
    )


def _extensions(context: Context, asked: list[str] | None) -> list[str]:
    """Give the extensions that are named, all of the site when none is."""
    system, site = find.system_of(context), _site(context)
    own = {each.ext_id for each in _people(system) if each.site_id == site}
    wrong = [key for key in asked or () if key not in own]
    if wrong:
        raise invalid("extension_ids", f"Nobody of the site has the extension id {wrong[0]}.")
    return sorted(own) if asked is None else asked


def _private(context: Context) -> Collection:
    system = find.system_of(context)

    def base() -> Iterator[Row]:
        for user in system.users.initial[3 : 3 + _PRIVATE]:
            row = _hidden_row(system, user.ext_id, "admins_only")
            if row is not None:
                yield row

    return Collection(context, "listPrivateDirectoryMembers", [], base=base)


def _hidden_row(system: PhoneSystem, ext_id: str, searchable: str) -> Row | None:
    """Give an extension as a member of a private directory, None for one that cannot be."""
    held = system.extension(ext_id)
    if held is None or held.kind not in _TYPES:
        return None
    thing = held.thing
    site = system.sites.get(thing.site_id)
    return known(
        extension_id=ext_id,
        extension_type=_TYPES[held.kind],
        extension_number=thing.extension,
        extension_display_name=thing.name,
        extension_email=thing.email if isinstance(thing, User) else "",
        searchable_on_web_portal=searchable,
        site_id=thing.site_id,
        site_name=site.name if site is not None else "",
    )


def _directory_site(context: Context, key: str) -> None:
    if key and key not in find.system_of(context).sites:
        raise Refusal(400, 8001, f"Site does not exist: {key}.")


def _member(context: Context, members: Collection, site: str) -> str:
    """Give the extension of the path, which has to be a member.

    Raises:
        Refusal: 400/8001 for a site that there is not, 404/404 otherwise.
    """
    _directory_site(context, site)
    key = context.path["extensionId"]
    if find.system_of(context).extension(key) is None:
        raise Refusal(404, 404, f"Extension does not exist: {key}.")
    row = members.get(key)
    if row is None or site not in ("", row.get("site_id")):
        raise Refusal(404, 404, f"Extension does not exist in the private directory: {key}.")
    return key
