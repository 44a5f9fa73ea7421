"""The leaver: everything of a user is found, calls go on, and what the user has goes to the pool or to an heir."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.errors import ConfigError
from ztui.core.phone import formatted
from ztui.resources.edits.asking import called
from ztui.resources.edits.model import Given, Input, InputKind
from ztui.resources.rows import text_of, value_at
from ztui.resources.shows import dicts
from ztui.services.tasks.belongings import ACTION_OF, Belongings, belongings_of
from ztui.services.tasks.leaving import lead_of, leaving, manages
from ztui.services.tasks.model import Findings, Task

if TYPE_CHECKING:
    from ztui.resources.model import Row
    from ztui.services.session import Session
    from ztui.services.tasks.reads import Reads

__all__ = ["LEAVER"]

_PARTS = (
    ("forward", "the user's own calls go on"),
    ("leads", "calls of others that go to the user"),
    ("queues", "call queues"),
    ("lines", "shared line groups"),
    ("groups", "pickup and monitoring groups"),
    ("numbers", "numbers"),
    ("devices", "desk phones"),
    ("access", "who hears whose voicemail"),
    ("roles", "roles"),
    ("plan", "calling plans"),
    ("deactivate", "deactivation"),
)


async def _look(session: Session, given: Given, reads: Reads) -> Findings:
    parts = frozenset(given.get("without") or ())
    has = await belongings_of(reads, given["user"], leads="leads" not in parts)
    target = given.get("forward_to")
    heir = given.get("numbers_to")
    if target == f"users:{given['user']}" or heir == given["user"]:
        raise ConfigError("The user who leaves cannot be the heir.", "Name somebody else.")
    return Findings(
        subject=_person(has.user),
        found=_found(has),
        cannot=_cannot(has, target),
        minds=_minds(has, target, heir, stays="deactivate" in parts),
        facts=has,
    )


def _person(user: Row) -> str:
    name = called(user)
    mail = text_of(user.get("email"))
    return name if mail in ("", name) else f"{name} ({mail})"


def _found(has: Belongings) -> tuple[str, ...]:
    user = has.user
    numbers = [formatted(text_of(each.get("number"))) for each in dicts(user.get("phone_numbers"))]
    plans = [text_of(each.get("name") or each.get("type")) for each in dicts(user.get("calling_plans"))]
    lines = (
        ("Extension", [text_of(user.get("extension_number"))]),
        ("Numbers", numbers),
        ("Call queues", list(map(called, has.queues))),
        ("Shared line groups", list(map(called, has.lines))),
        ("Pickup groups", list(map(called, has.pickups))),
        ("Listens in", list(map(called, has.monitors))),
        ("Is listened to in", list(map(called, has.monitored))),
        ("Desk phones", list(map(called, has.devices))),
        ("Roles", list(map(called, has.roles))),
        ("Calling plans", plans),
        ("Voicemail is heard by", [text_of(each.get("access_user_id")) for each in has.readers]),
        ("Hears voicemail of", [called(row) for _, row in has.hears]),
        ("Gets calls of", [lead_of(each) for each in has.forwards]),
        ("Shared lines", list(has.bosses)),
    )
    there = [(title, ", ".join(filter(None, values))) for title, values in lines]
    none = [title[:1].lower() + title[1:] for title, values in there if not values]
    return (*(f"{title}: {values}" for title, values in there if values),
            *([f"None of: {', '.join(none)}"] if none else []))  # fmt: skip


def _cannot(has: Belongings, target: str | None) -> tuple[str, ...]:
    said = [f"{each}." for each in has.unread]
    of_days = [called(each.owner) for each in has.forwards if each.row.get("hours") == "holiday_hours"]
    if of_days:
        said.append(f"Holidays of {', '.join(of_days)} go to the user: Zoom's API writes no routing of a holiday; "
                    "change it in the Zoom portal.")  # fmt: skip
    if has.forwards and not target:
        said.append("Calls of others go to the user, and stay so: fill in 'Calls go to' (forward_to) to send them on.")
    if has.bosses:
        said.append("Shared lines with executives or assistants: end them in the Zoom portal.")
    managed = [called(each) for each in has.queues if manages(each, text_of(has.user.get("id")))]
    if managed:
        said.append(f"The user manages {', '.join(managed)}: name another manager in the Zoom portal, then remove the "
                    "user there.")  # fmt: skip
    said.append("The person stays a Zoom user: end that in the Zoom portal, or where you manage identities.")
    return tuple(said)


def _minds(has: Belongings, target: str | None, heir: str | None, *, stays: bool) -> tuple[str, ...]:
    said = []
    alone = [called(each) for each in has.queues if len(_members(each)) == 1]
    if alone:
        said.append(f"The user is the only member of {', '.join(alone)}: its calls will ring nobody.")
    if dicts(has.user.get("phone_numbers")) and not heir:
        said.append("The numbers go to the pool, where calls to them end: 'Numbers go to' (numbers_to) names an heir.")
    if target and not stays:
        said.append("Zoom does not say whether a deactivated user still forwards; take 'deactivate' out of the plan if "
                    "calls to the extension have to go on.")  # fmt: skip
    if has.extension and not target:
        said.append("Calls to the extension are not forwarded: fill in 'Calls go to' (forward_to) to send them on.")
    return tuple(said)


def _members(group: Row) -> tuple[Any, ...]:
    return (*dicts(value_at(group, "members.users")), *dicts(value_at(group, "members.common_areas")))


LEAVER = Task(
    name="leaver",
    title="Somebody leaves",
    about="Find everything of a user, send the calls on, and take away what the user has; the last step deactivates.",
    inputs=(
        Input("user", "User", InputKind.PICK, picks=("users",), help="Who leaves."),
        Input(
            "forward_to",
            "Calls go to",
            InputKind.PICK,
            required=False,
            picks=tuple(ACTION_OF),
            help="Calls to the user's extension, and those that others send there.",
        ),
        Input(
            "numbers_to",
            "Numbers go to",
            InputKind.PICK,
            required=False,
            picks=("users",),
            help="Without it they go to the pool.",
        ),
        Input("without", "Leave out", InputKind.CHOICES, required=False, several=True, choices=_PARTS),
    ),
    resources=("users",),
    look=_look,
    make=leaving,
    examples=(
        "leaver quinn@acme.example --dry-run",
        "leaver 8011000 forward_to=Support numbers_to=teresa@acme.example --reason 'ticket 4711'",
        "leaver quinn@acme.example without=numbers,deactivate",
    ),
)
