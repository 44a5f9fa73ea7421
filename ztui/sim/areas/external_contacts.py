"""External contacts: people outside whom everybody finds in the directory."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

from ztui.sim.areas import find
from ztui.sim.areas.attachments import Sent, attachment_url, keep
from ztui.sim.areas.rows import Row, Rows
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.refusals import invalid
from ztui.sim.world.dice import pick
from ztui.sim.world.items import Item
from ztui.sim.world.names import company, person
from ztui.sim.world.places import EXTERNAL, EXTERNAL_FROM, number_in
from ztui.sim.world.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []

_MADE = 40
_LARGEST_PICTURE = 2 * 1024 * 1024
_FIELDS = (
    "description",
    "email",
    "extension_number",
    "id",
    "name",
    "phone_numbers",
    "auto_call_recorded",
    "enable_internal_extension",
)
_STARTS = {"PNG": b"\x89PNG", "GIF": b"GIF8", "JPG": b"\xff\xd8", "JPEG": b"\xff\xd8"}
"""How the pictures of a type begin."""


def _contacts(system: PhoneSystem) -> Table[Item]:
    return Table(lambda: _make(system))


def _make(system: PhoneSystem) -> Iterator[Item]:
    dice = system.dice("external contact")
    for index in range(_MADE if system.master else 3):
        words = dice.words(index)
        fields = {
            "name": person(words[0], words[1], words[2]),
            "description": company(words[3] // 4, words[6], words[7]),
            "email": f"contact{index + 1}@partner.example",
            "id": f"external_contact_{index + 1:02d}",
            "phone_numbers": [number_in(pick(words[4], EXTERNAL), EXTERNAL_FROM + 900_000 + index)],
            "auto_call_recorded": words[5] % 5 == 0,
            "enable_internal_extension": False,
        }
        yield Item(dice.id(index), fields)


def _contact(context: Context) -> Item:
    key = context.path["externalContactId"]
    found = find.system_of(context).part(_contacts).get(key)
    if found is None:
        text = f"External contact does not exist: {key}."
        raise invalid("externalContactId", text) if context.operation.method == "DELETE" else Refusal(400, 400, text)
    return found


def _row(context: Context, item: Item) -> Row:
    row = {"external_contact_id": item.id, **item.fields}
    has_picture = item.id in find.system_of(context).part(Sent.of).files
    return row | ({"profile_picture_download_url": attachment_url(context, item.id)} if has_picture else {})


def _fields(context: Context, key: str) -> dict[str, Any]:
    """Give what a body says of a contact; a picture is kept by itself."""
    body = context.body or {}
    fields = {name: body[name] for name in _FIELDS if name in body}
    picture = body.get("profile_picture")
    if picture:
        kind = picture.get("type", "")
        code = 300 if context.operation.method == "POST" else 400
        keep(context, key, _picture(kind, picture.get("base64_encoding", ""), code), kind)
    return fields


def _picture(kind: str, text: str, code: int) -> bytes:
    """Give a picture, or refuse one that is too large or none of its type."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Refusal(400, code, "Profile picture file data error.") from None
    if kind not in _STARTS:
        raise Refusal(400, code, "Profile picture file type error.")
    if len(raw) >= _LARGEST_PICTURE:
        raise Refusal(400, code, "Profile picture size must less than 2 MB.")
    if not raw.startswith(_STARTS[kind]):
        raise Refusal(400, code, "Profile picture file data error.")
    return raw


@handles("listExternalContacts")
def list_contacts(context: Context) -> Listed:
    """Answer the external contacts."""
    return Listed(Rows(find.system_of(context).part(_contacts), lambda item: _row(context, item)))


@handles("getAExternalContact")
def get_contact(context: Context) -> Row:
    """Answer one external contact."""
    return _row(context, _contact(context))


@handles("addExternalContact")
def add_contact(context: Context) -> Row:
    """Add an external contact."""
    system = find.system_of(context)
    key = system.new_id()
    item = Item(key, _fields(context, key))
    system.part(_contacts).put(item)
    return {"name": item.get("name"), "external_contact_id": item.id}


@handles("updateExternalContact")
def update_contact(context: Context) -> None:
    """Change an external contact."""
    item = _contact(context)
    find.system_of(context).part(_contacts).put(item.with_fields(_fields(context, item.id)))


@handles("deleteAExternalContact")
def delete_contact(context: Context) -> None:
    """Delete an external contact."""
    system, item = find.system_of(context), _contact(context)
    system.part(_contacts).remove(item.id)
    system.part(Sent.of).files.pop(item.id, None)
