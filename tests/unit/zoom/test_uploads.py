"""Uploads: the form that leaves, byte for byte, and what is refused before it does."""

from __future__ import annotations

import email.parser
import email.policy
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.zoom.box import Book, Box, Reply, client_of
from ztui.contract.catalogue import operation
from ztui.core.errors import ConfigError, Invalid, OutcomeUnknown, ReadOnly, StoreError
from ztui.core.ports import Intent
from ztui.zoom.multipart import FilePart, Upload, upload
from ztui.zoom.transport import WireRequest, asgi

if TYPE_CHECKING:
    from email.message import MIMEPart
    from pathlib import Path

    from ztui.zoom.client import Client

FAX = Intent("1", "UploadFaxFiles")


def uploader(box: Box, folder: Path, *intents: Intent, **options: Any) -> tuple[Client, Book]:
    book = Book(*(intents or (FAX,)))
    return client_of(box, folder, write_log=book, **options), book


def parsed(content_type: str, body: bytes) -> list[MIMEPart]:
    """Read a form as Python's own library does, which had no part in writing it."""
    whole = b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body
    message: MIMEPart = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(whole)
    assert message.is_multipart()
    return list(message.iter_parts())


def made(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


async def test_a_file_arrives_as_it_is_with_its_name_and_kind(tmp_path: Path) -> None:
    data = bytes(range(256)) * 2000 + b"\r\n--x--\r\n"
    file = made(tmp_path, "minutes.pdf", data)
    box = Box([Reply(201, {"file_id": "f"})])
    client, book = uploader(box, tmp_path)
    answer = await client.request("UploadFaxFiles", query={"expire": 60}, intent=FAX, files=[FilePart("file", file)])
    assert answer.data == {"file_id": "f"}
    (asked,) = box.asked
    assert (asked.path, asked.args) == ("/v2/fax/files", {"expire": "60"})
    assert int(asked.headers["content-length"]) == len(asked.body)
    (part,) = parsed(asked.headers["content-type"], asked.body)
    assert (part.get_content_type(), part.get_filename()) == ("application/pdf", "minutes.pdf")
    assert part.get_param("name", header="content-disposition") == "file"
    assert part.get_payload(decode=True) == data
    assert book.noted[0][1]["files"] == [{"field": "file", "name": "minutes.pdf", "bytes": len(data)}]
    entry = client.requests.recent[0]
    assert (entry.bytes_out, entry.bytes_in) == (len(asked.body), len(b'{"file_id": "f"}'))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ('say "hi".pdf', 'filename="say %22hi%22.pdf"'),
        ("a\r\nX-Evil: 1\r\n\r\n.pdf", 'filename="a%0D%0AX-Evil: 1%0D%0A%0D%0A.pdf"'),
        ("Übersicht 数.pdf", 'filename="Übersicht 数.pdf"'),
        ("back\\slash", 'filename="back\\slash"'),
    ],
)
async def test_no_name_of_a_file_can_leave_its_place_in_the_form(tmp_path: Path, name: str, written: str) -> None:
    file = made(tmp_path, name, b"x")
    form = upload(operation("UploadFaxFiles"), [FilePart("file", file)])
    head = (await whole(form)).partition(b"\r\n\r\n")[0].decode()
    assert head.split("\r\n")[1].endswith(written)
    assert len(head.split("\r\n")) == 3


async def whole(form: Upload) -> bytes:
    body = b"".join([chunk async for chunk in form.chunks()])
    assert len(body) == form.size
    return body


@given(
    name=st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=60).filter(
        lambda text: text not in (".", "..") and len(text.encode()) < 250
    ),
    data=st.binary(min_size=1, max_size=2000),
)
def test_whatever_the_name_and_the_bytes_one_file_comes_out(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes
) -> None:
    import asyncio

    file = made(tmp_path_factory.mktemp("form"), name, data)
    form = upload(operation("UploadFaxFiles"), [FilePart("file", file, "application/octet-stream")])
    (part,) = parsed(form.content_type, asyncio.run(whole(form)))
    assert part.get_payload(decode=True) == data


