"""Phone roles: copies, members, targets."""

from __future__ import annotations

import pytest

from tests.unit.sim.asking import Asker


@pytest.fixture
def asker() -> Asker:
    return Asker()


def copied(asker: Asker, name: str = "Night shift") -> str:
    first = asker.rows("ListPhoneRoles")[0]["id"]
    return str(asker.ask("DuplicatePhoneRole", body={"role_id": first, "name": name})["id"])


def test_a_copy_has_the_text_of_the_other_and_no_members(asker: Asker) -> None:
    first = asker.rows("ListPhoneRoles")[0]
    assert first["total_members"] == len(asker.rows("ListRoleMembers", path={"roleId": first["id"]})) > 0
    role = {"roleId": copied(asker)}
    shown = asker.ask("getRoleInformation", role)
    assert (shown["name"], shown["description"], shown["total_members"]) == ("Night shift", first["description"], 0)
    assert shown["is_default"] is False
    assert asker.rows("ListRoleMembers", path=role) == []
    asker.ask("UpdatePhoneRole", role, {"description": "After six"})
    assert asker.ask("getRoleInformation", role)["description"] == "After six"
    asker.ask("DeletePhoneRole", role)
    assert role["roleId"] not in {row["id"] for row in asker.rows("ListPhoneRoles")}
    assert asker.refusal("ListPhoneRoleTargets", role) == (404, 404)


def test_a_role_of_zooms_own_stays_and_names_are_used_once(asker: Asker) -> None:
    first = asker.rows("ListPhoneRoles")[0]
    assert asker.refusal("DeletePhoneRole", {"roleId": first["id"]}) == (400, 300)
    assert asker.refusal("DuplicatePhoneRole", body={"role_id": "nobody"}) == (400, 300)
    copied(asker)
    assert asker.refusal("DuplicatePhoneRole", body={"role_id": first["id"], "name": "Night shift"}) == (400, 300)


def test_members_are_counted_and_who_leaves_the_account_leaves_the_role(asker: Asker) -> None:
    role = {"roleId": copied(asker)}
    one, two = list(asker.system.users)[20:22]
    outside = {row["user_id"] for row in asker.rows("ListRoleMembers", {"in_role": False}, role)}
    assert {one.id, two.id} <= outside
    asker.ask("AddRoleMembers", role, {"user_ids": [one.id, two.email]})
    asker.ask("AddRoleMembers", role, {"user_ids": [one.id]})
    assert [row["user_id"] for row in asker.rows("ListRoleMembers", path=role)] == [one.id, two.id]
    assert asker.ask("getRoleInformation", role)["total_members"] == 2
    asker.system.users.remove(two.id)
    assert asker.ask("getRoleInformation", role)["total_members"] == 1
    asker.ask("DelRoleMembers", role, query={"user_ids": [one.id]})
    assert asker.rows("ListRoleMembers", path=role) == []
    assert asker.refusal("AddRoleMembers", role, {"user_ids": ["nobody"]}) == (400, 400)


def test_members_of_another_role_come_with_their_targets(asker: Asker) -> None:
    pattern, role = {"roleId": copied(asker)}, {"roleId": copied(asker, "Copy")}
    user, queue = next(iter(asker.system.users)), next(iter(asker.system.queues))
    asker.ask("AddRoleMembers", pattern, {"user_ids": [user.id]})
    targets = {"user_id": user.id, "targets": [{"target_type": "callQueue", "target_ids": [queue.id]}]}
    asker.ask("AddPhoneRoleTargets", pattern, targets)
    body = {"role_id": pattern["roleId"], "copy_all_members": True, "copy_targets": True}
    asker.ask("AddRoleMembers", role, body)
    assert [row["user_id"] for row in asker.rows("ListRoleMembers", path=role)] == [user.id]
    assert [row["target_id"] for row in asker.rows("ListPhoneRoleTargets", {"user_id": user.id}, role)] == [queue.id]


def test_targets_are_of_a_member_or_of_everybody_by_default(asker: Asker) -> None:
    role = {"roleId": copied(asker)}
    user, site = next(iter(asker.system.users)), next(iter(asker.system.sites))
    body = {"user_id": user.id, "targets": [{"target_type": "site", "target_ids": [site.id]}]}
    assert asker.ask("AddPhoneRoleTargets", role, body) == body
    row = {"target_id": site.id, "target_type": "site", "target_name": site.name}
    assert asker.rows("ListPhoneRoleTargets", {"user_id": user.id}, role) == [row]
    assert asker.rows("ListPhoneRoleTargets", {"is_default": True}, role) == []
    left = asker.rows("ListPhoneRoleTargets", {"user_id": user.id, "selected": False, "target_type": "site"}, role)
    assert site.id not in {each["target_id"] for each in left}
    assert len(left) == len(asker.system.sites) - 1
    asker.system.sites.put(site._replace(name="Newly named"))
    assert asker.rows("ListPhoneRoleTargets", {"user_id": user.id}, role)[0]["target_name"] == "Newly named"
    asker.ask("DeletePhoneRoleTargets", role, body)
    assert asker.rows("ListPhoneRoleTargets", {"user_id": user.id}, role) == []
    assert asker.refusal("DeletePhoneRoleTargets", role, body) == (400, 300)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"targets": [{"target_type": "site", "target_ids": ["nowhere"]}]}, (400, 400)),
        ({"user_id": "nobody", "targets": []}, (404, 1001)),
    ],
)
def test_targets_that_are_not_there_are_refused(asker: Asker, body: object, code: tuple[int, int]) -> None:
    assert asker.refusal("AddPhoneRoleTargets", {"roleId": copied(asker)}, body) == code
