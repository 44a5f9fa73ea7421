"""The declarations of settings trees against the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ztui.contract.catalogue import operation, operations
from ztui.core.errors import UnknownName
from ztui.resources.registry import names
from ztui.resources.settings.registry import all_settings, find_settings, settings, settings_below, settings_names

if TYPE_CHECKING:
    from ztui.resources.settings.model import Settings

EVERY = pytest.mark.parametrize("one", all_settings(), ids=lambda one: one.name)
NO_TREES = frozenset({"ListAlertSettingsWithPagingQuery", "GetAlertSettingDetails", "listSettingTemplates"})
"""Reads whose paths speak of settings and that are lists of objects."""


def test_names_and_aliases_are_each_others_and_findable() -> None:
    assert len(set(settings_names())) == len(all_settings()) + sum(len(each.aliases) for each in all_settings())
    assert settings("Policies").name == "account-policies"
    assert find_settings("user_settings") is settings("user-settings")
    with pytest.raises(UnknownName, match="user-settings"):
        settings("user-setings")


def test_no_resource_has_the_name_of_settings() -> None:
    assert set(settings_names()).isdisjoint(names())


def test_what_they_are_below_are_resources() -> None:
    assert {place.resource for one in all_settings() for place in one.below} <= set(names())


@EVERY
def test_operations_read_and_write_as_declared(one: Settings) -> None:
    assert operation(one.get).method == "GET"
    methods = {"update": "PATCH", "update_part": "PATCH", "add": "POST", "delete": "DELETE"}
    for what, operation_id in one.writes.items():
        assert operation(operation_id).method == methods[what], operation_id


@EVERY
def test_what_it_is_below_binds_every_parameter(one: Settings) -> None:
    for place in one.below:
        bound = {name for name, _path in place.bind}
        assert bound == set(one.parameters) or (one.account_bound and bound == {"accountId"})


@EVERY
def test_a_choice_has_the_values_of_the_contract(one: Settings) -> None:
    choice = one.choice
    if choice is not None:
        assert choice.values
        for value, parameter, resource in choice.also:
            assert value in choice.values
            assert operation(one.get).detail().parameter(parameter) is not None
            assert not resource or resource in names()


@EVERY
def test_fields_that_are_named_otherwise_are_taken_by_the_write(one: Settings) -> None:
    from ztui.contract.schemas import fields

    known = fields(operation(one.update).detail().request_schema) if one.update else {}
    for _ours, theirs in one.renames:
        assert theirs in known


def test_every_read_of_settings_and_policies_has_its_tree() -> None:
    reads = {
        each.id
        for each in operations().values()
        if each.is_read and any(word in each.path for word in ("settings", "policies", "setting_templates"))
    }
    assert reads - NO_TREES <= {each.get for each in all_settings()}


def test_every_write_of_a_part_belongs_to_a_tree() -> None:
    writes = {
        each.id
        for each in operations().values()
        if not each.is_read and any(word in each.path for word in ("{settingType}", "{policyType}"))
    }
    assert writes <= {operation_id for one in all_settings() for operation_id in one.writes.values()}


def test_the_settings_of_a_user_are_told() -> None:
    names = [each.name for each in settings_below("users")]
    assert names == ["user-settings", "user-features", "user-policies", "routing-settings"]
    assert [each.name for each in settings_below("call-history")] == ["group-settings", "group-policies"]
    assert settings_below("numbers") == ()
