"""How much Zoom allows: rates and daily pots per plan and label, items per request, rows per page, days per window."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from ztui.contract.catalogue import Label, Operation, Paging
from ztui.core.dataclass import dataclass
from ztui.core.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "PAGE_TOKEN_SECONDS",
    "WINDOWS",
    "PageSize",
    "Plan",
    "Pot",
    "Rate",
    "Window",
    "page_size",
    "plan_named",
    "pot",
    "rate",
    "window",
]

PAGE_TOKEN_SECONDS = 15 * 60
"""A page token is dead this long after it was issued."""


class Plan(StrEnum):
    """Zoom's plans as far as limits go."""

    FREE = "free"
    PRO = "pro"
    BUSINESS = "business"
    """Business and above: Education, Enterprise, Partner."""


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` requests in `seconds` seconds, over the whole account and all its apps."""

    count: int
    seconds: int

    @property
    def per_second(self) -> float:
        """The rate in requests per second."""
        return self.count / self.seconds

    @property
    def interval(self) -> float:
        """Seconds between two requests that go out evenly."""
        return self.seconds / self.count


@dataclass(frozen=True, slots=True)
class Pot:
    """What an account may use in a UTC day; operations with the same `name` draw from the same pot."""

    name: str
    limit: int


@dataclass(frozen=True, slots=True)
class PageSize:
    """Rows per page.

    Attributes:
        default: What Zoom takes when none is sent.
        maximum: The most to ask for; 100 where Zoom states none.
        declared: Whether the operation has the parameter; two lists page without it.
    """

    default: int
    maximum: int
    declared: bool


@dataclass(frozen=True, slots=True)
class Window:
    """What a list with `from` and `to` takes.

    Attributes:
        days: Longest span of one request; Zoom says a month and not which, 30 days always fit.
        reach_months: How far back `from` may lie, None when not stated.
        default_hours: What is answered without dates, None when not stated.
        dates_only: Takes `yyyy-MM-dd` and no instants.
        required: Both dates must be sent.
    """

    days: int = 30
    reach_months: int | None = None
    default_hours: int | None = None
    dates_only: bool = False
    required: bool = False


_LIGHT, _MEDIUM, _HEAVY, _INTENSIVE = Label.LIGHT, Label.MEDIUM, Label.HEAVY, Label.RESOURCE_INTENSIVE

# Zoom Phone has no free plan; its Pro column serves for it.
_PHONE: Mapping[Plan, Mapping[Label, Rate]] = {
    Plan.PRO: {_LIGHT: Rate(20, 1), _MEDIUM: Rate(10, 1), _HEAVY: Rate(5, 1), _INTENSIVE: Rate(5, 60)},
    Plan.BUSINESS: {_LIGHT: Rate(40, 1), _MEDIUM: Rate(20, 1), _HEAVY: Rate(10, 1), _INTENSIVE: Rate(10, 60)},
}
_GENERAL: Mapping[Plan, Mapping[Label, Rate]] = {
    Plan.FREE: {_LIGHT: Rate(4, 1), _MEDIUM: Rate(2, 1), _HEAVY: Rate(1, 1), _INTENSIVE: Rate(10, 60)},
    Plan.PRO: {_LIGHT: Rate(30, 1), _MEDIUM: Rate(20, 1), _HEAVY: Rate(10, 1), _INTENSIVE: Rate(10, 60)},
    Plan.BUSINESS: {_LIGHT: Rate(80, 1), _MEDIUM: Rate(60, 1), _HEAVY: Rate(40, 1), _INTENSIVE: Rate(20, 60)},
}
_PHONE_POT = {Plan.FREE: 15_000, Plan.PRO: 15_000, Plan.BUSINESS: 30_000}
_GENERAL_POT = {Plan.PRO: 30_000, Plan.BUSINESS: 60_000}
_FREE_POTS = {_LIGHT: 6_000, _MEDIUM: 2_000, _HEAVY: 1_000, _INTENSIVE: 30_000}
_GENERAL_APIS = frozenset({"accounts"})
_UNSTATED_MAXIMUM = 100
_UNSTATED_DEFAULT = 30


def plan_named(name: str) -> Plan:
    """Give the plan of that name; the plans above Business count as Business.

    Raises:
        UnknownName: When Zoom has no such plan.
    """
    folded = name.strip().casefold().removesuffix("+")
    if folded in ("education", "enterprise", "partner"):
        return Plan.BUSINESS
    try:
        return Plan(folded)
    except ValueError:
        raise UnknownName("plan", name, Plan) from None


def rate(plan: Plan, operation: Operation, label: Label | None = None) -> Rate:
    """Give the rate of an operation; `label` takes the place of its own.

    Zoom has a table for Zoom Phone and one for accounts, users and the like. It does not say which one Number
    Management, SIP Connected Audio and SIP Phone belong to: the stricter one is taken.
    """
    label = label or operation.limit_label
    if operation.api in _GENERAL_APIS:
        return _GENERAL[plan][label]
    return _PHONE[Plan.PRO if plan is Plan.FREE else plan][label]


def pot(plan: Plan, operation: Operation) -> Pot | None:
    """Give the daily pot that an operation draws from, None when only its rate limits it.

    HEAVY and RESOURCE-INTENSIVE operations share one pot; the free plan has one for each label.
    """
    label = operation.limit_label
    general = operation.api in _GENERAL_APIS
    if general and plan is Plan.FREE:
        return Pot(f"general {label.lower()}", _FREE_POTS[label])
    if label in (_LIGHT, _MEDIUM):
        return None
    return Pot("general heavy", _GENERAL_POT[plan]) if general else Pot("phone heavy", _PHONE_POT[plan])


def page_size(operation: Operation) -> PageSize | None:
    """Give default and maximum of a paged list, None when the operation does not page."""
    if operation.paging is not Paging.TOKEN:
        return None
    parameter = operation.detail().parameter("page_size")
    if parameter is None:
        return PageSize(_UNSTATED_DEFAULT, _UNSTATED_DEFAULT, declared=False)
    default = parameter.default if isinstance(parameter.default, int) else _UNSTATED_DEFAULT
    maximum = _UNSTATED_MAXIMUM if parameter.maximum is None else int(parameter.maximum)
    return PageSize(default, maximum, declared=True)


def window(operation: Operation) -> Window | None:
    """Give what is known of the span that a list with `from` and `to` takes, None for any other and where unstated."""
    return WINDOWS.get(operation.id)


_CALLS = Window(reach_months=6, default_hours=24)
_MONTH = Window(default_hours=30 * 24)
_CHARGES = Window(reach_months=13, default_hours=30 * 24)

WINDOWS: Mapping[str, Window] = MappingProxyType(
    {
        "accountCallHistory": _CALLS,
        "accountCallLogs": _CALLS,
        "accountVoiceMails": _CALLS,
        "getCallQueueRecordings": _CALLS,
        "phoneUserCallHistory": _CALLS,
        "phoneUserCallLogs": _CALLS,
        "phoneUserRecordings": _CALLS,
        "phoneUserVoiceMails": _CALLS,
        "accountSmsSession": _MONTH,
        "getPhoneRecordings": _MONTH,
        "listPastCallMetrics": _MONTH,
        "smsSessionDetails": _MONTH,
        "userSmsSession": _MONTH,
        "GetCallChargesUsageReport": _CHARGES,
        "GetSMSChargesUsageReport": _CHARGES,
        "Getfaxchargesusagereport": _CHARGES,
        "getPSOperationLogs": Window(default_hours=24, dates_only=True),
        "callqueueanalytics": Window(reach_months=24, required=True),
    }
)
"""By operation id. All times are UTC."""
