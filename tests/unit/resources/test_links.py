"""Where a row leads: owners, callers, members, by what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ztui.resources.registry import resource
from ztui.resources.rows import value_at
from ztui.resources.shows import words

if TYPE_CHECKING:
    from ztui.resources.model import Related


def link_of(name: str, title: str) -> Related:
    return next(link for link in resource(name).related if link.title == title)


def leads_to(name: str, title: str, row: dict[str, Any]) -> str:
    link = link_of(name, title)
    return link.choose(row) if link.choose else link.resource


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("User", "users"),
        ("CallQueue", "call-queues"),
        ("callQueue", "call-queues"),
        ("AutoReceptionist", "auto-receptionists"),
        ("CommonArea", "common-areas"),
        ("commonArea", "common-areas"),
        ("SharedLineGroup", "shared-line-groups"),
        ("SomethingNew", ""),
        (7, ""),
    ],
)
def test_a_number_leads_to_its_owner_by_the_owners_kind(kind: object, target: str) -> None:
    assert leads_to("numbers", "Owner", {"assigned_list": [{"assigned_to_type": kind}]}) == target
    assert leads_to("numbers", "Owner", {"assignee": {"type": kind}}) == target


def test_an_owner_is_found_by_id_in_both_forms_of_the_answer() -> None:
    key = link_of("numbers", "Owner").key
    assert value_at({"assigned_list": [{"assigned_to_id": "u1"}]}, key) == "u1"
    assert value_at({"assignee": {"id": "u1"}}, key) == "u1"


@pytest.mark.parametrize(
    ("row", "target"),
    [
        ({"callee_ext_type": "call_queue", "callee_ext_id": "e1"}, "call-queues"),
        ({"callee_ext_type": "user", "callee_ext_id": "e1"}, "users"),
        ({"callee_ext_type": "user"}, ""),
        ({"callee_ext_type": "shared_line_group", "callee_ext_id": "e1"}, "shared-line-groups"),
        ({"callee_ext_type": "zoom_room", "callee_ext_id": "e1"}, "rooms"),
        ({"callee_ext_type": "cisco_room", "callee_ext_id": "e1"}, ""),
        ({}, ""),
    ],
)
def test_a_call_leads_to_the_parties_that_are_ours(row: dict[str, Any], target: str) -> None:
    assert leads_to("call-history", "Callee", row) == target
    assert link_of("call-history", "Callee").match == (("extension_id", "callee_ext_id"),)


def test_a_member_leads_to_the_user_or_the_common_area() -> None:
    assert leads_to("queue-members", "Member", {"level": "user"}) == "users"
    assert leads_to("queue-members", "Member", {"level": "commonArea"}) == "common-areas"
    assert leads_to("shared-line-group-members", "Member", {"kind": "user"}) == "users"
    assert leads_to("shared-line-group-members", "Member", {"kind": "commonArea"}) == "common-areas"


def test_a_desk_phone_leads_to_its_user() -> None:
    assert leads_to("devices", "User", {"assignees": [{"extension_type": "user", "id": "u1"}]}) == "users"
    assert leads_to("devices", "User", {"assignee": {"extension_type": "commonArea"}}) == "common-areas"


def test_the_calls_of_a_queue_are_those_that_pass_through_its_extension() -> None:
    assert link_of("call-queues", "Calls").where == (("keyword", "extension_number"),)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("CallQueue", "call queue"),
        ("call_queue", "call queue"),
        ("callQueue", "call queue"),
        ("BYOCCloud", "byoc cloud"),
        ("TollFree", "toll free"),
        ("", ""),
    ],
)
def test_names_of_the_api_become_words(name: str, text: str) -> None:
    assert words(name) == text
