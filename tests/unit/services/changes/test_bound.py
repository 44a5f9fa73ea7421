"""A plan, a run and an entry of the journal are bound to the account that they were made in, not to a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.services.changes.house import Wire, house, over
from ztui.core.errors import ConfigError, NotFound, ReadOnly
from ztui.core.secrets import Secret
from ztui.services.changes.applying import apply
from ztui.services.changes.bound import owner_of
from ztui.services.changes.kept import keep, kept_runs
from ztui.services.changes.last import plan_undo_last
from ztui.services.changes.model import merge
from ztui.services.changes.questions import unfinished
from ztui.services.changes.recovery import look_up
from ztui.services.changes.settling import settle
from ztui.services.changes.undoing import plan_undo
from ztui.services.changes.undoing_all import plan_undo_all
from ztui.services.changes.updating import plan_update
from ztui.store.journal import Outcome
from ztui.zoom.credentials import ServerToServer, StaticToken

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.services.changes.house import House

OTHER = ServerToServer("another-account", "id", Secret("hush"))


def writes(on: House) -> list[tuple[str, str]]:
    return [each for each in on.wire.asked if each[0] != "GET"]


async def planned(on: House) -> Any:
    [queue, *_] = await on.keys("call-queues")
    return await plan_update(on.session, "call-queues", queue, {"department": "Night"})


async def test_a_plan_is_applied_by_no_session_of_another_profile_account_or_credentials(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        plan = await planned(here)
        others: list[dict[str, Any]] = [{"name": "lab"}, {"account": "sub"}, {"credentials": OTHER}]
        for other in others:
            async with over(here.box, here.clock, tmp_path / "other", wire=Wire(here.box.app), **other) as there:
                with pytest.raises(ConfigError, match="made in another account"):
                    await apply(there.session, plan)
                assert there.wire.asked == [], "it did not even look"
        acting = await here.session.acting_for((await here.rows("accounts"))[0]["id"])
        with pytest.raises(ConfigError, match="made in another account"):
            await apply(acting, plan)
        assert writes(here) == []
        assert [each.outcome for each in (await apply(here.session, plan)).results] == [Outcome.DONE]


async def test_what_the_same_name_wrote_elsewhere_is_not_undone_here(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        plan = await planned(here)
        [result] = (await apply(here.session, plan)).results
        before = await here.state()
        async with over(here.box, here.clock, tmp_path, wire=Wire(here.box.app), credentials=OTHER) as there:
            with pytest.raises(ConfigError, match="another account"):
                await plan_undo(there.session, result.journal_id)
            with pytest.raises(ConfigError, match="another account"):
                await plan_undo_all(there.session, plan.id)
            with pytest.raises(NotFound, match="nothing to undo"):
                await plan_undo_last(there.session)
            assert there.wire.asked == []
        assert await here.state() == before
        assert (await plan_undo_last(here.session)).changes


async def test_what_was_left_open_elsewhere_is_neither_looked_up_nor_settled_here(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        plan = await planned(here)
        written: list[str] = []

        def lost(method: str, path: str) -> str:
            """Lose the answer to the write, and the line from then on."""
            if method != "GET":
                written.append(path)
                return "late"
            return "reset" if written else ""

        here.wire.strike = lost
        await apply(here.session, plan)
        here.wire.strike = lambda method, path: ""
        [entry] = await unfinished(here.session)
        async with over(here.box, here.clock, tmp_path, wire=Wire(here.box.app), credentials=OTHER) as there:
            assert await unfinished(there.session) == ()
            with pytest.raises(ConfigError, match="another account"):
                await look_up(there.session, entry)
            with pytest.raises(ConfigError, match="another account"):
                await settle(there.session, entry, Outcome.DONE, "seen")
            assert there.wire.asked == []
        assert (await look_up(here.session, entry)).outcome is Outcome.DONE


async def test_a_cut_run_is_found_only_where_it_was_made(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        plan = merge([await planned(here)] * 2)
        await keep(here.session, plan)
        others: list[dict[str, Any]] = [{"name": "lab"}, {"account": "sub"}, {"credentials": OTHER}]
        for other in others:
            async with over(here.box, here.clock, tmp_path, wire=Wire(here.box.app), **other) as there:
                assert await kept_runs(there.session) == []
        assert [each.id for each in await kept_runs(here.session)] == [plan.id]


async def test_leave_of_the_journal_for_one_account_sends_nothing_in_the_name_of_another(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        [queue, *_] = await here.keys("call-queues")
        leave = await here.journal.open("deleteACallQueue", {})
        sub = here.session.client.acting_for("sub")
        with pytest.raises(ReadOnly, match="planned in another account"):
            await sub.request("deleteACallQueue", {"callQueueId": queue}, intent=leave)
        assert writes(here) == []


async def test_whose_a_token_is_is_not_known_so_the_next_one_may_go_on(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        async with over(here.box, here.clock, tmp_path, credentials=StaticToken("t1")) as there:
            assert owner_of(there.session) == ""
        async with over(here.box, here.clock, tmp_path, credentials=StaticToken("t1", "acc")) as there:
            assert owner_of(there.session) == owner_of(here.session)
