"""What can be done to desk phones: reboot, who uses them, their provision template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.resources.edits.asking import called, id_at, id_in, pick
from ztui.resources.edits.model import Action, Check, Edits, Request
from ztui.resources.edits.pairs import Pair, adding, removing
from ztui.resources.model import Confirm, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["EDITS"]


def _body(ids: Sequence[str]) -> dict[str, Any]:
    return {"assignee_extension_ids": list(ids)}


def _ids(body: Any) -> Sequence[str]:
    found: Sequence[str] = body["assignee_extension_ids"]
    return found


_USED = Pair(
    "addExtensionsToADevice",
    "deleteExtensionFromADevice",
    "deviceId",
    "getADevice",
    "assignee",
    _body,
    _ids,
    item="extensionId",
    rows="assignees",
    match="extension_id",
)
_WHO = pick("extensions", "Users", "users", several=True, path="extension_id")


def _device(row: Row) -> dict[str, str]:
    return {"deviceId": id_at(row, "id", "device")}


_REBOOT = Action(
    "reboot",
    "Reboot",
    "devices",
    lambda row, _: [Request("rebootPhoneDevice", _device(row))],
    ("rebootPhoneDevice",),
    unverified="no read tells that a phone has restarted",
    final="a restart cannot be taken back; the phone is there again after some minutes",
    confirm=Confirm.DANGER,
    says=lambda row, _: f"{called(row)} restarts; calls on it are cut, and it rings nowhere until it is back",
)


def _provisioned(row: Row, template: str) -> Request:
    return Request("updateProvisionTemplateToDevice", _device(row), body={"provision_template_id": template})


def _template_before(row: Row, *_: Any) -> Request | None:
    template = row.get("provision_template_id")
    return _provisioned(row, template) if isinstance(template, str) and template else None


_TEMPLATE = Action(
    "set-template",
    "Set the provision template",
    "devices",
    lambda row, given: [_provisioned(row, id_in(given, "template", "provision template"))],
    ("updateProvisionTemplateToDevice",),
    (pick("template", "Provision template", "provision-templates"),),
    lambda row, request: Check(
        "getADevice", _device(row), match=(("provision_template_id", request.body["provision_template_id"]),)
    ),
    inverse=_template_before,
    final="there was no template before, and a template is only replaced, not removed",
    says=lambda row, _: f"{called(row)} is set up by another template",
)

EDITS = (
    Edits(
        "devices",
        actions=(
            _REBOOT,
            adding(_USED, "devices", "assign", "Assign to users", _WHO),
            removing(_USED, "devices", "unassign", "Take from users", _WHO, "it rings for them no more"),
            _TEMPLATE,
        ),
        create_check="id",
    ),
)
