"""SMS campaigns and consents, and their numbers (Number Management).

For campaigns the phone API's deprecated operations serve where Number Management answers 404; they write `id` for
`sms_campaign_id` and `phone_number_id`.
"""

from __future__ import annotations

from ztui.resources.model import (
    Child,
    Column,
    Confirm,
    Field,
    Group,
    Kind,
    Operations,
    Related,
    Resource,
    Row,
)
from ztui.resources.shows import in_words, listed, rows_at

__all__ = ["RESOURCES"]

_NUMBER_ID = "phone_number_id|id"


def _active(row: Row) -> str:
    """Say whether a consent is in force; Zoom sends a flag."""
    status = row.get("status")
    return "" if not isinstance(status, bool) else "active" if status else "inactive"


def _message(path: str, title: str) -> Field:
    return Field(f"in_out_bound.{path}", title)


def _keywords(path: str, title: str) -> Field:
    return Field(f"in_out_bound.{path}.keywords", title, help="Words that a person sends.")


SMS_CAMPAIGNS = Resource(
    name="sms-campaigns",
    aliases=("sms-campaign", "campaigns"),
    title="SMS campaigns",
    singular="SMS campaign",
    key="sms_campaign_id|id",
    label="display_name",
    help="Registered campaigns without which numbers may send no messages: brand, status, numbers.",
    model="ztui.resources.models.sms:Campaign",
    operations=Operations(
        list="nm_listAccountSMSCampaigns",
        get="nm_GetSMSCampaign",
        fallback="listAccountSMSCampaigns",
        fallback_get="GetSMSCampaign",
    ),
    get_key="smsCampaignId",
    columns=(
        Column("display_name", 32, title="Campaign", alias="name"),
        Column("status", 10, kind=Kind.STATUS),
        Column("brand.name", 28, title="Brand", alias="brand"),
        Column("sms_campaign_id", 22, title="ID", kind=Kind.ID, hidden=True, also=("id",)),
    ),
    groups=(
        Group(
            "Overview",
            (
                Field("display_name", "Campaign"),
                Field("status", kind=Kind.STATUS),
                Field("brand.name", "Brand"),
                Field("service_type", "For", show=in_words("service_type")),
                Field("phone_numbers", "Numbers", show=listed("phone_numbers", "number")),
            ),
        ),
        Group(
            "Answers",
            (
                Field("response_to_opt_in", "To who opts in"),
                Field("response_to_opt_out", "To who opts out"),
                Field("response_to_help", "To who asks for help"),
            ),
        ),
        Group(
            "Ids",
            (
                Field("sms_campaign_id", "ID", Kind.ID, also=("id",)),
                Field("brand.brand_id", "Brand ID", Kind.ID, also=("brand.id",)),
            ),
        ),
    ),
    children=(Child("Numbers", "sms-campaign-numbers", (("smsCampaignId", "sms_campaign_id|id"),)),),
    unavailable={
        "create": "Campaigns are registered in the Zoom portal.",
        "update": "The API only gives and takes a campaign's numbers.",
        "delete": "Campaigns are ended in the Zoom portal.",
    },
)

CAMPAIGN_NUMBERS = Resource(
    name="sms-campaign-numbers",
    aliases=("campaign-numbers",),
    title="Numbers of the SMS campaign",
    singular="number of the SMS campaign",
    key=_NUMBER_ID,
    label="number",
    help="The numbers that send messages for a campaign.",
    model="ztui.resources.models.sms:CampaignNumber",
    operations=Operations(
        list="nm_GetSMSCampaign",
        create="nm_assignCampaignPhoneNumbers",
        delete="nm_unassignCampaignPhoneNumber",
        fallback="GetSMSCampaign",
    ),
    parents=("smsCampaignId",),
    unfold=rows_at("phone_numbers"),
    columns=(
        Column("number", 24, kind=Kind.NUMBER),
        Column("phone_number_id", 22, title="ID", kind=Kind.ID, hidden=True, also=("id",)),
    ),
    groups=(
        Group("Overview", (Field("number", kind=Kind.NUMBER), Field("phone_number_id", "ID", Kind.ID, also=("id",)))),
    ),
    related=(Related("Number", "numbers", key=_NUMBER_ID),),
    confirm={"create": Confirm.REVIEW, "delete": Confirm.DANGER},
)

