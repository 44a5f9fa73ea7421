"""What is offered of an object: the action that takes its row away, what adds one, letters, and reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from ztui.core.config import Profile
from ztui.resources.edits.lists import adding, parts, removing
from ztui.resources.edits.registry import action, actions, edits
from ztui.resources.registry import resource, summaries
from ztui.services.offering import adders, edit_refusal, letters_of, offered, parts_of, remover
from ztui.zoom.denials import Denial

ALL = [each.name for each in summaries()]


@dataclass
class Line:
    read_only: bool = False
    denied: dict[str, Denial] = field(default_factory=dict)


@dataclass
class Desk:
    """As much of a session as is asked here."""

    client: Line = field(default_factory=Line)
    profile: Profile = field(default_factory=lambda: Profile("acme"))
    offline: bool = False
    journal: object = "a journal"


def session(**line: Any) -> Any:
    return cast("Any", Desk(Line(**line)))


@pytest.mark.parametrize("name", ALL)
def test_each_action_of_a_resource_has_a_letter_of_its_own_that_moves_nothing(name: str) -> None:
    letters = letters_of(resource(name))
    shown = [*letters.values(), *(each.letter for each in parts(name))]
    assert "" not in shown
    assert len(shown) == len(set(shown))
    assert not set(shown) & set("jkgGenzL")


@pytest.mark.parametrize("name", ALL)
def test_what_removes_and_adds_is_declared_of_actions_that_exist(name: str) -> None:
    known = {each.name for each in actions(name)}
    if removing(name) != ("delete",):
        assert set(removing(name)) <= known
    for each in adding(name):
        assert action(each.resource, each.action).inputs
        assert len(resource(name).parents) == 1
    for part in parts(name):
        assert part.parent in resource(part.resource).parents
        assert edits(part.resource).fields


@pytest.mark.parametrize("name", ALL)
def test_every_resource_can_be_judged_without_a_row(name: str) -> None:
    known = resource(name)
    above = tuple((each, "x") for each in known.parents)
    assert isinstance(edit_refusal(session(), known, None), str)
    does, why = remover(session(), known, None)
    assert does is not None or why
    for each in adders(session(), known, above):
        assert each.title
        assert each.refused == ""
    assert all(not each.refused for each in offered(session(), known, None))


def test_a_number_is_unassigned_while_somebody_has_it_and_else_deleted() -> None:
    numbers = resource("numbers")
    owned = {"id": "1", "assigned_list": [{"assigned_to_type": "User", "assigned_to_id": "u"}]}
    for row, name in ((owned, "unassign"), ({"id": "1"}, "delete")):
        does, why = remover(session(), numbers, row)
        assert does is not None
        assert (does.name, why) == (name, "")


def test_a_number_that_only_the_portal_takes_away_says_so() -> None:
    row = {"id": "1", "assigned_list": [{"assigned_to_type": "MeetingService", "assigned_to_id": "u"}]}
    does, why = remover(session(), resource("numbers"), row)
    assert does is not None
    assert does.name == "unassign"
    assert "only the Zoom portal" in why


def test_trunks_have_no_write_and_say_why() -> None:
    trunks = resource("sip-trunks")
    assert "portal" in edit_refusal(session(), trunks, {})
    assert remover(session(), trunks, {})[0] is None
    assert adders(session(), trunks) == ()
    assert offered(session(), trunks, {}) == ()


def test_a_session_that_only_reads_is_the_reason_for_everything() -> None:
    queues = resource("call-queues")
    found = offered(session(read_only=True), queues, {"id": "q"})
    assert found
    assert {each.refused for each in found} == {edit_refusal(session(read_only=True), queues, {"id": "q"})}
    assert "only read" in found[0].refused


def test_a_scope_that_zoom_found_lacking_is_named() -> None:
    lacking = session(denied={"rebootPhoneDevice": Denial(("phone:write:device:admin",))})
    device = {"id": "d"}
    found = {each.action.name: each.refused for each in offered(lacking, resource("devices"), device)}
    assert {name for name, why in found.items() if "phone:write:device:admin" in why} == {"reboot"}


def test_members_are_added_by_the_queue_above_them() -> None:
    members = resource("queue-members")
    assert edit_refusal(session(), members, {"id": "m"}) == members.unavailable["update"]
    [way] = adders(session(), members, (("callQueueId", "q"),))
    assert (way.resource, way.action, way.keys) == ("call-queues", "add-members", ("q",))


def test_hours_are_parts_of_what_has_an_extension() -> None:
    assert parts_of(resource("call-queues"), {"id": "q"}) == ()
    found = parts_of(resource("call-queues"), {"id": "q", "extension_id": "e"})
    assert {parents for _, parents in found} == {(("extensionId", "e"),)}
    assert found[0][0].key == "business_hours+custom_hours+"


def test_a_row_that_no_field_is_of_is_not_edited() -> None:
    row = {"hours": "holiday_hours", "sub_setting_type": "call_handling", "settings": {}}
    assert edit_refusal(session(), resource("call-handling"), row, (("extensionId", "e"),)) != ""
    assert edit_refusal(session(), resource("call-handling"), row | {"hours": "closed_hours"}) == ""
