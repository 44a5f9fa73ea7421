"""What is derived from the contract: that nothing is left out, and that names, columns, keys and children are right."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.resources_index import KEPT
from ztui.contract import limits
from ztui.contract.catalogue import operations
from ztui.resources.cells import Viewer, cell, field_text
from ztui.resources.decode import decode
from ztui.resources.derived.columns import columns_of
from ztui.resources.derived.groups import groups_of
from ztui.resources.derived.keys import id_for
from ztui.resources.derived.leaves import kind_of
from ztui.resources.derived.lists import NEEDED, UNFOLDED, list_operations, rows_of_list
from ztui.resources.derived.naming import named
from ztui.resources.derived.own import OWN
from ztui.resources.derived.words import singular_of, title_of_path
from ztui.resources.model import Confirm, Kind
from ztui.resources.registry import below, declared, names, resource, resources, summaries

DERIVED = [each for each in summaries() if each.name not in declared()]

OTHERWISE_CALLED = {("user-call-history", "delete")}
"""What is called otherwise than in the rows: those of a user's history are legs, and `callLogId` is the id of one."""


def test_every_list_of_the_contract_is_one_resource() -> None:
    listed = [each.operations.list for each in resources()]
    assert set(list_operations()) <= set(listed)
    for operation_id in set(listed) - set(list_operations()):
        assert next(each for each in resources() if each.operations.list == operation_id).unfold, operation_id
    plain = [each.operations.list for each in resources() if each.unfold is None]
    assert len(plain) == len(set(plain)), "two resources have the same rows"


def test_only_lists_that_nobody_has_declared_are_named() -> None:
    declared = sorted(set(OWN) - {each.operation for each in DERIVED})
    assert not declared, (
        "a declaration says what its list is called: "
        f"delete from OWN in ztui/resources/derived/own.py the entries of {', '.join(declared)}"
    )
    assert set(UNFOLDED) <= set(operations())
    assert not any(operations()[each].items_key for each in UNFOLDED)


def test_what_a_list_demands_is_known_without_its_details() -> None:
    for operation_id, listed in list_operations().items():
        window = limits.window(listed)
        given = {"from", "to"} if window is not None and window.required else set()
        free = [
            each.name
            for each in listed.detail().parameters
            if each.required and not each.enum and each.name not in {*given, "count"}
        ]
        assert tuple(free) == NEEDED.get(operation_id, ()), operation_id


def test_names_stay_as_they_are() -> None:
    """Saved views and scripts hold these names; `make docs` adds what is new, and takes none away."""
    pinned = [tuple(line.split()) for line in KEPT.read_text(encoding="utf-8").splitlines()]
    assert {(each.name, each.operation) for each in summaries()} == set(pinned)
    assert len(pinned) == len(set(pinned))


def test_names_are_there_for_one_thing_each() -> None:
    assert len(names()) == len(set(names()))
    assert {each.name for each in DERIVED} == {named(each.operation).name for each in DERIVED}


def test_summaries_say_what_the_resources_say() -> None:
    for each in summaries():
        found = resource(each.name)
        assert (found.aliases, found.title, found.parents, found.account_bound) == (
            each.aliases,
            each.title,
            each.parents,
            each.account_bound,
        )


def test_what_zoom_has_deprecated_is_called_old_and_comes_last() -> None:
    assert [each.sunset for each in DERIVED] == sorted(each.sunset for each in DERIVED)
    for each in DERIVED:
        assert each.name.startswith("old-") == each.sunset == each.title.endswith("(old API)")
        assert each.sunset == operations()[each.operation].sunset


@pytest.mark.parametrize("each", [each.name for each in DERIVED])
def test_a_derived_list_shows_something_and_no_secret(each: str) -> None:
    found = resource(each)
    assert any(not column.hidden and not column.wide_only for column in found.columns)
    assert len(found.columns) <= 48
    assert sum(len(group.fields) for group in found.groups) <= 120
    for name, level in found.confirm.items():
        assert level is (Confirm.SEVERE if name == "delete" else Confirm.REVIEW)


