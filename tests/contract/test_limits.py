from __future__ import annotations

import pytest

from ztui.contract.batches import BATCHES, FILES, TEXTS, batch_limits, text_limits
from ztui.contract.catalogue import Label, Paging, operation, operations
from ztui.contract.limits import WINDOWS, Plan, Pot, Rate, page_size, plan_named, pot, rate, window
from ztui.contract.schemas import schema_at
from ztui.core.errors import UnknownName

ALL = tuple(operations().values())


@pytest.mark.parametrize(
    ("plan", "label", "expected"),
    [
        (Plan.PRO, Label.LIGHT, Rate(20, 1)),
        (Plan.PRO, Label.MEDIUM, Rate(10, 1)),
        (Plan.PRO, Label.HEAVY, Rate(5, 1)),
        (Plan.PRO, Label.RESOURCE_INTENSIVE, Rate(5, 60)),
        (Plan.BUSINESS, Label.LIGHT, Rate(40, 1)),
        (Plan.BUSINESS, Label.MEDIUM, Rate(20, 1)),
        (Plan.BUSINESS, Label.HEAVY, Rate(10, 1)),
        (Plan.BUSINESS, Label.RESOURCE_INTENSIVE, Rate(10, 60)),
        (Plan.FREE, Label.LIGHT, Rate(20, 1)),
    ],
)
def test_phone_operations_are_limited_by_the_phone_table(plan: Plan, label: Label, expected: Rate) -> None:
    assert rate(plan, operation("listCallQueues"), label) == expected


@pytest.mark.parametrize(
    ("plan", "expected"),
    [(Plan.FREE, Rate(2, 1)), (Plan.PRO, Rate(20, 1)), (Plan.BUSINESS, Rate(60, 1))],
)
def test_accounts_are_limited_by_the_general_table(plan: Plan, expected: Rate) -> None:
    assert rate(plan, operation("accounts")) == expected


@pytest.mark.parametrize("operation_id", ["listPhoneNumbers", "listSIPTrunks", "deleteSIPPhone"])
def test_where_zoom_names_no_table_the_stricter_one_counts(operation_id: str) -> None:
    assert rate(Plan.BUSINESS, operation(operation_id)) == Rate(40, 1)


def test_a_rate_tells_its_interval() -> None:
    assert Rate(10, 60).interval == 6.0
    assert Rate(40, 1).per_second == 40.0


def test_heavy_and_resource_intensive_phone_operations_share_a_pot() -> None:
    heavy, intensive = operation("accountCallHistory"), operation("updateAccountPolicy")

    assert pot(Plan.PRO, heavy) == pot(Plan.PRO, intensive) == Pot("phone heavy", 15_000)
    assert pot(Plan.BUSINESS, heavy) == Pot("phone heavy", 30_000)


def test_light_operations_have_no_pot_but_on_the_free_plan() -> None:
    assert pot(Plan.BUSINESS, operation("listCallQueues")) is None
    assert pot(Plan.BUSINESS, operation("accounts")) is None
    assert pot(Plan.FREE, operation("accounts")) == Pot("general medium", 2_000)


def test_the_heavy_account_operation_draws_from_the_general_pot() -> None:
    assert pot(Plan.BUSINESS, operation("UpdateTheAccountOwner")) == Pot("general heavy", 60_000)


def test_every_operation_has_a_rate_in_every_plan() -> None:
    for plan in Plan:
        for each in ALL:
            assert rate(plan, each).per_second > 0
            assert (pot(plan, each) is not None) >= (each.limit_label in (Label.HEAVY, Label.RESOURCE_INTENSIVE))


@pytest.mark.parametrize("name", ["business", "Business+", "enterprise", "Education", " partner "])
def test_the_plans_above_business_count_as_business(name: str) -> None:
    assert plan_named(name) is Plan.BUSINESS


def test_a_plan_that_zoom_does_not_have_is_an_error() -> None:
    assert plan_named("pro") is Plan.PRO
    with pytest.raises(UnknownName):
        plan_named("gold")


@pytest.mark.parametrize(
    ("operation_id", "default", "maximum", "declared"),
    [
        ("accountCallHistory", 30, 300, True),
        ("listCallQueues", 30, 100, True),
        ("listPhoneNumbers", 30, 200, True),
        ("listCallQueueMembers", 30, 30, False),
        ("ListSIPgroups", 30, 100, True),
    ],
)
def test_page_sizes_are_those_of_the_operation(operation_id: str, default: int, maximum: int, declared: bool) -> None:
    size = page_size(operation(operation_id))

    assert size is not None
    assert (size.default, size.maximum, size.declared) == (default, maximum, declared)


def test_exactly_the_paged_lists_have_a_page_size() -> None:
    for each in ALL:
        assert (page_size(each) is not None) == (each.paging is Paging.TOKEN)


def test_call_history_goes_a_month_at_a_time_and_six_months_back() -> None:
    calls = window(operation("accountCallHistory"))

    assert calls is not None
    assert (calls.days, calls.reach_months, calls.default_hours, calls.required) == (30, 6, 24, False)
    assert window(operation("listCallQueues")) is None


def test_every_window_is_of_a_list_that_takes_from_and_to() -> None:
    for name, known in WINDOWS.items():
        start = operation(name).detail().parameter("from")
        end = operation(name).detail().parameter("to")
        assert start is not None
        assert end is not None
        assert start.required == end.required == known.required


@pytest.mark.parametrize("operation_id", sorted(BATCHES))
def test_a_batch_limit_is_of_an_array_and_never_above_its_schema(operation_id: str) -> None:
    detail = operation(operation_id).detail()
    for path, most in batch_limits(operation(operation_id)).items():
        if path.startswith("?"):
            parameter = detail.parameter(path[1:])
            assert parameter is not None
            schema = parameter.schema
        else:
            found = schema_at(detail.request_schema, path)
            assert found is not None
            schema = dict(found)
        assert schema["type"] in ("array", "string")
        assert most <= schema.get("maxItems", schema.get("maximum", most))


@pytest.mark.parametrize("operation_id", sorted(TEXTS))
def test_a_text_limit_is_of_a_text_whose_schema_does_not_tell_it(operation_id: str) -> None:
    detail = operation(operation_id).detail()
    for path in text_limits(operation(operation_id)):
        schema = schema_at(detail.request_schema, path)
        assert schema is not None
        assert schema["type"] == "string"
        assert "maxLength" not in schema


def test_the_limits_of_files_are_of_operations_that_upload() -> None:
    for name in FILES:
        assert operation(name).method == "POST"
