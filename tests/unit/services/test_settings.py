"""Settings as the services read them, on a simulated Zoom."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.ui.house import SMALL, Line, session_on
from tests.unit.zoom.box import Asked, Box, QuickClock, Reply, client_of
from ztui.core.config import Profile
from ztui.core.errors import ConfigError, Forbidden, NotFound, UnknownName, Unreachable
from ztui.core.paths import Folders
from ztui.resources.settings.nodes import all_nodes
from ztui.resources.settings.registry import all_settings, settings
from ztui.services.settings.asking import ids_for, view_named, view_of, views_below
from ztui.services.settings.reader import SettingsReader, SettingsView, chosen
from ztui.services.view import View
from ztui.sim.inprocess import start
from ztui.zoom.retry import RetryPolicy

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from ztui.resources.model import Row
    from ztui.resources.settings.model import Settings
    from ztui.services.session import Session

ZOOM = replace(SMALL, users=120)
"""A Zoom that has shared line groups too."""


@asynccontextmanager
async def zoom(folder: Path) -> AsyncIterator[tuple[Session, Line]]:
    box = start(ZOOM)
    line = Line(box)
    session = session_on(line, Folders.inside(folder), Profile("acme", plan="none"))
    try:
        yield session, line
    finally:
        await session.close()
        box.close()


async def first_row(session: Session, resource: str) -> Row | None:
    listing = session.listings.open(View(resource))
    try:
        await listing.refresh()
        rows = await listing.rows(0, 1)
    finally:
        await listing.close()
    return rows[0].row if rows else None


async def view_on(session: Session, one: Settings) -> SettingsView:
    """Give a view of settings of the first object there is."""
    for place in one.below:
        row = await first_row(session, place.resource) if place.resource != "call-elements" else None
        found = views_below(place.resource, row) if row is not None else ()
        for each, view in found:
            if each is one:
                return view
    assert not one.parameters, f"There is nothing that has {one.title}."
    return SettingsView(one.name)


@pytest.mark.parametrize("one", all_settings(), ids=lambda one: one.name)
async def test_all_settings_are_read_and_make_a_tree(tmp_path: Path, one: Settings) -> None:
    async with zoom(tmp_path) as (session, _line):
        view = await view_on(session, one)
        state = await session.settings.read(view)
        assert state.as_of == session.clock.now()
        assert session.settings.kept(view) is state
        every = list(all_nodes(state.tree(missing=True)))
        assert every
        assert all(node.schema is not None or node.is_topic for node in every), [
            node.path for node in every if node.schema is None and not node.is_topic
        ]


async def test_each_part_of_a_choice_is_asked_for_by_its_name(tmp_path: Path) -> None:
    async with zoom(tmp_path) as (session, _line):
        one = settings("site-settings")
        view = await view_on(session, one)
        assert one.choice is not None
        for part in one.choice.values:
            state = await session.settings.read(SettingsView(view.name, view.path, part))
            names = set(state.answer)
            assert names <= {part, part.replace("local_based", "location_based")}


async def test_the_locks_of_an_account_are_laid_over_its_settings(tmp_path: Path) -> None:
    async with zoom(tmp_path) as (session, _line):
        state = await session.settings.read(SettingsView("sub-account-settings"))
        assert isinstance(state.locks, dict)
        locked = [node.path for node in all_nodes(state.tree()) if node.lock is not None]
        said = _true_leaves(state.locks)
        assert set(locked) <= {f"{path}{end}" for path in said for end in ("", ".enable")}


def _true_leaves(value: object, at: str = "") -> list[str]:
    if isinstance(value, dict):
        return [leaf for name, each in value.items() for leaf in _true_leaves(each, f"{at}.{name}".strip("."))]
    return [at] if value is True else []


async def test_what_is_not_there_and_a_cut_line_are_told_as_everywhere(tmp_path: Path) -> None:
    async with zoom(tmp_path) as (session, line):
        view = SettingsView("user-settings", (("userId", "nobody"),))
        with pytest.raises(NotFound):
            await session.settings.read(view)
        assert session.settings.kept(view) is None
        kept = await session.settings.read(SettingsView("phone-settings"))
        line.cut = True
        with pytest.raises(Unreachable):
            await session.settings.read(kept.view)
        assert session.settings.kept(kept.view) is kept


async def test_what_was_forbidden_is_asked_again_only_when_that_is_wanted(tmp_path: Path) -> None:
    box = Box(lambda asked: Reply(400, {"code": 4711, "message": "Invalid access token, no scopes."}))
    clock = QuickClock()
    reader = SettingsReader(client_of(box, tmp_path, clock, policy=RetryPolicy(tries=1)), clock)
    view = SettingsView("account-settings")
    for _ in range(3):
        with pytest.raises(Forbidden):
            await reader.read(view, again=False)
    asked = len(box.asked)
    with pytest.raises(Forbidden):
        await reader.read(view)
    assert len(box.asked) > asked
    clock.passed += 600
    asked = len(box.asked)
    with pytest.raises(Forbidden):
        await reader.read(view, again=False)
    assert len(box.asked) > asked


async def test_settings_are_shown_although_nobody_says_what_is_locked(tmp_path: Path) -> None:
    def behave(asked: Asked) -> Reply:
        if asked.path.endswith("lock_settings"):
            return Reply(400, {"code": 4711, "message": "Invalid access token, no scopes."})
        return Reply(body={"chat": {"screen_capture": True}})

    clock = QuickClock()
    reader = SettingsReader(client_of(Box(behave), tmp_path, clock, policy=RetryPolicy(tries=1)), clock)
    state = await reader.read(SettingsView("sub-account-settings"))
    assert state.answer == {"chat": {"screen_capture": True}}
    assert state.locks is None
    assert state.note.startswith("What is locked could not be read: ")


async def test_secrets_do_not_leave_what_was_read(tmp_path: Path) -> None:
    answer = {"desk_phone": {"pin_code": "135790", "phone_screen_lock": True}}
    clock = QuickClock()
    reader = SettingsReader(client_of(Box([Reply(body=answer)]), tmp_path, clock), clock)
    state = await reader.read(SettingsView("user-settings", (("userId", "u1"),)))
    assert state.plain == {"desk_phone": {"phone_screen_lock": True}}
    assert "135790" not in repr(state)


def test_a_view_names_all_that_its_settings_need() -> None:
    site = settings("site-settings")
    assert view_of(site, ("s1",)) == SettingsView("site-settings", (("siteId", "s1"),))
    assert view_of(site, ("s1", "business", "hours")).choice == "business_hours"
    with pytest.raises(ConfigError, match="belong to an object"):
        view_of(site, ())
    with pytest.raises(UnknownName, match="dial_by_name"):
        view_of(site, ("s1", "dial_by_nam"))
    with pytest.raises(ConfigError, match="no parts"):
        view_of(settings("phone-settings"), ("US",))


def test_a_command_line_names_part_and_id() -> None:
    ivr = settings("menu-ivr")
    assert view_named(ivr, "a1", ()) == SettingsView("menu-ivr", (("autoReceptionistId", "a1"),))
    pairs = (("hours_type", "holiday_hours"), ("holiday_id", "h1"))
    assert view_named(ivr, "a1", pairs).also == (("holiday_id", "h1"),)
    with pytest.raises(ConfigError, match="holiday_id=ID"):
        view_named(ivr, "a1", pairs[:1])
    with pytest.raises(ConfigError, match="settingType=local_based_routing"):
        view_named(settings("site-settings"), "s1", ())
    with pytest.raises(UnknownName, match="hours_type"):
        view_named(ivr, "a1", (("hour_type", "x"),))
    with pytest.raises(ConfigError, match="too much"):
        view_named(settings("account-settings"), "x", ())
    assert view_named(settings("sub-account-settings"), "acc", ()).path == (("accountId", "acc"),)


def test_a_part_is_found_as_people_write_it() -> None:
    assert chosen(settings("site-settings"), "Business hours") == "business_hours"
    assert chosen(settings("site-settings"), "outbound-caller-id") == "outbound_caller_id"


async def test_the_ids_that_go_with_a_part_come_from_the_objects_own_list(tmp_path: Path) -> None:
    async with zoom(tmp_path) as (session, _line):
        one = settings("menu-ivr")
        view = await view_on(session, one)
        ids = await ids_for(session.listings, one, view, "holiday_hours")
        for id, name in ids:
            assert name
            also = (("holiday_id", id),)
            state = await session.settings.read(SettingsView(view.name, view.path, "holiday_hours", also))
            assert state.answer
        with pytest.raises(ConfigError, match="break_id"):
            await ids_for(session.listings, one, view, "break_hours")
