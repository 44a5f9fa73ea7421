"""A request of the console: what is sent, whether it fits the contract, and how to send it from a shell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ztui.contract.catalogue import Operation, operation
from ztui.contract.validation import located_problems
from ztui.core.dataclass import dataclass
from ztui.core.errors import FieldError, Invalid
from ztui.core.json_text import escaped
from ztui.core.shell import joined, quoted
from ztui.services.console.literals import as_json
from ztui.services.console.pointers import Pointer, steps_of
from ztui.zoom.query import query_string
from ztui.zoom.urls import target

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["ConsoleRequest", "is_multipart", "request_problems"]

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_PARAMETER = re.compile(r"\{([^}]+)\}")


@dataclass(frozen=True, slots=True)
class ConsoleRequest:
    """One request.

    Attributes:
        operation_id: Zoom's id of the operation.
        path: Path parameters, unencoded.
        query: Query parameters, typed; arrays are lists.
        body: Parsed JSON, None for none.
        files: Names and paths of the files of an upload.
    """

    operation_id: str
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None
    files: tuple[tuple[str, Path], ...] = ()

    @property
    def operation(self) -> Operation:
        """What is asked for."""
        return operation(self.operation_id)

    def url_path(self, account: str = "") -> str:
        """Give path and query as they are sent below the base; a path parameter without a value stays in braces."""
        try:
            path = target(self.operation, self.path, account).path
        except Invalid:
            path = _PARAMETER.sub(self._segment, self.operation.path)
        try:
            query = query_string(self.query)
        except UnicodeEncodeError:
            query = quote(as_json(self.query), errors="replace")
        return f"{path}?{query}" if query else path

    def as_curl(self, base: str, account: str = "") -> str:
        """Give the command that sends it with curl; the token is that of the shell's `$ZOOM_TOKEN`.

        Args:
            base: The API's URL, such as `https://api.zoom.us/v2`.
            account: The sub account in whose name it goes, "" for the own.
        """
        words = ["curl", "-X", self.operation.method, quoted(base.rstrip("/") + self.url_path(account))]
        words += ["-H", '"Authorization: Bearer $ZOOM_TOKEN"']
        for name, file in self.files:
            plain = str(file).replace("\\", "\\\\").replace('"', '\\"')
            words += ["-F", quoted(f'{name}=@"{plain}"')]
        if self.body is not None and not self.files:
            words += ["-H", "'Content-Type: application/json'", "--data-raw", quoted(escaped(as_json(self.body)))]
        return " ".join(words)

    def as_command(self, program: Sequence[str] = ("ztui",)) -> str:
        """Give the command that sends it with `ztui api`; what asks for consent has to be added.

        Args:
            program: What it begins with, such as `ztui --demo`.
        """
        words = [*program, "api", self.operation_id]
        for name, value in self.path.items():
            words += ["-p", f"{name}={value}"]
        for name, value in self.query.items():
            for each in value if isinstance(value, list | tuple) else [value]:
                words += ["-q", f"{name}={each if isinstance(each, str) else as_json(each)}"]
        for name, file in self.files:
            words += ["-f", f"{name}=@{file}"]
        if self.body is None or self.files:
            return joined(words)
        fields = self._fields()
        if fields is None:
            return f"printf %s {quoted(escaped(as_json(self.body)))} | {joined([*words, '--body', '-'])}"
        return joined([*words, *fields])

    def _fields(self) -> list[str] | None:
        """Give the body as `-f` options, None where it cannot be written so."""
        if not isinstance(self.body, Mapping) or not self.body or not all(map(_NAME.fullmatch, self.body)):
            return None
        schema = self.operation.detail().request_schema or {}
        if schema.get("type") == "array":
            return None
        words: list[str] = []
        for name, value in self.body.items():
            is_text = schema.get("properties", {}).get(name, {}).get("type") == "string"
            plain = is_text and isinstance(value, str) and not value.startswith("@")
            words += ["-f", f"{name}={value}" if plain else f"{name}:={as_json(value)}"]
        return words

    def _segment(self, match: re.Match[str]) -> str:
        value = self.path.get(match[1], "")
        return quote(value, safe="", errors="replace") if value.strip() else match[0]


def is_multipart(known: Operation) -> bool:
    """Tell whether an operation takes files."""
    return (known.content_type or "").startswith("multipart/")


def request_problems(request: ConsoleRequest) -> tuple[tuple[Pointer, FieldError], ...]:
    """Give what is wrong with a request by the contract, each with where it stands; nothing is read from the disk.

    A path's `accountId` may be missing where the client fills it in.
    """
    known = request.operation
    found = located_problems(known, request.path, request.query, request.body)
    placed = [((part, *steps_of(each.field)), each) for part, each in found]
    if is_multipart(known):
        placed = [each for each in placed if each[0][0] != "body"]
        given = {name for name, _ in request.files}
        schema = known.detail().request_schema or {}
        missing = [name for name in schema.get("properties", {}) if name not in given]
        placed += [(("files", name), FieldError(name, "is missing")) for name in missing]
    if known.api == "sip_connected_audio" and "accountId" not in request.path:
        placed = [each for each in placed if each[0] != ("path", "accountId")]
    return tuple(placed)
