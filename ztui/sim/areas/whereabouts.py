"""Emergency services of the dashboard: who has an address, and where users and phones are now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ztui.sim.areas import find
from ztui.sim.areas.emergency_addresses import default_of_user
from ztui.sim.areas.location_checks import mac_of
from ztui.sim.areas.locations import Location, location_address, locations
from ztui.sim.areas.rows import Row, Rows, contains, known, site_ref
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.world.dice import chance, pick
from ztui.sim.world.entities import Device, Kind, User

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []

_PLATFORMS = ("win", "mac", "ios", "android")
_REASONS = (1, 2, 3, 4, 5)
_COMPANY, _PERSONAL, _UNKNOWN = "company", "personal", "unknown"


def _check_site(context: Context) -> None:
    site = context.query.get("site_id")
    if site and site not in find.system_of(context).sites:
        raise Refusal(400, 8001, "Site does not exist.")


def _users(context: Context) -> list[User]:
    """Give the active users that the query leaves."""
    _check_site(context)
    query = context.query
    keyword = str(query.get("keyword", ""))
    return [
        user
        for user in find.system_of(context).users
        if user.status == "activate"
        and query.get("site_id") in (None, "", user.site_id)
        and contains(keyword, user.name, user.email, user.extension)
    ]


def _user_row(system: PhoneSystem, user: User) -> Row:
    site = site_ref(system, user.site_id) or {}
    return known(
        email=user.email,
        user_display_name=user.name,
        extension_id=user.ext_id,
        extension_number=user.extension,
        site_id=site.get("id"),
        site_name=site.get("name"),
    )


def _words(system: PhoneSystem, key: str) -> Sequence[int]:
    """Give the randomness of somebody or something, by its id."""
    return system.dice("whereabouts", key).words(0)


def _by_status(context: Context, good: str, is_good: Callable[[User], bool]) -> Listed:
    """Answer the users of the status that is asked for."""
    system, wanted = find.system_of(context), context.query["status"]
    found = [user for user in _users(context) if is_good(user) is (wanted == good)]
    return Listed(Rows(found, lambda user: _user_row(system, user) | {"status": wanted}))


@handles("listUserDefaultEmergencyAddress")
def list_addressed(context: Context) -> Listed:
    """Answer the users who have a default emergency address of their own, or those who have none."""
    having = default_of_user(find.system_of(context))
    return _by_status(context, "set", lambda user: user.id in having)


@handles("listUserDetectablePersonalLocation")
def list_detectable(context: Context) -> Listed:
    """Answer the users whose place can be told when they are elsewhere, or the others."""
    system = find.system_of(context)
    return _by_status(context, "set", lambda user: chance(_words(system, user.id)[0], 0.4))


def _nomadic(system: PhoneSystem, user: User) -> bool:
    return chance(_words(system, user.id)[1], 0.8)


@handles("listUserNomadicEmergencyServices")
def list_nomadic(context: Context) -> Listed:
    """Answer the users who can call for help from wherever they are, or those who cannot and why."""
    system, wanted = find.system_of(context), context.query["status"]
    found = [user for user in _users(context) if _nomadic(system, user) is (wanted == "enabled")]

    def row(user: User) -> Row:
        made = _user_row(system, user) | {"status": wanted}
        reason = {"reason_for_disabling": pick(_words(system, user.id)[2], _REASONS)}
        return made | (reason if wanted == "disabled" else {})

    return Listed(Rows(found, row))


@handles("listUserLocationSharingPermission")
def list_permissions(context: Context) -> Listed:
    """Answer the users with the programs that they use, and whether each may tell where it is."""
    system = find.system_of(context)

    def row(user: User) -> Row:
        words = _words(system, user.id)
        devices = [
            {
                "last_seen_time": int((system.now.timestamp() - words[4 + turn] % 900_000) * 1000),
                "location_sharing": "allowed" if chance(words[6 + turn], 0.7) else "disallowed",
                "platform": _PLATFORMS[(words[3] + turn) % len(_PLATFORMS)],
            }
            for turn in range(1 + words[8] % 2)
        ]
        return _user_row(system, user) | {"device_permissions": devices}

    return Listed(Rows(_users(context), row))


class _Place(NamedTuple):
    """Where somebody or something is: at a location of the company, at home, or nobody knows."""

    type: str
    location: Location | None
    private_ip: str
    public_ip: str


class _Map:
    """The locations by site, so that a list of thousands looks them up once."""

    def __init__(self, system: PhoneSystem) -> None:
        self._system = system
        self._floors: dict[str, list[Location]] = {}
        self._addresses: dict[str, Row | None] = {}
        for location in system.part(locations):
            site = system.site(location.site_id)
            if site is not None and location.plain.get("bssid"):
                self._floors.setdefault(site.id, []).append(location)

    def place(self, key: str, site_id: str, private_ip: str = "", *, here: bool = True) -> _Place:
        """Give where something of a site is."""
        words, floors = _words(self._system, key), self._floors.get(site_id, [])
        if not here or chance(words[9], 0.1):
            return _Place(_UNKNOWN, None, private_ip, "")
        if not floors or chance(words[10], 0.25):
            return _Place(_PERSONAL, None, private_ip or f"192.168.1.{words[11] % 250 + 2}", _outside(words[12]))
        floor = pick(words[13], floors)
        inside = private_ip or f"10.{words[11] % 32}.1.{words[12] % 250 + 2}"
        return _Place(_COMPANY, floor, inside, str(floor.plain.get("public_ip", "")))

    def address(self, location: Location) -> Row:
        """Give the emergency address of a location."""
        if location.id not in self._addresses:
            self._addresses[location.id] = location_address(self._system, location)
        return self._addresses[location.id] or {}

    def fields(self, place: _Place) -> Row:
        """Give a place as the lists of now have it."""
        row = known(private_ip=place.private_ip, public_ip=place.public_ip, location_type=place.type)
        if place.location is None:
            return row
        address = self.address(place.location)
        names = ("address_line1", "city", "state_code", "zip", "country")
        switches = place.location.plain.get("network_switches") or []
        return row | known(
            bssid=place.location.plain.get("bssid"),
            location_name=place.location.name,
            emergency_address=", ".join(address[name] for name in names if address.get(name)),
            network_switch=known(port=switches[0].get("port"), mac_address=switches[0].get("mac_address"))
            if switches
            else None,
        )


def _outside(word: int) -> str:
    return f"198.51.100.{word % 250 + 2}"


@handles("listUserRealtimeLocation")
def list_users_now(context: Context) -> Listed:
    """Answer the users who are at a place of the type asked for."""
    system, wanted = find.system_of(context), context.query["location_type"]
    places = _Map(system)
    found = [(user, places.place(user.id, user.site_id)) for user in _users(context)]

    def row(pair: tuple[User, _Place]) -> Row:
        return _user_row(system, pair[0]) | places.fields(pair[1])

    return Listed(Rows((pair for pair in found if pair[1].type == wanted), row))


def _devices(context: Context) -> Iterable[Device]:
    """Give the phones that the query leaves."""
    _check_site(context)
    query, keyword = context.query, str(context.query.get("keyword", ""))
    return (
        device
        for device in find.system_of(context).devices
        if query.get("site_id") in (None, "", device.site_id) and contains(keyword, device.name, device.mac)
    )


def _device_place(places: _Map, device: Device) -> _Place:
    return places.place(device.id, device.site_id, device.private_ip, here=device.status == "online")


@handles("listPhoneRealtimelocation")
def list_phones_now(context: Context) -> Listed:
    """Answer the desk phones that are at a place of the type asked for; one that is offline is nobody knows where."""
    system, wanted = find.system_of(context), context.query["location_type"]
    places = _Map(system)
    found = [(device, _device_place(places, device)) for device in _devices(context)]

    def row(pair: tuple[Device, _Place]) -> Row:
        device, place = pair
        site = site_ref(system, device.site_id) or {}
        return places.fields(place) | known(
            device_id=device.id,
            device_name=device.name,
            site_id=site.get("id"),
            site_name=site.get("name"),
            mac_address=mac_of(device.mac),
            assigned_info=_assigned(system, device),
        )

    return Listed(Rows((pair for pair in found if pair[1].type == wanted), row))


def _assigned(system: PhoneSystem, device: Device) -> list[Row]:
    rows = []
    for held in (system.extension(key) for key in device.assignees):
        if held is not None:
            row = {"extension_id": held.thing.ext_id, "extension_number": held.thing.extension}
            email = held.thing.email if isinstance(held.thing, User) else ""
            rows.append(row | known(user_display_name=held.thing.name, user_email=email))
    return rows


@handles("listTrackedLocations")
def list_tracked(context: Context) -> Listed:
    """Answer where the desk phones were seen."""
    system, wanted = find.system_of(context), context.query.get("location_type")
    places = _Map(system)
    found = [(device, _device_place(places, device)) for device in _devices(context)]

    def row(pair: tuple[Device, _Place]) -> Row:
        device, place = pair
        fields, site = places.fields(place), site_ref(system, device.site_id)
        address = places.address(place.location) if place.location is not None else {}
        held = [each for each in (system.extension(key) for key in device.assignees) if each is not None]
        return known(
            name=fields.get("location_name"),
            type=place.type,
            site=site,
            emergency_address=fields.get("emergency_address"),
            city=address.get("city"),
            zip=address.get("zip"),
            country=address.get("country"),
            network_switch=fields.get("network_switch"),
            device=known(
                bssid=fields.get("bssid"),
                id=device.id,
                mac_address=mac_of(device.mac),
                name=device.name,
                private_ip=place.private_ip,
                public_ip=place.public_ip,
            ),
            assignees=[
                {"extension_number": each.thing.extension, "id": each.thing.id, "name": each.thing.name}
                for each in held
                if each.kind in (Kind.USER, Kind.COMMON_AREA)
            ],
        )

    return Listed(Rows((pair for pair in found if wanted in (None, pair[1].type)), row))
