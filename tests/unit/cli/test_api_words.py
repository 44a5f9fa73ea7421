from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.cli.refusals import check_host, empty_body
from ztui.cli.requests import Words, draft_of, parse_field
from ztui.core.errors import ConfigError, UnknownName

if TYPE_CHECKING:
    from pathlib import Path

    from ztui.services.console.request import ConsoleRequest

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)


def made(*target: str, **given: Any) -> ConsoleRequest:
    return draft_of(Words(target, **given)).request()


@pytest.mark.parametrize(
    ("word", "steps", "sign", "text"),
    [
        ("name=x", ("name",), "=", "x"),
        ("name=", ("name",), "=", ""),
        ("a.b=x=y", ("a", "b"), "=", "x=y"),
        ("a[0].b=x", ("a", 0, "b"), "=", "x"),
        ("n:=5", ("n",), ":=", "5"),
        ("n:=null", ("n",), ":=", "null"),
        ("n=@f.txt", ("n",), "=@", "f.txt"),
        ("n:=@f.json", ("n",), ":=@", "f.json"),
        ("n=a:=b", ("n",), "=", "a:=b"),
        ("n= @x", ("n",), "=", " @x"),
    ],
)
def test_a_field_says_where_and_what(word: str, steps: tuple[str | int, ...], sign: str, text: str) -> None:
    found = parse_field(word)
    assert (found.steps, found.sign, found.text) == (steps, sign, text)


@pytest.mark.parametrize("word", ["", "name", "=x", ":=5", " =x"])
def test_what_is_no_field_is_refused(word: str) -> None:
    with pytest.raises(ConfigError, match="is no field"):
        parse_field(word)


@given(texts)
def test_a_text_arrives_as_it_was_typed(text: str) -> None:
    assert made("createCallQueue", raw=(f"name={text}",)).body == {"name": text}
    if not text.startswith("@"):
        assert made("createCallQueue", fields=(f"name={text}",)).body == {"name": text}
    assert made("createCallQueue", fields=(f"name:={json.dumps(text)}",)).body == {"name": text}


@given(texts | st.just("//[") | st.just("listCallQueues"), texts)
def test_no_words_crash(target: str, word: str) -> None:
    for option in ("fields", "raw", "query", "path"):
        try:
            made(target, **{option: (word,)})
        except ConfigError:
            continue


@pytest.mark.parametrize(
    "target",
    [
        ("GET", "/phone/call_queues/q-1/members"),
        ("get", "phone/call_queues/q-1/members"),
        ("/v2/phone/call_queues/q-1/members/",),
        ("https://api.zoom.us/v2/phone/call_queues/q-1/members",),
    ],
)
def test_a_path_finds_its_operation_however_it_is_written(target: tuple[str, ...]) -> None:
    request = made(*target)
    assert (request.operation_id, request.path) == ("listCallQueueMembers", {"callQueueId": "q-1"})


def test_the_form_of_a_path_for_an_account_names_the_account() -> None:
    request = made("/accounts/sub-1/phone/call_queues")
    assert (request.operation_id, request.path) == ("listCallQueues", {"accountId": "sub-1"})


def test_braces_are_filled_by_p_and_percents_are_read() -> None:
    assert made("/phone/call_queues/{callQueueId}", path=("callQueueId=a/b",)).path == {"callQueueId": "a/b"}
    assert made("/phone/call_queues/a%2Fb").path == {"callQueueId": "a/b"}
    assert made("/phone/call_queues/{callQueueId}").path == {}


def test_queries_come_from_the_path_and_from_q_and_are_typed() -> None:
    request = made("/phone/call_history?page_size=5&directions=inbound", query=("directions=outbound", "keyword=7"))
    assert request.query == {"page_size": 5, "directions": ["inbound", "outbound"], "keyword": "7"}
    assert made("accountCallHistory", query=("directions=inbound,outbound",)).query == {
        "directions": ["inbound", "outbound"]
    }


def test_fields_build_objects_and_lists_with_the_types_of_the_contract() -> None:
    fields = (
        "name=7",
        "extension_number=7",
        "members.users[0].id=a",
        "members.users[1].id=b",
        "members.common_area_ids[]=c",
        "members.common_area_ids[]=d",
        "news=5",
    )
    assert made("POST", "/phone/call_queues", fields=fields, raw=("cost_center=@x",)).body == {
        "name": "7",
        "extension_number": 7,
        "members": {"users": [{"id": "a"}, {"id": "b"}], "common_area_ids": ["c", "d"]},
        "news": "5",
        "cost_center": "@x",
    }
    assert made("createCRPhoneNumbers", fields=("[0].phone_number=+1", "[1].status=active")).body == [
        {"phone_number": "+1"},
        {"status": "active"},
    ]


def test_files_give_texts_json_and_bodies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "text").write_text("long text\n")
    (tmp_path / "json").write_text('{"users": [{"id": "a"}]}')
    body = made("createCallQueue", fields=(f"name=@{tmp_path / 'text'}", f"members:=@{tmp_path / 'json'}")).body
    assert body == {"name": "long text\n", "members": {"users": [{"id": "a"}]}}
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'\xef\xbb\xbf{"name": "x"}')))
    assert made("createCallQueue", body="-", fields=("site_id=s",)).body == {"name": "x", "site_id": "s"}
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    for name in ("none", "bytes"):
        with pytest.raises(ConfigError, match=name):
            made("createCallQueue", body=str(tmp_path / name))


