"""Files that were uploaded: those to be faxed, and virtual backgrounds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.sim.areas import find
from ztui.sim.handling import Context, Refusal, handles
from ztui.sim.refusals import invalid

if TYPE_CHECKING:
    from ztui.sim.world.system import PhoneSystem

__all__ = ["Backgrounds", "FaxFile", "FaxFiles", "backgrounds", "fax_files"]

_LIFE = 259_200
_MOST_BACKGROUNDS = 10
_IMAGES = (".jpg", ".jpeg", ".gif", ".png")


@dataclass(frozen=True, slots=True)
class FaxFile:
    """A file that can be faxed until it ends.

    Attributes:
        id: For `file_id` of a fax.
        name: As it was sent.
        bytes: Its size.
        until: From then on it is gone.
    """

    id: str
    name: str
    bytes: int
    until: datetime


class FaxFiles(dict[str, FaxFile]):
    """The files of one account by id."""

    def __init__(self, system: PhoneSystem) -> None:
        """Begin without any."""
        super().__init__()


class Backgrounds(dict[str, dict[str, Any]]):
    """The virtual backgrounds of one account by id, in the shape of the API's answer."""

    def __init__(self, system: PhoneSystem) -> None:
        """Begin without any."""
        super().__init__()


def fax_files(context: Context) -> FaxFiles:
    """Give the files of the acting account that can be faxed now."""
    files = find.system_of(context).part(FaxFiles)
    for key in [each.id for each in files.values() if each.until <= context.now]:
        del files[key]
    return files


@handles("UploadFaxFiles")
def upload_fax(context: Context) -> dict[str, Any]:
    """Take a file to be faxed; it is kept three days, or as long as `expire` says."""
    sent = context.body["file"]
    key = find.system_of(context).new_id()
    until = context.now + timedelta(seconds=context.query.get("expire", _LIFE))
    fax_files(context)[key] = FaxFile(key, sent["name"], sent["bytes"], until)
    return {"file_id": key}


def backgrounds(context: Context) -> Backgrounds:
    """Give the virtual backgrounds of the account in the path."""
    return context.world.system(context.path["accountId"]).part(Backgrounds)


@handles("uploadVB")
def upload_background(context: Context) -> dict[str, Any]:
    """Take a virtual background."""
    sent, there = context.body["file"], backgrounds(context)
    if not sent["name"].casefold().endswith(_IMAGES):
        raise Refusal(400, 120, 'File uploads must be in "jpg/jpeg", "gif", or "png" file format')
    if len(there) >= _MOST_BACKGROUNDS:
        raise Refusal(400, 120, "A maximum of 10 files are allowed for a user")
    key = context.world.system(context.path["accountId"]).new_id()
    there[key] = {"id": key, "is_default": False, "name": sent["name"], "size": sent["bytes"], "type": "image"}
    return there[key]


@handles("delVB")
def delete_backgrounds(context: Context) -> None:
    """Delete the virtual backgrounds whose ids are told, separated by commas."""
    there = backgrounds(context)
    keys = [key for key in str(context.query.get("file_ids", "")).split(",") if key]
    if not keys or any(key not in there for key in keys):
        raise invalid("file_ids", "Invalid parameter: file_ids")
    for key in keys:
        there.pop(key, None)
