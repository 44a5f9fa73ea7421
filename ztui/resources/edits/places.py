"""What can be changed about sites, common areas, rooms, emergency addresses and locations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError
from ztui.resources.edits.areas import AREA_ACTIONS
from ztui.resources.edits.asking import called, id_at, id_in, pick, text_in
from ztui.resources.edits.holders import number_actions, number_delete
from ztui.resources.edits.model import Action, Check, Edits, Expect, Given, Input, InputKind, Request, WriteField
from ztui.resources.edits.plans import PLAN, plan_actions
from ztui.resources.model import Confirm, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["EDITS"]


def _delete_site(row: Row, given: Given) -> Sequence[Request]:
    site, heir = id_at(row, "id", "site"), id_in(given, "transfer_site", "site")
    if site == heir:
        raise ConfigError("A site cannot take over its own assets.", "Name another site.")
    return [Request("deletePhoneSite", {"siteId": site}, {"transfer_site_id": heir})]


_SITE_DELETE = Action(
    "delete",
    "Delete",
    "sites",
    _delete_site,
    ("deletePhoneSite",),
    (pick("transfer_site", "Its assets go to", "sites"),),
    lambda row, _: Check("getASite", {"siteId": id_at(row, "id", "site")}, expect=Expect.GONE),
    final="what belonged to the site moves to another one and stays there",
    confirm=Confirm.SEVERE,
    says=lambda row, _: f"{called(row)} is deleted; users, queues, numbers and devices of it move to another site",
)
_SYNC = Action(
    "sync-devices",
    "Sync its desk phones",
    "sites",
    lambda row, _: [Request("syncPhoneDevice", body={"level": 2, "site_id": id_at(row, "id", "site")})],
    ("syncPhoneDevice",),
    unverified="no read tells that the phones have fetched their settings",
    final="the phones have fetched their settings then; there is nothing to take back",
    confirm=Confirm.DANGER,
    says=lambda row, _: f"All desk phones of {called(row)} fetch their settings anew; some may restart",
)


def _area(row: Row) -> str:
    return id_at(row, "id", "common area")


_PIN = Action(
    "set-pin",
    "Set the PIN",
    "common-areas",
    lambda row, given: [
        Request(
            "UpdateCommonAreaPinCode",
            {"commonAreaId": _area(row)},
            body={"pin_code": text_in(given, "pin_code", "PIN")},
        )
    ],
    ("UpdateCommonAreaPinCode",),
    (Input("pin_code", "PIN", InputKind.SECRET),),
    unverified="PINs are not read back",
    final="the PIN from before is not kept anywhere",
    says=lambda row, _: f"{called(row)} gets another PIN; the one from before ends",
)
_CODE = Action(
    "make-activation-code",
    "Make an activation code",
    "common-areas",
    lambda row, _: [Request("Generateactivationcodesforcommonareas", body={"common_area_ids": [_area(row)]})],
    ("Generateactivationcodesforcommonareas",),
    check=lambda row, _: Check("listActivationCodes", expect=Expect.THERE, match=(("common_area_id", _area(row)),)),
    final="a code ends by itself; a new one takes its place",
    says=lambda row, _: f"{called(row)} gets a new activation code",
)
_TEMPLATE = Action(
    "apply-template",
    "Apply a template",
    "common-areas",
    lambda row, given: [
        Request(
            "ApplyTemplatetoCommonAreas",
            {"templateId": id_in(given, "template", "template")},
            body={"common_area_ids": [_area(row)]},
        )
    ],
    ("ApplyTemplatetoCommonAreas",),
    (pick("template", "Template", "setting-templates"),),
    unverified="Zoom does not tell which template an area was set up by",
    final="the settings from before are not kept; set them again to have them back",
    confirm=Confirm.DANGER,
    says=lambda row, _: f"{called(row)} takes over all settings of a template",
)
_ANEW = "it gets a new ID"

EDITS = (
    Edits(
        "sites",
        (
            WriteField("name", "name", "Name", required=True),
            WriteField("site_code", "site_code", "Site code"),
            WriteField("short_extension.length", "short_extension.length", "Digits of short extensions"),
            WriteField("caller_id_name", "caller_id_name", "Caller ID name"),
        ),
        (_SYNC, _SITE_DELETE),
        create_check="id",
    ),
    Edits(
        "common-areas",
        (
            WriteField("display_name", "display_name", "Name", required=True),
            WriteField("extension_number", "extension_number", "Extension", InputKind.EXTENSION, short_extension=True),
            WriteField("site.id", "site_id", "Site", InputKind.PICK, picks=("sites",)),
            WriteField("emergency_address.id", "emergency_address_id", "Emergency address"),
            WriteField("country.code", "country_iso_code", "Country"),
        ),
        (
            *number_actions("common-areas"),
            *plan_actions("common-areas", "commonAreaId", *PLAN["common-areas"]),
            _PIN,
            _CODE,
            _TEMPLATE,
            *AREA_ACTIONS,
        ),
        create_check="id",
    ),
    Edits("common-area-numbers", actions=(number_delete("common-area-numbers"),)),
    Edits(
        "rooms",
        (
            WriteField("extension_number", "extension_number", "Extension", InputKind.EXTENSION, long_extension=True),
            WriteField("site.id", "site_id", "Site", InputKind.PICK, picks=("sites",)),
            WriteField("", "id", "Room", InputKind.PICK, picks=("unassigned-rooms",), create_only=True, required=True),
        ),
        (*number_actions("rooms"), *plan_actions("rooms", "roomId", *PLAN["rooms"])),
    ),
    Edits("room-numbers", actions=(number_delete("room-numbers"),)),
    Edits("emergency-addresses", create_check="id"),
    Edits("emergency-locations", create_check="id", recreate=_ANEW),
    Edits("external-contacts", create_check="external_contact_id", recreate=_ANEW),
    Edits("routing-rules", create_check="routing_rule_id", recreate=_ANEW),
)
