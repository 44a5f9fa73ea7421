"""Emergency addresses: the default one of every site, further ones, and those of users."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ztui.sim.areas import find
from ztui.sim.areas.rows import Row, Rows, contains, known, site_ref
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.refusals import invalid
from ztui.sim.world.places import COUNTRY_NAMES
from ztui.sim.world.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ztui.sim.world.entities import Site, User
    from ztui.sim.world.system import PhoneSystem

__all__ = [
    "Address",
    "add_address",
    "address_parts",
    "addresses",
    "default_of_user",
    "first_address_id",
    "known_address",
    "site_address_row",
    "user_address_row",
]

_OF_SITE, _OF_USER = 0, 1
_VERIFIED = 4
_LINES = ("address_line1", "address_line2", "city", "state_code", "zip", "country")
_EVERY = 8


class Address(NamedTuple):
    """An emergency address; that of a site's default is the site's own, and its lines are not looked at here."""

    id: str
    site_id: str
    user_id: str
    default: bool
    lines: Mapping[str, str]


def addresses(system: PhoneSystem) -> Table[Address]:
    """Make the table of emergency addresses; of the sites' own it holds only those that were written."""
    return Table(lambda: _make(system))


def _make(system: PhoneSystem) -> Iterator[Address]:
    """Make an address at home for some of the users."""
    dice = system.dice("home address")
    places = {site.id: site for site in system.sites.initial}
    for index, user in enumerate(system.users.initial):
        if index % _EVERY == 0 and user.status == "activate":
            lines = _lines_of(places[user.site_id])
            lines["address_line1"] = f"{dice.word(index) % 900 + 1} Home St"
            yield Address(dice.id(index), user.site_id, user.id, True, lines)


def _lines_of(site: Site) -> dict[str, str]:
    return {
        "address_line1": site.street,
        "city": site.city,
        "state_code": site.state,
        "zip": site.zip,
        "country": site.country,
    }


def _is_site_default(address: Address) -> bool:
    return address.default and not address.user_id


def address_parts(system: PhoneSystem, address: Address) -> dict[str, str]:
    """Give the lines of an address."""
    site = system.site(address.site_id)
    if _is_site_default(address) and site is not None:
        return known(address_line2=address.lines.get("address_line2"), **_lines_of(site))
    return known(**{name: address.lines.get(name) for name in _LINES})


def _site_address(system: PhoneSystem, site: Site) -> Address:
    """Give the default address of a site."""
    written = (each for each in system.part(addresses) if _is_site_default(each) and each.site_id == site.id)
    return next(written, None) or Address(first_address_id(system, site), site.id, "", True, {})


def _default_of_site(system: PhoneSystem, site: Site) -> Address | None:
    """Give the default address of a site; None for one that has none yet."""
    address = _site_address(system, site)
    return None if site.id in system.flaws.bare_sites and address.id not in system.part(addresses) else address


def _status(system: PhoneSystem, address: Address) -> int:
    return system.flaws.addresses.get(address.id, _VERIFIED)


def first_address_id(system: PhoneSystem, site: Site) -> str:
    """Give the id of the address that a site begins with."""
    return system.dice("address", site.id).id(0)


def site_address_row(system: PhoneSystem, site: Site) -> Row:
    """Give the default address of a site as the objects in it repeat it."""
    address = _site_address(system, site)
    return {"id": address.id, **address_parts(system, address)}


def user_address_row(system: PhoneSystem, user: User) -> Row | None:
    """Give the default address of a user, which is that of the site unless there is one of the user's own."""
    for address in system.part(addresses):
        if address.default and address.user_id == user.id:
            return {"id": address.id, **address_parts(system, address)}
    site = system.site(user.site_id)
    return None if site is None or _default_of_site(system, site) is None else site_address_row(system, site)


def _living(system: PhoneSystem) -> Iterator[Address]:
    """Give the addresses of the sites and users that exist."""
    for site in system.sites:
        default = _default_of_site(system, site)
        if default is not None:
            yield default
    for address in system.part(addresses):
        if address.user_id in system.users or (not address.user_id and not address.default):
            yield address


def known_address(system: PhoneSystem, key: str) -> Address | None:
    """Give an address by its id, or None."""
    return next((address for address in _living(system) if address.id == key), None)


def default_of_user(system: PhoneSystem) -> set[str]:
    """Give the ids of the users who have an emergency address of their own."""
    return {address.user_id for address in _living(system) if address.user_id and address.default}


