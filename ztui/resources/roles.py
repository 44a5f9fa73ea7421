"""Roles of phone admins, who has them, and what they reach."""

from __future__ import annotations

from ztui.resources.model import Child, Column, Confirm, Field, Filter, Group, Kind, Operations, Related, Resource
from ztui.resources.shows import in_words, owner_link

__all__ = ["RESOURCES"]

_BY_ROLE = (("roleId", "id"),)
_IN_OR_OUT = {"update": "It is in the role or not; there is nothing else to change."}

ROLES = Resource(
    name="roles",
    aliases=("role", "phone-roles"),
    title="Roles",
    singular="role",
    key="id",
    help="Roles of phone admins: how many have them, and whether they are Zoom's own.",
    model="ztui.resources.models.roles:Role",
    operations=Operations(
        list="ListPhoneRoles",
        get="getRoleInformation",
        create="DuplicatePhoneRole",
        update="UpdatePhoneRole",
        delete="DeletePhoneRole",
    ),
    get_key="roleId",
    columns=(
        Column("name", 24),
        Column("total_members", 7, title="Members", kind=Kind.COUNT, alias="members"),
        Column("is_default", 8, title="Zoom's", kind=Kind.FLAG, about="Made by Zoom, not by the account"),
        Column("description", 31),
        Column("id", 22, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Overview",
            (
                Field("name"),
                Field("description"),
                Field("total_members", "Members", Kind.COUNT),
                Field("is_default", "Made by Zoom", Kind.FLAG),
                Field("id", "ID", Kind.ID),
            ),
        ),
    ),
    children=(Child("Members", "role-members", _BY_ROLE), Child("Targets", "role-targets", _BY_ROLE)),
    confirm={"create": Confirm.REVIEW, "update": Confirm.REVIEW, "delete": Confirm.SEVERE},
)

ROLE_MEMBERS = Resource(
    name="role-members",
    aliases=("role-member",),
    title="Members of the role",
    singular="member of the role",
    key="user_id",
    label="display_name",
    help="Who has a role.",
    model="ztui.resources.models.roles:RoleMember",
    operations=Operations(list="ListRoleMembers", create="AddRoleMembers", delete="DelRoleMembers"),
    parents=("roleId",),
    # Zoom would list who does not have it.
    query=(("in_role", "true"),),
    columns=(
        Column("display_name", 22, title="Name", alias="name"),
        Column("email", 28, title="E-mail"),
        Column("extension_number", 7, title="Ext", kind=Kind.EXTENSION, alias="ext"),
        Column("site.name", 12, title="Site", alias="site"),
        Column("user_id", 22, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Overview",
            (
                Field("display_name", "Name"),
                Field("email", "E-mail"),
                Field("extension_number", "Extension", Kind.EXTENSION),
                Field("site.name", "Site"),
                Field("user_id", "ID", Kind.ID),
            ),
        ),
    ),
    related=(Related("User", "users", key="user_id"), Related("Site", "sites", key="site.id")),
    confirm={"create": Confirm.REVIEW, "delete": Confirm.DANGER},
    unavailable=_IN_OR_OUT,
)

ROLE_TARGETS = Resource(
    name="role-targets",
    aliases=("role-target",),
    title="Targets of the role",
    singular="target of the role",
    key="target_id",
    label="target_name",
    help="What the members of a role reach: sites, queues, users, groups and more.",
    model="ztui.resources.models.roles:RoleTarget",
    operations=Operations(list="ListPhoneRoleTargets", create="AddPhoneRoleTargets", delete="DeletePhoneRoleTargets"),
    parents=("roleId",),
    columns=(
        Column("target_name", 28, title="Target", alias="name"),
        Column("target_type", 17, title="Kind", kind=Kind.STATUS, show=in_words("target_type"), alias="kind"),
        Column("extension_number", 7, title="Ext", kind=Kind.EXTENSION, alias="ext"),
        Column("site_name", 16, title="Site", alias="site"),
        Column("target_id", 22, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Overview",
            (
                Field("target_name", "Target"),
                Field("target_type", "Kind", show=in_words("target_type")),
                Field("extension_number", "Extension", Kind.EXTENSION),
                Field("site_name", "Site"),
                Field("target_id", "ID", Kind.ID),
            ),
        ),
    ),
    filters=(
        Filter("target_type", "Kind"),
        Filter("keyword", "Name or extension"),
        Filter("site_id", "Site", picks="sites"),
        Filter("user_id", "For one member", picks="users"),
        Filter("selected", "Chosen or not"),
        Filter("is_default", "Zoom's own choice"),
    ),
    related=(
        Related(
            "Target",
            choose=owner_link("target_type"),
            match=(("extension_number", "extension_number"),),
        ),
        Related("Target", key="target_id", choose=lambda row: "sites" if row.get("target_type") == "site" else ""),
        Related("Site", "sites", key="site_id"),
    ),
    confirm={"create": Confirm.REVIEW, "delete": Confirm.DANGER},
    unavailable=_IN_OR_OUT,
)

RESOURCES = (ROLES, ROLE_MEMBERS, ROLE_TARGETS)
