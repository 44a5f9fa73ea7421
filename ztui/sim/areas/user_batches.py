"""Users in batches: add up to ten, move, activate and deactivate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.sim.areas import find
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.world.entities import Kind, Number, Owner, Site, User
from ztui.sim.world.words import PLANS

if TYPE_CHECKING:
    from ztui.sim.areas.rows import Row
    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []


def _site(system: PhoneSystem, asked: dict[str, Any]) -> Site:
    for site in system.sites:
        if str(site.code) == asked.get("site_code") or site.name == asked.get("site_name"):
            return site
    if asked.get("site_code") or asked.get("site_name"):
        raise Refusal(400, 400, "You need to have administrative privileges to edit this site.")
    return next(iter(system.sites))


def _extension(system: PhoneSystem, site: Site, asked: str) -> int:
    """Give the full extension for a short one, as this operation takes it."""
    if not asked.isdigit() or len(asked) > site.short_length:
        raise Refusal(400, 300, "Validation Failed.", [("extension_number", "Invalid short number length.")])
    full = int(f"{site.code}{asked.zfill(site.short_length)}")
    if system.extension_taken(full):
        raise Refusal(400, 300, "Validation Failed.", [("extension_number", f"{asked} is already used.")])
    return full


def _numbers(system: PhoneSystem, asked: list[str]) -> list[Number]:
    found = [system.number_by_e164(number) for number in asked]
    numbers = [number for number in found if number is not None and number.owner is None]
    if len(numbers) != len(asked):
        raise Refusal(400, 300, "Validation Failed.", [("phone_numbers", "Phone number is not available.")])
    return numbers


def _plans(asked: list[str]) -> tuple[int, ...]:
    by_name = {name: kind for kind, name in PLANS.items()}
    plans = [int(plan) if plan.isdigit() else by_name.get(plan, 0) for plan in asked]
    if any(plan not in PLANS for plan in plans):
        raise Refusal(400, 300, "Validation Failed.", [("calling_plans", "Calling plan does not exist.")])
    return tuple(plans)


@handles("batchAddUsers")
def add_users(context: Context) -> Listed:
    """Add users; either all of them or none."""
    system, asked = find.system_of(context), (context.body or {}).get("users", [])
    if len(asked) > 10:
        raise Refusal(400, 400, "User size must be less than 10.")
    made: list[tuple[User, list[Number]]] = []
    for each in asked:
        if system.user(each["email"]) is not None:
            raise Refusal(400, 300, "Validation Failed.", [("email", f"{each['email']} has Zoom Phone already.")])
        site = _site(system, each)
        active = each.get("activation_status", "activate") == "activate"
        name = f"{each.get('first_name', '')} {each.get('last_name', '')}".strip() or each["email"].split("@")[0]
        user = User(
            id=system.new_id(),
            ext_id=system.new_id(),
            phone_user_id=system.new_id(),
            name=name,
            email=each["email"],
            extension=_extension(system, site, each["extension_number"]),
            site_id=site.id,
            department="",
            cost_center="",
            plans=_plans(each["calling_plans"]),
            status="activate" if active else "deactivate",
            activation="activated" if active else "not ready",
            site_admin=False,
            employee_id="",
        )
        if any(user.extension == other.extension or user.email == other.email for other, _ in made):
            raise Refusal(400, 300, "Validation Failed.", [("extension_number", "Given twice.")])
        made.append((user, _numbers(system, each.get("phone_numbers", []))))
    for user, numbers in made:
        system.put_extension(user)
        for number in numbers:
            system.assign(number, Owner(Kind.USER, user.id))
    rows: list[Row] = [{"email": user.email, "id": user.id} for user, _ in made]
    return Listed(rows)


@handles("updateUsersPropertiesInBatch")
def change_users(context: Context) -> None:
    """Move users to a site, or activate and deactivate them."""
    system, body = find.system_of(context), context.body or {}
    kind = body.get("batch_type")
    if kind not in ("move_site", "activate", "assign_pending_user"):
        raise Refusal(400, 400, f"Current batch type does not support, batch type:{kind}.")
    users = [system.user(key) for key in body.get("user_ids", [])]
    if any(user is None for user in users):
        raise Refusal(400, 400, "User does not exist.")
    changes: dict[str, Any] = {}
    if kind == "move_site":
        changes = {"site_id": find.site_of(context, body.get("site_id", ""), 400, 400).id}
    elif kind == "activate":
        status = body.get("activation_status", "activate")
        changes = {"status": status, "activation": "activated" if status == "activate" else "not ready"}
    else:
        changes = {"status": "activate", "activation": "activated"}
    for user in users:
        if user is not None:
            system.put_user(user._replace(**changes))
