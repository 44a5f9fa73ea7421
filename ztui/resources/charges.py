"""What calls, messages and faxes cost: reports of a month a request, 13 months back, without ids of their rows.

A key joins what tells the charges of one call or message apart, so that each is kept.
"""

from __future__ import annotations

from ztui.resources.model import Child, Column, Field, Filter, Group, Kind, Operations, Related, Resource
from ztui.resources.shows import in_words, joined

__all__ = ["RESOURCES"]

_READ_ONLY = {"update": "A report of charges cannot be changed."}
_CHARGE = Column("total_charge", 9, title="Charge", alias="charge")
_CURRENCY = Column("currency", 8, wide_only=True)
_BILLED = Column("billing_number", 17, title="Billed to", kind=Kind.NUMBER, hidden=True, alias="billed")
_ORDER = (
    Column("department", 14, hidden=True),
    Column("cost_center", 12, hidden=True),
)
_PRICE = (
    Field("total_charge", "Charge", show=lambda row: joined(row.get("total_charge"), row.get("currency"), by=" ")),
    Field("rate"),
    Field("billing_number", "Billed to", Kind.NUMBER),
)
_CALL_TYPES = (("international", "intl"), ("callCenter", "center"))

CALL_CHARGES = Resource(
    name="call-charges",
    aliases=("call-charge", "charges"),
    title="Call charges",
    singular="call charge",
    key="call_log_id+callee_number+end_time+total_charge",
    label="call_log_id",
    help="What calls cost: a month a request, 13 months back (a heavy report).",
    model="ztui.resources.models.charges:CallCharge",
    operations=Operations(list="GetCallChargesUsageReport"),
    window=True,
    group_by_day="end_time",
    columns=(
        Column("end_time", 8, title="End", kind=Kind.CLOCK, alias="ended"),
        Column("calling_party_name", 18, title="From", alias="from", also=("caller_number",)),
        Column("callee_number", 17, title="To", kind=Kind.NUMBER, alias="to"),
        Column("call_type", 8, title="Type", kind=Kind.STATUS, short=_CALL_TYPES, alias="type"),
        Column("duration", 7, title="Dur", kind=Kind.DURATION, alias="dur"),
        _CHARGE,
        _CURRENCY,
        Column("caller_number", 17, title="From number", kind=Kind.NUMBER, wide_only=True),
        Column("rate", 8, hidden=True),
        Column("service_type", 9, title="Service", kind=Kind.STATUS, hidden=True),
        _BILLED,
        *_ORDER,
        Column("employee_id", 12, title="Employee", hidden=True),
        Column("call_log_id", 36, title="Call log ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Call",
            (
                Field("end_time", "Ended", Kind.TIME),
                Field("duration", kind=Kind.DURATION),
                Field("call_type", "Type", show=in_words("call_type")),
                Field("service_type", "Service", show=in_words("service_type")),
                Field("calling_party_name", "From"),
                Field("caller_number", "From number", Kind.NUMBER),
                Field("callee_number", "To number", Kind.NUMBER),
            ),
        ),
        Group(
            "Charge",
            (
                *_PRICE,
                Field("charge_mode", "Charged", show=in_words("charge_mode")),
                Field("caller_billing_number", "Caller's billing number", Kind.NUMBER),
                Field("callee_billing_number", "Callee's billing number", Kind.NUMBER),
                Field("forward_number_billing", "Forwarded number", Kind.NUMBER),
            ),
        ),
        Group("Order", (Field("department"), Field("cost_center"), Field("employee_id", "Employee"))),
        Group("Ids", (Field("call_log_id", "Call log ID", Kind.ID),)),
    ),
    filters=(
        Filter("show_charges_only", "Only what costs"),
        Filter("billing_account_id", "Billing account"),
        Filter("call_ids", "Call IDs"),
        Filter("from", "From"),
        Filter("to", "To"),
    ),
    related=(
        Related("Calls of this number", "call-history", where=(("keyword", "callee_number"),), around="end_time"),
    ),
    unavailable=_READ_ONLY,
)

