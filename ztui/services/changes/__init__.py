"""The one way of an edit: plan, confirm, carry out, verify, recover, undo. Each name is imported when it is used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ztui.services.changes.acting import plan_action
    from ztui.services.changes.applying import apply, why_not
    from ztui.services.changes.creating import plan_create
    from ztui.services.changes.model import UNSET, Change, FieldChange, Plan, Result, Run, merge
    from ztui.services.changes.recovery import look_up, unfinished
    from ztui.services.changes.removing import plan_delete
    from ztui.services.changes.undoing import plan_undo, why_final
    from ztui.services.changes.updating import plan_update

__all__ = [
    "UNSET",
    "Change",
    "FieldChange",
    "Plan",
    "Result",
    "Run",
    "apply",
    "look_up",
    "merge",
    "plan_action",
    "plan_create",
    "plan_delete",
    "plan_undo",
    "plan_update",
    "unfinished",
    "why_final",
    "why_not",
]

_HOMES = {
    "acting": ("plan_action",),
    "applying": ("apply", "why_not"),
    "creating": ("plan_create",),
    "model": ("UNSET", "Change", "FieldChange", "Plan", "Result", "Run", "merge"),
    "recovery": ("look_up", "unfinished"),
    "removing": ("plan_delete",),
    "undoing": ("plan_undo", "why_final"),
    "updating": ("plan_update",),
}


def __getattr__(name: str) -> Any:
    """Import what is asked for."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
