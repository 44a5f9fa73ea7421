"""Changing the setting under the cursor: a switch goes to its plan at once, everything else asks for the value."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from ztui.core.errors import ZtuiError
from ztui.core.text import display
from ztui.resources.edits.model import Input, InputKind
from ztui.resources.settings.nodes import NodeKind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from ztui.resources.settings.nodes import Node
    from ztui.services.changes.model import Plan, Run
    from ztui.ui.screens.settings import SettingsScreen

__all__ = ["edit_setting", "refusal"]

_KINDS = {NodeKind.NUMBER: InputKind.NUMBER, NodeKind.CHOICE: InputKind.CHOICE, NodeKind.LIST: InputKind.JSON}
_VALUE = "value"


def refusal(screen: SettingsScreen, node: Node | None) -> str:
    """Give why the setting of a line cannot be changed, "" if it can."""
    from ztui.services.changes.setting import setting_refusal
    from ztui.services.offering import write_refusal

    if node is None or screen.state is None:
        return "There is no setting under the cursor"
    why = setting_refusal(screen.state, node)
    return why or write_refusal(screen.session, (node.takes.operation_id,) if node.takes is not None else ())


def edit_setting(screen: SettingsScreen, node: Node | None) -> None:
    """Open the form of a setting, or the plan that turns a switch round; say why there is none."""
    why = refusal(screen, node)
    if why or node is None:
        screen.fail(ZtuiError("This cannot be changed here.", f"{why.rstrip('.')}."))
    elif not screen.busy("edit"):
        screen.start(_open(screen, node), "edit")


async def _open(screen: SettingsScreen, node: Node) -> None:
    from ztui.services.changes.setting import plan_setting

    make = partial(plan_setting, screen.session, screen.view, node.path)
    if node.kind is NodeKind.SWITCH:
        turn = partial(make, not node.value)
        _show(screen, await turn(), turn)
        return
    from ztui.services.forms.loading import sheet_of_inputs
    from ztui.ui.screens.form.screen import FormScreen

    kind = InputKind.CHOICE if node.choices else _KINDS.get(node.kind, InputKind.TEXT)
    asked = Input(_VALUE, display(node.title), kind, choices=tuple(node.choices))

    async def planned(given: Mapping[str, Any]) -> Plan:
        return await make(given[_VALUE])

    given = {_VALUE: node.value} if node.is_set and node.value is not None else None
    sheet = sheet_of_inputs(screen.session, "Change setting", (asked,), planned, given=given, subject=node.title)
    form: FormScreen

    def take(plan: Plan) -> None:
        _show(screen, plan, sheet.plan, form)

    form = FormScreen(screen.session, sheet, on_plan=take)
    if screen.house.house_screen is screen:
        screen.house.go(form, screen)


def _show(screen: SettingsScreen, plan: Plan, remake: Callable[[], Awaitable[Plan]], form: Any = None) -> None:
    from ztui.ui.screens.plan.show import show_plan

    def written(run: Run) -> None:
        del run
        screen.action_refresh()

    if screen.house.house_screen in (screen, form):
        show_plan(screen.house, screen.session, plan, form=form, remake=remake, after=written)
