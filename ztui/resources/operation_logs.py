"""Who changed what: the log of operations, in free text, without ids."""

from __future__ import annotations

from ztui.resources.model import Column, Field, Filter, Group, Kind, Operations, Resource
from ztui.resources.shows import in_words

__all__ = ["RESOURCES"]

OPERATION_LOGS = Resource(
    name="operation-logs",
    aliases=("operation-log", "audit", "oplogs"),
    title="Operation logs",
    singular="operation",
    key="time+operator+category_type+action+operation_detail",
    label="operation_detail",
    help="Who changed what, in Zoom's words: the last 24 hours, or the days you choose (a heavy report).",
    model="ztui.resources.models.operation_logs:OperationLog",
    operations=Operations(list="getPSOperationLogs"),
    window=True,
    group_by_day="time",
    columns=(
        Column("time", 8, title="Time", kind=Kind.CLOCK),
        Column("operator", 18, title="Who"),
        Column("action", 8),
        Column("category_type", 13, title="Category", show=in_words("category_type"), alias="category"),
        Column("operation_detail", 22, title="What", alias="what"),
    ),
    groups=(
        Group(
            "Operation",
            (
                Field("time", "When", Kind.TIME),
                Field("operator", "Who"),
                Field("action"),
                Field("category_type", "Category", show=in_words("category_type")),
                Field("operation_detail", "What"),
            ),
        ),
    ),
    filters=(Filter("category_type", "Category"), Filter("from", "From"), Filter("to", "To")),
    unavailable={"update": "A log cannot be changed."},
)

RESOURCES = (OPERATION_LOGS,)
