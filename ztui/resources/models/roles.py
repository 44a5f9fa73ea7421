"""Roles of phone admins (GET /phone/roles, .../{roleId}/members, .../{roleId}/targets)."""

from __future__ import annotations

from ztui.resources.models.lenient import Digits, Lenient
from ztui.resources.models.parts import SiteRef

__all__ = ["Role", "RoleMember", "RoleTarget"]


class Role(Lenient):
    """A role; `is_default` is true of Zoom's own."""

    id: str | None = None
    name: str | None = None
    description: str | None = None
    total_members: int | None = None
    is_default: bool | None = None


class RoleMember(Lenient):
    """Who has the role."""

    user_id: str | None = None
    display_name: str | None = None
    email: str | None = None
    extension_number: Digits | None = None
    site: SiteRef | None = None


class RoleTarget(Lenient):
    """What the members reach."""

    target_id: str | None = None
    target_type: str | None = None
    target_name: str | None = None
    extension_number: Digits | None = None
    site_id: str | None = None
    site_name: str | None = None
