"""Giving numbers to users, auto receptionists, common areas and shared lines, and taking them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.sim.areas import find
from ztui.sim.areas.rows import Row, number_refs
from ztui.sim.handling import Context, Refusal, handles
from ztui.sim.world.entities import Kind, Owner

if TYPE_CHECKING:
    from ztui.sim.world.entities import Number

__all__: list[str] = []

_TAKEN = "Phone number is already assigned."


def _give(context: Context, owner: Owner, absent: Refusal, taken: Refusal) -> list[Number]:
    asked = (context.body or {}).get("phone_numbers", [])
    system = find.system_of(context)
    numbers = find.numbers_in(context, asked, absent, taken)
    for number in numbers:
        system.assign(number, owner)
    return numbers


def _take(context: Context, owner: Owner, absent: Refusal) -> None:
    system = find.system_of(context)
    key = context.path["phoneNumberId"]
    number = system.numbers.get(key) or system.number_by_e164(key)
    if number is None or number.owner != owner:
        raise absent
    system.assign(number, None)


@handles("assignPhoneNumber")
def give_user(context: Context) -> Row:
    """Give a user numbers, ten at a time."""
    user = find.user(context)
    absent = Refusal(404, 404, "Phone number does not exist.")
    return {"phone_numbers": number_refs(_give(context, Owner(Kind.USER, user.id), absent, Refusal(400, 409, _TAKEN)))}


@handles("UnassignPhoneNumber")
def take_user(context: Context) -> None:
    """Take a number from a user; the path has the number's id or the number."""
    user = find.user(context)
    _take(context, Owner(Kind.USER, user.id), Refusal(404, 400, 'Invalid query parameter "phone_number".'))


@handles("assignPhoneNumbersAutoReceptionist")
def give_receptionist(context: Context) -> None:
    """Give an auto receptionist numbers."""
    menu = find.receptionist(context, 404, 404)
    absent = Refusal(400, 400, "Phone number does not exist.")
    _give(context, Owner(Kind.RECEPTIONIST, menu.id), absent, Refusal(400, 400, "phoneNumber is used."))


@handles("unassignAPhoneNumAutoReceptionist")
def take_receptionist(context: Context) -> None:
    """Take one number from an auto receptionist."""
    menu = find.receptionist(context, 404, 404)
    _take(context, Owner(Kind.RECEPTIONIST, menu.id), Refusal(400, 400, "Phone number does not exist."))


@handles("unassignAllPhoneNumsAutoReceptionist")
def take_all_receptionist(context: Context) -> None:
    """Take all numbers from an auto receptionist."""
    find.system_of(context).release_numbers(find.receptionist(context, 404, 404).id)


@handles("assignPhoneNumbersToCommonArea")
def give_area(context: Context) -> Row:
    """Give a common area numbers."""
    area = find.common_area(context)
    absent = Refusal(400, 404, "Phone number does not exist.")
    numbers = _give(context, Owner(Kind.COMMON_AREA, area.id), absent, Refusal(400, 409, _TAKEN))
    return {"phone_numbers": number_refs(numbers)}


@handles("unassignPhoneNumbersFromCommonArea")
def take_area(context: Context) -> None:
    """Take one number from a common area."""
    area = find.common_area(context)
    _take(context, Owner(Kind.COMMON_AREA, area.id), Refusal(400, 404, "Phone number does not exist."))


@handles("assignPhoneNumbersSLG")
def give_line(context: Context) -> None:
    """Give a shared line group numbers, five at a time."""
    group = find.shared_line(context)
    absent = Refusal(400, 400, "Phone number does not exist.")
    _give(context, Owner(Kind.SHARED_LINE, group.id), absent, Refusal(400, 300, "Validation failed: number is used."))


@handles("deleteAPhoneNumberSLG")
def take_line(context: Context) -> None:
    """Take one number from a shared line group."""
    group = find.shared_line(context)
    _take(context, Owner(Kind.SHARED_LINE, group.id), Refusal(400, 400, "Phone number does not exist."))


@handles("deletePhoneNumbersSLG")
def take_all_line(context: Context) -> None:
    """Take all numbers from a shared line group."""
    find.system_of(context).release_numbers(find.shared_line(context).id)
