"""What the data files hold, and what is read of them when."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.contract import compare, convert
from ztui.contract.details import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROSE = {"summary", "description", "example", "examples", "message", "title"}

OPERATION: dict[str, Any] = {
    "id": "getThing",
    "api": "phone",
    "tag": "Odd Things",
    "method": "GET",
    "path": "/phone/things/{thingId}",
    "also_at": None,
    "summary": "Words that must not travel",
    "deprecated": False,
    "deprecated_upstream": True,
    "replaced_by": None,
    "scopes": None,
    "granular_scopes": ["phone:read:thing:admin"],
    "rate_limit_label": "LIGHT",
    "pagination": "next_page_token",
    "pagination_note": None,
    "items_key": "things",
    "items_key_legacy": None,
    "path_params": [{"name": "thingId", "type": "string", "required": False, "example": "x"}],
    "query_params": [
        {"name": "kinds", "type": "array", "required": True, "items": {"type": "string", "example": "x"}, "example": []}
    ],
    "request_content_type": None,
    "request_body": None,
    "response": {
        "type": "object",
        "description": "Words",
        "properties": {
            "things": {"type": "array", "items": {"type": "string", "example": "x"}},
            "description": {"type": "string", "example": "Words"},
            "either": {"oneOf": [{"type": "object", "properties": {"a": {"type": "string", "summary": "Words"}}}]},
        },
    },
    "response_status": 200,
    "error_codes": [
        {"http": 429, "code": None, "message": "Words"},
        {"http": 400, "code": 300, "message": "Words"},
        {"http": 400, "code": 300, "message": "Other words"},
    ],
    "destructive": False,
}


@pytest.mark.parametrize("path", sorted(DATA.glob("*.json")), ids=lambda path: path.name)
def test_the_data_holds_facts_and_no_prose(path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))

    found = [key for key in _keywords(content) if key in PROSE]

    assert not found


def test_the_converter_keeps_fields_named_like_prose_and_drops_prose() -> None:
    files = convert.convert([OPERATION])

    detail = json.loads(files["phone_odd_things.json"])["getThing"]
    assert "Words" not in "".join(files.values())
    assert detail["response"]["properties"]["description"] == {"type": "string"}
    assert detail["response"]["properties"]["either"]["oneOf"] == [
        {"type": "object", "properties": {"a": {"type": "string"}}}
    ]
    assert detail["path"] == [{"name": "thingId", "type": "string", "required": True}]
    assert detail["errors"] == [[429, None], [400, 300]]
    assert detail["responses"] == [200, 400, 429]


def test_the_index_has_one_row_of_all_fields_per_operation() -> None:
    index = json.loads(convert.convert([OPERATION])["index.json"])

    row = dict(zip(index["fields"], index["operations"][0], strict=True))
    assert row["twin"] == "/accounts/{accountId}/phone/things/{thingId}"
    assert row["paging"] == "next_page_token"
    assert row["scopes"] == []
    assert row["sunset"] is True
    assert row["path_params"] == ["thingId"]


def test_the_converter_writes_its_files_and_removes_stale_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, folder = tmp_path / "source.json", tmp_path / "data"
    source.write_text(json.dumps([OPERATION]), encoding="utf-8")
    folder.mkdir()
    (folder / "stale.json").write_text("{}", encoding="utf-8")

    assert convert.main([str(source), str(folder)]) == 0

    assert {path.name for path in folder.iterdir()} == {"index.json", "phone_odd_things.json"}
    assert "2 files" in capsys.readouterr().out


def test_the_converter_without_a_source_says_how_it_is_called(capsys: pytest.CaptureFixture[str]) -> None:
    assert convert.main([]) == 2
    assert "usage" in capsys.readouterr().err


def test_the_comparison_is_skipped_without_a_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compare.main({"ZTUI_CONTRACT_SOURCE": str(tmp_path / "none.json")}) == 0
    assert capsys.readouterr().out == "contract: skipped (no source at hand)\n"


def test_the_comparison_lists_what_differs_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "operations.json"
    source.write_text(json.dumps([OPERATION | {"id": "listCallQueues"}]), encoding="utf-8")

    assert compare.main({"ZTUI_CONTRACT_SOURCE": str(source)}) == 1

    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].startswith("contract: compared 1 operations with operations.json, ")
    assert any(line.startswith("ids: ") for line in lines)
    assert "listCallQueues label: 'MEDIUM' is not 'LIGHT'" in lines


def test_looking_up_and_routing_reads_the_index_and_no_details() -> None:
    files = _files_read(
        "from ztui.contract.catalogue import by_route, operation, operations\n"
        "operation('listCallQueues').title; by_route('GET', '/phone/users'); len(operations())",
    )

    assert files == ["index.json"]


def test_a_detail_reads_the_one_file_of_its_tag() -> None:
    files = _files_read(
        "from ztui.contract.catalogue import operation\n"
        "operation('listCallQueues').detail(); operation('getACallQueue').detail()",
    )

    assert files == ["index.json", "phone_call_queues.json"]


def test_the_contract_loads_without_heavy_libraries() -> None:
    code = (
        "import sys\n"
        "import ztui.contract.catalogue, ztui.contract.limits, ztui.contract.codes, ztui.contract.validation\n"
        "print([n for n in ('httpx', 'textual', 'pydantic', 'jsonschema', 'phonenumbers') if n in sys.modules])"
    )

    assert _output(code) == "[]"


def _files_read(code: str) -> list[str]:
    """Run `code` in a fresh interpreter; give the names of the JSON files that it opened, in order."""
    watch = (
        "import os, sys\n"
        "sys.addaudithook(lambda event, args: event == 'open' and str(args[0]).endswith('.json')"
        " and print(os.path.basename(args[0])))\n"
    )
    return _output(watch + code).splitlines()


def _output(code: str) -> str:
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    return run.stdout.strip()


def _keywords(value: object, *, names: bool = False) -> Iterator[str]:
    """Give every key that is no name of a field or operation."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if not names:
                yield key
            yield from _keywords(inner, names=key == "properties" and not names)
    elif isinstance(value, list):
        for inner in value:
            yield from _keywords(inner)