SMS_CHARGES = Resource(
    name="sms-charges",
    aliases=("sms-charge",),
    title="SMS charges",
    singular="SMS charge",
    key="message_id+to_number+session_id",
    label="message_id",
    help="What messages cost: a month a request, 13 months back (a heavy report).",
    model="ztui.resources.models.charges:SmsCharge",
    operations=Operations(list="GetSMSChargesUsageReport"),
    window=True,
    group_by_day="sent_time",
    columns=(
        Column("sent_time", 8, title="Sent", kind=Kind.CLOCK, alias="sent"),
        Column("from_display_name", 18, title="From", alias="from", also=("from_number",)),
        Column("to_number", 17, title="To", kind=Kind.NUMBER, alias="to"),
        Column("message_type", 8, title="Type", alias="type"),
        Column("delivery_status", 9, title="Delivery", kind=Kind.STATUS, alias="delivery"),
        Column("total_charge", 7, title="Charge", alias="charge"),
        _CURRENCY,
        Column("from_number", 17, title="From number", kind=Kind.NUMBER, wide_only=True),
        Column("rate", 8, hidden=True),
        _BILLED,
        *_ORDER,
        Column("message_id", 30, title="Message ID", kind=Kind.ID, hidden=True),
        Column("session_id", 30, title="Session ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Message",
            (
                Field("sent_time", "Sent", Kind.TIME),
                Field("message_type", "Type"),
                Field("delivery_status", "Delivery", Kind.STATUS),
                Field("delivery_detail", "In detail"),
            ),
        ),
        *(
            Group(
                title,
                (
                    Field(f"{side}_display_name", "Name"),
                    Field(f"{side}_number", "Number", Kind.NUMBER),
                    Field(f"{side}_extension_number", "Extension", Kind.EXTENSION),
                    Field(f"{side}_email", "E-mail"),
                ),
            )
            for title, side in (("Sender", "from"), ("Receiver", "to"))
        ),
        Group("Charge", (*_PRICE, Field("department"), Field("cost_center"))),
        Group("Ids", (Field("message_id", "Message ID", Kind.ID), Field("session_id", "Session ID", Kind.ID))),
    ),
    filters=(Filter("show_charges_only", "Only what costs"), Filter("from", "From"), Filter("to", "To")),
    children=(Child("Messages", "sms-messages", (("sessionId", "session_id"),)),),
    unavailable=_READ_ONLY,
)

FAX_CHARGES = Resource(
    name="fax-charges",
    aliases=("fax-charge",),
    title="Fax charges",
    singular="fax charge",
    key="fax_id+receiver_number+end_time",
    label="fax_id",
    help="What faxes cost: a month a request, 13 months back (a heavy report).",
    model="ztui.resources.models.charges:FaxCharge",
    operations=Operations(list="Getfaxchargesusagereport"),
    window=True,
    group_by_day="end_time",
    columns=(
        Column("end_time", 8, title="End", kind=Kind.CLOCK, alias="ended"),
        Column("sender_number", 17, title="From", kind=Kind.NUMBER, alias="from"),
        Column("receiver_number", 17, title="To", kind=Kind.NUMBER, alias="to"),
        Column("total_pages", 5, title="Pages", kind=Kind.COUNT, alias="pages"),
        Column("fax_type", 8, title="Type", kind=Kind.STATUS, short=_CALL_TYPES, alias="type"),
        _CHARGE,
        _CURRENCY,
        Column("charge_status", 10, title="Status", kind=Kind.STATUS, wide_only=True, alias="status"),
        Column("charged_pages", 7, title="Charged", kind=Kind.COUNT, wide_only=True),
        Column("unlimited", 9, kind=Kind.FLAG, hidden=True),
        Column("rate", 8, hidden=True),
        _BILLED,
        Column("fax_id", 30, title="Fax ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Fax",
            (
                Field("end_time", "Ended", Kind.TIME),
                Field("sender_number", "From", Kind.NUMBER),
                Field("receiver_number", "To", Kind.NUMBER),
                Field("fax_type", "Type", Kind.STATUS),
                Field("total_pages", "Pages", Kind.COUNT),
            ),
        ),
        Group(
            "Charge",
            (
                *_PRICE,
                Field("charged_pages", "Pages charged", Kind.COUNT),
                Field("charge_mode", "Charged", show=in_words("charge_mode")),
                Field("charge_status", "Status", Kind.STATUS),
                Field("unlimited", "Within an unlimited plan", Kind.FLAG),
                Field("fax_id", "Fax ID", Kind.ID),
            ),
        ),
    ),
    filters=(Filter("fax_id", "Fax ID"), Filter("from", "From"), Filter("to", "To")),
    related=(Related("Fax", "fax-logs", match=(("fax_id", "fax_id"),)),),
    unavailable=_READ_ONLY,
)

RESOURCES = (CALL_CHARGES, SMS_CHARGES, FAX_CHARGES)
