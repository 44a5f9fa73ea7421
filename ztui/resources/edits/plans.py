"""Calling plans of users, common areas and rooms; a plan is named by its type, a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.errors import ConfigError
from ztui.resources.edits.asking import pick, segment
from ztui.resources.edits.pairs import Pair, adding, in_list, removing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.edits.model import Action, Input

__all__ = ["PLAN", "plan_actions", "plan_input", "plan_number"]

PLAN = {
    "users": ("assignCallingPlan", "unassignCallingPlan", "planType", "phoneUser"),
    "common-areas": ("assignCallingPlansToCommonArea", "unassignCallingPlansFromCommonArea", "type", "getACommonArea"),
    "rooms": ("assignCallingPlanToRoom", "unassignCallingPlanFromRoom", "type", "getZoomRoom"),
}
"""Resource -> operations that give and take a plan, the path parameter of the plan, and the read."""


def plan_number(value: object) -> int:
    """Give the type of a plan as a number; raises ConfigError where it is none."""
    text = segment(value, "calling plan")
    if not (text.isascii() and text.isdecimal()):
        raise ConfigError("That is no type of a calling plan.", "It is a number, such as 200.")
    return int(text)


def plan_input(name: str, title: str, *, several: bool = False) -> Input:
    """Give an input that takes calling plans by their type."""
    return pick(name, title, "calling-plans", several=several, path="type")


def plan_actions(resource: str, owner: str, add: str, remove: str, item: str, read: str) -> tuple[Action, Action]:
    """Give what adds and removes calling plans of an object."""

    def body(ids: Sequence[str]) -> dict[str, Any]:
        return {"calling_plans": [{"type": plan_number(each)} for each in ids]}

    pair = Pair(
        add,
        remove,
        owner,
        read,
        "calling plan",
        body,
        in_list("calling_plans", "type"),
        item=item,
        rows="calling_plans",
        match="type",
        value=int,
    )
    plans = plan_input("plans", "Calling plans", several=True)
    return (
        adding(pair, resource, "add-calling-plan", "Add a calling plan", plans),
        removing(
            pair,
            resource,
            "remove-calling-plan",
            "Take a calling plan away",
            plans,
            "it cannot call outside without one",
        ),
    )
