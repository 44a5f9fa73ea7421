"""Numbers of a carrier reseller, which the master account hands on to its sub accounts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ztui.sim.areas import find
from ztui.sim.areas.rows import Row, Rows, contains, known
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.refusals import invalid
from ztui.sim.world.equipment import CALLING_CODES
from ztui.sim.world.places import PLACES, number_in
from ztui.sim.world.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.sim.world.system import PhoneSystem
    from ztui.sim.world.world import World

__all__: list[str] = []

_CARRIER = 1457
_MADE = 10
_HANDED_ON = 3
_E164 = re.compile(r"\+[1-9]\d{6,14}")


class _Resold(NamedTuple):
    """A number of the reseller; its id is the number in E.164, `account` is the sub account that has it, or ""."""

    id: str
    active: bool
    account: str


class _Shelf:
    """The numbers of the master account; those of its sub accounts are known when the world is."""

    def __init__(self, system: PhoneSystem) -> None:
        self._system = system
        self.table: Table[_Resold] | None = None

    def numbers(self, world: World) -> Table[_Resold]:
        """Give the numbers."""
        if self.table is None:
            self.table = Table(lambda: self._make(world))
        return self.table

    def _make(self, world: World) -> Iterator[_Resold]:
        """Make numbers in stock, and find a few that the first sub accounts got from a carrier."""
        for index in range(_MADE):
            yield _Resold(number_in(PLACES[index % 3].plans[0], 800_000 + index), index % 3 > 0, "")
        for account in world.accounts.initial:
            numbers = (each for each in world.system(account.id).numbers.initial if each.source == "BYOCCloud")
            for number, _ in zip(numbers, range(_HANDED_ON), strict=False):
                yield _Resold(number.number, True, account.id)


def _numbers(context: Context) -> Table[_Resold]:
    """Give the numbers: the master account is the reseller, a sub account has none."""
    if context.account != context.world.master_id:
        return Table(tuple)
    return find.system_of(context).part(_Shelf).numbers(context.world)


def _country(number: str) -> str:
    """Give the country of a number by its calling code, "" for one that no country has."""
    codes = sorted(CALLING_CODES.items(), key=lambda pair: -len(pair[1]))
    return next((country for country, code in codes if number[1:].startswith(code)), "")


@handles("listCRPhoneNumbers")
def list_numbers(context: Context) -> Listed:
    """Answer the numbers, with the sub account that each was handed on to."""
    query = context.query
    found = (
        each
        for each in _numbers(context)
        if query.get("assigned_status") in (None, "assigned" if each.account else "unassigned")
        and query.get("sub_account_id") in (None, "", each.account)
        and contains(str(query.get("keyword", "")), each.id)
    )

    def row(each: _Resold) -> Row:
        account = context.world.account(each.account) if each.account else None
        return known(
            assigned_status="assigned" if each.account else "unassigned",
            carrier_code=_CARRIER,
            country_iso_code=_country(each.id),
            phone_number=each.id,
            status="active" if each.active else "inactive",
            sub_account_id=each.account,
            sub_account_name=account.name if account else "",
        )

    return Listed(Rows(found, row))


@handles("createCRPhoneNumbers")
def add_numbers(context: Context) -> None:
    """Add numbers, all or none; the body is a bare array."""
    if context.account != context.world.master_id:
        raise Refusal(400, 400, "This account is not a Carrier Reseller.")
    table, made = _numbers(context), {}
    for each in context.body:
        number = str(each.get("phone_number", ""))
        if not _E164.fullmatch(number):
            raise invalid("phone_number", f"Invalid phone number: {number}.")
        if each.get("status") not in ("active", "inactive"):
            raise invalid("status", "Invalid phone number status.")
        if not _country(number):
            raise invalid("phone_number", f"Unable to recognize country: {number}.")
        if number in table or number in made:
            raise invalid("phone_number", f"Phone number already exists: {number}.")
        made[number] = _Resold(number, each["status"] == "active", "")
    for resold in made.values():
        table.put(resold)


def _known(context: Context, number: str) -> _Resold:
    found = _numbers(context).get("+" + number.strip().lstrip("+"))
    if found is None:
        raise Refusal(400, 400, f"Phone number does not exists: {number}.")
    return found


@handles("activeCRPhoneNumbers")
def activate(context: Context) -> None:
    """Switch numbers on, all or none; the body is a bare array."""
    for each in [_known(context, number) for number in context.body]:
        _numbers(context).put(each._replace(active=True))


@handles("deleteCRPhoneNumber")
def delete_number(context: Context) -> None:
    """Delete a number that no sub account has."""
    resold = _known(context, context.path["number"])
    if resold.account:
        raise Refusal(400, 400, "The phone number is assigned to a sub account.")
    _numbers(context).remove(resold.id)
