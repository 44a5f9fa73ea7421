"""Pictures and papers that rows link to: attachments of text messages, pictures of external contacts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ztui.sim.areas import find
from ztui.sim.files import File
from ztui.sim.handling import Refusal
from ztui.sim.world.pictures import png
from ztui.sim.world.texting import Texting

if TYPE_CHECKING:
    from ztui.sim.handling import Context
    from ztui.sim.world.system import PhoneSystem
    from ztui.sim.world.world import World

__all__ = ["ATTACHMENTS", "Sent", "attachment", "attachment_url", "keep"]

ATTACHMENTS = "/download/attachment/"
"""Where these files are, below the address of Zoom."""

_TYPES = {
    "PNG": ("png", "image/png"),
    "JPG": ("jpg", "image/jpeg"),
    "JPEG": ("jpg", "image/jpeg"),
    "GIF": ("gif", "image/gif"),
}
_OTHER = ("pdf", "application/pdf")


@dataclass
class Sent:
    """The contents that were sent to the account, by the id of the file, with their type and instant."""

    files: dict[str, tuple[bytes, str, datetime]] = field(default_factory=dict)

    @classmethod
    def of(cls, system: PhoneSystem) -> Sent:
        """Begin without any."""
        return cls()


def keep(context: Context, key: str, raw: bytes, kind: str) -> None:
    """Keep the content of a file; `kind` is its type as bodies name it."""
    find.system_of(context).part(Sent.of).files[key] = (raw, kind, context.now)


def attachment_url(context: Context, key: str) -> str:
    """Give the address of a file, which is leave enough to read it."""
    path = f"{ATTACHMENTS}{context.account}/{key}"
    return f"{context.base}{path}?key={_seal(context.world, path)}"


def attachment(world: World, path: str, seal: str) -> File:
    """Give the file at an address.

    Raises:
        Refusal: 403 for an address that the simulator did not give, 404 for a file that is gone.
    """
    if seal != _seal(world, path):
        raise Refusal(403, None, "The address of the file is not valid.")
    account, _, key = path.removeprefix(ATTACHMENTS).partition("/")
    system = world.system(account)
    sent = system.part(Sent.of).files.get(key)
    if sent is not None:
        raw, kind, at = sent
        ending, content_type = _TYPES.get(kind, _OTHER)
        return File(f"attachment.{ending}", content_type, raw, at)
    for thread in system.part(Texting).threads:
        for message in thread.messages:
            if any(file[0] == key for file in message.files):
                return File("attachment.png", "image/png", png(key), datetime.fromtimestamp(message.at, UTC))
    raise Refusal(404, None, "The file does not exist.")


def _seal(world: World, path: str) -> str:
    return hashlib.blake2b(f"{world.sizes.seed}/{path}".encode(), digest_size=16).hexdigest()
