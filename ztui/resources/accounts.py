"""Sub accounts of a master account."""

from __future__ import annotations

from ztui.resources.model import Child, Column, Confirm, Field, Filter, Group, Kind, Operations, Resource

__all__ = ["RESOURCES"]

_BY_ACCOUNT = (("accountId", "id"),)

ACCOUNTS = Resource(
    name="accounts",
    aliases=("account", "acc", "sub-accounts"),
    title="Accounts",
    singular="account",
    key="id",
    help="Sub accounts of this master account: owner, type, seats; enter one to act in its name.",
    model="ztui.resources.models.accounts:Account",
    operations=Operations(
        list="accounts",
        get="GetSubAccountDetails",
        create="accountCreate",
        update="UpdateOptions",
        delete="DisassociateASubAccount",
    ),
    get_key="accountId",
    columns=(
        Column("account_name", 22, title="Name", alias="name"),
        Column("owner_email", 21, title="Owner", alias="owner"),
        Column("account_type", 10, title="Type", kind=Kind.STATUS, alias="type"),
        Column("seats", 5, kind=Kind.COUNT),
        Column("created_at", 11, title="Created", kind=Kind.DATE, alias="created"),
        Column("subscription_end_time", 12, title="Paid until", kind=Kind.DATE, wide_only=True),
        Column("subscription_start_time", 12, title="Paid since", kind=Kind.DATE, hidden=True),
        Column("account_number", 12, title="Number", kind=Kind.ID, hidden=True),
        Column("reseller", 8, kind=Kind.FLAG, hidden=True),
        Column("bulk_license", 8, title="Bulk", kind=Kind.FLAG, hidden=True),
        Column("id", 22, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Overview",
            (
                Field("account_name", "Name"),
                Field("owner_email", "Owner"),
                Field("account_type", "Type"),
                Field("seats", kind=Kind.COUNT),
                Field("vanity_url", "Vanity URL"),
                Field("created_at", "Created", Kind.TIME),
                Field("subscription_start_time", "Subscription from", Kind.TIME),
                Field("subscription_end_time", "Subscription until", Kind.TIME),
            ),
        ),
        Group(
            "Options",
            (
                Field("options.pay_mode", "Paid by", Kind.STATUS),
                Field("options.billing_auto_renew", "Renews by itself", Kind.FLAG),
                Field("options.share_mc", "Shares meeting connectors", Kind.FLAG),
                Field("options.share_rc", "Shares room connectors", Kind.FLAG),
                Field("reseller", "Reseller", Kind.FLAG),
                Field("bulk_license", "Bulk licence", Kind.FLAG),
            ),
        ),
        Group(
            "Ids",
            (
                Field("id", "ID", Kind.ID),
                Field("account_number", "Number", Kind.ID),
                Field("owner_id", "Owner ID", Kind.ID),
            ),
        ),
    ),
    filters=(
        Filter("email", "Owner's e-mail"),
        Filter("phone_number", "Owner's phone number"),
        Filter("sub_reseller_id", "Sub reseller"),
    ),
    children=(
        Child("Meeting audio trunks", "audio-trunks", _BY_ACCOUNT),
        Child("Internal numbers", "internal-numbers", _BY_ACCOUNT),
        Child("Call-out countries", "callout-countries", _BY_ACCOUNT),
    ),
    confirm={"create": Confirm.REVIEW, "update": Confirm.REVIEW, "delete": Confirm.SEVERE},
    unavailable={"domains": "The API only reads an account's domains; they are changed in the Zoom portal."},
)

RESOURCES = (ACCOUNTS,)
