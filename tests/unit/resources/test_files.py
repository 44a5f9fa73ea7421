"""Files of rows: every declared one is in the contract, and a row has those that it leads to."""

from __future__ import annotations

import pytest

from ztui.contract.catalogue import operation
from ztui.contract.schemas import has_field
from ztui.resources.files import address_of, files_of, path_of
from ztui.resources.media import other_side
from ztui.resources.registry import declared, resource

WITH_FILES = [each for each in map(resource, declared()) if each.files]


def test_recordings_voicemails_and_faxes_have_files() -> None:
    assert {each.name: [file.name for file in each.files] for each in WITH_FILES} == {
        "recordings": ["recording", "transcript"],
        "user-recordings": ["recording", "transcript"],
        "queue-recordings": ["recording", "transcript"],
        "voicemails": ["voicemail"],
        "user-voicemails": ["voicemail"],
        "fax-logs": ["fax"],
        "extension-fax-logs": ["fax"],
    }


@pytest.mark.parametrize("each", WITH_FILES, ids=lambda each: each.name)
def test_every_file_is_a_read_without_json_that_the_rows_tell_enough_for(each: object) -> None:
    declared = resource(each.name)  # type: ignore[attr-defined]
    for file in declared.files:
        found = operation(file.operation)
        assert found.is_read
        assert found.detail().response_schema is None, "this answers with data and not with a file"
        assert file.url or file.path
        if file.path:
            assert {parameter for parameter, _ in file.path} == set(found.path_params) - {"accountId"}
        in_rows = [path for _, path in file.path] + [file.when]
        missing = [path for path in in_rows if not has_field(operation(declared.operations.list), path)]
        assert not missing
        assert not file.url or has_field(operation("getPhoneRecordings"), file.url)


def test_a_row_has_the_files_that_it_tells_where_to_find() -> None:
    def names(name: str, row: dict[str, object]) -> list[str]:
        return [each.name for each in files_of(resource(name), row)]

    assert names("recordings", {"id": "r1", "download_url": "https://zoom.us/a"}) == ["recording", "transcript"]
    assert names("recordings", {"id": "r1", "download_url": ""}) == ["transcript"]
    assert names("fax-logs", {"fax_log_id": "l", "file_id": "f"}) == ["fax"]
    assert names("fax-logs", {"fax_log_id": "l"}) == []
    assert names("users", {"id": "u"}) == []
    sound, said = resource("recordings").files
    assert address_of(sound, {"download_url": "https://zoom.us/a"}) == "https://zoom.us/a"
    assert path_of(sound, {"id": "r1"}) == {}
    assert path_of(said, {"id": "r1"}) == {"recordingId": "r1"}


@pytest.mark.parametrize(
    ("row", "who"),
    [
        ({"direction": "inbound", "caller_name": "Ann", "callee_name": "Bob"}, "Ann"),
        ({"direction": "outbound", "caller_name": "Ann", "callee_name": "Bob"}, "Bob"),
        ({"caller_name": "", "caller_number": "+14155550123"}, "+1 415 555 0123"),
        ({}, ""),
    ],
)
def test_the_other_side_is_who_is_not_ours(row: dict[str, object], who: str) -> None:
    assert other_side(row) == who
