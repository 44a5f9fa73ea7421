"""The phone swap: a new desk phone for those who use an old one, with the same line keys; the old one goes last."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ztui.core.errors import Conflict, FieldError, Invalid
from ztui.resources.edits.asking import called, id_at
from ztui.resources.edits.model import Action, Check, Expect, Given, Input, InputKind, Request
from ztui.resources.rows import text_of, value_at
from ztui.resources.shows import dicts
from ztui.services.changes.creating import plan_create
from ztui.services.changes.later import new_one
from ztui.services.changes.removing import plan_delete
from ztui.services.tasks.model import Findings, Task
from ztui.services.tasks.steps import Steps, plan_by_value

if TYPE_CHECKING:
    from ztui.resources.model import Row
    from ztui.services.changes.model import Plan
    from ztui.services.session import Session
    from ztui.services.tasks.reads import Reads

__all__ = ["PHONE_SWAP"]

_NEW = new_one("desk phone")


def _keys_there(row: Row, request: Request) -> Check:
    """Look for the last of the keys: the first is the user's own on any phone."""
    last = max(request.body["positions"], key=lambda each: each["index"])
    match = (("index", last["index"]), ("extension_id", last["extension_id"]))
    path = {"deviceId": id_at(row, "id", "device")}
    return Check("listDeviceLineKeySetting", path, expect=Expect.THERE, match=match, rows="positions")


_KEYS = Action(
    "set-line-keys",
    "Set the line keys",
    "devices",
    lambda row, given: [
        Request(
            "batchUpdateDeviceLineKeySetting",
            {"deviceId": id_at(row, "id", "device")},
            body={"positions": list(given["positions"])},
        )
    ],
    ("batchUpdateDeviceLineKeySetting",),
    (Input("positions", "Positions", InputKind.JSON, several=True),),
    _keys_there,
    final="a new phone has no line keys of before; they go with the phone",
)


def _mac(text: str) -> str:
    """Give a MAC address as Zoom writes it; raises Invalid."""
    digits = re.sub(r"[\s:.\-]", "", text).lower()
    if re.fullmatch(r"[0-9a-f]{12}", digits):
        return "-".join(re.findall("..", digits))
    error = Invalid("That is no MAC address.", "Write it like 80:5e:c0:12:34:56; it is on the back of the phone.")
    error.fields = (FieldError("mac", "must have twelve digits from 0 to f"),)
    raise error


async def _look(session: Session, given: Given, reads: Reads) -> Findings:
    del session
    mac = _mac(text_of(given["mac"]))
    old = await reads.get("devices", given["device"])
    listed = await reads.rows("devices")
    same = [each for each in listed if text_of(each.get("mac_address")).lower() == mac]
    if same:
        raise Conflict(f"The phone {mac} is in the account already: {called(same[0])}.", "Nothing was sent.")
    keys = await reads.maybe(
        reads.answer("listDeviceLineKeySetting", {"deviceId": given["device"]}), "The line keys of the old phone"
    )
    positions = [
        {"index": each["index"], "extension_id": each["extension_id"]}
        for each in dicts(value_at(keys or {}, "positions"))
        if each.get("extension_id") and isinstance(each.get("index"), int)
    ]
    users = [text_of(each.get("name")) for each in dicts(old.get("assignees"))]
    lost = [each for each in dicts(old.get("assignees")) if not each.get("extension_id")]
    brand = _brand(given, old)
    minds = ["The new phone must fetch its settings: factory-reset it, or enter Zoom's provisioning address."]
    if given.get("keep") is not True:
        minds.append("Deleting the old phone is last, and only if all before is done; line keys go with it.")
    return Findings(
        subject=f"{called(old)}: {text_of(old.get('device_type'))} becomes {' '.join(filter(None, brand))} {mac}",
        found=(
            f"Rings for: {', '.join(users) or 'nobody'}",
            f"Line keys: {len(positions)}",
            f"Site: {text_of(value_at(old, 'site.name')) or 'none'}",
            f"Template: {text_of(old.get('provision_template_id')) or 'none'}",
        ),
        cannot=(
            *(f"{each}." for each in reads.failed),
            *(f"{text_of(each.get('name'))} has no extension that could be moved." for each in lost),
            "Softkeys and settings made at the phone itself are not read by any operation.",
        ),
        minds=tuple(minds),
        facts=(old, mac, brand, tuple(positions)),
    )


def _brand(given: Given, old: Row) -> tuple[str, str]:
    """Give brand and model: as given, else those of the old phone."""
    brand, _, model = text_of(old.get("device_type")).partition(" ")
    return text_of(given.get("brand")) or brand.lower(), text_of(given.get("model")) or model


async def _make(session: Session, given: Given, findings: Findings) -> Plan:
    old, mac, (brand, model), positions = findings.facts
    name = text_of(old.get("display_name")) or mac
    values: dict[str, Any] = {
        "display_name": name,
        "mac_address": mac,
        "type": brand,
        "model": model,
        "site_id": text_of(value_at(old, "site.id")),
        "provision_template_id": text_of(old.get("provision_template_id")),
    }
    steps = Steps(session)
    making = plan_create(session, "devices", {field: value for field, value in values.items() if value})
    made = await steps.add(making, what=f"Add the phone {mac}", title=f"Add the phone {mac}")
    if not made:
        raise Conflict(f"The phone cannot be added: {'; '.join(steps.plan().says)}", "Nothing was sent.")
    steps.makes(made, _NEW)
    new: dict[str, Row] = {_NEW: {"display_name": name, "assignees": []}}
    before = [made]
    for each in dicts(old.get("assignees")):
        if extension := text_of(each.get("extension_id")):
            what = f"{mac}: rings for {text_of(each.get('name'))}"
            planning = plan_by_value(session, "devices", "assign", [_NEW], {"extensions": [extension]}, new=new)
            before.append(await steps.add(planning, what=what, title=what, quiet=True))
    if positions:
        what = f"{mac}: the line keys of the old phone"
        planning = plan_by_value(session, "devices", _KEYS, [_NEW], {"positions": list(positions)}, new=new)
        before.append(await steps.add(planning, what=what, title=what, after=before, quiet=True))
    if given.get("keep") is not True:
        deleting = plan_delete(session, "devices", [given["device"]])
        await steps.add(
            deleting, what=f"Delete the old phone {name}", title=f"Delete the old phone {name}", after=before
        )
    steps.say(*findings.cannot, *findings.minds)
    return steps.plan()


PHONE_SWAP = Task(
    name="phone-swap",
    title="Another desk phone",
    about="Add a new desk phone with the users, site, template and line keys of an old one, then delete the old one.",
    inputs=(
        Input("device", "Old phone", InputKind.PICK, picks=("devices",)),
        Input("mac", "MAC address of the new one"),
        Input("brand", "Brand", required=False, help="As Zoom lists it; that of the old phone if empty."),
        Input("model", "Model", required=False, help="That of the old phone if empty."),
        Input("keep", "Keep the old one", InputKind.SWITCH, required=False),
    ),
    resources=("devices",),
    look=_look,
    make=_make,
    examples=(
        "phone-swap 'Front desk' mac=80:5e:c0:12:34:56 --dry-run",
        "phone-swap 80-5e-c0-e0-00-00 mac=805ec0123456 model=T57W keep=yes --yes",
    ),
)
