"""Faxes: the logs of the account and of an extension, one of them, sending, deleting, and the file."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ztui.sim.areas import find
from ztui.sim.areas.call_rows import stamp
from ztui.sim.areas.files import fax_files
from ztui.sim.areas.rows import KIND_CAMEL, Row, Rows, known, site_ref
from ztui.sim.filecontent import pdf
from ztui.sim.files import File
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.windows import window
from ztui.sim.world.faxes import FAXERS, Fax, faxes

if TYPE_CHECKING:
    from collections.abc import Callable

    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []

_E164 = re.compile(r"\+?[1-9]\d{6,14}")
_AGENT = "Poly/PolyATA400-4.0.2.6778"


def _own(system: PhoneSystem, fax: Fax, side: str) -> Row:
    """Give the fields of the account's side, which is the sender or the receiver."""
    thing = system.thing(fax.owner.kind, fax.owner.id)
    row: Row = {f"{side}_number": fax.number, f"{side}_extension_type": KIND_CAMEL[fax.owner.kind]}
    if thing is not None:
        row |= {
            f"{side}_extension_id": thing.ext_id,
            f"{side}_extension_number": str(thing.extension),
            f"{side}_name": fax.sender_name or thing.name,
        }
    if fax.by_api:
        return row | {f"{side}_type": "openapi"}
    return row | {f"{side}_type": "ata", f"{side}_user_agent": _AGENT}


def _row(system: PhoneSystem, fax: Fax) -> Row:
    thing = system.thing(fax.owner.kind, fax.owner.id)
    side, other = ("sender", "receiver") if fax.outgoing else ("receiver", "sender")
    site = site_ref(system, thing.site_id) if thing is not None else None
    row = _own(system, fax, side) | known(
        **{f"{other}_number": fax.other, f"{other}_name": fax.other_name, f"{other}_type": "pstn"}
    )
    return row | known(
        fax_log_id=fax.id,
        fax_id=fax.fax_id,
        site_id=site["id"] if site else "",
        site_name=site["name"] if site else "",
        direction="outbound" if fax.outgoing else "inbound",
        extension_id=thing.ext_id if thing is not None else "",
        extension_type=KIND_CAMEL[fax.owner.kind],
        file_id=fax.file_id,
        file_pages_count=fax.pages,
        status=fax.status,
        read_status="read" if fax.read else "unread",
        create_time=stamp(fax.at),
    )


def _found(context: Context, owner_id: str = "") -> list[Fax]:
    """Give the faxes of the window that the query leaves, newest first."""
    system, query, span = find.system_of(context), context.query, window(context)
    start, end = int(span.start.timestamp()), int(span.end.timestamp())
    tests: list[Callable[[Fax], bool]] = [lambda fax: start <= fax.at <= end]
    if owner_id:
        tests.append(lambda fax: fax.owner.id == owner_id)
    if sender := str(query.get("sender_number", "")).lstrip("+ "):
        tests.append(lambda fax: sender in (fax.number if fax.outgoing else fax.other))
    if receiver := str(query.get("receiver_number", "")).lstrip("+ "):
        tests.append(lambda fax: receiver in (fax.other if fax.outgoing else fax.number))
    if kind := query.get("extension_type"):
        tests.append(lambda fax: KIND_CAMEL[fax.owner.kind] == kind)
    if site := query.get("site_id"):
        tests.append(lambda fax: getattr(system.thing(fax.owner.kind, fax.owner.id), "site_id", "") == site)
    found = [fax for fax in system.part(faxes) if all(test(fax) for test in tests)]
    return sorted(found, key=lambda fax: -fax.at)


@handles("GetAccount'sFaxLogs")
def list_logs(context: Context) -> Listed:
    """Answer the faxes of the account; the receiver's kind is written another way here."""
    system = find.system_of(context)

    def row(fax: Fax) -> Row:
        made = _row(system, fax)
        if "receiver_extension_type" in made:
            made["receiver_extension_type"] = fax.owner.kind.value
        return made

    return Listed(Rows(_found(context), row))


