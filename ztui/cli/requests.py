"""The words of `ztui api` as a request: the operation, and its fields with values of the types of the contract."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from ztui.cli.refusals import agreed, check_texts
from ztui.contract.catalogue import Operation, by_route, operation, operations
from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError, UnknownName
from ztui.core.nearness import nearest
from ztui.services.console.draft import Draft
from ztui.services.console.literals import from_json
from ztui.services.console.pointers import Pointer, field_of, steps_of
from ztui.services.console.request import is_multipart

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Field", "Sign", "Words", "draft_of", "parse_field", "read_text"]

_METHODS = ("GET", "POST", "PATCH", "PUT", "DELETE")
_FIELD = re.compile(r"(?P<name>[^=]*?)(?P<sign>:=@|:=|=@|=)(?P<text>.*)", re.DOTALL)
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_STDIN = "-"
_LARGEST = 20_000_000
"""Bytes; no body that Zoom takes as JSON is as large."""
_LIKE = "Write it like name=text, a.b=text, a[0].b=text, name:=JSON, name=@FILE or name:=null."


@dataclass(frozen=True, slots=True)
class Words:
    """What the command line says of a request, as it was typed.

    Attributes:
        target: Method and path, a path alone, or an operation id.
        path: `name=value` for path parameters.
        query: `name=value` for query parameters.
        fields: Fields of the body.
        raw: Fields of the body that are texts whatever they look like.
        body: File with the body, `-` for stdin, "" for none.
    """

    target: tuple[str, ...]
    path: tuple[str, ...] = ()
    query: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    raw: tuple[str, ...] = ()
    body: str = ""


class Sign:
    """What stands between the name of a field and its value."""

    TEXT = "="
    JSON = ":="
    FILE = "=@"
    JSON_FILE = ":=@"


@dataclass(frozen=True, slots=True)
class Field:
    """One field as typed: `members.users[0].id` as steps, the sign, and the text behind it."""

    steps: Pointer
    sign: str
    text: str
    appends: bool = False
    """The name ends in `[]`: a new element of the array."""


def parse_field(word: str) -> Field:
    """Read `name=text`, `name:=JSON`, `name=@FILE` or `name:=@FILE`.

    Raises:
        ConfigError: There is no name or no sign.
    """
    found = _FIELD.fullmatch(word)
    name = found["name"].strip() if found else ""
    steps = steps_of(name)
    if found is None or not steps:
        raise ConfigError(f"'{word}' is no field.", _LIKE)
    return Field(steps, found["sign"], found["text"], appends=name.endswith("[]"))


def draft_of(words: Words) -> Draft:
    """Make the request that the words describe; whether it fits the contract is not judged.

    Raises:
        UnknownName: There is no such operation; it carries the nearest ids.
        ConfigError: There is no such path, a field cannot be read, a file neither.
    """
    check_texts((*words.target, *words.path, *words.query, *words.fields, *words.raw))
    known, path, query, is_bare = _target(words.target)
    given = _pairs(words.path, "-p", "value of a path parameter")
    repeated = _together((*query, *_pairs(words.query, "-q", "query parameter")))
    draft = Draft(known, path=agreed([*path.items(), *given]))
    for name, values in repeated.items():
        _put_query(draft, name, values)
    if is_bare and known.is_read and (words.fields or words.raw or words.body):
        raise ConfigError(
            "A path alone is a GET, which takes no fields.",
            f"Name the method: ztui api POST {words.target[0]}; query parameters are given with -q.",
        )
    if words.body:
        text = read_text(words.body)
        if not text.strip():
            raise ConfigError(f"The body of --body {words.body} is empty.", "Nothing was sent.")
        draft.take_json(text)
    fields = [parse_field(word) for word in words.fields]
    raw = [_raw_field(word) for word in words.raw]
    _check_twice([*fields, *raw])
    for field in fields:
        _put_field(draft, field)
    for field in raw:
        draft.put(_place(draft, field), field.text)
    return draft


def _raw_field(word: str) -> Field:
    name, text = _pair(word, "-F", "field")
    return Field(steps_of(name), Sign.TEXT, text, appends=name.endswith("[]"))


def _check_twice(fields: Iterable[Field]) -> None:
    """Refuse a field that is given two values.

    Raises:
        ConfigError: Of the first such field.
    """
    seen: dict[Pointer, Field] = {}
    for field in fields:
        if not field.appends and seen.setdefault(field.steps, field) != field:
            raise ConfigError(
                f"The field {field_of(field.steps)} is given twice.", "Give it one value; nothing was sent."
            )


def _target(target: tuple[str, ...]) -> tuple[Operation, dict[str, str], list[tuple[str, str]], bool]:
    """Find the operation, with what the path says of its parameters, and whether the method was left out."""
    if len(target) > 2:
        raise ConfigError(f"'{target[2]}' is too much.", "Give METHOD PATH, a path, or an operation id.")
    method, where = target if len(target) == 2 else ("", target[0])
    method = method.upper()
    if method and method not in _METHODS:
        raise ConfigError(f"'{target[0]}' is no method.", f"Methods are {', '.join(_METHODS)}.")
    if "/" not in where:
        known = operation(where)
        if method not in ("", known.method):
            raise ConfigError(f"{known.id} is a {known.method}, not a {method}.")
        return known, {}, [], not method
    try:
        parts = urlsplit(where if where.startswith(("/", "http://", "https://")) else f"/{where}")
    except ValueError:
        raise _no_route(method or "GET", where) from None
    path = "/" + parts.path.strip("/").removeprefix("v2/")
    found = by_route(method or "GET", path)
    if found is None:
        raise _no_route(method or "GET", path)
    known, named = found
    values = {name: unquote(text) for name, text in named.items() if not _PLACEHOLDER.fullmatch(unquote(text))}
    return known, values, parse_qsl(parts.query, keep_blank_values=True), not method


def _no_route(method: str, path: str) -> ConfigError:
    others = [each for each in _METHODS if by_route(each, path) is not None]
    if others:
        return ConfigError(f"Zoom's API has no {method} {path}.", f"It has {' and '.join(others)} there.")
    near = nearest(path, [each.path for each in operations().values() if each.method == method], most=2)
    hint = f"Did you mean {' or '.join(near)}?" if near else "'ztui operations WORDS' finds what there is."
    return ConfigError(f"Zoom's API has no {method} {path}.", hint)


def _pair(word: str, option: str, what: str) -> tuple[str, str]:
    name, equals, text = word.partition("=")
    if not equals or not name.strip():
        raise ConfigError(f"{option} {word}: this is no {what}.", "Write it like name=value.")
    return name.strip(), text


def _pairs(words: Iterable[str], option: str, what: str) -> list[tuple[str, str]]:
    return [_pair(word, option, what) for word in words]


def _together(pairs: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    """Bring the values of a name together: an array is a name that is given several times."""
    found: dict[str, list[str]] = {}
    for name, text in pairs:
        found.setdefault(name.removesuffix("[]"), []).append(text)
    return found


def _put_query(draft: Draft, name: str, values: list[str]) -> None:
    parameter = draft.operation.detail().parameter(name)
    if len(values) == 1:
        draft.set(("query", name), values[0])
    elif parameter is not None and parameter.type == "array":
        for place, text in enumerate(values):
            draft.set(("query", name, place), text)
    else:
        draft.put(("query", name), values)


def _put_field(draft: Draft, field: Field) -> None:
    if is_multipart(draft.operation):
        if field.sign not in (Sign.FILE, Sign.TEXT) or len(field.steps) != 1:
            raise ConfigError(f"'{draft.operation.title}' takes files.", "Write it like file=@FILE.")
        names = (draft.operation.detail().request_schema or {}).get("properties", {})
        if field.steps[0] not in names:
            raise UnknownName("file field", str(field.steps[0]), names)
        draft.set(("files", *field.steps), field.text)
        return
    at = _place(draft, field)
    if field.sign == Sign.TEXT:
        draft.set(at, field.text)
    elif field.sign == Sign.FILE:
        draft.set(at, read_text(field.text))
    else:
        text = field.text if field.sign == Sign.JSON else read_text(field.text)
        try:
            draft.put(at, from_json(text))
        except ValueError as error:
            raise ConfigError(f"The value of {'.'.join(map(str, field.steps))} is no JSON: {error}.") from None


def _place(draft: Draft, field: Field) -> Pointer:
    at = ("body", *field.steps)
    if not field.appends:
        return at
    held = {line.at: line for line in draft.lines()}.get(at)
    if held is None or not held.can_add:
        raise ConfigError(f"'{draft.operation.title}' has no list {'.'.join(map(str, field.steps))}.")
    return draft.add(at)


def read_text(name: str) -> str:
    """Read a file, or stdin, as text.

    Raises:
        ConfigError: It cannot be read, has no end (`/dev/zero`) or none within reason, or is no UTF-8.
    """
    try:
        if name == _STDIN and sys.stdin:
            content = sys.stdin.buffer.read(_LARGEST + 1)
        else:
            with Path(name).expanduser().open("rb") as file:
                content = file.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise ConfigError(f"{name} is too large: more than {_LARGEST // 1_000_000} MB.", "Nothing was sent.")
        return content.decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"Cannot read {name}: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{name} is no UTF-8 text.") from None
