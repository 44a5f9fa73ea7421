"""A common-area phone: the area, its calling plan and numbers, the code that its phone is activated with, its PIN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import Conflict
from ztui.core.phone import formatted
from ztui.resources.edits.model import Given, Input, InputKind
from ztui.resources.rows import text_of
from ztui.services.changes.creating import plan_create
from ztui.services.changes.later import new_one
from ztui.services.tasks.model import Findings, Task
from ztui.services.tasks.steps import Steps, plan_by_value
from ztui.services.tasks.stock import free_numbers, left_of_plans, taken_by

if TYPE_CHECKING:
    from ztui.services.changes.model import Plan
    from ztui.services.session import Session
    from ztui.services.tasks.reads import Reads
    from ztui.services.tasks.steps import Step

__all__ = ["COMMON_AREA"]

_NEW = new_one("common area")
_WORDS = {
    "add-calling-plan": "calling plan",
    "add-numbers": "numbers",
    "set-pin": "PIN",
    "make-activation-code": "activation code",
}


async def _look(session: Session, given: Given, reads: Reads) -> Findings:
    site = await reads.get("sites", given["site"])
    plans, problems = await left_of_plans(reads, given.get("plans") or ())
    numbers, refused = await free_numbers(reads, given.get("numbers") or ())
    problems += refused
    if given.get("extension"):
        problems += await taken_by(session, site, given["extension"])
    minds = ["It has the emergency address of its site until it gets one of its own."]
    if given.get("code") is not False:
        minds.append("The activation code is in :activation-codes once it is made; it ends by itself.")
    if not given.get("plans"):
        minds.append("Without a calling plan it can call inside only.")
    return Findings(
        subject=f"{text_of(given['name'])} at {text_of(site.get('name'))}",
        found=(*plans, *(f"{formatted(each.get('number'))}: free" for each in numbers)),
        cannot=tuple(problems),
        minds=tuple(minds),
        facts=tuple(text_of(each.get("id")) for each in numbers),
    )


async def _make(session: Session, given: Given, findings: Findings) -> Plan:
    name = text_of(given["name"]).strip()
    steps = Steps(session)
    values = {"display_name": name, "site_id": given["site"], "extension_number": given.get("extension") or ""}
    values = {field: value for field, value in values.items() if value != ""}
    made = await steps.add(plan_create(session, "common-areas", values), what=f"Make the common area {name}")
    if not made:
        raise Conflict(f"The common area cannot be made: {'; '.join(steps.plan().says)}", "Nothing was sent.")
    steps.makes(made, _NEW)

    async def then(action: str, asked: Given) -> Step:
        planning = plan_by_value(session, "common-areas", action, [_NEW], asked, new={_NEW: {"display_name": name}})
        what = f"{name}: {_WORDS[action]}"
        return await steps.add(planning, what=what, title=what, quiet=True)

    if given.get("plans"):
        await then("add-calling-plan", {"plans": given["plans"]})
    if findings.facts:
        await then("add-numbers", {"numbers": list(findings.facts)})
    if given.get("pin"):
        await then("set-pin", {"pin_code": given["pin"]})
    if given.get("code") is not False:
        await then("make-activation-code", {})
    steps.say(*findings.cannot, *findings.minds)
    return steps.plan()


COMMON_AREA = Task(
    name="common-area",
    title="A common-area phone",
    about="Make a common area with its calling plan, numbers and PIN, and a code to activate its phone with.",
    inputs=(
        Input("name", "Name", longest=255),
        Input("site", "Site", InputKind.PICK, picks=("sites",)),
        Input(
            "extension", "Extension", InputKind.EXTENSION, required=False, help="Within the site; else Zoom's choice."
        ),
        Input("plans", "Calling plans", InputKind.PICK, False, True, ("calling-plans",), "type"),
        Input("numbers", "Numbers", InputKind.PICK, False, True, ("numbers",), help="Numbers that nobody has."),
        Input("pin", "PIN", InputKind.SECRET, required=False),
        Input("code", "Activation code", InputKind.SWITCH, required=False, help="Made unless it is off."),
    ),
    resources=("sites",),
    look=_look,
    make=_make,
    subject="site",
    examples=(
        "common-area 'Lobby' site=Denver plans=100 numbers='+1 720 572 7041' --dry-run",
        "common-area 'Warehouse 2' site=Denver extension=7010 code=no --yes",
    ),
)
