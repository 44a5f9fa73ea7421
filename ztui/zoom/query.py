"""Query strings: values percent-encoded, arrays in the one way that the client was told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from ztui.zoom.urls import refused

if TYPE_CHECKING:
    from ztui.contract.catalogue import Operation

__all__ = ["ArrayStyle", "check_query", "query_string"]

_OF_A_KIND = "/settings/{settingType}"
"""End of paths that name a kind of setting; which one of the kind stands in a query parameter that fits the kind."""

ArrayStyle = Literal["repeat", "comma"]
"""`repeat` sends `a=1&a=2` (what OpenAPI means when it says nothing), `comma` sends `a=1,2` (what some texts say)."""


def query_string(values: Mapping[str, Any], style: ArrayStyle = "repeat") -> str:
    """Give the query without its `?`; None and empty arrays are left out, `+` is encoded, booleans in lower case."""
    return "&".join(f"{quote(name, safe='')}={quote(text, safe='')}" for name, text in _pairs(values, style))


def check_query(operation: Operation, values: Mapping[str, Any]) -> None:
    """Make sure that a write says which of a collection it means.

    Raises:
        Invalid: A parameter is missing or empty that the contract demands, or without which the write takes everything.
    """
    if operation.is_read:
        return
    detail = operation.detail()
    required = {each.name for each in detail.parameters if each.required}
    for name in sorted(required | set(operation.always_send)):
        texts = [text.strip() for _, text in _pairs({name: values.get(name)}, "repeat")]
        if not texts or not all(texts):
            message = f"{operation.id} needs the query parameter {name}, which says what is meant."
            raise refused(operation.id, name, message, "is missing")
    if operation.method == "DELETE" and operation.path.endswith(_OF_A_KIND):
        choice = [each.name for each in detail.parameters]
        if not any(text.strip() for _, text in _pairs({name: values.get(name) for name in choice}, "repeat")):
            message = f"{operation.id} needs one of {', '.join(choice)}, which says what is meant."
            raise refused(operation.id, choice[0], message, "is missing")


def _pairs(values: Mapping[str, Any], style: ArrayStyle) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, value in values.items():
        if value is None:
            continue
        if isinstance(value, Sequence) and not isinstance(value, str | bytes):
            texts = [_text(each) for each in value]
            pairs += [(name, ",".join(texts))] * bool(texts) if style == "comma" else [(name, text) for text in texts]
        else:
            pairs.append((name, _text(value)))
    return pairs


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