@pytest.mark.parametrize(
    ("name", "get", "create", "update", "delete"),
    [
        ("pickup-groups", "GetGCP", "addGCP", "updateGCP", "deleteGCP"),
        ("pickup-group-members", "", "addGCPMembers", "", "removeGCPMembers"),
        ("audios", "GetAudioItem", "AddAnAudio", "UpdateAudioItem", "DeleteAudioItem"),
        # A DELETE at the path of the collection takes many: it deletes no single row.
        ("dial-by-name-directory", "", "AddUsersToDirectory", "", ""),
        ("user-caller-id-numbers", "", "addUserOutboundCallerNumbers", "", ""),
        # An update at the path of the collection changes many.
        ("outbound-countries", "", "", "", ""),
        ("monitoring-group-members", "", "addMembers", "", "removeMember"),
    ],
)
def test_the_operations_of_a_list_belong_to_its_rows(
    name: str, get: str, create: str, update: str, delete: str
) -> None:
    of = resource(name).operations
    assert (of.get, of.create, of.update, of.delete) == (get, create, update, delete)


@pytest.mark.parametrize(("name", "digits"), [("old-numbers", "number"), ("caller-id-numbers", "phone_number")])
def test_a_phone_number_is_called_by_its_digits(name: str, digits: str) -> None:
    assert [each.path for each in resource(name).columns][:2] == [digits, "display_name"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("setting-templates", "id"),
        ("pickup-group-members", "extension_id"),
        ("trusted-domains", "value"),
        ("firmwares", "device_type+device_model"),
        ("outbound-countries", "iso_code"),
        ("routing-rules", "routing_rule_id"),
        ("user-call-history", "call_element_id|call_path_id|id"),
    ],
)
def test_the_key_is_what_the_paths_take_or_what_tells_rows_apart(name: str, key: str) -> None:
    assert resource(name).key == key


@pytest.mark.parametrize("name", [each.name for each in DERIVED])
@pytest.mark.parametrize("action", ["get", "update", "delete"])
def test_what_acts_on_one_row_takes_its_key(name: str, action: str) -> None:
    found = resource(name)
    operation_id = getattr(found.operations, action)
    if not operation_id or (name, action) in OTHERWISE_CALLED:
        return
    taken = operations()[operation_id].path_params[-1]
    assert taken not in {*found.parents, "accountId"}
    assert id_for(taken, rows_of_list(operations()[found.operations.list])) in found.key.split("|")


@pytest.mark.parametrize(
    ("parameter", "fields", "path"),
    [
        ("exceptionRuleId", ("id", "rule_id"), "rule_id"),
        ("ruleId", ("id",), "id"),
        ("call_id", ("id", "call_id"), "call_id"),
        ("number", ("phone_number", "status"), "phone_number"),
        ("roomId", ("name",), ""),
    ],
)
def test_a_path_parameter_is_found_in_a_row_by_its_last_words(
    parameter: str, fields: tuple[str, ...], path: str
) -> None:
    schema = {"type": "object", "properties": {name: {"type": "string"} for name in fields}}
    assert id_for(parameter, schema) == path


@pytest.mark.parametrize(
    ("name", "schema", "kind"),
    [
        ("enabled", {"type": "boolean"}, Kind.FLAG),
        ("extension_number", {"type": "integer", "format": "int64"}, Kind.EXTENSION),
        ("caller_ext_number", {"type": "string"}, Kind.EXTENSION),
        ("phone_number", {"type": "string"}, Kind.NUMBER),
        ("serial_number", {"type": "string"}, Kind.TEXT),
        ("number_type", {"type": "string", "enum": ["toll"]}, Kind.STATUS),
        ("date_time", {"type": "string", "format": "date"}, Kind.TIME),
        ("created_at", {"type": "string"}, Kind.TIME),
        ("birthday", {"type": "string", "format": "date"}, Kind.DATE),
        ("duration", {"type": "integer"}, Kind.DURATION),
        ("avg_handle_time", {"type": "integer"}, Kind.DURATION),
        ("member_count", {"type": "integer"}, Kind.COUNT),
        ("code", {"type": "integer"}, Kind.TEXT),
        ("call_history_uuid", {"type": "string"}, Kind.ID),
        ("password", {"type": "string"}, Kind.SECRET),
        ("token", {"type": "string"}, Kind.SECRET),
        ("status", {"type": "string"}, Kind.STATUS),
        ("name", {"type": "string"}, Kind.TEXT),
    ],
)
def test_the_kind_of_a_value_is_told_by_name_type_and_format(name: str, schema: dict[str, object], kind: Kind) -> None:
    assert kind_of(name, schema) is kind