def test_a_file_without_an_end_is_not_read_to_it() -> None:
    with pytest.raises(ConfigError, match="/dev/zero is too large"):
        made("createCallQueue", fields=("name=@/dev/zero",))


def test_an_upload_takes_files() -> None:
    request = made("UploadFaxFiles", fields=("file=@/tmp/a.pdf",))
    assert [(name, str(path)) for name, path in request.files] == [("file", "/tmp/a.pdf")]
    with pytest.raises(ConfigError, match="takes files"):
        made("UploadFaxFiles", fields=("file:=5",))


@pytest.mark.parametrize(
    ("target", "hint"),
    [
        (("listCallQueuez",), "listCallQueues"),
        (("PUT", "/phone/call_queues"), "GET and POST"),
        (("/phone/call_quues",), "/phone/call_queues"),
        (("FETCH", "/phone/call_queues"), "GET"),
        (("POST", "listCallQueues"), ""),
        (("GET", "/phone/call_queues", "x"), "METHOD PATH"),
    ],
)
def test_what_is_not_there_is_told_with_what_is_near(target: tuple[str, ...], hint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        made(*target)
    assert hint in caught.value.hint
    assert isinstance(caught.value, UnknownName) == (target == ("listCallQueuez",))


def test_fields_without_a_method_are_no_get() -> None:
    with pytest.raises(ConfigError, match="GET") as caught:
        made("/phone/call_queues", fields=("name=x",))
    assert "ztui api POST" in caught.value.hint


@pytest.mark.parametrize(
    ("target", "given"),
    [
        ("/phone/call_queues/q-1", {"path": ("callQueueId=q-2",)}),
        ("getACallQueue", {"path": ("callQueueId=q-1", "callQueueId=q-2")}),
    ],
)
def test_an_object_that_is_named_in_two_ways_is_refused(target: str, given: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match=r"callQueueId is 'q-1' and 'q-2'"):
        made(target, **given)
    same = tuple(word.replace("q-2", "q-1") for word in given["path"])
    assert made(target, path=same).path == {"callQueueId": "q-1"}


def test_a_field_that_is_given_two_values_is_refused() -> None:
    for words in ({"fields": ("name=X", "name=Y")}, {"fields": ("a.b=X",), "raw": ("a.b=Y",)}):
        with pytest.raises(ConfigError, match="given twice"):
            made("createCallQueue", **words)
    assert made("createCallQueue", fields=("name=X", "name=X")).body == {"name": "X"}


@pytest.mark.parametrize(
    ("url", "api_url", "fits"),
    [
        ("https://api.zoom.us/v2/phone/sites", "", True),
        ("https://api-us.zoom.us/v2/phone/sites", "", True),
        ("https://api.zoom.us.evil.example/v2/phone/sites", "", False),
        ("https://api.zoom.us/v2/phone/sites", "http://127.0.0.1:8765", False),
        ("http://127.0.0.1:8765/v2/phone/sites", "http://127.0.0.1:8765/v2", True),
        ("http://127.0.0.1:8766/v2/phone/sites", "http://127.0.0.1:8765/v2", False),
        ("https://[/phone/sites", "", False),
    ],
)
def test_a_url_of_another_host_is_refused(url: str, api_url: str, fits: bool) -> None:
    if fits:
        check_host(url, api_url)
        return
    with pytest.raises(ConfigError, match=r"othing was sent"):
        check_host(url, api_url)


def test_a_body_that_is_empty_or_names_a_field_twice_is_refused(tmp_path: Path) -> None:
    for text, said in ((" \n", "empty"), ('{"name": "a", "name": "b"}', "'name' is named twice"), ("[" * 5000, "deep")):
        (tmp_path / "body").write_text(text)
        with pytest.raises(ConfigError, match=said):
            made("createCallQueue", body=str(tmp_path / "body"))


def test_a_number_with_zeros_before_it_is_refused_at_its_field() -> None:
    draft = draft_of(Words(("createCallQueue",), fields=("extension_number=0801", "name=a", "site_id=s")))
    assert [each.field for each in draft.problems] == ["extension_number"]


def test_a_misspelt_file_field_names_the_right_one() -> None:
    with pytest.raises(UnknownName) as caught:
        made("UploadFaxFiles", fields=("fiel=@/tmp/a.pdf",))
    assert "file" in caught.value.hint


def test_what_is_no_text_is_refused_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no UTF-8"):
        made("createCallQueue", fields=("name=\udcff",))
    with pytest.raises(ConfigError, match="half a character"):
        made("createCallQueue", fields=('name:="\\ud800"',))
    (tmp_path / "body").write_text('{"name": "\\ud800"}')
    with pytest.raises(ConfigError, match="half a character"):
        made("createCallQueue", body=str(tmp_path / "body"))


def test_a_write_that_would_say_nothing_is_a_problem() -> None:
    assert empty_body(made("updateCallQueue", path=("callQueueId=q",)))
    assert empty_body(made("updateCallQueue", path=("callQueueId=q",), fields=("name=x",))) == ()
    assert empty_body(made("getACallQueue", path=("callQueueId=q",))) == ()
    assert empty_body(made("rebootPhoneDevice", path=("deviceId=d",))) == ()
