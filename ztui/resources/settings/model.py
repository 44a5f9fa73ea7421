"""What a settings tree is: which operation reads it, which ones write it, and what it hangs on. Frozen data, no I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.contract.catalogue import operation
from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Choice", "Place", "Settings"]


@dataclass(frozen=True, slots=True)
class Choice:
    """The one parameter of which each value stands for a part of the settings (`settingType`).

    Attributes:
        parameter: Its name in the contract.
        values: The values that the contract names, in its order.
        needed: Without it there is no answer (a path parameter).
        general: Left out, it stands for a part of its own, what is general.
        also: What has to go with a value: it, the query parameter, and the resource below the object that has the ids,
            "" where there is none (a holiday is asked for by its id).
    """

    parameter: str
    values: tuple[str, ...]
    needed: bool
    general: bool = False
    also: tuple[tuple[str, str, str], ...] = ()

    def also_needed(self, value: str) -> str:
        """Give the query parameter that has to go with a value, "" for none."""
        return next((parameter for each, parameter, _resource in self.also if each == value), "")

    def picked_from(self, value: str) -> str:
        """Give the resource that has the ids for a value, "" for none."""
        return next((resource for each, _parameter, resource in self.also if each == value), "")


@dataclass(frozen=True, slots=True)
class Place:
    """A resource whose objects have the settings: `bind` pairs a path parameter with the path of its value in a row."""

    resource: str
    bind: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """All that the program knows of one tree of settings.

    Attributes:
        name: Kebab-case (`user-settings`), apart from the names of resources.
        title: In the words of telephony.
        help: One line for help and docs.
        get: Operation that reads it.
        update: Operation that changes fields of the whole tree, "" where the API has none.
        update_part: Operation that changes what belongs to one value of its `settingType` or `policyType`.
        add: Operation that adds to such a part.
        delete: Operation that takes something out of such a part.
        aliases: Other names.
        below: The resources whose objects have it; () for the account's own, and where the API has no list of them.
        asks: Name of the query parameter that is one choice, "" where a path parameter is it or there is none.
        general: As `Choice.general`.
        also: As `Choice.also`.
        inside: Name of the answer's member that holds the tree, "" for the whole answer.
        renames: Pairs (path in the answer, path in the body of the write) where they differ.
        locks: Operation that tells which fields are locked, where the answer itself does not.
        account_bound: The path parameter `accountId` is the acting account, unless another is named.
    """

    name: str
    title: str
    help: str
    get: str
    update: str = ""
    update_part: str = ""
    add: str = ""
    delete: str = ""
    aliases: tuple[str, ...] = ()
    below: tuple[Place, ...] = ()
    asks: str = ""
    general: bool = False
    also: tuple[tuple[str, str, str], ...] = ()
    inside: str = ""
    renames: tuple[tuple[str, str], ...] = ()
    locks: str = ""
    account_bound: bool = False

    @property
    def choice(self) -> Choice | None:
        """Give the parameter that is one choice, None where all is one answer; its values are the contract's."""
        detail = operation(self.get).detail()
        if self.asks:
            parameter = detail.parameter(self.asks)
            values = _texts(parameter.enum) if parameter is not None else ()
            return Choice(self.asks, values, needed=False, general=self.general, also=self.also) if values else None
        for each in detail.path_parameters:
            if each.enum:
                return Choice(each.name, _texts(each.enum), needed=True)
        return None

    @property
    def parameters(self) -> tuple[str, ...]:
        """Give the path parameters that name the object, in their order."""
        choice = self.choice
        names = (each for each in operation(self.get).path_params if choice is None or each != choice.parameter)
        return tuple(each for each in names if not (self.account_bound and each == "accountId"))

    @property
    def writes(self) -> Mapping[str, str]:
        """Give the operations that write it, by what they do: `update`, `update_part`, `add`, `delete`."""
        named = {"update": self.update, "update_part": self.update_part, "add": self.add, "delete": self.delete}
        return {what: operation_id for what, operation_id in named.items() if operation_id}


def _texts(values: tuple[str | int, ...]) -> tuple[str, ...]:
    return tuple(str(each) for each in values)
