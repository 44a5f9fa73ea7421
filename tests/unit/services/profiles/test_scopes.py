"""Which scopes an app needs."""

from __future__ import annotations

import pytest

from ztui.contract.catalogue import operation
from ztui.core.errors import UnknownName
from ztui.resources.areas import AREAS
from ztui.resources.registry import resource
from ztui.services.profiles.scopes import FEATURES, feature, scopes_of


def test_every_area_is_among_the_features() -> None:
    shown = {name for each in FEATURES for name in each.resources}
    assert {each.resource for each in AREAS} | {tab.resource for each in AREAS for tab in each.tabs} <= shown


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize("classic", [False, True])
@pytest.mark.parametrize("each", FEATURES, ids=lambda each: each.name)
def test_the_scopes_allow_what_a_feature_shows_and_none_is_there_for_nothing(
    each: object, *, write: bool, classic: bool
) -> None:
    found = feature(getattr(each, "name", ""))
    needed = scopes_of([found], write=write, classic=classic)
    reads = [operation(resource(name).operations.list) for name in found.resources]
    for known in reads:
        allowed = {each.rpartition(":")[0] for each in (known.scopes if classic else known.granular_scopes)}
        assert allowed & {each.rpartition(":")[0] for each in needed.scopes} or known.id in needed.unknown
    if not write:
        assert not [scope for scope in needed.scopes if ":write:" in scope]


def test_scopes_of_several_features_are_not_more_than_those_of_each() -> None:
    single = {scope for each in FEATURES for scope in scopes_of([each]).scopes}
    assert set(scopes_of(FEATURES).scopes) <= single
    assert len(scopes_of(FEATURES, write=True).scopes) > len(scopes_of(FEATURES).scopes)


def test_a_feature_that_nobody_knows_names_those_that_there_are() -> None:
    with pytest.raises(UnknownName, match="queues"):
        feature("queue")


def test_a_master_asks_for_other_scopes_in_the_name_of_sub_accounts() -> None:
    own, other = (scopes_of([feature("numbers"), feature("queues")], sub_accounts=each) for each in (False, True))
    assert "number_management:read:list_numbers:admin" in own.scopes
    assert "number_management:read:list_numbers:master" in other.scopes
    assert "phone:read:list_call_queues:master" in other.scopes
