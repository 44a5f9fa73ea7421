"""All operations of the contract, in shards that run side by side; the figures stand at the end of the run."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.every_operation.judged import Judged, judge
from tests.every_operation.requests import valid
from tests.every_operation.state import begin
from tests.every_operation.violations import violations
from ztui.contract.catalogue import operation, operations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHARDS = 8


@pytest.mark.parametrize("shard", range(SHARDS))
async def test_every_operation_takes_what_is_right_and_refuses_what_is_wrong(
    shard: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    judged = Judged()
    for known in list(operations().values())[shard::SHARDS]:
        await judge(known, judged, tmp_path / known.id)
    for name, count in judged.figures.items():
        record_property(f"figure {name}", count)

    assert judged.faults == []


def test_there_are_as_many_operations_as_the_contract_has() -> None:
    assert len(operations()) == 415


async def test_a_violation_breaks_what_its_name_says_and_nothing_else() -> None:
    state = await begin()
    asked = await valid(operation("addCalloutCountries"), state)
    found = {(each.kind, each.field): each.asked.body for each in violations(asked)}

    assert (
        found["limit", "callout_countries"] == {"callout_countries": []}
        or len(found["limit", "callout_countries"]["callout_countries"]) == 31
    )
    assert found["type", "callout_countries"] == {"callout_countries": "one"}
    assert asked.body == {"callout_countries": [{"id": "DE"}]}
