"""The links of a row: objects, lists below it, settings, in groups, none of them twice."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import pytest

from ztui.resources.registry import below, resource
from ztui.resources.settings.registry import settings_below
from ztui.services.links import LinkGroup, links_of
from ztui.ui.screens.anatomy import child_tabs, link_choices, related_links


class Everything(dict[str, Any]):
    """A row that has a text wherever one is looked for."""

    def get(self, name: str, default: Any = None) -> Any:
        return "x"


@pytest.mark.parametrize("name", ["users", "call-queues", "sites", "numbers", "auto-receptionists", "accounts"])
def test_each_list_and_each_tree_below_an_object_is_a_link_or_a_tab(name: str) -> None:
    of = resource(name)
    row = Everything()
    links, tabs = related_links(of, row), child_tabs(of, row)
    reached = {link.view.resource for link in links if link.view is not None} | {view.resource for _tab, view in tabs}
    assert {child.resource for child in below(name)} <= reached
    assert [link.settings.name for link in links if link.settings] == [each.name for each in settings_below(name)]


@pytest.mark.parametrize("name", ["users", "call-queues", "sites", "numbers", "call-history", "devices"])
def test_links_stand_in_groups_and_none_twice(name: str) -> None:
    links = links_of(resource(name), Everything())
    assert len(links) == len(set(links))
    assert len(links) == len({(link.title, link.note) for link in links})
    groups = [group for group, _links in groupby(link.group for link in links)]
    assert len(groups) == len(set(groups))
    assert groups[-1] is not LinkGroup.LISTS or not settings_below(name)
    notes = [link.note for link in links if link.group is LinkGroup.LISTS]
    assert notes == sorted(notes)


def test_a_heading_stands_above_each_group_and_ids_are_places() -> None:
    links = links_of(resource("users"), Everything())
    choices = link_choices(links)
    assert [each.title for each in choices if each.is_heading] == ["Lists", "Objects", "Settings"]
    assert [each.id for each in choices if not each.is_heading] == [f"link {at}" for at in range(len(links))]


def test_a_row_without_ids_leads_nowhere() -> None:
    assert links_of(resource("users"), {}) == ()
