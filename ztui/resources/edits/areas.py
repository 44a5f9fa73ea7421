"""What common areas have beside their fields: desk phones, hot desking and holidays, by settings of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.resources.edits.asking import called, flag_in, id_at, id_in, pick, segment, text_in
from ztui.resources.edits.model import Action, Check, Expect, Given, Input, InputKind, Request
from ztui.resources.edits.pairs import Pair, adding, removing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.model import Row

__all__ = ["AREA_ACTIONS"]

_PHONE, _HOLIDAY = "desk_phone", "holiday_hours"
_READ, _UPDATE = "getCommonAreaSettings", "UpdateCommonAreaSetting"


def _where(row: Row, kind: str) -> dict[str, str]:
    return {"commonAreaId": id_at(row, "id", "common area"), "settingType": kind}


def _read(request: Request, kind: str, expect: Expect, *match: tuple[str, Any]) -> Check:
    path = {"commonAreaId": request.path["commonAreaId"]}
    rows = _HOLIDAY if kind == _HOLIDAY else "desk_phones"
    return Check(_READ, path, {"setting_type": kind}, expect, match, rows)


class _DeskPhones(Pair):
    """Desk phones: both operations have the kind of setting in their path."""

    def give(self, owner: str, things: Sequence[str]) -> list[Request]:
        """Make the requests that give a common area phones."""
        path = {"commonAreaId": segment(owner, "common area"), "settingType": _PHONE}
        return [Request(self.add, path, body={"device_id": segment(each, "phone")}) for each in things]

    def take(self, owner: str, things: Sequence[str]) -> list[Request]:
        """Make the requests that take phones from a common area."""
        path = {"commonAreaId": segment(owner, "common area"), "settingType": _PHONE}
        return [Request(self.remove, path, {"device_id": segment(each, "phone")}) for each in things]

    def named(self, request: Request) -> tuple[str, ...]:
        """Give the phone that a request names."""
        return (str((request.body if request.operation_id == self.add else request.query)["device_id"]),)

    def check(self, _: Row, request: Request) -> Check:
        """Look among the desk phones of the common area."""
        expect = Expect.THERE if request.operation_id == self.add else Expect.GONE
        return _read(request, _PHONE, expect, ("id", self.named(request)[0]))


_PHONES = _DeskPhones(
    "AddCommonAreaSetting",
    "deleteCommonAreaSetting",
    "commonAreaId",
    _READ,
    "desk phone",
    lambda ids: {"device_id": ids[0]},
    lambda body: (str(body["device_id"]),),
)
_DEVICES = pick("devices", "Desk phones", "devices", several=True)


def _hot_desking(path: Any, device: str, status: str) -> Request:
    return Request(_UPDATE, path, body={"desk_phones": [{"id": device, "hot_desking": {"status": status}}]})


def _turned(row: Row, given: Given) -> Sequence[Request]:
    status = "on" if flag_in(given, "on", "hot desking") else "off"
    return [_hot_desking(_where(row, _PHONE), id_in(given, "device", "desk phone"), status)]


def _is_turned(_: Row, request: Request) -> Check:
    phone = request.body["desk_phones"][0]
    match = (("id", phone["id"]), ("hot_desking.status", phone["hot_desking"]["status"]))
    return _read(request, _PHONE, Expect.THERE, *match)


def _turned_back(row: Row, request: Request, _: Any) -> Request | None:
    told, key = row.get(_READ), request.body["desk_phones"][0]["id"]
    phones = told.get("desk_phones") or [] if isinstance(told, dict) else []
    before = next((each.get("hot_desking", {}).get("status") for each in phones if each.get("id") == key), None)
    return _hot_desking(request.path, key, before) if before in ("on", "off") else None


_HOT_DESKING = Action(
    "set-hot-desking",
    "Turn hot desking on or off",
    "common-areas",
    _turned,
    (_UPDATE,),
    (pick("device", "Desk phone", "devices"), Input("on", "On", InputKind.SWITCH)),
    _is_turned,
    inverse=_turned_back,
    final="whether it was on before is not among what was read",
    says=lambda row, given: (
        f"People {'may' if given.get('on') else 'can no longer'} sign in on that desk phone of {called(row)}"
    ),
    reads=lambda row, _: Request(_READ, {"commonAreaId": id_at(row, "id", "common area")}, {"setting_type": _PHONE}),
)
_HOLIDAY_INPUTS = (
    Input("name", "Name"),
    Input("from", "From", help="2026-12-24T00:00:00Z, read in the area's own time zone"),
    Input("to", "To", help="2026-12-24T23:59:00Z"),
)


def _holiday(row: Row, given: Given) -> Sequence[Request]:
    day = {each.name: text_in(given, each.name, each.title.lower()) for each in _HOLIDAY_INPUTS}
    return [Request("AddCommonAreaSetting", _where(row, _HOLIDAY), body={_HOLIDAY: {"holidays": [day]}})]


def _holiday_there(_: Row, request: Request) -> Check:
    day = request.body[_HOLIDAY]["holidays"][0]
    return _read(request, _HOLIDAY, Expect.THERE, *((name, day[name]) for name in ("name", "from", "to")))


def _holiday_gone(_: Row, request: Request, answer: Any) -> Request | None:
    made = answer.get(_HOLIDAY, {}).get("holidays") if isinstance(answer, dict) else None
    key = made[0].get("holiday_id") if isinstance(made, list) and len(made) == 1 else None
    return (
        Request("deleteCommonAreaSetting", request.path, {"holiday_hour_id": segment(key, "holiday")}) if key else None
    )


_ADD_HOLIDAY = Action(
    "add-holiday",
    "Add a holiday",
    "common-areas",
    _holiday,
    ("AddCommonAreaSetting",),
    _HOLIDAY_INPUTS,
    _holiday_there,
    inverse=_holiday_gone,
    final="Zoom did not name the holiday that it made",
    says=lambda row, given: f"{called(row)} is on holiday: {given.get('name', '')}",
)

AREA_ACTIONS = (
    adding(_PHONES, "common-areas", "add-desk-phone", "Add a desk phone", _DEVICES),
    removing(_PHONES, "common-areas", "remove-desk-phone", "Take a desk phone away", _DEVICES),
    _HOT_DESKING,
    _ADD_HOLIDAY,
)
"""What can be done to a common area beside its numbers, plans, PIN and template."""
