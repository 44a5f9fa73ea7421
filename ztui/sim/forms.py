"""Uploads as they arrive: `multipart/form-data` (RFC 7578), read strictly, and what the contract says of its files."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

from ztui.contract.batches import FILES
from ztui.core.dataclass import dataclass
from ztui.sim.filekinds import BEGINNING, can_be_faxed
from ztui.sim.handling import Refusal
from ztui.sim.refusals import invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.contract.catalogue import Operation
    from ztui.sim.requests import Request

__all__ = ["read_form"]

_BOUNDARY = re.compile(r'multipart/form-data;\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s";,]{1,70}))', re.IGNORECASE)
_DISPOSITION = re.compile(r'form-data;\s*name="([^"]*)"(?:;\s*filename="([^"]*)")?')
_TOO_LARGE = {
    "UploadFaxFiles": (1001, "File size exceeded maximum 50MB"),
    "uploadVB": (120, "File size cannot exceed 15M"),
}
_MISSING = {"uploadVB": (120, "No file uploaded. Verify that a file has been uploaded")}


@dataclass(frozen=True, slots=True)
class _Part:
    field: str
    name: str
    content_type: str
    body: bytes


def read_form(known: Operation, request: Request) -> dict[str, Any]:
    """Give the files of an upload by field: `name`, `content_type`, `bytes` and `digest` of each; not what is in it.

    Raises:
        Refusal: For what is no form, has other fields than the contract, one twice, or a file that is too large
            or of a kind that is not taken.
    """
    kind = request.headers.get("content-type", "")
    found = _BOUNDARY.fullmatch(kind.strip())
    if found is None and request.body:
        raise Refusal(415, 300, f"Content type '{kind}' is not supported.")
    fields: Mapping[str, Any] = (known.detail().request_schema or {}).get("properties", {})
    files: dict[str, Any] = {}
    parts = _parts(request.body, (found[1] or found[2]).encode("latin-1")) if found is not None and request.body else []
    for part in parts:
        if part.field not in fields:
            raise invalid(part.field, "This field is not supported.")
        if part.field in files:
            raise invalid(part.field, "This field must not be repeated.")
        if len(part.body) > FILES.get(known.id, len(part.body)):
            raise _refusal(_TOO_LARGE, known, part.field, "The file is too large.")
        if known.id == "UploadFaxFiles" and not can_be_faxed(part.name, part.body[:BEGINNING]):
            raise invalid(part.field, "The file must be a PDF, TIFF, JPEG, PNG, GIF, DOC, DOCX or ZIP.")
        digest = hashlib.blake2b(part.body, digest_size=16).hexdigest()
        about = {"name": part.name, "content_type": part.content_type, "bytes": len(part.body), "digest": digest}
        files[part.field] = about
    if not files:
        raise _refusal(_MISSING, known, next(iter(fields), "file"), "This field is required.")
    return files


def _refusal(documented: Mapping[str, tuple[int, str]], known: Operation, field: str, message: str) -> Refusal:
    """Give what the operation documents, else what is wrong with the field."""
    found = documented.get(known.id)
    return invalid(field, message) if found is None else Refusal(400, *found)


def _parts(body: bytes, boundary: bytes) -> list[_Part]:
    """Cut a form into its parts.

    Raises:
        Refusal: When it does not begin or end as a form does, or a part has no name.
    """
    broken = Refusal(400, 300, "The form cannot be read.")
    mark = b"\r\n--" + boundary
    pieces = (b"\r\n" + body).split(mark)
    if len(pieces) < 2 or pieces[0] or pieces[-1] not in (b"--", b"--\r\n"):
        raise broken
    return [_part(piece, broken) for piece in pieces[1:-1]]


def _part(piece: bytes, broken: Refusal) -> _Part:
    head, cut, body = piece.partition(b"\r\n\r\n")
    if not cut or not head.startswith(b"\r\n"):
        raise broken
    headers: dict[str, str] = {}
    for line in head.decode("utf-8", "replace").split("\r\n")[1:]:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    found = _DISPOSITION.fullmatch(headers.get("content-disposition", ""))
    if found is None or found[2] is None:
        raise broken
    return _Part(found[1], found[2], headers.get("content-type", "application/octet-stream"), body)
