"""Who can be found by name, and who is hidden in a private directory."""

from __future__ import annotations

import pytest

from tests.unit.sim.asking import Asker


@pytest.fixture
def asker() -> Asker:
    return Asker()


def test_everybody_of_a_site_is_found_by_name_until_taken_out(asker: Asker) -> None:
    user = next(iter(asker.system.users))
    site, query = {"siteId": user.site_id}, {"site_id": user.site_id}
    own = {each.ext_id for table in (asker.system.users, asker.system.common_areas) for each in table}
    everybody = asker.rows("ListUsersFromDirectory", query)
    assert {row["extension_id"] for row in everybody} <= own
    assert {row["site"]["id"] for row in everybody} == {user.site_id}
    asker.ask("DeleteUsersFromDirectory", query=query | {"extension_ids": [user.ext_id]})
    for name, asked, path in (("ListUsersFromDirectory", query, {}), ("ListUsersFromDirectoryBySite", {}, site)):
        assert user.ext_id not in {row["extension_id"] for row in asker.rows(name, asked, path)}
    outside = asker.rows("ListUsersFromDirectoryBySite", {"in_directory": False}, site)
    assert [row["extension_id"] for row in outside] == [user.ext_id]
    asker.ask("AddUsersToDirectoryBySite", site, {"extension_ids": [user.ext_id]})
    assert asker.rows("ListUsersFromDirectory", query) == everybody


def test_without_names_the_whole_site_goes_and_no_other(asker: Asker) -> None:
    one, other = [site.id for site in asker.system.sites][:2]
    before = asker.rows("ListUsersFromDirectory", {"site_id": other})
    asker.ask("DeleteUsersFromDirectory", query={"site_id": one})
    assert asker.rows("ListUsersFromDirectory", {"site_id": one}) == []
    assert asker.rows("ListUsersFromDirectory", {"site_id": other}) == before


def test_strangers_and_unknown_sites_are_refused(asker: Asker) -> None:
    site = next(iter(asker.system.sites)).id
    assert asker.refusal("ListUsersFromDirectory", query={"site_id": "nowhere"}) == (400, 300)
    body = {"site_id": site, "extension_ids": ["nobody"]}
    assert asker.refusal("AddUsersToDirectory", body=body) == (400, 300)


def test_an_extension_is_hidden_changed_and_shown_again(asker: Asker) -> None:
    user = list(asker.system.users)[30]
    member = {"extension_id": user.ext_id, "searchable_on_web_portal": "nobody"}
    asker.ask("addMembersToAPrivateDirectory", body={"members": [member]})
    path = {"extensionId": user.ext_id}

    def rows(**query: str) -> list[str]:
        found = asker.rows("listPrivateDirectoryMembers", query)
        return [row["searchable_on_web_portal"] for row in found if row["extension_id"] == user.ext_id]

    assert rows() == rows(keyword=user.name) == rows(site_id=user.site_id) == ["nobody"]
    asker.ask("updateAPrivateDirectoryMember", path, {"searchable_on_web_portal": "everybody"})
    assert rows() == ["everybody"]
    asker.system.put_user(user._replace(name="Newly Named"))
    assert rows(keyword="newly") == ["everybody"]
    asker.ask("removeAMemberFromAPrivateDirectory", path)
    assert rows() == []
    assert asker.refusal("removeAMemberFromAPrivateDirectory", path) == (404, 404)


def test_who_leaves_the_account_is_in_no_directory(asker: Asker) -> None:
    member = asker.rows("listPrivateDirectoryMembers")[0]["extension_id"]
    user = next(each for each in asker.system.users if each.ext_id == member)
    asker.system.remove_extension(user)
    assert member not in {row["extension_id"] for row in asker.rows("listPrivateDirectoryMembers")}
    query = {"site_id": user.site_id}
    assert member not in {row["extension_id"] for row in asker.rows("ListUsersFromDirectory", query)}


def test_unknown_extensions_and_sites_of_a_private_directory_are_refused(asker: Asker) -> None:
    member = {"extension_id": "nobody", "searchable_on_web_portal": "nobody"}
    assert asker.refusal("addMembersToAPrivateDirectory", body={"members": [member]}) == (400, 300)
    assert asker.refusal("addMembersToAPrivateDirectory", body={"site_id": "x", "members": []}) == (400, 8001)
    assert asker.refusal("removeAMemberFromAPrivateDirectory", {"extensionId": "nobody"}) == (404, 404)
