"""Phone users: list, detail, changes, calling plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.sim.areas import find
from ztui.sim.areas.emergency_addresses import user_address_row
from ztui.sim.areas.extensions import is_complete
from ztui.sim.areas.policies import merge_settings, settings_of
from ztui.sim.areas.rows import Row, Rows, contains, known, number_refs, site_ref
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.world.words import PLANS

if TYPE_CHECKING:
    from ztui.sim.world.entities import User
    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []


def _plans(user: User, named: bool) -> list[Row]:
    return [{"name": PLANS.get(plan, f"Plan {plan}"), "type": plan} if named else {"type": plan} for plan in user.plans]


def _row(system: PhoneSystem, user: User) -> Row:
    return known(
        calling_plans=_plans(user, named=True),
        email=user.email,
        extension_id=user.ext_id,
        extension_number=user.extension,
        id=user.id,
        name=user.name,
        phone_user_id=user.phone_user_id,
        site=site_ref(system, user.site_id),
        status=user.status,
        activation_status=user.activation,
        phone_numbers=number_refs(system.numbers_of(user.id))[:10],
        department=user.department,
        cost_center=user.cost_center,
    )


def _matches(system: PhoneSystem, user: User, query: Any) -> bool:
    for name, value in (
        ("site_id", user.site_id),
        ("status", user.status),
        ("department", user.department),
        ("cost_center", user.cost_center),
    ):
        if name in query and query[name] != value:
            return False
    if "calling_type" in query and query["calling_type"] not in user.plans:
        return False
    keyword = query.get("keyword")
    if not keyword:
        return True
    numbers = (number.number for number in system.numbers_of(user.id))
    return contains(keyword, user.name, user.email, user.extension, *numbers)


@handles("listPhoneUsers")
def list_users(context: Context) -> Listed:
    """Answer the list of phone users."""
    system, query = find.system_of(context), context.query
    if query.get("site_id") and query["site_id"] not in system.sites:
        text = f"The site {query['site_id']} does not exist, or does not belong to the target sites."
        raise Refusal(400, 124, text)
    return Listed(Rows((u for u in system.users if _matches(system, u, query)), lambda user: _row(system, user)))


@handles("phoneUser")
def get_user(context: Context) -> Row:
    """Answer one user's profile."""
    system, user = find.system_of(context), find.user(context)
    row = known(
        calling_plans=_plans(user, named=False),
        cost_center=user.cost_center,
        department=user.department,
        email=user.email,
        emergency_address=user_address_row(system, user),
        extension_id=user.ext_id,
        extension_number=user.extension,
        id=user.id,
        phone_numbers=number_refs(system.numbers_of(user.id))[:10],
        phone_user_id=user.phone_user_id,
        site_admin=user.site_admin,
        site_id=user.site_id,
        status="activate" if user.status == "activate" else "deactivate",
    )
    return row | settings_of(context, user.id, ("policy",))


@handles("updateUserProfile")
def update_user(context: Context) -> None:
    """Change a user's profile; the extension is the complete one, site code first."""
    system, user, body = find.system_of(context), find.user(context), context.body or {}
    changes: dict[str, Any] = {}
    if "extension_number" in body:
        extension = str(body["extension_number"])
        site = find.site_of(context, body.get("site_id", user.site_id), 404, 404)
        if not extension.isdecimal() or not is_complete(site, extension):
            raise Refusal(400, 300, "Extension number is invalid.")
        if system.extension_taken(int(extension), user.id):
            raise Refusal(400, 400, f"Extension number {extension} is already used.")
        changes["extension"] = int(extension)
    if "site_id" in body:
        changes["site_id"] = find.site_of(context, body["site_id"], 404, 404).id
    system.put_user(user._replace(**changes))
    if "policy" in body:
        merge_settings(context, user.id, {"policy": body["policy"]})


def _plan_types(body: Any) -> list[int]:
    types = [plan.get("type") for plan in body.get("calling_plans", [])]
    if not types or any(kind not in PLANS for kind in types):
        raise Refusal(400, 300, "Invalid field.")
    return types


@handles("assignCallingPlan")
def assign_plans(context: Context) -> None:
    """Give a user calling plans."""
    system, user = find.system_of(context), find.user(context)
    added = [kind for kind in _plan_types(context.body or {}) if kind not in user.plans]
    system.put_user(user._replace(plans=(*user.plans, *added)))


@handles("updateCallingPlan")
def exchange_plan(context: Context) -> None:
    """Replace one plan of a user by another."""
    system, user, body = find.system_of(context), find.user(context), context.body
    if body["source_type"] not in user.plans:
        raise Refusal(400, 404, "User did not subscribe to the source plan.")
    plans = tuple(body["target_type"] if plan == body["source_type"] else plan for plan in user.plans)
    system.put_user(user._replace(plans=plans))


@handles("unassignCallingPlan")
def remove_plan(context: Context) -> None:
    """Take a plan from a user."""
    system, user = find.system_of(context), find.user(context)
    plan = context.path["planType"]
    if not plan.isdigit() or int(plan) not in user.plans:
        raise Refusal(400, 400, "Invalid field.")
    system.put_user(user._replace(plans=tuple(each for each in user.plans if each != int(plan))))
