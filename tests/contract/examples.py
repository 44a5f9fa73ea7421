"""Sends the dataset's examples through the client: requests through its validation, answers through the models.

    python -m tests.contract.examples

The dataset is found as `tests.contract.compare` finds it; without one at hand nothing is checked. No example may be
refused, lost or changed, except for those known to break their own schema; what had to be tolerated is listed.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tests.contract.compare import source_path
from tests.every_operation.values import value_for
from ztui.contract.answers import answer_problems
from ztui.contract.catalogue import Operation, operation
from ztui.contract.schemas import row_schema
from ztui.contract.validation import validate_request
from ztui.resources.decode import decode
from ztui.resources.registry import resources

if TYPE_CHECKING:
    from ztui.resources.model import Resource

Raw = Mapping[str, Any]

WRONG_REQUESTS = {
    ("PATCH /accounts/{accountId}/settings", "security.user_modifiable_info_by_admin[0]"),  # JSON within a text
    ("PATCH /accounts/{accountId}/settings", "telephony.telephony_regions"),  # the array of a neighbour
    ("PATCH /phone/call_history/{callLogId}/client_code", "client_code"),  # a sentence that describes it
    ("PATCH /phone/users/{userId}/settings/{settingType}", "delegation.privileges"),  # one privilege for an array
}
"""Examples that break their own schema: operation and the field at fault."""


def refused(source: Sequence[Raw]) -> Iterator[tuple[str, str]]:
    """Give operation and reason of each request example that the client would not send."""
    for raw in source:
        known, body = operation(raw["id"]), raw.get("request_example")
        if body is None or (known.content_type or "").startswith("multipart"):
            continue
        detail = known.detail()
        path = {each.name: str(value_for(each.schema, each.name, _nothing)) for each in detail.path_parameters}
        query = {each.name: value_for(each.schema, each.name, _nothing) for each in detail.parameters if each.required}
        for problem in validate_request(known, path, query, body):
            yield f"{known.method} {raw['path']}", f"{problem.field} {problem.message}"


def tolerated(source: Sequence[Raw]) -> Iterator[tuple[str, str]]:
    """Give operation and oddity of each answer example that does not fit its schema."""
    for raw in source:
        example = raw.get("response_example")
        if example is not None:
            known = operation(raw["id"])
            for problem in answer_problems(known, example):
                yield f"{known.method} {raw['path']}", f"{problem.field} {problem.message}"


def lost(source: Sequence[Raw]) -> Iterator[tuple[str, str]]:
    """Give resource and reason of each row of an answer example that a model does not give back as it came."""
    examples = {raw["id"]: raw.get("response_example") for raw in source}
    for each in resources():
        for known, row in _rows(each, examples):
            try:
                decoded = decode(each, row)
            except Exception as error:
                yield each.name, f"{known.id}: {type(error).__name__}: {error}"
                continue
            if isinstance(row, Mapping) and decoded.row != row:
                yield each.name, f"{known.id}: the row was changed"


def _rows(resource: Resource, examples: Mapping[str, Any]) -> Iterator[tuple[Operation, Any]]:
    """Give the rows of the examples that a resource reads: of its lists, and its objects."""
    operations = resource.operations
    for name in filter(None, (operations.list, operations.fallback)):
        answer = examples.get(name)
        known = operation(name)
        if answer is None:
            continue
        if resource.unfold is not None:
            yield from ((known, row) for row in (resource.unfold(answer) if isinstance(answer, Mapping) else ()))
            continue
        for key in filter(None, (known.items_key, known.legacy_items_key)):
            found = answer if key == "[]" else answer.get(key, ()) if isinstance(answer, Mapping) else ()
            yield from ((known, row) for row in found)
    for name in filter(None, (operations.get, operations.fallback_get)):
        if examples.get(name) is not None and row_schema(operation(name)) is not None:
            yield operation(name), examples[name]


def _nothing(_: str) -> Sequence[object]:
    return ()


def main() -> int:
    """Print what was tolerated, refused and lost; 1 when something was refused or lost that should not be."""
    path = source_path(os.environ)
    if path is None:
        print("No dataset at hand; its examples are not checked.")
        return 0
    source = json.loads(path.read_text(encoding="utf-8"))
    requests = sum(raw.get("request_example") is not None for raw in source)
    answers = sum(raw.get("response_example") is not None for raw in source)
    odd = list(tolerated(source))
    wrong = list(refused(source))
    odd += [(name, f"(request) {why}") for name, why in wrong if (name, why.split(" ")[0]) in WRONG_REQUESTS]
    bad = [(name, why) for name, why in wrong if (name, why.split(" ")[0]) not in WRONG_REQUESTS]
    bad += list(lost(source))
    for name, why in odd:
        print(f"tolerated  {name}: {why}")
    for name, why in bad:
        print(f"FAULT      {name}: {why}")
    print(f"{requests} request examples, {answers} answer examples; {len(odd)} oddities tolerated, {len(bad)} faults.")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
