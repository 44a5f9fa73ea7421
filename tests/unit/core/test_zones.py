from __future__ import annotations

from pathlib import Path

import pytest

from ztui.core.errors import UnknownName
from ztui.core.zones import find_zone, system_zone

NOWHERE = Path("/nowhere/localtime")


def test_a_named_zone_is_found() -> None:
    assert find_zone("America/Los_Angeles", {}).key == "America/Los_Angeles"


@pytest.mark.parametrize("name", ["America/Los_Angelos", "../etc/passwd", "/etc/localtime", "Mars"])
def test_an_unknown_zone_is_refused_and_the_nearest_are_suggested(name: str) -> None:
    with pytest.raises(UnknownName, match="time zone"):
        find_zone(name, {})


def test_the_nearest_zone_is_suggested() -> None:
    with pytest.raises(UnknownName) as caught:
        find_zone("America/Los_Angelos", {})
    assert "America/Los_Angeles" in caught.value.nearest


def test_without_a_name_the_machine_says(tmp_path: Path) -> None:
    link = tmp_path / "localtime"
    target = tmp_path / "zoneinfo" / "Europe" / "Berlin"
    target.parent.mkdir(parents=True)
    target.write_bytes(b"")
    link.symlink_to(target)
    assert system_zone({}, link).key == "Europe/Berlin"
    assert system_zone({"TZ": "Asia/Tokyo"}, link).key == "Asia/Tokyo"
    assert system_zone({"TZ": "nonsense"}, NOWHERE).key == "UTC"
