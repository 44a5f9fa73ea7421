"""The joiner: Zoom Phone for a user of the account, then queues and the emergency address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import Conflict
from ztui.core.phone import formatted
from ztui.resources.edits.asking import called, id_at, id_in
from ztui.resources.edits.model import Action, Check, Given, Input, InputKind, Request
from ztui.resources.rows import text_of, value_at
from ztui.services.changes.acting import plan_action
from ztui.services.changes.creating import plan_create
from ztui.services.changes.later import new_one
from ztui.services.resolving import resolve
from ztui.services.tasks.model import Findings, Task
from ztui.services.tasks.steps import Steps, plan_by_value
from ztui.services.tasks.stock import free_numbers, left_of_plans, taken_by

if TYPE_CHECKING:
    from ztui.resources.model import Row
    from ztui.services.changes.model import Plan
    from ztui.services.session import Session
    from ztui.services.tasks.reads import Reads

__all__ = ["JOINER"]

_NEW = new_one("user")


def _addressed(row: Row, request: Request) -> Check:
    match = (("emergency_address.id", request.body["emergency_address_id"]),)
    return Check("phoneUser", {"userId": id_at(row, "id", "user")}, match=match)


_ADDRESS = Action(
    "set-emergency-address",
    "Set the emergency address",
    "users",
    lambda row, given: [
        Request(
            "updateUserProfile",
            {"userId": id_at(row, "id", "user")},
            body={"emergency_address_id": id_in(given, "address", "emergency address")},
        )
    ],
    ("updateUserProfile",),
    (Input("address", "Emergency address", InputKind.PICK, picks=("emergency-addresses",)),),
    _addressed,
    final="a new user has no address of before",
)


async def _look(session: Session, given: Given, reads: Reads) -> Findings:
    email = text_of(given["email"]).strip()
    if (await resolve(session, ("users",), email)).matches:
        raise Conflict(f"{email} has Zoom Phone already.", "'ztui get users EMAIL' shows it.")
    site = await reads.get("sites", given["site"])
    plans, problems = await left_of_plans(reads, given["plans"])
    numbers, refused = await free_numbers(reads, given.get("numbers") or ())
    taken = await taken_by(session, site, given["extension"])
    queues = [await reads.get("call-queues", each) for each in given.get("queues") or ()]
    minds = ["Zoom creates no Zoom users by this: the e-mail has to be that of a user of the account."]
    if not given.get("address"):
        minds.append("Without an emergency address of its own the user has that of the site.")
    if given.get("address"):
        address = await reads.get("emergency-addresses", given["address"])
        if value_at(address, "site.id") not in (None, given["site"]):
            other = text_of(value_at(address, "site.name"))
            problems.append(f"The emergency address is that of another site, {other}; Zoom may not take it.")
    return Findings(
        subject=f"{email}, extension {given['extension']} at {text_of(site.get('name'))}",
        found=(
            *plans,
            *(f"{formatted(each.get('number'))}: free" for each in numbers),
            *(f"Call queue {called(each)}" for each in queues),
        ),
        cannot=(*taken, *problems, *refused),
        minds=tuple(minds),
        facts=(site, tuple(numbers), tuple(queues)),
    )


async def _make(session: Session, given: Given, findings: Findings) -> Plan:
    site, numbers, queues = findings.facts
    email = text_of(given["email"]).strip()
    code, name = text_of(site.get("site_code")), text_of(site.get("name"))
    values = {
        "email": email,
        "first_name": given.get("first_name"),
        "last_name": given.get("last_name"),
        "calling_plans": [text_of(each) for each in given["plans"]],
        "extension_number": text_of(given["extension"]),
        "site_code": code,
        "site_name": "" if code else name,
        "template_name": given.get("template"),
        "phone_numbers": [text_of(each.get("number")) for each in numbers],
    }
    steps = Steps(session)
    what = f"Give Zoom Phone to {email}"
    making = plan_create(session, "users", {field: value for field, value in values.items() if value})
    made = await steps.add(making, what=what, title=what)
    if not made:
        raise Conflict(f"The user cannot be added: {'; '.join(steps.plan().says)}", "Nothing was sent.")
    steps.makes(made, _NEW)
    for queue in queues:
        what = f"{called(queue)}: add {email}"
        adding = plan_action(session, "call-queues", "add-members", [text_of(queue.get("id"))], {"users": [_NEW]})
        await steps.add(adding, what=what, title=what)
    if given.get("address"):
        what = f"{email}: emergency address"
        asked = {"address": given["address"]}
        setting = plan_by_value(session, "users", _ADDRESS, [_NEW], asked, new={_NEW: {"email": email}})
        await steps.add(setting, what=what, title=what, quiet=True)
    steps.say(*findings.cannot, *findings.minds)
    return steps.plan()


JOINER = Task(
    name="joiner",
    title="Somebody joins",
    about="Give Zoom Phone to a user of the account: site, extension, plan, numbers; then queues and an address.",
    inputs=(
        Input("email", "E-mail", help="Of a user of this Zoom account."),
        Input("site", "Site", InputKind.PICK, picks=("sites",)),
        Input("extension", "Extension", InputKind.EXTENSION, help="Within the site."),
        Input("plans", "Calling plans", InputKind.PICK, True, True, ("calling-plans",), "type"),
        Input(
            "numbers",
            "Numbers",
            InputKind.PICK,
            False,
            True,
            ("numbers",),
            help="Numbers that nobody has, ten at most.",
        ),
        Input("queues", "Call queues", InputKind.PICK, False, True, ("call-queues",)),
        Input("address", "Emergency address", InputKind.PICK, required=False, picks=("emergency-addresses",)),
        Input("template", "Template", required=False, help="Name of a setting template."),
        Input("first_name", "First name", required=False),
        Input("last_name", "Last name", required=False),
    ),
    resources=("sites",),
    look=_look,
    make=_make,
    subject="site",
    examples=(
        "joiner new@acme.example site=Denver extension=1042 plans=200 --dry-run",
        "joiner new@acme.example site=Denver extension=1042 plans=200 numbers='+1 720 572 7041' queues=Support --yes",
    ),
)
