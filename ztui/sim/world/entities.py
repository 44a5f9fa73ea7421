"""The things of a phone system: named tuples, since thousands are made at a request; a change makes a new one."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

__all__ = [
    "Action",
    "CommonArea",
    "Device",
    "Kind",
    "Member",
    "Number",
    "Owner",
    "Queue",
    "Receptionist",
    "Rules",
    "SharedLine",
    "SipGroup",
    "SipPhone",
    "Site",
    "Trunk",
    "User",
]


class Kind(StrEnum):
    """Kinds of objects that have an extension or own numbers; the value is the API's word for the extension type."""

    USER = "user"
    QUEUE = "call_queue"
    RECEPTIONIST = "auto_receptionist"
    COMMON_AREA = "common_area"
    SHARED_LINE = "shared_line_group"
    MEETING = "meeting_service"
    ROOM = "zoom_room"
    PICKUP = "group_call_pickup"
    LOCATION = "company_location"


class Action:
    """Codes of `routing.action`."""

    VOICEMAIL = 1
    USER = 2
    COMMON_AREA = 4
    RECEPTIONIST = 6
    QUEUE = 7
    SHARED_LINE = 8
    NUMBER = 10
    DISCONNECT = 11
    MESSAGE = 12
    IVR = 14


class Owner(NamedTuple):
    """Who holds a number."""

    kind: Kind
    id: str


class Site(NamedTuple):
    """A site; `short_length` digits follow its code in a full extension."""

    id: str
    name: str
    code: int
    short_length: int
    country: str
    country_name: str
    timezone: str
    city: str
    state: str
    zip: str
    street: str
    place: int
    receptionist_id: str


class User(NamedTuple):
    """A phone user; `extension` is the full one, site code first."""

    id: str
    ext_id: str
    phone_user_id: str
    name: str
    email: str
    extension: int
    site_id: str
    department: str
    cost_center: str
    plans: tuple[int, ...]
    status: str
    activation: str
    site_admin: bool
    employee_id: str


class Member(NamedTuple):
    """A member of a queue or shared line: a user or a common area."""

    kind: Kind
    id: str
    manager: bool
    receives: bool


class Rules(NamedTuple):
    """Hours and routing of a queue or receptionist.

    `days` holds seven entries from Sunday on: None for closed, else minutes from and to in local time.
    `overflow`, `closed` are codes of Action, `..._to` the extension id they lead to ("" for none).
    """

    days: tuple[tuple[int, int] | None, ...]
    ring_mode: str
    ring_seconds: int
    max_wait: int
    wrap_up: int
    max_calls: int
    overflow: int
    overflow_to: str
    closed: int
    closed_to: str
    holidays: tuple[tuple[str, str], ...]


class Queue(NamedTuple):
    """A call queue."""

    id: str
    ext_id: str
    name: str
    extension: int
    site_id: str
    status: str
    department: str
    cost_center: str
    description: str
    timezone: str
    language: str
    transcription: str
    storage: str
    members: tuple[Member, ...]
    rules: Rules


class Receptionist(NamedTuple):
    """An auto receptionist; `keys` are (key, action, extension id) of its business hours."""

    id: str
    ext_id: str
    name: str
    extension: int
    site_id: str
    department: str
    cost_center: str
    timezone: str
    language: str
    transcription: str
    storage: str
    main: bool
    keys: tuple[tuple[str, int, str], ...]
    rules: Rules


class CommonArea(NamedTuple):
    """A common area: a lobby, a warehouse, a lift."""

    id: str
    ext_id: str
    name: str
    extension: int
    site_id: str
    department: str
    cost_center: str
    plans: tuple[int, ...]
    status: str
    timezone: str
    language: str


class SharedLine(NamedTuple):
    """A shared line group."""

    id: str
    ext_id: str
    name: str
    extension: int
    site_id: str
    status: str
    department: str
    cost_center: str
    timezone: str
    language: str
    members: tuple[Member, ...]
    primary: str


class Number(NamedTuple):
    """A phone number; `owner` is None for an unassigned one, `sip_group` "" unless it is BYOC."""

    id: str
    number: str
    product: str
    type: str
    source: str
    status: str
    carrier: int
    display_name: str
    caller_id_name: str
    incoming: bool
    outgoing: bool
    messaging: bool
    emergency: bool
    site_id: str
    owner: Owner | None
    sip_group: str
    place: int


class Trunk(NamedTuple):
    """A BYOC or BYOP SIP trunk."""

    id: str
    name: str
    type: str
    carrier: str
    carrier_account: str
    region: str
    sbc_label: str
    system: str


class SipGroup(NamedTuple):
    """A SIP group, which routes BYOC numbers to a trunk."""

    id: str
    name: str
    description: str
    send_name: bool
    trunk_id: str
    system: str


class Device(NamedTuple):
    """A desk phone; `assignees` are extension ids."""

    id: str
    name: str
    type: str
    mac: str
    site_id: str
    status: str
    assignees: tuple[str, ...]
    template_id: str
    firmware: str
    private_ip: str
    public_ip: str
    provision: str
    description: str
    hot_desk: bool


class SipPhone(NamedTuple):
    """A third party softphone's registration; `servers` are three of (register server, transport, proxy)."""

    id: str
    email: str
    domain: str
    servers: tuple[tuple[str, str, str], ...]
    expires: int
    user_name: str
    password: str
    authorization_name: str
    voice_mail: str
