"""What `ztui api --paginate` prints of a list that is not as the contract has it."""

from __future__ import annotations

import io
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from tests.unit.services.console.test_console import boxed
from tests.unit.zoom.box import Reply
from ztui.cli.start import run
from ztui.main import House

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from ztui.cli.runtime import GlobalOptions
    from ztui.services.session import Session


class BoxedHouse(House):
    """A house whose Zoom answers with one body."""

    def __init__(self, folder: Path, body: object) -> None:
        super().__init__({}, io.StringIO(), io.StringIO())
        self._folder = folder
        self._body = body

    @asynccontextmanager
    async def session(
        self, options: GlobalOptions, *, running: bool = False, keeping: bool = True
    ) -> AsyncIterator[Session]:
        async with boxed(self._folder, lambda _: Reply(body=self._body)) as (session, _, _):
            yield session


def pages(folder: Path, body: object) -> tuple[int, object, str]:
    out, err = io.StringIO(), io.StringIO()
    house = BoxedHouse(folder, body)
    house.stdout, house.stderr = out, err
    code = run(("api", "listCallQueues", "--paginate"), house)
    return code, json.loads(out.getvalue()), err.getvalue()


@pytest.mark.parametrize("body", [{}, {"call_queues": None}, {"call_queues": "x"}, "text"])
def test_a_list_that_is_missing_is_told(tmp_path: Path, body: object) -> None:
    code, printed, err = pages(tmp_path, body)
    assert (code, printed) == (0, [])
    assert "call_queues: is no list" in err


def test_elements_that_are_no_objects_are_printed_as_they_came(tmp_path: Path) -> None:
    listed = ["+12065550100", 7, {"value": 1}, None, [2], True]
    code, printed, err = pages(tmp_path, {"call_queues": listed})
    assert (code, printed) == (0, listed)
    assert "not as the contract has it" in err


def test_a_list_as_the_contract_has_it_is_told_nothing_of(tmp_path: Path) -> None:
    assert pages(tmp_path, {"call_queues": [], "total_records": 0}) == (0, [], "")
