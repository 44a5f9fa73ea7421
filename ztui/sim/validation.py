"""Parameters and bodies judged by the contract, strictly: HTTP 400, code 300, `errors[]` field by field."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from ztui.contract.batches import batch_limits, text_limits
from ztui.contract.catalogue import Paging, operation
from ztui.sim.formats import FORMATS, is_date_or_instant
from ztui.sim.handling import Refusal
from ztui.sim.refusals import validation_failed
from ztui.sim.schemas import problems, strict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ztui.contract.catalogue import Operation
    from ztui.contract.details import Parameter
    from ztui.sim.requests import Request

__all__ = ["PAGING", "read_body", "read_path", "read_query"]

PAGING = ("page_size", "next_page_token")

_REPEATED = "This parameter must not be repeated."

_INTEGER = re.compile(r"-?[0-9]{1,20}")
_DECIMAL = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")

_LEFT_OUT = {"updateSIPPhone": ("register_server2", "proxy_server2", "register_server3", "proxy_server3")}
"""Body fields marked as required that the request of Zoom's own example leaves out."""


def read_path(known: Operation, path: Mapping[str, str]) -> None:
    """Let the path parameters pass.

    Raises:
        Refusal: 400/300 when one is blank or outside its enum.
    """
    errors = []
    for parameter in known.detail().path_parameters:
        value = path.get(parameter.name)
        if value is None:
            continue
        if not value.strip():
            errors.append((parameter.name, "Invalid field."))
        else:
            errors += _typed(parameter, [value], parameter.name)[1]
    if errors:
        raise validation_failed(errors)