SMS_CONSENTS = Resource(
    name="sms-consents",
    aliases=("sms-consent", "consents"),
    title="SMS consents",
    singular="SMS consent",
    key="consent_id",
    label="consent_name",
    help="How people agree to get messages: the words for it, what they are answered, the numbers it holds for.",
    model="ztui.resources.models.sms:Consent",
    operations=Operations(
        list="ListSMSConsents",
        get="GetSMSConsent",
        create="CreateSMSConsent",
        update="UpdateSMSConsent",
        delete="DeleteSMSConsents",
    ),
    get_key="consentId",
    columns=(
        Column("consent_name", 24, title="Consent", alias="name"),
        Column("status", 8, kind=Kind.STATUS, show=_active),
        Column("used_number", 7, title="Numbers", kind=Kind.COUNT, alias="numbers"),
        Column("description", 31),
        Column("modify_time", 16, title="Changed", kind=Kind.TIME, wide_only=True, alias="changed"),
        Column("create_time", 16, title="Created", kind=Kind.TIME, hidden=True, alias="created"),
        Column("consent_id", 22, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Overview",
            (
                Field("consent_name", "Consent"),
                Field("description"),
                Field("status", kind=Kind.STATUS, show=_active),
                Field("used_number", "Numbers", Kind.COUNT),
                Field("capacity", "Numbers at most", Kind.COUNT),
                Field("create_time", "Created", Kind.TIME),
                Field("modify_time", "Changed", Kind.TIME),
            ),
        ),
        Group(
            "Messages",
            (
                _message("opt_in_message.prompt", "Asks"),
                _message("opt_in_message.confirmation_message", "To who opts in"),
                _message("opt_out_message.message", "To who opts out"),
                _message("help_message.message", "To who asks for help"),
                _message("disclaimer.message", "Disclaimer"),
            ),
        ),
        Group(
            "Words",
            (
                _keywords("opt_in_message", "To opt in"),
                _keywords("opt_out_message", "To opt out"),
                _keywords("help_message", "For help"),
            ),
        ),
        Group("Ids", (Field("consent_id", "ID", Kind.ID), Field("user_id", "Made by", Kind.ID))),
    ),
    children=(Child("Numbers", "sms-consent-numbers", (("consentId", "consent_id"),)),),
    related=(Related("Made by", "users", key="user_id"),),
    confirm={"create": Confirm.REVIEW, "update": Confirm.REVIEW, "delete": Confirm.SEVERE},
)

CONSENT_NUMBERS = Resource(
    name="sms-consent-numbers",
    aliases=("consent-numbers",),
    title="Numbers of the SMS consent",
    singular="number of the SMS consent",
    key="phone_number_id",
    label="phone_number",
    help="The numbers for which a consent holds.",
    model="ztui.resources.models.sms:ConsentNumber",
    operations=Operations(
        list="ListConsentPhoneNumbers", create="AssignPhoneNumbersToConsent", delete="UnassignPhoneNumbersFromConsent"
    ),
    parents=("consentId",),
    columns=(
        Column("phone_number", 24, title="Number", kind=Kind.NUMBER, alias="number"),
        Column("phone_number_id", 22, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group("Overview", (Field("phone_number", "Number", Kind.NUMBER), Field("phone_number_id", "ID", Kind.ID))),
    ),
    related=(Related("Number", "numbers", key="phone_number_id"),),
    confirm={"create": Confirm.REVIEW, "delete": Confirm.DANGER},
)

RESOURCES = (SMS_CAMPAIGNS, CAMPAIGN_NUMBERS, SMS_CONSENTS, CONSENT_NUMBERS)