def _row(system: PhoneSystem, address: Address) -> Row:
    """Give an address as lists and details have it."""
    user, site = system.users.get(address.user_id), site_ref(system, address.site_id)
    row = {"id": address.id, "is_default": address.default, "status": _status(system, address)}
    row |= {"level": _OF_USER if user else _OF_SITE, **address_parts(system, address)}
    if user is not None:
        row["owner"] = {"extension_number": user.extension, "id": user.id, "name": user.name}
    return row | ({} if site is None else {"site": site})


@handles("listEmergencyAddresses")
def list_addresses(context: Context) -> Listed:
    """Answer the emergency addresses."""
    system, query = find.system_of(context), context.query
    if query.get("site_id") and query["site_id"] not in system.sites:
        raise Refusal(400, 400, f"Site does not exist: {query['site_id']}.")
    keyword = str(query.get("address_keyword", ""))
    found = (
        address
        for address in _living(system)
        if (not query.get("site_id") or system.site(address.site_id) == system.sites.get(query["site_id"]))
        and query.get("user_id") in (None, "", address.user_id)
        and query.get("level") in (None, _OF_USER if address.user_id else _OF_SITE)
        and query.get("status") in (None, _status(system, address))
        and contains(keyword, *address_parts(system, address).values())
    )
    return Listed(Rows(found, lambda address: _row(system, address)))


@handles("getEmergencyAddress")
def get_address(context: Context) -> Row:
    """Answer one emergency address."""
    return _row(find.system_of(context), _address(context, 400))


def _address(context: Context, code: int) -> Address:
    key = context.path["emergencyAddressId"]
    found = known_address(find.system_of(context), key)
    if found is None:
        raise Refusal(400, code, f"Emergency address does not exist {key}.")
    return found


def add_address(system: PhoneSystem, site_id: str, user_id: str, lines: Mapping[str, Any]) -> Address:
    """Add an address that is no default."""
    kept = {name: str(lines[name]) for name in _LINES if name in lines}
    address = Address(system.new_id(), site_id, user_id, False, kept)
    system.part(addresses).put(address)
    return address


@handles("addEmergencyAddress")
def create_address(context: Context) -> Row:
    """Add an emergency address for a user or a site, the first one without either."""
    system, body = find.system_of(context), context.body
    user, site_id = None, body.get("site_id") or next(iter(system.sites)).id
    if body.get("user_id"):
        user = system.user(body["user_id"])
        if user is None:
            raise invalid("user_id", f"User does not exist: {body['user_id']}.")
        site_id = user.site_id
    elif site_id not in system.sites:
        raise invalid("site_id", f"Site does not exist: {site_id}.")
    address = add_address(system, site_id, user.id if user else "", body)
    if body.get("is_default"):
        address = _made_default(system, address)
    row = _row(system, address)
    if "owner" in row:
        row["owner"] |= {"extension_number": str(row["owner"]["extension_number"])}
    return row


def _made_default(system: PhoneSystem, address: Address) -> Address:
    """Make an address the default of its user or site in the place of the one before."""
    table = system.part(addresses)
    lines = address_parts(system, address)
    for other in list(_living(system)):
        if other.default and (other.site_id, other.user_id) == (address.site_id, address.user_id):
            table.put(other._replace(default=False, lines=address_parts(system, other)))
    made = address._replace(default=True, lines=lines)
    table.put(made)
    _write_site(system, made, lines)
    return made


def _write_site(system: PhoneSystem, address: Address, lines: Mapping[str, str]) -> None:
    """Let the lines of a site's default address be those of the site."""
    site = system.site(address.site_id)
    if site is None or not _is_site_default(address):
        return
    names = {"address_line1": "street", "city": "city", "state_code": "state", "zip": "zip", "country": "country"}
    changes: dict[str, Any] = {field: lines.get(name, "") for name, field in names.items()}
    changes["country_name"] = COUNTRY_NAMES.get(changes["country"], changes["country"])
    system.sites.put(site._replace(**changes))


@handles("updateEmergencyAddress")
def update_address(context: Context) -> Row:
    """Change an emergency address; a default one stays it until another takes its place."""
    system, body = find.system_of(context), context.body or {}
    address = _address(context, 300)
    lines = {**address_parts(system, address), **{name: body[name] for name in _LINES if name in body}}
    address = address._replace(lines=lines)
    system.flaws.addresses.pop(address.id, None)
    system.part(addresses).put(address)
    _write_site(system, address, lines)
    if body.get("is_default") and not address.default:
        address = _made_default(system, address)
    return _row(system, address)


@handles("deleteEmergencyAddress")
def delete_address(context: Context) -> None:
    """Delete an emergency address; a site keeps its default one."""
    address = _address(context, 300)
    if _is_site_default(address):
        raise invalid("emergencyAddressId", "The default emergency address of a site cannot be deleted.")
    find.system_of(context).part(addresses).remove(address.id)
