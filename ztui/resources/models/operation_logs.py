"""The log of operations (GET /phone/reports/operationlogs)."""

from __future__ import annotations

from ztui.resources.models.lenient import Lenient

__all__ = ["OperationLog"]


class OperationLog(Lenient):
    """One operation of somebody."""

    time: str | None = None
    operator: str | None = None
    action: str | None = None
    category_type: str | None = None
    operation_detail: str | None = None