@pytest.mark.parametrize(
    ("id", "parts", "field"),
    [
        ("UploadFaxFiles", [], "file"),
        ("UploadFaxFiles", [("other", "a.pdf")], "other"),
        ("UploadFaxFiles", [("file", "a.pdf"), ("file", "a.pdf")], "file"),
        ("UploadFaxFiles", [("file", "empty.pdf")], "file"),
        ("UploadFaxFiles", [("file", "large.pdf")], "file"),
        ("createCallQueue", [("file", "a.pdf")], "file"),
    ],
)
async def test_what_cannot_be_uploaded_is_refused_before_a_byte_leaves(
    tmp_path: Path, id: str, parts: list[tuple[str, str]], field: str
) -> None:
    made(tmp_path, "a.pdf", b"1")
    made(tmp_path, "empty.pdf", b"")
    with made(tmp_path, "large.pdf", b"").open("r+b") as large:
        large.truncate(50_000_001)
    intent = Intent("1", id)
    box = Box()
    client, book = uploader(box, tmp_path, intent)
    with pytest.raises(Invalid) as caught:
        await client.request(id, intent=intent, files=[FilePart(field, tmp_path / name) for field, name in parts])
    assert [each.field for each in caught.value.fields] == [field]
    assert (box.asked, box.tokens, book.noted) == ([], 0, [])


@pytest.mark.parametrize("name", ["nothing.pdf", "folder"])
async def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    box = Box()
    client, _ = uploader(box, tmp_path)
    with pytest.raises(ConfigError, match=name):
        await client.request("UploadFaxFiles", intent=FAX, files=[FilePart("file", tmp_path / name)])
    assert box.asked == []


async def test_an_upload_that_was_refused_for_its_rate_is_sent_whole_again(tmp_path: Path) -> None:
    file = made(tmp_path, "a.pdf", b"content")
    box = Box([Reply(429, {"code": 429, "message": "slow"}), Reply(201, {"file_id": "f"})])
    client, book = uploader(box, tmp_path)
    await client.request("UploadFaxFiles", intent=FAX, files=[FilePart("file", file)])
    first, second = box.asked
    assert (first.body, len(book.noted)) == (second.body, 1)


async def test_an_upload_without_an_answer_is_not_sent_again(tmp_path: Path) -> None:
    file = made(tmp_path, "a.pdf", b"content")
    box = Box([ConnectionResetError()])
    client, _ = uploader(box, tmp_path)
    with pytest.raises(OutcomeUnknown):
        await client.request("UploadFaxFiles", intent=FAX, files=[FilePart("file", file)])
    assert len(box.asked) == 1


@pytest.mark.parametrize("size", [3, 5])
async def test_a_file_that_changes_while_it_is_sent_is_not_sent_whole(tmp_path: Path, size: int) -> None:
    file = made(tmp_path, "a.pdf", b"1234")
    form = upload(operation("UploadFaxFiles"), [FilePart("file", file)])
    file.write_bytes(b"x" * size)
    sent: list[bytes] = []

    async def send() -> None:
        async for chunk in form.chunks():
            sent.extend([chunk])

    with pytest.raises(StoreError, match="changed"):
        await send()
    assert len(b"".join(sent)) < form.size


async def test_a_large_file_is_never_in_memory(tmp_path: Path) -> None:
    size, most = 40_000_000, 4_000_000
    with made(tmp_path, "large.pdf", b"").open("r+b") as large:
        large.truncate(size)
    form = upload(operation("UploadFaxFiles"), [FilePart("file", tmp_path / "large.pdf")])
    taken = 0

    async def app(scope: Any, receive: Any, send: Any) -> None:
        nonlocal taken
        more = True
        while more:
            message = await receive()
            taken += len(message["body"])
            more = message["more_body"]
        await send({"type": "http.response.start", "status": 201, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    tracemalloc.start()
    try:
        await asgi(app).send(WireRequest("POST", "http://box/x", {}, form))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert taken == form.size > size
    assert peak < most


async def test_no_write_leaves_a_session_that_may_only_read(tmp_path: Path) -> None:
    """Wherever the account is, every verb but GET is refused, and token and journal stay untouched."""

    class Counting:
        sent = 0

        async def send(self, request: WireRequest) -> Any:
            self.sent += 1
            raise AssertionError("nothing may be sent")

        stream = send

        async def aclose(self) -> None:
            pass

    for where in ("", "https://api.zoom.us/v2", "https://gateway.example/v2", "http://127.0.0.1:1/v2"):
        for id in ("deleteACallQueue", "createCallQueue", "updateCallQueue", "UploadFaxFiles", "updatePhoneSettings"):
            wire, intent = Counting(), Intent("1", id)
            client, book = uploader(Box(), tmp_path, intent, transport=wire, api_url=where, read_only=True)
            for each in (client, client.acting_for("sub")):
                with pytest.raises(ReadOnly, match="may only read"):
                    await each.request(id, {"callQueueId": "q"}, intent=intent)
            assert (wire.sent, book.noted) == (0, [])
