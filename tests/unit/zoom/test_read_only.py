"""What a program that may only read lets out, for every operation there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.zoom.box import Book, Box, client_of
from ztui.contract.catalogue import Operation, operations
from ztui.core.errors import ReadOnly, ZtuiError
from ztui.core.ports import Intent

if TYPE_CHECKING:
    from pathlib import Path

    from ztui.zoom.client import Client

ALL = tuple(operations().values())


def _path_of(wanted: Operation) -> dict[str, str]:
    """Give values for the path, the names as they are documented."""
    return dict.fromkeys(wanted.path_params, "1")


def _ways(client: Client) -> tuple[Client, ...]:
    return client, client.acting_for("1"), client.in_background(50), client.acting_for("1").in_background(50)


def test_every_operation_is_a_read_or_a_write() -> None:
    assert len(ALL) == 415
    assert {each.id for each in ALL if each.is_read} == {each.id for each in ALL if each.method == "GET"}


async def test_no_write_of_any_operation_leaves_a_client_that_may_only_read(tmp_path: Path) -> None:
    book, box = Book(*(Intent("1", each.id, account) for each in ALL for account in ("", "1"))), Box()
    client = client_of(box, tmp_path, write_log=book, read_only=True, plan="none")
    writes = [each for each in ALL if not each.is_read]
    for wanted in writes:
        for way in _ways(client):
            for account in ("", "1"):
                with pytest.raises(ReadOnly, match="may only read"):
                    await way.request(wanted.id, _path_of(wanted), body={}, intent=Intent("1", wanted.id, account))
            with pytest.raises(ZtuiError):
                await way.download(wanted.id, _path_of(wanted), to=tmp_path / "file")
    assert len(writes) > 200
    assert (box.asked, box.tokens, book.noted) == ([], 0, [])
    assert not (tmp_path / "file").exists()


async def test_what_a_client_that_may_only_read_lets_out_is_get_whatever_is_asked(tmp_path: Path) -> None:
    box = Box()
    client = client_of(box, tmp_path, read_only=True, plan="none")
    refused = set()
    for wanted in ALL:
        try:
            await client.request(wanted.id, _path_of(wanted))
        except ReadOnly:
            refused.add(wanted.id)
        except ZtuiError:
            assert wanted.is_read, wanted.id
    assert {asked.method for asked in box.asked} == {"GET"}
    assert refused == {each.id for each in ALL if not each.is_read}


async def test_no_write_leaves_without_a_journal_or_for_another_operation_than_its_intent(tmp_path: Path) -> None:
    box, book = Box(), Book(*(Intent("1", each.id) for each in ALL))
    without = client_of(box, tmp_path, plan="none")
    client = client_of(box, tmp_path, write_log=book, plan="none")
    writes = [each for each in ALL if not each.is_read]
    for wanted, other in zip(writes, [*writes[1:], writes[0]], strict=True):
        for way, intent in ((without, Intent("1", wanted.id)), (client, None), (client, Intent("1", other.id))):
            with pytest.raises(ReadOnly):
                await way.request(wanted.id, _path_of(wanted), body={}, intent=intent)
    assert (box.asked, box.tokens, book.noted) == ([], 0, [])
