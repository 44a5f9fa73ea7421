"""What a request carries: JSON, or a form with files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ztui.zoom.urls import refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.contract.catalogue import Operation
    from ztui.zoom.multipart import FilePart, Upload

__all__ = ["content_of"]


def content_of(wanted: Operation, body: Any, files: Sequence[FilePart]) -> bytes | Upload | None:
    """Make the content of a request.

    Args:
        wanted: The operation.
        body: What becomes JSON, None for nothing.
        files: For an upload, which has no body beside them.

    Raises:
        Invalid: The body is not JSON, or files are too many, missing, too large, or not asked for.
        ConfigError: A file cannot be read.
    """
    if files or (wanted.content_type or "").startswith("multipart/"):
        from ztui.zoom.multipart import upload

        if body is not None:
            raise refused(wanted.id, "", f"'{wanted.title}' takes a file, and no body beside it.", "is a file upload")
        return upload(wanted, files)
    if body is None:
        return None
    try:
        return json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")
    except (TypeError, ValueError) as error:
        raise refused(wanted.id, "", f"The body for '{wanted.title}' is not JSON: {error}.", "is not JSON") from None
