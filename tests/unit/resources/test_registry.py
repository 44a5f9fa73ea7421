"""Every declaration agrees with the contract and with its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ztui.contract import limits
from ztui.contract.catalogue import operation
from ztui.contract.schemas import has_field
from ztui.resources.model import Column, Confirm, Field
from ztui.resources.registry import resource, resources

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ztui.resources.model import Resource

EVERY = pytest.mark.parametrize("each", resources(), ids=lambda each: each.name)

NOT_IN_SCHEMA = {
    # Number Management misspells the owner's name; newer answers have it right.
    ("numbers", "assigned_list[0].assigned_to_name"),
    # Removing an internal number needs an id that the list's schema has forgotten.
    ("internal-numbers", "id"),
    # Of the row itself, made when one answer is taken apart into rows.
    ("call-handling", "hours"),
    ("call-handling", "holiday_id"),
    ("shared-line-group-members", "kind"),
    ("shared-line-group-numbers", "is_primary"),
    # What a list was asked for, told to its rows where the answer does not say it.
    ("ivr-keys", "hours_type"),
    ("ivr-keys", "holiday_id"),
    ("ivr-keys", "break_id"),
    ("auto-receptionist-holidays", "hours_type"),
    ("auto-receptionist-holidays", "autoReceptionistId"),
}
"""Paths that no schema has, each with its reason."""

ASKED_BY_THE_PARENT = {
    # One holiday's or break's menu is asked for with the holiday's or break's id.
    ("ivr-keys", "holiday_hours"),
    ("ivr-keys", "break_hours"),
}
"""Values that a list is not asked for by itself."""

INSIDE = {
    "queue-numbers": ("phone_numbers.",),
    "call-elements": ("call_elements.", "call_path."),
    "ivr-keys": ("key_actions.", "caller_enters_no_action."),
    "auto-receptionist-holidays": ("holiday_hours.",),
    "auto-receptionist-numbers": ("phone_numbers.",),
    "common-area-numbers": ("phone_numbers.",),
    "shared-line-group-members": ("members.users.", "members.common_areas."),
    "shared-line-group-numbers": ("phone_numbers.",),
    "room-numbers": ("phone_numbers.",),
    "device-line-keys": ("positions.",),
    "sms-campaign-numbers": ("phone_numbers.",),
    "old-call-log-legs": ("log_details.",),
    "old-plans": ("calling_plans.", "phone_numbers."),
    "call-handling": ("business_hours.", "closed_hours.", "holiday_hours.details."),
}
"""Where the rows lie in the answer of lists that are taken out of one object."""

PAGING = {"page_size", "page_number", "next_page_token", "sync_type", "sync_token", "count"}


def known_operations(each: Resource) -> dict[str, str]:
    named = {name: getattr(each.operations, name) for name in each.operations.__dataclass_fields__}
    return {name: operation_id for name, operation_id in named.items() if operation_id}


def has(each: Resource, path: str, readers: Iterable[str]) -> bool:
    if (each.name, path) in NOT_IN_SCHEMA:
        return True
    prefixes = INSIDE.get(each.name, ("",))
    return any(
        has_field(operation(reader), prefix + path) for reader in readers if reader for prefix in ("", *prefixes)
    )


def readers_of(each: Resource, part: Column | Field) -> tuple[str, ...]:
    of = each.operations
    if isinstance(part, Field):
        return of.list, of.get, of.fallback, of.fallback_get
    return (of.get,) if part.from_get else (of.list, of.fallback)


def fields_of(each: Resource) -> list[Field]:
    return [part for group in each.groups for part in group.fields]


@EVERY
def test_every_operation_is_in_the_contract_and_does_what_its_name_says(each: Resource) -> None:
    methods = {
        "list": "GET",
        "get": "GET",
        "fallback": "GET",
        "fallback_get": "GET",
        "create": "POST",
        "delete": "DELETE",
    }
    for name, operation_id in known_operations(each).items():
        found = operation(operation_id)
        assert found.method == methods.get(name, found.method), name
        assert not found.collection_wide, f"{operation_id} takes a whole collection"
        if name in {"fallback", "fallback_get"}:
            assert found.deprecated, "what is not deprecated is no fallback"
        else:
            assert not found.deprecated or operation(each.operations.list).deprecated, f"{operation_id} is deprecated"
        if name == "update":
            assert found.method in {"PATCH", "PUT"}


@EVERY
def test_a_list_without_rows_of_its_own_says_how_its_rows_are_taken_out(each: Resource) -> None:
    assert (operation(each.operations.list).items_key is None) == (each.unfold is not None)


@EVERY
def test_every_column_is_in_the_schema_of_what_it_is_read_from(each: Resource) -> None:
    missing = [
        path
        for column in each.columns
        if column.computed is None
        for path in (column.path, *column.also)
        if not has(
            each,
            path,
            readers_of(each, column)
            if path == column.path
            else (each.operations.list, each.operations.fallback, each.operations.get),
        )
    ]
    assert not missing


@EVERY
def test_every_field_of_the_detail_is_in_a_schema(each: Resource) -> None:
    missing = [
        path
        for part in fields_of(each)
        if part.computed is None
        for path in (part.path, *part.also)
        if not has(each, path, readers_of(each, part))
    ]
    assert not missing


@EVERY
def test_a_column_from_the_object_alone_is_not_in_the_list(each: Resource) -> None:
    for column in each.columns:
        assert not (column.from_get and has_field(operation(each.operations.list), column.path)), column.path


@EVERY
def test_every_filter_is_a_parameter_of_the_list(each: Resource) -> None:
    known = {parameter.name for parameter in operation(each.operations.list).detail().parameters}
    for declared in each.filters:
        assert declared.parameter in known, declared.parameter
        assert declared.picks == "" or resource(declared.picks).operations.list
    for name, _ in each.query:
        assert name in known


@EVERY
def test_a_value_asked_one_after_another_is_allowed(each: Resource) -> None:
    if each.each is None:
        return
    name, values = each.each
    parameter = operation(each.operations.list).detail().parameter(name)
    assert parameter is not None
    beside = {value for of, value in ASKED_BY_THE_PARENT if of == each.name}
    assert set(values) | beside == set(parameter.enum), "each value has rows of its own"


@EVERY
def test_a_required_parameter_is_always_given(each: Resource) -> None:
    given = {name for name, _ in each.query} | ({each.each[0]} if each.each else set()) | set(each.parents)
    window = limits.window(operation(each.operations.list))
    if window is not None and window.required:
        assert each.window, "the services choose a window"
        given |= {"from", "to"}
    for parameter in operation(each.operations.list).detail().parameters:
        assert not parameter.required or parameter.name in given, parameter.name


@EVERY
def test_parents_are_the_path_parameters_of_the_list_and_what_else_it_demands(each: Resource) -> None:
    listing = operation(each.operations.list)
    names_account = "accountId" in listing.path_params and listing.twin is None
    assert each.account_bound == names_account, (
        f"the path of {listing.id} {'names' if names_account else 'does not name'} the account: "
        f"{each.name} has to say account_bound={names_account}, and accountId is no parent"
    )
    free = {"accountId"} if listing.twin is not None or each.account_bound else set()
    path = tuple(name for name in listing.path_params if name not in free)
    assert each.parents[: len(path)] == path
    for name in each.parents[len(path) :]:
        parameter = listing.detail().parameter(name)
        assert parameter is not None
        assert parameter.required, name


@EVERY
def test_the_key_fills_the_path_of_the_get_operation(each: Resource) -> None:
    if not each.operations.get:
        assert each.get_key == ""
        return
    params = operation(each.operations.get).path_params
    above = {"accountId", *each.parents} - {each.get_key}
    rest = tuple(name for name in params if name not in above)
    assert rest == (each.get_key,)


@EVERY
def test_the_key_is_in_the_rows(each: Resource) -> None:
    for joined in each.key.split("+"):
        assert any(has(each, path, (each.operations.list, each.operations.fallback)) for path in joined.split("|"))


@EVERY
def test_every_write_has_a_confirmation_and_what_takes_away_a_strict_one(each: Resource) -> None:
    writes = {name for name in ("create", "update", "delete") if getattr(each.operations, name)}
    assert set(each.confirm) == writes
    for name in writes:
        if operation(getattr(each.operations, name)).destructive:
            assert each.confirm[name] in {Confirm.DANGER, Confirm.SEVERE}


@EVERY
def test_what_is_not_there_is_not_offered_too(each: Resource) -> None:
    for name, reason in each.unavailable.items():
        assert not getattr(each.operations, name, ""), name
        assert reason.endswith(".")


@EVERY
def test_every_resource_can_be_explained_in_a_line(each: Resource) -> None:
    for text in (each.title, each.singular, each.help):
        assert text
        assert "\n" not in text
    assert each.help.endswith(".")
    assert len(each.help) <= 110
    assert each.title[0].isupper()


@EVERY
def test_children_bind_what_their_lists_need(each: Resource) -> None:
    for child in each.children:
        target = resource(child.resource)
        filters = {parameter.name for parameter in operation(target.operations.list).detail().parameters}
        bound = tuple(name for name, _ in child.bind if name not in filters)
        assert bound == (("accountId",) if target.account_bound else target.parents)
        for _, path in child.bind:
            assert any(has(each, part, (each.operations.list, each.operations.get)) for part in path.split("|"))


@EVERY
def test_links_lead_to_resources_that_can_be_found_by_what_they_carry(each: Resource) -> None:
    readers = (each.operations.list, each.operations.get, each.operations.fallback)
    for link in each.related:
        assert link.resource or link.choose
        paths = [link.key] if link.key else [path for _, path in (*link.where, *link.match)]
        assert paths
        for path in paths:
            assert any(has(each, part, readers) for part in path.split("|")), path
        if link.resource:
            target = resource(link.resource)
            taken = {parameter.name for parameter in operation(target.operations.list).detail().parameters}
            assert {name for name, _ in link.where} <= taken
            assert all(target.column(name) for name, _ in link.match)
            assert not target.parents
