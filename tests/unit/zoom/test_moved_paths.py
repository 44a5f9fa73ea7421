"""SIP phones: Zoom has announced another path for them, of which no contract is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.zoom.box import Asked, Book, Box, Reply, client_of
from ztui.core.errors import NotFound
from ztui.core.ports import Intent

if TYPE_CHECKING:
    from pathlib import Path


def _moved(asked: Asked) -> Reply:
    """Answer for a Zoom that has only the new path of SIP phones."""
    if asked.path.endswith("/sip_phones/phones"):
        return Reply(body={"sip_phones": [{"id": "p1"}], "next_page_token": ""})
    if asked.path.endswith("/sip_phones/phones/p1"):
        return Reply(204)
    return Reply(404, {"code": 2300, "message": "This API endpoint is not recognized."})


async def test_where_the_path_of_sip_phones_is_gone_the_announced_one_is_asked(tmp_path: Path) -> None:
    box = Box(_moved)
    remove = Intent("1", "deleteSIPPhone")
    client = client_of(box, tmp_path, write_log=Book(remove))
    pages = [page async for page in client.pages("listSipPhones")]
    assert [row for page in pages for row in page.rows] == [{"id": "p1"}]
    await client.acting_for("sub1").request("listSipPhones")
    assert (await client.request("deleteSIPPhone", {"phoneId": "p1"}, intent=remove)).status == 204
    assert [asked.path for asked in box.asked] == [
        "/v2/sip_phones",
        "/v2/sip_phones/phones",
        "/v2/accounts/sub1/sip_phones/phones",
        "/v2/sip_phones/phones/p1",
    ]


async def test_where_neither_path_of_sip_phones_is_known_the_first_refusal_stands(tmp_path: Path) -> None:
    box = Box(lambda asked: Reply(404, {"code": 2300, "message": f"No {asked.path}"}))
    client = client_of(box, tmp_path)
    for _ in range(2):
        with pytest.raises(NotFound, match=r"No /v2/sip_phones\."):
            await client.request("listSipPhones")
    assert [asked.path for asked in box.asked] == ["/v2/sip_phones", "/v2/sip_phones/phones"] * 2
    with pytest.raises(NotFound):
        await client.request("getACallQueue", {"callQueueId": "q1"})
    assert len(box.asked) == 5
