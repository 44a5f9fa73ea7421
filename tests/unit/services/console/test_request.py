from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from ztui.cli.requests import Words, draft_of
from ztui.contract.catalogue import operation
from ztui.services.console.request import ConsoleRequest, request_problems

BASE = "https://api.zoom.us/v2"
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=12)
bodies = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), texts),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
).filter(lambda body: body is not None)


def after(words: list[str], option: str) -> list[str]:
    return [words[place + 1] for place, each in enumerate(words) if each == option]


@given(texts, texts, bodies)
def test_a_shell_reads_back_from_curl_what_is_sent(queue: str, name: str, body: Any) -> None:
    request = ConsoleRequest("updateCallQueue", {"callQueueId": queue}, {"q": name}, body)
    words = shlex.split(request.as_curl(BASE))
    assert words[:3] == ["curl", "-X", "PATCH"]
    assert json.loads(after(words, "--data-raw")[0]) == body
    assert after(words, "-H") == ["Authorization: Bearer $ZOOM_TOKEN", "Content-Type: application/json"]
    url = urlsplit(words[3])
    assert (url.scheme, url.netloc) == ("https", "api.zoom.us")
    assert parse_qsl(url.query, keep_blank_values=True) == [("q", name)]
    if queue.strip() and queue not in (".", "..") and not queue.startswith("/") and "//" not in queue:
        assert unquote(url.path.rpartition("/")[2]) == queue


@given(texts)
def test_only_the_token_is_left_to_the_shell(text: str) -> None:
    curl = ConsoleRequest("createCallQueue", {}, {}, {"name": f"$({text})`{text}`$HOME'\""}).as_curl(BASE)
    unquoted = "".join(part for number, part in enumerate(curl.replace("'\"'\"'", "").split("'")) if number % 2 == 0)
    assert unquoted.count("$") == 1
    assert "`" not in unquoted


def test_a_file_of_an_upload_is_named_as_curl_reads_it() -> None:
    request = ConsoleRequest("UploadFaxFiles", {"extensionId": "e"}, {}, None, (("file", Path('/tmp/a;b "c"\\d.pdf')),))
    assert after(shlex.split(request.as_curl(BASE)), "-F") == ['file=@"/tmp/a;b \\"c\\"\\\\d.pdf"']


def test_a_path_without_its_values_keeps_its_braces() -> None:
    request = ConsoleRequest("getACallQueue")
    assert shlex.split(request.as_curl(BASE))[3] == f"{BASE}/phone/call_queues/{{callQueueId}}"
    acting = ConsoleRequest("getACallQueue", {"callQueueId": "q/1"}).url_path("sub-1")
    assert acting == "/accounts/sub-1/phone/call_queues/q%2F1"


@given(
    st.sampled_from(["createCallQueue", "updateCallQueue", "createCRPhoneNumbers"]),
    st.one_of(
        bodies, st.dictionaries(st.sampled_from(["name", "site_id", "extension_number", "members", "x"]), bodies)
    ),
    st.lists(texts, max_size=3),
)
def test_the_command_makes_the_same_request_again(operation_id: str, body: Any, listed: list[str]) -> None:
    request = ConsoleRequest(operation_id, {"callQueueId": "a b"}, {"some": "x", "ids": listed[:1] * 2}, body)
    words = shlex.split(request.as_command())
    if words[0] == "printf":
        assert words[:2] == ["printf", "%s"]
        assert json.loads(words[2]) == body
        assert words[3:6] == ["|", "ztui", "api"]
        assert words[-2:] == ["--body", "-"]
        return
    assert words[:3] == ["ztui", "api", operation_id]
    again = draft_of(
        Words(
            (operation_id,),
            path=tuple(after(words, "-p")),
            query=tuple(after(words, "-q")),
            fields=tuple(after(words, "-f")),
        )
    ).request()
    assert again.body == body
    assert again.path == request.path
    assert again.query.get("some") == "x"


def test_problems_say_in_which_part_they_are() -> None:
    request = ConsoleRequest("updateCallQueue", {}, {"name": "x"}, {"name": 5})
    assert [at for at, _ in request_problems(request)] == [("path", "callQueueId"), ("query", "name"), ("body", "name")]
    assert request_problems(ConsoleRequest("listCallQueues")) == ()
    assert operation("listCallQueues").is_read
