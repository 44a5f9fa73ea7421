"""Charges of calls, messages and faxes, as they follow from what was called, sent and faxed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.sim.areas import find
from ztui.sim.areas.billing import billing_account, billing_of
from ztui.sim.areas.call_rows import stamp
from ztui.sim.areas.calls import calls_in
from ztui.sim.areas.rows import Row, Rows, known
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.windows import window
from ztui.sim.world.entities import User
from ztui.sim.world.faxes import Fax, faxes
from ztui.sim.world.texting import Message, Texting, Thread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.sim.windows import Window
    from ztui.sim.world.calls.cast import Party
    from ztui.sim.world.calls.history import History
    from ztui.sim.world.calls.scene import Call
    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []

_CURRENCY, _SIGN = "USD", "$"
_LOCAL, _ABROAD, _TOLL_FREE = "0", "0.0406", "0.0205"
_MESSAGE, _PAGE = "0.0079", "0.0406"
_STATUSES = {
    "received": "Received",
    "delivered": "Delivered",
    "sent": "Sent",
    "failed_to_send": "Failed to send",
    "failed_to_deliver": "Failed to deliver",
}


def _span(context: Context) -> Window:
    """Give the window of a report, which refuses with code 400 where other lists do with 300."""
    try:
        return window(context)
    except Refusal as refused:
        told = "; ".join(message for _, message in refused.errors)
        raise Refusal(400, 400, f"Invalid start date. {told}") from None


def _total(rate: str, count: int) -> str:
    return f"{float(rate) * count:.4f}".rstrip("0").rstrip(".") or "0"


def _call_type(call: Call) -> str:
    if not call.external:
        return "voip"
    if "zoom_toll_free_number" in (call.caller.number_type, call.callee.number_type):
        return "tollfree"
    return "international" if call.caller.country != call.callee.country else "local"


def _rate(call: Call) -> str:
    """Give the price of a minute: calls out across a border cost, and so do calls in to a toll free number."""
    kind = _call_type(call)
    if kind == "international" and call.direction == "outbound":
        return _ABROAD
    return _TOLL_FREE if kind == "tollfree" else _LOCAL


def _minutes(call: Call) -> int:
    return -(-(call.end - call.answer) // 60)


def _number(party: Party) -> str:
    return party.extension or party.number


def _call_row(history: History, call: Call) -> Row:
    home, rate = call.home, _rate(call)
    number = home.number or _number(home)
    withheld = call.hidden and call.direction == "inbound"
    return known(
        call_log_id=history.uuid(call),
        caller_number="" if withheld else _number(call.caller),
        caller_billing_number="" if withheld else call.caller.number,
        callee_number=_number(call.callee),
        callee_billing_number=call.callee.number,
        call_type=_call_type(call),
        service_type="call",
        calling_party_name="Anonymous" if withheld else call.caller.name,
        cost_center=home.cost_center,
        employee_id=home.employee_id,
        department=home.department,
        end_time=stamp(call.end),
        duration=call.end - call.answer,
        charge_mode="per_min",
        rate=rate,
        currency=_CURRENCY,
        total_charge=_total(rate, _minutes(call)),
        billing_number=f"{number} Ext. {home.extension}" if home.extension else number,
    )


@handles("GetCallChargesUsageReport")
def call_charges(context: Context) -> Listed:
    """Answer what the calls that were answered cost."""
    system, query, span = find.system_of(context), context.query, _span(context)
    history, key = system.history, query.get("billing_account_id")
    sites: frozenset[str] | None = None
    if key:
        billing_account(context, key, Refusal(400, 400, "The billing_account_id is invalid."))
        sites = frozenset(site.id for site in system.sites.initial if billing_of(system, site)["id"] == key)
    costly = bool(query.get("show_charges_only"))
    ids = frozenset(each for each in str(query.get("call_ids", "")).split(",") if each)

    def wanted(call: Call) -> Sequence[int]:
        fits = (
            call.answer >= 0
            and (not costly or _rate(call) != _LOCAL)
            and (sites is None or (call.home.at >= 0 and history.cast.places[call.home.at].id in sites))
            and (not ids or history.uuid(call) in ids or history.call_ids.text(call.serial) in ids)
        )
        return (-1,) if fits else ()

    found = history.scan(("charges", costly, sites, ids), calls_in(context, span), wanted)
    return Listed(Rows(found, lambda each: _call_row(history, history.call(each[0]))), span.extra)


def _message_row(system: PhoneSystem, thread: Thread, message: Message) -> Row:
    thing = system.thing(thread.owner.kind, thread.owner.id)
    own, other = ("from", "to") if message.outgoing else ("to", "from")
    outside, name = thread.others[0]
    row: Row = {f"{own}_number": thread.number, f"{other}_number": outside}
    row |= known(**{f"{other}_display_name": name})
    if thing is not None:
        row |= {f"{own}_extension_number": str(thing.extension), f"{own}_display_name": thing.name}
        row |= known(cost_center=thing.cost_center, department=thing.department)
    if isinstance(thing, User):
        row[f"{own}_email"] = thing.email
    rate = _MESSAGE if message.outgoing else _LOCAL
    return row | {
        "session_id": thread.id,
        "message_id": message.id,
        "message_type": "MMS" if message.files else "SMS",
        "sent_time": stamp(message.at),
        "billing_number": thread.number,
        "rate": rate,
        "currency": _CURRENCY,
        "total_charge": _total(rate, len(thread.others)),
        "delivery_status": _STATUSES.get(message.status, "Unknown"),
    }


@handles("GetSMSChargesUsageReport")
def message_charges(context: Context) -> Listed:
    """Answer what the messages of the window cost, newest first."""
    system, span = find.system_of(context), _span(context)
    start, end = int(span.start.timestamp()), int(span.end.timestamp())
    costly = bool(context.query.get("show_charges_only"))
    found = [
        (thread, message)
        for thread in system.part(Texting).threads
        for message in thread.messages
        if start <= message.at <= end and (message.outgoing or not costly)
    ]
    found.sort(key=lambda pair: (-pair[1].at, pair[1].id))
    return Listed(Rows(found, lambda pair: _message_row(system, *pair)), span.extra)


def _fax_row(fax: Fax) -> Row:
    done = fax.status == "sent"
    abroad = fax.number[:2] != fax.other[:2]
    rate = _PAGE if abroad else _LOCAL
    pages = fax.pages if done else 0
    return {
        "fax_id": fax.fax_id,
        "sender_number": fax.number,
        "receiver_number": fax.other,
        "billing_number": fax.number,
        "end_time": stamp(fax.at + 30 * fax.pages),
        "charge_mode": "per_page",
        "fax_type": "international" if abroad else "local",
        "unlimited": not abroad,
        "total_pages": fax.pages,
        "rate": rate,
        "currency": _CURRENCY,
        "currency_sign": _SIGN,
        "charge_status": "calculated" if done else "pending",
        "charged_pages": pages,
        "total_charge": _total(rate, pages),
    }


@handles("Getfaxchargesusagereport")
def fax_charges(context: Context) -> Listed:
    """Answer what the faxes cost that were sent, newest first; one that is under way is not reckoned yet."""
    span, wanted = _span(context), context.query.get("fax_id")
    start, end = int(span.start.timestamp()), int(span.end.timestamp())
    found = [
        fax
        for fax in find.system_of(context).part(faxes)
        if fax.outgoing and fax.status != "failed" and start <= fax.at <= end and wanted in (None, "", fax.fax_id)
    ]
    found.sort(key=lambda fax: -fax.at)
    return Listed(Rows(found, _fax_row), span.extra)
