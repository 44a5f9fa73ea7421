"""External contacts: people outside whom the account's directory knows."""

from __future__ import annotations

from ztui.resources.model import Column, Confirm, Field, Group, Kind, Operations, Related, Resource
from ztui.resources.shows import all_of, first_of

__all__ = ["RESOURCES"]

EXTERNAL_CONTACTS = Resource(
    name="external-contacts",
    aliases=("external-contact", "contacts"),
    title="External contacts",
    singular="external contact",
    key="external_contact_id",
    label="name",
    help="People outside whom the account's directory knows: numbers, e-mail, extension.",
    model="ztui.resources.models.external_contacts:ExternalContact",
    operations=Operations(
        list="listExternalContacts",
        get="getAExternalContact",
        create="addExternalContact",
        update="updateExternalContact",
        delete="deleteAExternalContact",
    ),
    get_key="externalContactId",
    columns=(
        Column("name", 20),
        Column("phone_numbers[0]", 20, title="Numbers", show=first_of("phone_numbers"), alias="numbers"),
        Column("email", 22, title="E-mail"),
        Column("extension_number", 7, title="Ext", kind=Kind.EXTENSION, alias="ext"),
        Column("description", 24, wide_only=True),
        Column("auto_call_recorded", 8, title="Recorded", kind=Kind.FLAG, wide_only=True),
        Column("id", 16, title="Own ID", kind=Kind.ID, hidden=True, about="The ID that the account gave"),
        Column("external_contact_id", 22, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Overview",
            (
                Field("name"),
                Field("phone_numbers", "Numbers", show=all_of("phone_numbers")),
                Field("email", "E-mail"),
                Field("extension_number", "Extension", Kind.EXTENSION),
                Field("enable_internal_extension", "Has an extension inside", Kind.FLAG),
                Field("description"),
                Field("auto_call_recorded", "Calls are recorded", Kind.FLAG),
                Field("profile_picture_download_url", "Picture"),
            ),
        ),
        Group(
            "Ids",
            (
                Field("external_contact_id", "ID", Kind.ID),
                Field("id", "Own ID", Kind.ID, help="The ID that the account gave."),
            ),
        ),
    ),
    related=(Related("Calls", "call-history", where=(("keyword", "phone_numbers[0]|extension_number"),)),),
    confirm={"create": Confirm.REVIEW, "update": Confirm.REVIEW, "delete": Confirm.DANGER},
)

RESOURCES = (EXTERNAL_CONTACTS,)