def test_titles_are_words() -> None:
    assert title_of_path("site.name") == "Site"
    assert title_of_path("caller_ext_id") == "Caller extension ID"
    assert title_of_path("phone_numbers[0].number") == "Phone numbers"
    assert title_of_path("versions[0].version") == "Version"
    assert title_of_path("targets[0].target_name") == "Target"
    assert title_of_path("alert_setting_name", "alert setting") == "Name"
    assert title_of_path("value", "trusted domain") == "Trusted domain"
    assert title_of_path("is_default") == "Default"
    assert [singular_of(each) for each in ("policies", "addresses", "opt statuses", "audios", "blocked list")] == [
        "policy",
        "address",
        "opt status",
        "audio",
        "blocked list",
    ]


def test_lists_below_an_object_are_bound_to_it() -> None:
    of_groups = {child.resource: child for child in below("pickup-groups")}
    assert of_groups["pickup-group-members"].bind == (("groupId", "id"),)
    assert not of_groups["pickup-group-members"].tab
    of_users = {child.resource: dict(child.bind) for child in below("users")}
    assert of_users["user-call-history"] == {"userId": "id"}
    assert of_users["extension-fax-logs"] == {"extensionId": "extension_id"}
    assert dict(next(each for each in below("fax-logs") if each.resource == "fax-log-details").bind) == {
        "faxLogId": "fax_log_id"
    }
    assert dict(next(each for each in below("accounts") if each.resource == "trusted-domains").bind) == {
        "accountId": "id"
    }
    assert dict(next(each for each in below("sites") if each.resource == "dial-by-name-directory").bind) == {
        "site_id": "id"
    }


@pytest.mark.parametrize("name", [each.name for each in summaries()])
def test_declared_children_come_first_and_all_is_bound_once(name: str) -> None:
    found = below(name)
    own = resource(name).children
    assert found[: len(own)] == own
    for child in found[len(own) :]:
        target = resource(child.resource)
        assert tuple(parameter for parameter, _ in child.bind) == (
            ("accountId", *target.parents) if target.account_bound else target.parents
        )
        assert not child.tab
    assert len({(child.resource, child.bind) for child in found}) == len(found)


def test_every_list_below_something_can_be_reached_but_those_that_ask_for_numbers() -> None:
    reached = {child.resource for each in summaries() for child in below(each.name)}
    assert {each.name for each in summaries() if each.parents} - reached == {
        "campaign-opt-statuses",
        "user-opt-statuses",
        "consent-opt-statuses",
    }


def test_a_list_of_changes_is_asked_for_from_its_beginning() -> None:
    assert dict(resource("sms-message-changes").query) == {"sync_type": "FSync", "count": "250"}


def test_required_choices_are_asked_one_after_another() -> None:
    assert resource("monitoring-group-members").each == ("member_type", ("monitor", "monitored"))


def test_rows_lead_to_the_objects_that_they_name() -> None:
    links = {each.title: each for each in resource("smartphones").related}
    assert links["Site"].key == "site.site_id"
    assert links["Common area"].key == "assignee.common_area_id"
    assert {each.title: each.match for each in resource("user-emergency-addresses").related}["User"] == (
        ("extension_id", "extension_id"),
    )


NAMES = st.sampled_from(
    ["id", "name", "display_name", "phone_number", "extension_number", "site", "status", "date_time", "password", "x",
     "a_value_with_a_name_that_is_longer_than_any_column", "site_name", "items", "site_id", "duration", "caller_name"]
)  # fmt: skip
PLAIN = st.sampled_from(
    [
        {"type": "string"},
        {"type": "integer"},
        {"type": "boolean"},
        {"type": "string", "enum": ["a"]},
        {},
        {"type": "object"},
    ]
)
SCHEMAS = st.recursive(
    PLAIN,
    lambda inner: (
        st.dictionaries(NAMES, inner, max_size=9).map(lambda some: {"type": "object", "properties": some})
        | inner.map(lambda each: {"type": "array", "items": each})
        | st.lists(inner, max_size=2).map(lambda some: {"oneOf": some})
    ),
    max_leaves=40,
)


