"""Who is kept out: the account's blocked list, the rules for inbound calls of the account and of an extension.

The rules are the newer way; `phone_number` is their older name for what is now `blocked_number`.
"""

from __future__ import annotations

from ztui.resources.model import Column, Confirm, Field, Filter, Group, Kind, Operations, Related, Resource
from ztui.resources.shows import in_words

__all__ = ["RESOURCES"]

_WHY = (("block_for_other_reasons", "other"), ("block_as_threat", "threat"))
_MATCHES = (
    ("phoneNumber", "number"),
    ("prefix", "prefix"),
    ("SMS-shortCodes", "short code"),
    ("countryCode", "country"),
)
_NUMBER = Column("blocked_number", 20, title="Blocked", kind=Kind.NUMBER, alias="number", also=("phone_number",))
_MATCH = Column("match_type", 10, title="Matches", kind=Kind.STATUS, short=_MATCHES, alias="match")
_TYPE = Column("type", 7, title="Why", kind=Kind.STATUS, short=_WHY, alias="why")
_ID = Column("id", 22, title="ID", kind=Kind.ID, hidden=True)
_RULE = (
    Field("blocked_number", "Blocked", Kind.NUMBER, also=("phone_number",)),
    Field("match_type", "Matches", show=in_words("match_type")),
    Field("type", "Why", show=in_words("type")),
    Field("country"),
)
_FILTERS = (Filter("keyword", "Number"), Filter("match_type", "Matches"), Filter("type", "Why"))
_CALLS = Related("Calls", "call-history", where=(("keyword", "blocked_number|phone_number"),))
_GONE = "The API only adds and removes it; remove it and add it anew."

BLOCKED_LIST = Resource(
    name="blocked-list",
    aliases=("blocked-numbers", "blocklist", "blocked"),
    title="Blocked list",
    singular="blocked number",
    key="id",
    label="phone_number",
    help="Numbers and prefixes that the account blocks, inbound or outbound.",
    model="ztui.resources.models.blocking:Blocked",
    operations=Operations(
        list="listBlockedList",
        get="getABlockedList",
        create="addAnumberToBlockedList",
        update="updateBlockedList",
        delete="deleteABlockedList",
    ),
    get_key="blockedListId",
    columns=(
        Column("phone_number", 18, title="Number", kind=Kind.NUMBER, alias="number"),
        Column("match_type", 8, title="Matches", kind=Kind.STATUS, short=_MATCHES, alias="match"),
        Column("block_type", 9, title="Blocks", kind=Kind.STATUS, alias="blocks"),
        Column("status", 8, kind=Kind.STATUS),
        Column("comment", 26),
        _ID,
    ),
    groups=(
        Group(
            "Overview",
            (
                Field("phone_number", "Number", Kind.NUMBER),
                Field("match_type", "Matches", show=in_words("match_type")),
                Field("block_type", "Blocks", Kind.STATUS),
                Field("status", kind=Kind.STATUS),
                Field("comment"),
                Field("id", "ID", Kind.ID),
            ),
        ),
    ),
    related=(Related("Calls", "call-history", where=(("keyword", "phone_number"),)),),
    confirm={"create": Confirm.REVIEW, "update": Confirm.REVIEW, "delete": Confirm.DANGER},
)

INBOUND_BLOCK_RULES = Resource(
    name="inbound-block-rules",
    aliases=("inbound-block-rule", "block-rules"),
    title="Inbound block rules",
    singular="inbound block rule",
    key="id",
    label="blocked_number|phone_number",
    help="Rules by which the account refuses inbound calls and messages.",
    model="ztui.resources.models.blocking:BlockRule",
    operations=Operations(
        list="ListAccountLevelInboundBlockRules",
        create="AddAccountLevelInboundBlockRules",
        update="UpdateAccountLevelInboundBlockRule",
        delete="DeleteAccountLevelInboundBlockRules",
    ),
    columns=(
        _NUMBER,
        _MATCH,
        _TYPE,
        Column("status", 8, kind=Kind.STATUS),
        Column("country", 7),
        Column("comment", 15),
        _ID,
    ),
    groups=(
        Group(
            "Overview",
            (*_RULE, Field("status", kind=Kind.STATUS), Field("comment"), Field("id", "ID", Kind.ID)),
        ),
    ),
    filters=(*_FILTERS, Filter("status", "Status")),
    related=(_CALLS,),
    confirm={"create": Confirm.REVIEW, "update": Confirm.REVIEW, "delete": Confirm.DANGER},
)

EXTENSION_BLOCK_RULES = Resource(
    name="extension-block-rules",
    aliases=("extension-block-rule", "user-block-rules"),
    title="Inbound block rules of the extension",
    singular="inbound block rule of the extension",
    key="id",
    label="blocked_number|phone_number",
    help="Rules by which one extension refuses inbound calls and messages.",
    model="ztui.resources.models.blocking:BlockRule",
    operations=Operations(
        list="ListExtensionLevelInboundBlockRules",
        create="AddExtensiontLevelInboundBlockRules",
        delete="DeleteExtensiontLevelInboundBlockRules",
    ),
    parents=("extensionId",),
    columns=(_NUMBER, _MATCH, _TYPE, Column("country", 7), _ID),
    groups=(Group("Overview", (*_RULE, Field("id", "ID", Kind.ID))),),
    filters=_FILTERS,
    related=(_CALLS,),
    confirm={"create": Confirm.REVIEW, "delete": Confirm.DANGER},
    unavailable={"update": _GONE},
)

BLOCKED_STATISTICS = Resource(
    name="blocked-statistics",
    aliases=("inbound-blocked-statistics", "blocked-statistic"),
    title="What extensions block",
    singular="number blocked by extensions",
    key="id",
    label="blocked_number|phone_number",
    help="Numbers that extensions block by themselves, and how many of them do.",
    model="ztui.resources.models.blocking:BlockedStatistic",
    operations=Operations(
        list="ListAccountLevelInboundBlockedStatistics", delete="DeleteAccountLevelInboundBlockedStatistics"
    ),
    columns=(
        _NUMBER,
        _MATCH,
        _TYPE,
        Column("block_count", 10, title="Blocked by", kind=Kind.COUNT, alias="count"),
        Column("threat_count", 11, title="As a threat", kind=Kind.COUNT, alias="threats"),
        Column("country", 7),
        _ID,
    ),
    groups=(
        Group(
            "Overview",
            (
                *_RULE,
                Field("block_count", "Extensions that block it", Kind.COUNT),
                Field("threat_count", "Extensions that call it a threat", Kind.COUNT),
                Field("id", "ID", Kind.ID),
            ),
        ),
    ),
    filters=_FILTERS,
    related=(_CALLS,),
    confirm={"delete": Confirm.SEVERE},
    unavailable={"update": "These are counts; a number is blocked for all extensions by a rule of the account."},
)

RESOURCES = (BLOCKED_LIST, INBOUND_BLOCK_RULES, EXTENSION_BLOCK_RULES, BLOCKED_STATISTICS)
