"""From a key to a form or a plan: what is acted on, and what opens. Forms and plans are imported when one is wanted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.errors import ZtuiError
from ztui.core.text import Display, display
from ztui.resources.derived.words import in_sentence
from ztui.resources.registry import resource as resource_named
from ztui.resources.rows import label_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ztui.resources.edits.lists import Part
    from ztui.resources.edits.model import Action
    from ztui.resources.model import Resource, Row
    from ztui.services.changes.model import Pairs, Plan
    from ztui.services.forms.sheet import Sheet
    from ztui.services.offering import Adder
    from ztui.ui.screens.base import HouseScreen

__all__ = [
    "BUSY",
    "Target",
    "act_on",
    "create_object",
    "edit_object",
    "edit_part",
    "remove_rows",
    "remove_title",
    "short_name",
]

BUSY = "edit"
"""Group of the work that opens a form or a plan."""
_NAME = 15
"""Cells of a name in the line of keys."""
_LONG_TITLE = 2
"""Words of an action's title after which it stands without the name."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a key acts on: an object, or the marked rows of a list.

    Attributes:
        resource: What they are.
        keys: Their keys.
        parents: What their list is below.
        row: The object as far as it is known; None for several.
        is_whole: The row is all that Zoom says of it, and not the row of a list that may say less.
        place: Gives the place of a key in the list, by which several are put in order.
    """

    resource: Resource
    keys: tuple[str, ...]
    parents: Pairs = ()
    row: Row | None = None
    is_whole: bool = False
    place: Callable[[str], Awaitable[int | None]] | None = None

    async def in_order(self) -> tuple[str, ...]:
        """Give the keys in the order of the list, those that it does not show last."""
        if self.place is None:
            return self.keys
        places = [(await self.place(each), each) for each in self.keys]
        return tuple(key for _, key in sorted(places, key=lambda each: (each[0] is None, each)))

    @property
    def is_many(self) -> bool:
        """Tell whether these are marked rows."""
        return self.row is None

    @property
    def name(self) -> Display:
        """Give what it is called: the object's name, or how many are marked."""
        if self.row is None:
            return display(f"{len(self.keys):,} marked")
        return display(label_of(self.resource, self.row) or self.keys[0])


def short_name(target: Target, named: Display | None = None) -> Display:
    """Give the name of a target as the line of keys has room for it."""
    return display(named or target.name, longest=_NAME)


def remove_title(does: Action, target: Target, named: Display | None = None) -> str:
    """Give what taking a target away is called in the line of keys: `remove Ann Brück`, `delete 3 marked`."""
    title = does.title[:1].lower() + does.title[1:]
    if len(title.split()) > _LONG_TITLE:
        return f"{title}: {target.name}" if target.is_many else title
    return f"{title} {short_name(target, named)}"


# What opens a form


def edit_object(
    screen: HouseScreen,
    target: Target,
    called: tuple[str, Display] | None = None,
    change: Callable[[Plan], Plan] = lambda plan: plan,
) -> None:
    """Open the form of an object, or say why it has none.

    Args:
        screen: Where it was asked for.
        target: The object.
        called: What it is about, where its row cannot tell.
        change: Changes the plan that is made of the form.
    """
    from ztui.services.offering import edit_refusal

    why = edit_refusal(screen.session, target.resource, target.row, target.parents)
    if _refused(screen, f"{target.resource.title} cannot be edited here.", why):
        return
    from ztui.services.forms.loading import sheet_of_update

    name, parents = target.resource.name, target.parents
    sheet = partial(sheet_of_update, screen.session, name, target.keys[0], parents=parents, change=change)
    _begin(screen, _open_form(screen, sheet(), called), f"reading the {target.resource.singular}")


def edit_part(screen: HouseScreen, part: Part, parents: Pairs, of: Display) -> None:
    """Open the form of settings that are a row of a list of their own; `of` is what the object is called."""
    edit_object(screen, Target(resource_named(part.resource), (part.key,), parents), (part.title, of))


