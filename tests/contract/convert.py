"""Makes the data files of `ztui.contract` from a dataset of operations: facts only, no prose and no examples.

    python -m tests.contract.convert SOURCE [FOLDER]

SOURCE is a JSON array of operations. FOLDER is where the files go, by default the package's own data folder.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ztui.contract.details import DATA, data_name

Raw = Mapping[str, Any]

ACCOUNT_PREFIX = "/accounts/{accountId}"

COLLECTION_WIDE = frozenset(
    {
        "deleteAllSipNumbers",
        "deleteMembersOfSLG",
        "deletePhoneNumbersSLG",
        "removeMembers",
        "unassignAPhoneNumCallQueue",
        "unassignAllMembers",
        "unassignAllPhoneNumsAutoReceptionist",
    }
)
"""DELETE operations that take every item of a collection; `removeMembers` every one of a member type."""

ALWAYS_SEND = {
    "DeleteUsersFromDirectory": ["extension_ids"],
    "DeleteUsersFromDirectoryBySite": ["extension_ids"],
    "delVB": ["file_ids"],
    "deleteOutboundCallerNumbers": ["customize_ids"],
    "deleteSiteOutboundCallerNumbers": ["customize_ids"],
    "deleteUserOutboundCallerNumbers": ["customize_ids"],
}
"""Optional query parameters without which a DELETE takes everything, or is not documented not to."""

INDEX_FIELDS = (
    "id",
    "api",
    "tag",
    "method",
    "path",
    "twin",
    "label",
    "paging",
    "items_key",
    "legacy_items_key",
    "deprecated",
    "sunset",
    "replaced_by",
    "destructive",
    "collection_wide",
    "always_send",
    "scopes",
    "granular_scopes",
    "path_params",
    "success",
    "has_body",
    "content_type",
)

PARAMETER_FACTS = (
    "name",
    "type",
    "required",
    "default",
    "enum",
    "min",
    "max",
    "maxItems",
    "format",
    "items",
    "deprecated_hint",
)
SCHEMA_FACTS = (
    "type",
    "format",
    "enum",
    "default",
    "required",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "pattern",
    "deprecated",
    "deprecated_hint",
)


def twin(operation: Raw) -> str | None:
    """Give the other form of the path: a master account prefixes any product path but those of accounts themselves."""
    if operation["also_at"] is not None:
        return str(operation["also_at"])
    path: str = operation["path"]
    return None if path.startswith("/accounts") else ACCOUNT_PREFIX + path


def paging(operation: Raw) -> str:
    """Give the value of `Paging`: a list with a `sync_token` parameter is no paged one."""
    if any(each["name"] == "sync_token" for each in operation["query_params"]):
        return "sync_token"
    return operation["pagination"] or "none"


def index_row(operation: Raw) -> list[Any]:
    """Give one row of the index, in the order of `INDEX_FIELDS`."""
    made = {
        "twin": twin(operation),
        "label": operation["rate_limit_label"],
        "paging": paging(operation),
        "legacy_items_key": operation["items_key_legacy"],
        "sunset": operation["deprecated_upstream"],
        "collection_wide": operation["id"] in COLLECTION_WIDE,
        "always_send": ALWAYS_SEND.get(operation["id"], []),
        "scopes": operation["scopes"] or [],
        "granular_scopes": operation["granular_scopes"] or [],
        "path_params": [part[1:-1] for part in operation["path"].split("/") if part.startswith("{")],
        "success": operation["response_status"],
        "has_body": operation["request_content_type"] is not None,
        "content_type": operation["request_content_type"],
    }
    return [made[name] if name in made else operation[name] for name in INDEX_FIELDS]


def schema(raw: Raw | None) -> dict[str, Any] | None:
    """Give a schema with its facts only."""
    if raw is None:
        return None
    kept: dict[str, Any] = {name: raw[name] for name in SCHEMA_FACTS if name in raw}
    if "properties" in raw:
        kept["properties"] = {name: schema(value) for name, value in raw["properties"].items()}
    if "items" in raw:
        kept["items"] = schema(raw["items"])
    if "oneOf" in raw:
        kept["oneOf"] = [schema(each) for each in raw["oneOf"]]
    return kept


def parameter(raw: Raw) -> dict[str, Any]:
    """Give a parameter with its facts only."""
    kept = {name: raw[name] for name in PARAMETER_FACTS if name in raw}
    if "items" in kept:
        kept["items"] = schema(kept["items"])
    return kept


def detail(operation: Raw) -> dict[str, Any]:
    """Give what stands in the data file of the operation's API or tag; what is empty is left out."""
    errors = list(dict.fromkeys((each["http"], each["code"]) for each in operation["error_codes"]))
    statuses = dict.fromkeys([operation["response_status"], *sorted({http for http, _ in errors})])
    names = [part[1:-1] for part in operation["path"].split("/") if part.startswith("{")]
    in_order = sorted(operation["path_params"], key=lambda each: names.index(each["name"]))
    parts = {
        "path": [parameter(each) | {"required": True} for each in in_order],
        "query": [parameter(each) for each in operation["query_params"]],
        "request": schema(operation["request_body"]),
        "response": schema(operation["response"]),
        "errors": errors,
        "responses": list(statuses),
    }
    return {name: value for name, value in parts.items() if value is not None and value != []}


def convert(source: Iterable[Raw]) -> dict[str, str]:
    """Give the text of every data file by its name; one operation a line, so that a change shows as a line."""
    index: list[str] = []
    details: dict[str, list[str]] = {}
    for each in source:
        index.append(_compact(index_row(each)))
        lines = details.setdefault(data_name(each["api"], each["tag"]), [])
        lines.append(f"{_compact(each['id'])}:{_compact(detail(each))}")
    files = {name: "{\n" + ",\n".join(lines) + "\n}\n" for name, lines in details.items()}
    rows = ",\n".join(index)
    files["index.json"] = f'{{"fields":{_compact(INDEX_FIELDS)},"operations":[\n{rows}\n]}}\n'
    return files


def _compact(value: object) -> str:
    """Write JSON without spaces."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def main(arguments: list[str]) -> int:
    """Write the data files; gives the exit code."""
    if not arguments:
        sys.stderr.write("usage: python -m tests.contract.convert SOURCE [FOLDER]\n")
        return 2
    folder = Path(arguments[1]) if len(arguments) > 1 else DATA
    folder.mkdir(parents=True, exist_ok=True)
    files = convert(json.loads(Path(arguments[0]).read_text(encoding="utf-8")))
    for stale in set(folder.glob("*.json")) - {folder / name for name in files}:
        stale.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    sys.stdout.write(f"contract: {len(files)} files in {folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
