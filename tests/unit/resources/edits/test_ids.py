"""An id that is missing or odd never makes a request: its path would be that of another operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.contract.catalogue import operation
from ztui.core.errors import ConfigError
from ztui.resources.edits.asking import ids_in, segment
from ztui.resources.edits.model import Action, InputKind
from ztui.resources.edits.registry import action, actions
from ztui.resources.registry import summaries

if TYPE_CHECKING:
    from ztui.resources.model import Row

ODD: tuple[Any, ...] = (
    "",
    " ",
    "\t",
    ".",
    "..",
    " a",
    "a ",
    "a\nb",
    "\x00",
    None,
    True,
    1.5,
    [],
    {},
    ["a"],
    {"id": "a"},
)
ACTIONS = [each for some in summaries() for each in actions(some.name)]
SURE = {"me", "voice_mail", "holiday_hours", "4711"}
"""What stands in paths and is no id of the row."""
FILLED = {"target_type": "user", "level": "user", "sub_setting_type": "holiday", "hours": "holiday_hours"}


class Everywhere(dict[str, Any]):
    """A row or input that has the same value for everything that it does not hold."""

    def __init__(self, value: Any, **held: Any) -> None:
        super().__init__(held)
        self._value = value

    def get(self, name: str, default: Any = None) -> Any:
        return super().get(name, self._value)

    def __getitem__(self, name: str) -> Any:
        return super().get(name, self._value)

    def __contains__(self, name: object) -> bool:
        return True


def _given(action: Action, value: Any) -> Row:
    """Fill in what an action asks for, objects with a value."""
    found: dict[str, Any] = {}
    for each in action.inputs:
        if each.kind is InputKind.PICK:
            found[each.name] = [value] if each.several else value
        elif each.choices:
            found[each.name] = each.choices[0][0]
        else:
            found[each.name] = True if each.kind is InputKind.SWITCH else "4711"
    return found


@pytest.mark.parametrize("each", ACTIONS, ids=lambda each: f"{each.resource}/{each.name}")
def test_no_action_is_made_of_an_odd_id(each: Action) -> None:
    for odd in ODD:
        try:
            made = each.make(Everywhere(odd, **FILLED), _given(each, odd))
        except ConfigError:
            continue
        for request in made:
            assert set(map(str, request.path.values())) <= SURE, f"an id came from nowhere for {odd!r}"
            assert set(operation(request.operation_id).path_params) - {"accountId"} <= set(request.path), repr(odd)


@pytest.mark.parametrize("each", ACTIONS, ids=lambda each: f"{each.resource}/{each.name}")
def test_no_action_is_made_without_a_row(each: Action) -> None:
    with pytest.raises(ConfigError):
        each.make({}, _given(each, "8f71O6rWT8KFUGQmJIFAdQ"))


@given(st.text(max_size=6))
def test_an_id_is_either_given_back_or_refused(text: str) -> None:
    try:
        found = segment(text, "queue")
    except ConfigError:
        assert not _sound(text)
    else:
        assert found == text
        assert _sound(text)


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=8))
def test_ids_are_taken_once_each_in_their_order(ids: list[str]) -> None:
    assert ids_in({"ids": ids}, "ids", "user") == tuple(dict.fromkeys(ids))


def _sound(text: str) -> bool:
    return bool(text) and text == text.strip() and text.isprintable() and set(text) != {"."}


@pytest.mark.parametrize("name", ["audio-trunks", "callout-countries", "internal-numbers"])
def test_the_account_is_that_which_is_acted_for_unless_the_list_is_bound_to_one(name: str) -> None:
    row = {"id": "8f71O6rWT8KFUGQmJIFAdQ", "number": "5550100"}
    (request,) = action(name, "delete").make(row, {})
    assert "accountId" not in request.path
    (request,) = action(name, "delete").make({**row, "accountId": "AP1XRtuxergX-OZqjJAMhw"}, {})
    assert request.path["accountId"] == "AP1XRtuxergX-OZqjJAMhw"
