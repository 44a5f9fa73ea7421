"""What can be changed about the line keys of an extension: one key at a time, all of it.

PATCH /phone/extension/{extensionId}/line_keys takes a list of keys; a key that is named by its id is written alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.resources.edits.asking import id_at
from ztui.resources.edits.extensions import EXTENSIONS
from ztui.resources.edits.fields import within
from ztui.resources.edits.model import Edits, InputKind, Request, WriteField
from ztui.resources.edits.policies import nested
from ztui.resources.rows import value_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.resources.model import Row

__all__ = ["EDITS"]

_ASSIGNED = "key_assignment."
_KEPT = ("index", "type", "alias", "outbound_caller_id", f"{_ASSIGNED}extension_id", f"{_ASSIGNED}speed_dial_number",
         f"{_ASSIGNED}retrieval_code")  # fmt: skip

_FIELDS = (
    WriteField("alias", "alias", "Label", update_only=True),
    WriteField("index", "index", "Place", InputKind.NUMBER, update_only=True),
    WriteField("type", "type", "Does", update_only=True),
    WriteField(
        f"{_ASSIGNED}extension_id", f"{_ASSIGNED}extension_id", "For", InputKind.PICK, picks=EXTENSIONS,
        pick_path="extension_id", update_only=True,
    ),
    WriteField(f"{_ASSIGNED}speed_dial_number", f"{_ASSIGNED}speed_dial_number", "Speed dial", update_only=True),
    WriteField(f"{_ASSIGNED}retrieval_code", f"{_ASSIGNED}retrieval_code", "Retrieval code", update_only=True),
    WriteField("outbound_caller_id", "outbound_caller_id", "Caller ID", InputKind.PHONE, update_only=True),
)  # fmt: skip


def _update(row: Row, body: Mapping[str, Any]) -> Request:
    """Make the request that writes one key: what stays goes along, for a key is written as a whole."""
    found = [(path, value_at(body, path)) for path in _KEPT]
    stays = [(path, value_at(row, path)) for path, value in found if value is None]
    written = [(path, value) for path, value in (*found, *stays) if value is not None]
    key = {"line_key_id": id_at(row, "line_key_id", "line key"), **nested(written)}
    return Request(
        "BatchUpdateLineKeySetting", {"extensionId": id_at(row, "extensionId", "extension")}, body={"line_keys": [key]}
    )


EDITS = (Edits("line-keys", within("BatchUpdateLineKeySetting", "line_keys", *_FIELDS), update=_update),)
