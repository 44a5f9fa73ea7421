"""What an answer means: data, or one of the errors of `core.errors`.

Zoom's own code and the HTTP status are independent of each other: "not found" comes as code 404 under HTTP 400, a
missing scope under any status, a batch that is too large as code 429 under HTTP 400, and SIP Phone puts errors into
bodies of HTTP 200. So text, code and status are read together.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.core.errors import (
    ApiError,
    AuthError,
    Conflict,
    FieldError,
    Forbidden,
    Invalid,
    NotFound,
    RateLimited,
    ServerError,
    ZtuiError,
)
from ztui.zoom.parsing import TOO_DEEP, parse
from ztui.zoom.permission import explain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.contract.catalogue import Operation
    from ztui.zoom.transport import WireAnswer

__all__ = [
    "Answer",
    "Problem",
    "is_envelope",
    "is_token_refused",
    "lacks_scope",
    "read_answer",
    "read_problem",
    "to_error",
]

TRACKING = "x-zm-trackingid"

_NO_SCOPE = frozenset({4700, 4711})
_GONE = frozenset({404, 1001, 2001})
_TOKEN = re.compile(r"access token|unauthori[sz]ed|authentication", re.IGNORECASE)
_ABSENT = re.compile(r"not exist|not found|not belong to", re.IGNORECASE)
_NO_RIGHT = re.compile(r"permission|not permitted|not an admin", re.IGNORECASE)
_FAILED_ROWS = re.compile(r"\[\s*\{.*\}\s*\]", re.DOTALL)
_NUMBERS = ("phoneNumber", "phone_number", "number", "id")
_BUSY = re.compile(r"too many concurrent requests", re.IGNORECASE)
_MOST_FIELDS = 3
_ENVELOPE = frozenset({"code", "message", "errors", "status", "reason"})
_FINE = frozenset({"", "ok", "success", "succeeded"})


@dataclass(frozen=True, slots=True)
class Answer:
    """A successful answer.

    Attributes:
        status: HTTP status, 2xx (or 302 where the contract says so).
        data: The parsed body as Zoom sent it, None without one; bytes when it is a file.
        headers: Names in lower case.
        tracking_id: Zoom's id for support, "" without one.
        elapsed: Seconds from sending to the end of the answer.
        odd: What in the body is no JSON and was read all the same, in words.
    """

    status: int
    data: Any
    headers: Mapping[str, str]
    tracking_id: str
    elapsed: float
    odd: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """An answer that is no success, as read from status and body.

    Attributes:
        status: HTTP status.
        code: Zoom's code, an int wherever it is one; None without.
        message: Zoom's text, "" without; foreign text.
        fields: Errors field by field.
    """

    status: int
    code: int | str | None
    message: str
    fields: tuple[FieldError, ...] = ()


def read_answer(operation: Operation, raw: WireAnswer, elapsed: float) -> Answer | Problem:
    """Tell success from failure, and parse the body.

    Raises:
        ServerError: A success whose body should be JSON and is not.
    """
    expected = 200 <= raw.status < 300 or raw.status == operation.success
    if not expected:
        return read_problem(raw)
    tracking = raw.headers.get(TRACKING, "")
    if not raw.body.strip():
        return Answer(raw.status, None, raw.headers, tracking, elapsed)
    if _is_file(raw):
        return Answer(raw.status, raw.body, raw.headers, tracking, elapsed)
    try:
        data, odd = parse(raw.body)
    except ValueError as error:
        deep = str(error) == TOO_DEEP
        raise ServerError(
            f"Zoom's answer to '{operation.title}' is {error if deep else 'not JSON'}.",
            "" if deep else "Check that the API URL leads to Zoom and not to a proxy's page.",
            http=raw.status,
            tracking_id=tracking,
            operation_id=operation.id,
        ) from None
    if is_envelope(data):
        problem = _problem(raw.status, data)
        if problem.code is not None and problem.message.strip().rstrip(".!").casefold() not in _FINE:
            return problem
    return Answer(raw.status, data, raw.headers, tracking, elapsed, odd)


def read_problem(raw: WireAnswer) -> Problem:
    """Read the body of an error; one that is no JSON has no code and no text."""
    try:
        data, _ = parse(raw.body)
    except ValueError:
        data = None
    return _problem(raw.status, data if isinstance(data, dict) else {})


def is_envelope(data: object) -> bool:
    """Tell whether a body is an error as Zoom writes it, whatever the status."""
    return isinstance(data, dict) and {"code", "message"} <= data.keys() <= _ENVELOPE


def _is_file(raw: WireAnswer) -> bool:
    kind = raw.headers.get("content-type", "").partition(";")[0].strip().casefold()
    return kind.startswith(("audio/", "video/", "image/")) or kind in ("application/octet-stream", "application/pdf")


def _problem(status: int, data: Mapping[str, Any]) -> Problem:
    code = data.get("code")
    if isinstance(code, str) and code.strip().isascii() and code.strip().isdecimal():
        code = int(code)
    if isinstance(code, bool) or not isinstance(code, int | str) or code == "":
        code = None
    text = next((data[name] for name in ("message", "reason", "errorMessage") if isinstance(data.get(name), str)), "")
    listed = data.get("errors")
    fields = [_field(each) for each in (listed if isinstance(listed, list) else ())]
    text, parts = _partial(text)
    return Problem(status, code, text, (*(each for each in fields if each is not None), *parts))


def _partial(text: str) -> tuple[str, list[FieldError]]:
    """Part a text from the array at its end, in which batches of numbers name those that failed and why."""
    found = _FAILED_ROWS.search(text)
    try:
        rows = json.loads(found[0]) if found else []
    except (ValueError, RecursionError):
        rows = []
    parts = [
        FieldError(str(next((row[name] for name in _NUMBERS if row.get(name)), "")), str(row["reason"]))
        for row in rows
        if isinstance(row, dict) and row.get("reason")
    ]
    return (text[: found.start()].rstrip(" :"), parts) if found and parts else (text, [])


def _field(raw: object) -> FieldError | None:
    if isinstance(raw, str):
        return FieldError("", raw)
    if not isinstance(raw, dict):
        return None
    name, message = raw.get("field"), raw.get("message")
    return FieldError(name if isinstance(name, str) else "", message if isinstance(message, str) else "")


def lacks_scope(problem: Problem) -> bool:
    """Tell whether the token lacks a scope, which Zoom says under any status."""
    return problem.code in _NO_SCOPE or "not contain scope" in problem.message


def is_token_refused(problem: Problem) -> bool:
    """Tell whether another token might help: HTTP 401, or a code that says so under HTTP 400; never for scopes."""
    if lacks_scope(problem):
        return False
    return problem.status == 401 or (problem.code in (124, 401) and bool(_TOKEN.search(problem.message)))


def to_error(operation: Operation, problem: Problem, tracking_id: str, *, acting: bool = False) -> ZtuiError:
    """Give the error that an answer means.

    Args:
        operation: What was asked for.
        problem: The answer.
        tracking_id: Zoom's id of it.
        acting: Whether it went in the name of a sub account, which needs scopes that end in `:master`.
    """
    if is_token_refused(problem) and not _ABSENT.search(problem.message):
        return AuthError(
            f"Zoom does not accept the token: {problem.message or 'HTTP 401'}.".replace("..", "."),
            "Check the credentials: an app must be activated, a fixed token must not have ended.",
        )
    kind = _kind(problem, operation)
    text = problem.message.strip().rstrip(".")
    said = f": {text}." if text else f" (HTTP {problem.status})."
    hint = _HINTS.get(kind, "")
    if problem.code == 802:
        hint = "Zoom is still preparing the data; ask again in a minute."
    elif 300 <= problem.status < 400 and kind is ServerError:
        said, hint = f" (HTTP {problem.status}, a redirect, which is not followed).", "Check the API URL."
    elif kind is ServerError and problem.status >= 500 and not operation.is_read:
        hint = "Whether it was done is not certain: look before you try again."
    error = kind(
        f"Zoom {_VERBS[kind]} '{operation.title}'{said}",
        hint,
        http=problem.status,
        code=problem.code,
        tracking_id=tracking_id,
        operation_id=operation.id,
    )
    if isinstance(error, Forbidden):
        explain(error, operation, problem.message, lacks_scope=lacks_scope(problem), acting=acting)
    elif isinstance(error, Invalid):
        error.fields = problem.fields
        error.hint = _wrong_fields(problem.fields)
    return error


def _wrong_fields(fields: tuple[FieldError, ...]) -> str:
    """Name the first fields that Zoom refuses, as one sentence."""
    texts = [f"{each.field}: {each.message}" if each.field else each.message for each in fields]
    said = [text.strip().rstrip(".") for text in texts[:_MOST_FIELDS]]
    more = len(texts) - len(said)
    return "; ".join([*said, f"{more} more"] if more else said) + "." * bool(said)


_VERBS: Mapping[type[ApiError], str] = {
    Forbidden: "does not allow",
    NotFound: "finds no such object for",
    Conflict: "cannot do now",
    Invalid: "refuses",
    RateLimited: "limits the requests of",
    ServerError: "failed at",
}
_HINTS: Mapping[type[ApiError], str] = {
    NotFound: "It may have been removed, or be out of reach; refresh the list.",
    Conflict: "Refresh, and look at the object before trying again.",
    ServerError: "Try again later.",
}


def _kind(problem: Problem, operation: Operation) -> type[ApiError]:
    """Give the class of an error that is not about the token."""
    status, code = problem.status, problem.code
    kind = _by_code(problem)
    if kind is not None:
        return kind
    # Of some objects (voicemail) Zoom says so with the code of a request that is wrong.
    is_one = operation.is_read and operation.path_params and not problem.fields
    if status == 400 and code == 300 and is_one and _ABSENT.search(problem.message):
        return NotFound
    if status == 429:
        return RateLimited
    if status >= 500 or status == 408 or 300 <= status < 400:
        return ServerError
    if status == 409 or status == 412 or (code == 409 and status == 400) or _BUSY.search(problem.message):
        return Conflict
    return Invalid


def _by_code(problem: Problem) -> type[ApiError] | None:
    """Give the class where code and text say it under any status below 429."""
    status, code, text = problem.status, problem.code, problem.message
    if lacks_scope(problem) or status == 403:
        return Forbidden
    if status >= 429:
        return None
    if code == 802:
        return ServerError
    if status in (401, 404) or code in _GONE - {1001}:
        return NotFound
    if code in (1001, 124, 300) and (status < 400 or code != 300) and _ABSENT.search(text):
        return NotFound
    if code in (124, 200, 403) and (code != 200 or _NO_RIGHT.search(text)):
        return Forbidden
    return None
