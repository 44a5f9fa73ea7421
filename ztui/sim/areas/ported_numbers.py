"""Orders of ported numbers, and the plan of numbers: what is bought, in use and free."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from ztui.sim.areas import find
from ztui.sim.areas.rows import Row, Rows
from ztui.sim.clock import zulu
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.world.places import PLACES, number_in
from ztui.sim.world.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []

_PER_ORDER = 5
_DONE = 4
_OPEN = ("Processing", "FOC", "Rejected", "Waiting")
_PLAN_NAMES = {"TollFree": "Toll-Free Phone Number", "Toll": "Local Phone Number", "National": "National Phone Number"}


class _Order(NamedTuple):
    """An order; its numbers are in the inventory when it succeeded."""

    id: str
    status: str
    submitted: str
    numbers: tuple[str, ...]
    replacing: tuple[tuple[str, str], ...]


def _orders(system: PhoneSystem) -> Table[_Order]:
    return Table(lambda: _make(system))


def _make(system: PhoneSystem) -> Iterator[_Order]:
    """Make orders of the numbers that were ported, and some that are under way."""
    dice = system.dice("ported")
    ported = [number.number for number in system.numbers.initial if number.source == "ZoomPorted"]
    for index in range(_DONE):
        numbers = tuple(ported[index * _PER_ORDER : (index + 1) * _PER_ORDER])
        if numbers:
            submitted = zulu(system.now - timedelta(days=300 - 30 * index))
            yield _Order(_order_id(dice.word(index), index), "Successfully", submitted, numbers, ())
    for turn, status in enumerate(_OPEN):
        index = _DONE + turn
        numbers = tuple(number_in(PLACES[2].plans[0], 810_000 + 10 * turn + at) for at in range(2))
        replacing = ((ported[-1], numbers[0]),) if ported and turn == 0 else ()
        submitted = zulu(system.now - timedelta(days=9 - turn))
        yield _Order(_order_id(dice.word(index), index), status, submitted, numbers, replacing)


def _order_id(word: int, index: int) -> str:
    return f"{word % 900_000 + 100_000}{index}"


def _row(order: _Order) -> Row:
    pairs = [{"source_number": source, "target_number": target} for source, target in order.replacing]
    return {
        "numbers": list(order.numbers),
        "order_id": order.id,
        "replacing_numbers": pairs,
        "status": order.status,
        "submission_date_time": order.submitted,
    }


@handles("listPortedNumbers", "Listportednumbers")
def list_orders(context: Context) -> Listed:
    """Answer the orders."""
    return Listed(Rows(find.system_of(context).part(_orders), _row))


@handles("getPortedNumbersDetails", "Getportednumbersdetails")
def get_order(context: Context) -> Row:
    """Answer one order."""
    system = find.system_of(context)
    order = system.part(_orders).get(context.path["orderId"])
    account = context.world.account(context.account)
    if order is None or account is None:
        raise Refusal(400, 400, "Portin order does not exist.")
    site = system.sites.initial[0]
    house, _, street = site.street.partition(" ")
    return _row(order) | {
        "contact_emails": account.owner_email,
        "contact_number": order.numbers[0],
        "isp": "Lumen",
        "printed_name": account.name,
        "original_billing_info": {
            "account_number": str(account.number),
            "address": {
                "city": site.city,
                "country": site.country,
                "house_number": house,
                "state_code": site.state,
                "street_name": street or site.street,
                "zip": site.zip,
            },
            "authorizing_person": account.name,
            "billing_telephone_number": order.numbers[0],
            "company": account.name,
            "customer_requested_date": order.submitted[:10],
            "pin": "",
        },
    }


@handles("Listphonenumberplaninformation")
def list_plans(context: Context) -> Listed:
    """Answer what a product has of numbers from Zoom, by their type: bought, in use and free."""
    product, counts = context.query["product"], dict[str, list[int]]()
    for number in find.system_of(context).numbers:
        if number.product == product and number.source.startswith("Zoom"):
            count = counts.setdefault(number.type, [0, 0])
            count[0 if number.owner is not None else 1] += 1

    def row(kind: str) -> Row:
        assigned, available = counts[kind]
        name = _PLAN_NAMES.get(kind, f"{kind} Phone Number")
        return {
            "assigned": assigned,
            "available": available,
            "subscribed": assigned + available,
            "name": name,
            "is_unlimited": False,
        }

    return Listed(Rows(sorted(counts), row))