@handles("Getuser'sfaxlogs")
def list_own(context: Context) -> Listed:
    """Answer the faxes of an extension."""
    system = find.system_of(context)
    held = system.extension(context.path["extensionId"])
    if held is None:
        raise Refusal(404, None, "The extension does not exist.")
    return Listed(Rows(_found(context, held.thing.id), lambda fax: _row(system, fax)))


def _fax(context: Context, http: int, code: int) -> Fax:
    key = context.path["faxLogId"]
    found = find.system_of(context).part(faxes).get(key)
    if found is None:
        raise Refusal(http, code, f"Fax log not found for faxLogId: {key}.")
    return found


@handles("GetFaxLogDetails")
def get_log(context: Context) -> Listed:
    """Answer one fax, with how its way went, as the only element of an array."""
    fax = _fax(context, 404, 40401)
    row = _row(find.system_of(context), fax)
    tries = 3 if fax.status == "failed" else 0
    return Listed([row | {"status_reason": fax.reason, "retry_times": tries, "node": 1}])


@handles("DeleteFaxLog")
def delete_log(context: Context) -> None:
    """Delete a fax."""
    find.system_of(context).part(faxes).remove(_fax(context, 404, 400001).id)


@handles("UpdateFaxLogReadStatus")
def update_log(context: Context) -> None:
    """Mark a fax as read, or as what the query says."""
    fax, status = _fax(context, 400, 400001), context.query.get("read_status", "read")
    find.system_of(context).part(faxes).put(fax._replace(read=status == "read"))


@handles("Downloadfaxfile")
def download(context: Context) -> File:
    """Give the pages of a fax."""
    fax, key = _fax(context, 404, 40401), context.path["fileId"]
    if key != fax.file_id:
        raise Refusal(404, 40402, f"Fax file not found for fileId: {key}.")
    sender, receiver = (fax.number, fax.other) if fax.outgoing else (fax.other, fax.number)
    head = [f"From {sender}", f"To {receiver}", stamp(fax.at)]
    pages = [[*head, f"Page {page} of {fax.pages}"] for page in range(1, fax.pages + 1)]
    return File(f"fax_{fax.fax_id}.pdf", "application/pdf", pdf(pages), datetime.fromtimestamp(fax.at, UTC))


@handles("SendEFax")
def send(context: Context) -> Row:
    """Send an uploaded file to receivers; what cannot go is told receiver by receiver, the others have a log."""
    system, body = find.system_of(context), context.body
    number = system.number_by_e164(body["sender_number"])
    file = fax_files(context).get(body["file_id"])
    owner = number.owner if number is not None else None
    fax_id = system.new_id()
    made: list[Row] = []
    for each in body["receivers"]:
        row: Row = {"receiver_number": each["receiver_number"]}
        if number is None:
            row["status"] = "invalid_sender_number"
        elif owner is None or owner.kind not in FAXERS:
            row["status"] = "sender_fax_disabled"
        elif file is None:
            row["status"] = "invalid_parameter"
        elif not _E164.fullmatch(each["receiver_number"]):
            row["status"] = "invalid_receiver_number"
        else:
            fax = Fax(
                id=system.new_id(),
                fax_id=fax_id,
                at=int(context.now.timestamp()),
                outgoing=True,
                owner=owner,
                number=number.number,
                other="+" + each["receiver_number"].lstrip("+"),
                other_name=each.get("receiver_name", ""),
                sender_name=body.get("sender_name", ""),
                pages=1,
                status="submitted",
                reason="success",
                read=True,
                file_id=file.id,
                by_api=True,
            )
            system.part(faxes).put(fax)
            row |= {"fax_log_id": fax.id, "status": "success"}
        made.append(row)
    return {"fax_id": fax_id, "receivers": made}
