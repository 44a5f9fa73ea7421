"""Names of the API as people read them: `call_queue_ext_id` is "Call queue extension ID"."""

from __future__ import annotations

import re

from ztui.resources.shows import words

__all__ = ["sentence", "singular_of", "title_of_path"]

_SPELLED = {
    "ai": "AI", "byoc": "BYOC", "bssid": "BSSID", "cli": "CLI", "dids": "DIDs", "elin": "ELIN", "email": "e-mail",
    "ext": "extension", "iccid": "ICCID", "id": "ID", "ids": "IDs", "ip": "IP", "iso": "ISO", "isp": "ISP",
    "ivr": "IVR", "mac": "MAC", "mos": "MOS", "pin": "PIN", "pstn": "PSTN", "qos": "QoS", "sbc": "SBC", "sip": "SIP",
    "sms": "SMS", "url": "URL", "us": "US", "uuid": "UUID", "vat": "VAT", "zip": "ZIP", "zoom": "Zoom", "did": "DID",
}  # fmt: skip
_WHOLE = {
    "date_time": "Time",
    "display_name": "Name",
    "user_display_name": "Name",
    "extension_number": "Extension",
    "phone_number": "Number",
    "phone_numbers": "Numbers",
    "number": "Number",
}
_PLAIN_ENDS = (" display name", " name")
_INDEX = re.compile(r"\[\d+\]")


def sentence(text: str) -> str:
    """Write a name of the API, or one with dashes, as the beginning of a sentence."""
    spelt = " ".join(_SPELLED.get(word, word) for word in words(text.replace("-", "_").replace(".", "_")).split())
    return spelt[:1].upper() + spelt[1:]


def title_of_path(path: str, *, full: bool = False) -> str:
    """Give the title of a value by its path.

    Args:
        path: As in a row: `site.name`, `phone_numbers[0].number`.
        full: Leave nothing out, where the short title is taken.
    """
    bare = _INDEX.sub("", path)
    if not full and bare in _WHOLE:
        return _WHOLE[bare]
    parts = bare.split(".")
    if not full and len(parts) > 1 and parts[-1] in {"name", "display_name", "number", "phone_number", "value"}:
        parts.pop()
    if len(parts) > 1 and parts[-1] == singular_of(parts[-2]):
        parts.pop(-2)
    text = sentence("_".join(parts))
    if not full:
        for end in _PLAIN_ENDS:
            if text.endswith(end) and len(text) > len(end):
                return text.removesuffix(end)
    return text


def singular_of(plural: str) -> str:
    """Give one of many: `queue recordings` is "queue recording"; what is no plural stays."""
    for end, one in (("ies", "y"), ("sses", "ss"), ("tuses", "tus"), ("ss", "ss"), ("us", "us"), ("s", "")):
        if plural.endswith(end):
            return plural.removesuffix(end) + one
    return plural
