"""Users: what is theirs alone, and the form in which it is written."""

from __future__ import annotations

import pytest

from tests.unit.sim.asking import Asker


@pytest.fixture
def asker() -> Asker:
    return Asker()


def test_a_users_extension_is_refused_without_the_code_of_the_site(asker: Asker) -> None:
    user = next(iter(asker.system.users))
    site = asker.system.sites.get(user.site_id)
    assert site is not None
    path = {"userId": user.id}
    short = "7" * site.short_length
    assert asker.refusal("updateUserProfile", path, {"extension_number": short}) == (400, 300)
    assert asker.refusal("updateUserProfile", path, {"extension_number": f"{site.code}{short}0"}) == (400, 300)


def test_the_token_of_a_sync_is_its_users_own(asker: Asker) -> None:
    one, other = list(asker.system.users)[:2]
    first = asker.ask("syncUserCallHistory", {"userId": one.id}, query={"sync_type": "FSync"})
    query = {"sync_type": "ISync", "sync_token": first["sync_token"]}
    assert "call_elements" in asker.ask("syncUserCallHistory", {"userId": one.id}, query=query)
    assert asker.refusal("syncUserCallHistory", {"userId": other.id}, query=query) == (400, 300)