@given(st.dictionaries(NAMES, SCHEMAS))
def test_any_schema_makes_columns_and_boxes_that_can_be_shown(properties: dict[str, dict[str, object]]) -> None:
    schema = {"type": "object", "properties": properties}
    columns = columns_of(schema, "id", "thing")
    paths = [each.path for each in columns]
    assert len(paths) == len(set(paths))
    assert len({each.head for each in columns}) == len(columns)
    assert all(each.kind is not Kind.SECRET for each in columns)
    for width, shown in (
        (80, [each for each in columns if not (each.hidden or each.wide_only)]),
        (120, [each for each in columns if not each.hidden]),
    ):
        assert 3 + sum(each.width for each in shown) + 2 * max(0, len(shown) - 1) <= width
    for group in groups_of(schema, "thing"):
        assert group.fields
        assert len({each.head for each in group.fields}) == len(group.fields)
        assert len({each.path for each in group.fields}) == len(group.fields)


@pytest.mark.parametrize("name", ["pickup-groups", "old-plans", "trusted-domains"])
def test_rows_are_judged_by_the_contract(name: str) -> None:
    found = resource(name)
    plain: dict[str, dict[str, object]] = {
        "pickup-groups": {"id": "a", "delay": 5},
        "old-plans": {"name": "a", "assigned": 5},
        "trusted-domains": {"value": "acme.example"},
    }
    odd = {"pickup-groups": ("delay", 6), "old-plans": ("assigned", []), "trusted-domains": ("value", 7)}
    assert decode(found, plain[name]).oddities == ()
    path, value = odd[name]
    oddities = decode(found, {**plain[name], path: value}).oddities
    assert len(oddities) == 1
    assert oddities[0].startswith(("" if path == "value" else path) + ": ")


@pytest.mark.parametrize(
    ("name", "row", "words"),
    [
        ("alert-settings", {"module": 3, "rule": 10, "status": 0}, {"devices", "devices go offline", "inactive"}),
        ("monitoring-groups", {"type": 2}, {"call queues"}),
        ("outbound-countries", {"rule": 2, "code": 61}, {"blocked"}),
        ("user-exception-rules", {"rule": 1}, {"allowed"}),
        ("calling-plans", {"type": 200}, {"US/CA unlimited"}),
        ("calling-plans", {"type": 77}, {"plan 77 (unknown)"}),
    ],
)
def test_codes_are_told_by_their_chapter_of_the_api(name: str, row: dict[str, int], words: set[str]) -> None:
    viewer = Viewer(UTC, datetime(2026, 11, 21, tzinfo=UTC))
    assert words <= {str(cell(each, row, viewer)) for each in resource(name).columns}


def test_an_alert_tells_its_conditions_with_their_values() -> None:
    conditions = [
        {"rule_condition_type": 2, "rule_condition_value": "60"},
        {"rule_condition_type": 3, "rule_condition_value": "80"},
    ]
    viewer = Viewer(UTC, datetime(2026, 11, 21, tzinfo=UTC))
    fields = [field for group in resource("alert-settings").groups for field in group.fields]
    told = {str(field_text(field, {"rule_conditions": conditions}, viewer)) for field in fields}
    assert "warning 60, critical 80" in told


def test_what_a_setting_template_does_with_a_call_is_not_read_by_the_codes_of_call_handling() -> None:
    hours = {"business_hours": {"business_hour_action": 50, "busy_action": 13}}
    viewer = Viewer(UTC, datetime(2026, 11, 21, tzinfo=UTC))
    fields = [field for group in resource("setting-templates").groups for field in group.fields]
    told = {str(field_text(field, {"user_settings": {"call_handling": hours}}, viewer)) for field in fields}
    assert {"another extension", "busy signal"} <= told


@pytest.mark.parametrize("name", ["routing-rules", "monitoring-groups", "calling-plans", "alert-settings"])
def test_names_get_the_room_and_figures_and_codes_what_they_need(name: str) -> None:
    shown = [each for each in resource(name).columns if not each.hidden and not each.wide_only]
    first, *others = shown
    assert first.head == "Name"
    assert len(others) >= 3
    assert all(first.width > each.width for each in others)
    assert {each.alias or each.path: each.width for each in others}.get("order", 6) <= 6
