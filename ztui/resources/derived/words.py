"""Names of the API as people read them: `call_queue_ext_id` is "Call queue extension ID"."""

from __future__ import annotations

import re

from ztui.resources.shows import words

__all__ = ["in_sentence", "sentence", "singular_of", "title_of_path"]

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
    "create_time": "Created",
    "created_time": "Created",
    "modify_time": "Modified",
    "modified_time": "Modified",
    "sent_time": "Sent",
    "monitor_members_count": "Monitors",
    "monitored_members_count": "Monitored",
}
_PLAIN = frozenset({"name", "display_name", "number", "phone_number", "value"})
_PLAIN_ENDS = (" display name", " name")
_INDEX = re.compile(r"\[\d+\]")


def sentence(text: str) -> str:
    """Write a name of the API, or one with dashes, as the beginning of a sentence."""
    spelt = " ".join(_SPELLED.get(word, word) for word in words(text.replace("-", "_").replace(".", "_")).split())
    return spelt[:1].upper() + spelt[1:]


def title_of_path(path: str, of: str = "", *, full: bool = False) -> str:
    """Give the title of a value by its path.

    Args:
        path: As in a row: `site.name`, `phone_numbers[0].number`.
        of: What the row is, lower case: an alert setting's `alert_setting_name` is its name.
        full: Leave nothing out, where the short title is taken.
    """
    bare = _INDEX.sub("", path)
    if full:
        return sentence(bare)
    if bare in _WHOLE:
        return _WHOLE[bare]
    if bare == "value" and of:
        return of[:1].upper() + of[1:]
    if bare == f"{of.lower().replace(' ', '_')}_name":
        return "Name"
    text = sentence("_".join(_told_apart(bare.split("."))).removeprefix("is_"))
    end = next((each for each in _PLAIN_ENDS if text.endswith(each) and len(text) > len(each)), "")
    return text.removesuffix(end)


def _told_apart(parts: list[str]) -> list[str]:
    """Leave out the words of a path that say nothing: `site.name` is the site, `versions.version` a version."""
    if len(parts) > 1 and parts[-1] in _PLAIN:
        parts = parts[:-1]
    if len(parts) > 1 and f"{parts[-1]}_".startswith(f"{singular_of(parts[-2])}_"):
        parts = [*parts[:-2], parts[-1]]
    return parts


def in_sentence(title: str) -> str:
    """Write a title as it stands within a sentence: `Call queues` is "call queues", `SMS charges` stays as it is."""
    first = title.partition(" ")[0]
    is_name = any(char.isupper() for char in first[1:]) or first == "Zoom"
    return title if is_name else title[:1].lower() + title[1:]


def singular_of(plural: str) -> str:
    """Give one of many: `queue recordings` is "queue recording"; what is no plural stays."""
    for end, one in (("ies", "y"), ("sses", "ss"), ("tuses", "tus"), ("ss", "ss"), ("us", "us"), ("s", "")):
        if plural.endswith(end):
            return plural.removesuffix(end) + one
    return plural
