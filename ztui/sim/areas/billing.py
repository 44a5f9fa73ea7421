"""Billing accounts, and the plans that an account has bought and given away."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ztui.sim.areas import find
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.world.words import PLANS

if TYPE_CHECKING:
    from ztui.sim.areas.rows import Row
    from ztui.sim.world.entities import Site
    from ztui.sim.world.system import PhoneSystem

__all__ = ["billing_account", "billing_accounts", "billing_of"]

_SPARE = 12
"""Plans that were bought and nobody has, of each type."""


def billing_accounts(system: PhoneSystem) -> list[Row]:
    """Give the billing accounts, the account's own first, then one for each further country."""
    countries = list(dict.fromkeys(site.country_name for site in system.sites.initial))
    dice = system.dice("billing")
    return [{"id": dice.id(at), "name": f"{country} billing"} for at, country in enumerate(countries)]


def billing_of(system: PhoneSystem, site: Site) -> Row:
    """Give the billing account of a site: the one that was set, else that of its country."""
    accounts = billing_accounts(system)
    chosen = system.settings.get(("billing account", site.id), {}).get("id")
    name = f"{site.country_name} billing"
    return next(
        (each for each in accounts if each["id"] == chosen or (not chosen and each["name"] == name)), accounts[0]
    )


def billing_account(context: Context, key: str, absent: Refusal) -> Row:
    """Give a billing account by id.

    Raises:
        Refusal: `absent` when there is none.
    """
    found = next((each for each in billing_accounts(find.system_of(context)) if each["id"] == key), None)
    if found is None:
        raise absent
    return found


@handles("listBillingAccount")
def list_billing(context: Context) -> Listed:
    """Answer the billing accounts, or the one of a site."""
    system, key = find.system_of(context), context.query.get("site_id")
    if not key:
        return Listed(billing_accounts(system))
    return Listed([billing_of(system, find.site_of(context, key, 400, None))])


@handles("GetABillingAccount")
def get_billing(context: Context) -> Row:
    """Answer one of them."""
    key = context.path["billingAccountId"]
    return billing_account(context, key, Refusal(400, 400, f"Billing account does not exist: {key}."))


@handles("listCallingPlans")
def list_plans(context: Context) -> Listed:
    """Answer the calling plans and how many of each are given away."""
    system = find.system_of(context)
    own = billing_accounts(system)[0]
    return Listed(
        [row | {"billing_account_id": own["id"], "billing_account_name": own["name"]} for row in _calling_plans(system)]
    )


@handles("listPhonePlans")
def list_all_plans(context: Context) -> Row:
    """Answer calling plans and plans of numbers."""
    system = find.system_of(context)
    assigned: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for number in system.numbers:
        if number.product == "ZOOM_PHONE":
            held[number.type] += 1
            assigned[number.type] += number.owner is not None
    numbers = [
        {
            "assigned": assigned[kind],
            "available": held[kind] - assigned[kind],
            "name": f"{kind.replace('_', ' ').capitalize()} numbers",
            "subscribed": held[kind],
        }
        for kind in sorted(held)
    ]
    return {"calling_plans": _calling_plans(system), "phone_numbers": numbers}


def _calling_plans(system: PhoneSystem) -> list[Row]:
    """Give a row for each type of plan; what is bought does not change with what is given away."""
    first = _holders(system, initial=True)
    now = _holders(system, initial=False)
    dice = system.dice("subscription")
    rows = []
    for type_, name in PLANS.items():
        subscribed = max(first[type_] + _SPARE, now[type_])
        rows.append(
            {
                "assigned": now[type_],
                "available": subscribed - now[type_],
                "name": name,
                "subscribed": subscribed,
                "type": type_,
                "billing_subscription_id": dice.id(type_),
                "billing_subscription_name": name,
            }
        )
    return rows


def _holders(system: PhoneSystem, *, initial: bool) -> Counter[int]:
    """Count who has which plan, now or as the world began."""
    tables = (system.users, system.common_areas, system.rooms)
    things = (each for table in tables for each in (table.initial if initial else table))
    return Counter(plan for each in things for plan in each.plans)
