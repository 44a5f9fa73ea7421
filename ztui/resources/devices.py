"""Desk phones. The list demands whether they are assigned, so it is asked once for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.resources.model import Column, Confirm, Field, Filter, Group, Kind, Operations, Related, Resource
from ztui.resources.rows import text_of, value_at
from ztui.resources.shows import dicts, joined, owner_link

if TYPE_CHECKING:
    from ztui.resources.model import Row

__all__ = ["RESOURCES"]

UNASSIGNED = "unassigned"


def _owners(row: Row) -> str:
    """Name the one or several who use the phone, each with the extension."""
    names = [joined(each.get("name"), each.get("extension_number")) for each in _people(row)]
    return ", ".join(each for each in names if each) or UNASSIGNED


def _names(row: Row) -> str:
    """Name the one or several who use the phone."""
    return ", ".join(filter(None, (text_of(each.get("name")) for each in _people(row)))) or UNASSIGNED


def _people(row: Row) -> tuple[Row, ...]:
    return dicts(row.get("assignees")) or dicts([row.get("assignee")])


def _accounts(row: Row) -> str:
    """List the SIP accounts of the phone, without their passwords."""
    found = dicts(value_at(row, "provision.sip_accounts"))
    return ", ".join(joined(each.get("user_name"), each.get("sip_domain"), by="@") for each in found)


DEVICES = Resource(
    name="devices",
    aliases=("device", "phones", "desk-phones"),
    title="Devices",
    singular="device",
    key="id",
    help="Desk phones: who uses them, model, MAC address, site, online or not.",
    model="ztui.resources.models.devices:Device",
    operations=Operations(
        list="listPhoneDevices",
        get="getADevice",
        create="addPhoneDevice",
        update="updateADevice",
        delete="deleteADevice",
    ),
    get_key="deviceId",
    each=("type", ("assigned", "unassigned")),
    columns=(
        Column("display_name", 15, title="Name", alias="name"),
        Column("assignee.name", 16, title="User", show=_names, alias="user", also=("assignees[0].name",)),
        Column("device_type", 14, title="Model", alias="model"),
        Column("mac_address", 17, title="MAC", alias="mac"),
        Column("status", 7, kind=Kind.STATUS),
        Column(
            "assignee.extension_number",
            7,
            title="Ext",
            kind=Kind.EXTENSION,
            wide_only=True,
            alias="ext",
            also=("assignees[0].extension_number",),
        ),
        Column("site.name", 12, title="Site", wide_only=True, alias="site"),
        Column("private_ip", 15, title="Private IP", wide_only=True),
        Column("public_ip", 15, title="Public IP", hidden=True),
        Column("firmware_version", 14, title="Firmware", hidden=True, alias="firmware"),
        Column("description", 20, hidden=True),
        Column("provision_template_id", 22, title="Template", kind=Kind.ID, hidden=True),
        Column("id", 22, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Overview",
            (
                Field("display_name", "Name"),
                Field("assignees", "Used by", show=_owners),
                Field("device_type", "Model"),
                Field("mac_address", "MAC address", help="Cannot be changed: delete the device and add it anew."),
                Field("status", kind=Kind.STATUS),
                Field("site.name", "Site"),
                Field("description"),
            ),
        ),
        Group(
            "Network",
            (
                Field("private_ip", "Private IP"),
                Field("public_ip", "Public IP"),
                Field("firmware_version", "Firmware"),
            ),
        ),
        Group(
            "Provisioning",
            (
                Field("provision.type", "Way", Kind.STATUS),
                Field("provision.url", "URL"),
                Field("provision.sip_accounts", "SIP accounts", show=_accounts),
                Field(
                    "provision.sip_accounts[0].password",
                    "SIP password",
                    Kind.SECRET,
                    help="Zoom sends it in clear; it is neither kept nor shown.",
                ),
                Field("provision_template_id", "Template", Kind.ID, help="Its settings stand in the template."),
            ),
        ),
        Group(
            "Policies",
            (
                Field("policy.call_control.status", "Call control", Kind.STATUS),
                Field("policy.hot_desking.status", "Hot desking", Kind.STATUS),
            ),
        ),
        Group("Ids", (Field("id", "ID", Kind.ID),)),
    ),
    filters=(
        Filter("keyword", "Name, user or MAC address"),
        Filter("type", "Assigned or not"),
        Filter("site_id", "Site", picks="sites"),
        Filter("device_type", "Make"),
        Filter("assignee_type", "Kind of user"),
        Filter("device_source", "Source"),
        Filter("location_status", "Location"),
    ),
    related=(
        Related(
            "User",
            key="assignee.id|assignees[0].id",
            choose=owner_link("assignee.extension_type|assignees[0].extension_type"),
        ),
        Related("Template", "provision-templates", key="provision_template_id"),
        Related("Second user", key="assignees[1].id", choose=owner_link("assignees[1].extension_type")),
        Related("Site", "sites", key="site.id"),
    ),
    confirm={"create": Confirm.REVIEW, "update": Confirm.REVIEW, "delete": Confirm.SEVERE},
    unavailable={"mac": "The MAC address of a device does not change; delete it and add it anew."},
)

RESOURCES = (DEVICES,)
