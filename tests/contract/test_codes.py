from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.contract.catalogue import operation
from ztui.contract.codes import TABLES, name_of, table
from ztui.contract.schemas import schema_at
from ztui.core.errors import UnknownName


@pytest.mark.parametrize(
    ("table_name", "code", "words"),
    [
        ("action", 7, "call queue"),
        ("action", "7", "call queue"),
        ("action", 24, "action 24 (unknown)"),
        ("action", None, ""),
        ("busy_action", 21, "call waiting"),
        ("ivr_action", -1, "disabled"),
        ("ivr_action", "-1", "disabled"),
        ("ivr_no_action", -1, "disconnect"),
        ("weekday", 1, "Sunday"),
        ("day_type", 0, "closed"),
        ("call_result", "ring_timeout", "rang out"),
        ("call_result", "new_result", "result new_result (unknown)"),
        ("number_type", "anonymous_number", "withheld"),
    ],
)
def test_a_code_has_words_and_an_unknown_one_says_so(table_name: str, code: int | str | None, words: str) -> None:
    assert name_of(table_name, code) == words


@given(st.sampled_from(sorted(TABLES)), st.one_of(st.integers(), st.text()))
def test_any_code_has_a_name_in_any_table(table_name: str, code: int | str) -> None:
    assert isinstance(name_of(table_name, code), str)


def test_a_table_that_does_not_exist_is_an_error_with_the_nearest() -> None:
    with pytest.raises(UnknownName) as caught:
        name_of("acton", 1)

    assert "action" in caught.value.nearest


@pytest.mark.parametrize(
    ("table_name", "operation_id", "path"),
    [
        ("action", "getCallHandling", "business_hours.settings.routing.action"),
        ("busy_action", "updateCallHandling", "settings.busy_on_another_call_action"),
        ("weekday", "getCallHandling", "business_hours.settings.custom_hours_settings.weekday"),
        ("day_type", "getCallHandling", "business_hours.settings.custom_hours_settings.type"),
        ("call_result", "accountCallHistory", "call_history.call_result"),
        ("result_reason", "phoneUserCallHistory", "call_elements.result_reason"),
        ("call_event", "phoneUserCallHistory", "call_elements.event"),
        ("extension_type", "accountCallHistory", "call_history.caller_ext_type"),
        ("number_type", "accountCallHistory", "call_history.caller_number_type"),
        ("recording_type", "phoneUserCallHistory", "call_elements.recording_type"),
    ],
)
def test_every_code_that_the_contract_lists_has_words(table_name: str, operation_id: str, path: str) -> None:
    detail = operation(operation_id).detail()
    schema = schema_at(detail.response_schema, path) or schema_at(detail.request_schema, path)

    assert schema is not None
    assert set(schema["enum"]) <= set(table(table_name))
