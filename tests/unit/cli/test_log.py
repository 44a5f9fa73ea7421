"""`ztui log`: with `-v` it has what was sent, and no id of anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.unit.cli.house import ztui

if TYPE_CHECKING:
    from pathlib import Path


def test_every_request_is_logged_where_more_is_asked_for(tmp_path: Path) -> None:
    demo = ("--demo", "--demo-state", str(tmp_path / "demo"))
    site = ztui(*demo, "list", "sites", "--limit", "1", folder=tmp_path).json[0]["id"]
    assert ztui(*demo, "log", folder=tmp_path).out == ""
    ztui(*demo, "-v", "get", "sites", site, folder=tmp_path)
    told = ztui(*demo, "log", folder=tmp_path).out
    assert "INFO ztui.zoom.requestlog: GET /phone/sites/{siteId} 200 " in told
    assert site not in told
