"""Shared line groups (GET /phone/shared_line_groups, .../{sharedLineGroupId})."""

from __future__ import annotations

from ztui.resources.models.lenient import Digits, Lenient
from ztui.resources.models.parts import AssignedNumber, SiteRef

__all__ = ["LineMember", "LineMembers", "LineNumber", "SharedLineGroup"]


class LineMember(Lenient):
    """A member; `kind` says in which of the answer's two lists it stood."""

    id: str | None = None
    name: str | None = None
    extension_id: str | None = None
    kind: str | None = None


class LineMembers(Lenient):
    """Members in the group's own answer, by kind."""

    users: list[LineMember] | None = None
    common_areas: list[LineMember] | None = None


class LineNumber(AssignedNumber):
    """A number of the group; `status` is available or pending, in the list alone."""

    status: str | None = None
    is_primary: bool | None = None


class SharedLineGroup(Lenient):
    """A group; members, zone and languages stand in its own answer alone."""

    id: str | None = None
    display_name: str | None = None
    extension_id: str | None = None
    extension_number: Digits | None = None
    status: str | None = None
    site: SiteRef | None = None
    phone_numbers: list[LineNumber] | None = None
    primary_number: Digits | None = None
    members: LineMembers | None = None
    timezone: str | None = None
    department: str | None = None
    cost_center: str | None = None
