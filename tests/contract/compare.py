"""Compares the catalogue with the dataset that it was made from, field by field.

    python -m tests.contract.compare

The dataset is $ZTUI_CONTRACT_SOURCE or, beside the repository, shared/contract/operations.json. Without one at hand the
comparison is skipped. What the catalogue says is asked through its own functions, so a mistake of the converter shows.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ztui.contract.catalogue import Operation, Paging, operations

Raw = Mapping[str, Any]
Pair = tuple[str, Any, Any]

PROSE = frozenset({"example", "description", "summary", "message"})
BESIDE = Path(__file__).resolve().parents[2].parent / "shared" / "contract" / "operations.json"


def source_path(environment: Mapping[str, str]) -> Path | None:
    """Give the dataset's path, None when there is none."""
    named = environment.get("ZTUI_CONTRACT_SOURCE")
    path = Path(named) if named else BESIDE
    return path if path.is_file() else None


def differences(source: Sequence[Raw]) -> Iterator[str]:
    """Give a line for everything that differs."""
    known = operations()
    names = [raw["id"] for raw in source]
    if names != list(known):
        missing, extra = sorted(set(names) - set(known)), sorted(set(known) - set(names))
        yield f"ids: missing {missing}, extra {extra}, or another order"
    for raw in source:
        if raw["id"] in known:
            for field, ours, theirs in pairs(known[raw["id"]], raw):
                if ours != theirs:
                    yield f"{raw['id']} {field}: {_short(ours)} is not {_short(theirs)}"


def pairs(known: Operation, raw: Raw) -> Iterator[Pair]:
    """Give field, our value and the dataset's value."""
    for name in ("api", "tag", "method", "path", "items_key", "deprecated", "replaced_by", "destructive"):
        yield name, getattr(known, name), raw[name]
    yield "label", known.label and known.label.value, raw["rate_limit_label"]
    yield "legacy_items_key", known.legacy_items_key, raw["items_key_legacy"]
    yield "sunset", known.sunset, raw["deprecated_upstream"]
    yield "scopes", list(known.scopes), raw["scopes"] or []
    yield "granular_scopes", list(known.granular_scopes), raw["granular_scopes"] or []
    yield "success", known.success, raw["response_status"]
    yield "content_type", known.content_type, raw["request_content_type"]
    yield "has_body", known.has_body, raw["request_body"] is not None
    yield "path_params", list(known.path_params), re.findall(r"\{(\w+)\}", raw["path"])
    yield "paging", known.paging is Paging.TOKEN, raw["pagination"] == "next_page_token"
    yield "sync", known.paging is Paging.SYNC, "sync_token" in (raw["pagination_note"] or "")
    yield from _twin_pairs(known, raw)
    yield from _detail_pairs(known, raw)


def _twin_pairs(known: Operation, raw: Raw) -> Iterator[Pair]:
    """Hold the two forms of a path against the dataset's."""
    if raw["also_at"]:
        yield "twin", known.twin, raw["also_at"]
    elif known.twin is not None:
        yield "twin", known.twin, f"/accounts/{{accountId}}{raw['path']}"
    else:
        yield "twin", True, raw["api"] in ("accounts", "sip_connected_audio")


def _detail_pairs(known: Operation, raw: Raw) -> Iterator[Pair]:
    """Hold parameters, schemas and errors against the dataset's."""
    detail = known.detail()
    yield "query names", [each.name for each in detail.parameters], [each["name"] for each in raw["query_params"]]
    by_name = {each["name"]: each for each in raw["path_params"]}
    yield "path names", {each.name for each in detail.path_parameters}, set(by_name)
    for each, theirs in zip(detail.parameters, raw["query_params"], strict=False):
        yield from _parameter_pairs(f"query {each.name}", each, theirs)
    for each in detail.path_parameters:
        yield from _parameter_pairs(f"path {each.name}", each, {**by_name[each.name], "required": True})
    yield "request", detail.request_schema, without_prose(raw["request_body"])
    yield "response", detail.response_schema, without_prose(raw["response"])
    codes = {(each["http"], each["code"]) for each in raw["error_codes"]}
    yield "errors", {(each.http, each.code) for each in detail.errors}, codes
    yield "responses", set(detail.responses), {raw["response_status"]} | {http for http, _ in codes}


def _parameter_pairs(field: str, known: Any, raw: Raw) -> Iterator[Pair]:
    """Hold one parameter against the dataset's."""
    for ours, theirs in (("type", "type"), ("required", "required"), ("default", "default"), ("format", "format")):
        yield f"{field} {ours}", getattr(known, ours), raw.get(theirs)
    for ours, theirs in (("minimum", "min"), ("maximum", "max"), ("max_items", "maxItems")):
        yield f"{field} {ours}", getattr(known, ours), raw.get(theirs)
    yield f"{field} enum", list(known.enum), raw.get("enum", [])
    yield f"{field} items", known.items_type, raw.get("items", {}).get("type")
    yield f"{field} items enum", list(known.items_enum), raw.get("items", {}).get("enum", [])


def without_prose(schema: Any) -> Any:
    """Give a schema without its texts and examples; fields that are named like them stay."""
    if not isinstance(schema, dict):
        return schema
    kept = {name: value for name, value in schema.items() if name not in PROSE}
    if "properties" in kept:
        kept["properties"] = {name: without_prose(value) for name, value in kept["properties"].items()}
    if "items" in kept:
        kept["items"] = without_prose(kept["items"])
    if "oneOf" in kept:
        kept["oneOf"] = [without_prose(each) for each in kept["oneOf"]]
    return kept


def _short(value: object) -> str:
    """Give a value in at most 200 characters."""
    text = repr(value)
    return text if len(text) <= 200 else f"{text[:200]}..."


def main(environment: Mapping[str, str]) -> int:
    """Print what was compared; gives 1 when something differs."""
    path = source_path(environment)
    if path is None:
        print("contract: skipped (no source at hand)")
        return 0
    source = json.loads(path.read_text(encoding="utf-8"))
    found = list(differences(source))
    for line in found:
        print(line)
    print(f"contract: compared {len(source)} operations with {path.name}" + (f", {len(found)} differ" if found else ""))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(os.environ))
