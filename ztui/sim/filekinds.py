"""What kind of file an upload is: its name and its first bytes have to agree."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["BEGINNING", "can_be_faxed"]

BEGINNING = 8
"""So many bytes tell a kind."""

_TIFF = (b"II*\0", b"MM\0*")
_JPEG = (b"\xff\xd8\xff",)
_ZIP = (b"PK\x03\x04",)
_FAXES: Mapping[str, tuple[bytes, ...]] = MappingProxyType(
    {
        "pdf": (b"%PDF-",),
        "tif": _TIFF,
        "tiff": _TIFF,
        "jpg": _JPEG,
        "jpeg": _JPEG,
        "png": (b"\x89PNG\r\n\x1a\n",),
        "gif": (b"GIF87a", b"GIF89a"),
        "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
        "docx": _ZIP,
        "zip": _ZIP,
    }
)
"""How documents, pictures and archives of them begin, by the ending of the name."""


def can_be_faxed(name: str, beginning: bytes) -> bool:
    """Tell whether a file of this name, which begins with these bytes, is a document or a picture.

    Zoom documents no kinds, and its example for `POST /fax/files` is an archive (zip).
    """
    _, dot, ending = name.casefold().rpartition(".")
    return bool(dot) and beginning.startswith(_FAXES.get(ending, ()))
