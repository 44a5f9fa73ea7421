from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.contract.answers import row_problems
from ztui.contract.catalogue import operation
from ztui.contract.fits import row_test

LISTS = (
    "listGCP",
    "listMonitoringGroup",
    "accountTrustedDomain",
    "ListAlertSettingsWithPagingQuery",
    "listEmergencyAddresses",
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.sampled_from(["", "x", "active"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "name", "rule"]), inner),
    max_leaves=6,
)
NAMES = st.sampled_from(
    ["id", "display_name", "extension_number", "delay", "site", "monitoring_privileges", "prompt", "type", "status",
     "rule_conditions", "email_recipients", "level", "owner", "value", "new"]
)  # fmt: skip


@given(st.sampled_from(LISTS), st.dictionaries(NAMES, VALUES))
def test_what_surely_fits_has_no_problems(operation_id: str, row: dict[str, Any]) -> None:
    if row_test(operation_id)(row):
        assert row_problems(operation(operation_id), row) == ()


@pytest.mark.parametrize(
    ("row", "fits"),
    [
        ({"id": "a", "delay": 5, "site": {"id": "s", "name": None}, "new": object()}, True),
        ({"delay": 6}, False),
        ({"delay": True}, False),
        ({"site": []}, False),
        ([], False),
    ],
)
def test_the_quick_test_says_yes_to_plain_rows(row: Any, *, fits: bool) -> None:
    assert row_test("listGCP")(row) is fits
