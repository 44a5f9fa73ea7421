from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.services.changes.house import House, house
from ztui.contract.batches import JOINABLE, batch_limits
from ztui.contract.catalogue import operation
from ztui.resources.edits.model import Request
from ztui.services.changes.applying import apply
from ztui.services.changes.creating import plan_create
from ztui.services.changes.partial import things, unprocessed
from ztui.services.changes.parties import joined
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from ztui.services.changes.model import Plan


async def adding(home: House, *numbers: str) -> Plan:
    site = (await home.keys("sites"))[0]
    values = {"phone_numbers": list(numbers), "allocated_product": "ZOOM_PHONE", "site_id": site}
    return await plan_create(home.session, "numbers", values)


async def test_numbers_of_which_one_is_there_already_are_added_in_part_and_it_is_said(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        there = (await home.rows("numbers"))[0]["number"]
        run = await apply(home.session, await adding(home, "+14155550171", there, "+14155550172"))
        (result,) = run.results
        assert (result.outcome, result.as_asked, run.exit_code) == (Outcome.DONE, False, 7)
        assert result.said.startswith("done in part: 1 of 3 were not")
        assert [field for field, _ in result.fields] == [there]
        assert {"+14155550171", "+14155550172"} <= {each["number"] for each in await home.rows("numbers")}
        (entry,) = await home.journal.entries()
        assert (entry.outcome, "1 of 3" in entry.detail) == (Outcome.DONE, True)


async def test_numbers_of_which_none_could_be_added_have_failed(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        there = (await home.rows("numbers"))[0]["number"]
        run = await apply(home.session, await adding(home, there))
        assert (run.results[0].outcome, run.exit_code) == (Outcome.FAILED, 1)
        assert (await home.journal.entries())[0].outcome is Outcome.FAILED


def test_what_an_answer_lists_as_unprocessed_is_read_whatever_it_is_called() -> None:
    row = {"phone_number": "+1", "failure_reason": "taken"}
    assert unprocessed({"unprocessed_numbers": [row], "carrier": "x"}) == {"+1": "taken"}
    assert unprocessed({"failed_ids": ["a", {"id": "b", "reason": "no"}]}) == {
        "a": "Zoom did not process it",
        "b": "no",
    }
    nothing: list[Any] = [None, [], {}, {"unprocessed_numbers": []}, {"failed": 3}, "text"]
    for fine in nothing:
        assert unprocessed(fine) == {}


def test_what_may_be_joined_takes_several_at_once() -> None:
    for each in JOINABLE:
        assert max(batch_limits(operation(each)).values()) > 1, each


IDS = st.lists(st.text("ab1", min_size=1, max_size=3), min_size=1, max_size=60, unique=True)


@given(IDS)
def test_requests_that_are_joined_name_all_things_once_and_stay_as_they_were(ids: list[str]) -> None:
    def one(id: str) -> Request:
        return Request("assignPhoneToCallQueue", {"callQueueId": "q"}, body={"phone_numbers": [{"id": id}]})

    requests = [one(each) for each in ids]
    made: Any = joined(requests)
    assert [each["id"] for each in things(made)] == ids
    assert requests == [one(each) for each in ids]
