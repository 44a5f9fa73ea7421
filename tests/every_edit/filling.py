"""What to fill in: values that differ from what is there, and fit the field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.every_edit.completing import completing
from ztui.resources.edits.model import InputKind
from ztui.resources.rows import key_of, value_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.every_edit.account import Account, Thing
    from ztui.resources.edits.model import Input, WriteField

__all__ = ["ids_in", "new_values", "other_values", "values_for"]

_MADE = 4

_TEXTS = {
    "timezone": ("Europe/Berlin", "America/Denver"),
    "client_code": ("0815",),
    "from": ("2027-01-01T00:00:00Z",),
    "to": ("2027-01-01T23:59:00Z",),
    "email": ("new.person@acme.example",),
    "user_email": ("new.person@acme.example",),
    "mac_address": ("64167f3a12b4",),
    "country": ("US",),
    "country_code": ("US",),
    "country_iso": ("US",),
    "phone_number": ("+14155550177",),
    "zip": ("94105",),
    "state_code": ("CA",),
    "city": ("San Francisco",),
    "address_line1": ("1 Main Street",),
    "code": ("4711",),
    "id": ("FR", "GB", "DE"),
    "country_iso_code": ("CA", "GB"),
    "area_code": ("415",),
    "bssid": ("aa:bb:cc:dd:ee:01",),
    "private_ip": ("192.0.2.10",),
    "public_ip": ("192.0.2.11",),
    "capability": (["Outgoing"], ["Incoming"]),
    "setting": (
        "schedule_meeting.host_video",
        "in_meeting.chat",
        "call_live_transcription",
        "sms",
        "voicemail",
        "international_calling",
    ),
    "text": ("Hello there",),
}


def ids_in(value: Any) -> Iterator[str]:
    """Give all ids that stand in an answer, whatever they are of."""
    if isinstance(value, dict):
        for name, each in value.items():
            if isinstance(each, str | int) and not isinstance(each, bool) and ("id" in name or name == "type"):
                yield str(each)
            elif isinstance(each, dict | list):
                yield from ids_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from ids_in(each)


async def other_values(account: Account, field: WriteField | Input, before: Any) -> list[Any]:
    """Give values for a field that differ from the one before."""
    found = await _values(account, field, before)
    return [each for each in found if each != before and str(each) != str(before)]


async def values_for(account: Account, field: Input, thing: Thing) -> list[Any]:
    """Give values for an input of an action on an object: of what it holds first, then of what there is."""
    found = await _values(account, field, None)
    if field.kind is not InputKind.PICK:
        return found
    held = set(ids_in(await account.answer(thing)))
    return sorted(found, key=lambda each: each not in held)


async def _values(account: Account, field: WriteField | Input, before: Any) -> list[Any]:
    name = (getattr(field, "write", "") or getattr(field, "name", "")).rpartition(".")[2]
    if field.choices:
        raw = [each for each, _ in field.choices]
        return [[each] for each in raw] if field.several or field.kind is InputKind.CHOICES else raw
    if field.kind is InputKind.PICK:
        return await _picked(account, field)
    if name in ("from", "to") and isinstance(before, str):
        return [before.replace("T00:00", "T06:00").replace("T23:59", "T22:00"), *_TEXTS[name]]
    if name in _TEXTS:
        return list(_TEXTS[name])
    match field.kind:
        case InputKind.SWITCH:
            return [True, False]
        case InputKind.NUMBER | InputKind.DURATION:
            base = before if isinstance(before, int) else 0
            return [base + 1, 30, 60, 2, 10, 1, 5, 3, base - 1]
        case InputKind.PHONE:
            numbers = await account.rows("numbers")
            found = [each["number"] for each in numbers if not each.get("assigned_list")]
            return [[each] for each in found] if field.several else found
        case InputKind.TIMEZONE:
            return list(_TEXTS["timezone"])
        case InputKind.EXTENSION:
            text = str(before or "")
            return [str(int(text) + 137)] if text.isdecimal() else ["4711"]
        case InputKind.TEXT:
            return [["Other"]] if field.several else ["Other", "12345", "de-DE", "en-GB"]
        case _:
            return []


async def _picked(account: Account, field: WriteField | Input) -> list[Any]:
    from ztui.resources.registry import resource

    found = []
    for name in field.picks:
        known = resource(name)
        for row in await account.rows(name):
            is_write = hasattr(field, "write")
            value = value_at(row, field.pick_path) if field.pick_path and is_write else key_of(known, row)
            if value:
                found.append(value)
    return found


async def new_values(account: Account, resource: str, offered: Sequence[WriteField]) -> list[dict[str, Any]]:
    """Give what a new object may be made with: the required fields, with their first, second, ... values, and more."""
    more = await completing(account, resource)
    required = [each for each in offered if each.required or each.write in ("name", "text")]
    values = {each.write: await _values(account, each, None) for each in required if each.write not in more}
    if not all(values.values()):
        return []
    return [more | {name: each[place % len(each)] for name, each in values.items()} for place in range(_MADE)]