def create_object(screen: HouseScreen, way: Adder) -> None:
    """Open the form of a new object, or of the action that adds one to what is above the list."""
    if _refused(screen, f"{way.title}: not now.", way.refused):
        return
    from ztui.services.forms.loading import sheet_of_action, sheet_of_create

    if way.action:
        made = sheet_of_action(screen.session, way.resource, way.action, way.keys)
    else:
        made = sheet_of_create(screen.session, way.resource, parents=way.parents)
    _begin(screen, _open_form(screen, made), "opening the form")


def act_on(screen: HouseScreen, target: Target, does: Action, refused: str = "") -> None:
    """Do an action: open its form if it asks for something, else show its plan."""
    if _refused(screen, f"{does.title}: not now.", refused):
        return
    many = f"{len(target.keys):,} {in_sentence(target.resource.title)}"
    reading = f"reading {f'the {target.resource.singular}' if len(target.keys) == 1 else many}"
    if does.inputs:
        _begin(screen, _open_form(screen, _sheet_of(screen, target, does)), reading)
    else:
        _begin(screen, _open_plan(screen, target, does), reading)


def remove_rows(screen: HouseScreen, target: Target) -> None:
    """Take rows away by the mildest action that they have, or say why there is none."""
    from ztui.services.offering import remover

    does, why = remover(screen.session, target.resource, target.row, target.parents)
    if does is None:
        _refused(screen, f"{target.resource.title} cannot be taken away.", why)
    else:
        act_on(screen, target, does, why)


async def _sheet_of(screen: HouseScreen, target: Target, does: Action) -> Sheet:
    from ztui.services.forms.loading import sheet_of_action

    keys = await target.in_order()
    return await sheet_of_action(screen.session, target.resource.name, does.name, keys, parents=target.parents)


# What they share


def _refused(screen: HouseScreen, what: str, why: str) -> bool:
    if why:
        screen.fail(ZtuiError(what, why if why.endswith(".") else f"{why}."))
    return bool(why)


def _begin(screen: HouseScreen, work: Awaitable[None], doing: str) -> None:
    """Begin to open something, unless that is going on already."""
    if screen.busy(BUSY):
        getattr(work, "close", lambda: None)()
    else:
        screen.say("")
        screen.start(_shown(screen, work, doing), BUSY)


async def _shown(screen: HouseScreen, work: Awaitable[None], doing: str) -> None:
    from ztui.ui.keys import shown_key
    from ztui.ui.screens.waited import told_wait

    with told_wait(screen, doing, shown_key("back", screen.house.keymap_in_use)):
        await work


async def _open_form(screen: HouseScreen, loading: Awaitable[Sheet], called: tuple[str, Display] | None = None) -> None:
    sheet = await loading
    if called is not None:
        sheet.title, sheet.subject = called
    # Who went on meanwhile does not want to be called back.
    if screen.house.house_screen is screen:
        from ztui.ui.screens.form.screen import FormScreen

        screen.house.go(FormScreen(screen.session, sheet), screen)


async def _open_plan(screen: HouseScreen, target: Target, does: Action) -> None:
    make = partial(plan_of, screen, target, does)
    plan = await make()
    if screen.house.house_screen is screen:
        from ztui.ui.screens.plan.show import show_plan

        show_plan(screen.house, screen.session, plan, remake=make)


async def plan_of(screen: HouseScreen, target: Target, does: Action) -> Plan:
    """Make the plan of an action that asks for nothing."""
    from ztui.services.changes.acting import plan_action
    from ztui.services.changes.planning import DELETE
    from ztui.services.changes.removing import plan_delete

    keys = await target.in_order()
    if does.name == DELETE:
        return await plan_delete(screen.session, target.resource.name, keys, parents=target.parents)
    return await plan_action(screen.session, target.resource.name, does.name, keys, parents=target.parents)
