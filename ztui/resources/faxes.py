"""Faxes sent and received: of the account (a heavy list) and of an extension."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core import phone
from ztui.resources.calls import DIRECTIONS
from ztui.resources.files import File
from ztui.resources.model import Column, Confirm, Field, Filter, Group, Kind, Operations, Related, Resource
from ztui.resources.rows import text_of
from ztui.resources.shows import Named, in_words, owner_link

if TYPE_CHECKING:
    from collections.abc import Callable

    from ztui.resources.model import Row

__all__ = ["RESOURCES"]


def _party(side: str) -> Callable[[Row], str]:
    def show(row: Row) -> str:
        name, extension, number = (
            text_of(row.get(f"{side}_{part}")) for part in ("name", "extension_number", "number")
        )
        return Named(name, extension) if extension else name or phone.formatted(number)

    return show


def _other_side(row: Row) -> str:
    """Give whom a fax went to, or who sent it, by name, else by number."""
    which = "receiver" if row.get("direction") == "outbound" else "sender"
    return text_of(row.get(f"{which}_name")) or phone.formatted(text_of(row.get(f"{which}_number")))


def _side(title: str, side: str) -> Group:
    return Group(
        title,
        (
            Field(f"{side}_name", "Name"),
            Field(f"{side}_extension_number", "Extension", Kind.EXTENSION),
            Field(f"{side}_number", "Number", Kind.NUMBER),
            Field(f"{side}_extension_type", "Is a", show=in_words(f"{side}_extension_type")),
            Field(f"{side}_type", "By", show=in_words(f"{side}_type")),
            Field(f"{side}_location", "Place"),
        ),
    )


_COLUMNS = (
    Column("create_time", 8, title="Time", kind=Kind.CLOCK, alias="time"),
    Column("direction", 3, title="Dir", kind=Kind.STATUS, short=DIRECTIONS, alias="dir"),
    Column("sender_name", 19, title="From", show=_party("sender"), alias="from", also=("sender_number",)),
    Column("receiver_name", 19, title="To", show=_party("receiver"), alias="to", also=("receiver_number",)),
    Column("file_pages_count", 5, title="Pages", kind=Kind.COUNT, alias="pages"),
    Column("status", 10, kind=Kind.STATUS),
    Column("read_status", 6, title="Read", kind=Kind.STATUS, wide_only=True, alias="read"),
    Column("site_name", 16, title="Site", wide_only=True, alias="site"),
    Column("fax_id", 30, title="Fax ID", kind=Kind.ID, hidden=True),
    Column("fax_log_id", 30, title="ID", kind=Kind.ID, hidden=True),
)
_GROUPS = (
    Group(
        "Fax",
        (
            Field("create_time", "When", Kind.TIME),
            Field("direction", kind=Kind.STATUS),
            Field("status", kind=Kind.STATUS),
            Field("read_status", "Read", Kind.STATUS),
            Field("file_pages_count", "Pages", Kind.COUNT),
            Field("site_name", "Site"),
        ),
    ),
    _side("Sender", "sender"),
    _side("Receiver", "receiver"),
    Group(
        "Ids",
        (
            Field("fax_log_id", "ID", Kind.ID),
            Field("fax_id", "Fax ID", Kind.ID),
            Field("file_id", "File ID", Kind.ID),
            Field("extension_id", "Extension ID", Kind.ID),
        ),
    ),
)
_FILTERS = (
    Filter("sender_number", "From"),
    Filter("receiver_number", "To"),
    Filter("from", "From time"),
    Filter("to", "To time"),
)
_RELATED = (
    Related("Extension", choose=owner_link("extension_type"), match=(("extension_id", "extension_id"),)),
    Related("Site", "sites", key="site_id"),
)
_SAVED = (
    File(
        "fax",
        "Downloadfaxfile",
        _other_side,
        path=(("faxLogId", "fax_log_id"), ("fileId", "file_id")),
        when="create_time",
    ),
)
_CONFIRM = {"update": Confirm.REVIEW, "delete": Confirm.SEVERE}

FAX_LOGS = Resource(
    name="fax-logs",
    aliases=("fax-log", "faxes", "fax"),
    title="Faxes",
    singular="fax",
    key="fax_log_id",
    help="Faxes sent and received: who, how many pages, with what result (a heavy list).",
    model="ztui.resources.models.faxes:FaxLog",
    operations=Operations(list="GetAccount'sFaxLogs", update="UpdateFaxLogReadStatus", delete="DeleteFaxLog"),
    window=True,
    group_by_day="create_time",
    columns=_COLUMNS,
    groups=_GROUPS,
    filters=(
        Filter("extension_type", "Kind of extension"),
        Filter("site_id", "Site", picks="sites"),
        *_FILTERS,
    ),
    related=_RELATED,
    confirm=_CONFIRM,
    files=_SAVED,
)

EXTENSION_FAX_LOGS = Resource(
    name="extension-fax-logs",
    aliases=("extension-fax-log", "user-faxes"),
    title="Faxes of the extension",
    singular="fax of the extension",
    key="fax_log_id",
    help="Faxes that one extension sent and received.",
    model="ztui.resources.models.faxes:FaxLog",
    operations=Operations(list="Getuser'sfaxlogs", update="UpdateFaxLogReadStatus", delete="DeleteFaxLog"),
    parents=("extensionId",),
    window=True,
    group_by_day="create_time",
    columns=_COLUMNS,
    groups=_GROUPS,
    filters=_FILTERS,
    related=_RELATED,
    confirm=_CONFIRM,
    files=_SAVED,
)

RESOURCES = (FAX_LOGS, EXTENSION_FAX_LOGS)
