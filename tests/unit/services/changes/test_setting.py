from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.services.changes.house import house, over
from ztui.core.errors import ConfigError, Conflict, UnknownName
from ztui.resources.model import Confirm
from ztui.resources.settings.nodes import Lock, NodeKind, all_nodes
from ztui.services.changes.applying import apply
from ztui.services.changes.setting import plan_setting, setting_refusal
from ztui.services.changes.undoing import plan_undo
from ztui.services.settings.reader import SettingsView
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.services.changes.house import House


async def _queue_view(home: House) -> SettingsView:
    return SettingsView("queue-policies", (("callQueueId", (await home.keys("call-queues"))[0]),))


async def _value(home: House, view: SettingsView, path: str) -> Any:
    state = await home.session.settings.read(view)
    return next(each.value for each in all_nodes(state.tree()) if each.path == path)


async def test_one_setting_is_changed_seen_and_put_back(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        view = await _queue_view(home)
        before = await _value(home, view, "sms.enable")
        plan = await plan_setting(home.session, view, "sms.enable", "no" if before else "yes")
        (change,) = plan.changes
        assert change.request.body == {"sms": {"enable": not before}}
        assert (change.resource, change.key, change.confirm) == ("call-queues", view.path[0][1], Confirm.REVIEW)
        assert f"'{'yes' if before else 'no'}' becomes '{'no' if before else 'yes'}'" in change.title
        done = await apply(home.session, plan)
        assert (done.results[0].outcome, done.results[0].as_asked) == (Outcome.DONE, True)
        assert await _value(home, view, "sms.enable") is not before
        undone = await apply(home.session, await plan_undo(home.session, done.results[0].journal_id))
        assert (undone.results[0].outcome, undone.results[0].said) == (Outcome.DONE, "")
        assert await _value(home, view, "sms.enable") is before


async def test_what_was_changed_meanwhile_is_a_conflict(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        view = SettingsView("user-settings", (("userId", (await home.keys("users"))[0]),))
        state = await home.session.settings.read(view)
        node = next(
            each
            for each in all_nodes(state.tree())
            if each.kind is NodeKind.CHOICE and len(each.choices) > 2 and not setting_refusal(state, each)
        )
        mine, theirs = [each for each, _ in node.choices if each != node.value][:2]
        plan = await plan_setting(home.session, view, node.path, mine)
        async with over(home.box, home.clock, tmp_path / "another") as another:
            await apply(another.session, await plan_setting(another.session, view, node.path, theirs))
        done = await apply(home.session, plan)
        assert done.results[0].outcome is Outcome.CONFLICT
        assert "changed since" in done.results[0].said
        assert await _value(home, view, node.path) == theirs


async def test_what_cannot_be_changed_is_refused_with_its_reason(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        view = await _queue_view(home)
        state = await home.session.settings.read(view)
        nodes = [each for each in all_nodes(state.tree()) if not each.is_topic]
        switch = next(each for each in nodes if each.path == "sms.enable")
        assert setting_refusal(state, switch) == ""
        assert "locked by the site" in setting_refusal(state, replace(switch, lock=Lock("the site")))
        assert "group" in setting_refusal(state, replace(switch, kind=NodeKind.GROUP))
        assert "no way" in setting_refusal(state, replace(switch, takes=None))
        assert "secret" in setting_refusal(state, replace(switch, kind=NodeKind.SECRET))
        with pytest.raises(UnknownName):
            await plan_setting(home.session, view, "sms.enabel", True)
        same = await plan_setting(home.session, view, "sms.enable", switch.value)
        assert not same.changes
        assert "No change" in same.says[0]
        account = SettingsView("account-settings")
        read = await home.session.settings.read(account)
        unwritable = next(each for each in all_nodes(read.tree()) if each.kind is NodeKind.SWITCH)
        with pytest.raises(Conflict, match="no way"):
            await plan_setting(home.session, account, unwritable.path, False)


async def test_a_choice_takes_its_words_and_nothing_else(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        view = SettingsView("queue-policies", (("callQueueId", (await home.keys("call-queues"))[0]),))
        state = await home.session.settings.read(view)
        node = next(
            each
            for each in all_nodes(state.tree())
            if each.kind is NodeKind.CHOICE and each.choices and not setting_refusal(state, each)
        )
        value, word = next((value, word) for value, word in node.choices if value != node.value)
        (change,) = (await plan_setting(home.session, view, node.path, word)).changes
        assert change.check is not None
        assert change.check.match == ((node.path, value),)
        with pytest.raises(ConfigError, match="cannot be 'maybe'"):
            await plan_setting(home.session, view, node.path, "maybe")