def read_query(known: Operation, pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Give the query parameters typed by the contract, arrays as lists; paging parameters are among them.

    An array may come as a repeated name or as one text with commas. An empty value counts as not sent.

    Raises:
        Refusal: 400/300 for unknown, repeated, missing or wrong parameters.
    """
    parameters = {each.name: each for each in known.detail().parameters}
    paged = PAGING if known.paging is Paging.TOKEN else ()
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name.removesuffix("[]"), []).append(value)
    values: dict[str, Any] = {}
    errors: list[tuple[str, str]] = []
    for name, texts in given.items():
        parameter = parameters.get(name)
        if parameter is None and name not in paged:
            errors.append((name, "This parameter is not supported."))
            continue
        texts = [text for text in texts if text != ""]
        if not texts:
            continue
        if parameter is None or name in PAGING:
            values[name] = texts[-1]
            if len(texts) > 1:
                errors.append((name, _REPEATED))
            continue
        values[name], found = _typed(parameter, texts, name)
        errors += found
    errors += [
        (name, "This field is required.") for name, each in parameters.items() if each.required and name not in values
    ]
    if known.method == "DELETE" and known.path.endswith("/settings/{settingType}") and not values:
        errors.append((next(iter(parameters)), "One of the ids that fit the setting is required."))
    errors += _batch_problems(known, {f"?{name}": value for name, value in values.items()})
    if errors:
        raise validation_failed(errors)
    return values


def read_body(known: Operation, request: Request) -> Any:
    """Give the body as parsed JSON, None when there is none; of an upload its files by field.

    Raises:
        Refusal: 400/300 for what is no JSON, missing, not asked for, or does not fit the schema; 400/429 or 300 for
            more elements than one request may carry.
    """
    schema = known.detail().request_schema
    upload = known.content_type is not None and "json" not in known.content_type
    if upload:
        from ztui.sim.forms import read_form

        return read_form(known, request)
    if not request.body.strip():
        if schema is not None and known.has_body and (known.method != "DELETE" or schema.get("required")):
            raise validation_failed([("", "The request body is required.")])
        return None
    if schema is None:
        raise validation_failed([("", "This request takes no body.")])
    body = _parsed(request)
    errors = problems(_request_schema(known.id), body)
    errors += _text_problems(known, body)
    if errors:
        raise validation_failed(errors)
    crowded = _batch_problems(known, {"": body})
    if crowded:
        documented = any(each.code == 429 for each in known.detail().errors)
        raise Refusal(400, 429 if documented else 300, crowded[0][1], crowded)
    return body


def _parsed(request: Request) -> Any:
    """Parse a JSON body."""
    kind = request.headers.get("content-type", "application/json")
    if "json" not in kind:
        raise Refusal(415, 300, f"Content type '{kind}' is not supported.")
    try:
        return json.loads(request.body, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refusal(400, 300, "Request Body should be a valid JSON object.") from None


def _no_constant(name: str) -> Any:
    """Refuse NaN and Infinity, which are no JSON."""
    raise ValueError(name)


@cache
def _request_schema(operation_id: str) -> dict[str, Any]:
    """Give the schema of an operation's body in the words of JSON Schema."""
    schema = operation(operation_id).detail().request_schema or {}
    waived = _LEFT_OUT.get(operation_id, ())
    return strict({**schema, "required": [name for name in schema.get("required", ()) if name not in waived]})


def _typed(parameter: Parameter, texts: Sequence[str], name: str) -> tuple[Any, list[tuple[str, str]]]:
    """Read the texts of one parameter; give its value and what is wrong with it."""
    if parameter.type != "array":
        if len(texts) > 1:
            return None, [(name, _REPEATED)]
        value, error = _scalar(parameter.type, texts[0])
        return value, [(name, error or each) for each in [error or _judge(parameter, value)] if each]
    elements = [piece.strip() for text in texts for piece in text.split(",") if piece.strip()]
    read = [_scalar(parameter.items_type or "string", each) for each in elements]
    errors = [(name, error) for _, error in read if error]
    if parameter.items_enum and not errors:
        errors = [(name, f"Invalid value '{value}'.") for value, _ in read if value not in parameter.items_enum]
    if parameter.max_items is not None and len(read) > parameter.max_items:
        errors.append((name, f"At most {parameter.max_items} values are allowed."))
    return [value for value, _ in read], errors


def _scalar(kind: str, text: str) -> tuple[Any, str]:
    """Read one text as a contract type; give the value, and an error or ""."""
    if kind == "boolean":
        read = {"true": True, "false": False}.get(text.lower())
        return read, "" if read is not None else "The value must be true or false."
    if kind in ("integer", "number"):
        # Python alone would also take `1_000`, ` 5` and `nan`.
        if (_INTEGER if kind == "integer" else _DECIMAL).fullmatch(text) is None:
            return None, f"The value must be of type {kind}."
        return (int(text) if kind == "integer" else float(text)), ""
    return text, ""


def _judge(parameter: Parameter, value: Any) -> str:
    """Say what is wrong with a typed scalar, "" when nothing is."""
    if parameter.enum and value not in parameter.enum:
        return f"Invalid value '{value}'."
    if parameter.minimum is not None and isinstance(value, (int, float)) and value < parameter.minimum:
        return f"The value must be at least {parameter.minimum}."
    if parameter.maximum is not None and isinstance(value, (int, float)) and value > parameter.maximum:
        return f"The value must not exceed {parameter.maximum}."
    if parameter.format == "date" and isinstance(value, str):
        return "" if is_date_or_instant(value) else "The value must be a date or a date and time."
    fits = FORMATS.get(parameter.format or "")
    return "" if fits is None or fits(value) else f"The value must have the format {parameter.format}."


def _at(value: Any, names: Sequence[str]) -> Iterator[Any]:
    """Give what stands at a path of names; arrays on the way are gone through."""
    if not names:
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _at(each, names)
    elif isinstance(value, dict) and names[0] in value:
        yield from _at(value[names[0]], names[1:])


def _batch_problems(known: Operation, given: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Say where more elements are than one request may carry; takes the body under "" or query values under `?name`."""
    errors = []
    for field, most in batch_limits(known).items():
        if field.startswith("?"):
            values = [given[field]] if field in given else []
        else:
            values = list(_at(given[""], field.split(".") if field else [])) if "" in given else []
        for value in values:
            count = len(value.split(",")) if isinstance(value, str) else len(value) if isinstance(value, list) else 0
            if count > most:
                errors.append((field.lstrip("?"), f"You can only send up to {most} items in one request."))
    return errors


def _text_problems(known: Operation, body: Any) -> list[tuple[str, str]]:
    """Say where a text is longer or shorter than Zoom takes."""
    errors = []
    for field, limit in text_limits(known).items():
        for value in _at(body, field.split(".")):
            if not isinstance(value, str):
                continue
            if not limit.least <= len(value) <= limit.most:
                errors.append((field, f"The length must be {limit.least} to {limit.most}."))
            elif limit.digits and not (value.isascii() and value.isdigit()):
                errors.append((field, "Only digits are allowed."))
    return errors
